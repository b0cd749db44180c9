"""Figures as they are printed and stored: never a number alone, but with its interval, its n and what is missing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..signatures import Outputs
from ..stats import Draws, interval
from ..stats.bootstrap import RESAMPLES
from .measure import Better, Measure, Reach


@dataclass(frozen=True, slots=True)
class Figure:
    """One metric of one system on one test set."""

    system: str
    data: str
    profile: str
    """What the metric's name means here: tokenizer, smoothing and the like, under one name."""
    metric: str
    value: float | None
    """None where the metric is not defined: nothing was counted, or all of it was blank."""
    low: float | None
    """Of the 95 % interval; None where there is none (`stats.interval`), and so is `high`."""
    high: float | None
    n: int
    """Replies that it is of."""
    missing: int
    """Replies of the test set that it is not of: failed, or without what the metric needs. None of them counts as 0."""
    groups: int
    """Dialogues of those n, which are what was resampled."""
    better: Better | None


def draws_of(outputs: Outputs, seed: int, resamples: int = RESAMPLES) -> Draws:
    """Return resamples of the dialogues of a test set, for all systems on it."""
    return Draws([reply.dialogue for reply in outputs.replies], seed, resamples)


def figures(outputs: Outputs, profile: str, measures: Sequence[Measure], draws: Draws) -> list[Figure]:
    """Return a figure for each measure.

    Args:
        profile: name of what the measures are taken by.
        measures: of these replies, in their order.
        draws: of the test set's dialogues; see `draws_of`.
    """
    return [_figure(outputs, profile, measure, draws) for measure in measures]


def groups_of(draws: Draws, counted: NDArray[np.bool_]) -> int:
    """Return in how many groups anything is counted: an interval rests on no more than those."""
    return int(np.count_nonzero(np.bincount(draws.places[counted])))


def within(bounds: tuple[float, float] | None, reach: Reach) -> tuple[float | None, float | None]:
    """Return an interval as far as it is possible: few dialogues know nothing of the ends of a scale."""
    return (None, None) if bounds is None else (max(bounds[0], reach[0]), min(bounds[1], reach[1]))


def _figure(outputs: Outputs, profile: str, measure: Measure, draws: Draws) -> Figure:
    value, counted = measure.value(), measure.counted
    groups = groups_of(draws, counted)
    bounds = interval(value, measure.drawn(draws), groups) if math.isfinite(value) else None
    low, high = within(bounds, measure.reach)
    n = int(counted.sum())
    return Figure(
        outputs.system,
        outputs.data,
        profile,
        measure.name,
        value if math.isfinite(value) else None,
        low,
        high,
        n,
        len(counted) - n,
        groups,
        measure.better,
    )
