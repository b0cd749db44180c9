"""What a supporter who only listens can know: everything here comes from the messages of the conversation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ...signatures import mentions_crisis
from .reading.feelings import emotion_words
from .reading.lexicon import RELATIONS
from .wording import clause, sentences

_PEOPLE = tuple(
    (re.compile(rf"\bmy (?:\w+ )?(?:{pattern})\b", re.IGNORECASE), name) for pattern, name in RELATIONS.items()
)
_FAREWELL = re.compile(
    r"\b(?:bye|goodbye|take care|(?:i should|i have to|i'd better|i must|i need to|i've got to) (?:go|"
    r"get going|leave|log off)\b|"
    r"thank(?:s| you) (?:so much |again |very much )?for (?:listening|everything|your time|your help)|good night)",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r"\s*[,;:()-]+\s+(?:and |but |so |because |then )?|\s+(?:and|but|because|so)\s+(?=(?:i|i'm|i've|my|he|she|"
    r"it|they|we)\b)",
    re.IGNORECASE,
)
_SALIENT = re.compile(
    r"\b(?:feel|felt|feeling|can't|cannot|never|always|hate|afraid|scared|lost|left|alone|cry|hurt|wish|want|worr\w+|"
    r"miss|fight|argu\w+|nobody|nothing|everything|hard|sorry|broke|died|failed)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Heard:
    """The seeker so far, as far as it was said.

    Clauses are in the seeker's own first person, lower-cased at the start, without end mark, best first.
    """

    messages: tuple[str, ...]
    last: str
    clauses: tuple[str, ...]
    """Sayable clauses of the last message; empty when there are none."""
    earlier: tuple[str, ...]
    """Sayable clauses of earlier messages, latest message first."""
    feelings: tuple[str, ...]
    """Feelings in the last message, then earlier ones."""
    people: tuple[str, ...]
    asks: bool
    leaving: bool
    danger: bool
    """The last message speaks of danger to life."""


def hear(messages: Sequence[str]) -> Heard:
    """Return what the seeker's `messages`, in order, tell; an empty sequence tells nothing."""
    last = messages[-1] if messages else ""
    newest_first = tuple(reversed(messages))
    return Heard(
        messages=tuple(messages),
        last=last,
        clauses=clauses_of(last),
        earlier=tuple(found for message in newest_first[1:] for found in clauses_of(message)),
        feelings=tuple(dict.fromkeys(name for message in newest_first for name in feelings_in(message))),
        people=tuple(dict.fromkeys(name for message in newest_first for name in people_in(message))),
        asks=any(sentence.endswith("?") for sentence in sentences(last)),
        leaving=bool(_FAREWELL.search(last)),
        danger=mentions_crisis(last) is not None,
    )


@lru_cache(maxsize=4096)
def clauses_of(message: str) -> tuple[str, ...]:
    """Return the clauses of a message that can be said back, the most telling first."""
    found = [core for sentence in sentences(message) for core in _within(sentence)]
    return tuple(sorted(found, key=lambda core: (-len(_SALIENT.findall(core)), found.index(core))))


def _within(sentence: str) -> list[str]:
    """Return the sentence itself if it can be said back whole, else the parts of it that can."""
    whole = clause(sentence)
    if whole or sentence.endswith("?"):
        return [whole] if whole else []
    return [core for part in _JOINT.split(sentence) if (core := clause(part))]


feelings_in = lru_cache(maxsize=4096)(emotion_words)
"""The feelings a message names as the speaker's own, leaving out the ones it denies."""


@lru_cache(maxsize=4096)
def people_in(message: str) -> tuple[str, ...]:
    """Return the people of the speaker that a message names ("my boss"), in order."""
    found = [(match.start(), name) for pattern, name in _PEOPLE for match in pattern.finditer(message)]
    return tuple(dict.fromkeys(name for _, name in sorted(found)))
