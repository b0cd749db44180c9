"""What a format of dialogues is, and what is read through it.

A format knows one record: whether it is written so, how it is read, and, where we write it, how it is written. Files,
syntax (JSON, CSV, …), places and counts are not its business: `dialogues.py` has those.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..signatures import Dialogue, Persona, RoleCard
from .licences import UNKNOWN, Licence
from .records import Record
from .spelling import Quirks


@dataclass(frozen=True)
class Source:
    """Where a dialogue was read from, for good: it stays with it through conversions."""

    format: str
    """The key of its format."""
    file: str
    """Name without its folder."""
    record: int
    """Which record of the file it is, from 1."""
    line: int
    """Where the record starts, from 1."""

    @classmethod
    def of(cls, value: object) -> Source | None:
        """Return what a record says of its source; None where it says something else."""
        kinds = {"format": str, "file": str, "record": int, "line": int}
        if not isinstance(value, Mapping) or value.keys() != kinds.keys():
            return None
        return cls(**value) if all(type(value[name]) is kind for name, kind in kinds.items()) else None


@dataclass(frozen=True)
class ReadDialogue:
    """A dialogue, and what its file says about it."""

    dialogue: Dialogue
    number: int = 0
    """Which record of the file it is, from 1."""
    line: int = 0
    """Where the record starts, from 1."""
    id: str = ""
    """Its own name in the file; the number where it has none."""
    persona: Persona | None = None
    simulated: bool = False
    """False for conversations of people."""
    topic: str = ""
    """What it is about, in the words of its source; "" where that is not said."""
    emotion: str = ""
    """What the seeker feels, in the words of its source; "" where that is not said."""
    post: Mapping[str, Any] | None = None
    """The post its persona was made of: id, source, line, source_id, and where it is known the key of its corpus; None
    where there is none."""
    situation: str = ""
    """What happened, as told beside the conversation; "" where that is not told."""
    about: Mapping[str, Any] = field(default_factory=dict)
    """All that the record says beside the conversation, under its own names and as found. What it says of single turns
    is under ``turns``: number of the turn, from 1, as a string → name → value."""
    quirks: Mapping[str, int] = field(default_factory=dict)
    """What of this record was read otherwise than it is written, and how often."""
    source: Source | None = None
    """Set by whoever reads the file; of a record that says where it was read first, that place."""
    format: str = ""
    """The key of the format of `record`; set by whoever reads the file."""
    record: Any = None
    """The record as it stood in the file."""
    as_written: tuple[Any, ...] = ()
    """Of an imported dialogue of ours: the `residue` of its first reading."""


def itself(records: Iterable[Record]) -> Iterator[Record]:
    """Yield the records: each holds one dialogue."""
    yield from records


@dataclass(frozen=True)
class Format:
    """One way to write a dialogue down."""

    key: str
    """What `socialsim convert` and records of ours call it."""
    name: str
    """What messages call it."""
    fits: Callable[[Any], bool]
    """Whether the value of a record is, or is meant to be, written so."""
    read: Callable[[Any, Quirks], ReadDialogue]
    """Returns the dialogue of a record's value and what the record says about it; raises `DialogueError`."""
    write: Callable[[ReadDialogue], Any] | None = None
    """Returns the value of the record of a dialogue, so that reading it gives the dialogue again as far as the format
    can hold it; None where we do not write it."""
    gather: Callable[[Iterable[Record]], Iterator[Record]] = itself
    """Makes records that hold one dialogue each of those that the syntax gives: rows of a table are gathered, answers
    to one question are parted. What could not be read passes through."""
    beside: Callable[[ReadDialogue], Any] | None = None
    """Returns the record of a second file, as the personas of SSConv are in one; None for a dialogue without."""
    family: str = ""
    """Formats of one family have the same notes on their dialogues (`ReadDialogue.about`); "" for one by itself."""
    takes_notes: bool = False
    """Whether its records may have the notes of other formats as fields, as records of chats may."""
    windows: bool = False
    """Whether several records may be parts of one conversation, as where each reply has one with what came before."""
    alone: bool = False
    """Whether a file holds one dialogue, whose name is the file's."""
    lines: bool = True
    """Whether it is written one record a line; otherwise as one JSON array."""
    licence: Licence = UNKNOWN
    language: str = ""
    """ISO 639-1 code of what it is published in; "" where it can be any."""


@dataclass(frozen=True)
class CardFormat:
    """One way to write a role card down."""

    key: str
    name: str
    fits: Callable[[Any], bool]
    read: Callable[[Any, Quirks], RoleCard]
    """Returns the card of a record's value; raises `DialogueError`."""
    licence: Licence = UNKNOWN


@dataclass(frozen=True)
class PostFormat:
    """A source of posts; `posts.py` reads them all, by their columns."""

    key: str
    name: str
    fits: Callable[[Any], bool]
    licence: Licence = UNKNOWN
    language: str = ""
