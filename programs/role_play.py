"""Role play: a seeker who plays a role card talks with a supporter who is to be measured (ESC-Eval, arXiv 2406.14952).

play = RolePlay(CardSeeker(), Supporter(nodes=()))
play(card=card, seed=0).dialogue

The supporter is taken as it is: no check asks it to write anything again, and every supporter has as many messages.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dspy

from ..generators.adapter import BEGINS
from ..generators.sampling import sampling_seed
from ..signatures import (
    ESCONV,
    ConfigurationError,
    Dialogue,
    PlayCard,
    RoleCard,
    StopReason,
    Turn,
    as_history,
    seed_from,
)
from .ask import Ask
from .checks import Case, check
from .program import Program, Steps, call
from .provenance import provenance
from .simulation import progress_of
from .supporter import Supporter

ROUNDS = 5
"""A round is a message of each; ESC-Eval plays five."""
GREETINGS = {
    "en": "Hello, I'm your personal assistant. You can confide in me about any worries or concerns you may have!",
    "zh": "你好，我是您的私人助手，您有任何烦恼都可以向我诉说！",
}
"""Language of the card → what the supporter is made to begin with in all published results of ESC-Eval."""


class CardSeeker(Program):
    """Write the next message of the person on a role card.

    Calling it with ``card``, ``conversation`` (`as_history(turns, "seeker")`) and ``progress`` returns ``utterance``.
    """

    def __init__(self) -> None:
        super().__init__()
        self.write = Ask(PlayCard)

    def steps(self, card: RoleCard, conversation: dspy.History, progress: str) -> Steps:  # type: ignore[override]
        written: Any = yield call(
            self.write,
            card=card.text,
            language=card.language,
            manner=": ".join(filter(None, (card.attitude, card.manner))) or None,
            conversation=_parted(conversation),
            progress=progress,
        )
        return dspy.Prediction(utterance=written.utterance)


def _parted(conversation: dspy.History) -> dspy.History:
    """Return the conversation with a word on where it begins, if the supporter begins it: what it says first stands in
    one message of the prompt with the card, and would read as a part of it."""
    match conversation.messages:
        case [{"user": first}, *others]:
            return dspy.History(messages=[{"user": f"{BEGINS}\n\n{first}"}, *others])
    return conversation


class RolePlay(Program):
    """Let `seeker` play a card against `supporter`.

    Calling it with ``card`` and optionally ``seed`` returns ``dialogue``, whose provenance has the card's address
    in the place of a persona's, and ``checks``, what every rule says of it. Rules reject nothing here, so
    ``rejected`` is always "", ``drafts`` is () and ``takes`` is 1. An ``attempt`` above 0 asks anew where an earlier
    one's answers could not be read.

    Args:
        rounds: messages of each speaker.
        greeting: what the supporter is made to begin with, by the language of the card or for all cards; "" where the
            seeker begins. It comes before the rounds.

    Raises:
        ConfigurationError: fewer than one round.
    """

    def __init__(
        self,
        seeker: CardSeeker,
        supporter: Supporter,
        rounds: int = ROUNDS,
        greeting: str | Mapping[str, str] = GREETINGS,
    ) -> None:
        super().__init__()
        if rounds < 1:
            raise ConfigurationError(f"rounds={rounds}: has to be 1 or more")
        self.seeker, self.supporter, self.rounds = seeker, supporter, rounds
        self.greeting = greeting if isinstance(greeting, str) else dict(greeting)

    @property
    def roles(self) -> Mapping[str, dspy.Module]:
        """Role (seeker, supporter) → the module that plays it."""
        return {"seeker": self.seeker, "supporter": self.supporter}

    def steps(self, card: RoleCard, seed: int = 0, attempt: int = 0) -> Steps:  # type: ignore[override]
        played = card.address
        turns = self._opening(card)
        with sampling_seed(seed_from(seed, played), attempt):
            for number in range(1, self.rounds + 1):
                seen = {"card": card, "progress": progress_of(number, self.rounds)}
                said: Any = yield call(self.seeker, conversation=as_history(turns, "seeker"), **seen)
                turns.append(Turn(speaker="seeker", text=said.utterance))
                reply: Any = yield call(self.supporter, conversation=as_history(turns, "supporter"))
                turns.append(Turn(speaker="supporter", text=reply.utterance, reasoning=reply.reasoning))
        dialogue = Dialogue(
            turns=tuple(turns),
            stop_reason=StopReason.TURN_LIMIT,
            provenance=provenance(self, played, seed, self.roles),
        )
        taxonomy = getattr(self.supporter, "taxonomy", ESCONV)  # a wrapper such as BestOfN has none
        checks = check(Case.of(dialogue, shortest=2 * self.rounds, taxonomy=taxonomy))
        return dspy.Prediction(dialogue=dialogue, checks=checks, rejected="", drafts=(), takes=1)

    def _opening(self, card: RoleCard) -> list[Turn]:
        text = self.greeting if isinstance(self.greeting, str) else self.greeting.get(card.language)
        if text is None:
            raise ConfigurationError(
                f"card {card.id}: is in {card.language!r}, and the greeting is there in {', '.join(self.greeting)} "
                "only; say greeting=TEXT, or greeting=null to let the seeker begin"
            )
        return [Turn(speaker="supporter", text=text)] if text else []
