"""Means of cells and over them: what a reader looks at first."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ...stats import Draws, interval
from ...stats.bootstrap import RESAMPLES
from ..figures import within
from ..measure import Array
from .findings import Mean
from .observations import Observations


def means(
    observations: Observations, complete: Observations, seed: int = 0, resamples: int = RESAMPLES
) -> tuple[Mean, ...]:
    """Return the mean of all, of every framework, of every generator, and of every cell, in the order of the grid.

    A mean over cells counts each of them alike, however many values it has. Without a value in one of its cells there
    is none; where an interval ends beyond what the outcome can be, it ends there.

    Args:
        complete: the generators and frameworks that means over cells are of.
    """
    draws = Draws(range(len(observations.units)), seed, resamples)
    found = np.isfinite(observations.values)
    counts = _rows(found.astype(np.float64))
    sums = _rows(np.where(found, observations.values, 0.0))
    with np.errstate(divide="ignore", invalid="ignore"):
        values = sums.sum(axis=0) / counts.sum(axis=0)
        drawn = draws.totals(sums) / draws.totals(counts)
    answer = []
    for generator in (None, *observations.generators):
        for framework in (None, *observations.frameworks):
            cells = _chosen(observations, complete, generator, framework).ravel()
            n = int(counts[:, cells].sum())
            value = float(values[cells].mean()) if cells.any() else math.nan
            units = int(np.count_nonzero(counts[:, cells].sum(axis=1)))
            bounds = interval(value, drawn[:, cells].mean(axis=1), units) if math.isfinite(value) else None
            low, high = within(bounds, observations.outcome.reach)
            missing = int(cells.sum()) * observations.values[0, 0].size - n
            answer.append(Mean(generator, framework, value if math.isfinite(value) else None, low, high, n, missing))
    return tuple(answer)


def _rows(values: Array) -> Array:
    """Return (units, cells): sums over seeds."""
    generators, frameworks, _, units = values.shape
    return np.asarray(values.sum(axis=2).reshape(generators * frameworks, units).T)


def _chosen(
    observations: Observations, complete: Observations, generator: str | None, framework: str | None
) -> NDArray[np.bool_]:
    """Return (generators, frameworks): which cells a mean is of."""
    generators = complete.generators if generator is None else (generator,)
    frameworks = complete.frameworks if framework is None else (framework,)
    return np.outer(np.isin(observations.generators, generators), np.isin(observations.frameworks, frameworks))
