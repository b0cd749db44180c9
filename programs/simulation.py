"""The simulation: a seeker and a supporter talk turn by turn, each seeing only what it may see."""

from __future__ import annotations

from typing import Any

import dspy

from ..generators.sampling import sampling_seed
from ..signatures import (
    Dialogue,
    HelpPost,
    Intention,
    Persona,
    StopReason,
    Turn,
    as_history,
    digest,
    seed_from,
)
from .length import TURNS, checked, drawn_exchanges
from .program import Program, Steps, call
from .provenance import provenance
from .seeker import Seeker
from .supporter import Supporter


class Simulation(Program):
    """Let `seeker` and `supporter` talk.

    The number of turns is drawn per dialogue between the two `turns`; the seeker is told how far the conversation
    is, the supporter is not. Calling it with ``persona`` (and optionally ``post``, ``seed``, ``persona_id``) returns
    ``dialogue``. An ``attempt`` above 0 asks anew where an earlier one's answers could not be read.
    """

    def __init__(self, seeker: Seeker, supporter: Supporter, turns: tuple[int, int] = TURNS) -> None:
        super().__init__()
        self.seeker, self.supporter, self.turns = seeker, supporter, checked(turns)

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
        exchanges = drawn_exchanges(self.turns, seed_of_dialogue)
        turns: list[Turn] = []
        intention = Intention.CONTINUE
        with sampling_seed(seed_of_dialogue, attempt):
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


_STOP = {
    Intention.CONTINUE: StopReason.TURN_LIMIT,
    Intention.RESOLVED: StopReason.RESOLVED,
    Intention.LEAVE: StopReason.SEEKER_LEFT,
}


def _progress(number: int, exchanges: int) -> str:
    phase = "your last message" if number == exchanges else f"{exchanges - number} more to come"
    return f"message {number} of about {exchanges} ({phase})"
