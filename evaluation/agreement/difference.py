"""How often raters say the same, and how far one is from another, in the units of the scale."""

from __future__ import annotations

from functools import partial
from itertools import combinations

import numpy as np

from .coefficient import Array, Coefficient, rated_by_all, rated_twice
from .scales import SHARE

_REACH = 1.959964
"""Standard deviations within which 95 % of differences are, where they are normal."""


def percent(within: int = 0) -> Coefficient:
    """Return the share of pairs of ratings of an item that differ by no more than `within`, from 0 to 1.

    Every item counts the same, however many raters it has.
    """

    def shares(values: Array) -> Array:
        agreeing, pairs = np.zeros(len(values)), np.zeros(len(values))
        for first, second in combinations(values.T, 2):
            there = np.isfinite(first) & np.isfinite(second)
            pairs += there
            # A difference of 1 in decimals is one, whatever the last bit says.
            agreeing += there & (np.abs(np.where(there, first - second, 0)) <= within + 1e-9)
        share: Array = agreeing / pairs
        return share

    def drawn(values: Array, weights: Array) -> Array:
        means: Array = weights @ shares(values) / weights.sum(axis=1)
        return means

    name = f"agreement within {within}" if within else "agreement, exact"
    return Coefficient(name, rated_twice, lambda values: float(shares(values).mean()), drawn, SHARE)


def bias(limit: int = 0) -> Coefficient:
    """Return the mean of the second rater less the first, or with `limit` -1 or 1 one of the limits of agreement.

    Within the limits are 95 % of the differences, if these are normal: the mean ± 1.96 standard deviations.

    Source: Bland and Altman 1986.
    """
    name = {0: "bias", -1: "lower limit of agreement", 1: "upper limit of agreement"}[limit]
    return Coefficient(
        name,
        rated_by_all,
        lambda values: float(_limit(values, np.ones((1, len(values))), limit)[0]),
        partial(_limit, limit=limit),
    )


def _limit(values: Array, weights: Array, limit: int) -> Array:
    differences = values[:, 1] - values[:, 0]
    centre = differences.mean()
    items = weights.sum(axis=1)
    means: Array = weights @ (differences - centre) / items
    if not limit:
        return np.asarray(means + centre)
    variances: Array = (weights @ (differences - centre) ** 2 - items * means**2) / (items - 1)
    limits: Array = means + centre + limit * _REACH * np.sqrt(np.maximum(variances, 0))
    return limits
