"""Tables of the measurement, in the form in which docs/checks.md has them."""

from __future__ import annotations

from collections.abc import Sequence

Cells = Sequence[str]


def print_table(head: Cells, rows: Sequence[Cells]) -> None:
    """Print a Markdown table; all columns but the first are figures."""
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    line = "|".join("-" * (width + 1) + (":" if column else "-") for column, width in enumerate(widths))
    print(_row(head, widths), f"|{line}|", *(_row(row, widths) for row in rows), sep="\n", flush=True)


def percent(part: int, whole: int) -> str:
    """Return a share in percent with one decimal; "" where there is nothing to share."""
    return f"{100 * part / whole:.1f}" if whole else ""


def _row(cells: Cells, widths: Sequence[int]) -> str:
    first, *figures = zip(cells, widths, strict=True)
    padded = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in figures)]
    return f"| {' | '.join(padded)} |"
