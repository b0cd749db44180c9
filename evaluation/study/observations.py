"""What was measured: a value for each unit, seed, framework and generator, or none where a dialogue failed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..measure import Array, Better, Reach


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing that is measured of every dialogue, or of every reply to a test set."""

    name: str
    """For instance ``quality``, ``accepted``, ``helpfulness`` or ``BLEU-2``."""
    better: Better | None
    reach: Reach
    """The least and the most that a mean of it can be."""
    unit: str
    """What there is one row of, in the singular: ``persona`` or ``test dialogue``. Units are what is resampled."""
    about: str
    """One sentence: what it is and how it was measured."""
    steers: bool = False
    """Whether what measures it had a say in the text, as rules have that send a draft back: a program can please it."""


@dataclass(frozen=True)
class Observations:
    """One outcome over the whole grid."""

    outcome: Outcome
    generators: tuple[str, ...]
    frameworks: tuple[str, ...]
    seeds: tuple[int, ...]
    units: tuple[str, ...]
    values: Array
    """(generators, frameworks, seeds, units); NaN where there is no value: not made, failed, or not rated. A failure is
    never a score."""

    def __post_init__(self) -> None:
        shape = (len(self.generators), len(self.frameworks), len(self.seeds), len(self.units))
        if self.values.shape != shape:
            raise ValueError(f"{self.outcome.name}: values of shape {self.values.shape}, and the grid has {shape}")

    @property
    def counted(self) -> int:
        """How many values there are."""
        return int(np.isfinite(self.values).sum())

    @property
    def missing(self) -> int:
        """How many there would be beside them, had nothing failed."""
        return self.values.size - self.counted
