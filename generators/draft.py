"""An answer that could be read but is not good enough, and is written again with what is wrong with it in view.

    with redoing(Draft(answers, {"utterance": "It says again what it said before."}, number=1)):
        ...                       # the same question now shows the draft and the complaint, and has another seed

The prompt is the one of the first asking with the draft and the complaint behind it, so it is cheap where providers
bill what they have seen before at less; the question itself, and what an optimizer sees of it, stays as it was.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Draft:
    """What was answered, and what is wrong with it."""

    answers: Mapping[str, str]
    """Field → text."""
    wrong: Mapping[str, str]
    """Field → what is wrong with its text and what to do instead. The others stand."""
    number: int
    """Which draft it is, from 1."""

    def concerns(self, fields: Collection[str]) -> bool:
        """Return whether something is wrong with one of `fields`."""
        return not self.wrong.keys().isdisjoint(fields)


_draft: ContextVar[Draft | None] = ContextVar("socialsim_draft", default=None)


@contextmanager
def redoing(draft: Draft) -> Iterator[None]:
    """Ask for the wrong fields of `draft` again for as long as the block lasts."""
    token = _draft.set(draft)
    try:
        yield
    finally:
        _draft.reset(token)


def current_draft() -> Draft | None:
    """Return the draft that is being redone; None while first drafts are written."""
    return _draft.get()
