"""How strategies are drawn: a strategy has the same colour and hatch in every plot."""

from __future__ import annotations

from collections.abc import Iterable

from ...signatures import ESCONV, EXTES
from ..report.drawing import GREY, PALETTE
from .rows import in_order

Style = tuple[str, str]
"""Colour and hatch."""


def styles(names: Iterable[str]) -> dict[str, Style]:
    """Return how each strategy is drawn: those of a taxonomy always alike, others in turn after them."""
    found = dict(_KNOWN)
    unknown = [name for name in names if name not in found]
    free = [(colour, hatch) for hatch in _OF_OTHERS for colour in PALETTE]
    found.update({name: free[place % len(free)] for place, name in enumerate(sorted(set(unknown)))})
    return {name: found[name] for name in in_order(dict.fromkeys(names))}


def _taxonomies() -> Iterable[tuple[str, Style]]:
    for taxonomy, hatches in ((ESCONV, ("",)), (EXTES, ("///", "...", "xx"))):
        looks = [(colour, hatch) for hatch in hatches for colour in PALETTE]
        yield from zip((name for name in taxonomy.names if name != "Others"), looks, strict=False)
    yield "Others", (GREY, "")


_KNOWN: dict[str, Style] = dict(_taxonomies())
_OF_OTHERS = ("\\\\\\", "++", "oo")
"""Hatches of strategies that no taxonomy has."""
