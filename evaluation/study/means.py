"""Means of cells and over them: what a reader looks at first.

A unit's seeds are averaged first, and then units, so that means weigh values as contrasts do. Where values are missing,
means of what is left would be of different units from cell to cell, and differ by whose values those are. So they are
least-squares means: what the cell adds (`cells.py`) to the mean of all units, those included that it lacks.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ...stats import Draws, interval
from ...stats.bootstrap import RESAMPLES
from ..figures import within
from ..measure import Array
from .cells import ROUNDING, Cells, of_units
from .few import OF_SHARES, two_valued, with_unseen
from .findings import Mean
from .observations import Observations


def means(
    observations: Observations, complete: Observations, seed: int = 0, resamples: int = RESAMPLES
) -> tuple[Mean, ...]:
    """Return the mean of all, of every framework, of every generator, and of every cell, in the order of the grid.

    A mean over cells counts each of them alike, however many values it has. Without a value in one of its cells there
    is none; where a mean or an interval ends beyond what the outcome can be, it ends there. Where no unit connects some
    cells with the others, means are of what each cell has. There is no interval where all units are alike, but of an
    outcome that is 0 or 1 (`few.py`).

    Args:
        complete: the generators and frameworks that means over cells are of.
    """
    draws = Draws(range(len(observations.units)), seed, resamples)
    generators, frameworks, seeds, count = observations.values.shape
    units = of_units(observations).reshape(generators * frameworks, count).T
    values, drawn = _of_cells(units, draws)
    counts = np.isfinite(observations.values).sum(axis=(2, 3)).ravel()
    shares, outcome = two_valued(observations.values), observations.outcome
    tiny = ROUNDING * float(np.max(np.abs(units), initial=0.0, where=np.isfinite(units)))
    answer = []
    for generator in (None, *observations.generators):
        for framework in (None, *observations.frameworks):
            cells = _chosen(observations, complete, generator, framework).ravel()
            n, value = int(counts[cells].sum()), float(values[cells].mean()) if cells.any() else math.nan
            missing = int(cells.sum()) * observations.values[0, 0].size - n
            if not math.isfinite(value):
                answer.append(Mean(generator, framework, None, None, None, n, missing))
                continue
            value = min(max(value, outcome.reach[0]), outcome.reach[1])
            own = _mean_of_found(units[:, cells])
            own = own[np.isfinite(own)]
            if shares:
                bounds = _of_shares(value, own, int(cells.sum()) * seeds)
            else:
                bounds = _of(value, drawn[:, cells], len(own), tiny)
            low, high = within(bounds, outcome.reach)
            answer.append(Mean(generator, framework, value, low, high, n, missing))
    return tuple(answer)


def _of_cells(units: Array, draws: Draws) -> tuple[Array, Array]:
    """Return (cells,) and (resamples, cells): the mean of each cell, and in resamples; NaN where there is none.

    Args:
        units: (units, cells); NaN where there is nothing.
    """
    there = np.asarray(np.isfinite(units).any(axis=0))
    values, drawn = np.full(there.size, np.nan), np.full((draws.resamples, there.size), np.nan)
    if not there.any():
        return values, drawn
    found = np.isfinite(units[:, there])
    fitted = None if found.all() else _least_squares(units[:, there], draws)
    if fitted is None:
        sums, counts = np.where(found, units[:, there], 0.0), found.astype(np.float64)
        with np.errstate(divide="ignore", invalid="ignore"):
            fitted = sums.sum(axis=0) / counts.sum(axis=0), draws.totals(sums) / draws.totals(counts)
    values[there], drawn[:, there] = fitted
    return values, drawn


def _least_squares(units: Array, draws: Draws) -> tuple[Array, Array] | None:
    """Return least-squares means, and in resamples; None where the values do not tell."""
    cells = Cells(units[:, :, None])
    anyone = np.isfinite(units).any(axis=1)
    levels = np.where(anyone, _mean_of_found(units), 0.0)
    found = np.isfinite(units)
    parts = found / np.maximum(found.sum(axis=1), 1)[:, None]

    def fitted(weights: Array) -> Array:
        added = cells.fit(weights[..., cells.kept]).added
        # Of each unit its mean, less what the cells that it is there in have added to it.
        whole = weights @ levels - ((weights @ parts) * added).sum(axis=-1)
        with np.errstate(invalid="ignore", divide="ignore"):  # a resample may have drawn nobody with a value: no figure
            return np.asarray(added + (whole / (weights @ anyone))[..., None])

    values = fitted(np.ones(len(units)))
    if not np.isfinite(values).all():
        return None
    return values, np.concatenate([fitted(weights) for weights in draws.weights()])


def _of(value: float, drawn: Array, units: int, tiny: float) -> tuple[float, float] | None:
    """Return the interval by resamples; None where these are all alike but for rounding."""
    over = drawn.mean(axis=1)
    found = over[np.isfinite(over)]
    return interval(value, over, units) if len(found) and np.ptp(found) > tiny else None


def _of_shares(value: float, units: Array, values: int) -> tuple[float, float] | None:
    """Return the interval of a share, moved from the mean of the units that are there to the one that is told.

    Args:
        values: that a unit has, if none is missing.
    """
    found = with_unseen(units, OF_SHARES.beside(values))
    if found is None:
        return None
    moved = value - float(units.mean())
    return min(found[0][0] + moved, value), max(found[0][1] + moved, value)


def _mean_of_found(units: Array) -> Array:
    """Return (units,): the mean over cells of what each unit has; NaN where that is nothing."""
    found = np.isfinite(units)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.where(found, units, 0.0).sum(axis=1) / found.sum(axis=1))


def _chosen(
    observations: Observations, complete: Observations, generator: str | None, framework: str | None
) -> NDArray[np.bool_]:
    """Return (generators, frameworks): which cells a mean is of."""
    generators = complete.generators if generator is None else (generator,)
    frameworks = complete.frameworks if framework is None else (framework,)
    return np.outer(np.isin(observations.generators, generators), np.isin(observations.frameworks, frameworks))
