"""One page with the tables and the plots: no network, no scripts; it reads on paper and on a phone."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from .description import SIXTHS, Description
from .plots import Plot
from .rows import rows, sixths
from .tables import MOST, NOTE, SPANS, percent

_STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; max-width: 60rem; margin: 0 auto;
  padding: 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere; } h2 { font-size: 1.2rem; margin-top: 2.5rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .875rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: .5rem 0; overflow-wrap: anywhere; }
th, td { padding: .2rem .9rem .2rem 0; text-align: right; vertical-align: top; white-space: nowrap; }
th:first-child { text-align: left; font-weight: 400; white-space: normal; min-width: 9rem; overflow-wrap: anywhere; }
thead th { border-bottom: 2px solid #444; font-weight: 600; white-space: normal; overflow-wrap: anywhere; }
tbody th.section { padding-top: .9rem; font-weight: 600; }
tbody tr:not(:first-child) { border-top: 1px solid #e4e4e4; }
figure { margin: 1rem 0; } img { max-width: 100%; height: auto; } figcaption, p { font-size: .875rem; color: #444; }
@media print { body { max-width: none; padding: 0; font-size: 10pt; } figure, tr { break-inside: avoid; }
  h2 { break-after: avoid; } .wide { overflow: visible; } th, td { white-space: normal; } }
"""


def page(corpora: Sequence[Description], plots: Sequence[Plot]) -> str:
    """Return the page as HTML."""
    title = "Statistics of " + ", ".join(corpus.name for corpus in corpora)
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en">',
            '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title><style>{_STYLE}</style></head>",
            f"<body><main><h1>{escape(title)}</h1>",
            *_table(corpora),
            f"<p>{escape(NOTE)}. {escape(SPANS)}</p>",
            *(line for plot in plots for line in _figure(plot)),
            "<h2>Strategies by sixth</h2>" if any(corpus.sixths for corpus in corpora) else "",
            *(line for corpus in corpora if corpus.sixths for line in _table_of_sixths(corpus)),
            "</main></body></html>",
            "",
        ]
    )


def _table(corpora: Sequence[Description]) -> Iterator[str]:
    yield '<div class="wide" tabindex="0"><table><thead><tr><th scope="col">Figure</th>'
    yield "".join(f'<th scope="col">{escape(corpus.name)}</th>' for corpus in corpora) + "</tr></thead>"
    for section, found in groupby(rows(corpora, MOST), key=lambda row: row.section):
        yield f'<tbody><tr><th class="section" scope="rowgroup" colspan="{len(corpora) + 1}">'
        yield f"{escape(section)}</th></tr>"
        for row in found:
            yield _row(row.name, map(str, row.cells))
        yield "</tbody>"
    yield "</table></div>"


def _table_of_sixths(corpus: Description) -> Iterator[str]:
    yield f'<div class="wide" tabindex="0"><table><caption>{escape(corpus.name)}, % of the sixth</caption><thead><tr>'
    yield '<th scope="col">Strategy</th>' + "".join(f'<th scope="col">{one}</th>' for one in range(1, SIXTHS + 1))
    yield "</tr></thead><tbody>"
    for name, shares in sixths(corpus):
        yield _row(name, map(percent, shares))
    yield "</tbody></table></div>"


def _row(name: str, cells: Iterator[str]) -> str:
    return f'<tr><th scope="row">{escape(name)}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"


def _figure(plot: Plot) -> Iterator[str]:
    data = b64encode(plot.png).decode()
    yield f"<h2>{escape(plot.title)}</h2>"
    yield f'<figure><img alt="{escape(plot.says)}" src="data:image/png;base64,{data}">'
    yield f"<figcaption>{escape(plot.says)}</figcaption></figure>"
