"""What programs that make dialogues have in common: takes, checks, and the name of what comes out."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import Any

import dspy

from ..generators.sampling import sampling_seed
from ..signatures import (
    ConfigurationError,
    Dialogue,
    HelpPost,
    Persona,
    RejectedDraft,
    StopReason,
    Taxonomy,
    Turn,
    digest,
    seed_from,
)
from .checks import Case, check
from .checks.policy import REPORT, Policy
from .length import checked, drawn_exchanges
from .program import Call, Program, Steps
from .provenance import provenance


@dataclass(frozen=True)
class Scene:
    """What one take of a dialogue starts from."""

    persona: Persona
    post: HelpPost | None
    exchanges: int
    """How many times each speaker speaks."""
    attempt: int
    take: int


@dataclass(frozen=True)
class Written:
    """What came out of one take."""

    turns: tuple[Turn, ...]
    stop_reason: StopReason
    drafts: tuple[RejectedDraft, ...] = ()


Take = Generator[Call, Any, Written]


class DialogueMaker(Program):
    """A program that turns a persona into a dialogue, and looks at what it has made.

    Calling it with ``persona`` (and optionally ``post``, ``seed``, ``persona_id``) returns ``dialogue``; ``checks``,
    what every rule says of it; ``rejected``, why the policy does not accept it ("" if it does); ``drafts``, the turns
    that were written again; and ``takes``, how many it took. An ``attempt`` above 0 asks anew where an earlier one's
    answers could not be read; ``take`` is the number of takes that were made in vain before.

    Args:
        turns: bounds of the length, both speakers counted.
        checks: when to write a turn or the whole again, and what to accept.
    """

    def __init__(self, turns: tuple[int, int], taxonomy: Taxonomy, checks: Policy = REPORT) -> None:
        super().__init__()
        if not isinstance(checks, Policy):
            raise ConfigurationError(f"checks={checks!r}: is no Policy; use STANDARD, STRICT, REPORT or Policy(…)")
        self.turns, self.taxonomy, self.checks = checked(turns), taxonomy, checks

    @property
    def roles(self) -> Mapping[str, dspy.Module]:
        """Role (seeker, supporter) → the module that plays it."""
        raise NotImplementedError

    def compose(self, scene: Scene) -> Take:
        """Make one take."""
        raise NotImplementedError

    def draw(self, seed: int, attempt: int) -> int:
        """Return the sampling seed of an attempt: the same, so that what could be read is not asked anew."""
        return seed

    def steps(  # type: ignore[override]
        self,
        persona: Persona,
        post: HelpPost | None = None,
        seed: int = 0,
        persona_id: str | None = None,
        attempt: int = 0,
        take: int = 0,
    ) -> Steps:
        persona_id = persona_id or digest("persona", persona)
        seed_of_dialogue = seed_from(seed, persona_id)
        exchanges = drawn_exchanges(self.turns, seed_of_dialogue)
        drafts: list[RejectedDraft] = []
        for number in range(take, take + self.checks.takes):
            # An attempt belongs to the take in which answers could not be read; a new take has never been asked for.
            scene = Scene(persona, post, exchanges, attempt if number == take else 0, number)
            drawn = seed_from(seed_of_dialogue, "take", number) if number else seed_of_dialogue
            with sampling_seed(self.draw(drawn, scene.attempt), scene.attempt):
                written = yield from self.compose(scene)
            drafts += written.drafts
            results = check(self.case(written.turns, persona, written.stop_reason))
            rejected = self.checks.against(results)
            if not rejected:
                break
        return dspy.Prediction(
            dialogue=Dialogue(
                turns=written.turns,
                stop_reason=written.stop_reason,
                provenance=provenance(self, persona_id, seed, self.roles),
            ),
            checks=results,
            rejected=rejected,
            drafts=tuple(drafts),
            takes=number - take + 1,
        )

    def case(self, turns: tuple[Turn, ...], persona: Persona | None, stop_reason: StopReason | None = None) -> Case:
        """Return what rules look at."""
        return Case(
            turns,
            persona,
            stop_reason,
            shortest=self.turns[0],
            taxonomy=self.taxonomy,
            demonstrations=self._demonstrations(),
        )

    def _demonstrations(self) -> tuple[Turn, ...]:
        return tuple(
            Turn(speaker="seeker" if role == "seeker" else "supporter", text=str(demo["utterance"]))
            for role, module in self.roles.items()
            for predictor in module.predictors()
            for demo in predictor.demos
            if demo.get("utterance")
        )
