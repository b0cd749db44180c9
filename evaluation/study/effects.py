"""How much of what varies within units generators, frameworks and their interplay explain.

A source's variance is the mean over cells of its squared effects, cells counting alike; the share that both η² and ω²
estimate is θ = that variance / (that variance + the residual one). It cannot be below 0 and is found too high, since
noise in the effects is squared: percentiles of a resampled η² would lie above the truth. So its interval is made of
tests: it has every θ under which effects and noise such as were found are neither too large nor too small, where their
errors are those of the resamples.

    true effects of length l are found as     |l·u + D*|    and |e| was
    a true residual variance v is found as    v·R*          and s² was

with u the direction of the effects e, D* the resampled error of e and R* that of the residual variance. In each
resample one l and one v give what was found, the first by a quadratic equation; θ = l² / (l² + cells·v), and the bounds
are quantiles of those.

ω² takes the noise out of the squared effects that units show in them, whatever it is like; in the classical formula it
is the residual variance, which is too little where units respond to a framework each in a way of its own.

p is that of an analysis of variance of repeated measures after Greenhouse and Geisser: the squared effects by their
expected noise, F distributed, with degrees of freedom after Box for effects whose errors are unlike or correlated.
All its risk is on one side, and that of the interval is on two: the interval leaves 0 out where p is below .025, but
for the few studies on the edge, since one is of F and the other of the resamples. Between .025 and .05 an effect is
significant and its interval begins at 0.

Sources: Box 1954, Greenhouse and Geisser 1959 (p); Steiger 2004, "Beyond the F test" (intervals made of tests).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from ...stats import FEWEST, Draws
from ...stats.bootstrap import RESAMPLES
from ...stats.student import NORMAL, quantile
from ..measure import Array
from ..packages import package
from .cells import ROUNDING, Cells, Fit
from .findings import Effect, Source
from .observations import Observations

_TAIL = 0.025
_DEFINED = 0.9
"""Share of the resamples that have to tell all cells apart for an interval to be given."""


@dataclass(frozen=True)
class _Sample:
    """What was found, and what would have been with other units."""

    cells: Cells
    fit: Fit
    pulls: Array
    resampled: Fit
    total: float
    """Sum of squares of all values about their mean."""

    @property
    def enough(self) -> bool:
        return bool(self.cells.units >= FEWEST)

    @property
    def residual(self) -> float:
        """The residual variance."""
        return float(self.fit.residual / self.fit.free)


def effects(grid: Observations, seed: int = 0, resamples: int = RESAMPLES) -> tuple[Effect, ...]:
    """Return the effects that a grid can have: with one generator none of generators, and so on.

    All figures are None where the values do not tell: they are all alike, there are too few for a residual, or no unit
    connects some cells with the others. ω², interval and p are None below `FEWEST` units; the interval also where
    nothing but effects moves any value.

    Args:
        grid: no cell of it is empty.

    Raises:
        ConfigurationError: SciPy is not installed.
    """
    bases = _bases(grid) if grid.values.size else {}
    found = _sample(grid, seed, resamples) if bases else None
    return tuple(_effect(source, basis, found) for source, basis in bases.items())


def _sample(grid: Observations, seed: int, resamples: int) -> _Sample | None:
    cells = Cells(np.moveaxis(grid.values, 3, 0).reshape(len(grid.units), -1, len(grid.seeds)))
    fit = cells.fit(np.ones(cells.units))
    if not np.isfinite(fit.added).all() or fit.free <= 0:
        return None
    draws = Draws(range(cells.units), seed, resamples)
    parts = [cells.fit(weights) for weights in draws.weights()]
    resampled = Fit(
        *(np.concatenate([getattr(part, name) for part in parts]) for name in ("added", "residual", "free"))
    )
    values = grid.values[np.isfinite(grid.values)]
    return _Sample(cells, fit, cells.pulls(fit), resampled, float(((values - values.mean()) ** 2).sum()))


def _bases(grid: Observations) -> dict[Source, Array]:
    """Return source → (degrees of freedom, cells): directions in which it moves cells, each of length one."""
    count = len(grid.generators), len(grid.frameworks)
    (apart, evenly), (beside, alike) = ((_differences(k), np.full((1, k), k**-0.5)) for k in count)
    bases: dict[Source, Array] = {
        "generator": np.kron(apart, alike),
        "framework": np.kron(evenly, beside),
        "generator × framework": np.kron(apart, beside).astype(np.float64),
    }
    return {source: basis for source, basis in bases.items() if len(basis)}


def _differences(levels: int) -> Array:
    """Return (levels - 1, levels): Helmert's contrasts, orthonormal."""
    rows = [[1.0] * k + [-float(k)] + [0.0] * (levels - 1 - k) for k in range(1, levels)]
    contrasts = np.array(rows).reshape(levels - 1, levels)
    return np.asarray(contrasts / np.linalg.norm(contrasts, axis=1, keepdims=True))


