"""What is found out about agreement: a value, its interval, and of how much it is, or why there is no value."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ...signatures import counted
from ...stats import FEWEST, Draws, interval_of_mean
from ...stats.bootstrap import RESAMPLES
from .coefficient import Array, Coefficient, Textbook, UndefinedError
from .table import RatingTable

JACKKNIFE = 500
"""Items up to which each is left out in turn; with more the jackknife's error is the bootstrap's."""


Kind = Literal["rater", "group", "pair", "groups"]
"""One rater, a group as a whole, two of its raters, or what stands for two groups."""


@dataclass(frozen=True)
class Agreement:
    """One coefficient of some raters, or the mean of one, on one dimension."""

    dimension: str
    kind: Kind
    who: str
    coefficient: str
    value: float
    """NaN where it is not defined."""
    low: float | None
    high: float | None
    """The 95 % interval over items; None where there is none."""
    textbook: Textbook
    items: int
    """Of which it is computed."""
    ratings: int
    """Of these items."""
    missing: int
    """Cells without a rating, of all items of the dimension."""
    why: str = ""
    """Why there is no value, or no interval."""


def measured(
    dimension: str, kind: Kind, who: str, values: Array, coefficients: Sequence[Coefficient], draws: Draws
) -> list[Agreement]:
    """Return what each coefficient says of (items, raters).

    Args:
        draws: over all items of the dimension, so that all of its figures are of the same resamples.
    """
    found = [_valued(coefficient, values) for coefficient in coefficients]
    defined = [one for one, (value, _) in zip(coefficients, found, strict=True) if math.isfinite(value)]
    resampled = dict(zip((one.name for one in defined), drawn(defined, values, draws), strict=True))
    there = np.isfinite(values)
    agreements = []
    for coefficient, (value, why) in zip(coefficients, found, strict=True):
        usable = coefficient.usable(values)
        here, bounds, textbook = values[usable], None, Textbook()
        if coefficient.name in resampled:
            textbook, without = coefficient.textbook(here), _without(coefficient, here)
            bounds = coefficient.scale.interval(value, resampled[coefficient.name], without, len(here))
            why = _why_no_interval(value, coefficient, len(here)) if bounds is None else ""
        low, high = bounds or (None, None)
        ratings, missing = int(there[usable].sum()), int((~there).sum())
        agreements.append(
            Agreement(
                *(dimension, kind, who, coefficient.name, value, low, high, textbook),
                *(len(here), ratings, missing, why),
            )
        )
    return agreements


def mean_rating(table: RatingTable, rater: str, seed: int = 0, resamples: int = RESAMPLES) -> Agreement:
    """Return the mean of what one rater says: no agreement, but what every table of ratings is read for first.

    It has the interval of any mean of ours, over the items that the rater rated.
    """
    ratings = table.of([rater])[:, 0]
    there = np.isfinite(ratings)
    rated, count = ratings[there], int(there.sum())
    items = [item for item, is_there in zip(table.items, there, strict=True) if is_there]
    value = float(rated.mean()) if count else math.nan
    bounds = interval_of_mean(rated.tolist(), items, seed, resamples) if count else None
    low, high = bounds or (None, None)
    why = "" if bounds else f"no interval from {counted(count, 'item')}"
    return Agreement(
        *(table.dimension, "rater", rater, "mean rating", value, low, high, Textbook()),
        *(count, count, len(ratings) - count, why),
    )


def drawn(coefficients: Sequence[Coefficient], values: Array, draws: Draws) -> list[Array]:
    """Return (resamples,) for each coefficient: its value in each resample; NaN in those without two usable items."""
    usable = [coefficient.usable(values) for coefficient in coefficients]
    blocks: list[list[Array]] = [[] for _ in coefficients]
    for weights in draws.weights() if coefficients else ():  # drawing takes longer than most coefficients
        for coefficient, those, found in zip(coefficients, usable, blocks, strict=True):
            here = weights[:, those]
            with np.errstate(divide="ignore", invalid="ignore"):
                found.append(np.where(here.sum(axis=1) >= 2, coefficient.drawn(values[those], here), np.nan))
    return [np.concatenate(found) for found in blocks]


def _valued(coefficient: Coefficient, values: Array) -> tuple[float, str]:
    """Return the value, NaN where there is none, and why."""
    here = values[coefficient.usable(values)]
    if len(here) < 2:
        return math.nan, f"{counted(len(here), 'item')} with enough ratings"
    try:
        value = coefficient.value(here)
    except UndefinedError as problem:
        return math.nan, str(problem)
    return value, "" if math.isfinite(value) else "it is not defined on these ratings"


def _without(coefficient: Coefficient, values: Array) -> Array:
    if not FEWEST <= len(values) <= JACKKNIFE:
        return np.empty(0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return coefficient.drawn(values, 1 - np.eye(len(values)))


def _why_no_interval(value: float, coefficient: Coefficient, items: int) -> str:
    if items < FEWEST:
        return f"no interval from {counted(items, 'item')}"
    if not coefficient.scale.smallest < value < coefficient.scale.largest:
        return "no interval: resamples of perfect agreement are perfect"
    return "no interval: it is not defined in too many resamples"
