"""What a run has spent, and the most that it may: calls, tokens and US dollars, over all of its generators.

Only what was paid for now is counted; an answer from the response cache costs nothing. The account is the run's, so
several LMs share one meter.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dspy.clients.call_result import usage_dict
from dspy.lm15 import Response

from ..signatures import BudgetReached, ConfigurationError

UNREPORTED = "unreported_calls"


def usage_of(response: Response, provider: str) -> dict[str, Any]:
    """Return what a response took, in DSPy's form; where the provider does not tell, that is what it says."""
    usage: dict[str, Any] = usage_dict(response, provider)
    told = usage.get("prompt_tokens") is not None or usage.get("completion_tokens") is not None
    return usage if told else {UNREPORTED: 1}


@dataclass(frozen=True)
class Tokens:
    """Tokens of one call or of many. Of `input`, `cached` came from the provider's prompt cache, `stored` went in."""

    input: int = 0
    output: int = 0
    cached: int = 0
    stored: int = 0
    unreported: int = 0
    """Calls whose tokens the provider did not tell."""

    @classmethod
    def reported(cls, usage: Mapping[str, Any]) -> Tokens:
        """Return the counts of a usage report in DSPy's form; what is missing or null counts as 0."""
        given = usage.get("prompt_tokens") or 0
        details = usage.get("prompt_tokens_details") or {}
        cached = min(details.get("cached_tokens") or 0, given)
        stored = min(details.get("cache_creation_tokens") or 0, given - cached)
        return cls(given, usage.get("completion_tokens") or 0, cached, stored, usage.get(UNREPORTED) or 0)

    def __add__(self, other: Tokens) -> Tokens:
        cached, stored = self.cached + other.cached, self.stored + other.stored
        unreported = self.unreported + other.unreported
        return Tokens(self.input + other.input, self.output + other.output, cached, stored, unreported)


@dataclass(frozen=True)
class Price:
    """US dollars per million tokens; None is unknown. For cached and stored input it means: as other input."""

    input: float | None = None
    output: float | None = None
    cached_input: float | None = None
    stored_input: float | None = None
    factor: float = 1.0
    """What all of it is multiplied by, as in a batch."""

    def of(self, used: Tokens) -> float | None:
        """Return what `used` costs; None where the price is unknown, never 0."""
        if self.input is None or self.output is None or (used.unreported and self.input + self.output):
            return None
        cached = self.input if self.cached_input is None else self.cached_input
        stored = self.input if self.stored_input is None else self.stored_input
        given = (used.input - used.cached - used.stored) * self.input + used.cached * cached + used.stored * stored
        return self.factor * (given + used.output * self.output) / 1_000_000


@dataclass(frozen=True)
class Budget:
    """The most that a run may spend; None is no limit."""

    usd: float | None = None
    calls: int | None = None
    tokens: int | None = None

    def __bool__(self) -> bool:
        return not (self.usd is None and self.calls is None and self.tokens is None)


@dataclass
class Meter:
    """Counts, and refuses to begin a call that the budget does not allow.

    The calls limit is exact. Tokens and dollars are known when a call ends, so at most the calls in flight go over.
    """

    budget: Budget = field(default_factory=Budget)
    calls: int = 0
    """Answers paid for."""
    reused: int = 0
    """Answers taken from the response cache."""
    retries: int = 0
    """Attempts that failed and were made again."""
    tokens: Tokens = field(default_factory=Tokens)
    usd: float = 0.0
    unpriced: int = 0
    """Calls whose cost is unknown; then `usd` is the known part."""
    in_flight: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def begin(self) -> None:
        """Begin a call.

        Raises:
            BudgetReached: the budget is spent.
            ConfigurationError: the budget is in tokens or dollars, and nobody says how many a call takes.
        """
        with self._lock:
            if self.tokens.unreported and (self.budget.usd is not None or self.budget.tokens is not None):
                raise ConfigurationError(
                    "the server does not say how many tokens its answers take, so a budget in tokens or dollars cannot "
                    "be kept; use budget.calls"
                )
            limit = self._reached()
            if limit:
                raise BudgetReached(limit)
            self.in_flight += 1

    def end(self, used: Tokens | None, price: Price) -> None:
        """The call is over; without `used`, nothing was paid."""
        with self._lock:
            self.in_flight -= 1
            if used is None:
                return
            self.calls += 1
            self.tokens += used
            cost = price.of(used)
            if cost is None:
                self.unpriced += 1
            else:
                self.usd += cost

    @property
    def cost(self) -> float | None:
        """US dollars paid by now; None when a call of unknown price is among them."""
        return None if self.unpriced else self.usd

    def _reached(self) -> str | None:
        budget = self.budget
        if budget.calls is not None and self.calls + self.in_flight >= budget.calls:
            return f"budget.calls={budget.calls}"
        if budget.tokens is not None and self.tokens.input + self.tokens.output >= budget.tokens:
            return f"budget.tokens={budget.tokens}"
        if budget.usd is not None and self.usd >= budget.usd:
            return f"budget.usd={budget.usd:g}"
        return None
