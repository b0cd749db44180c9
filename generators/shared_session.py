"""One session over several machines: a keeper has the response cache and the account, workers ask it for both.

The keeper lives on the machine that began the run, so the cache stays one file on a local disk, and a budget is
counted in one place. Workers reach it by a `Line`; what the line is made of is not known here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from ..cache import KeptResponse, ResponseCache
from ..signatures import BudgetReached
from .meter import Budget, Meter, Price, Tokens
from .pace import Pace
from .session import Session


class Line(Protocol):
    """How a worker reaches the keeper, who hears what one worker says in the order in which it was said."""

    def ask(self, method: str, *arguments: Any) -> Any:
        """Call a method of the keeper and return what it returns."""

    def tell(self, method: str, *arguments: Any) -> None:
        """Have the keeper call a method, by the time of the next `ask`."""


class Keeper:
    """What the workers of a run share.

    Args:
        responses: file of the response cache; None keeps nothing.
        checked: servers and models that were tried already.
    """

    def __init__(self, responses: Path | None, budget: Budget, checked: Iterable[str] = ()) -> None:
        self._responses = ResponseCache(responses) if responses else None
        self._meter = Meter(budget)
        self._checked = set(checked)

    def hear(self, said: Sequence[tuple[str, tuple[Any, ...]]]) -> Any:
        """Call methods, each with its arguments, in order; return what the last one returns."""
        answer = None
        for method, arguments in said:
            answer = getattr(self, method)(*arguments)
        return answer

    def kept(self, key: str) -> bytes | None:
        """Return the raw answer to a call that was made before, or None."""
        raw = self._responses.get(key) if self._responses else None
        self._meter.reused += raw is not None
        return raw

    def keep(self, answer: KeptResponse) -> None:
        """Keep an answer; when this returns, a kill does not lose it."""
        if self._responses:
            self._responses.put(answer)

    def claims(self, name: str) -> bool:
        """Return whether the asking worker has to try this server and model: the first that asks does it for all."""
        if name in self._checked:
            return False
        self._checked.add(name)
        return True

    def begin(self) -> str | None:
        """Begin a call, which has to be done where there is a budget; return the limit that forbids it, or None.

        A call whose worker dies stays in flight: it may be paid for, so the budget has one less to give.
        """
        try:
            self._meter.begin()
        except BudgetReached as reached:
            return reached.limit
        return None

    def end(self, used: Tokens | None, price: Price, retries: int) -> None:
        """End a call; without `used`, nothing was paid."""
        if not self._meter.budget:
            self._meter.begin()
        self._meter.retries += retries
        self._meter.end(used, price)

    def account(self) -> dict[str, Any]:
        """Return what was spent by now, by the names that `Meter` has for it."""
        names = ("calls", "reused", "retries", "tokens", "usd", "unpriced")
        return {name: getattr(self._meter, name) for name in names}


@dataclass(frozen=True)
class Place:
    """Which of a run's workers this one is: number `share` of `of`."""

    share: int
    of: int

    def part(self, whole: int) -> int:
        """Return this worker's part of `whole`, at least 1; the parts of all workers add up to it."""
        return max(1, whole // self.of + (self.share < whole % self.of))


class SharedSession(Session):
    """A worker's session: its own connections, its part of each server's pace, and the keeper's cache and account."""

    def __init__(self, line: Line, place: Place, budget: Budget, keeps: bool) -> None:
        super().__init__()
        self.meter = _SharedMeter(line, budget)
        self._line, self._place, self._keeps = line, place, keeps
        self._claimed: set[str] = set()

    def kept(self, key: str) -> bytes | None:
        raw: bytes | None = self._line.ask("kept", key) if self._keeps else None
        return raw

    def keep(self, answer: KeptResponse) -> None:
        if self._keeps:
            self._line.ask("keep", answer)

    def settle(self) -> None:
        """Wait until the keeper has heard all that was said, so that what it counts is what was done."""
        self._line.ask("account")

    async def ready(self) -> None:
        for name in self._unchecked.keys() - self._claimed:
            if self._line.ask("claims", name):
                self._claimed.add(name)
            else:
                del self._unchecked[name]
        await super().ready()

    def pace(self, server: str, most: int) -> Pace:
        return super().pace(server, self._place.part(most))


class _SharedMeter(Meter):
    """A worker's meter, which has the keeper count."""

    def __init__(self, line: Line, budget: Budget) -> None:
        super().__init__(budget)
        self._line = line

    def begin(self) -> None:
        limit = self._line.ask("begin") if self.budget else None
        if limit:
            raise BudgetReached(limit)

    def end(self, used: Tokens | None, price: Price) -> None:
        retries, self.retries = self.retries, 0
        self._line.tell("end", used, price, retries)
