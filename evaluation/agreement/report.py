"""Agreement as files: CSV, LaTeX, JSON. The same ratings and seed give the same bytes."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any

from ..typeset import inert, latex, written
from .calibration import Calibration
from .figure import Agreement

COLUMNS = (
    *("dimension", "kind", "raters", "coefficient", "value", "low", "high", "items", "ratings", "missing"),
    *("textbook_low", "textbook_high", "statistic", "p", "why"),
)
CALIBRATION = tuple("dimension people coefficient judge among_people difference low high items verdict".split())


def as_csv(figures: Sequence[Agreement]) -> str:
    """Return a row for every figure; an empty cell is what is not defined."""
    return _csv(
        COLUMNS,
        (
            [
                *map(inert, (one.dimension, one.kind, one.who, one.coefficient)),
                *map(written, (known(one.value), one.low, one.high, one.items, one.ratings, one.missing)),
                *map(written, (one.textbook.low, one.textbook.high, one.textbook.statistic, one.textbook.p)),
                inert(one.why),
            ]
            for one in figures
        ),
    )


def calibration_csv(calibrations: Sequence[Calibration]) -> str:
    """Return a row for every coefficient by which a judge was compared with people."""
    return _csv(
        CALIBRATION,
        (
            [
                *map(inert, (found.dimension, found.people, one.coefficient)),
                *map(written, (known(one.judge), known(one.people), known(one.difference), one.low, one.high)),
                *(written(one.items), inert(found.verdict)),
            ]
            for found in calibrations
            for one in found.compared
        ),
    )


def as_json(about: dict[str, Any], figures: Sequence[Agreement], calibrations: Sequence[Calibration]) -> str:
    """Return all of it; `about` is how it was computed."""
    record = {
        **about,
        "agreement": [asdict(one) for one in figures],
        "calibration": [asdict(one) for one in calibrations],
    }
    return json.dumps(_without_nan(record), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def as_latex(figures: Sequence[Agreement], calibrations: Sequence[Calibration], note: str) -> str:
    """Return a table for each dimension, and one of the judge where there is one; they need booktabs."""
    lines = ["% \\usepackage{booktabs}; for Chinese or Japanese names, XeLaTeX or LuaLaTeX with a font that has them"]
    for dimension, found in groupby(figures, key=lambda one: one.dimension):
        lines += [*_table(dimension, [*found]), ""]
    if calibrations:
        lines += [*_judge_table(calibrations), ""]
    return "\n".join([*lines, f"% {note}", ""])


def bounded(value: float | None, low: float | None, high: float | None) -> str:
    """Return a figure with its interval, ``.53 [.32, .68]`` written out; "-" where it is not defined."""
    if value is None or not math.isfinite(value):
        return "-"
    return f"{value:.3f}" + (f" [{low:.3f}, {high:.3f}]" if low is not None and high is not None else "")


def known(value: float) -> float | None:
    """Return a number, None for NaN."""
    return value if math.isfinite(value) else None


def _table(dimension: str, figures: Sequence[Agreement]) -> Iterator[str]:
    yield from (r"\begin{tabular}{llrr}", r"\toprule")
    yield rf"\multicolumn{{2}}{{l}}{{{latex(dimension)}}} & 95\,\% interval & items \\"
    for who, found in groupby(figures, key=lambda one: one.who):
        yield rf"\midrule \multicolumn{{4}}{{l}}{{\textit{{{latex(who)}}}}} \\"
        for one in found:
            yield f" & {latex(one.coefficient)} & {bounded(one.value, one.low, one.high)} & {one.items} \\\\"
    yield from (r"\bottomrule", r"\end{tabular}")


def _judge_table(calibrations: Sequence[Calibration]) -> Iterator[str]:
    yield from (r"\begin{tabular}{lllrrrr}", r"\toprule")
    yield r"dimension & people & & judge & among people & difference, 95\,\% & items \\ \midrule"
    for found in calibrations:
        for one in found.compared:
            cells = [bounded(one.judge, None, None), bounded(one.people, None, None)]
            cells += [bounded(one.difference, one.low, one.high), str(one.items)]
            yield " & ".join([*map(latex, (found.dimension, found.people, one.coefficient)), *cells]) + r" \\"
    yield from (r"\bottomrule", r"\end{tabular}")


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return file.getvalue()


def _without_nan(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nan(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_nan(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
