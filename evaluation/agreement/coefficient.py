"""A coefficient of agreement: its value, by a published library where there is one, and what it is on a resample.

A library answers in a millisecond, and an interval asks two thousand times for every pair of raters and dimension. So
each coefficient also says, vectorised, what it is where item i counts wᵢ times. With all weights 1 that is the value of
the library, and the tests hold the two together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..packages import package
from .scales import PLAIN, Scale

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

ONE_VALUE = "all ratings are the same"
"""Why most coefficients are not defined: there is nothing that raters could tell apart."""


class UndefinedError(Exception):
    """A coefficient is not defined on these ratings; the message says why, in a few words."""


@dataclass(frozen=True)
class Textbook:
    """What the formulas of textbooks say beside a value; None where there is none."""

    low: float | None = None
    high: float | None = None
    """The 95 % interval."""
    statistic: float | None = None
    """F of an ICC, normal z of a kappa."""
    p: float | None = None
    """That the true value is 0: two-sided, but for F."""


@dataclass(frozen=True)
class Coefficient:
    """One way of saying how far raters agree.

    Args:
        usable: (items, raters) → (items,): the items it can be computed on. Missing cells are NaN.
        value: of the usable items, two or more of them. It raises `UndefinedError`.
        drawn: the usable items, (resamples, items) → (resamples,): the value where each item counts so often; NaN where
            it is not defined.
        scale: the one on which its interval is made.
    """

    name: str
    usable: Callable[[Array], Mask]
    value: Callable[[Array], float]
    drawn: Callable[[Array, Array], Array]
    scale: Scale = PLAIN
    textbook: Callable[[Array], Textbook] = lambda values: Textbook()


def library(name: str) -> Any:
    """Return a module of the extra `evaluate`; it raises `ConfigurationError` where that is not installed."""
    return package(name, "agreement")


def rated(values: Array) -> Mask:
    """Return which items anybody rated."""
    return np.asarray(np.isfinite(values).any(axis=1))


def rated_by_all(values: Array) -> Mask:
    """Return which items every rater rated."""
    return np.asarray(np.isfinite(values).all(axis=1))


def rated_twice(values: Array) -> Mask:
    """Return which items have two ratings or more."""
    return np.asarray(np.isfinite(values).sum(axis=1) >= 2)


def rated_as_often(values: Array) -> Mask:
    """Return which items have as many ratings as most items have, two at least; of two such numbers the larger."""
    ratings = np.isfinite(values).sum(axis=1)
    often = np.bincount(ratings, minlength=3)
    often[:2] = 0
    if not often.any():
        return np.zeros(len(values), dtype=bool)
    return np.asarray(ratings == np.flatnonzero(often == often.max())[-1])


def counts_of(values: Array) -> tuple[Array, Array]:
    """Return the values that occur in their order, (k,), and how often each item got each of them, (items, k)."""
    categories = np.unique(values[np.isfinite(values)])
    counts = np.zeros((len(values), len(categories)))
    for ratings in values.T:
        there = np.flatnonzero(np.isfinite(ratings))
        counts[there, np.searchsorted(categories, ratings[there])] += 1  # one rater rates an item once
    return categories, counts


def beyond(observed: Array, expected: Array) -> Array:
    """Return 1 - observed / expected, what most coefficients are; NaN where no disagreement is to be expected."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(expected > 0, 1 - observed / expected, np.nan)
