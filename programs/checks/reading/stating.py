"""Whether a supporter's sentence states something of the other, or offers, guesses, asks, tells of the speaker."""

from __future__ import annotations

import re
from functools import lru_cache

from ....corpora.words import words
from .said import folded

_YOU = frozenset(
    "you your you're you've yours yourself u ur they their they're them seeker seeker's user client he she his her "
    "him".split()
)
_I = frozenset("my mine me personally".split())
_TOLD_ME = re.compile(
    r"\b(?:tell|told|telling|shar\w+(?:\s+with)?|say|said|saying|mention\w*|describ\w+|trust\w*)\s+(?:to\s+)?me\b"
)
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
    r"can\s+(?:you|be|help)|you\s+can(?!'))\b"
)
_HOW_IS_IT = re.compile(r"\bhow\s+(?:is|are|was|were)\s+(?:it|things|life)\b")
_TELLS = (
    r"(?:told|tell|said|say|saying|telling|mention\w*|shar(?:ed|ing|e)|wrote|writing|write|explain\w*|describ\w+|confided|"
    r"confiding|"
    r"talk(?:ed|ing)\s+about|spoke\s+of|brought\s+up|let\s+me\s+know|stated|noted|admitt\w+|opened\s+up\s+about|reveal\w*)"
)
_ATTRIBUTES = re.compile(
    rf"\b(?:you|the\s+(?:seeker|user|client))(?:'ve|'d)?\s+(?:(?:have|had|just|also|already|once|earlier|were|was|did)\s+)*"
    rf"{_TELLS}\b(?!\s+(?:(?:to\s+)?(?:him|her|them|your|anyone|anybody|someone|somebody)|nothing)\b)|"
    rf"\bthey(?:'ve)?\s+(?:(?:have|had|just|also|already|earlier)\s+)*{_TELLS}\s+(?:(?:me|us)\s+)?that\b|"
    rf"\byour\s+(?:words|message|post)\s+(?:\w+\s+)?that\b|"
    rf"\bi\s+(?:also\s+|do\s+|still\s+|can\s+|clearly\s+)?(?:remember|recall|read|heard|hear|noticed?|know|understand|gather|learned|see)"
    r"\s+(?:from\s+you\s+)?(?:that\s+you|you\s+(?:say|tell|mention|writ|talk)\w*|how\s+you|about\s+(?:you|your))\b"
)
_SETS_OUT = re.compile(
    r"\b(?:is\s+(?:it|this|that)\s+because|(?:it's|it\s+is)\s+because|sorry\s+(?:that|to\s+hear|about)|when|since|because|"
    r"now\s+that|given\s+that|knowing|considering|with|after|so|that|how|even\s+though|although|though|while|if|the\s+fact\s+that|"
    r"does\s+it\s+(?:hurt|bother\s+you|matter|help)\s+that|and|where)(?:\s+(?:you|your|they|their|the\s+(?:seeker|user|client)))?\s*$"
)
_COURTESY = re.compile(
    r"\b(?:i\s+(?:really\s+|do\s+|just\s+)?(?:hope|wish)|thank|thanks|merry|good\s+luck|best\s+of\s+luck|"
    r"have\s+an?\s+(?:\w+ly\s+)?(?:great|good|nice|lovely|wonderful|blessed|safe|happy|merry|better|pleasant|peaceful|restful|fantastic)|take\s+care|happy\s+(?:new|holidays|birthday|christmas))\b"
)
_OFFER = re.compile(
    r"\b(?:maybe|perhaps|could|might|try|should|suggest\w*|recommend\w*|how\s+about|what\s+about|consider|"
    r"i\s+hope\s+you|hesitate|have\s+a\s+(?:great|good|nice)|"
    r"take\s+care|good\s+luck|would\s+(?:it|you)|can\s+you|let's)\b"
)


def speaks_of_them(sentence: str) -> bool:
    """Tell whether a sentence is about the other and not about the speaker."""
    found = words(sentence)
    if _YOU.isdisjoint(found):
        return False
    lowered = folded(sentence)
    if attributed(lowered):
        return True
    if not _I.isdisjoint(found):
        lowered = _TOLD_ME.sub("told", lowered)
        if not _I.isdisjoint(words(lowered)):
            return False
    return not _I_DID.search(lowered)


@lru_cache(maxsize=2048)
def of_them(sentence: str) -> bool:
    """Tell whether a sentence says something of the other, and neither offers nor guesses nor tells of the speaker."""
    return speaks_of_them(sentence) and not supposes(folded(sentence))


def supposes(lowered: str) -> bool:
    """Tell whether words (lower case) offer, ask or guess instead of stating."""
    asked = _HOW_IS_IT.sub("", lowered)
    return not _HEDGES.isdisjoint(words(asked)) or bool(_HEDGE.search(asked))


@lru_cache(maxsize=2048)
def attributed(lowered: str) -> str:
    """Return what words (lower case) say that the other has said: "you told me that ..."; "" where they do not."""
    found = _ATTRIBUTES.search(lowered)
    return lowered[found.end() :] if found else ""


def sets_out(before: str) -> bool:
    """Tell whether words (lower case) lead up to what is taken for a fact: "is it because", "I'm sorry that"."""
    return not before or bool(_SETS_OUT.search(before))


def is_courtesy(lowered: str) -> bool:
    """Tell whether words (lower case) are a wish or thanks, which both say alike."""
    return bool(_COURTESY.search(lowered))


def offers(lowered: str) -> bool:
    """Tell whether words (lower case) introduce an offer or a wish."""
    return bool(_OFFER.search(lowered))
