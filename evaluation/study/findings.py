"""What a study says, as plain data: everything that is printed, drawn or written comes from here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ...signatures import Dialogue, Persona
from ..agreement.figure import Agreement
from ..measure import Better
from .observations import Outcome

Source = Literal["generator", "framework", "generator × framework"]
Family = Literal["framework within generator", "generator within framework", "across"]
"""Contrasts that are corrected together: what a framework adds to one generator; what a generator has over another in
one framework; a framework on one generator against the baseline on another."""


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of an outcome in one cell, or over some."""

    generator: str | None
    """None: over all generators, each as much as the other; and so with frameworks."""
    framework: str | None
    value: float | None
    low: float | None
    """Of the 95 % interval over units; None where there is none, as where all units are alike, and so is `high`."""
    high: float | None
    n: int
    """Values that it is of."""
    missing: int
    """Values that it lacks."""


@dataclass(frozen=True, slots=True)
class Effect:
    """How much of the variance one source explains."""

    source: Source
    free: int
    """Degrees of freedom of the source."""
    eta2: float | None
    """Partial η²: its sum of squares over its own and the residual one, as found in the sample. Biased upwards."""
    omega2: float | None
    """Partial ω²: its variance over its own and the residual one, without that bias; below 0 is printed as 0."""
    low: float | None
    """Of the 95 % interval of what both estimate, by the bootstrap over units; 0 where the effect may be none."""
    high: float | None
    share: float | None
    """Of the whole variance, that between units included (η², not partial)."""
    p: float | None
    """That there is no such effect: F of the squared effects, after Greenhouse and Geisser."""


@dataclass(frozen=True, slots=True)
class PairedContrast:
    """What one cell, or marginal, has over another, unit by unit."""

    family: Family
    a: tuple[str | None, str | None]
    """Generator and framework; None is the mean over all."""
    b: tuple[str | None, str | None]
    difference: float | None
    """a less b, in the outcome's own unit; of the units that have both."""
    low: float | None
    """Of the 95 % interval; None where there are too few units, or all differ alike, and so is `high`."""
    high: float | None
    p: float | None
    p_holm: float | None
    """After Holm, for all contrasts of the family and outcome."""
    effect: float | None
    """Cohen's d_z over units."""
    wins: float | None
    """Share of the units in which a is better, ties counted half."""
    units: int
    missing: int
    """Units that lack one side or both."""


@dataclass(frozen=True, slots=True)
class Term:
    """One coefficient of the mixed model."""

    name: str
    estimate: float
    error: float
    low: float
    high: float
    p: float


@dataclass(frozen=True)
class MixedModel:
    """A linear mixed model of an outcome, of means over seeds, with a random intercept for each unit."""

    formula: str
    terms: tuple[Term, ...] = ()
    """Treatment-coded against the first generator and the baseline framework."""
    unit_variance: float | None = None
    residual_variance: float | None = None
    n: int = 0
    """Means that it is fitted to."""
    why_not: str = ""
    """Why there is none: it does not apply to such outcomes, or it did not converge."""


@dataclass(frozen=True)
class OutcomeFindings:
    """All that is said of one outcome."""

    outcome: Outcome
    n: int
    missing: int
    units: int
    means: tuple[Mean, ...]
    effects: tuple[Effect, ...]
    contrasts: tuple[PairedContrast, ...]
    mixed: MixedModel
    left_out: tuple[str, ...] = ()
    """Generators and frameworks that are in no effect and in no mean over cells, since a cell of theirs is empty."""
    at_worst: tuple[PairedContrast, ...] = ()
    """The contrasts of the whole framework with the baseline, within each generator and over all, had every missing
    value been the worst that was seen; () where neither of the two lacks one, or neither direction is better."""
    constant: float | None = None
    """The value that all observations have; None where they vary."""

    def mean(self, generator: str | None, framework: str | None) -> Mean | None:
        """Return one mean; None where there is none of that name."""
        return next((one for one in self.means if (one.generator, one.framework) == (generator, framework)), None)

    def effect(self, source: Source) -> Effect | None:
        """Return the effect of one source; None where there is none, as with one generator."""
        return next((one for one in self.effects if one.source == source), None)


