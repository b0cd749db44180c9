"""What a text gives away of a person that nobody has said yet.

A fact is told by what distinguishes it: an age, an occupation, a relation, a stretch of time, words that are not
everybody's. A supporter may suppose, offer and ask; only what is stated of the other counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from ...generators.offline.reading.lexicon import RELATION
from ...signatures import Persona
from .claims import stated_age
from .commonplace import COMMON
from .people import people, relation, who
from .retold import NEW, copied, retold, runs
from .said import NUMBER, Said, folded, has_number, stems, value
from .stating import of_them, offers, speaks_of_them, supposes
from .text import content, sentences, words
from .trades import families, stated_occupation

_AGE = re.compile(
    rf"\b(?:at|being|you're|you\s+are|only|just|turning|turned|aged?|age\s+of|is|an?|they're|"
    rf"they\s+are)\s+(?:just\s+|only\s+|a\s+)?(?P<n>{NUMBER})\b"
    r"(?!\s*(?:%|percent|minutes?|hours?|days?|weeks?|months?|times?|am\b|pm\b|o'clock|things?|steps?|people|points|"
    r"out\s+of|or\b|to\b|dollars|more|"
    r"of\b|years?\s+(?!old\b)\w|[:/$]))|"
    rf"\b(?P<n2>{NUMBER})[\s-]*(?:years?[\s-]*old|yo\b|y/o)|\bin\s+(?:your|their|his|her)\s+(?:early\s+|mid[\s-]*|"
    rf"late\s+)?(?P<tens>[2-9]0|twent|thirt|fort|"
    r"fift|sixt|sevent|eight)(?:'?s|ies)\b"
)
_TENS = {"twent": 20, "thirt": 30, "fort": 40, "fift": 50, "sixt": 60, "sevent": 70, "eight": 80}
_THEIR = r"(?:your|their|his|her|the\s+(?:seeker|user|client|speaker)'s)"
_RELATION = re.compile(rf"\b{_THEIR}\s+(?:(?!own\b|and\b|or\b|to\b|with\b)[\w-]+\s+)??(?P<who>{RELATION})(?:'s)?\b")
_MINE = re.compile(rf"\b(?:my|our)\s+(?:[\w-]+\s+)??(?P<who>{RELATION})\b")
_ANYBODYS = frozenset("family relatives friend therapist doctor psychiatrist neighbours".split())
"""Relations that a supporter may speak of to anybody."""
_SUPPOSED = frozenset(
    "partner parents parent boss colleagues teacher professor children child classmates roommate coach pastor "
    "principal crush teammates "
    "landlord siblings ex-partner".split()
) | {"best friend"}
"""Relations that a supporter may ask about, but of which nothing is known."""
_SPAN = re.compile(
    rf"\b(?P<n>{NUMBER})\s+(?:and\s+a\s+half\s+|long\s+)?(?P<unit>day|week|month|year|"
    rf"decade)s?\b(?=(?P<after>.{{0,20}}))"
)
_PAST = re.compile(
    r"\b(?:ago|since|last|past|after|for|over|been|lasted|these|together|married|of\s+(?:marriage|grief|sobriety|"
    r"silence))\b"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PHRASE = r"(?:[\w'-]+\s+){0,2}[\w'-]+"
_AS = re.compile(
    r"\b(?:as|being|you're|you\s+are|life\s+of|studying|they're|they\s+are|(?:seeker|user|client)\s+is|(?:he|"
    r"she)\s+is|for|"
    rf"{_THEIR}|other|fellow)\s+(?:an?\s+|the\s+|to\s+be\s+an?\s+)?(?=(?P<job>{_PHRASE}))|"
    rf"\b(?P<like>{_PHRASE})\s+like\s+(?:you|yourself|them|themselves)\b"
)
_ANY_WORK = content(
    "worker work assistant agent employee full part time school job person unable service university college high "
    "middle"
)
_AT = re.compile(
    r"\b(?:at|in|from|of)\s+(?:the\s+|your\s+|their\s+|my\s+|a\s+)?(?:\w+\s+)?(?P<place>hospital|church|prison|jail|"
    r"university|college|gym|party|hotel|shelter|"
    r"school|ward|beach|club|restaurant|airport|court|clinic|bar|army)\b"
)


@dataclass(frozen=True)
class Facts:
    """What distinguishes a person, by a persona or by what somebody says of themselves."""

    ages: frozenset[int]
    occupations: frozenset[str]
    people: frozenset[str]
    spans: frozenset[tuple[int, str]]
    years: frozenset[str]
    places: frozenset[str]
    stems: frozenset[str]
    about: frozenset[str]
    runs: frozenset[tuple[str, ...]]
    told: tuple[str, ...]
    """The sentences in which it is told; above, all they are about and all their runs of words."""

    def __or__(self, other: Facts) -> Facts:
        return Facts(
            self.ages | other.ages,
            self.occupations | other.occupations,
            self.people | other.people,
            self.spans | other.spans,
            self.years | other.years,
            self.places | other.places,
            self.stems | other.stems,
            self.about | other.about,
            self.runs | other.runs,
            self.told + other.told,
        )


@lru_cache(maxsize=512)
def facts_of(persona: Persona) -> Facts:
    """Return the facts of a persona that a supporter cannot guess."""
    event = persona.event
    told = (persona.situation, event.description, persona.coped_strategies_and_effects, persona.goals_and_expectations)
    whole = folded(". ".join((event.time, event.location, persona.subtopic, *told)))
    lines = tuple(sentence for part in told for sentence in sentences(part))
    return Facts(
        ages=frozenset({persona.age}),
        occupations=frozenset({persona.occupation}),
        people=people(f"{event.participants} {whole}"),
        spans=_spans(whole),
        years=frozenset(_YEAR.findall(whole)),
        places=_places(whole),
        stems=stems(whole) | (stems(persona.occupation) - _ANY_WORK),
        about=frozenset().union(*map(content, lines)),
        runs=_runs(lines),
        told=lines,
    )


@lru_cache(maxsize=4096)
def facts_in(message: str) -> Facts:
    """Return the facts that a seeker gives away in a message."""
    lowered = folded(message)
    age, occupation = stated_age(message), stated_occupation(message)
    return Facts(
        ages=frozenset({age[0]} if age and age[0] == age[1] else ()),
        occupations=frozenset({occupation} if occupation else ()),
        people=frozenset().union(*(who(relation(hit["who"])) for hit in _MINE.finditer(lowered))),
        spans=_spans(lowered),
        years=frozenset(_YEAR.findall(lowered)),
        places=_places(lowered),
        stems=stems(message),
        about=content(message),
        runs=_runs(sentences(message)),
        told=sentences(message),
    )


def _runs(lines: Iterable[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(run for line in lines for run in runs(line))


def _spans(lowered: str) -> frozenset[tuple[int, str]]:
    found = ((value(hit["n"]), hit["unit"]) for hit in _SPAN.finditer(lowered))
    return frozenset((number, unit) for number, unit in found if number)


def _places(lowered: str) -> frozenset[str]:
    return frozenset(hit["place"] for hit in _AT.finditer(lowered))


def given_away(sentence: str, facts: Facts, said: Said) -> str:
    """Return the words of a supporter's sentence that state one of the facts though nobody has said it; "" for none."""
    if found := given_away_exactly(sentence, facts, said):
        return found
    shared = facts.stems & stems(sentence)
    new = said.has_not(shared) if shared else shared
    if new and (len(new) > 1 or of_them(sentence)):
        return sentence
    return sentence if says_again(sentence, facts, said) else ""


