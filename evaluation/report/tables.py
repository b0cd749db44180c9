"""Tables as people read them, and as files: CSV with all digits, LaTeX for a paper."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Sequence

from ...signatures.unseen import without_unseen
from ..results import number, p_text
from ..typeset import inert, latex
from .blocks import Cell, Number, Report, Table

NONE = "–"
"""Stands where there is no figure."""

_SYMBOLS = str.maketrans({"−": "$-$", "×": r"$\times$", "→": r"$\rightarrow$", "≥": r"$\geq$", "≤": r"$\leq$",
                          "≈": r"$\approx$", "α": r"$\alpha$", "η": r"$\eta$", "κ": r"$\kappa$", "ρ": r"$\rho$",
                          "σ": r"$\sigma$", "ω": r"$\omega$", "Δ": r"$\Delta$", "²": r"\textsuperscript{2}",
                          "…": r"\ldots{}"})  # fmt: skip
"""What statistics are named with, which pdfLaTeX cannot set as letters."""


def read(cell: Cell) -> tuple[str, str]:
    """Return a cell as it is read: the figure or the text, and its interval ("" for none), with true minus signs."""
    if isinstance(cell, str):
        return cell, ""
    if isinstance(cell, int):
        return _signed(f"{cell:,}"), ""
    if _none(cell.value):
        return NONE, ""
    if _none(cell.low) or _none(cell.high):
        return _figure(cell, cell.value, unit=True), ""
    return _figure(cell, cell.value, unit=True), f"{_figure(cell, cell.low)} to {_figure(cell, cell.high)}"


def left(table: Table) -> list[bool]:
    """Return which columns are set to the left: names, and columns that are all text."""
    columns = zip(*table.rows, strict=True) if table.rows else [()] * len(table.head)
    return [place < table.names or (bool(cells) and all(isinstance(cell, str) for cell in cells))
            for place, cells in enumerate(columns)]  # fmt: skip


def as_csv(table: Table) -> str:
    """Return a line for each row. Figures have twelve digits; a column with intervals has two more, for low and high.

    Shares are in [0, 1], as they were measured, also where they are printed in percent; what is missing is empty.
    """
    spread = [any(map(_bounded, (row[place] for row in table.rows))) for place in range(len(table.head))]
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    heads = (
        (name, f"{name} low", f"{name} high") if wide else (name,)
        for name, wide in zip(table.head, spread, strict=True)
    )
    writer.writerow([inert(without_unseen(name)) for names in heads for name in names])
    for row in table.rows:
        writer.writerow([text for cell, wide in zip(row, spread, strict=True) for text in _cells(cell, wide)])
    return file.getvalue()


def as_latex(report: Report) -> str:
    """Return all tables of a report, each as a float with its caption; they need booktabs."""
    lines = ["% \\usepackage{booktabs}; for Chinese or Japanese names, XeLaTeX or LuaLaTeX with a font that has them"]
    for table in report.tables():
        lines += ["", *_float(table)]
    return "\n".join([*lines, ""])


def _float(table: Table) -> Iterator[str]:
    yield from (r"\begin{table}[tp]", r"\centering\small", rf"\caption{{{_set(table.caption)}}}")
    yield rf"\label{{tab:{table.name}}}"
    yield r"\begin{tabular}{" + "".join("l" if one else "r" for one in left(table)) + "}"
    yield r"\toprule"
    yield " & ".join(map(_set, table.head)) + r" \\ \midrule"
    for row in table.rows:
        line = " & ".join(map(_typeset, row))
        yield (
            ("{}" if line.startswith(("[", "*")) else "") + line + r" \\"
        )  # the line break before takes them for options
    yield from (r"\bottomrule", r"\end{tabular}")
    if table.note:
        yield rf"\par\smallskip{{\footnotesize {_set(table.note)}}}"
    yield r"\end{table}"


def _typeset(cell: Cell) -> str:
    figure, between = map(_set, read(cell))
    if isinstance(cell, Number) and cell.strong:
        figure = rf"\textbf{{{figure}}}"
    return rf"{figure} {{\scriptsize [{between.replace(' to ', ', ')}]}}" if between else figure


def _set(text: str) -> str:
    return latex(without_unseen(text)).translate(_SYMBOLS)


def _figure(cell: Number, value: float | None, unit: bool = False) -> str:
    """Return one figure of a number, its value or a bound; only the value has the unit."""
    if value is None:
        return NONE
    if cell.kind == "p":
        return p_text(value)
    scaled = round(100 * value if cell.kind == "percent" else value, cell.digits)  # first, so that no −0.00 is printed
    sign, text = "-" if scaled < 0 else "", number(abs(scaled), cell.digits)
    dollar, percent = "$" if unit and cell.kind == "usd" else "", " %" if unit and cell.kind == "percent" else ""
    return _signed(f"{sign}{dollar}{text}{percent}")


def _signed(text: str) -> str:
    return f"−{text[1:]}" if text.startswith("-") else text


def _none(value: float | None) -> bool:
    return value is None or math.isnan(value)


def _bounded(cell: Cell) -> bool:
    return isinstance(cell, Number) and not (_none(cell.low) and _none(cell.high))


def _cells(cell: Cell, spread: bool) -> Sequence[str]:
    if not isinstance(cell, Number):
        return (inert(without_unseen(cell)) if isinstance(cell, str) else str(cell), *([""] * 2 * spread))
    return [_precise(one) for one in ((cell.value, cell.low, cell.high) if spread else (cell.value,))]


def _precise(value: float | None) -> str:
    return "" if value is None or math.isnan(value) else f"{value:.12g}"
