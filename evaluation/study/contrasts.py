"""What one cell has over another, or one framework over the baseline in all generators, unit by unit.

The values of a unit's seeds are averaged first, and over all generators those of its generators; a contrast is of the
units that have all of that on both sides, and is the mean of their differences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, permutations

import numpy as np

from ...stats import FEWEST, Draws, holm, interval, p_value
from ...stats.bootstrap import RESAMPLES
from ..figures import within
from ..measure import Array, Better
from .cells import ROUNDING, of_units
from .few import EXACT, OF_DIFFERENCES, sign_flips, two_valued, with_unseen
from .findings import Family, PairedContrast
from .observations import Observations

Side = tuple[str | None, str | None]
"""Generator, None for all of them, and framework."""
Pairs = Sequence[tuple[Side, Side]]


def paired_contrasts(
    observations: Observations,
    complete: Observations,
    *,
    baseline: str,
    full: str,
    seed: int = 0,
    resamples: int = RESAMPLES,
) -> tuple[PairedContrast, ...]:
    """Return the three families of contrasts, each corrected after Holm.

    - Every framework less the baseline, in each generator, and in all of them, each as much as the other.
    - Every generator less those after it, in the full framework and in the baseline.
    - Every generator in the full framework less every other one in the baseline.

    Interval and p are by the bootstrap over units; of an outcome that is 0 or 1 by Student's t, with values added
    (`few.py`). Of `EXACT` units or fewer p is no smaller than that of all sign flips. Where all units differ alike
    there is no interval, and p is that of the signs; where no unit has both sides, the figures are None.

    Args:
        complete: the generators that contrasts over all generators are of.
    """
    compared = _Compared(observations, complete.generators, seed, resamples)
    generators = observations.generators
    return (
        *compared.family("framework within generator", against(observations, complete, baseline)),
        *compared.family(
            "generator within framework",
            [
                ((a, name), (b, name))
                for name in dict.fromkeys((full, baseline))
                for a, b in combinations(generators, 2)
            ],
        ),
        *compared.family(
            "across",
            [((a, full), (b, baseline)) for a, b in permutations(generators, 2) if full != baseline],
        ),
    )


def at_worst(
    observations: Observations,
    complete: Observations,
    *,
    baseline: str,
    full: str,
    seed: int = 0,
    resamples: int = RESAMPLES,
) -> tuple[PairedContrast, ...]:
    """Return the whole framework less the baseline, had every missing value been the worst that was seen.

    In each generator and in all of them, corrected after Holm by themselves. () where neither of the two lacks a value,
    where there is none at all, and where neither direction is better.
    """
    better, found = observations.outcome.better, np.isfinite(observations.values)
    lacking = any(not found[:, observations.frameworks.index(name)].all() for name in (baseline, full))
    if full == baseline or better is None or not lacking or not found.any():
        return ()
    values = observations.values[found]
    worst = values.min() if better == "higher" else values.max()
    filled = replace(observations, values=np.where(found, observations.values, worst))
    pairs = [pair for pair in against(filled, complete, baseline) if pair[0][1] == full]
    return _Compared(filled, complete.generators, seed, resamples).family("framework within generator", pairs)


def against(observations: Observations, complete: Observations, baseline: str) -> Pairs:
    """Return every framework and the baseline, over all generators where there are some, and in each of them."""
    over_all = (None,) if len(complete.generators) > 1 else ()
    return [
        ((generator, name), (generator, baseline))
        for generator in (*over_all, *observations.generators)
        for name in observations.frameworks
        if name != baseline
    ]


@dataclass(frozen=True)
class _Judged:
    low: float | None = None
    high: float | None = None
    p: float | None = None


class _Compared:
    """The grid as a number for each unit and side."""

    def __init__(self, grid: Observations, over_all: Sequence[str], seed: int, resamples: int) -> None:
        self.grid = grid
        self.over_all = [grid.generators.index(name) for name in over_all]
        self.values = of_units(grid)
        self.two_valued = two_valued(grid.values)
        self.draws = Draws(range(len(grid.units)), seed, resamples)

    def family(self, name: Family, pairs: Pairs) -> tuple[PairedContrast, ...]:
        """Return contrasts that are corrected together."""
        if not pairs:
            return ()
        apart = [self._apart(a, b) for a, b in pairs]
        drawn = self._drawn(apart)
        members = [self._contrast(name, a, b, *own) for (a, b), *own in zip(pairs, apart, drawn, strict=True)]
        corrected = holm([one.p for one in members])
        return tuple(replace(one, p_holm=p) for one, p in zip(members, corrected, strict=True))

    def _apart(self, a: Side, b: Side) -> Array:
        """Return (units,): a less b; NaN where either is not there, 0 where it is but rounding."""
        one, other = (self._side(side) for side in (a, b))
        apart = one - other
        apart[np.abs(apart) <= ROUNDING * np.maximum(np.abs(one), np.abs(other))] = 0.0
        return np.asarray(apart)

    def _side(self, side: Side) -> Array:
        generator, framework = side
        chosen = self.over_all if generator is None else [self.grid.generators.index(generator)]
        return np.asarray(self.values[chosen, self.grid.frameworks.index(str(framework))].mean(axis=0))

    def _drawn(self, apart: Sequence[Array]) -> Array:
        """Return (contrasts, resamples): the mean difference of each, of all of them with one product."""
        units = np.array(apart).T
        found = np.isfinite(units)
        with np.errstate(divide="ignore", invalid="ignore"):
            drawn = self.draws.totals(np.where(found, units, 0.0)) / self.draws.totals(found.astype(np.float64))
        return np.asarray(drawn.T)

    def _contrast(self, family: Family, a: Side, b: Side, apart: Array, drawn: Array) -> PairedContrast:
        apart = apart[np.isfinite(apart)]
        units, missing = len(apart), len(self.grid.units) - len(apart)
        if not units:
            return PairedContrast(family, a, b, None, None, None, None, None, None, None, 0, missing)
        difference = float(apart.mean())
        spread = float(apart.std(ddof=1)) if units >= FEWEST and not self._alike(apart) else 0.0
        judged = self._judged(difference, apart, drawn, len(self.over_all) if a[0] is None else 1)
        return PairedContrast(
            *(family, a, b, difference, judged.low, judged.high, judged.p, None),
            difference / spread if spread else None,
            _wins(apart, self.grid.outcome.better),
            units,
            missing,
        )

    def _judged(self, difference: float, apart: Array, drawn: Array, generators: int) -> _Judged:
        """Return interval and p."""
        units, reach = len(apart), self.grid.outcome.reach
        if units < FEWEST:
            return _Judged()
        most = reach[1] - reach[0]
        unseen = OF_DIFFERENCES.beside(generators * len(self.grid.seeds))
        shares = with_unseen(apart, unseen) if self.two_valued else None
        if shares is not None:
            (low, high), p = shares
            bounds: tuple[float, float] | None = (min(low, difference), max(high, difference))
        elif self._alike(apart):
            return _Judged(p=2.0 ** (1 - units) if difference else 1.0)
        else:
            bounds, found = interval(difference, drawn, units), p_value(difference, drawn, units)
            if bounds is None or found is None:
                return _Judged()
            p = found
        if units <= EXACT:
            p = max(p, sign_flips(apart))
        return _Judged(*within(bounds, (-most, most)), p)

    def _alike(self, apart: Array) -> bool:
        """Return whether all units differ by the same, but for rounding."""
        return bool(np.ptp(apart) <= ROUNDING * np.nanmax(np.abs(self.values)))


def _wins(apart: Array, better: Better | None) -> float | None:
    if better is None:
        return None
    signs = np.sign(apart if better == "higher" else -apart)
    return float((signs + 1).mean() / 2)
