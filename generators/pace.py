"""How many calls a server is given at once: as many as it takes, found out as TCP does.

Each answer lets a little more through (additive increase), each complaint less (multiplicative decrease). A server that
says when to come back (`Retry-After`) is left alone until then, by every call.
"""

from __future__ import annotations

import asyncio
from collections import deque

GENTLE = 0.7
"""What a complaint leaves of the limit."""
LONGEST_PAUSE = 60.0
"""Seconds; a server that names a longer one is asked again after this, so that a wrong clock does not stop a run."""
FIRST_BREAK, LONGEST_BREAK = 0.5, 30.0
"""Seconds in which nobody calls, when a server complains that was given one call at a time; then twice as long."""


class Pace:
    """Lets at most `limit` calls through at once; `limit` moves between 1 and `most`. For one event loop."""

    def __init__(self, most: int) -> None:
        self.most, self.limit = most, float(most)
        self.active = 0
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._not_before = 0.0
        self._break = FIRST_BREAK
        self._timer: asyncio.TimerHandle | None = None
        self._era = 0
        """Complaints so far; those about calls that began before the last one say nothing new."""

    async def begin(self) -> int:
        """Wait for a turn, first come first served, and return the era in which the call begins."""
        loop = asyncio.get_running_loop()
        if self._waiting or self.active >= self.limit or loop.time() < self._not_before:
            turn: asyncio.Future[None] = loop.create_future()
            self._waiting.append(turn)
            self._let_through()
            try:
                await turn
            except asyncio.CancelledError:
                if turn.done() and not turn.cancelled():  # it was let through and left at the same moment
                    self.active -= 1
                self._let_through()
                raise
        else:
            self.active += 1
        return self._era

    def end(self) -> None:
        """The call is over, however it ended."""
        self.active -= 1
        self._let_through()

    def went_well(self) -> None:
        """The server answered: the limit grows by one for as many answers as it has calls."""
        self.limit = min(float(self.most), self.limit + 1 / self.limit)
        self._break = FIRST_BREAK

    def complained(self, era: int, pause: float | None = None) -> None:
        """The server refused for want of capacity a call that began in `era`, or did not answer in time.

        Args:
            pause: seconds after which it wants to be asked again, if it said so.
        """
        if era == self._era:
            self._era += 1
            if self.limit == 1:  # there is no less than one at a time but nothing for a while
                pause = pause or self._break
                self._break = min(LONGEST_BREAK, 2 * self._break)
            self.limit = max(1.0, self.limit * GENTLE)
        if pause:
            until = asyncio.get_running_loop().time() + min(pause, LONGEST_PAUSE)
            self._not_before = max(self._not_before, until)

    def _let_through(self) -> None:
        loop = asyncio.get_running_loop()
        if self._waiting and loop.time() < self._not_before:
            if self._timer is None or self._timer.when() < self._not_before:
                self._timer = loop.call_at(self._not_before, self._let_through)
            return
        while self._waiting and self.active < self.limit:
            turn = self._waiting.popleft()
            if not turn.done():
                self.active += 1
                turn.set_result(None)
