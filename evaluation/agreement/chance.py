"""Agreement beyond chance in categories: Cohen's and Fleiss' kappa, and Gwet's AC.

All are (agreement - chance) / (1 - chance) and differ in what they take for chance. Kappa falls towards 0 where nearly
everything is in one category, however well raters agree about it; AC does not, so the two are read together.

Sources: Cohen 1960 and 1968; Fleiss 1971; Gwet 2008, and "Handbook of Inter-Rater Reliability", 2014, for weights and
missing ratings.
"""

from __future__ import annotations

from functools import partial
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from .coefficient import (
    ONE_VALUE,
    Array,
    Coefficient,
    Textbook,
    UndefinedError,
    beyond,
    counts_of,
    library,
    rated,
    rated_as_often,
    rated_by_all,
    rated_twice,
)
from .scales import FISHER

Weighting = Literal["unweighted", "linear", "quadratic"]
Spacing = Literal["values", "order"]
"""How far two categories are apart: by their values, or by their places among those that the two raters used, as
scikit-learn has it. These differ where a value in between was never used, or is a half."""


def cohen(weighting: Weighting = "unweighted", spacing: Spacing = "values") -> Coefficient:
    """Return Cohen's kappa of two raters.

    It is scikit-learn's, or statsmodels' where weights go by value. The textbook's interval and z take the standard
    error that does not presume independence.
    """
    name = f"Cohen's kappa, {weighting}"
    return Coefficient(
        name,
        rated_by_all,
        partial(_cohen, weighting=weighting, spacing=spacing),
        partial(_cohen_drawn, weighting=weighting, spacing=spacing),
        FISHER,
        partial(_cohen_textbook, weighting=weighting, spacing=spacing),
    )


def _cohen(values: Array, weighting: Weighting, spacing: Spacing) -> float:
    _, codes = _coded(values)
    if weighting == "unweighted" or spacing == "order":
        weights = None if weighting == "unweighted" else weighting
        return float(library("sklearn.metrics").cohen_kappa_score(codes[:, 0], codes[:, 1], weights=weights))
    return float(_results(values, weighting, spacing).kappa)


def _cohen_drawn(values: Array, weights: Array, weighting: Weighting, spacing: Spacing) -> Array:
    categories, codes = _coded(values)
    at = categories if spacing == "values" else np.arange(len(categories))
    apart = np.abs(at[:, None] - at)
    apart = {"unweighted": (apart > 0).astype(np.float64), "linear": apart, "quadratic": apart**2}[weighting]
    items = weights.sum(axis=1)
    first, second = (weights @ np.eye(len(categories))[codes[:, rater]] / items[:, None] for rater in (0, 1))
    observed = weights @ apart[codes[:, 0], codes[:, 1]] / items
    return beyond(observed, ((first @ apart) * second).sum(axis=1))


def _cohen_textbook(values: Array, weighting: Weighting, spacing: Spacing) -> Textbook:
    results = _results(values, weighting, spacing)
    error = float(results.std_kappa)
    if not error > 0:  # all agree: the normal approximation has nothing to say
        return Textbook()
    z = float(results.kappa) / error
    p = 2 * float(library("scipy.stats").norm.sf(abs(z)))
    return Textbook(float(results.kappa_low), float(results.kappa_upp), z, p)


def _results(values: Array, weighting: Weighting, spacing: Spacing) -> Any:
    categories, codes = _coded(values)
    table = np.zeros((len(categories), len(categories)))
    np.add.at(table, (codes[:, 0], codes[:, 1]), 1)
    kappa = library("statsmodels.stats.inter_rater").cohens_kappa
    with np.errstate(divide="ignore", invalid="ignore"):  # where it is not defined, or has no error
        if weighting == "unweighted":
            return kappa(table)
        return kappa(table, weights=categories if spacing == "values" else None, wt=weighting)


def _coded(values: Array) -> tuple[Array, NDArray[np.intp]]:
    categories, codes = np.unique(values, return_inverse=True)
    if len(categories) < 2:
        raise UndefinedError(ONE_VALUE)
    return categories, codes.reshape(values.shape)


def fleiss() -> Coefficient:
    """Return Fleiss' kappa, by statsmodels, of the items that have as many ratings as most; by whom does not matter."""
    return Coefficient("Fleiss' kappa", rated_as_often, _fleiss, _fleiss_drawn, FISHER)


def _fleiss(values: Array) -> float:
    categories, counts = counts_of(values)
    if len(categories) < 2:
        raise UndefinedError(ONE_VALUE)
    return float(library("statsmodels.stats.inter_rater").fleiss_kappa(counts))


def _fleiss_drawn(values: Array, weights: Array) -> Array:
    _, counts = counts_of(values)
    ratings, items = counts[0].sum(), weights.sum(axis=1)
    differing = 1 - ((counts**2).sum(axis=1) - ratings) / (ratings * (ratings - 1))
    shares = weights @ counts / (items * ratings)[:, None]
    return beyond(weights @ differing / items, 1 - (shares**2).sum(axis=1))


def gwet(quadratic: bool = False) -> Coefficient:
    """Return Gwet's AC1, or AC2 with quadratic weights by value; items with a single rating count for chance only."""

    def drawn(values: Array, weights: Array) -> Array:
        return _gwet(values, weights, quadratic)

    def value(values: Array) -> float:
        return float(drawn(values, np.ones((1, len(values))))[0])  # no library of ours has it

    name = "Gwet's AC2, quadratic" if quadratic else "Gwet's AC1"
    return Coefficient(name, rated, value, drawn, FISHER)


def _gwet(values: Array, weights: Array, quadratic: bool) -> Array:
    categories, counts = counts_of(values)
    if len(categories) < 2:
        raise UndefinedError(ONE_VALUE)
    alike = np.eye(len(categories))
    if quadratic:
        alike = 1 - ((categories[:, None] - categories) / (categories[-1] - categories[0])) ** 2
    ratings, twice = counts.sum(axis=1), rated_twice(values)
    if not twice.any():
        raise UndefinedError("no item has two ratings")
    pairs = np.where(twice, ratings * (ratings - 1), 1)
    agreeing = np.where(twice, (counts * (counts @ alike - 1)).sum(axis=1) / pairs, 0)
    shares = weights @ (counts / ratings[:, None]) / weights.sum(axis=1)[:, None]
    chance = alike.sum() / (len(categories) * (len(categories) - 1)) * (shares * (1 - shares)).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return beyond(1 - weights @ agreeing / (weights @ twice), 1 - chance)
