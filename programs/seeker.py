"""The seeker: plays a persona, or, for the baselines, somebody of whom only the post is known."""

from __future__ import annotations

from typing import Any, Literal, get_args

import dspy

from ..signatures import ConfigurationError, HelpPost, Persona, WritePosterUtterance, WriteSeekerUtterance
from .ask import Ask
from .program import Program, Steps, call

Sees = Literal["persona", "post"]


class Seeker(Program):
    """Write the seeker's next message.

    Args:
        sees: ``persona`` plays the 11 attributes; ``post`` gives the model the post and nothing else.

    Calling it with ``persona``, ``post`` (only needed when it is what the seeker sees), ``conversation``
    (`as_history(turns, "seeker")`) and ``progress`` returns ``utterance`` and ``intention``.
    """

    def __init__(self, sees: Sees = "persona") -> None:
        super().__init__()
        if sees not in get_args(Sees):
            raise ConfigurationError(f"program.sees: {sees!r} is neither persona nor post")
        self.sees = sees
        self.write = Ask(WriteSeekerUtterance if sees == "persona" else WritePosterUtterance)

    def steps(  # type: ignore[override]
        self, persona: Persona, conversation: dspy.History, progress: str, post: HelpPost | None = None
    ) -> Steps:
        # A persona bank without posts still has the situation, which is what earlier corpora gave their seekers.
        who: dict[str, Any] = {"persona": persona} if self.sees == "persona" else {"post": _words_of(persona, post)}
        written: Any = yield call(self.write, conversation=conversation, progress=progress, **who)
        return dspy.Prediction(utterance=written.utterance, intention=written.intention)


def _words_of(persona: Persona, post: HelpPost | None) -> str:
    return post.text if post is not None else f"{persona.situation} {persona.event.description}"
