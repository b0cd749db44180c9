"""What befell whom in a persona, and the sentences of a seeker that cannot be true besides.

A persona is read as pairs: (mother, died), (boyfriend, left). A sentence contradicts it that says the same of somebody
who does not occur in the persona, that says the opposite of somebody who does, or that denies it altogether. Only kinds
of events are known that can be told from a few words; of the others nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ...generators.offline.reading.lexicon import RELATION
from ...signatures import Persona
from .attachment import other_status
from .fate_words import FATES, OPPOSITES
from .people import OWN, PARTNERS, people, relation, who
from .retold import runs
from .text import content, sentences

_FATE = re.compile("|".join(rf"(?P<{name}>\b(?:{words})(?!\w))" for name, words in FATES.items()))
_OF_ONE = frozenset(
    {"death", "parting", "cheating", "illness", "accident", "dismissal", "expulsion", "violence", "quarrel", "drinking"}
)
"""What somebody does or suffers, so that it can be said of the wrong one."""
_OWN = re.compile(rf"\b{OWN}\b(?:'s)?")
_ANYBODY = re.compile(rf"\b(?:{RELATION}|pet)\b")
_NEAR = 45
"""Characters between a person and what befell them in "my mother, who had been ill for years, died"."""
_OTHER_EVENT = re.compile(
    r"\b(?:too|also|as\s+well|even|already|years\s+ago|when\s+i\s+was|as\s+a\s+(?:kid|child)|never\s+thought|if|"
    r"might|could|what\s+if|"
    r"afraid|fear|worried|scared|dream\w*|before|another|years\s+old|long\s+time|like\s+when|would|will|going\s+to)\b"
)
_ANY_OPPOSITE = {
    fate: re.compile(
        "|".join(pattern.replace("%s", rf"\b(?:{OWN.replace('?P<who>', '')}|s?he|they)\b") for pattern in patterns)
    )
    for fate, patterns in OPPOSITES.items()
}
_DENIED = re.compile(
    r"\b(?:nothing\s+(?:(?:bad|terrible|like\s+that|special|really|actually|of\s+the\s+sort|"
    r"much)\s+)*(?:ever\s+)?(?:has\s+)?happen(?:ed|s)|"
    r"(?:it|that|this|none\s+of\s+(?:it|that|this))\s+(?:never|didn't|did\s+not)\s+(?:really\s+|"
    r"actually\s+)?happen(?:ed)?|"
    r"i\s+(?:just\s+)?made\s+(?:it|that|this|everything)\s+(?:all\s+)?up|that's\s+not\s+what\s+happened|i(?:'ve|"
    r"\s+have)\s+never\s+(?:been\s+happier|felt\s+better)|"
    r"(?:it|that|this)\s+(?:was|is)\s+(?:all\s+)?(?:just\s+)?(?:a\s+lie|a\s+joke|made\s+up|invented)|"
    r"i\s+was\s+(?:only\s+|just\s+)?(?:joking|lying)|there's\s+nothing\s+wrong\s+(?:at\s+all\s+)?in\s+my\s+life|"
    r"nothing\s+(?:is|was)\s+(?:ever\s+)?wrong\b(?!\s+with)|my\s+life\s+is\s+(?:perfect|great|wonderful)|"
    r"everything\s+(?:is|has\s+been)\s+(?:perfect|wonderful|"
    r"great)\s+(?:at\s+home|at\s+work|at\s+school|in\s+my\s+life|between))\b"
)
_NOT = re.compile(
    r"\b(?:never|didn't|did\s+not|hasn't|has\s+not|haven't|have\s+not|wasn't|was\s+not|weren't|isn't|is\s+not|aren't|"
    r"nobody|no\s+one|"
    r"none\s+of\s+(?:us|them))\s+(?:(?!thought|believed?|expected|imagined?|realis|realiz|knew|know|got|get|over|"
    r"told|tell|wanted|want|"
    r"recovered|seen|see|saw|forg|same|since|after|because|that|when|feel|felt|talk|spoke|only|just|fully|"
    r"really\s+left|fault|enough|want)"
    r"[\w']+\s+){0,3}?$"
)
_RIVAL = re.compile(r"\b(?:his|her|their)\s+(?:\w+\s+)?(?:wife|husband|girlfriend|boyfriend)\b|\bmistress\b")


@dataclass(frozen=True)
class Fates:
    """What a persona says befell whom, and whom it speaks of."""

    pairs: frozenset[tuple[str, frozenset[str]]]
    kinds: frozenset[str]
    people: frozenset[str]
    text: str
    partners: frozenset[str]
    """Of which gender the partners are that it speaks of."""
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


@lru_cache(maxsize=4096)
def _befell(sentence: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return what a sentence (lower case) says befell people of the speaker's own, each with who it was."""
    found = []
    for event in _FATE.finditer(sentence):
        fate = str(event.lastgroup)
        nearest, distance = None, _NEAR + 1
        for person in _OWN.finditer(sentence):
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
        pair for part in (persona.subtopic, *parts) for one in sentences(part) for pair in _befell(_folded(one))
    )
    everybody = people(f"{persona.event.participants} {told}")
    spoken_of = [hit.group(0) for hit in _ANYBODY.finditer(persona.event.participants.lower())]
    spoken_of += [hit["who"] for hit in _OWN.finditer(told)]
    partners = frozenset().union(*(kinds for name in spoken_of if (kinds := who(relation(name))) <= PARTNERS))
    matter = content(" ".join((persona.topic, persona.subtopic, *persona.emotional_experience_words))) - _LOOSE
    lines = tuple(_folded(one) for part in parts for one in sentences(part))
    return Fates(
        pairs, frozenset(str(hit.lastgroup) for hit in _FATE.finditer(told)), everybody, told, partners, matter, lines
    )


