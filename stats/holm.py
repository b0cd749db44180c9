"""Holm's correction, of p-values some of which may be missing."""

from __future__ import annotations

from collections.abc import Sequence


def holm(ps: Sequence[float | None]) -> list[float | None]:
    """Return the p-values as they are when all of them are looked at; what is None is none of them, and stays None.

    It is worked here: statsmodels collects the garbage of the whole process at every call.
    """
    known = sorted((p, place) for place, p in enumerate(ps) if p is not None)
    corrected, least = list(ps), 0.0
    for rank, (p, place) in enumerate(known):
        least = max(least, min(1.0, p * (len(known) - rank)))
        corrected[place] = least
    return corrected
