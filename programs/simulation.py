"""The simulation: a seeker and a supporter talk turn by turn, each seeing only what it may see."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from typing import Any

import dspy

from ..generators.draft import Draft, redoing
from ..signatures import (
    ESCONV,
    Evidence,
    Intention,
    Persona,
    RejectedDraft,
    StopReason,
    Turn,
    as_history,
)
from .checks import Case, check_last_turn
from .checks.policy import REPORT, Policy
from .length import TURNS
from .making import DialogueMaker, Scene, Take, Written
from .program import Call, call
from .seeker import Seeker
from .supporter import Supporter


class Simulation(DialogueMaker):
    """Let `seeker` and `supporter` talk.

    The number of turns is drawn per dialogue between the two `turns`; the seeker is told how far the conversation
    is, the supporter is not. A turn that `checks` rejects is written again with the reasons in view; if every draft of
    it is rejected, the dialogue ends there. See `DialogueMaker` for how it is called and what it returns.
    """

    def __init__(
        self, seeker: Seeker, supporter: Supporter, turns: tuple[int, int] = TURNS, checks: Policy = REPORT
    ) -> None:
        super().__init__(turns, getattr(supporter, "taxonomy", ESCONV), checks)  # a wrapper such as BestOfN has none
        self.seeker, self.supporter = seeker, supporter

    @property
    def roles(self) -> Mapping[str, dspy.Module]:
        return {"seeker": self.seeker, "supporter": self.supporter}

    def compose(self, scene: Scene) -> Take:
        turns: list[Turn] = []
        drafts: list[RejectedDraft] = []
        stop = StopReason.TURN_LIMIT
        for number in range(1, scene.exchanges + 1):
            progress = progress_of(number, scene.exchanges)
            seen = {"persona": scene.persona, "post": scene.post, "progress": progress}
            said, rejected = yield from self._turn(scene, self.seeker, turns, drafts, _seeker_turn, seen)
            if not rejected:
                _, rejected = yield from self._turn(scene, self.supporter, turns, drafts, _supporter_turn, {})
            if rejected:
                stop = StopReason.CHECK_FAILED
                break
            if (intention := Intention(said.intention)) is not Intention.CONTINUE:
                stop = _STOP[intention]
                break
        return Written(tuple(turns), stop, tuple(drafts))

    def _turn(
        self,
        scene: Scene,
        speaker: Seeker | Supporter,
        turns: list[Turn],
        drafts: list[RejectedDraft],
        turn_of: Callable[[Any], Turn],
        seen: dict[str, Any],
    ) -> Generator[Call, Any, tuple[Any, tuple[Evidence, ...]]]:
        """Add a speaker's next turn; return what the speaker answered, and why the turn is rejected, if it is."""
        inputs = {"conversation": as_history(turns, "seeker" if speaker is self.seeker else "supporter")} | seen
        said: Any = yield call(speaker, **inputs)
        rejected = self._against(scene, turns, turn_of(said))
        for draft in range(1, self.checks.tries):
            if not rejected:
                break
            turn = turn_of(said)
            drafts.append(
                RejectedDraft(take=scene.take, number=len(turns) + 1, draft=draft, turn=turn, evidence=rejected)
            )
            with redoing(Draft(_answers(said, turn), _wrong(rejected), draft)):
                said = yield call(speaker, **inputs)
            rejected = self._against(scene, turns, turn_of(said))
        turns.append(turn_of(said))
        return said, rejected

    def _against(self, scene: Scene, turns: list[Turn], turn: Turn) -> tuple[Evidence, ...]:
        if self.checks.rejects == "nothing":
            return ()
        return self.checks.rejecting(check_last_turn(self.case((*turns, turn), scene.persona)))

    def case(self, turns: tuple[Turn, ...], persona: Persona | None, stop_reason: StopReason | None = None) -> Case:
        # A seeker that plays the post may well be another person than the persona that was made of it.
        return super().case(
            turns, persona if getattr(self.seeker, "sees", "persona") == "persona" else None, stop_reason
        )


def _seeker_turn(said: Any) -> Turn:
    return Turn(speaker="seeker", text=said.utterance)


def _supporter_turn(said: Any) -> Turn:
    return Turn(speaker="supporter", text=said.utterance, reasoning=said.reasoning)


def _answers(said: Any, turn: Turn) -> dict[str, str]:
    """Return the fields of a draft by name: what the speaker answered, and what the supporter thought before it."""
    thoughts = turn.reasoning.steps() if turn.reasoning else {}
    return {name: str(said[name]) for name in ("utterance", "intention") if name in said} | thoughts


def _wrong(rejected: tuple[Evidence, ...]) -> dict[str, str]:
    """Return part of the turn → what is wrong with it."""
    parts = dict.fromkeys(one.part for one in rejected)
    return {part: " ".join(dict.fromkeys(one.reason for one in rejected if one.part == part)) for part in parts}


_STOP = {
    Intention.RESOLVED: StopReason.RESOLVED,
    Intention.LEAVE: StopReason.SEEKER_LEFT,
}


def progress_of(number: int, exchanges: int) -> str:
    """Return how the seeker is told that this is its message `number` of `exchanges`, from 1."""
    phase = "your last message" if number == exchanges else f"{exchanges - number} more to come"
    return f"message {number} of about {exchanges} ({phase})"
