"""What a loopback provider is told: how slow, how unreliable and how strict it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

KINDS = {
    "429": "too many requests, without a word about when to come back",
    "429-retry-after": "too many requests, with a Retry-After of `retry_after` seconds",
    "500": "an error of the server, as JSON",
    "503": "a page of HTML, as a proxy in front of an overloaded server sends it",
    "reset": "half of an answer, then the connection is reset",
    "close": "a good answer, after which the connection is closed without having been announced",
    "hang": "nothing at all, until the client leaves",
    "trickle": "a good answer, one byte every `trickle` seconds",
    "truncated-json": "status 200 and the first half of a good body, whose length is the one announced",
    "empty": "a message without text",
    "wrong-fields": "a message whose fields have other names than those asked for",
    "length": "the first half of a message, cut off by the limit of tokens",
}
"""Kinds of faults, and what a client sees of each."""


@dataclass(frozen=True)
class Options:
    """Behaviour of the provider until the next reset.

    Raises:
        ValueError: a fault of no known kind, or shares that are more than the whole.
    """

    latency: float = 0.0
    """Seconds from the last byte of a request to the first byte of its answer; any number of requests wait at once."""
    faults: Mapping[str, float] = field(default_factory=dict)
    """Kind → share of the requests that meet it. What a request meets depends on `fault_seed`, on its body and on how
    often that body came before, so asking again can help."""
    fault_seed: int = 0
    retry_after: float = 1.0
    """Seconds that a ``429-retry-after`` asks for; a whole number is sent as one."""
    trickle: float = 0.1
    """Seconds between two bytes of a ``trickle``."""
    key: str | None = None
    """The only API key that is let in; None lets everybody in. The refusal repeats the key that was sent."""
    models: tuple[str, ...] | None = None
    """The names of models that are known; None knows every name."""
    quota: int | None = None
    """Requests that are paid for; those after them are refused."""

    def __post_init__(self) -> None:
        unknown = sorted(set(self.faults) - set(KINDS))
        if unknown:
            raise ValueError(f"no such fault: {', '.join(unknown)}; there are {', '.join(KINDS)}")
        if min(self.faults.values(), default=0) < 0 or sum(self.faults.values()) > 1 + 1e-9:
            raise ValueError(f"shares of faults lie between 0 and 1 and add up to at most 1: {dict(self.faults)}")
