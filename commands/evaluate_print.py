"""What an evaluation found, on a terminal: the figures of each test set, what differs, and how it was measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.table import Table

from ..evaluation.comparing import Matrix
from ..evaluation.figures import Figure
from ..evaluation.navg import NAvg
from ..evaluation.results import Confusion, TestSet, counts, digits_of, number, p_text, with_interval
from .plain import Paper, as_text

SURE = 0.05
"""Of p after Holm; below it a difference is marked."""
_SHOWN = 24
"""Contrasts that are printed; contrasts.csv has all."""


def print_results(paper: Paper, sets: Sequence[TestSet], matrices: Sequence[Matrix]) -> None:
    """Print everything."""
    for one in sets:
        for part in _of_test_set(one):
            paper.print()
            paper.table(part)
        paper.print()
        for note in one.notes:
            paper.print(as_text(note, "dim"), soft_wrap=True)
    for each in matrices:
        paper.print()
        paper.table(_matrix(each))


def _of_test_set(one: TestSet) -> Iterator[Table]:
    table = _table(one.data or "figures", *one.systems, "n")
    for metric in one.metrics():
        found = [one.figure(metric, system) for system in one.systems]
        cells = (_cell(each, one.digits(metric)) for each in found)
        table.add_row(as_text(metric), *map(as_text, cells), as_text(counts(found)))
    if one.navg:
        averages = (_cell(one.average(system), digits_of(one.navg)) for system in one.systems)
        table.add_row(as_text("NAvg", "bold"), *map(as_text, averages), "")
    yield table
    for each in one.confusions:
        yield _confusion(each)
    if one.contrasts:
        yield _contrasts(one)


def _contrasts(of: TestSet) -> Table:
    """Return a line for each difference; the systems stand above where they are two, and below each metric else."""
    pairs = {(one.a, one.b) for one in of.contrasts}
    lone = " − ".join(pairs.pop()) if len(pairs) == 1 else ""
    table = _table(lone or "a − b", "difference", "p, Holm", "d_z", "a better in", "n")
    metric = ""
    for one in of.contrasts[:_SHOWN]:
        if not lone and one.metric != metric:
            table.add_row(as_text(one.metric))
        metric = one.metric
        sure = one.p_holm is not None and one.p_holm < SURE
        table.add_row(
            as_text(one.metric if lone else f"  {one.a} − {one.b}", "bold" if sure else ""),
            as_text(with_interval(one.difference, one.low, one.high, of.digits(one.metric))),
            as_text(p_text(one.p_holm)),
            as_text("-" if one.effect is None else f"{one.effect:+.2f}"),
            as_text("-" if one.wins is None else f"{one.wins:.0%} of {one.groups:,}"),
            as_text(f"{one.n:,}"),
        )
    if len(of.contrasts) > _SHOWN:
        table.add_row(as_text(f"{len(of.contrasts) - _SHOWN} more in contrasts.csv"))
    return table


def _confusion(one: Confusion) -> Table:
    """Return the matrix, with a number for each strategy in the place of its name above the columns."""
    numbers = [str(place) for place in range(1, len(one.labels) + 1)]
    table = _table(f"{one.system}: people's strategy (row), its own (column)", *numbers)
    for place, label, row in zip(numbers, one.labels, one.counts, strict=True):
        table.add_row(as_text(f"{place} {label}"), *(as_text(f"{count:,}") for count in row))
    return table


def _matrix(one: Matrix) -> Table:
    table, digits = _table(one.metric, *one.datas), digits_of(cell for cells in one.cells for cell in cells)
    for system, cells in zip(one.systems, one.cells, strict=True):
        table.add_row(as_text(system), *(as_text(_cell(each, digits)) for each in cells))
    return table


def _cell(one: Figure | NAvg | None, digits: int) -> str:
    return number(None, digits) if one is None else with_interval(one.value, one.low, one.high, digits)


def _table(first: str, *others: str) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column(as_text(first), overflow="fold")
    for name in others:
        table.add_column(as_text(name), justify="right", overflow="fold")
    return table
