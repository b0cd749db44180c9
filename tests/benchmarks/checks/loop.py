"""The checks in the loop: a generator that makes mistakes, and what becomes of them while the dialogue is made."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from dspy.utils.exceptions import AdapterParseError
from socialsim.programs import Seeker, Simulation, Supporter
from socialsim.programs.checks import KINDS, Case
from socialsim.programs.checks.policy import Policy
from socialsim.signatures import Severity, StopReason

from .defects import PLANTERS, TurnPlanter
from .faulty import FaultyEngine, faulty_lm, key_of
from .sources import Source, offline
from .tables import Cells, percent, print_table

RATE = 0.25
"""Share of a generator's answers that are faulty, drafts alike: with two more tries, 94 % of what is caught can be
repaired."""
DIALOGUES = 30
_REFUSED = {"unknown_strategy"}
"""Kinds that an answer cannot have: the adapter refuses it before any check sees it."""


@dataclass
class Outcome:
    """What became of the faulty turns of one kind."""

    dialogues: int = 0
    """Dialogues in which a faulty turn was written."""
    all_caught: int = 0
    """Of those: dialogues in which none passed."""
    turns: int = 0
    caught: int = 0
    repaired: int = 0
    """Turns that were faulty at first and stand in the dialogue without the fault."""

    def add(self, said: Any, engine: FaultyEngine) -> None:
        """Count one dialogue, by what the program returned."""
        turns = said.dialogue.turns
        broken_off = len(turns) if said.dialogue.stop_reason is StopReason.CHECK_FAILED else None
        rejected = {draft.number for draft in said.drafts if key_of(draft.number, draft.turn) in engine.planted}
        standing = {number for number, turn in enumerate(turns, start=1) if key_of(number, turn) in engine.planted}
        passed = standing - {broken_off}
        if not (faulty := rejected | standing):
            return
        self.dialogues += 1
        self.all_caught += not passed
        self.turns += len(faulty)
        self.caught += len(faulty - passed)
        self.repaired += len(faulty - standing - {broken_off})


class _Simulation(Simulation):
    """A simulation whose prompts have the demonstrations that the generator copies."""

    def __init__(self, engine: FaultyEngine, policy: Policy) -> None:
        super().__init__(Seeker(), Supporter(granularity="fused"), checks=policy)
        self.engine = engine

    def case(self, *given: Any) -> Case:
        return replace(super().case(*given), demonstrations=self.engine.shown)


def outcome(kind: str, sources: Iterable[Source]) -> Outcome:
    """Make a dialogue for each source's persona with a generator whose answers have defects of `kind`."""
    planter = PLANTERS[kind]
    if not isinstance(planter, TurnPlanter):
        raise ValueError(f"{kind} is found in the whole and cannot be repaired in the loop")
    engine = FaultyEngine(planter, RATE)
    other_flaws = (name for name, one in KINDS.items() if one.severity is Severity.FLAW and name != kind)
    policy = Policy(rejects=KINDS[kind].severity.value, takes=1, ignore=tuple(other_flaws))
    simulation = _Simulation(engine, policy)
    simulation.set_lm(faulty_lm(engine))
    counted = Outcome()
    for source in sources:
        engine.begin(source)
        with suppress(AdapterParseError):  # four answers in a row that could not be read: no dialogue
            counted.add(simulation(persona=source.persona), engine)
    return counted


def repairable() -> list[str]:
    """Return the kinds that are found in a turn and can be planted in an answer."""
    in_turns = (name for name, kind in KINDS.items() if kind.of_turn and name not in _REFUSED)
    return [name for name in in_turns if isinstance(PLANTERS.get(name), TurnPlanter)]


def show() -> None:
    """Print, for each kind that can be repaired, what was caught and what was repaired."""
    sources = offline(DIALOGUES)
    head = ("kind", "faulty turns", "caught %", "dialogues, all caught %", "repaired %")
    print_table(head, [_row(kind, outcome(kind, sources)) for kind in repairable()])


def _row(kind: str, counted: Outcome) -> Cells:
    return (
        kind,
        str(counted.turns),
        percent(counted.caught, counted.turns),
        percent(counted.all_caught, counted.dialogues),
        percent(counted.repaired, counted.turns),
    )
