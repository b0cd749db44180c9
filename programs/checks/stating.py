"""Whether a supporter's sentence states something of the other, or offers, guesses, asks, tells of the speaker."""

from __future__ import annotations

import re
from functools import lru_cache

from .said import folded
from .text import words

_YOU = frozenset(
    "you your you're you've yours yourself u ur they their they're them seeker seeker's user client he she his her "
    "him".split()
)
_I = frozenset("my mine me personally".split())
_I_DID = re.compile(
    r"\b(?:i\s+(?:had|was|lost|went|used|once|also|myself|have\s+been|got|am\s+also|did|remember|felt|left|struggled|"
    r"have\s+found|found)|when\s+i|"
    r"i've\s+(?:been|had|lost|found))\b"
)
_HEDGES = frozenset(
    "maybe perhaps could might try if would suggest suggestion suggested recommend recommended sometimes people "
    "others anyone somebody someone should "
    "possibly wonder wondering or consider considered considering imagine unknown let".split()
)
_HEDGE = re.compile(
    r"\b(?:how\s+about|what\s+about|such\s+as|for\s+example|e\.g|like\s+a|have\s+you\s+(?:ever\s+|tried|thought|"
    r"considered|talked|spoken|told|been)|"
    r"do\s+you\s+(?:have|like|enjoy|feel|think|want|know|live|see)|did\s+you|are\s+you|is\s+(?:it|there)|"
    r"can\s+(?:you|be|help))\b"
)
_OFFER = re.compile(
    r"\b(?:maybe|perhaps|could|might|try|should|suggest\w*|recommend\w*|how\s+about|what\s+about|consider|"
    r"i\s+hope\s+you|hesitate|have\s+a\s+(?:great|good|nice)|"
    r"take\s+care|good\s+luck|would\s+(?:it|you)|can\s+you|let's)\b"
)


def speaks_of_them(sentence: str) -> bool:
    """Tell whether a sentence is about the other and not about the speaker."""
    found = words(sentence)
    return not _YOU.isdisjoint(found) and _I.isdisjoint(found) and not _I_DID.search(folded(sentence))


@lru_cache(maxsize=16384)
def of_them(sentence: str) -> bool:
    """Tell whether a sentence says something of the other, and neither offers nor guesses nor tells of the speaker."""
    return speaks_of_them(sentence) and not supposes(folded(sentence))


def supposes(lowered: str) -> bool:
    """Tell whether words (lower case) offer, ask or guess instead of stating."""
    return not _HEDGES.isdisjoint(words(lowered)) or bool(_HEDGE.search(lowered))


def offers(lowered: str) -> bool:
    """Tell whether words (lower case) introduce an offer or a wish."""
    return bool(_OFFER.search(lowered))
