"""What optimizers learn from: each side's view of a conversation, and nothing that it could not have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from socialsim.corpora.dialogues import demonstrations_path, read_dialogues
from socialsim.corpora.format import ReadDialogue
from socialsim.optimizers import of_persona, of_turns, written
from socialsim.optimizers.examples import name_of
from socialsim.programs import Seeker, Simulation, Supporter
from socialsim.signatures import NODES, Dialogue, HelpPost, Intention, Reasoning, StopReason, Turn, as_history

from tests.conversations import GOOD, talk
from tests.people import SECRET, numbered, persona
from tests.recorder import everything, recorded_lm

SAID = Dialogue(turns=GOOD.turns, stop_reason=StopReason.RESOLVED)


def test_a_persona_is_the_input_of_a_simulation() -> None:
    post = HelpPost(text="Nobody comes to the island any more.")
    item = of_persona(persona(), "sha256:persona", post, seed=7)
    assert dict(item.example.inputs()) == {
        "persona": persona(),
        "persona_id": "sha256:persona",
        "post": post,
        "seed": 7,
    }
    assert item.told == post.text
    assert of_persona(persona(), "sha256:persona").told == persona().situation


def test_a_conversation_is_seen_from_the_speaker_s_side_up_to_the_turn() -> None:
    (first, second, *_) = of_turns(SAID, "supporter", "talk")
    assert first.example.conversation.messages == [{"user": GOOD.turns[0].text}]
    assert second.example.conversation.messages == [
        {"user": GOOD.turns[0].text},
        {"assistant": GOOD.turns[1].text},
        {"user": GOOD.turns[2].text},
    ]
    (begins, answers, *_) = of_turns(SAID, "seeker", "talk", persona())
    assert begins.example.conversation.messages == []
    assert answers.example.conversation.messages == [{"assistant": GOOD.turns[0].text}, {"user": GOOD.turns[1].text}]
    for speaker in ("seeker", "supporter"):
        for item, number in zip(of_turns(SAID, speaker, "talk", persona()), GOOD.numbers[speaker], strict=True):
            assert item.example.utterance == GOOD.turns[number - 1].text
            assert item.example.conversation == as_history(GOOD.turns[: number - 1], speaker)


def test_what_was_thought_is_known_and_no_input() -> None:
    for item, number in zip(of_turns(SAID, "supporter", "talk"), GOOD.numbers["supporter"], strict=True):
        reasoning = GOOD.turns[number - 1].reasoning
        assert reasoning is not None
        assert {name: item.example[name] for name in NODES} == reasoning.steps()
        assert set(item.example.inputs().keys()) == {"conversation", "seed"}


def test_a_supporter_s_example_has_nothing_of_the_persona() -> None:
    about = {"persona": {"occupation": SECRET}, "post": SECRET, "situation": SECRET, "emotion_type": "fear"}
    for item in of_turns(SAID, "supporter", "talk", persona(), about):
        assert SECRET not in str(item.example)
        assert "persona" not in item.example
        assert item.example.emotion_type == "fear"


def test_a_note_does_not_pass_for_what_it_is_called() -> None:
    """ESConv's records have a `situation`, and any record may have an `id`: neither is a node's answer or our id."""
    about = {"id": 17, "base": {"utterance": "x"}, "augmented": True, "seed": 3, "utterance": "x", "conversation": "x"}
    about |= dict.fromkeys(NODES, "a note") | {"progress": "x", "intention": "x"}
    silent = Dialogue(turns=talk("My cat died.", "I am sorry to hear that.").turns)
    (item,) = of_turns(silent, "supporter", "talk", about=about)
    assert item.id == "talk#2"
    assert item.example.conversation == as_history(silent.turns[:1], "supporter")
    assert set(item.example.keys()) == {"id", "conversation", "seed", "utterance"}
    assert (item.example.utterance, item.told) == ("I am sorry to hear that.", "a note")


def test_a_seeker_without_a_persona_is_nothing_to_learn_from() -> None:
    assert list(of_turns(SAID, "seeker", "talk")) == []


def test_progress_is_worded_as_the_simulation_words_it() -> None:
    lm, recorder = recorded_lm(numbered())
    simulation = Simulation(Seeker(), Supporter(nodes=()), turns=(12, 12))
    simulation.set_lm(lm)
    dialogue = simulation(persona=persona(), persona_id="p", seed=1).dialogue
    asked = [everything(request) for request in recorder.requests if "intention" in everything(request)]
    learned = [item.example.progress for item in of_turns(dialogue, "seeker", "talk", persona())]
    assert len(asked) == len(learned) == len(set(learned)) == 6
    for prompt, progress in zip(asked, learned, strict=True):
        assert f"[[ ## progress ## ]]\n{progress}\n" in prompt


@pytest.mark.parametrize(
    ("stop", "last"),
    [
        (StopReason.RESOLVED, Intention.RESOLVED),
        (StopReason.SEEKER_LEFT, Intention.LEAVE),
        (StopReason.TURN_LIMIT, Intention.CONTINUE),
        (None, Intention.CONTINUE),
    ],
)
def test_the_seeker_ends_it_with_its_last_message_if_it_ended_it(stop: StopReason | None, last: Intention) -> None:
    dialogue = Dialogue(turns=GOOD.turns, stop_reason=stop)
    said = [item.example.intention for item in of_turns(dialogue, "seeker", "talk", persona())]
    assert said == [Intention.CONTINUE] * 7 + [last]


def test_every_turn_has_an_id_and_a_seed_of_its_own() -> None:
    items = [item for name in ("one", "two") for item in of_turns(SAID, "supporter", name, seed=4)]
    assert len({item.id for item in items}) == len({item.example.seed for item in items}) == 16
    assert [item.example.seed for item in of_turns(SAID, "supporter", "one", seed=5)] != [
        item.example.seed for item in items[:8]
    ]


def test_conversations_of_two_files_that_are_merely_numbered_are_not_taken_for_one() -> None:
    both = [Dialogue(turns=talk("My cat died.", text).turns) for text in ("I am sorry.", "Tell me about the cat.")]
    names = [name_of(ReadDialogue(dialogue, 1, 1, "1")) for dialogue in both]
    assert len(set(names)) == 2
    assert name_of(ReadDialogue(both[0], 1, 1, "seed-1")) == "seed-1"


def test_the_demonstrations_that_ship_show_both_roles_and_every_node() -> None:
    shown = written()
    assert set(shown) == {"seeker", "supporter"}
    assert all(item.example.persona is not None and item.example.progress for item in shown["seeker"])
    assert all(item.example[node] for item in shown["supporter"] for node in NODES)
    assert not any("persona" in item.example.inputs() for item in shown["supporter"])
    ids = [item.id for items in shown.values() for item in items]
    assert len(set(ids)) == len(ids) == sum(len(one.dialogue.turns) for one in read_dialogues(demonstrations_path()))


def test_people_s_conversations_are_read_without_what_no_supporter_saw(open_file: Callable[[str], Path]) -> None:
    found = list(read_dialogues(open_file("esconv_hf/test.part-open.txt")))
    items = [item for one in found for item in of_turns(one.dialogue, "supporter", name_of(one), about=one.about)]
    assert len({item.id for item in items}) == len(items) == 402
    situations = {str(one.about["situation"]) for one in found}
    assert {item.told for item in items} == situations
    for item in items:
        assert "situation" not in item.example
        assert item.example.strategy


def test_a_node_of_another_chain_is_known_under_its_own_name() -> None:
    extra: dict[str, Any] = {"mood": "low"}
    turns = (Turn(speaker="seeker", text="Hi."), Turn(speaker="supporter", text="Hello.", reasoning=Reasoning(**extra)))
    (item,) = of_turns(Dialogue(turns=turns), "supporter", "talk", about={"mood": "a note"})
    assert item.example.mood == "low"
