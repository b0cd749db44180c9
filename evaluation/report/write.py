"""A report as files: the page, each table as CSV, all tables as LaTeX, each plot as SVG."""

from __future__ import annotations

from .blocks import Report
from .page import page
from .tables import as_csv, as_latex


def files(report: Report) -> dict[str, str]:
    """Return the text of each file under its path: report.html, tables/NAME.csv, tables/tables.tex, figures/NAME.svg.

    Raises:
        ValueError: two tables or two plots have one name, so that one would overwrite the other.
    """
    texts = {"report.html": page(report), "tables/tables.tex": as_latex(report)}
    parts = [(f"tables/{one.name}.csv", as_csv(one)) for one in report.tables()]
    parts += [(f"figures/{one.name}.svg", one.svg) for one in report.plots()]
    for name, text in parts:
        if name in texts:
            raise ValueError(f"{name} would be written twice; tables and plots of a report need names of their own")
        texts[name] = text
    return texts
