"""What an evaluation found, test set by test set, and its tables as CSV, LaTeX and JSON: same figures, same bytes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from .comparing import Contrast, Matrix
from .figures import Figure
from .navg import NAvg
from .typeset import inert, latex


@dataclass(frozen=True)
class Confusion:
    """Which strategies a system chose where people chose which."""

    system: str
    labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    """A row for each strategy of people, a column for each of the system."""


@dataclass(frozen=True)
class TestSet:
    """What was found on one test set."""

    data: str
    systems: tuple[str, ...]
    figures: tuple[Figure, ...]
    contrasts: tuple[Contrast, ...] = ()
    navg: tuple[NAvg, ...] = ()
    confusions: tuple[Confusion, ...] = ()
    notes: tuple[str, ...] = ()
    """How the figures were made, and what is to be known of them; each a line that is printed with them."""

    __test__ = False  # pytest takes a class of this name for tests

    def figure(self, metric: str, system: str) -> Figure | None:
        """Return one figure; None where the system has none of that name."""
        return next((one for one in self.figures if (one.metric, one.system) == (metric, system)), None)

    def average(self, system: str) -> NAvg | None:
        """Return NAvg of a system; None where it has none."""
        return next((one for one in self.navg if one.system == system), None)

    def metrics(self) -> list[str]:
        """Return the names of the metrics, in the order in which they are printed."""
        return list(dict.fromkeys(one.metric for one in self.figures))

    def digits(self, metric: str) -> int:
        """Return how many digits after the point people read of a metric: two, or four where no system reaches 2."""
        return digits_of(one for one in self.figures if one.metric == metric)


def digits_of(found: Iterable[Figure | NAvg | None]) -> int:
    """Return how many digits after the point figures of one kind are printed with."""
    return 2 if any(one is not None and abs(one.value or 0) >= 2 for one in found) else 4


def number(value: float | None, digits: int) -> str:
    """Return a figure as people read it; "-" for none."""
    return "-" if value is None else f"{value:,.{digits}f}"


def with_interval(value: float | None, low: float | None, high: float | None, digits: int) -> str:
    """Return a figure with its interval as people read it; with no interval the figure alone."""
    if low is None or high is None:
        return number(value, digits)
    return f"{number(value, digits)} ({number(low, digits)} to {number(high, digits)})"


def p_text(p: float | None) -> str:
    """Return a p-value as people read it."""
    return "-" if p is None else "<.001" if p < 0.001 else f"{p:.3f}".removeprefix("0")


def figures_csv(sets: Iterable[TestSet]) -> str:
    """Return a line for every figure, and one for every NAvg under that name."""
    found = (row for one in sets for row in (*map(asdict, one.figures), *_averages(one)))
    return _csv([one.name for one in fields(Figure)], found)


def contrasts_csv(sets: Iterable[TestSet]) -> str:
    """Return a line for every contrast."""
    found = ({"data": one.data} | asdict(contrast) for one in sets for contrast in one.contrasts)
    return _csv(["data", *(one.name for one in fields(Contrast))], found)


def confusions_csv(sets: Iterable[TestSet]) -> str:
    """Return a line for every pair of strategies: what people chose, what the system chose, and how often."""
    found = (
        {"data": one.data, "system": each.system, "person": person, "chosen": chosen, "count": count}
        for one in sets
        for each in one.confusions
        for person, row in zip(each.labels, each.counts, strict=True)
        for chosen, count in zip(each.labels, row, strict=True)
    )
    return _csv(["data", "system", "person", "chosen", "count"], found)


def as_json(sets: Sequence[TestSet], made: Mapping[str, Any]) -> str:
    """Return everything, with `made`, how it came about."""
    found = dict(made) | {"test_sets": [asdict(one) for one in sets]}
    return json.dumps(found, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def as_latex(sets: Sequence[TestSet], matrices: Sequence[Matrix] = ()) -> str:
    """Return a table for each test set, and one for each metric of systems by test sets; they need booktabs."""
    lines = ["% \\usepackage{booktabs}; intervals are 95 % by bootstrap over dialogues"]
    for one in sets:
        lines += ["", *_table(one), *(f"% {latex(note)}" for note in one.notes)]
    for each in matrices:
        lines += ["", *_matrix(each)]
    return "\n".join([*lines, ""])


def _averages(one: TestSet) -> Iterator[dict[str, Any]]:
    for each in one.navg:
        known = {"value": each.value, "low": each.low, "high": each.high, "groups": each.groups, "better": "higher"}
        yield {"system": each.system, "data": one.data, "metric": "NAvg"} | known


def _table(one: TestSet) -> Iterator[str]:
    yield from (r"\begin{tabular}{l" + "r" * (len(one.systems) + 1) + "}", r"\toprule")
    yield " & ".join([latex(one.data), *map(latex, one.systems), "$n$"]) + r" \\ \midrule"
    for metric in one.metrics():
        found = [one.figure(metric, system) for system in one.systems]
        cells = (_set(each, one.digits(metric)) for each in found)
        yield " & ".join([latex(metric), *cells, counts(found)]) + r" \\"
    if one.navg:
        averages = (_set(one.average(system), digits_of(one.navg)) for system in one.systems)
        yield " & ".join([r"\midrule NAvg", *averages, ""]) + r" \\"
    yield from (r"\bottomrule", r"\end{tabular}")


def _set(one: Figure | NAvg | None, digits: int) -> str:
    if one is None or one.low is None or one.high is None:
        return number(one.value if one else None, digits)
    between = f"{number(one.low, digits)}, {number(one.high, digits)}"
    return rf"{number(one.value, digits)} {{\scriptsize [{between}]}}"


def counts(found: Sequence[Figure | None]) -> str:
    """Return of how many replies figures are, once where all are of as many."""
    numbers = ["-" if one is None else f"{one.n:,}" for one in found]
    return numbers[0] if len(set(numbers)) == 1 else " / ".join(numbers)


def _matrix(one: Matrix) -> Iterator[str]:
    yield from (r"\begin{tabular}{l" + "r" * len(one.datas) + "}", r"\toprule")
    yield " & ".join([latex(one.metric), *map(latex, one.datas)]) + r" \\ \midrule"
    digits = digits_of(cell for cells in one.cells for cell in cells)
    for system, cells in zip(one.systems, one.cells, strict=True):
        yield " & ".join([latex(system), *(_set(cell, digits) for cell in cells)]) + r" \\"
    yield from (r"\bottomrule", r"\end{tabular}")


def _csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row.get(column)) for column in columns] for row in rows)
    return file.getvalue()


def _cell(value: Any) -> str:
    """Return a value for CSV; twelve digits of a figure, so that it can be held against whatever was printed."""
    return "" if value is None else f"{value:.12g}" if isinstance(value, float) else inert(str(value))
