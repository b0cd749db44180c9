"""Answers told piece by piece while they are written, to whoever listens.

    with listening(hear):
        reply = await supporter.acall(conversation=history)

Listening changes nothing of what comes back. `hear` is called in the event loop in which the call is awaited, and has
to be quick. The pieces of one answer have one number and add up to it, whether it was written just now, was kept from
before or came in one: what a provider has not told by the time it is there is told then. An answer that is begun anew
(the connection broke, the end was not what it seemed to become) goes on under another number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import count


@dataclass(frozen=True, slots=True)
class Piece:
    """What is added to an answer."""

    answer: int
    """Which answer it is of; no two in a process have the same number."""
    text: str


Hear = Callable[[Piece], None]

_numbers = count(1)
_listener: ContextVar[Hear | None] = ContextVar("socialsim_listener", default=None)
_telling: ContextVar[Telling | None] = ContextVar("socialsim_telling", default=None)


class Telling:
    """One answer, as it is told."""

    def __init__(self, hear: Hear) -> None:
        self._hear: Hear | None = hear
        self._number, self._told = next(_numbers), ""

    def add(self, text: str) -> None:
        """Tell what comes next."""
        self.so_far(self._told + text)

    def so_far(self, text: str) -> None:
        """Tell what is new in the answer, which reads `text` so far; nothing where it does not go on from before."""
        if self._hear is not None and len(text) > len(self._told) and text.startswith(self._told):
            added, self._told = text[len(self._told) :], text
            self._hear(Piece(self._number, added))

    def anew(self) -> None:
        """Take back what was told: the answer is begun again."""
        if self._told:
            self._number, self._told = next(_numbers), ""

    def end(self, text: str) -> None:
        """Tell what is still untold of the whole answer."""
        if not text.startswith(self._told):
            self.anew()
        self.so_far(text)

    def close(self) -> None:
        """Tell no more: a thread that writes the answer may not know yet that nobody waits for it."""
        self._hear = None


@contextmanager
def listening(hear: Hear) -> Iterator[None]:
    """Have `hear` told of every answer that is written inside. It must not raise."""
    token = _listener.set(hear)
    try:
        yield
    finally:
        _listener.reset(token)


@contextmanager
def telling() -> Iterator[Telling | None]:
    """Have the call that is made inside told to who listens; None where nobody does."""
    hear = _listener.get()
    if hear is None:
        yield None
        return
    told = Telling(hear)
    token = _telling.set(told)
    try:
        yield told
    finally:
        _telling.reset(token)
        told.close()


def current_telling() -> Telling | None:
    """Return how a provider tells the answer that it is asked for; None where nobody listens."""
    return _telling.get()
