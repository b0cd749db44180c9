"""All that is said of one outcome of a study."""

from __future__ import annotations

import numpy as np

from ...signatures import ConfigurationError
from ...stats.bootstrap import RESAMPLES
from .contrasts import at_worst, paired_contrasts
from .effects import effects
from .findings import OutcomeFindings
from .means import means
from .mixed import mixed_model
from .observations import Observations


def outcome_findings(
    observations: Observations, *, baseline: str, full: str, seed: int = 0, resamples: int = RESAMPLES
) -> OutcomeFindings:
    """Return means, effects, contrasts and the mixed model of one outcome, the same for the same seed.

    A framework without any value, and then a generator without one in some other cell, is left out of effects, of the
    mixed model and of all that is a mean over cells, since those compare cells that all are there; it is named in
    `left_out`. Its own means and contrasts stand where there are values for them.

    Args:
        baseline: the framework that others are held against.
        full: the framework that the study is about.
        seed: of the resamples.

    Raises:
        ConfigurationError: `baseline` or `full` is no framework of the grid, or a package is not installed.
    """
    for role, name in (("baseline", baseline), ("full", full)):
        if name not in observations.frameworks:
            raise ConfigurationError(f"{role}={name}: there are {', '.join(observations.frameworks)}")
    complete, left_out = _complete(observations)
    values = observations.values[np.isfinite(observations.values)]
    return OutcomeFindings(
        observations.outcome,
        observations.counted,
        observations.missing,
        int(np.isfinite(observations.values).any(axis=(0, 1, 2)).sum()),
        means(observations, complete, seed, resamples),
        effects(complete, seed, resamples),
        paired_contrasts(observations, complete, baseline=baseline, full=full, seed=seed, resamples=resamples),
        mixed_model(complete, baseline),
        left_out,
        at_worst(observations, complete, baseline=baseline, full=full, seed=seed, resamples=resamples),
        float(values[0]) if len(values) and (values == values[0]).all() else None,
    )


def _complete(observations: Observations) -> tuple[Observations, tuple[str, ...]]:
    """Return the part of a grid in which no cell is empty, and the levels that are not in it."""
    there = np.asarray(np.isfinite(observations.values).any(axis=(2, 3)))
    frameworks = np.asarray(there.any(axis=0))
    generators = np.asarray(there[:, frameworks].all(axis=1) & frameworks.any())
    kept = Observations(
        observations.outcome,
        tuple(name for name, kept in zip(observations.generators, generators, strict=True) if kept),
        tuple(name for name, kept in zip(observations.frameworks, frameworks, strict=True) if kept),
        observations.seeds,
        observations.units,
        observations.values[generators][:, frameworks],
    )
    levels = {*observations.generators, *observations.frameworks} - {*kept.generators, *kept.frameworks}
    names = (*observations.generators, *observations.frameworks)
    return kept, tuple(name for name in names if name in levels)
