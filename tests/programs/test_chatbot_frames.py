"""A chatbot that was tuned to reason: asked by the conversation alone, and its frame is read, or asked for again."""

from __future__ import annotations

import asyncio

import dspy
import pytest
from dspy.lm15 import Request
from dspy.utils.exceptions import AdapterParseError
from socialsim.generators import sampling_seed
from socialsim.generators.adapter import REASKS
from socialsim.generators.frame import framed
from socialsim.programs import Chatbot, Seeker, Simulation, Supporter, fingerprint
from socialsim.programs.answering import Point
from socialsim.programs.runner import Outcome
from socialsim.signatures import NODES, ConfigurationError, Reasoning, Turn, as_history

from tests.generators.test_bare import CHAT, TALK, chat, replies
from tests.people import persona
from tests.recorder import Answer, recorded_lm

THOUGHT = Reasoning(situation="A job is lost.", thought="I have failed.", action="Ask on.", strategy="Question")
WRITTEN = framed(THOUGHT, "When was that?")


def asked(
    answer: Answer, chatbot: Chatbot | None = None, awaited: bool = False
) -> tuple[dspy.Prediction, list[Request]]:
    lm, recorder = recorded_lm(answer)
    lm.constrains_output = True
    chatbot, inputs = chatbot or Chatbot(nodes=[*NODES]), {"conversation": as_history(TALK, "supporter")}
    with dspy.context(lm=lm), sampling_seed(3):
        said = asyncio.run(chatbot.acall(**inputs)) if awaited else chatbot(**inputs)
    return said, recorder.requests


@pytest.mark.parametrize("awaited", [False, True])
def test_the_conversation_is_all_that_is_sent_and_the_frame_is_told_from_the_reply(awaited: bool) -> None:
    reply, (request,) = asked(replies(WRITTEN), awaited=awaited)
    assert (chat(request), request.system) == (CHAT, None)
    # Told to models that can be held to it; servers are asked by the conversation alone.
    assert request.config.response_format["name"] == "frame"
    assert (reply.utterance, reply.reasoning, reply.repaired) == ("When was that?", THOUGHT, False)


def test_a_system_message_is_all_that_may_be_added() -> None:
    _, (request,) = asked(replies(WRITTEN), Chatbot("Be kind.", [*NODES]))
    assert (chat(request), request.system) == (CHAT, "Be kind.")


def test_nodes_have_the_names_that_the_chatbot_was_tuned_with() -> None:
    reply, _ = asked(replies("Own view: It is hard.\n\nOh."), Chatbot(nodes=["own_view"]))
    assert (reply.utterance, reply.reasoning) == ("Oh.", Reasoning(own_view="It is hard."))
    for nodes in (["two words"], ["utterance"], ["thought", "thought"]):
        with pytest.raises(ConfigurationError, match=r"^program\.nodes: "):
            Chatbot(nodes=nodes)


def test_a_frame_that_cannot_be_read_is_asked_for_again_by_other_seeds_and_without_a_word() -> None:
    reply, requests = asked(replies("When was that?", f"Hm.\n{WRITTEN}", WRITTEN))
    assert (reply.utterance, reply.reasoning) == ("When was that?", THOUGHT)
    assert [chat(request) for request in requests] == [CHAT] * 3
    assert len({request.config.seed for request in requests}) == 3


def test_one_that_is_never_read_is_no_answer() -> None:
    left = replies(*["When was that?"] * (REASKS + 1))
    with pytest.raises(AdapterParseError, match="stands where Situation") as refused:
        asked(left)
    assert refused.value.lm_response == "When was that?"


def test_what_was_repaired_is_told_beside_the_reply_and_not_in_its_reasoning() -> None:
    point = Point("d", "d", 2, tuple(TALK), Turn(speaker="supporter", text="When?"))
    found, _ = asked(replies(WRITTEN.replace("Thought:", "**Thought:**")))
    assert (found.reasoning, found.repaired) == (THOUGHT, True)
    assert point.reply(Outcome("0", found)).about == {"frame": "repaired"}
    assert point.reply(Outcome("0", asked(replies(WRITTEN))[0])).about == {}


def test_a_demonstration_is_a_conversation_with_its_frame() -> None:
    chatbot = Chatbot(nodes=["thought"])
    shown = {"conversation": as_history(TALK[:1], "supporter"), "thought": "Poor\nme.", "utterance": " Oh. "}
    partial = {"conversation": as_history(TALK[:1], "supporter"), "utterance": "Ah."}
    chatbot.write.demos = [dspy.Example(**partial), dspy.Example(**shown)]
    _, (request,) = asked(replies("Thought: a\n\nb"), chatbot)
    assert chat(request) == [CHAT[0], ("assistant", "Thought: Poor me.\n\nOh."), *CHAT]


def test_whether_it_reasons_and_in_which_steps_is_a_part_of_its_fingerprint() -> None:
    made = [Chatbot(), Chatbot(nodes=["thought"]), Chatbot(nodes=["thought", "action"]), Supporter()]
    assert len({fingerprint(one) for one in made}) == len(made)


def test_in_a_dialogue_its_reasoning_stands_beside_its_replies_and_is_told_to_nobody() -> None:
    seeker_says = {"utterance": "I lost my job.", "intention": "continue"}
    seeker, heard = recorded_lm(lambda fields, request: seeker_says)
    supporter, told = recorded_lm(lambda fields, request: WRITTEN)
    simulation = Simulation(Seeker("persona"), Chatbot(nodes=[*NODES]), (4, 4))
    simulation.seeker.set_lm(seeker)
    simulation.supporter.set_lm(supporter)
    dialogue = simulation(persona=persona(), persona_id="p").dialogue
    ours = [turn for turn in dialogue.turns if turn.speaker == "supporter"]
    assert [turn.text for turn in ours] == ["When was that?"] * 2
    assert all(turn.reasoning == THOUGHT for turn in ours)
    for request in (*heard.requests, *told.requests):
        assert "I have failed" not in "\n".join(text for _, text in chat(request))
