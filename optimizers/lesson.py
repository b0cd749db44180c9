"""What an optimizer works on: a program, what of it may be tuned, examples to learn from and choose by, and limits."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..programs.program import Program
from ..signatures import ConfigurationError, seed_from
from .ledger import Ledger
from .splits import Item
from .student import Watched, student


@dataclass(frozen=True)
class Settings:
    """How much an optimizer may do. Each reads what concerns it."""

    labeled: int = 8
    """Demonstrations that people wrote, for each predictor."""
    bootstrapped: int = 4
    """Demonstrations of the program's own, for each predictor."""
    candidates: int = 8
    """Sets of demonstrations, or instructions for each predictor, to choose from."""
    threshold: float | None = None
    """Score from which an own example is good enough to show; None is that of the best quarter."""
    rounds: int = 10
    """Trials of mipro, steps of simba, full evaluations of gepa."""
    batch: int = 16
    """Examples on which simba looks at its candidates, and mipro where there are more than that to select on."""

    def __post_init__(self) -> None:
        for name in ("labeled", "bootstrapped", "candidates", "rounds", "batch"):
            if not 1 <= getattr(self, name) <= 10_000:
                raise ConfigurationError(f"optimizer.{name}={getattr(self, name)}: has to be from 1 to 10000")
        if self.threshold is not None and not 0 < self.threshold <= 1:
            raise ConfigurationError(f"optimizer.threshold={self.threshold:g}: has to be above 0 and at most 1")


@dataclass(frozen=True)
class Lesson:
    """What an optimizer works on."""

    program: Program
    names: tuple[str, ...]
    """Predictors to be tuned."""
    metric: Any
    train: Sequence[Item]
    select: Sequence[Item]
    shown: Mapping[str, Sequence[Item]]
    """Role (seeker, supporter, extractor) → turns, or posts, with what people made of them."""
    settings: Settings
    ledger: Ledger
    at_once: int = 1
    seed: int = 0
    proposer: Any = None
    """The LM that writes instructions."""
    answered: bool = False
    """Whether the examples say what is right, in the words of an answer, so that they can be shown as they are."""

    @cached_property
    def watched(self) -> Watched:
        return Watched(self.metric, self.ledger)

    @cached_property
    def accepting(self) -> Watched:
        """The same, where runs are looked at that may become demonstrations."""
        self.ledger.marks = True
        return Watched(self.metric, self.ledger, accepting=True)

    @cached_property
    def pupil(self) -> Program:
        return student(self.program, self.names, self.ledger)

    @cached_property
    def learned(self) -> list[Any]:
        """The train part, in an order drawn by the seed."""
        examples = [item.example for item in self.train]
        random.Random(seed_from("train", self.seed)).shuffle(examples)
        return examples

    @property
    def raw(self) -> int:
        """How many examples of the train part may be shown as they are."""
        return self.settings.labeled if self.answered else 0
