"""What is printed of raters' agreement: a table for each dimension, one of its pairs of raters, and the judge's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.table import Table

from ..evaluation.agreement.calibration import Calibration
from ..evaluation.agreement.figure import Agreement
from ..evaluation.agreement.report import bounded
from ..evaluation.agreement.study import Design
from ..signatures import counted
from .plain import Paper, as_text

PAIRED = ("agreement, exact", "Cohen's kappa, unweighted", "Cohen's kappa, quadratic", "Spearman's rho")
"""What is printed of a pair of raters; the files have the rest."""
MOST = 45
"""Pairs that are printed: those of ten raters."""


def print_agreement(paper: Paper, figures: Sequence[Agreement], calibrations: Sequence[Calibration]) -> None:
    """Print all tables, as wide as they are where nobody watches."""
    for dimension, found in groupby(figures, key=lambda one: one.dimension):
        here = [*found]
        _print(paper, dimension or "all ratings", _table([one for one in here if one.kind != "pair"]))
        pairs = [one for one in here if one.kind == "pair"]
        if pairs:
            _print(paper, "", _pairs(pairs))
    if calibrations:
        _print(paper, "The judge beside people", _judge(calibrations))
        for one in calibrations:
            paper.print(as_text(f"{one.dimension}, {one.people}: {one.verdict}"), soft_wrap=True)
        paper.print()


def explained(design: Design, margin: float | None) -> str:
    """Return how the figures are to be read, on one line; `margin` where there is a judge."""
    lines = [
        f"Intervals: 95 %, bootstrap over items, {design.resamples:,} resamples, seed {design.seed}. Missing: cells "
        "without a rating, which count nowhere; items: those with the ratings that a coefficient takes."
    ]
    if design.level != "nominal":
        apart = "by value" if design.spacing == "values" else "by place among the values that the two used"
        lines.append(f"Weights of kappa go {apart}.")
    if len(design.groups) > 1:
        lines.append(f"Beside another, the {design.stands} stands for a group.")
    if margin is not None:
        lines.append(
            "The judge and each person are compared with the other people; as well as people means at most "
            f"{margin:g} less, by the whole interval of the difference."
        )
    return " ".join(lines)


def _print(paper: Paper, title: str, table: Table) -> None:
    if title:
        paper.print(as_text(title, "bold"), soft_wrap=True)
    paper.table(table)
    paper.print()


def _empty(first: str, columns: Iterable[str]) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column(as_text(first), overflow="fold")
    for name in columns:
        table.add_column(as_text(name), justify="right", overflow="fold")
    return table


def _table(figures: Sequence[Agreement]) -> Table:
    table = _empty("", ("value [95 %]", "items", "ratings", "missing"))
    for (kind, who), found in groupby(figures, key=lambda one: (one.kind, one.who)):
        if kind != "rater":
            table.add_row(as_text(who, "italic"))
        for one in found:
            cells = (bounded(one.value, one.low, one.high), f"{one.items:,}", f"{one.ratings:,}", f"{one.missing:,}")
            table.add_row(as_text(f"{who}, {one.coefficient}" if kind == "rater" else f"  {one.coefficient}"), *cells)
            if one.why:
                table.add_row(as_text(f"    {one.why}", "dim"))
    return table


def _pairs(figures: Sequence[Agreement]) -> Table:
    there = {one.coefficient for one in figures}
    named = [name for name in PAIRED if name in there]
    table = _empty("pairs of raters", (*named, "items"))
    pairs = [[*found] for _, found in groupby(figures, key=lambda one: one.who)]
    for found in pairs[:MOST]:
        by_name = {one.coefficient: one for one in found}
        cells = (bounded(one.value, one.low, one.high) for one in map(by_name.__getitem__, named))
        items = sorted({by_name[name].items for name in named})
        table.add_row(as_text(f"  {found[0].who}"), *cells, "–".join(f"{number:,}" for number in items))
    if len(pairs) > MOST:
        table.add_row(as_text(f"  and {counted(len(pairs) - MOST, 'more pair')}"))
    return table


def _judge(calibrations: Sequence[Calibration]) -> Table:
    table = _empty("", ("judge and people", "judge and others", "person and others", "difference [95 %]", "items"))
    for found in calibrations:
        table.add_row(as_text(f"{found.dimension}, {found.people}", "italic"))
        compared = {one.coefficient: one for one in found.compared}
        for one in found.against:
            cells = [bounded(one.value, one.low, one.high), "", "", "", f"{one.items:,}"]
            if beside := compared.get(one.coefficient):
                cells[1:4] = [
                    bounded(beside.judge, None, None),
                    bounded(beside.people, None, None),
                    bounded(beside.difference, beside.low, beside.high),
                ]
            table.add_row(as_text(f"  {one.coefficient}"), *cells)
    return table
