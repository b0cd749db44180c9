"""A whole conversation in one answer: the same two speakers, in the engine's own loop."""

from __future__ import annotations

from collections.abc import Sequence

from ...signatures import Intention, Persona
from . import seeker
from .competence import WHOLE, Competence
from .supporter import FIELDS, respond


def whole_dialogue(
    who: Persona, turns: int, seed: int, choices: Sequence[str] = (), competence: Competence = WHOLE
) -> list[dict[str, str]]:
    """Return `turns` lines (one more when odd), the supporter's with reasoning, as `WriteDialogue` wants them."""
    exchanges = max(1, (turns + 1) // 2)
    told: list[str] = []
    answered: list[str] = []
    lines: list[dict[str, str]] = []
    for number in range(1, exchanges + 1):
        progress = f"message {number} of about {exchanges}"
        said = seeker.message(who, progress, answered[-1] if answered else "", told, seed, None, competence)
        told.append(said.utterance)
        lines.append({"speaker": "seeker", "text": said.utterance})
        reply = respond(FIELDS, told, answered, seed, choices=choices, competence=competence)
        answered.append(reply["utterance"])
        lines.append({"speaker": "supporter", "text": reply.pop("utterance"), **reply})
        if said.intention is not Intention.CONTINUE:
            break
    return lines
