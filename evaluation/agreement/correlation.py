"""Correlation of two raters: how alike they order or space the items, wherever on the scale they put them.

A rater who is always one point milder correlates perfectly. So correlations stand beside a bias or a kappa, which see
that.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable
from functools import partial
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from .coefficient import Array, Coefficient, Textbook, UndefinedError, library, rated_by_all
from .scales import FISHER

Kind = Literal["Pearson", "Spearman", "Kendall"]

_FUNCTIONS = {"Pearson": "pearsonr", "Spearman": "spearmanr", "Kendall": "kendalltau"}
_MOST_CELLS = 3_000
"""Different pairs of values between which Kendall's interval compares; the table of them takes 72 MB."""


def correlation(kind: Kind) -> Coefficient:
    """Return a correlation, by scipy, Kendall's as tau-b; the textbook's interval is Fisher's, of Pearson's and
    Spearman's, and its p is scipy's."""
    drawn: dict[str, Callable[[Array, Array], Array]]
    drawn = {"Pearson": _pearson_drawn, "Spearman": _spearman_drawn, "Kendall": _kendall_drawn}
    name = "Kendall's tau-b" if kind == "Kendall" else f"{kind}'s {'r' if kind == 'Pearson' else 'rho'}"
    return Coefficient(
        name, rated_by_all, lambda values: _tested(values, kind)[0], drawn[kind], FISHER, partial(_textbook, kind=kind)
    )


def _tested(values: Array, kind: Kind) -> tuple[float, float]:
    for rater in (0, 1):
        if np.ptp(values[:, rater]) == 0:
            raise UndefinedError("a rater gave every item the same")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of nearly constant input; two items have no p-value
        result = getattr(library("scipy.stats"), _FUNCTIONS[kind])(values[:, 0], values[:, 1])
    return float(result.statistic), float(result.pvalue)


def _textbook(values: Array, kind: Kind) -> Textbook:
    value, p = _tested(values, kind)
    known = None if math.isnan(p) else p
    if kind == "Kendall" or len(values) <= 3 or abs(value) >= 1:
        return Textbook(p=known)
    reach = float(library("scipy.stats").norm.ppf(0.975)) / math.sqrt(len(values) - 3)
    return Textbook(math.tanh(math.atanh(value) - reach), math.tanh(math.atanh(value) + reach), p=known)


def _pearson_drawn(values: Array, weights: Array) -> Array:
    centred = values - values.mean(axis=0)
    sums = weights @ np.column_stack([centred, centred**2, centred[:, 0] * centred[:, 1]])
    items = weights.sum(axis=1)
    spread = [sums[:, 2 + rater] - sums[:, rater] ** 2 / items for rater in (0, 1)]
    return _ratio(sums[:, 4] - sums[:, 0] * sums[:, 1] / items, spread[0] * spread[1])


def _spearman_drawn(values: Array, weights: Array) -> Array:
    """Return Pearson's r of the ranks that the items have in each resample, ties sharing theirs."""
    first, second = (_ranks(values[:, rater], weights) for rater in (0, 1))
    together = (weights * first * second).sum(axis=1)
    return _ratio(together, (weights * first**2).sum(axis=1) * (weights * second**2).sum(axis=1))


def _ranks(ratings: Array, weights: Array) -> Array:
    """Return (resamples, items): each item's rank less the mean rank."""
    held, codes = _held(ratings, weights)
    ranks: Array = (np.cumsum(held, axis=1) - held / 2)[:, codes] - weights.sum(axis=1)[:, None] / 2
    return ranks


def _held(ratings: Array, weights: Array) -> tuple[Array, NDArray[np.intp]]:
    """Return (resamples, k): how many items have each value; and which value each item has, (items,)."""
    found, codes = np.unique(ratings, return_inverse=True)
    order = np.argsort(codes, kind="stable")
    starts = np.searchsorted(codes[order], np.arange(len(found)))
    return np.add.reduceat(weights[:, order], starts, axis=1), codes


def _kendall_drawn(values: Array, weights: Array) -> Array:
    cells, place = np.unique(values, axis=0, return_inverse=True)
    if len(cells) > _MOST_CELLS:
        return np.full(len(weights), np.nan)
    held, _ = _held(place.ravel().astype(np.float64), weights)
    signs = [np.sign(cells[:, None, rater] - cells[None, :, rater]) for rater in (0, 1)]
    agreeing = ((held @ (signs[0] * signs[1])) * held).sum(axis=1) / 2
    items = weights.sum(axis=1)
    untied = []
    for rater in (0, 1):
        alike, _ = _held(values[:, rater], weights)
        untied.append((items * (items - 1) - (alike * (alike - 1)).sum(axis=1)) / 2)
    return _ratio(agreeing, untied[0] * untied[1])


def _ratio(together: Array, squared: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        # What rounding leaves of no spread at all is no spread.
        return np.where(squared > 1e-12, together / np.sqrt(squared), np.nan)
