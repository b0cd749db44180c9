"""The form of a guess about a seeker, for one kind of problem."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Lines:
    """Guesses for one topic of `topics.TOPICS`."""

    feelings: tuple[str, ...]
    situation: str
    happened: str
    people: str
    place: str
    coped: tuple[str, ...]
    hopes: tuple[str, ...]
