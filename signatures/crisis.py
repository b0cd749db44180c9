"""Words of crisis: danger to life or limb in what a person writes.

Recall comes before precision: a missed cry for help costs more than a needless word of care. This finds words, it does
not assess risk, and nothing here may be used to decide about a real person. `tests/signatures/test_crisis.py` measures
it on labelled posts.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache, reduce
from operator import or_
from typing import NamedTuple
from unicodedata import normalize

from .crisis_words import ABUSE, CLASSES, DANGER, SELF_HARM, SUICIDE
from .phrases import Phrases, has_sign, straightened


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


_BLOCKS = [(kind, signs, pattern) for kind, phrases in _PHRASES.items() for signs, pattern in phrases.blocks]
_UNSIGNED = sum(1 << number for number, (_, signs, _) in enumerate(_BLOCKS) if not signs)
# A sign of several words stands in a text only if its longest word (the last of them: "self" of "her self", since "her"
# is everywhere) stands within one of the text's.
_HINTS: dict[str, int] = {}
for _number, _block in enumerate(_BLOCKS):
    for _sign in _block[1]:
        _hint = max(reversed(_sign.split()), key=len)
        _HINTS[_hint] = _HINTS.get(_hint, 0) | 1 << _number
_HINT_SIZES = sorted({len(hint) for hint in _HINTS})


@lru_cache(maxsize=2048)
def crises_in(text: str) -> tuple[Crisis, ...]:
    """Return the kinds of crisis that a text speaks of, each once, with the most pressing words for it; () for none."""
    plain = straightened(text)
    if not plain.isascii():  # "I want tô die"
        plain = normalize("NFKD", plain).encode("ascii", "ignore").decode()
    low = plain.lower()
    told: dict[CrisisKind, Crisis] = {}
    # Looking for 300 signs one by one took two thirds of the time; most texts have words of three or four blocks.
    hinted = reduce(or_, map(_hinted, low.split()), _UNSIGNED)
    while hinted:
        number = (hinted & -hinted).bit_length() - 1
        hinted &= hinted - 1
        kind, signs, pattern = _BLOCKS[number]
        if signs and not has_sign(low, signs):
            continue
        for match in pattern.finditer(low):
            if not _is_denied(low, match):
                crisis = Crisis(kind, plain[match.start() : match.end()], _is_now(low, match))
                if kind not in told or crisis.now > told[kind].now:
                    told[kind] = crisis
    return tuple(told.values())


@lru_cache(maxsize=1 << 16)
def _hinted(word: str) -> int:
    """Return the blocks, a bit each, that a text with this word may have a sign of; all others it adds none of."""
    blocks = 0
    for size in _HINT_SIZES:
        for start in range(len(word) - size + 1):
            blocks |= _HINTS.get(word[start : start + size], 0)
    return blocks


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
