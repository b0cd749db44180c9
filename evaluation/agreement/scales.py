"""The interval of a coefficient of agreement, made on the scale on which resamples spread evenly.

Three things make percentiles of resamples miss the truth more often than they say. Near 1 they pile up, so the interval
is made on Fisher's scale and carried back, and never reaches beyond 1. An item drawn twice looks like two that agree
alike, so resamples lie beside the value, by as much as the value lies beside the truth; they are moved by both. And few
items spread too little when resampled, so they are stretched where the jackknife finds a larger error.
`docs/ratings.md` has the coverage of each step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...stats import interval

Array = NDArray[np.float64]

_LARGEST = 1 - 1e-9
"""Where a resample in which all agree is put, since Fisher's scale has no place for 1."""

_FEW = 0.05
"""Share of resamples in which all agree, up to which the others tell of bias and error."""


@dataclass(frozen=True)
class Scale:
    """A scale: the way there, for values between `smallest` and `largest`, and back."""

    there: Callable[[Array], Array]
    back: Callable[[Array], Array]
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
        at = float(self.there(np.array(value)))
        resampled, left = (self.there(np.clip(these, self.smallest, self.largest)) for these in (drawn, without))
        # With many at an end, their middle says more about the end than about the bias.
        if np.isfinite(drawn).any() and self._at_an_end(drawn) <= _FEW:
            middle = float(np.nanmedian(resampled))
            resampled = at + (at - middle) + _widening(resampled, left) * (resampled - middle)
        found = interval(at, resampled, items)
        if found is None:
            return None
        low, high = self.back(np.array(found))
        return min(float(low), value), max(float(high), value)

    def _at_an_end(self, values: Array) -> float:
        """Return the share of the values that the scale has no place for."""
        return float(((values <= self.smallest) | (values >= self.largest)).mean())


def _widening(resampled: Array, left: Array) -> float:
    """Return the jackknife's standard error over that of the resamples as `stats.interval` widens it; at least 1."""
    left = left[np.isfinite(left)]
    count = len(left)
    spread = float(np.nanstd(resampled))
    if count < 2 or spread == 0:
        return 1.0
    jackknife = np.sqrt((count - 1) * np.var(left))
    return max(1.0, float(jackknife / (spread * np.sqrt(count / (count - 1)))))


PLAIN = Scale(lambda values: values, lambda values: values)
SHARE = Scale(lambda values: values, lambda values: np.clip(values, 0, 1), 0, 1)
"""For what is between 0 and 1, such as how often raters say the same."""
FISHER = Scale(np.arctanh, np.tanh, -_LARGEST, _LARGEST)
"""For what is between -1 and 1: correlations, kappas, alphas, and the ICC of one rater."""
AVERAGE = Scale(lambda values: -np.log1p(-values), lambda values: -np.expm1(-values), largest=_LARGEST)
"""For the ICC of a mean of raters, which has no lower end."""
