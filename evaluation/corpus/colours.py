"""Colours that people of any colour vision tell apart (Okabe and Ito 2008); a strategy has the same in every plot."""

from __future__ import annotations

from collections.abc import Iterable

from ...signatures import ESCONV, EXTES
from .rows import in_order

PALETTE = ("#0072B2", "#56B4E9", "#009E73", "#F0E442", "#E69F00", "#D55E00", "#CC79A7")
GREY = "#999999"
CORPORA = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9")
"""Of corpora side by side: without yellow, which makes no line on white."""

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
