"""What a message is made of for readers of claims: sentences that stand alone, in lower case, with their words.

Most sentences claim nothing. Readers tell so by the words of a sentence alone, before they look at their order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ....generators.offline.reading.post_text import folded
from .text import sentences

_TYPOGRAPHY = str.maketrans("’‘´`“”", "''''\"\"")
_UNMARKED = re.compile(
    r"(?<=[a-z0-9,)])\s+(?=(?:As|Being|My|Most|It|It's|This|That|These|There|Next|Tomorrow|Today|We|We're|He|She|They|"
    r"You|What|When|Why|How|But|And|So|At|In|Women|Men|Please|Stop|Thank|Thanks|Yes|No|Not|Nobody|Since|Because|The|"
    r"Our|Advice|For|If)\s)"
)
"""Where a sentence begins without a mark before it: people end their messages, not their sentences."""
_UNMARKED_SIGN = re.compile(r"[a-z0-9,)]\s+[A-HJ-Z]")
_APOSTROPHES = re.compile(
    r"\b(im|ive|id|dont|cant|didnt|doesnt|isnt|wasnt|wont|wouldnt|havent|hasnt|arent|werent|couldnt|shouldnt|thats|"
    r"theres|whats)\b"
)
_SPELLED = {"im": "i'm", "ive": "i've", "id": "i'd", "thats": "that's", "theres": "there's", "whats": "what's"}
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")


@dataclass(frozen=True)
class Remark:
    """A sentence of a message."""

    text: str
    """As it stands."""
    said: str
    """In lower case, with straight apostrophes, and with those that were left out ("dont")."""
    words: frozenset[str]


@lru_cache(maxsize=2048)
def remarks(text: str) -> tuple[Remark, ...]:
    """Return the sentences of a message, those too that no mark divides."""
    return tuple(_read(piece) for sentence in sentences(text) for piece in _divided(sentence))


def _divided(sentence: str) -> list[str]:
    return _UNMARKED.split(sentence) if _UNMARKED_SIGN.search(sentence) else [sentence]


@lru_cache(maxsize=2048)
def _read(sentence: str) -> Remark:
    said = folded(sentence.translate(_TYPOGRAPHY))
    found = frozenset(_WORD.findall(said))
    if not found.isdisjoint(_WITHOUT):
        said = _APOSTROPHES.sub(_spelled, said)
        found = frozenset(_WORD.findall(said))
    return Remark(sentence, said, found)


_WITHOUT = frozenset(_APOSTROPHES.pattern[3:-3].split("|"))


def _spelled(found: re.Match[str]) -> str:
    word = found[1]
    return _SPELLED.get(word) or f"{word[:-1]}'t"
