"""The whole dialogue in one call, as in-context learning does in the paper."""

from __future__ import annotations

from typing import Any

import dspy

from ..generators.sampling import sampling_seed
from ..signatures import (
    ESCONV,
    Dialogue,
    DialogueLine,
    HelpPost,
    ParseFailure,
    Persona,
    Reasoning,
    Speaker,
    StopReason,
    Taxonomy,
    Turn,
    WriteDialogue,
    digest,
    seed_from,
)
from .ask import Ask
from .length import TURNS, checked, drawn_exchanges
from .program import Program, Steps, call
from .provenance import provenance

_ROLES: tuple[Speaker, ...] = ("seeker", "supporter")


class SingleShot(Program):
    """Write the whole dialogue at once; called like `Simulation`."""

    def __init__(self, taxonomy: Taxonomy = ESCONV, turns: tuple[int, int] = TURNS) -> None:
        super().__init__()
        self.strategies, self.names, self.turns = taxonomy.describe(), taxonomy.names, checked(turns)
        self.write = Ask(WriteDialogue)

    def steps(  # type: ignore[override]
        self,
        persona: Persona,
        post: HelpPost | None = None,
        seed: int = 0,
        persona_id: str | None = None,
        attempt: int = 0,
    ) -> Steps:
        persona_id = persona_id or digest("persona", persona)
        seed_of_dialogue = seed_from(seed, persona_id)
        length = 2 * drawn_exchanges(self.turns, seed_of_dialogue)
        # An answer that can be read may still be no dialogue, so another attempt is another draw.
        with sampling_seed(seed_from(seed_of_dialogue, attempt) if attempt else seed_of_dialogue, attempt):
            written: Any = yield call(self.write, persona=persona, turns=length, strategies=self.strategies)
        turns = tuple(_turn(line, self.names) for line in written.dialogue)
        self._refuse_what_is_none(turns)
        # It says nothing of how it ends; a conversation cut off before its least length was left, not resolved.
        whole = len(turns) >= self.turns[0]
        return dspy.Prediction(
            dialogue=Dialogue(
                turns=turns,
                stop_reason=StopReason.RESOLVED if whole else StopReason.SEEKER_LEFT,
                provenance=provenance(self, persona_id, seed, dict.fromkeys(_ROLES, self)),
            )
        )

    def _refuse_what_is_none(self, turns: tuple[Turn, ...]) -> None:
        raw = "\n".join(f"{turn.speaker}: {turn.text}" for turn in turns)
        if len(turns) < 2 or turns[0].speaker != "seeker":
            raise ParseFailure("the answer is no dialogue: it needs two lines and a seeker who begins", raw=raw)
        for turn in turns:
            if turn.strategy is not None and turn.strategy not in self.names:
                raise ParseFailure(f"the strategy {turn.strategy!r} is not one of those offered", raw=raw)


def _turn(line: DialogueLine, names: tuple[str, ...]) -> Turn:
    if line.speaker == "seeker":
        return Turn(speaker="seeker", text=line.text)
    named = next((name for name in names if name.casefold() == (line.strategy or "").casefold()), line.strategy)
    nodes = {"situation": line.situation, "thought": line.thought, "action": line.action, "strategy": named or None}
    return Turn(speaker="supporter", text=line.text, reasoning=Reasoning(**nodes))