def contradictions(text: str, persona: Persona) -> Iterator[str]:
    """Yield the sentences of a message that cannot be true where the persona's event is."""
    known = fates(persona)
    for sentence in sentences(text):
        said = _folded(sentence)
        if not said.endswith("?") and said.rstrip(".! ") not in known.text and _cannot_be(said, known):
            yield sentence


def _cannot_be(said: str, known: Fates) -> bool:
    return (
        bool(_DENIED.search(said))
        or any(_swapped(fate, whom, said, known) for fate, whom in _befell(said))
        or _of_other_partner(said, known)
        or _in_the_place_of_another(said, known)
        or _undone(said, known)
        or _never(said, known)
        or _denied(said, known)
        or other_status(said, known.text, has_partner=bool(known.partners))
    )


def _swapped(fate: str, whom: frozenset[str], said: str, known: Fates) -> bool:
    """Tell whether it befell somebody whom the persona does not know, and somebody else by the persona."""
    if fate not in _OF_ONE or whom & known.people or _OTHER_EVENT.search(said):
        return False
    return fate in known.kinds


def _in_the_place_of_another(said: str, known: Fates) -> bool:
    """Tell whether a sentence of the persona is told of somebody whom the persona does not know."""
    named = {kind for hit in _OWN.finditer(said) for kind in who(relation(hit["who"]))}
    if (not_they := _NOT_THEY.search(said)) and who(relation(not_they["who"])) & known.people:
        return True
    if not named or named & known.people:
        return False
    about, here = content(said), frozenset(runs(said))
    return any(
        len(about & theirs) >= max(_SHARED, _MOST * min(len(about), len(theirs))) or not here.isdisjoint(runs(line))
        for line in known.lines
        if people(line) and (theirs := content(line))
    )


