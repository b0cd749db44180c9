"""One kind of problem, known by the words people use for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

FAMILY = r"(?:mom|mum|mother|dad|father|parents?|step-?\s?(?:mom|dad|father|mother))"
PARTNER = r"(?:husband|wife|boyfriend|girlfriend|bf|gf|partner|fianc[eé]e?|spouse|s/o)"
CHILD = (
    r"(?:son|daughter|kids?|child|children|toddler|stepson|stepdaughter|teenager|baby|grandson|granddaughter|"
    r"grandchild(?:ren)?)"
)


@dataclass(frozen=True)
class Topic:
    """One kind of problem.

    `strong` words all but decide for it, `weak` ones only support it. `subtopics` pairs words with the narrower
    problem they tell of; the last entry, without words, is the one named when no other fits.
    """

    name: str
    strong: str
    weak: str
    subtopics: tuple[tuple[str, str], ...]
    most: int = 3
    """How many different strong words count; 1 for words that turn up in posts about anything ("my boyfriend")."""

    @cached_property
    def _compiled(self) -> tuple[re.Pattern[str], re.Pattern[str], list[tuple[re.Pattern[str], str]]]:
        narrower = [(re.compile(rf"\b(?:{words})"), name) for words, name in self.subtopics if words]
        return (
            re.compile(rf"\b(?:{self.strong})"),
            re.compile(rf"\b(?:{self.weak})"),
            narrower,
        )

    def strong_words(self, text: str) -> int:
        """Return 3 for each different strong word of a text in lower case, up to `most` of them."""
        return 3 * min(self.most, len(_different(self._compiled[0], text)))

    def weak_words(self, text: str) -> int:
        """Return 1 for each different weak word, up to three."""
        return min(3, len(_different(self._compiled[1], text)))

    def score(self, text: str) -> int:
        """Return how much a text in lower case speaks for this topic."""
        return self.strong_words(text) + self.weak_words(text)

    def narrowed(self, text: str) -> tuple[str, bool]:
        """Return the subtopic that `text` tells of and whether its words say so."""
        for words, name in self._compiled[2]:
            if words.search(text):
                return name, True
        return self.subtopics[-1][1], False


def _different(pattern: re.Pattern[str], text: str) -> set[str]:
    return {found.group(0) for found in pattern.finditer(text)}
