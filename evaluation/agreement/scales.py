"""The interval of a coefficient of agreement, made on the scale on which resamples spread evenly.

Percentiles of resamples miss the truth more often than they say. An item drawn twice looks like two that agree alike,
so resamples lie too low; `stats.interval` moves them by that. Near 1 they pile up, so the interval is made on Fisher's
scale and carried back, and never reaches beyond 1. And few items spread too little when resampled, so the resamples are
spread further where the jackknife finds a larger error. An interval always holds its value. `docs/ratings.md` has the
coverage.

Where some resamples agree perfectly, there are so few disagreements that they come and go like rare events. Fisher's
scale has no place for 1, and a place far out would decide the mean and the spread alone. The root of the disagreement
has one, and on it rare events spread evenly however few they are; no jackknife is needed there.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...stats import interval

Array = NDArray[np.float64]

_LARGEST = 1 - 1e-9
"""From here on all agree, but for rounding."""


@dataclass(frozen=True)
class Way:
    """The way to a scale, and back."""

    there: Callable[[Array], Array]
    back: Callable[[Array], Array]


_STRAIGHT = Way(lambda values: values, lambda values: values)


@dataclass(frozen=True)
class Scale:
    """A scale for values between `smallest` and `largest`."""

    usual: Way = _STRAIGHT
    at_ends: Way = _STRAIGHT
    """The one with a place for the ends, where resamples reach them."""
    smallest: float = -np.inf
    largest: float = np.inf

    def interval(self, value: float, drawn: Array, without: Array, items: int) -> tuple[float, float] | None:
        """Return the 95 % interval of a coefficient that was `value`, would have been `drawn`, and `without` each item.

        Args:
            drawn: (resamples,); NaN where it is not defined.
            without: (items,), or empty with so many items that it tells nothing.

        Returns:
            None where `stats.interval` has none, and where the value is at an end of the scale.
        """
        if not self.smallest < value < self.largest:
            return None
        at, resampled, left = (np.clip(these, self.smallest, self.largest) for these in (value, drawn, without))
        if ((resampled == self.smallest) | (resampled == self.largest)).any():
            way, spread = self.at_ends, self.at_ends.there(resampled)
        else:
            way, spread = self.usual, _widened(self.usual.there(resampled), self.usual.there(left))
        found = interval(float(way.there(at)), spread, items)
        if found is None:
            return None
        low, high = way.back(np.array(found))
        return float(max(min(low, value), self.smallest)), float(min(max(high, value), self.largest))


def _widened(resampled: Array, left: Array) -> Array:
    """Return the resamples with the jackknife's standard error, where that is larger than theirs as `stats.interval`
    widens it."""
    left, defined = (these[np.isfinite(these)] for these in (left, resampled))
    count, spread = len(left), float(defined.std()) if len(defined) else 0.0
    if count < 2 or spread == 0:
        return resampled
    jackknife = math.sqrt((count - 1) * float(np.var(left)))
    middle = float(defined.mean())
    return middle + max(1.0, jackknife / (spread * math.sqrt(count / (count - 1)))) * (resampled - middle)


PLAIN = Scale()
SHARE = Scale(_STRAIGHT, Way(lambda x: np.arcsin(np.sqrt(x)), lambda y: np.sin(np.clip(y, 0, np.pi / 2)) ** 2), 0, 1)
"""For what is between 0 and 1, such as how often raters say the same."""
FISHER = Scale(
    Way(np.arctanh, np.tanh),
    Way(np.arcsin, lambda y: np.sin(np.clip(y, -np.pi / 2, np.pi / 2))),
    -_LARGEST,
    _LARGEST,
)
"""For what is between -1 and 1: correlations, kappas, alphas, and the ICC of one rater."""
AVERAGE = Scale(
    Way(lambda x: -np.log1p(-x), lambda y: -np.expm1(-y)),
    Way(lambda x: -np.sqrt(1 - x), lambda y: 1 - np.minimum(y, 0) ** 2),
    largest=_LARGEST,
)
"""For the ICC of a mean of raters, which has no lower end."""