_SHARED, _MOST = 3, 0.6
_NOT_THEY = re.compile(
    rf"\b(?:it\s+(?:wasn't|was\s+not|isn't|is\s+not)|not)\s+{OWN}\b.{{0,20}}\b(?:but|it\s+was|it's|it\s+is)\b"
)
_NEVER = re.compile(
    r"\bi(?:'ve|\s+have)?\s+never\s+(?:really\s+|actually\s+|ever\s+)?(?:had|been|felt|experienced|struggled|dealt|"
    r"suffered|lost|gone\s+through|went\s+through|known|done)\s+"
    r"(?!so\b|this\b|that\b|more\b|such\b|as\b|really\b|able\b|good\b|a\s+good)(?P<what>[^.!?;,]*)|\b(?:i\s+have|"
    r"i've|i've\s+got|there\s+(?:is|are|was|were)|there's|there've\s+been)\s+"
    r"(?:never\s+(?:been\s+)?|absolutely\s+)?no\s+(?P<what2>[^.!?;,]*)|\bi(?:'m|\s+am)\s+not\s+(?:really\s+|"
    r"actually\s+)?(?P<what3>[\w' ]*?)\s+at\s+all\b|"
    r"\b(?:i\s+have|i've\s+got|i've)\s+no\s+(?:problems?|trouble|issues?|difficult\w+)\s+(?:with|at|"
    r"in)\s+(?P<what4>[^.!?;,]*)"
)


def _never(said: str, known: Fates) -> bool:
    """Tell whether a sentence says that the very matter of the persona never was."""
    if (none := _NOT_HAVE.search(said)) and who(relation(none["who"])) & known.people:
        return True
    denied = [what for found in _NEVER.finditer(said) for what in found.groups() if what]
    return any(
        known.matter & content(what) or any(hit.lastgroup in known.kinds for hit in _FATE.finditer(what))
        for what in denied
    )


_NOT_HAVE = re.compile(
    rf"\bi\s+(?:don't|do\s+not|never)\s+(?:even\s+)?ha(?:ve|d)\s+an?\s+(?P<who>{RELATION})\b(?!\s+(?:who|that|to|"
    rf"like|any\s*more|now|left))"
)


def _of_other_partner(said: str, known: Fates) -> bool:
    """Tell whether it speaks of a partner of the other gender than all that the persona speaks of."""
    if len(known.partners) != 1 or _RIVAL.search(said):
        return False
    named = {
        kind
        for hit in _OWN.finditer(said)
        for kind in who(relation(hit["who"]))
        if who(relation(hit["who"])) < PARTNERS
    }
    return bool(named) and not named & known.partners


def _undone(said: str, known: Fates) -> bool:
    """Tell whether the opposite of what befell somebody is said of them."""
    for fate in known.kinds & _ANY_OPPOSITE.keys():
        for hit in _ANY_OPPOSITE[fate].finditer(said):
            of = {kind for own in _OWN.finditer(hit.group(0)) for kind in who(relation(own["who"]))}
            theirs = [whom for other, whom in known.pairs if other == fate]
            about_them = any(of & whom for whom in theirs) or (bool(of) and fate not in _OF_ONE)
            if about_them or (not of and not _SOMEBODY.match(hit.group(0))):
                return not _LATELY.search(said)
    return False


_SOMEBODY = re.compile(r"(?:s?he|they)\b")
"""Words that leave it open who is meant."""
_LATELY = re.compile(
    r"\b(?:again|better|now|used\s+to|if|wish|pretend\w*|before|until|thought|hope|hopefully|would|could|can|"
    r"told\s+(?:her|him|them|me)|back\s+then)\b"
)


def _denied(said: str, known: Fates) -> bool:
    """Tell whether it says of an event of the persona that it was not: "we never broke up"."""
    for event in _FATE.finditer(said):
        before = said[max(0, event.start() - 45) : event.start()]
        if event.lastgroup in known.kinds and _NOT.search(before):
            of = {kind for own in _OWN.finditer(said) for kind in who(relation(own["who"]))}
            theirs = [whom for fate, whom in known.pairs if fate == event.lastgroup]
            return not of or any(of & whom for whom in theirs)
    return False
