"""What has befallen a persona: the fates that its story tells, and of whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ....generators.offline.reading.lexicon import RELATION
from ....signatures import Persona
from .fate_words import FATES, OPPOSITES, OPPOSITES_OF_MATTERS
from .people import OWN, PARTNERS, people, relation, who
from .text import content, sentences

FATE = re.compile("|".join(rf"(?P<{name}>\b(?:{words})(?!\w))" for name, words in FATES.items()))
OF_ONES_OWN = re.compile(rf"\b{OWN}\b(?:'s)?")
_ANYBODY = re.compile(rf"\b(?:{RELATION}|pet)\b")
_NEAR = 45
"""Characters between a person and what befell them in "my mother, who had been ill for years, died"."""
ANY_OPPOSITE = {
    fate: re.compile(
        "|".join(pattern.replace("%s", rf"\b(?:{OWN.replace('?P<who>', '')}|s?he|they)\b") for pattern in patterns)
    )
    for fate, patterns in (OPPOSITES | OPPOSITES_OF_MATTERS).items()
}


@dataclass(frozen=True)
class Fates:
    """What a persona says befell whom, and whom it speaks of."""

    pairs: frozenset[tuple[str, frozenset[str]]]
    kinds: frozenset[str]
    people: frozenset[str]
    text: str
    partners: frozenset[str]
    """Of which gender the partners are that it speaks of."""
    has_children: bool
    opposites: frozenset[str]
    """Events whose opposite is known: those of `kinds`, and those that the topic says."""
    matter: frozenset[str]
    """Stems of its topic and its feelings."""
    lines: tuple[str, ...]


_LOOSE = content(
    "problem problems trouble issue issues doubt life work job person people friend friends time feeling first loss "
    "good finding making way health parent parents"
)
"""Words of a topic that say too little: somebody who has no problem with friends may have problems with a friend."""


def _folded(text: str) -> str:
    return text.replace("’", "'").lower()


@lru_cache(maxsize=2048)
def befell(sentence: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return what a sentence (lower case) says befell people of the speaker's own, each with who it was."""
    found = []
    for event in FATE.finditer(sentence):
        fate = str(event.lastgroup)
        nearest, distance = None, _NEAR + 1
        for person in OF_ONES_OWN.finditer(sentence):
            gap = max(event.start() - person.end(), person.start() - event.end())
            if gap < distance:
                nearest, distance = person, gap
        if nearest is not None:
            found.append((fate, who(relation(nearest["who"]))))
    return tuple(found)


@lru_cache(maxsize=512)
def fates(persona: Persona) -> Fates:
    """Return what befell whom by the persona's own words."""
    parts = (
        persona.situation,
        persona.event.description,
        persona.coped_strategies_and_effects,
        persona.goals_and_expectations,
    )
    told = _folded(" ".join((persona.topic + ".", persona.subtopic + ".", *parts)))
    pairs = frozenset(
        pair for part in (persona.subtopic, *parts) for one in sentences(part) for pair in befell(_folded(one))
    )
    everybody = people(f"{persona.event.participants} {told}")
    spoken_of = [hit.group(0) for hit in _ANYBODY.finditer(persona.event.participants.lower())]
    spoken_of += [hit["who"] for hit in OF_ONES_OWN.finditer(told)]
    partners = frozenset().union(*(kinds for name in spoken_of if (kinds := who(relation(name))) <= PARTNERS))
    matter = content(" ".join((persona.topic, persona.subtopic, *persona.emotional_experience_words))) - _LOOSE
    lines = tuple(_folded(one) for part in parts for one in sentences(part))
    kinds = frozenset(str(hit.lastgroup) for hit in FATE.finditer(told))
    topic = _folded(f"{persona.topic}; {persona.subtopic}")
    matters = frozenset(name for name, pattern in _MATTERS.items() if pattern.search(topic))
    if "death" in matters:
        pairs |= {("death", whom) for whom in _mourned(persona, topic)}
        kinds |= {"death"}
    has_children = bool(_HAVE_CHILDREN.search(told)) or (
        "children" in matters and not {"son", "daughter"}.isdisjoint(everybody)
    )
    if {"parting", "cheating"} & kinds and (_OWN_PARTING.search(told) or any(whom & PARTNERS for _, whom in pairs)):
        matters |= {"bond"}
    opposites = (kinds | matters) & ANY_OPPOSITE.keys()
    return Fates(pairs, kinds, everybody, told, partners, has_children, opposites, matter, lines)


