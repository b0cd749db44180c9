"""Studies whose truth is known: generators and frameworks with planted effects, personas and noise drawn at random."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from socialsim.evaluation.measure import Array
from socialsim.evaluation.study.observations import Observations, Outcome
from socialsim.signatures import seed_from

GENERATORS = ("small", "middle", "large")
FRAMEWORKS = ("direct", "persona_only", "reasoning_only", "full")
SEEDS = (0, 1)
QUALITY = Outcome("quality", "higher", (-np.inf, np.inf), "persona", "Planted.")

_GENERATOR = np.array([-0.3, 0.0, 0.3])
_FRAMEWORK = np.array([-0.3, -0.05, 0.05, 0.3])
_INTERACTION = np.array([[-0.15, 0.0, 0.0, 0.15], [0.0, 0.0, 0.0, 0.0], [0.15, 0.0, 0.0, -0.15]])
"""The whole framework does more for the small generator than for the large one."""
_MEAN = 3.0
_PERSONA = 0.5
"""Deviation of personas."""


@dataclass(frozen=True)
class Family:
    """A family of generators of which studies can be made, and the truth about it."""

    name: str
    personas: int = 40
    framework: bool = True
    """Whether frameworks do anything, alone or with a generator."""
    spreads: tuple[float, float, float] = (1.0, 1.0, 1.0)
    """By which the noise of each generator is multiplied."""
    missing: float = 0.0
    """Share of the values that are missing, at random."""
    skewed: bool = False
    persona_noise: float = 0.4
    """Deviation of what one persona makes of one cell, whatever the seed."""
    seed_noise: float = 0.4
    grid: tuple[int, int, int, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "grid", (len(GENERATORS), len(FRAMEWORKS), len(SEEDS), self.personas))

    @property
    def parts(self) -> dict[str, Array]:
        """Return source → (generators, frameworks): what it adds to each cell."""
        on, ones = float(self.framework), np.ones((len(GENERATORS), len(FRAMEWORKS)))
        return {
            "generator": _GENERATOR[:, None] * ones,
            "framework": on * _FRAMEWORK * ones,
            "generator × framework": on * _INTERACTION,
        }

    @property
    def cells(self) -> Array:
        """Return (generators, frameworks): the true means."""
        return np.asarray(_MEAN + sum(self.parts.values()))

    @property
    def shares(self) -> dict[str, float]:
        """Return source → θ: its variance over its own and the residual one.

        The residual variance is what the mean square behind units and cells has as its expectation. It lacks a little
        of the noise of personas, which the seeds of a cell share and the parameter of the persona takes some of.
        """
        values = len(GENERATORS) * len(FRAMEWORKS) * len(SEEDS)
        kept = (values - len(SEEDS)) / (values - 1)
        noise = (kept * self.persona_noise**2 + self.seed_noise**2) * float(np.mean(np.square(self.spreads)))
        variances = {source: float((part**2).mean()) for source, part in self.parts.items()}
        return {source: variance / (variance + noise) for source, variance in variances.items()}

    def study(self, number: int) -> Observations:
        """Return one study, the same for the same number."""
        random = np.random.default_rng(seed_from("planted", self.name, number))
        spreads = np.array(self.spreads)[:, None, None, None]
        generators, frameworks, _, personas = self.grid
        values = (
            self.cells[:, :, None, None]
            + _PERSONA * self._noise(random, (1, 1, 1, personas))
            + self.persona_noise * spreads * self._noise(random, (generators, frameworks, 1, personas))
            + self.seed_noise * spreads * self._noise(random, self.grid)
        )
        values[random.random(self.grid) < self.missing] = np.nan
        names = tuple(f"persona-{number}" for number in range(personas))
        return Observations(QUALITY, GENERATORS, FRAMEWORKS, SEEDS, names, values)

    def _noise(self, random: np.random.Generator, shape: tuple[int, ...]) -> Array:
        """Return noise of mean 0 and variance 1; skewed noise has a skewness of 1.4 and no upper end."""
        return (random.gamma(2.0, 2**-0.5, shape) - 2**0.5) if self.skewed else random.standard_normal(shape)
