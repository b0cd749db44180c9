"""Whether a word is the name of a person, by itself and by the words around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from . import contexts
from .finding import Word
from .lexicon import cities, people
from .words import CALENDAR, FAMOUS, FUNCTION, KEPT, LARGE, WORDS, WORDY_NAMES

SURNAME = "surname"
_BEFORE, _AFTER = 70, 30
_A_CITY = 60_000
"""People from which on a name that is a city too means the city."""
_NEVER = FUNCTION | KEPT | LARGE
_AMBIGUOUS = WORDS | WORDY_NAMES | CALENDAR
_AFTER_RELATION = WORDY_NAMES - {"drew", "may", "will"}
"""Without what follows "my mother" as a verb far more often than as her name."""
_CLOSED = re.compile(r"\s*(?:[,.!(\n]|and\b|$)")


@dataclass(frozen=True)
class Candidate:
    """A word that may be a name, with what stands around it."""

    text: str
    word: Word
    before: str
    after: str
    capital: bool
    """Whether its capital says something, since not Every Word Has One."""
    listed: bool
    """Whether a list knows it as a first name."""

    @property
    def plain(self) -> bool:
        """Whether it is a first name and nothing else."""
        return self.listed and self.word.key not in _AMBIGUOUS

    @property
    def gender(self) -> str:
        return people().gender.get(self.word.key, "")

    @property
    def likes_people(self) -> bool:
        """Whether the words around it go with people only."""
        return bool(contexts.SPEAKS.match(self.after) or contexts.TO_PERSON.search(self.before))

    @property
    def near_people(self) -> bool:
        """Whether the words around it go with people among others."""
        around = contexts.DOES.match(self.after) or contexts.RELATION.search(self.before)
        return self.likes_people or bool(around)

    def judged(self) -> str | None:
        """Return the gender of a first name ("" for either), `SURNAME` behind a title, None for what is no name."""
        for announced in (self._titled, self._related, self._introduced, self._addressed):
            gender = announced()
            if gender is not None:
                return gender
        return self.gender if self._stands_alone() else None

    def _titled(self) -> str | None:
        title = contexts.TITLE.search(self.before)
        if not (title and self.word.capital) or _is_no_surname(self.word.key):
            return None
        first_name = self.listed and self.word.key not in people().surnames
        return SURNAME if contexts.WITH_SURNAME.search(self.before) and not first_name else self._by(title)

    def _related(self) -> str | None:
        relation = contexts.RELATION.search(self.before)
        if not relation or self.word.key in CALENDAR:
            return None
        if self.before.rstrip()[-1] not in ",(:–—-":
            does = contexts.SPEAKS.match(self.after) or contexts.DOES.match(self.after)
            named = self.word.key in _AFTER_RELATION and does
            return self._by(relation) if self.capital or self.plain or named else None
        closed = self.word.key in WORDY_NAMES or self.after.lstrip()[:1] in (",", ")")
        return self._by(relation) if self.plain or (self.capital and closed and not self.word.initial) else None

    def _introduced(self) -> str | None:
        if not contexts.NAMED.search(self.before):
            return None
        if contexts.POINTS.search(self.before):
            return self.gender if self.capital and self.listed and self.word.key not in WORDS else None
        sure = self.word.key in WORDY_NAMES and _CLOSED.match(self.after)
        return self.gender if self.capital or self.plain or sure else None

    def _addressed(self) -> str | None:
        """Return the gender of a name in a greeting or under a letter."""
        key = self.word.key
        if contexts.GREETED_AS.search(self.before) and self.capital and _CLOSED.match(self.after):
            return self.gender
        greeted = contexts.GREETING.search(self.before) and self.listed and re.match(r"\s*(?:[,.!\n]|$)", self.after)
        last = self.word.capital and contexts.AT_END.fullmatch(self.text, self.word.end)
        signed = last and contexts.SIGNED.search(self.before) and (self.listed or "\n" in self.before[-4:])
        return self.gender if (greeted or signed) and key not in WORDS else None

    def _stands_alone(self) -> bool:
        """Return whether it is a name although nothing announces it."""
        key, initial = self.word.key, self.word.initial
        familiar = key in people().familiar
        if not self.listed or key in WORDS:
            return False
        if not self.capital:
            return familiar and (len(key) > 3 or self.near_people)
        if contexts.A_KIND.search(self.before) or (is_place_first(key) and not familiar and not self.likes_people):
            return False
        if self.plain:
            return not initial or familiar or contexts.SPEAKS.match(self.after) is not None
        if key in CALENDAR:
            return not initial and self.near_people and not contexts.TIME.search(self.before)
        if initial:
            return contexts.SPEAKS.match(self.after) is not None
        return not contexts.NOT_PERSON.search(self.before)

    def _by(self, relation: re.Match[str]) -> str:
        """Return the gender that a relation or a title tells, or else that of the name."""
        told = relation.groupdict()
        return "m" if told["m"] else "f" if told["f"] else self.gender


def candidate(text: str, found_words: Sequence[Word], place: int, *, shouted: bool) -> Candidate | None:
    """Return a word as a candidate; None for one that is no name whatever stands around it."""
    word = found_words[place]
    key = word.key
    if len(key) < 2 or key in _NEVER:
        return None
    listed = (key in people().gender and not _is_large(key)) or key in WORDY_NAMES
    lower = listed and (key in people().familiar or (len(key) > 3 and word.text.islower()))
    if not (word.capital or lower) or _is_famous(found_words, place):
        return None
    before, after = text[max(0, word.start - _BEFORE) : word.start], text[word.end : word.end + _AFTER]
    if contexts.THING_AFTER.match(after) or contexts.THING_BEFORE.search(before):
        return None
    return Candidate(text, word, before, after, word.capital and not shouted, listed)


def is_place_first(key: str) -> bool:
    """Return whether most writers mean a place by this name."""
    city = cities().named.get(key)
    return _is_large(key) or (city is not None and city.people >= _A_CITY)


def _is_large(key: str) -> bool:
    return key in cities().states or key in cities().countries


def _is_no_surname(key: str) -> bool:
    return key in CALENDAR or (key in WORDS and key not in people().surnames)


def _is_famous(found_words: Sequence[Word], place: int) -> bool:
    around = [word.key for word in found_words[max(0, place - 1) : place + 2]]
    return any(f"{one} {two}" in FAMOUS for one, two in pairwise(around))
