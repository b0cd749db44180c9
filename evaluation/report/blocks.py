"""What a report is made of. Texts are data: whoever renders a block escapes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Number:
    """A figure as a table has it: printed with `digits`, written to CSV as it is, with its interval beside it."""

    value: float | None
    """None is printed as "–" and empty in CSV."""
    digits: int = 2
    low: float | None = None
    high: float | None = None
    kind: Literal["plain", "percent", "p", "usd"] = "plain"
    """``percent``: a share in [0, 1], printed times 100; ``p``: printed as papers do, "<.001"; ``usd``: dollars."""
    strong: bool = False
    """Printed bold: it is what the eye should find."""


Cell = str | int | Number


@dataclass(frozen=True)
class Table:
    """A table; on the page, as NAME.csv, and in tables.tex."""

    name: str
    """Of its file, without the ending; unique in a report."""
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    """Printed below: what the columns mean, what is missing."""
    folded: bool = False
    """Shown on the page only when it is opened (and in print): long tables."""
    names: int = 1
    """How many of the first columns are names, and not figures: set to the left."""


@dataclass(frozen=True)
class Plot:
    """A plot, as SVG."""

    name: str
    """Of its file, without the ending."""
    title: str
    says: str
    """What it shows, in words, for who cannot see it; printed below it, too."""
    svg: str


@dataclass(frozen=True)
class Text:
    """A paragraph, or a list of short ones."""

    text: str | tuple[str, ...]
    lead: bool = False
    """The answer itself: set large."""


@dataclass(frozen=True)
class Code:
    """Commands as they are typed, line by line."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One turn of a sample dialogue."""

    speaker: Literal["seeker", "supporter"]
    text: str
    strategy: str = ""
    thoughts: tuple[tuple[str, str], ...] = ()
    """Node and what it says, of a supporter that reasons."""


@dataclass(frozen=True)
class Conversations:
    """Sample dialogues side by side: beside each other on a wide page, below each other on a phone."""

    about: str
    """Whom they are with."""
    columns: tuple[tuple[str, tuple[Said, ...]], ...]
    """Heading and turns of each."""
    shown: int = 6
    """Turns that are shown at once; the rest unfolds."""


Block = Table | Plot | Text | Code | Conversations


@dataclass(frozen=True)
class Section:
    """A part of a report under its own heading."""

    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Report:
    """A whole report."""

    title: str
    lead: Sequence[Block]
    """What stands above everything else: what was asked, and the answer."""
    sections: Sequence[Section]
    footer: tuple[str, ...] = field(default=())
    """Versions, seeds, the command: small, at the end."""

    def tables(self) -> list[Table]:
        """Return the tables, in order."""
        return [
            one
            for part in (self.lead, *(each.blocks for each in self.sections))
            for one in part
            if isinstance(one, Table)
        ]

    def plots(self) -> list[Plot]:
        """Return the plots, in order."""
        return [
            one
            for part in (self.lead, *(each.blocks for each in self.sections))
            for one in part
            if isinstance(one, Plot)
        ]
