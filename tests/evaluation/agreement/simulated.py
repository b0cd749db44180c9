"""Ratings of which the true agreement is known: raters hear one latent value of an item and put it on a scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from socialsim.evaluation.agreement.coefficient import Array, Coefficient
from socialsim.evaluation.agreement.figure import drawn
from socialsim.stats import Draws

CUTS = (-1.3, -0.6, 0.2, 1.0)
BIAS = (0.0, 0.3, -0.2, 0.1)
"""How much higher each rater rates than the first."""


@dataclass(frozen=True)
class Ratings:
    """Ratings from 0 to 4 by up to four raters.

    Args:
        shared: share of the variance that is the item's, from 0 to 1.
    """

    shared: float
    raters: int = 3
    cuts: tuple[float, ...] = CUTS

    def draw(self, random: np.random.Generator, items: int) -> Array:
        """Return (items, raters)."""
        latent = random.normal(size=(items, 1)) * np.sqrt(self.shared)
        heard = latent + random.normal(size=(items, self.raters)) * np.sqrt(1 - self.shared) + BIAS[: self.raters]
        return np.searchsorted(self.cuts, heard).astype(np.float64)

    def truth(self, coefficient: Coefficient, items: int = 400_000) -> float:
        """Return what the coefficient is of very many items, which is the truth to about .002."""
        values = self.draw(np.random.default_rng(2**20), items)
        return float(coefficient.drawn(values, np.ones((1, items)))[0])


Bounds = tuple[float, float] | None


def intervals(
    coefficients: Sequence[Coefficient], ratings: Ratings, items: int, runs: int, seed: int = 0
) -> Iterator[list[tuple[Bounds, Bounds]]]:
    """Yield, for each simulated study, every coefficient's 95 % interval and the percentiles of the same resamples."""
    random = np.random.default_rng([seed, items])
    for run in range(runs):
        values = ratings.draw(random, items)
        if np.ptp(values) == 0:
            yield [(None, None)] * len(coefficients)
        else:
            resampled = drawn(coefficients, values, Draws(range(items), run, resamples=1_000))
            yield [_both(*one, values) for one in zip(coefficients, resampled, strict=True)]


def _both(coefficient: Coefficient, resampled: Array, values: Array) -> tuple[Bounds, Bounds]:
    items = len(values)
    value = float(coefficient.drawn(values, np.ones((1, items)))[0])
    without = coefficient.drawn(values, 1 - np.eye(items))
    defined = resampled[np.isfinite(resampled)]
    low, high = np.quantile(defined, [0.025, 0.975]) if len(defined) else (np.nan, np.nan)
    return coefficient.scale.interval(value, resampled, without, items), (float(low), float(high))


def holds(bounds: Bounds, truth: float) -> bool:
    """Return whether an interval holds the truth; none does not."""
    return bounds is not None and bounds[0] <= truth <= bounds[1]


def coverage(coefficients: Sequence[Coefficient], ratings: Ratings, items: int, runs: int) -> Array:
    """Return (coefficients, 2): the share of simulated studies whose 95 % interval, and whose percentiles, hold the
    truth."""
    truths = [ratings.truth(coefficient) for coefficient in coefficients]
    found = [
        [[holds(bounds, truth) for bounds in both] for both, truth in zip(study, truths, strict=True)]
        for study in intervals(coefficients, ratings, items, runs)
    ]
    return np.mean(np.array(found, dtype=np.float64), axis=0)
