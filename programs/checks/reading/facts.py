"""What distinguishes a person, by a persona or by what a seeker says of themselves in a message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache

from ....corpora.words import words
from ....generators.offline.reading.lexicon import RELATION
from ....signatures import Persona
from .claims import stated_age
from .people import people, relation, who
from .retold import Run, all_runs, runs
from .said import NUMBER, folded, has_number, numbers, stems, value
from .text import content, sentences
from .trades import stated_occupation

_MINE = re.compile(rf"\b(?:my|our)\s+(?:[\w-]+\s+)??(?P<who>{RELATION})\b")
SPAN = re.compile(
    rf"\b(?P<n>{NUMBER})\s+(?:and\s+a\s+half\s+|long\s+)?(?P<unit>day|week|month|year|"
    rf"decade)s?\b(?=(?P<after>.{{0,20}}))"
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
ANY_WORK = content(
    "worker work assistant agent employee full part time school job person unable service university college high "
    "middle"
)
AT = re.compile(
    r"\b(?:at|in|from|of)\s+(?:the\s+|your\s+|their\s+|my\s+|a\s+)?(?:\w+\s+)?(?P<place>hospital|church|prison|jail|"
    r"university|college|gym|party|hotel|shelter|"
    r"school|ward|beach|club|restaurant|airport|court|clinic|bar|army)\b"
)
PLACES = frozenset(
    "hospital church prison jail university college gym party hotel shelter school ward beach club restaurant airport "
    "court clinic bar army".split()
)


@dataclass
class Facts:
    """What distinguishes a person, by a persona or by what somebody says of themselves."""

    people: set[str] = field(default_factory=set)
    spans: set[tuple[int, str]] = field(default_factory=set)
    years: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    stems: set[str] = field(default_factory=set)
    about: set[str] = field(default_factory=set)
    runs: set[Run] = field(default_factory=set)
    told: list[str] = field(default_factory=list)
    """The sentences in which it is told; above, all they are about and all their runs of words."""
    messages: list[str] = field(default_factory=list)
    """Messages that may tell an age or an occupation, which is read only when it matters."""
    age: int | None = None
    occupation: str = ""

    def add(self, other: Facts) -> None:
        """Add what is known from elsewhere; age and occupation are then read from the messages."""
        for mine, more in (
            (self.people, other.people),
            (self.spans, other.spans),
            (self.years, other.years),
            (self.places, other.places),
            (self.stems, other.stems),
            (self.about, other.about),
            (self.runs, other.runs),
        ):
            mine |= more  # type: ignore[operator]
        self.told += other.told
        self.messages += other.messages

    def has_age(self, years: AbstractSet[int]) -> bool:
        """Tell whether the person is of one of these ages."""
        if self.age is not None:
            return self.age in years
        stated = (stated_age(message) for message in self.messages if not years.isdisjoint(numbers(message)))
        return any(age is not None and age[0] == age[1] and age[0] in years for age in stated)

    def may_work_as(self, near: frozenset[str]) -> bool:
        """Tell whether words of these stems may name an occupation of the person."""
        return not near.isdisjoint(content(self.occupation) if self.occupation else self.about)

    def occupations(self, near: frozenset[str]) -> Iterator[str]:
        """Yield the occupations of the person that may be meant by words of these stems."""
        if self.occupation and not near.isdisjoint(content(self.occupation)):
            yield self.occupation
        for message in self.messages:
            if not near.isdisjoint(content(message)) and (occupation := stated_occupation(message)):
                yield occupation


@lru_cache(maxsize=512)
def facts_of(persona: Persona) -> Facts:
    """Return the facts of a persona that a supporter cannot guess."""
    event = persona.event
    told = (persona.situation, event.description, persona.coped_strategies_and_effects, persona.goals_and_expectations)
    whole = folded(". ".join((event.time, event.location, persona.subtopic, *told)))
    lines = tuple(sentence for part in told for sentence in sentences(part))
    return Facts(
        people=set(people(f"{event.participants} {whole}")),
        spans=_spans(whole),
        years=set(YEAR.findall(whole)),
        places=_places(whole),
        stems=set(stems(whole) | (stems(persona.occupation) - ANY_WORK)),
        about=set().union(*map(content, lines)),
        runs=set().union(*map(runs, lines)),
        told=list(lines),
        age=persona.age,
        occupation=persona.occupation,
    )


@lru_cache(maxsize=2048)
def facts_in(message: str) -> Facts:
    """Return the facts that a seeker gives away in a message."""
    lowered = folded(message)
    mine = (who(relation(hit["who"])) for hit in _MINE.finditer(lowered)) if people(message) else ()
    return Facts(
        people=set().union(*mine),
        spans=_spans(lowered) if has_number(message) else set(),
        years=set(YEAR.findall(lowered)),
        places=_places(lowered),
        stems=set(stems(message)),
        about=set(content(message)),
        runs=set(all_runs(message)),
        told=list(sentences(message)),
        messages=[message],
    )


def _spans(lowered: str) -> set[tuple[int, str]]:
    found = ((value(hit["n"]), hit["unit"]) for hit in SPAN.finditer(lowered))
    return {(number, unit) for number, unit in found if number}


def _places(lowered: str) -> set[str]:
    if PLACES.isdisjoint(words(lowered)):
        return set()
    return {hit["place"] for hit in AT.finditer(lowered)}
