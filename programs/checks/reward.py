"""The checks of a turn as a reward, in the form that DSPy's own wrappers and optimizers take:

    dspy.BestOfN(Supporter(), N=3, reward_fn=turn_reward("supporter"), threshold=1.0)

`dspy.Refine` takes it likewise, under ``dspy.configure(adapter=ConversationAdapter())``, on which it builds its own.
`Simulation(…, checks=STANDARD)` does the same for both speakers without asking for another draft than it needs, shows
what was wrong with the last one, and works under asyncio.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, get_args

from ...signatures import ESCONV, ConfigurationError, Evidence, Speaker, Taxonomy, Turn, turns_of
from . import check_last_turn
from .rule import Case, score_of

Reward = Callable[[Mapping[str, Any], Any], float]


def turn_reward(speaker: Speaker, taxonomy: Taxonomy = ESCONV) -> Reward:
    """Return a function of a speaker's inputs and prediction to its score in [0, 1]; 1 is a turn with nothing wrong."""

    if speaker not in get_args(Speaker):
        raise ConfigurationError(f"turn_reward({speaker!r}): there is no such speaker; there are seeker, supporter")

    def reward(inputs: Mapping[str, Any], prediction: Any) -> float:
        return score_of(faults_of_turn(speaker, inputs, prediction, taxonomy))

    return reward


def faults_of_turn(
    speaker: Speaker, inputs: Mapping[str, Any], prediction: Any, taxonomy: Taxonomy = ESCONV
) -> tuple[Evidence, ...]:
    """Return what is wrong with the turn that a speaker predicts, of which it was given ``conversation``."""
    said = Turn(speaker=speaker, text=prediction.utterance, reasoning=prediction.get("reasoning"))
    turns = (*turns_of(inputs["conversation"], speaker), said)
    return check_last_turn(Case(turns, inputs.get("persona"), taxonomy=taxonomy))
