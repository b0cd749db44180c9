"""Words of crisis: danger to life or limb in what a person writes.

Recall comes before precision: a missed cry for help costs more than a needless word of care. This finds words, it does
not assess risk, and nothing here may be used to decide about a real person. `tests/signatures/test_crisis.py` measures
it on labelled posts.
"""

from __future__ import annotations

from functools import lru_cache, reduce
from operator import or_
from typing import NamedTuple
from unicodedata import normalize

from .crisis_telling import CrisisKind, Role, is_denied, is_now, role_in
from .crisis_words import ABUSE, CLASSES, DANGER, SELF_HARM, SUICIDE
from .phrases import Phrases, has_sign, straightened

__all__ = ["Crisis", "CrisisKind", "Role", "crises_in", "mentions_crisis"]


class Crisis(NamedTuple):
    """A crisis that a text speaks of."""

    kind: CrisisKind
    words: str
    """The words that say so."""
    now: bool
    """Whether it is told as present, and as the writer's own or that of somebody close."""
    role: Role


_PHRASES = {
    CrisisKind.SUICIDE: Phrases(SUICIDE, CLASSES),
    CrisisKind.SELF_HARM: Phrases(SELF_HARM, CLASSES),
    CrisisKind.ABUSE: Phrases(ABUSE, CLASSES),
    CrisisKind.DANGER: Phrases(DANGER, CLASSES),
}
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
            if not is_denied(low, match):
                words = plain[match.start() : match.end()]
                crisis = Crisis(kind, words, is_now(low, match), role_in(low, match, kind))
                if kind not in told or _pressing(crisis) > _pressing(told[kind]):
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


def _pressing(crisis: Crisis) -> tuple[bool, bool]:
    return crisis.now, crisis.role is Role.OWN
