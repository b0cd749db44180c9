"""A report as one page: it needs no network and no scripts, and reads on a screen, on a phone and on paper."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from .blocks import Block, Cell, Code, Conversations, Number, Plot, Report, Said, Section, Table, Text
from .style import STYLE
from .tables import left, read
from .texts import escaped

_HASH = b64encode(sha256(STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; img-src data:; base-uri 'none'; form-action 'none'"
"""What the page may do: use its own style and show its own plots. Whatever a text smuggled in would load nothing."""


def page(report: Report) -> str:
    """Return a report as HTML; the same report gives the same text."""
    anchors = list(_anchors(report.sections))
    return document(
        report.title,
        [
            '<a class="skip" href="#content">To the report</a>',
            f"<header><h1>{escaped(report.title)}</h1></header>",
            *_contents(report.sections, anchors),
            '<main id="content"><section aria-label="Summary">',
            *(line for block in report.lead for line in _block(block)),
            "</section>",
            *(
                line
                for section, anchor in zip(report.sections, anchors, strict=True)
                for line in _section(section, anchor)
            ),
            "</main>",
            *(
                ["<footer>", *(f"<p>{escaped(line)}</p>" for line in report.footer), "</footer>"]
                if report.footer
                else []
            ),
        ],
        "listed" if report.sections else "",
    )


def document(title: str, body: Iterable[str], look: str = "") -> str:
    """Return a whole page of `body`, which is HTML, in the style of all our pages."""
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en">',
            '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            f"<title>{escaped(title)}</title><style>{STYLE}</style></head>",
            f'<body class="{look}">' if look else "<body>",
            *body,
            "</body></html>",
            "",
        ]
    )


def image(data: bytes, kind: str, says: str) -> str:
    """Return a plot inside the page, `says` for who cannot see it; drawn as an image, so nothing in it can run."""
    return f'<img alt="{escaped(says)}" src="data:image/{kind};base64,{b64encode(data).decode()}">'


def _anchors(sections: Sequence[Section]) -> Iterator[str]:
    taken = {"content"}
    for number, section in enumerate(sections, 1):
        words = re.sub("[^a-z0-9]+", "-", section.title.lower()).strip("-")[:48]
        anchor = f"{words}-{number}" if words in taken or not words else words
        taken.add(anchor)
        yield anchor


def _contents(sections: Sequence[Section], anchors: Sequence[str]) -> Iterator[str]:
    if sections:
        yield '<nav aria-label="Contents"><ol>'
        for section, anchor in zip(sections, anchors, strict=True):
            yield f'<li><a href="#{anchor}">{escaped(section.title)}</a></li>'
        yield "</ol></nav>"


def _section(section: Section, anchor: str) -> Iterator[str]:
    yield f'<section aria-labelledby="{anchor}"><h2 id="{anchor}">{escaped(section.title)}</h2>'
    for block in section.blocks:
        yield from _block(block)
    yield "</section>"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Table():
            yield from _table(block)
        case Plot():
            yield f'<figure><p class="title">{escaped(block.title)}</p>'
            yield f"{image(block.svg.encode(), 'svg+xml', block.says)}"
            yield f"<figcaption>{escaped(block.says)}</figcaption></figure>"
        case Text():
            yield from _text(block)
        case Code():
            lines = "".join(f"<code>{escaped(line)}\n</code>" for line in block.lines)
            yield f"<pre>{lines}</pre>"
        case Conversations():
            yield f"<h3>{escaped(block.about)}</h3>"
            yield '<div class="talks">'
            for heading, turns in block.columns:
                yield from _talk(heading, turns, block.shown)
            yield "</div>"


def _text(block: Text) -> Iterator[str]:
    if isinstance(block.text, tuple):
        yield "<ul>" + "".join(f"<li>{escaped(line)}</li>" for line in block.text) + "</ul>"
    else:
        yield ('<p class="lead">' if block.lead else "<p>") + f"{escaped(block.text)}</p>"


def _table(table: Table) -> Iterator[str]:
    if table.folded:
        yield f'<details class="table"><summary>{escaped(table.caption)} ({len(table.rows):,} rows)</summary>'
    yield f'<div class="wide" tabindex="0" role="region" aria-label="{escaped(table.caption)}"><table>'
    yield f"<caption><span>{escaped(table.caption)}</span></caption><thead><tr>"
    lefts = left(table)
    for name, to_left in zip(table.head, lefts, strict=True):
        yield f'<th scope="col"{_NAME if to_left else ""}>{escaped(name)}</th>'
    yield "</tr></thead><tbody>"
    above: Sequence[Cell] = ()
    for row in table.rows:
        yield "<tr>" + "".join(_cell(table, row, above, place, lefts[place]) for place in range(len(row))) + "</tr>"
        above = row
    yield "</tbody></table></div>"
    if table.note:
        yield f'<p class="note">{escaped(table.note)}</p>'
    if table.folded:
        yield "</details>"


def _cell(table: Table, row: Sequence[Cell], above: Sequence[Cell], place: int, to_left: bool) -> str:
    cell = row[place]
    figure, between = map(escaped, read(cell))
    if place < table.names:
        repeated = place < table.names - 1 and above[: place + 1] == row[: place + 1]  # its group goes on: set faintly
        return f'<th scope="row" class="{"name same" if repeated else "name"}">{figure.replace(",", ",<wbr>")}</th>'
    strong = f"<b>{figure}</b>" if isinstance(cell, Number) and cell.strong else figure
    interval = f' <span class="ci">({between})</span>' if between else ""
    return f"<td{_NAME if to_left else ''}>{strong}{interval}</td>"


_NAME = ' class="name"'


def _talk(heading: str, turns: Sequence[Said], shown: int) -> Iterator[str]:
    yield f'<article class="talk"><h4>{escaped(heading)}</h4><ol>'
    yield from map(_turn, turns[:shown])
    yield "</ol>"
    rest = turns[shown:]
    if rest:
        yield f'<details class="rest"><summary>{len(rest)} more {"turn" if len(rest) == 1 else "turns"}</summary>'
        yield f'<ol start="{shown + 1}">'
        yield from map(_turn, rest)
        yield "</ol></details>"
    yield "</article>"


def _turn(turn: Said) -> str:
    strategy = f'<span class="strategy">{escaped(turn.strategy)}</span>' if turn.strategy else ""
    thoughts = "".join(f"<dt>{escaped(node)}</dt><dd>{escaped(text)}</dd>" for node, text in turn.thoughts)
    folded = f'<details class="thoughts"><summary>Reasoning</summary><dl>{thoughts}</dl></details>' if thoughts else ""
    return (
        f'<li class="{turn.speaker}"><span class="who">{turn.speaker.capitalize()}</span>{strategy}'
        f'<p dir="auto">{escaped(turn.text)}</p>{folded}</li>'
    )
