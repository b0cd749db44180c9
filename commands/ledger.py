"""Tokens and what they cost: added up per LM, unknown where a price is unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..generators import LMConfig
from ..generators.identity import OFFLINE

Tokens = dict[str, dict[str, int]]
"""LM name → ``prompt_tokens`` and ``completion_tokens``."""

_COUNTED = ("prompt_tokens", "completion_tokens")


def add(total: Tokens, usage: Mapping[str, Mapping[str, Any]]) -> None:
    """Add what one job used to `total`; providers report more than these two counts, and some report null."""
    for lm, counts in usage.items():
        entry = total.setdefault(lm, dict.fromkeys(_COUNTED, 0))
        for name in _COUNTED:
            entry[name] += int(counts.get(name) or 0)


def cost(tokens: Tokens, lms: Iterable[LMConfig]) -> float | None:
    """Return US dollars; None when an LM that was used has no price, or two prices under one name. Rules are free."""
    prices: dict[str, set[tuple[float | None, float | None]]] = {}
    for lm in lms:
        price = (lm.usd_per_million_input_tokens, lm.usd_per_million_output_tokens)
        prices.setdefault(lm.model, set()).add(price)
    total = 0.0
    for name, counts in tokens.items():
        if name.startswith(OFFLINE):
            continue
        known = prices.get(name, set())
        if len(known) != 1:
            return None
        given, written = next(iter(known))
        if given is None or written is None:
            return None
        total += (counts["prompt_tokens"] * given + counts["completion_tokens"] * written) / 1_000_000
    return round(total, 6)
