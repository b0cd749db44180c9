"""What was said before a turn, and what a text is about beyond what everybody says.

Two words are of one thing when they begin alike (pregnant, pregnancy) or belong to one matter (exam, teacher).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ....corpora.words import words
from ....generators.offline.reading.lexicon import NUMBERS, either, number
from .commonplace import COMMON, KINDRED
from .people import people
from .retold import Run, all_runs
from .text import FUNCTION_WORDS, content
from .trades import families

NUMBER = rf"(?:\d{{1,3}}|{either(word.replace('-', '[ -]') for word in NUMBERS)})"
"""A regex for a number up to 999 in digits or up to ninety-nine in words."""
_ANY_NUMBER = re.compile(rf"(?<![\d.,]){NUMBER}(?=s?\b)|\b(?:19|20)\d\d\b")
_NUMBER_WORDS = frozenset(word for number in NUMBERS for word in number.split("-"))
_DIGIT = re.compile(r"\d")
_BEGINNING = 5
_SHORTEST = 3
_EVERYBODYS = COMMON | FUNCTION_WORDS
_NONE: frozenset[str] = frozenset()


@lru_cache(maxsize=2048)
def folded(text: str) -> str:
    """Return a text in lower case with straight apostrophes."""
    return text.replace("’", "'").lower()


def value(words: str) -> int | None:
    """Return the number that digits or words say, None when they say none."""
    return number(" ".join(words.replace("-", " ").split()))


@lru_cache(maxsize=2048)
def stems(text: str) -> frozenset[str]:
    """Return the stems that distinguish a text: not everybody's words, no numbers."""
    return frozenset(stem for stem in content(text) - _EVERYBODYS if len(stem) >= _SHORTEST and not stem[0].isdigit())


@lru_cache(maxsize=2048)
def has_number(text: str) -> bool:
    """Tell whether a text may have a number in it, in digits or in words."""
    return bool(_DIGIT.search(text)) or not _NUMBER_WORDS.isdisjoint(words(text))


@lru_cache(maxsize=2048)
def numbers(text: str) -> frozenset[int]:
    """Return the whole numbers in a text."""
    if not has_number(text):
        return frozenset()
    found = (value(hit.group(0)) for hit in _ANY_NUMBER.finditer(folded(text)))
    return frozenset(one for one in found if one is not None)


@dataclass(frozen=True)
class Said:
    """What was said before a turn by anybody."""

    texts: tuple[str, ...]

    def names(self, stem: str) -> bool:
        """Tell whether a word of this stem was said."""
        return stem[:_BEGINNING] in self._beginnings or stem[: _BEGINNING - 1] in self._stems

    def has(self, stem: str) -> bool:
        """Tell whether a word of this stem, or of its matter, was said."""
        return self.names(stem) or not KINDRED.get(stem, _NONE).isdisjoint(self._stems)

    def has_not(self, stems: frozenset[str]) -> frozenset[str]:
        """Return those stems of which nothing was said."""
        return frozenset(stem for stem in stems if not self.has(stem))

    @cached_property
    def people(self) -> frozenset[str]:
        """Who was mentioned, as in `people`."""
        return frozenset().union(*map(people, self.texts))

    @cached_property
    def numbers(self) -> frozenset[int]:
        """The whole numbers that were said, in digits or in words."""
        return frozenset().union(*map(numbers, self.texts))

    @cached_property
    def trades(self) -> frozenset[str]:
        """The families of occupations that were mentioned."""
        return frozenset().union(*map(families, self.texts))

    @cached_property
    def runs(self) -> frozenset[Run]:
        """The runs of words that were said, the persons made one."""
        return frozenset().union(*map(all_runs, self.texts))

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset().union(*map(content, self.texts))

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset().union(*map(_beginnings, self.texts))


@lru_cache(maxsize=2048)
def _beginnings(text: str) -> frozenset[str]:
    return frozenset(stem[:_BEGINNING] for stem in content(text))


@lru_cache(maxsize=2048)
def said_in(texts: tuple[str, ...]) -> Said:
    """Return what was said in these messages; remembered, since every check of a turn asks."""
    return Said(texts)
