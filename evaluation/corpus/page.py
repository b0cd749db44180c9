"""One page with the tables and the plots: no network, no scripts; it reads on paper and on a phone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from ..report.page import document, image
from ..report.texts import escaped
from .description import SIXTHS, Description
from .plots import Plot
from .rows import rows, sixths
from .tables import MOST, NOTE, SPANS, percent


def page(corpora: Sequence[Description], plots: Sequence[Plot]) -> str:
    """Return the page as HTML."""
    title = "Statistics of " + ", ".join(corpus.name for corpus in corpora)
    return document(
        title,
        [
            f"<main><h1>{escaped(title)}</h1>",
            *_table(corpora),
            f'<p class="note">{escaped(NOTE)}. {escaped(SPANS)}</p>',
            *(line for plot in plots for line in _figure(plot)),
            "<h2>Strategies by sixth</h2>" if any(corpus.sixths for corpus in corpora) else "",
            *(line for corpus in corpora if corpus.sixths for line in _table_of_sixths(corpus)),
            "</main>",
        ],
    )


def _table(corpora: Sequence[Description]) -> Iterator[str]:
    yield '<div class="wide" tabindex="0"><table><thead><tr><th scope="col">Figure</th>'
    yield "".join(f'<th scope="col">{escaped(corpus.name)}</th>' for corpus in corpora) + "</tr></thead>"
    for section, found in groupby(rows(corpora, MOST), key=lambda row: row.section):
        yield f'<tbody><tr><th class="section" scope="rowgroup" colspan="{len(corpora) + 1}">'
        yield f"{escaped(section)}</th></tr>"
        for row in found:
            yield _row(row.name, map(str, row.cells))
        yield "</tbody>"
    yield "</table></div>"


def _table_of_sixths(corpus: Description) -> Iterator[str]:
    yield '<div class="wide" tabindex="0"><table>'
    yield f"<caption><span>{escaped(corpus.name)}, % of the sixth</span></caption><thead><tr>"
    yield '<th scope="col">Strategy</th>' + "".join(f'<th scope="col">{one}</th>' for one in range(1, SIXTHS + 1))
    yield "</tr></thead><tbody>"
    for name, shares in sixths(corpus):
        yield _row(name, map(percent, shares))
    yield "</tbody></table></div>"


def _row(name: str, cells: Iterator[str]) -> str:
    return (
        f'<tr><th scope="row">{escaped(name)}</th>' + "".join(f"<td>{escaped(cell)}</td>" for cell in cells) + "</tr>"
    )


def _figure(plot: Plot) -> Iterator[str]:
    yield f"<h2>{escaped(plot.title)}</h2>"
    yield f"<figure>{image(plot.png, 'png', plot.says)}"
    yield f"<figcaption>{escaped(plot.says)}</figcaption></figure>"
