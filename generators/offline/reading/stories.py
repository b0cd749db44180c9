"""A post's own sentences, dealt out to the two attributes of a persona that quote them: the situation and the event."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .salience import is_addressed, salience, says_something

_SITUATION_SENTENCES, _SITUATION_LENGTH = 3, 320
_EVENT_SENTENCES = 8
_TELLING, _TELLING_MORE = 1.0, 2.0
"""Salience that one sentence must have to say what is wrong, and that further ones must have to be worth adding."""
_QUOTED_ELSEWHERE = 2.0
"""What a sentence loses when it is also quoted as coping or as a goal."""
_ASKED_ONESELF = ("Why ", "What is wrong", "What's wrong", "How did")


@dataclass(frozen=True)
class Story:
    """Sentences in post order; empty where the post has none that fit."""

    situation: tuple[str, ...]
    event: tuple[str, ...]


@dataclass(frozen=True)
class _Sentence:
    place: int
    said: str
    worth: float


def dealt_out(spoken: Sequence[str], topic: str, elsewhere: Collection[str]) -> Story:
    """Return which of the sentences say the present difficulty and which tell what happened.

    Args:
        spoken: the post's sentences in order, as `post_text.sentences` gives them.
        elsewhere: sentences that other attributes quote; they come into the situation only when little else is left.
    """
    telling = [(place, said) for place, said in enumerate(spoken) if says_something(said)]
    of_self = [(place, said) for place, said in telling if not is_addressed(said)] or telling
    told = [_Sentence(place, said, salience(said, topic, place)) for place, said in of_self]
    situation = _situation([one for one in told if not one.said.endswith("?")], elsewhere)
    rest = [one for one in told if one not in situation and not _asks_readers(one.said)]
    return Story(tuple(one.said for one in situation), tuple(one.said for one in _event(rest)))


def _situation(told: list[_Sentence], elsewhere: Collection[str]) -> list[_Sentence]:
    """Return up to three sentences in post order, fewer of a short post, so that something is left to tell."""
    wanted = min(_SITUATION_SENTENCES, max(1, len(told) // 2))
    chosen: list[_Sentence] = []
    length = 0
    for worth, one in sorted(((_own_worth(one, elsewhere), one) for one in told), key=lambda pair: -pair[0]):
        if worth < (_TELLING_MORE if chosen else _TELLING) or len(chosen) == wanted:
            break
        if chosen and length + len(one.said) > _SITUATION_LENGTH:
            break
        chosen.append(one)
        length += len(one.said) + 1
    if not chosen and told:  # better what is also quoted elsewhere than nothing of the poster's own
        best = max(told, key=lambda one: one.worth)
        chosen = [best] if best.worth >= _TELLING else []
    return sorted(chosen, key=lambda one: one.place)


def _own_worth(one: _Sentence, elsewhere: Collection[str]) -> float:
    return one.worth - (_QUOTED_ELSEWHERE if one.said in elsewhere else 0.0)


def _asks_readers(said: str) -> bool:
    """Tell a question for others to answer from one that people ask themselves ("Why am I like this?")."""
    return said.endswith("?") and not said.startswith(_ASKED_ONESELF)


def _event(rest: list[_Sentence]) -> list[_Sentence]:
    """Return at most eight sentences in post order: the first, which tells where it began, and the most telling."""
    if len(rest) <= _EVENT_SENTENCES:
        return rest
    best = sorted(rest[1:], key=lambda one: -one.worth)[: _EVENT_SENTENCES - 1]
    return sorted([rest[0], *best], key=lambda one: one.place)
