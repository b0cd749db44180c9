"""Words of crisis: danger to life or limb in what a person writes.

Recall comes before precision: a missed cry for help costs more than a needless word of care. This finds words, it does
not assess risk, and nothing here may be used to decide about a real person. `tests/signatures/test_crisis.py` measures
it on labelled posts.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from .crisis_words import ABUSE, CLASSES, DANGER, SELF_HARM, SUICIDE
from .phrases import Phrases, straightened


class CrisisKind(StrEnum):
    """What threatens somebody."""

    SUICIDE = "suicide"
    """They want to be dead or not to live, think of suicide, plan it or have tried."""
    SELF_HARM = "self_harm"
    """They hurt themselves on purpose."""
    ABUSE = "abuse"
    """Violence or sexual violence by another, now or before; insults and control alone are not counted."""
    DANGER = "danger"
    """Threats to kill, weapons, stalking, overdoses, places that are not safe."""


class Crisis(NamedTuple):
    """A crisis that a text speaks of."""

    kind: CrisisKind
    words: str
    """The words that say so."""
    now: bool
    """Whether it is told as present, and as the writer's own or that of somebody close."""


_PHRASES = {
    CrisisKind.SUICIDE: Phrases(SUICIDE, CLASSES),
    CrisisKind.SELF_HARM: Phrases(SELF_HARM, CLASSES),
    CrisisKind.ABUSE: Phrases(ABUSE, CLASSES),
    CrisisKind.DANGER: Phrases(DANGER, CLASSES),
}
_DENIED = re.compile(
    r"\b(?:not|never|no|without|\w+n't|dont|wont|cant|didnt|wouldnt|isnt|wasnt|arent|havent)\s+(?:(?:really|actually|even"
    r"|going|gonna|to|wanna|want|ever|feel|feeling|been|be|at|all|exactly|currently|trying|planning|thinking|thought|about|of"
    r"|would|will|a|any|have|had|having|no|longer|thoughts|saying|that|i|i'm|am|are|being)\s+){0,5}$"
)
"""Words before a match that take it back: "I'm not", "I would never", "I have no thoughts of"."""
_INFINITIVE = re.compile(r"\b(?:not to|to not)\s*$")
"""Words that do not take it back: "I promised not to kill myself"."""
_PAST = re.compile(
    r"\b(?:used to|in the past|(?:years?|months|decades) (?:ago|back)|when i was|as a (?:kid|child|teen\w*|baby|young)"
    r"|back then|last year|growing up|childhood|previously|at one point|had been|in (?:19|20)\d\d|survivor)\b"
)
_OTHERS = re.compile(r"\b(?:people|others|someone|somebody|those|they|anyone|anybody|he|she|suicide|who)\b")
_OWN = re.compile(r"\b(?:i|i'm|im|i've|ive|i'd|i'll|me|my|myself|us|our|we)\b")


@lru_cache(maxsize=2048)
def crises_in(text: str) -> tuple[Crisis, ...]:
    """Return the kinds of crisis that a text speaks of, each once, with the most pressing words for it; () for none."""
    plain = straightened(text)
    if not plain.isascii():  # "I want tô die"
        plain = normalize("NFKD", plain).encode("ascii", "ignore").decode()
    low = plain.lower()
    found = []
    for kind, phrases in _PHRASES.items():
        matches = [match for match in phrases.finditer(low) if not _is_denied(low, match)]
        told = [Crisis(kind, plain[match.start() : match.end()], _is_now(low, match)) for match in matches]
        if told:
            found.append(max(told, key=lambda crisis: crisis.now))
    return tuple(found)


def mentions_crisis(text: str) -> str | None:
    """Return words in `text` that speak of suicide, self-harm, abuse or danger; None when there are none."""
    found = crises_in(text)
    return found[0].words if found else None


def _bounds(low: str, match: re.Match[str]) -> tuple[int, int]:
    """Return where the sentence of a match begins and ends."""
    ends = [end for mark in ".!?" if (end := low.find(mark, match.end())) >= 0]
    return max(low.rfind(mark, 0, match.start()) for mark in ".!?") + 1, min(ends, default=len(low))


def _is_denied(low: str, match: re.Match[str]) -> bool:
    before = low[_bounds(low, match)[0] : match.start()]
    return bool(_DENIED.search(before)) and not _INFINITIVE.search(before)


def _is_now(low: str, match: re.Match[str]) -> bool:
    begin, end = _bounds(low, match)
    sentence = low[begin:end]
    return not _PAST.search(sentence) and bool(_OWN.search(sentence) or not _OTHERS.search(sentence))
