"""What one cell has over another, or one framework over the baseline in all generators, unit by unit.

The contrasts are those of `comparing.py`, which compares systems on a test set; here a side is a cell and a unit is
what is resampled. The values of a unit's seeds are averaged first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, permutations

import numpy as np

from ...stats import Draws, holm
from ...stats.bootstrap import RESAMPLES
from ..comparing import contrasts
from ..measure import Array, Sums
from .findings import Family, PairedContrast
from .observations import Observations

Side = tuple[str | None, str | None]
"""Generator, None for all of them, and framework."""


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

    Where no unit has both sides, the figures are None.

    Args:
        complete: the generators that contrasts over all generators are of.
    """
    compared = _Compared(observations, complete.generators, seed, resamples)
    found = []
    for family, pairs in _families(observations, complete, baseline, full).items():
        members = [compared.contrast(family, a, b) for a, b in pairs]
        corrected = holm([one.p for one in members])
        found += [replace(one, p_holm=p) for one, p in zip(members, corrected, strict=True)]
    return tuple(found)


def _families(
    observations: Observations, complete: Observations, baseline: str, full: str
) -> dict[Family, list[tuple[Side, Side]]]:
    generators = observations.generators
    others = [name for name in observations.frameworks if name != baseline]
    over_all = (None,) if len(complete.generators) > 1 else ()
    across = permutations(generators, 2) if full != baseline else ()
    return {
        "framework within generator": [
            ((generator, name), (generator, baseline)) for generator in (*over_all, *generators) for name in others
        ],
        "generator within framework": [
            ((a, name), (b, name)) for name in dict.fromkeys((full, baseline)) for a, b in combinations(generators, 2)
        ],
        "across": [((a, full), (b, baseline)) for a, b in across],
    }


class _Compared:
    """The grid as systems on a test set: a row for each unit and generator that a side is of."""

    def __init__(self, grid: Observations, over_all: Sequence[str], seed: int, resamples: int) -> None:
        self.grid = grid
        self.over_all = [grid.generators.index(name) for name in over_all]
        found = np.isfinite(grid.values)
        with np.errstate(invalid="ignore"):
            self.values = np.where(found, grid.values, 0.0).sum(axis=2) / found.sum(axis=2)
        """(generators, frameworks, units): means over seeds."""
        self.draws = {k: Draws([*range(len(grid.units))] * k, seed, resamples) for k in {1, len(over_all)} - {0}}

    def contrast(self, family: Family, a: Side, b: Side) -> PairedContrast:
        one, other = (self._measure(side) for side in (a, b))
        both, blocks = one.counted & other.counted, len(self.over_all) if a[0] is None else 1
        units = int(np.count_nonzero(both.reshape(blocks, len(self.grid.units)).any(axis=0)))
        missing = len(self.grid.units) - units
        if not units:
            return PairedContrast(family, a, b, None, None, None, None, None, None, None, 0, missing)
        [found] = contrasts({"a": [one], "b": [other]}, self.draws[blocks], baseline="b")
        return PairedContrast(
            family,
            a,
            b,
            found.difference,
            found.low,
            found.high,
            found.p,
            None,
            found.effect,
            found.wins,
            units,
            missing,
        )

    def _measure(self, side: Side) -> Sums:
        generator, framework = side
        chosen = self.over_all if generator is None else [self.grid.generators.index(generator)]
        values = self.values[chosen, self.grid.frameworks.index(str(framework))].ravel()
        outcome, own = self.grid.outcome, np.repeat(np.eye(len(chosen)), len(self.grid.units), axis=0)
        rows = np.hstack([own * np.nan_to_num(values)[:, None], own])
        return Sums(outcome.name, rows, _mean_of_means, np.isfinite(values), outcome.better, outcome.reach)


def _mean_of_means(sums: Array) -> Array:
    """Return the mean over generators of their means, of those that have one.

    Args:
        sums: (…, 2 k): of the values of each generator, and how many they are.
    """
    values, counts = np.split(sums, 2, axis=-1)
    found = counts > 0
    return np.asarray(np.where(found, values / counts, 0.0).sum(axis=-1) / found.sum(axis=-1))
