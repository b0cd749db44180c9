"""What of an answer is shown while it is written: the utterance and nothing else, wherever the answer is cut."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Any

import pytest
from dspy.utils.exceptions import AdapterParseError
from hypothesis import given
from hypothesis import strategies as st
from socialsim.commands.chat_spoken import behind_frame, form_of, marked, whole
from socialsim.commands.plain import plain
from socialsim.generators.answer import read_answer
from socialsim.generators.frame import FrameError, framed, read_framed
from socialsim.programs import Chatbot, Supporter
from socialsim.signatures import Reasoning, ReplyToSeeker

NODES = ("situation", "strategy")
FRAMED = partial(behind_frame, NODES)
Form = Callable[[str], str]


def shown(form: Form, text: str) -> list[str]:
    """Return what is shown of every beginning of a text, and see that it only grows."""
    seen = [form(text[:length]) for length in range(len(text) + 1)]
    for before, after in pairwise(seen):
        assert after.startswith(before), (before, after)
    return seen


@pytest.mark.parametrize(
    ("form", "text", "utterance"),
    [
        (whole, "  I hear you.\r\n\r\nWhat happened? ", "I hear you.\n\nWhat happened?"),
        (whole, "Hi \x1b[31mred\x1b[0m \x1b]0;title\x07there\x1b[2J!", "Hi red there!"),
        (whole, "x\x1b[é \x9b5m y", "x[é 5m y"),
        (whole, "[[ ## utterance ## ]]\nno marker here", "[[ ## utterance ## ]]\nno marker here"),
        (marked, "[[ ## utterance ## ]]\nI hear you.\n\n[[ ## completed ## ]]", "I hear you."),
        (marked, "[[ ## thought ## ]]\nSad.\n\n[[ ## utterance ## ]]\nI\n- a\n- b [1]\n\n[[ ## x ## ]]\ny",
         "I\n- a\n- b [1]"),
        (marked, "**[[##utterance##]]**: \n*Hm.* [[ no.\n[[ # neither\n> `[[ ## completed ## ]]`",
         "*Hm.* [[ no.\n[[ # neither"),
        (marked, "[[ ## utterance ## ]] one [[ ## completed ## ]] two", "one [[ ## completed ## ]] two"),
        (marked, "Just a reply without a marker.", ""),
        (marked, "[[ ## thought ## ]]\nA thought alone.", ""),
        (FRAMED, "Situation: A job is lost.\nStrategy: Question\n\nSince when?", "Since when?"),
        (FRAMED, "**Situation:** A job.\n\nStrategy: Question\nReply: Since when?\nTell me.", "Since when?\nTell me."),
        (FRAMED, "Situation: A job is lost.\nStrategy: Question", ""),
        (FRAMED, "A reply without a frame.", ""),
    ],
)  # fmt: skip
def test_the_utterance_is_shown_as_it_grows_and_nothing_else(form: Form, text: str, utterance: str) -> None:
    assert shown(form, text)[-1] == utterance


TEXTS = st.text(alphabet=st.sampled_from("ab .[]#\n*-:\x1b[m\r_"), max_size=40)


@given(TEXTS)
def test_of_any_text_what_is_shown_is_what_is_read(text: str) -> None:
    assert plain(text.strip().replace("\r\n", "\n")).startswith(shown(whole, text)[-1])


@given(
    st.lists(st.sampled_from(["[[ ## utterance ## ]]", "[[ ## completed ## ]]", "\n", " ", "**", "I", "[", "[[ ## no"]))
)
def test_of_any_marked_text_what_is_shown_is_what_is_read(parts: list[str]) -> None:
    text = "".join(parts)
    seen = shown(marked, text)[-1]
    try:
        read: dict[str, Any] = read_answer(ReplyToSeeker, text)
    except AdapterParseError:
        return
    assert read["utterance"].startswith(seen)


@given(TEXTS)
def test_of_any_frame_what_is_shown_is_what_is_read(utterance: str) -> None:
    try:
        text = framed(Reasoning(situation="A job is lost.", strategy="Question"), utterance)
    except FrameError:
        return
    assert plain(read_framed(text, NODES).utterance).startswith(shown(FRAMED, text)[-1])


def test_each_kind_of_supporter_has_its_form() -> None:
    assert form_of(Supporter()) is marked
    assert form_of(Chatbot()) is whole
    of_reasoning = form_of(Chatbot(nodes=NODES))
    assert of_reasoning("Situation: A.\nStrategy: B\n\nHi there") == "Hi there"
