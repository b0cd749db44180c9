"""Tokens and what they cost: added up per LM, unknown where a price is unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..generators import LMConfig, Price, Tokens, price
from ..generators.build import name_of
from ..generators.identity import OFFLINE
from ..generators.meter import UNREPORTED

Counts = dict[str, dict[str, int]]
"""LM name → ``prompt_tokens`` and ``completion_tokens``; of the former, ``cached_tokens`` came from the provider's
prompt cache and ``stored_tokens`` went in."""


def add(total: Counts, usage: Mapping[str, Mapping[str, Any]]) -> None:
    """Add what one job used to `total`; providers report more than these counts, and some report null."""
    for lm, counts in usage.items():
        before = tokens(total[lm]) if lm in total else Tokens()
        now = before + Tokens.reported(counts)
        total[lm] = {
            "prompt_tokens": now.input,
            "completion_tokens": now.output,
            "cached_tokens": now.cached,
            "stored_tokens": now.stored,
        }
        if now.unreported:
            total[lm][UNREPORTED] = now.unreported


def tokens(counts: Mapping[str, int]) -> Tokens:
    """Return the counts of one LM as `Tokens`."""
    cached, stored = counts.get("cached_tokens", 0), counts.get("stored_tokens", 0)
    return Tokens(counts["prompt_tokens"], counts["completion_tokens"], cached, stored, counts.get(UNREPORTED, 0))


def cost(used: Counts, lms: Iterable[LMConfig]) -> float | None:
    """Return US dollars; None when an LM that was used has no price, or two prices under one name. Rules are free."""
    prices: dict[str, set[Price]] = {}
    for lm in lms:
        prices.setdefault(name_of(lm), set()).add(price(lm))
    total = 0.0
    for name, counts in used.items():
        if name.startswith(OFFLINE):
            continue
        known = prices.get(name, set())
        usd = next(iter(known)).of(tokens(counts)) if len(known) == 1 else None
        if usd is None:
            return None
        total += usd
    return round(total, 6)
