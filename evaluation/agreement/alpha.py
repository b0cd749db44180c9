"""Krippendorff's alpha: any number of raters, missing cells, and distances that fit the level of measurement.

Source: Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability".
"""

from __future__ import annotations

from functools import partial
from typing import Literal

import numpy as np

from .coefficient import ONE_VALUE, Array, Coefficient, UndefinedError, beyond, counts_of, library, rated_twice
from .scales import FISHER

Level = Literal["nominal", "ordinal", "interval", "ratio"]
LEVELS: tuple[Level, ...] = ("nominal", "ordinal", "interval", "ratio")
"""Each allows what those before it allow."""


def krippendorff(level: Level) -> Coefficient:
    """Return alpha, by the library of that name, of the items that have two ratings or more."""
    return Coefficient(
        f"Krippendorff's alpha, {level}",
        rated_twice,
        partial(_alpha, level=level),
        partial(_placed if level in ("ordinal", "interval") else _apart, level=level),
        FISHER,
    )


def _alpha(values: Array, level: Level) -> float:
    if len(np.unique(values[np.isfinite(values)])) < 2:
        raise UndefinedError(ONE_VALUE)
    return float(library("krippendorff").alpha(values.T, level_of_measurement=level))


def _apart(values: Array, weights: Array, level: Level) -> Array:
    """Return alpha where the distance of two values is a number for each pair of them."""
    categories, counts = counts_of(values)
    apart = 1 - np.eye(len(categories))
    if level == "ratio":
        both = categories[:, None] + categories
        apart = np.divide(categories[:, None] - categories, both, out=np.zeros_like(apart), where=both != 0) ** 2
    within = ((counts @ apart) * counts).sum(axis=1) / (counts.sum(axis=1) - 1)
    totals = weights @ counts
    between = ((totals @ apart) * totals).sum(axis=1) / (totals.sum(axis=1) - 1)
    return beyond(weights @ within, between)


def _placed(values: Array, weights: Array, level: Level) -> Array:
    """Return alpha where values have places on a line and their distance is squared.

    Ordinal distances go by how many ratings lie between two values. That is the distance of their mean ranks, which
    every resample has anew.
    """
    categories, counts = counts_of(values)
    totals = weights @ counts
    at = np.cumsum(totals, axis=1) - totals / 2 if level == "ordinal" else np.broadcast_to(categories, totals.shape)
    ratings = counts.sum(axis=1)
    sums, squares = at @ counts.T, at**2 @ counts.T  # (resamples, items)
    within = (weights * 2 * (ratings * squares - sums**2) / (ratings - 1)).sum(axis=1)
    n = totals.sum(axis=1)
    between = 2 * (n * (totals * at**2).sum(axis=1) - (totals * at).sum(axis=1) ** 2) / (n - 1)
    return beyond(within, between)
