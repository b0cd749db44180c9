"""What is found in a text, and how the words around it are read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a replaced piece of text was."""

    NAME = "name"
    PLACE = "place"
    HANDLE = "handle"
    EMAIL = "email"
    PHONE = "phone"
    LINK = "link"


@dataclass(frozen=True)
class Finding:
    """A piece of a text, ``text[start:end]``, that may tell who wrote it."""

    kind: Kind
    start: int
    end: int
    hint: str = ""
    """What its replacement should keep: "f" or "m" for a first name, "surname", the sort of a place."""


@dataclass(frozen=True)
class Word:
    """A word of a text and where it stands; a possessive "'s" is no part of it."""

    text: str
    start: int
    end: int
    initial: bool
    """Whether it begins a sentence or a line, where a capital says nothing."""

    @property
    def key(self) -> str:
        return self.text.casefold().replace("’", "'")

    @property
    def capital(self) -> bool:
        return _NAME_SHAPE.match(self.text) is not None


# Sarah, O'Brien, McDonald, DeShawn, Mary-Kate; neither RAs nor iPhone nor NEVER.
_NAME_SHAPE = re.compile(r"(?:[^\W\d_a-z]['’])?(?:Mc|Mac|De|La)?[A-ZÀ-ÖØ-Þ][^\W\d_A-Z]*(?:[-'’][^\W\d_]\w*)*$")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’](?:s|S|re|ve|ll|d|m)$")
_BEGINS = re.compile(r"(?:^|[\n.!?…:;•|>/]|[.!?…:;]['\"”’)\]*]+|^\s*[-–—*]|[\"“]|\n\s*[-–—*(])\s*$")


def words(text: str) -> list[Word]:
    """Return the words of a text in order."""
    found = []
    for match in _WORD.finditer(text):
        word = _POSSESSIVE.sub("", match.group())
        start = match.start()
        begins = start == 0 or _BEGINS.search(text, max(0, start - 6), start) is not None
        found.append(Word(word, start, start + len(word), begins))
    return found


def without_overlaps(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings in the order of the text; of two that overlap, the one that comes first in `findings`."""
    kept: list[Finding] = []
    covered: set[int] = set()
    for one in findings:
        if covered.isdisjoint(range(one.start, one.end)):
            kept.append(one)
            covered.update(range(one.start, one.end))
    return sorted(kept, key=lambda one: one.start)
