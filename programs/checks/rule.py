"""The form of a rule: what it may look at (`Case`), what it may find (`Kind`), and what it says (`CheckResult`).

A rule looks at single turns and at the whole. What it finds in a turn, it finds as soon as the turn is written, so the
same rule repairs a dialogue while it is made and judges it when it is done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any, ClassVar

from ...signatures import (
    ESCONV,
    UTTERANCE,
    CheckResult,
    Dialogue,
    Evidence,
    Persona,
    Severity,
    Speaker,
    StopReason,
    Taxonomy,
    Turn,
    Verdict,
)

QUOTED = 200
"""Characters of a text that evidence repeats."""
_FAULT_COSTS, _FLAW_COSTS = 0.5, 0.9


@dataclass(frozen=True)
class Kind:
    """A failure by name."""

    name: str
    meaning: str
    """What it is, in one sentence."""
    severity: Severity = Severity.FAULT
    of_turn: bool = True
    """Whether it is found in a turn, which can then be written again; otherwise it is one of the whole dialogue."""
    of_simulation: bool = False
    """Whether people may do it, too: in their conversations it is a flaw at most."""


@dataclass(frozen=True)
class Case:
    """A dialogue as rules look at it; the last turn may be the one that is being written."""

    turns: tuple[Turn, ...]
    persona: Persona | None = None
    """None where it is not known (imported dialogues) or not to be known (while the supporter writes)."""
    stop_reason: StopReason | None = None
    simulated: bool = True
    """False for conversations of people, who do what no simulation should: write several messages in a row, begin in
    the middle, leave without a word."""
    shortest: int | None = None
    """Fewest turns that were asked for, where that is known: a dialogue that has as many is not too short."""
    taxonomy: Taxonomy = ESCONV
    demonstrations: tuple[Turn, ...] = ()
    """What the speakers were shown as examples, each in prompts of its own."""

    @classmethod
    def of(cls, dialogue: Dialogue, persona: Persona | None = None, **more: Any) -> Case:
        """Return a finished dialogue as a case; `more` are the other fields."""
        return cls(dialogue.turns, persona, dialogue.stop_reason, **more)

    def turn(self, number: int) -> Turn:
        """Return a turn by its number, from 1."""
        return self.turns[number - 1]

    def said_by(self, speaker: Speaker, before: int | None = None) -> list[str]:
        """Return what a speaker said, in order; up to but not including turn `before` if given."""
        turns = self.turns if before is None else self.turns[: before - 1]
        return [turn.text for turn in turns if turn.speaker == speaker]

    def at_least(self, usual: int) -> int:
        """Return how many turns there have to be at least: `usual`, or as few as were asked for."""
        return usual if self.shortest is None else min(usual, self.shortest)

    @cached_property
    def numbers(self) -> dict[Speaker, tuple[int, ...]]:
        """Speaker → numbers of their turns."""
        of: dict[Speaker, list[int]] = {"seeker": [], "supporter": []}
        for number, turn in enumerate(self.turns, start=1):
            of[turn.speaker].append(number)
        return {speaker: tuple(numbers) for speaker, numbers in of.items()}


class Rule:
    """A check that needs no LM. Called with a case it returns a `CheckResult`."""

    name: ClassVar[str]
    kinds: ClassVar[tuple[Kind, ...]]

    def applies(self, case: Case) -> bool:
        """Return whether the dialogue has what this rule looks at; it says nothing where it has not."""
        return True

    def in_turn(self, case: Case, number: int) -> Iterator[Evidence]:
        """Yield what is wrong with turn `number`, going by it and the turns before it."""
        return iter(())

    def in_dialogue(self, case: Case) -> Iterator[Evidence]:
        """Yield what is wrong with the whole, and what only later turns show to be wrong with a turn."""
        return iter(())

    def grade(self, case: Case) -> float:
        """Return how good the whole is in degrees, from 0 to 1, whatever is wrong with its parts."""
        return 1.0

    def __call__(self, case: Case) -> CheckResult:
        turns = (self.in_turn(case, number) for number in range(1, len(case.turns) + 1))
        evidence = tuple(self._weighed(one, case) for one in chain(chain.from_iterable(turns), self.in_dialogue(case)))
        failed = any(one.severity is Severity.FAULT for one in evidence)
        return CheckResult(
            check=self.name,
            verdict=Verdict.FAILED if failed else Verdict.PASSED,
            score=self.grade(case) * score_of(evidence),
            evidence=evidence,
        )

    def _weighed(self, evidence: Evidence, case: Case) -> Evidence:
        if case.simulated or evidence.severity is Severity.FLAW:
            return evidence
        of_simulation = any(kind.of_simulation for kind in self.kinds if kind.name == evidence.kind)
        return evidence.model_copy(update={"severity": Severity.FLAW}) if of_simulation else evidence

    def found(
        self, kind: Kind, reason: str, *, turn: int | None = None, text: str = "", part: str = UTTERANCE
    ) -> Evidence:
        """Return the evidence of a failure."""
        return Evidence(kind=kind.name, reason=reason, turn=turn, part=part, text=text[:QUOTED], severity=kind.severity)


def score_of(evidence: Iterable[Evidence]) -> float:
    """Return what is left of 1 when every fault halves it and every flaw takes a tenth; a kind counts once a turn."""
    found = set(evidence)
    faults = {(one.kind, one.turn) for one in found if one.severity is Severity.FAULT}
    flaws = {(one.kind, one.turn) for one in found} - faults
    return float(_FAULT_COSTS ** len(faults) * _FLAW_COSTS ** len(flaws))