_OWN_PARTING = re.compile(
    r"\b(?:my\s+(?:\w+\s+)?(?:divorce|break-?\s?up|ex|separation)|i'm\s+(?:\w+\s+)?divorced|(?:wants?|getting|got|"
    r"the|filed\s+for)\s+(?:a\s+)?(?:divorce|divorced)|"
    r"(?:i|we|he|she)(?:'ve|\s+have|\s+just|\s+had)?\s+(?:already\s+|finally\s+)?(?:broke|split|separated|dumped|"
    r"left\s+me|cheated)|"
    r"break(?:ing)?\s*-?up|cheat\w*\s+on\s+me)\b"
)
_MATTERS = {
    "death": re.compile(r"\bgrief|\bmourn|\b(?:loss|death)\s+of\b|bereave"),
    "partner": re.compile(
        r"marriage|relationship|breakup|break-up|infidelity|divorce|partner|spouse|cheat|intimacy|boyfriend|"
        r"girlfriend|husband|wife|longing"
    ),
    "job": re.compile(
        r"job\s+crisis|losing\s+a\s+job|unemploy|laid\s+off|layoff|dismiss|not\s+finding\s+work|job\s+loss|redundan"
    ),
    "work": re.compile(
        r"\bwork\s+stress|\bburn-?out|\bpressure\s+at\s+work|trouble\s+with\s+a\s+boss|"
        r"conflict\s+with\s+colleagues|\bjob\s+that"
    ),
    "debt": re.compile(r"money|debt|bills|financ|afford"),
    "loneliness": re.compile(r"lonel|no\s+friends|alone"),
    "bullying": re.compile(r"bull(?:y|ied)"),
    "alcohol": re.compile(r"alcohol|drink|sober"),
    "sleep": re.compile(r"sleep|insomnia|lying\s+awake|nightmare"),
    "children": re.compile(r"child|teenager|custody|parenting|a\s+bad\s+parent"),
    "body": re.compile(r"health\s+problems|being\s+ill|chronic|living\s+with\s+pain|diagnosis"),
}
"""What a topic may be about → words of it."""


def _mourned(persona: Persona, topic: str) -> Iterator[frozenset[str]]:
    """Yield who died by the topic: "loss of a parent", or the only one who takes part."""
    there = [who(relation(hit.group(0))) for hit in _ANYBODY.finditer(persona.event.participants.lower())]
    named = [who(relation(hit.group(0))) for hit in _ANYBODY.finditer(topic)]
    if "pet" in topic.split():
        named += [frozenset({"dog"}), frozenset({"cat"})]
    yield from (one for one in there if any(one & other for other in named))
    if len(there) == 1:
        yield there[0]


_HAVE_CHILDREN = re.compile(
    r"\b(?:my|our)\s+(?:\w+\s+){0,2}(?:kids?|children|son|sons|daughters?|toddler|baby|twins|child)\b|"
    r"\bi\s+have\s+(?:\w+\s+){0,3}(?:kids?|children|sons?|daughters?|"
    r"toddlers?|baby|babies|twins|year[- ]olds?)\b|\b(?:mom|mum|mother|dad|father|parent)\s+(?:of|to)\s+\w+|"
    r"\bas\s+a\s+(?:\w+\s+)?(?:mom|mum|mother|dad|father|parent)\b"
)