def says_again(sentence: str, facts: Facts, said: Said) -> bool:
    """Tell whether a sentence states of the other what one of those tells in which the facts stand."""
    if sentence.endswith("?"):
        return False
    before = copied(sentence, facts.runs, said)
    if before is not None and speaks_of_them(sentence) and not offers(before):
        return True
    return len(content(sentence) & facts.about) >= NEW and retold(sentence, facts.told, said) and of_them(sentence)


def given_away_exactly(sentence: str, facts: Facts, said: Said) -> str:
    """Return the words that state an age, an occupation, a person, a place or a time; "" for none."""
    lowered = folded(sentence)
    readers = [_occupation(lowered, facts.occupations, said), _people(sentence, facts.people, said)]
    if has_number(sentence) or " in " in lowered:
        readers += [_age(lowered, facts.ages, said), _times(lowered, facts, said)]
    if not facts.places.isdisjoint(words(sentence)):
        readers.append(_place(lowered, facts.places, said))
    return next((found for reader in readers for found in reader), "")


def _age(lowered: str, ages: Iterable[int], said: Said) -> Iterator[str]:
    for hit in _AGE.finditer(lowered) if ages else ():
        start = _tens(hit["tens"]) if hit["tens"] else 0
        known = set(range(start, start + 10)) if start else {value(hit["n"] or hit["n2"]) or 0}
        if not known.isdisjoint(ages) and known.isdisjoint(said.numbers):
            yield hit.group(0)


def _tens(word: str) -> int:
    return int(word) if word.isdigit() else _TENS[word]


def _occupation(lowered: str, occupations: Iterable[str], said: Said) -> Iterator[str]:
    for occupation in occupations:
        own = content(occupation) - _ANY_WORK
        if own.isdisjoint(content(lowered)) or any(map(said.has, own)) or families(occupation) & said.trades:
            continue
        distinct = own - COMMON
        for hit in _AS.finditer(lowered):
            named = content(hit["job"] or hit["like"])
            if distinct & named or content(occupation) <= named:
                yield hit.group(0)


def _people(sentence: str, known: frozenset[str], said: Said) -> Iterator[str]:
    lowered = folded(sentence)
    for hit in _RELATION.finditer(lowered) if known else ():
        name = relation(hit["who"])
        if name in _ANYBODYS or not who(name) & known or who(name) & said.people:
            continue
        if name not in _SUPPOSED or (not lowered.endswith("?") and of_them(sentence)):
            yield hit.group(0)


def _times(lowered: str, facts: Facts, said: Said) -> Iterator[str]:
    if facts.years:
        yield from (year for year in _YEAR.findall(lowered) if year in facts.years and int(year) not in said.numbers)
    for hit in _SPAN.finditer(lowered) if facts.spans else ():
        number = value(hit["n"]) or 0
        near = lowered[max(0, hit.start() - 25) : hit.end()] + hit["after"]
        if (
            (number, hit["unit"]) in facts.spans
            and _PAST.search(near)
            and not supposes(near)
            and number not in said.numbers
        ):
            yield hit.group(0)


def _place(lowered: str, places: frozenset[str], said: Said) -> Iterator[str]:
    for hit in _AT.finditer(lowered) if places else ():
        near = lowered[max(0, hit.start() - 40) : hit.end()]
        if hit["place"] in places and not supposes(near) and not any(map(said.has, content(hit["place"]))):
            yield hit.group(0)