def _effect(source: Source, basis: Array, found: _Sample | None) -> Effect:
    free = len(basis)
    nothing = Effect(source, free, None, None, None, None, None, None)
    if found is None:
        return nothing
    effect = basis @ found.fit.added
    squares = float(effect @ np.linalg.solve(basis @ found.cells.spread() @ basis.T, effect))
    if squares <= ROUNDING * found.cells.within:
        effect, squares = np.zeros(free), 0.0
    residual = float(found.fit.residual)
    if not squares + residual:
        return nothing
    eta2, share = squares / (squares + residual), squares / found.total
    if not found.enough:
        return replace(nothing, eta2=eta2, share=share)
    if not residual:
        # Nothing but effects moves anything: how sure that is, resamples that are all alike do not know. If a unit's
        # levels could as well have come in another order, all units have the same one this seldom, or less.
        return Effect(source, free, eta2, eta2, None, None, share, 2.0 ** (1 - found.cells.units))
    pulls = found.pulls @ basis.T * math.sqrt(found.cells.units / (found.cells.units - 1))
    noise = pulls.T @ pulls
    variance = (float(effect @ effect) - float(np.trace(noise))) / found.cells.size
    low, high = _interval(effect, basis, noise, found)
    p = _p(float(effect @ effect), noise, found.cells.units)
    return Effect(source, free, eta2, variance / (variance + found.residual), low, high, share, p)


def _p(squares: float, noise: Array, units: int) -> float | None:
    """Return how likely so large squared effects are if they are noise alone; None where there is none.

    Args:
        noise: covariance of the effects, estimated from so many units.
    """
    trace = float(np.trace(noise))
    if not trace:
        return None
    free = _free(noise)
    return float(package("scipy.special", "a study").fdtrc(free, free * (units - 1), squares / trace))


def _free(noise: Array) -> float:
    """Return Box's degrees of freedom: of how many independent and equal errors a sum of squares varies so much."""
    return float(np.trace(noise) ** 2 / (noise**2).sum())


def _interval(effect: Array, basis: Array, noise: Array, found: _Sample) -> tuple[float | None, float | None]:
    """Return the 95 % interval of θ."""
    again, units = found.resampled, found.cells.units
    told = np.isfinite(again.added).all(axis=-1) & (again.free > 0)
    residual = again.residual[told] / again.free[told]
    if told.mean() < _DEFINED or not residual.any() or not noise.any():
        return None, None
    drawn = again.added[told] @ basis.T
    # The spread of the errors of one direction is known less well than that of all of them.
    one, all_of_them = _stretch(units, 1.0), _stretch(units, _free(noise))
    errors = all_of_them * (drawn - drawn.mean(axis=0))
    ratios = np.maximum(1 + one * (residual / residual.mean() - 1), 0.0)
    length = float(np.linalg.norm(effect))
    direction = effect / length if length else np.zeros(len(effect))
    along = errors @ direction * one / all_of_them * _widening(direction, noise)
    # l² + 2 l along + |errors|² = |e|²: the greater root, as l is found too small below it and too large above. There
    # is none where the error alone is too large; for the lower bound that is so as soon as l = 0 is found too large.
    left = length**2 - (errors**2).sum(axis=1)
    root = np.maximum(np.sqrt(np.maximum(along**2 + left, 0.0)) - along, 0.0)
    ratio = root**2 * ratios / (found.cells.size * found.residual)
    low = float(np.quantile(np.where(left > 0, ratio, 0.0), _TAIL))
    high = float(np.quantile(np.where(along**2 + left > 0, ratio, 0.0), 1 - _TAIL))
    return low / (1 + low), high / (1 + high)


def _widening(direction: Array, noise: Array) -> float:
    """Return by how much errors along a direction have to be widened to be no smaller than those of all on average.

    Effects that noise has shortened point where there is little of it, and are the ones whose upper bound would be too
    low.
    """
    own, typical = float(direction @ noise @ direction), float(np.trace(noise)) / len(noise)
    return math.sqrt(typical / own) if 0 < own < typical else 1.0


def _stretch(units: int, free: float) -> float:
    """Return by how much resamples of few units vary too little, as in `stats.interval`.

    Args:
        free: of how many independent errors the spread was estimated, each from all units.
    """
    return quantile(_TAIL, round(free * (units - 1))) / quantile(_TAIL, NORMAL) * math.sqrt(units / (units - 1))