@dataclass(frozen=True)
class CellAccount:
    """What became of one cell of the grid, and what it took."""

    generator: str
    framework: str
    seed: int
    folder: str
    """Relative to the study's."""
    command: str
    """What makes this cell alone."""
    state: str
    """``done``, or in a few words why not."""
    wanted: int
    by_status: Mapping[str, int]
    """Dialogues ``done`` (accepted), ``check-failed``, ``parse-failed``, ``provider-error``, ``not made``, …"""
    answers: int
    """Answers that the LMs gave."""
    unread: int
    """Answers that could not be read, and were asked for again or given up."""
    tokens_in: int
    tokens_out: int
    cost_usd: float | None
    """None where a price is unknown."""
    kinds: Mapping[str, int]
    """What the rules found in the finished dialogues, by kind → dialogues with it."""
    figures: Mapping[str, float | None]
    """Figures of the accepted corpus as a whole: name → value."""
    sixths: Mapping[str, tuple[float | None, ...]]
    """Stage of support, or strategy → its share in each sixth of the conversation."""

    @property
    def accepted(self) -> int:
        """Dialogues that are in the corpus."""
        return self.by_status.get("done", 0)

    @property
    def made(self) -> int:
        """Dialogues that were begun, whatever became of them."""
        return sum(number for status, number in self.by_status.items() if status != "not made")

    @property
    def parse_rate(self) -> float | None:
        """Share of the answers that could be read at once; None without answers."""
        return (self.answers - self.unread) / self.answers if self.answers else None

    @property
    def cost_per_accepted(self) -> float | None:
        """US dollars for each dialogue that was accepted; None where none was, or a price is unknown."""
        return self.cost_usd / self.accepted if self.cost_usd is not None and self.accepted else None


@dataclass(frozen=True)
class Sample:
    """One persona, and what each cell has made of it."""

    persona: Persona
    seed: int
    dialogues: Mapping[tuple[str, str], Dialogue]
    """Generator and framework → dialogue; cells that failed are left out."""


@dataclass(frozen=True)
class Judges:
    """Who rated the dialogues, and how far they agree."""

    raters: tuple[str, ...] = ()
    counts: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Rater → ratings, and how many are missing."""
    agreement: tuple[Agreement, ...] = ()


@dataclass(frozen=True)
class StudyFindings:
    """A study of generators and frameworks, from the question to the threats to its validity."""

    title: str
    question: str
    generators: tuple[str, ...]
    frameworks: tuple[str, ...]
    seeds: tuple[int, ...]
    baseline: str
    """The framework that the others are held against."""
    full: str
    """The framework that the study is about: `full`, or what stands for it."""
    about_levels: Mapping[str, str]
    """Generator or framework → what it is, in a few words."""
    common: tuple[str, ...]
    """Overrides that all cells share, as typed."""
    personas: int
    made_by: str
    """Who read the posts: the extractor's name, or the file that the personas came from."""
    cells: tuple[CellAccount, ...]
    outcomes: tuple[OutcomeFindings, ...]
    """The first one is what the answer is about."""
    judges: Judges
    samples: tuple[Sample, ...]
    threats: tuple[str, ...]
    """What may make the answer wrong, a sentence each."""
    command: str
    seed: int
    resamples: int
    versions: Mapping[str, str]
    reference: Mapping[str, tuple[float | None, ...]] = field(default_factory=dict)
    """Stage → its share in each sixth of human conversations (ESConv), beside which the cells' are drawn."""
    offline: tuple[str, ...] = ()
    """Generators that are rules and no LLM."""

    def better(self) -> Better | None:
        """Return which way the first outcome is better."""
        return self.outcomes[0].outcome.better if self.outcomes else None
