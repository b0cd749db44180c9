"""The checks of a turn drive DSPy's own wrappers."""

from __future__ import annotations

from typing import Any

import dspy
import pytest
from dspy.lm15 import Request
from socialsim.generators import ConversationAdapter
from socialsim.generators.offline.engine import OfflineEngine
from socialsim.programs import Supporter
from socialsim.programs.checks.reward import faults_of_turn, turn_reward
from socialsim.signatures import Turn, as_history, turns_of

from tests.recorder import Recorder, everything, recorded_lm, written

TOLD = (
    Turn(speaker="seeker", text="I failed my exam on Monday and I cannot sleep."),
    Turn(speaker="supporter", text="That sounds exhausting. What went through your mind?"),
    Turn(speaker="seeker", text="That I am stupid, and that my mother will be ashamed of me."),
)
CONVERSATION = as_history(TOLD, "supporter")


def supporter_with_bad_drafts(count: int) -> tuple[dspy.LM, Recorder]:
    """Return the offline generator whose first `count` replies begin with a role label, and that gives feedback."""
    engine, replies = OfflineEngine(), [0]

    def answer(fields: list[str], request: Request) -> str:
        if "advice" in str(request.system):
            return written({"discussion": "It has a label.", "advice": '{"write": "Leave the label out."}'})
        text = engine.complete(request).message.text or ""
        replies[0] += 1
        bad = replies[0] <= count
        return text.replace("[[ ## utterance ## ]]\n", "[[ ## utterance ## ]]\nSupporter: ") if bad else text

    return recorded_lm(answer)


def test_what_was_said_comes_back_from_a_history_without_the_reasoning() -> None:
    assert turns_of(CONVERSATION, "supporter") == TOLD
    assert turns_of(as_history(TOLD, "seeker"), "seeker") == TOLD


def test_a_good_turn_is_worth_1_and_a_fault_halves_it() -> None:
    reward = turn_reward("supporter")
    good = dspy.Prediction(utterance="It must hurt to fear that she will be ashamed of you.", reasoning=None)
    bad = dspy.Prediction(utterance="Supporter: It must hurt to fear that she will be ashamed.", reasoning=None)
    assert reward({"conversation": CONVERSATION}, good) == 1.0
    assert reward({"conversation": CONVERSATION}, bad) == 0.5
    assert [one.kind for one in faults_of_turn("supporter", {"conversation": CONVERSATION}, bad)] == ["role_label"]


@pytest.mark.parametrize("wrapper", [dspy.BestOfN, dspy.Refine])
def test_dspys_wrappers_take_the_draft_without_faults(wrapper: Any) -> None:
    lm, recorder = supporter_with_bad_drafts(1)
    with dspy.context(lm=lm, adapter=ConversationAdapter()):  # Refine builds its own on the configured one
        supporter = Supporter(nodes=())
        supporter.set_lm(lm)
        best = wrapper(supporter, N=3, reward_fn=turn_reward("supporter"), threshold=1.0)
        said = best(conversation=CONVERSATION)
    assert not said.utterance.startswith("Supporter:")
    assert any("Leave the label out." in everything(asked) for asked in recorder.requests) is (wrapper is dspy.Refine)
