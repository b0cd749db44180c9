"""The simulation: a seeker and a supporter talk turn by turn, each seeing only what it may see."""

from __future__ import annotations

import random
from typing import Any

import dspy

from ..generators.sampling import sampling_seed
from ..signatures import (
    ESCONV,
    ConfigurationError,
    Dialogue,
    DialogueLine,
    HelpPost,
    Intention,
    ParseFailure,
    Persona,
    Reasoning,
    Speaker,
    StopReason,
    Taxonomy,
    Turn,
    WriteDialogue,
    as_history,
    digest,
    seed_from,
)
from .ask import Ask
from .program import Program, Steps, call
from .provenance import provenance
from .seeker import Seeker
from .supporter import Supporter

TURNS = (16, 24)
"""Least and most turns of a dialogue, both speakers counted; the paper's have "about 20"."""


class Simulation(Program):
    """Let `seeker` and `supporter` talk.

    The number of turns is drawn per dialogue between the two `turns`; the seeker is told how far the conversation
    is, the supporter is not. Calling it with ``persona`` (and optionally ``post``, ``seed``, ``persona_id``) returns
    ``dialogue``.
    """

    def __init__(self, seeker: Seeker, supporter: Supporter, turns: tuple[int, int] = TURNS) -> None:
        super().__init__()
        self.seeker, self.supporter, self.turns = seeker, supporter, _checked(turns)

    def steps(  # type: ignore[override]
        self, persona: Persona, post: HelpPost | None = None, seed: int = 0, persona_id: str | None = None
    ) -> Steps:
        persona_id = persona_id or digest("persona", persona)
        seed_of_dialogue = seed_from(seed, persona_id)
        exchanges = random.Random(seed_of_dialogue).randint((self.turns[0] + 1) // 2, self.turns[1] // 2)
        turns: list[Turn] = []
        intention = Intention.CONTINUE
        with sampling_seed(seed_of_dialogue):
            for number in range(1, exchanges + 1):
                said: Any = yield call(
                    self.seeker,
                    persona=persona,
                    post=post,
                    conversation=as_history(turns, "seeker"),
                    progress=_progress(number, exchanges),
                )
                turns.append(Turn(speaker="seeker", text=said.utterance))
                reply: Any = yield call(self.supporter, conversation=as_history(turns, "supporter"))
                turns.append(Turn(speaker="supporter", text=reply.utterance, reasoning=reply.reasoning))
                intention = Intention(said.intention)
                if intention is not Intention.CONTINUE:
                    break
        return dspy.Prediction(
            dialogue=Dialogue(
                turns=tuple(turns),
                stop_reason=_STOP[intention],
                provenance=provenance(self, persona_id, seed, {"seeker": self.seeker, "supporter": self.supporter}),
            )
        )


class SingleShot(Program):
    """Write the whole dialogue in one call, as in-context learning does in the paper; called like `Simulation`."""

    def __init__(self, taxonomy: Taxonomy = ESCONV, turns: tuple[int, int] = TURNS) -> None:
        super().__init__()
        self.strategies, self.names, self.turns = taxonomy.describe(), taxonomy.names, _checked(turns)
        self.write = Ask(WriteDialogue)

    def steps(  # type: ignore[override]
        self, persona: Persona, post: HelpPost | None = None, seed: int = 0, persona_id: str | None = None
    ) -> Steps:
        persona_id = persona_id or digest("persona", persona)
        seed_of_dialogue = seed_from(seed, persona_id)
        length = random.Random(seed_of_dialogue).randint((self.turns[0] + 1) // 2, self.turns[1] // 2) * 2
        with sampling_seed(seed_of_dialogue):
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


def _checked(turns: tuple[int, int]) -> tuple[int, int]:
    """Return the bounds of a dialogue's length if an even number of turns, two or more, lies between them."""
    least, most = turns
    if least < 2 or (least + 1) // 2 > most // 2:
        raise ConfigurationError(
            f"program.min_turns={least}, program.max_turns={most}: there has to be an even number, 2 or more, from the "
            "one to the other, since each speaker has as many turns"
        )
    return turns


_ROLES: tuple[Speaker, ...] = ("seeker", "supporter")
_STOP = {
    Intention.CONTINUE: StopReason.TURN_LIMIT,
    Intention.RESOLVED: StopReason.RESOLVED,
    Intention.LEAVE: StopReason.SEEKER_LEFT,
}


def _progress(number: int, exchanges: int) -> str:
    phase = "your last message" if number == exchanges else f"{exchanges - number} more to come"
    return f"message {number} of about {exchanges} ({phase})"


def _turn(line: DialogueLine, names: tuple[str, ...]) -> Turn:
    if line.speaker == "seeker":
        return Turn(speaker="seeker", text=line.text)
    named = next((name for name in names if name.casefold() == (line.strategy or "").casefold()), line.strategy)
    nodes = {"situation": line.situation, "thought": line.thought, "action": line.action, "strategy": named or None}
    return Turn(speaker="supporter", text=line.text, reasoning=Reasoning(**nodes))
