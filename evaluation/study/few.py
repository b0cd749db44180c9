"""What a mean of one number for each unit is worth where the bootstrap knows too little: few units, or two values.

Of 20 units that are nearly all 1 most resamples have no 0 at all, and their intervals held the truth in 82 of 100
simulated cells. So outcomes of two values get values that nobody has seen, at both ends of the scale, and Student's t
over units (Agresti and Coull 1998 for a share, Agresti and Caffo 2000 for a difference). Where a unit has k values, in
cells and by seeds, each of those weighs a k-th of a unit. With that the intervals hold the truth in 97 or more of
100, and in 94 or more of cells and contrasts where all seeds of a unit say the same.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ...stats import FEWEST
from ...stats.student import beyond, quantile
from ..measure import Array

EXACT = 12
"""Units up to which all signs are tried; with more of them, the resamples do."""
_TAIL = 0.025


@dataclass(frozen=True)
class Unseen:
    """Values that are added, and what each weighs where a unit has one value."""

    values: tuple[float, ...]
    weights: tuple[float, ...]

    def beside(self, values: int) -> Unseen:
        """Return what they weigh where a unit has so many values."""
        return Unseen(self.values, tuple(weight / values for weight in self.weights))


OF_SHARES = Unseen((1.0, 0.0), (2.0, 2.0))
OF_DIFFERENCES = Unseen((1.0, 0.0, -1.0), (0.5, 1.0, 0.5))


def two_valued(values: Array) -> bool:
    """Return whether all values that there are, are 0 or 1."""
    found = values[np.isfinite(values)]
    return bool(len(found)) and bool(np.isin(found, (0.0, 1.0)).all())


def with_unseen(units: Array, unseen: Unseen) -> tuple[tuple[float, float], float] | None:
    """Return the 95 % interval of the mean of `units`, (units,), and p that it is 0; None below `FEWEST` units."""
    if len(units) < FEWEST:
        return None
    values, weights = np.append(units, unseen.values), np.append(np.ones(len(units)), unseen.weights)
    centre = float(np.average(values, weights=weights))
    total = float(weights.sum())
    error = math.sqrt(float(weights @ (values - centre) ** 2) / (total - 1) / total)
    half = quantile(_TAIL, len(units) - 1) * error
    return (centre - half, centre + half), beyond(centre / error, len(units) - 1)


def sign_flips(apart: Array) -> float:
    """Return the exact two-sided p of a mean difference, if each unit could as well have differed the other way.

    No assumption but that, and so never below 2^(1 - units): of fewer than 6 units nothing is significant.

    Args:
        apart: (units,), no more than `EXACT` of them.
    """
    sums = np.abs(_signs(len(apart)) @ apart)
    return float((sums >= sums[0] * (1 - 1e-9)).mean())


@lru_cache(maxsize=EXACT)
def _signs(units: int) -> Array:
    """Return (2^(units - 1), units): all patterns but for turning the whole; the first one is as it was."""
    numbers = np.arange(2 ** (units - 1))[:, None]
    return np.asarray(1.0 - 2.0 * (numbers >> np.arange(units) & 1))
