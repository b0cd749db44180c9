"""The whole dialogue in one call, as in-context learning does in the paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dspy

from ..signatures import (
    ESCONV,
    DialogueLine,
    ParseFailure,
    Reasoning,
    StopReason,
    Taxonomy,
    Turn,
    WriteDialogue,
    seed_from,
)
from .ask import Ask
from .checks.policy import REPORT, Policy
from .length import TURNS
from .making import DialogueMaker, Scene, Take, Written
from .program import call


class SingleShot(DialogueMaker):
    """Write the whole dialogue at once; called like `Simulation`. It is written again as a whole or not at all."""

    def __init__(self, taxonomy: Taxonomy = ESCONV, turns: tuple[int, int] = TURNS, checks: Policy = REPORT) -> None:
        super().__init__(turns, taxonomy, checks)
        self.write = Ask(WriteDialogue)

    @property
    def roles(self) -> Mapping[str, dspy.Module]:
        return {"seeker": self, "supporter": self}

    def draw(self, seed: int, attempt: int) -> int:
        # An answer that can be read may still be no dialogue, so another attempt is another draw.
        return seed_from(seed, attempt) if attempt else seed

    def compose(self, scene: Scene) -> Take:
        written: Any = yield call(
            self.write, persona=scene.persona, turns=2 * scene.exchanges, strategies=self.taxonomy.describe()
        )
        turns = tuple(_turn(line, self.taxonomy.names) for line in written.dialogue)
        self._refuse_what_is_none(turns)
        # It says nothing of how it ends; a conversation cut off before its least length was left, not resolved.
        whole = len(turns) >= self.turns[0]
        return Written(turns, StopReason.RESOLVED if whole else StopReason.SEEKER_LEFT)

    def _refuse_what_is_none(self, turns: tuple[Turn, ...]) -> None:
        raw = "\n".join(f"{turn.speaker}: {turn.text}" for turn in turns)
        if len(turns) < 2 or turns[0].speaker != "seeker":
            raise ParseFailure("the answer is no dialogue: it needs two lines and a seeker who begins", raw=raw)
        for turn in turns:
            if turn.strategy is not None and turn.strategy not in self.taxonomy.names:
                raise ParseFailure(f"the strategy {turn.strategy!r} is not one of those offered", raw=raw)


def _turn(line: DialogueLine, names: tuple[str, ...]) -> Turn:
    if line.speaker == "seeker":
        return Turn(speaker="seeker", text=line.text)
    named = next((name for name in names if name.casefold() == (line.strategy or "").casefold()), line.strategy)
    nodes = {"situation": line.situation, "thought": line.thought, "action": line.action, "strategy": named or None}
    return Turn(speaker="supporter", text=line.text, reasoning=Reasoning(**nodes))
