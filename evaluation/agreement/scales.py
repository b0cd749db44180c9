"""The interval of a coefficient of agreement, made on the scale on which resamples spread evenly.

Percentiles of resamples miss the truth more often than they say. An item drawn twice looks like two that agree alike,
so resamples lie too low; `stats.interval` moves them by that. Near 1 they pile up, so the interval is made on Fisher's
scale and carried back, and never reaches beyond 1. And few items spread too little when resampled, so the resamples are
spread further where the jackknife finds a larger error. An interval always holds its value. `docs/ratings.md` has the
coverage.
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
"""Where a resample in which all agree is put, since Fisher's scale has no place for 1."""

_FEW = 0.05
"""Share of resamples in which all agree, up to which Fisher's scale is used."""


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
        if self._at_an_end(drawn) > _FEW:  # a scale without an end has no place for them: their mean would be anything
            found = interval(value, drawn, items)
        else:
            resampled, left = (self.there(np.clip(these, self.smallest, self.largest)) for these in (drawn, without))
            found = interval(float(self.there(np.array(value))), _widened(resampled, left), items)
            found = None if found is None else tuple(self.back(np.array(found)))
        if found is None:
            return None
        return float(max(min(found[0], value), self.smallest)), float(min(max(found[1], value), self.largest))

    def _at_an_end(self, values: Array) -> float:
        """Return the share of the values that the scale has no place for."""
        return float(((values <= self.smallest) | (values >= self.largest)).mean())


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


PLAIN = Scale(lambda values: values, lambda values: values)
SHARE = Scale(lambda values: values, lambda values: values, 0, 1)
"""For what is between 0 and 1, such as how often raters say the same."""
FISHER = Scale(np.arctanh, np.tanh, -_LARGEST, _LARGEST)
"""For what is between -1 and 1: correlations, kappas, alphas, and the ICC of one rater."""
AVERAGE = Scale(lambda values: -np.log1p(-values), lambda values: -np.expm1(-values), largest=_LARGEST)
"""For the ICC of a mean of raters, which has no lower end."""
