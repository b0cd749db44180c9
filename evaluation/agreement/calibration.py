"""Whether a judge may stand in for a person: it has to agree with people as well as people agree with each other.

A person is compared with what stands for the other people, and so is the judge, with the very same others: then neither
has the easier reference. The two agreements are averaged over the people who were left out, and their difference has an
interval over items. Agreement with a reference that holds one's own rating would flatter people; agreement of the judge
with all people, against people with fewer, would flatter the judge.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...stats import Draws, interval
from .chance import cohen
from .coefficient import Array, Coefficient, UndefinedError
from .correlation import correlation
from .difference import bias
from .figure import Agreement, drawn, measured
from .study import Design, between
from .table import Centre, RatingTable, centre_of

MARGIN = 0.1
"""How much less a judge may agree with people than they do, and still be taken to agree as well."""


@dataclass(frozen=True)
class Comparison:
    """How well the judge agrees with people, and people with each other, by one coefficient."""

    coefficient: str
    judge: float
    """The mean over the people left out, of the judge against the others."""
    people: float
    """The mean over people, of each against the others."""
    difference: float
    """Judge less people; NaN where one of them is not defined."""
    low: float | None
    high: float | None
    items: int
    """Which the judge and two people or more rated."""


@dataclass(frozen=True)
class Calibration:
    """A judge beside some people on one dimension."""

    dimension: str
    people: str
    """Name of their group."""
    against: tuple[Agreement, ...]
    """The judge and what stands for these people: correlation, kappa, and how much higher the judge rates."""
    compared: tuple[Comparison, ...]
    verdict: str


def calibrate(table: RatingTable, judge: str, people: str, design: Design, margin: float = MARGIN) -> Calibration:
    """Return how a judge, or what stands for several, compares with people on one dimension.

    Args:
        judge: name of a group of the design, and so is `people`.
    """
    groups, draws = design.raters(table), design.draws(table)
    judged, humans = centre_of(table.of(groups[judge]), design.stands), table.of(groups[people])
    chosen = coefficients(design)
    values = np.column_stack([centre_of(humans, design.stands), judged])
    measures = chosen if design.level == "nominal" else [*chosen, bias()]
    against = measured(table.dimension, "groups", between(people, judge), values, measures, draws)
    compared = tuple(_compared(coefficient, judged, humans, design.stands, draws) for coefficient in chosen)
    return Calibration(table.dimension, people, tuple(against), compared, _verdict(compared, humans.shape[1], margin))


def coefficients(design: Design) -> list[Coefficient]:
    """Return by what a judge and people are compared."""
    if design.level == "nominal":
        return [cohen()]
    return [correlation("Spearman"), cohen("quadratic", design.spacing)]


def _compared(coefficient: Coefficient, judge: Array, humans: Array, stands: Centre, draws: Draws) -> Comparison:
    values: dict[str, list[float]] = {"judge": [], "people": []}
    resampled: dict[str, list[Array]] = {"judge": [], "people": []}
    used = np.zeros(len(judge), dtype=bool)
    for left in range(humans.shape[1] if humans.shape[1] >= 2 else 0):
        others, person = centre_of(np.delete(humans, left, axis=1), stands), humans[:, left]
        there = np.isfinite(judge) & np.isfinite(others) & np.isfinite(person)
        used |= there
        for name, ratings in (("judge", judge), ("people", person)):
            pair = np.column_stack([np.where(there, others, np.nan), ratings])  # the same items for both
            values[name].append(value_of(coefficient, pair))
            resampled[name].append(drawn_of(coefficient, pair, draws))
    means = {name: float(np.mean(found)) if found else math.nan for name, found in values.items()}
    difference = means["judge"] - means["people"]
    bounds = None
    if math.isfinite(difference):
        apart = np.mean(resampled["judge"], axis=0) - np.mean(resampled["people"], axis=0)
        bounds = interval(difference, apart, int(used.sum()))
    low, high = bounds or (None, None)
    return Comparison(coefficient.name, means["judge"], means["people"], difference, low, high, int(used.sum()))


def value_of(coefficient: Coefficient, pair: Array) -> float:
    """Return a coefficient of (items, 2); NaN where it is not defined."""
    here = pair[coefficient.usable(pair)]
    try:
        return coefficient.value(here) if len(here) >= 2 else math.nan
    except UndefinedError:
        return math.nan


def drawn_of(coefficient: Coefficient, pair: Array, draws: Draws) -> Array:
    """Return (resamples,): a coefficient of (items, 2) in each resample; NaN where it is not defined."""
    try:
        return drawn([coefficient], pair, draws)[0]
    except UndefinedError:
        return np.full(draws.resamples, np.nan)


def _verdict(compared: Sequence[Comparison], people: int, margin: float) -> str:
    """Return a sentence that says no more than the intervals do; the worst coefficient decides."""
    if people < 2:
        return "whether the judge may stand in for a person cannot be told: it takes two people who rated"
    bounds = [(one.low, one.high) for one in compared if one.low is not None and one.high is not None]
    if len(bounds) < len(compared):
        return "whether the judge may stand in for a person cannot be told: not every figure has an interval"
    if any(high < -margin for _, high in bounds):
        return f"the judge agrees with people less than people agree with each other, by more than {margin:g}"
    if all(low > 0 for low, _ in bounds):
        return "the judge agrees with people better than people agree with each other"
    if all(low > -margin for low, _ in bounds):
        return f"the judge agrees with people as well as people agree with each other, to within {margin:g}"
    if any(high < 0 for _, high in bounds):
        return "the judge agrees with people less than people agree with each other"
    return (
        "whether the judge agrees with people as well as people agree with each other cannot be told from "
        f"{min(one.items for one in compared):,} items"
    )
