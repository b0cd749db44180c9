"""Studies whose truth is known: generators and frameworks with planted effects, personas and noise drawn at random."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from scipy import special, stats
from socialsim.evaluation.measure import Array
from socialsim.evaluation.study.observations import Observations, Outcome
from socialsim.signatures import seed_from

GENERATORS = ("small", "middle", "large")
FRAMEWORKS = ("direct", "persona_only", "reasoning_only", "full")
SEEDS = (0, 1)
QUALITY = Outcome("quality", "higher", (-np.inf, np.inf), "persona", "Planted.")
SHARE = Outcome("share", "higher", (0, 1), "persona", "Planted.")

_GENERATOR = np.array([-0.3, 0.0, 0.3])
_FRAMEWORK = np.array([-0.3, -0.05, 0.05, 0.3])
_INTERACTION = np.array([[-0.15, 0.0, 0.0, 0.15], [0.0, 0.0, 0.0, 0.0], [0.15, 0.0, 0.0, -0.15]])
"""The whole framework does more for the small generator than for the large one."""
_MEAN = 3.0
_PERSONA = 0.5
"""Deviation of personas."""
_ENDED = {"two-valued": (0.94, 0.1), "ceiling": (0.98, 0.02)}
"""Outcomes that end at 1: their mean, and by how much planted effects are multiplied."""
_PRECISION = 10.0
"""Of the Beta distribution below a ceiling; its deviation at a mean of 0.98 is 0.04."""


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
    kind: Literal["open", "two-valued", "ceiling"] = "open"
    """Values without an end; those of 0 and 1, of which most are 1; Beta distributed ones, of which most are near 1."""
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
        mean, scale = _ENDED.get(self.kind, (_MEAN, 1.0))
        return np.asarray(mean + scale * sum(self.parts.values()))

    @property
    def shares(self) -> dict[str, float]:
        """Return source → θ: its variance over its own and the residual one; none where values have an end, but for 0.

        The residual variance is what the mean square behind units and cells has as its expectation. It lacks a little
        of the noise of personas, which the seeds of a cell share and the parameter of the persona takes some of.
        """
        if self.kind != "open":
            return {source: 0.0 for source, part in self.parts.items() if not part.any()}
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
        noise = (
            _PERSONA * self._noise(random, (1, 1, 1, personas))
            + self.persona_noise * spreads * self._noise(random, (generators, frameworks, 1, personas))
            + self.seed_noise * spreads * self._noise(random, self.grid)
        )
        values = self._values(noise)
        values[random.random(self.grid) < self.missing] = np.nan
        names = tuple(f"persona-{number}" for number in range(personas))
        outcome = QUALITY if self.kind == "open" else SHARE
        return Observations(outcome, GENERATORS, FRAMEWORKS, SEEDS, names, values)

    def _values(self, noise: Array) -> Array:
        """Return values with the means of cells; those that have an end are at the quantile at which the noise is."""
        cells = self.cells[:, :, None, None] * np.ones_like(noise)
        if self.kind == "open":
            return np.asarray(cells + noise)
        places = special.ndtr(noise / np.sqrt(_PERSONA**2 + self.persona_noise**2 + self.seed_noise**2))
        if self.kind == "two-valued":
            return np.asarray(places < cells, dtype=np.float64)
        return np.asarray(stats.beta.ppf(places, cells * _PRECISION, (1 - cells) * _PRECISION))

    def _noise(self, random: np.random.Generator, shape: tuple[int, ...]) -> Array:
        """Return noise of mean 0 and variance 1; skewed noise has a skewness of 1.4 and no upper end."""
        return (random.gamma(2.0, 2**-0.5, shape) - 2**0.5) if self.skewed else random.standard_normal(shape)
