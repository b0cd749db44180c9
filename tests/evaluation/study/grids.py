"""Grids of made-up values."""

from __future__ import annotations

import math

from socialsim.evaluation.measure import Array, Reach
from socialsim.evaluation.study.observations import Observations, Outcome

EVERYTHING: Reach = (-math.inf, math.inf)


def grid(values: Array, reach: Reach = EVERYTHING) -> Observations:
    """Return values of (generators, frameworks, seeds, units) as g0, g1, … × f0, f1, … × 0, 1, … × u0, u1, …"""
    generators, frameworks, seeds, units = values.shape
    return Observations(
        Outcome("quality", "higher", reach, "persona", "Made up."),
        tuple(f"g{k}" for k in range(generators)),
        tuple(f"f{k}" for k in range(frameworks)),
        tuple(range(seeds)),
        tuple(f"u{k}" for k in range(units)),
        values,
    )
