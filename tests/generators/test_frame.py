"""Reasoning in a fixed form before a reply: written so that it reads one way, and read as far as there is no doubt."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from socialsim.generators.frame import Framed, FrameError, frame, framed, read_framed
from socialsim.signatures import NODES, Reasoning

FOUR = Reasoning(situation="A job is lost.", thought="I have failed.", action="Ask on.", strategy="Question")
WRITTEN = "Situation: A job is lost.\nThought: I have failed.\nAction: Ask on.\nStrategy: Question\n\nWhat happened?"
TWO = ("situation", "thought")
READ = Framed({"situation": "A job is lost.", "thought": "I have failed."}, "What happened?", repaired=True)


def test_a_line_for_each_node_an_empty_one_and_the_utterance() -> None:
    assert framed(FOUR, "What happened?\n") == WRITTEN
    assert read_framed(WRITTEN, [*NODES]) == Framed(FOUR.steps(), "What happened?")


def test_a_node_is_one_line_whatever_was_in_it() -> None:
    spread = Reasoning(situation=" It is\r\n\r\nbad:  \u2028 very.\n", own_view="Strategy: none")
    assert frame(spread) == "Situation: It is bad: very.\nOwn view: Strategy: none\n\n"


@pytest.mark.parametrize("nothing", [None, Reasoning(), Reasoning(strategy=" ")])
def test_without_reasoning_there_is_no_frame(nothing: Reasoning | None) -> None:
    assert frame(nothing) == ""


nodes = st.lists(st.sampled_from([*NODES, "own_view", "plan"]), min_size=1, unique=True)
# What people write, and what is written to be misread: labels, colons, emphasis, every kind of line end.
texts = st.text() | st.lists(
    st.sampled_from(
        ["Thought", "situation", ":", "**", "_", " ", "\n", "\n\n", "\r\n", "\r", "\u2028", "1. ", "Reply", "no"]
    )
).map("".join)


@given(nodes, st.data(), texts)
def test_what_is_written_is_read_as_it_was_given(names: list[str], data: st.DataObject, utterance: str) -> None:
    reasoning = Reasoning(**{name: data.draw(texts.filter(str.strip)) for name in names})
    assume(utterance.strip())
    try:
        text = framed(reasoning, utterance)
    except FrameError:  # only where a line of the utterance begins as one of the frame, or of an utterance, does
        words = [name.replace("_", " ") for name in names]
        words += ["reply", "response", "utterance", "supporter", "assistant"]
        assert ":" in utterance and any(word in utterance.lower() for word in words)
        return
    found = read_framed(text, names)
    assert not found.repaired
    assert found.utterance == utterance.strip().replace("\r\n", "\n")
    assert found.steps == {name: " ".join(text.split()) for name, text in reasoning.steps().items()}
    assert text.startswith(frame(reasoning)) and read_framed(f"\n {text} \n", names) == found


@pytest.mark.parametrize(
    "text",
    [
        "Situation: A job is lost.\nThought: I have failed.\nWhat happened?",
        "Situation: A job is lost.\n\n\nThought: I have failed.\n\n\n\nWhat happened?",
        "Situation: A job is lost.\r\nThought: I have failed.\r\n\r\nWhat happened?",
        "situation: A job is lost.\nTHOUGHT:I have failed.\n\nWhat happened?",
        "**Situation:** A job is lost.\n**Thought**: I have failed.\n\nWhat happened?",
        "**Situation: A job is lost.**\n__Thought: I have failed.__\n\nWhat happened?",
        "- Situation : A job is lost.\n* Thought:  I have failed. \n\nWhat happened?",
        "1. **Situation:** A job is lost.\n2) Thought: I have failed.\n\n**Reply:** What happened?",
        "### Situation: A job is lost.\n  Thought: I have failed.\n\nSupporter:\nWhat happened?",
        "Thought: I have failed.\nSituation: A job is lost.\n\nutterance: What happened?",
    ],
)
def test_what_leaves_no_doubt_is_repaired(text: str) -> None:
    assert read_framed(text, TWO) == READ


def test_emphasis_within_a_text_is_a_part_of_it() -> None:
    text = "Situation: *sigh* A job.\nThought: I have **failed**\n\n*hugs* Oh."
    assert read_framed(text, TWO) == Framed(
        {"situation": "*sigh* A job.", "thought": "I have **failed**"}, "*hugs* Oh."
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Situation or Thought is missing"),
        ("What happened?", '"What happened?" stands where Situation or Thought should'),
        ("Situation: A job is lost.", "Thought is missing"),
        ("Situation: A job is lost.\n\nWhat happened?", '"What happened?" stands where Thought should'),
        ("Let me think.\nSituation: a\nThought: b\n\nOh.", '"Let me think." stands where Situation or Thought should'),
        ("Situation: a\nmore\nThought: b\n\nOh.", '"more" stands where Thought should'),
        ("Situation: a\nThought: \n\nOh.", "Thought is empty"),
        ("Situation: a\nSituation: b\nThought: c\n\nOh.", "Situation is there twice"),
        ("Situation: a\nThought: b\n\n", "there is no utterance"),
        ("Situation: a\nThought: b\n\nReply:", "there is no utterance"),
        ("Situation: a\nThought: b\n\nOh.\n**Thought:** c", "Thought stands in the utterance"),
    ],
)
def test_what_may_be_meant_otherwise_is_refused_in_one_line(text: str, reason: str) -> None:
    with pytest.raises(FrameError) as refused:
        read_framed(text, TWO)
    assert str(refused.value) == reason


@pytest.mark.parametrize("utterance", ["", " \n", "Reply: yes", "Oh.\nThought: no"])
def test_an_utterance_that_would_be_misread_is_not_written(utterance: str) -> None:
    with pytest.raises(FrameError):
        framed(FOUR, utterance)
