"""Where a chatbot answers, and what becomes of its answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import dspy
from socialsim.corpora.dialogues import read_dialogues
from socialsim.corpora.format import ReadDialogue, Source
from socialsim.corpora.replies import read_replies
from socialsim.programs.answering import points
from socialsim.programs.runner import Outcome
from socialsim.signatures import Dialogue, ParseFailure, Reasoning, Speaker, Turn


def dialogue(name: str, *said: str, format: str = "esconv") -> ReadDialogue:
    """Return a dialogue of texts that begin with s: for the seeker or h: for the supporter."""
    speakers: dict[str, Speaker] = {"s": "seeker", "h": "supporter"}
    turns = tuple(
        Turn(
            speaker=speakers[one[0]],
            text=one[2:],
            reasoning=Reasoning(thought="Hm.", strategy="Question") if one[0] == "h" else None,
        )
        for one in said
    )
    return ReadDialogue(Dialogue(turns=turns), id=name, source=Source(format, "a.json", 1, 1))


def test_every_turn_of_a_supporter_after_a_seeker_is_a_place() -> None:
    found = points([dialogue("one", "h:Hello.", "s:Hi.", "h:How are you?", "h:Well?", "s:Sad.", "h:", "h:Oh.")])
    assert [(one.turn, one.reference.text, len(one.context)) for one in found] == [
        (3, "How are you?", 2),
        (4, "Well?", 3),
        (7, "Oh.", 6),
    ]
    assert {one.dialogue for one in found} == {"one"}


def test_the_context_is_what_was_said_and_no_reasoning() -> None:
    (_, last) = points([dialogue("one", "s:Hi.", "h:How are you?", "s:Sad.", "h:Oh.")])
    assert last.context == (
        Turn(speaker="seeker", text="Hi."),
        Turn(speaker="supporter", text="How are you?"),
        Turn(speaker="seeker", text="Sad."),
    )
    assert last.job("0", 1).inputs["conversation"].messages == [
        {"user": "Hi."},
        {"assistant": "How are you?"},
        {"user": "Sad."},
    ]


def test_a_record_that_is_a_window_has_its_last_turn_and_the_conversation_of_its_kin() -> None:
    story = "s:My sister stopped answering my calls a month ago and I feel awful."
    records = [
        dialogue("1", story, "h:What happened?", format="outputs"),
        dialogue("2", "s:I lost my job on Monday, and nobody at home knows about it yet.", "h:Oh.", format="outputs"),
        dialogue("3", story, "h:What happened?", "s:We argued.", "h:About what?", format="outputs"),
        dialogue("4", story, "h:What happened?", "s:We argued.", format="outputs"),
    ]
    found = points(records)
    assert [(one.record, one.dialogue, one.turn, one.reference.text) for one in found] == [
        ("1", "conversation 1", None, "What happened?"),
        ("2", "conversation 2", None, "Oh."),
        ("3", "conversation 1", None, "About what?"),
    ]


def test_a_seed_depends_on_the_place_alone() -> None:
    one, two = dialogue("one", "s:Hi.", "h:Hello.", "s:Sad.", "h:Oh."), dialogue("two", "s:Hi.", "h:Hello.")
    alone, together = points([two]), points([one, two])
    seeds = [place.job("0", 1).inputs["seed"] for place in together]
    assert len(set(seeds)) == 3
    assert alone[0].job("7", 1).inputs["seed"] == seeds[2] != alone[0].job("7", 2).inputs["seed"]


def test_an_answer_stands_beside_what_the_person_said() -> None:
    (place,) = points([dialogue("one", "s:Hi.", "h:Hello.")])
    thought = Reasoning(action="Greet.", strategy="Others")
    reply = place.reply(Outcome("0", dspy.Prediction(utterance="Welcome!", reasoning=thought)))
    assert (reply.text, reply.references, reply.dialogue, reply.turn) == ("Welcome!", ("Hello.",), "one", 2)
    assert (reply.strategy, reply.reference_strategy, reply.reasoning) == ("Others", "Question", thought)
    assert (reply.context, reply.about) == (place.context, {})
    plain = place.reply(Outcome("0", dspy.Prediction(utterance="Welcome!", reasoning=None)))
    assert (plain.strategy, plain.reasoning) == (None, None)


def test_a_failure_is_a_reply_without_text() -> None:
    (place,) = points([dialogue("one", "s:Hi.", "h:Hello.")])
    reply = place.reply(Outcome("0", error=ParseFailure("not read", raw="?")))
    assert (reply.text, reply.strategy, reply.about) == (None, None, {"failed": "parse-failed"})
    assert reply == replace(reply, references=("Hello.",), context=place.context)


def test_rows_of_a_table_of_replies_are_of_the_conversations_that_its_reader_tells(
    open_file: Callable[[str], Path],
) -> None:
    path = open_file("esconv_outputs_deepseek/details_joint.csv")
    (outputs,) = read_replies(path).outputs
    found = points(read_dialogues(path))
    # 75 of the 1,889 replies open their conversation: nobody has asked for help yet.
    assert len(found) == 1889 - 75
    theirs = [outputs.replies[int(one.record) - 1] for one in found]
    assert {(one.dialogue, f"conversation {other.dialogue}") for one, other in zip(found, theirs, strict=True)} == {
        (name, name) for name in {one.dialogue for one in found}
    }
    assert [one.reference.strategy for one in found] == [one.reference_strategy for one in theirs]
