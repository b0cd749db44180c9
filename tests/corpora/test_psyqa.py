"""PsyQA: each answer and what it answers are one dialogue, in Chinese, with the strategies of its parts as notes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from socialsim.corpora.dialogues import DialogueReading, read_dialogues
from socialsim.corpora.formats.psyqa import PSYQA
from socialsim.signatures import Turn

from tests.corpora.told import Write

LABELS = [{"start": 0, "end": 5, "type": "Approval and Reassurance"}, {"start": 5, "end": 9, "type": "Others"}]
FIRST: dict[str, Any] = {"answer_text": "渡轮会来的。别着急", "has_label": True, "labels_sequence": LABELS}
SECOND: dict[str, Any] = {"answer_text": "写信给船长。", "has_label": False, "labels_sequence": None}
RECORD: dict[str, Any] = {
    "question": "渡轮为什么停了？",
    "description": "没有人来看我。",
    "keywords": "孤独,灯塔,",
    "answers": [FIRST, SECOND],
    "questionID": 31,
}


def read(write: Write, *records: Any) -> tuple[list[Any], DialogueReading]:
    reading = read_dialogues(write("psyqa.json", json.dumps(records, ensure_ascii=False, indent=0)))
    return list(reading), reading


def with_answer(**changes: Any) -> dict[str, Any]:
    return RECORD | {"answers": [FIRST | changes]}


def test_every_answer_is_a_dialogue_with_the_question(write: Write) -> None:
    found, reading = read(write, RECORD)
    assert reading.format is PSYQA
    asked = Turn(speaker="seeker", text="渡轮为什么停了？\n\n没有人来看我。")
    assert [one.dialogue.turns for one in found] == [
        (asked, Turn(speaker="supporter", text=FIRST["answer_text"])),
        (asked, Turn(speaker="supporter", text=SECOND["answer_text"])),
    ]
    assert [one.id for one in found] == ["31-1", "31-2"]
    assert {(one.topic, one.simulated, one.line) for one in found} == {("孤独,灯塔", False, 2)}
    assert reading.quirks == {}


def test_what_is_said_of_parts_of_an_answer_are_notes_on_its_turn(write: Write) -> None:
    (first, second), _ = read(write, RECORD)
    assert first.about == {
        "keywords": "孤独,灯塔,",
        "questionID": 31,
        "turns": {"2": {"has_label": True, "labels_sequence": LABELS}},
    }
    assert second.about["turns"] == {"2": {"has_label": False}}


@pytest.mark.parametrize("spelt", [json.dumps(LABELS), str(LABELS)])
def test_labels_in_a_string_are_the_list_in_it(write: Write, spelt: str) -> None:
    [found], reading = read(write, with_answer(labels_sequence=spelt))
    assert found.about["turns"]["2"]["labels_sequence"] == LABELS
    assert reading.quirks == {"labels written as a string, read as the list in it": 1}


@pytest.mark.parametrize("spelt", ["Others", "[" * 100_000, "{}", ""])
def test_a_string_that_is_no_list_stays_and_is_counted(write: Write, spelt: str) -> None:
    [found], reading = read(write, with_answer(labels_sequence=spelt))
    assert found.about["turns"]["2"]["labels_sequence"] == spelt
    assert reading.quirks == {"labels written as a string, which is no list, kept as it is": 1}


def test_labels_fit_the_answer_unless_white_space_before_it_was_left_out(write: Write) -> None:
    [found], reading = read(write, with_answer(answer_text="  " + FIRST["answer_text"]))
    assert found.dialogue.turns[1].text == FIRST["answer_text"]
    assert reading.quirks == {
        "labels that count white space left out before the answer": 1,
        "white space around an utterance left out": 1,
    }


def test_keywords_may_be_a_list_and_a_question_may_repeat_in_its_description(write: Write) -> None:
    [found], reading = read(
        write, with_answer() | {"keywords": ["孤独", 3, " 灯塔"], "description": "渡轮为什么停了？请说。"}
    )
    assert found.topic == "孤独, 灯塔"
    assert found.dialogue.turns[0].text == "渡轮为什么停了？请说。"
    assert reading.quirks == {"titles that the text repeats, left out": 1}


def test_a_question_without_a_name_is_named_by_its_place(write: Write) -> None:
    nameless = {name: value for name, value in RECORD.items() if name != "questionID"}
    found, _ = read(write, nameless)
    assert [one.id for one in found] == ["1", "2"]


def test_a_field_called_turns_is_no_note_on_turns(write: Write) -> None:
    [found], reading = read(write, with_answer() | {"turns": 3})
    assert set(found.about["turns"]) == {"2"}
    assert reading.quirks == {'a note on the whole that is called "turns", left out': 1}


@pytest.mark.parametrize(
    ("bad", "complaint"),
    [
        (RECORD | {"answers": []}, '"answers" is a list of 0; it has to be a list with an answer for each dialogue'),
        (RECORD | {"answers": None}, '"answers" is null'),
        (RECORD | {"answers": ["x"]}, "answer 1 is a string; it has to be an object"),
        (with_answer(answer_text=3), 'answer 1: "answer_text" is a number; it has to be a string'),
        (with_answer() | {"question": {}}, '"question" is an object; it has to be a string'),
        ({"answers": [FIRST], "keywords": ""}, 'there is no "question" and no "description"'),
        ([RECORD], "the record is a list; it has to be an object"),
        (None, "the record is null"),
    ],
)
def test_a_bad_record_is_counted_with_its_place(write: Write, bad: Any, complaint: str) -> None:
    found, reading = read(write, with_answer(), bad)
    assert [one.id for one in found] == ["31-1"]
    [error] = reading.bad
    assert error.line > 2
    assert error.problem.startswith(f"record 2: {complaint}")


def test_one_bad_answer_does_not_cost_the_others(write: Write) -> None:
    found, reading = read(write, RECORD | {"answers": [FIRST, None, SECOND]})
    assert [one.id for one in found] == ["31-1", "31-3"]
    assert [error.problem for error in reading.bad] == ["record 2: answer 2 is null; it has to be an object"]
    assert reading.records == 3


def test_ten_real_questions_have_thirty_answers(open_file: Callable[[str], Path]) -> None:
    path = open_file("psyqa/PsyQA_example.part-open.json")
    raw = json.loads(path.read_text(encoding="utf-8"))
    reading = read_dialogues(path)
    found = list(reading)
    assert (len(raw), len(found), reading.bad, reading.quirks) == (10, 30, [], {})
    answers = [answer for record in raw for answer in record["answers"]]
    for one, answer in zip(found, answers, strict=True):
        assert one.dialogue.turns[1].text == answer["answer_text"]
        assert one.about["turns"]["2"].get("labels_sequence") == answer["labels_sequence"]
    assert len({one.id for one in found}) == 30
    assert {one.about["questionID"] for one in found} == {record["questionID"] for record in raw}
