"""ExTES: all shapes of its records are one dialogue, and what was odd about them is counted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from socialsim.corpora.dialogues import DialogueReading, read_dialogues
from socialsim.corpora.format import ReadDialogue
from socialsim.corpora.formats.extes import EXTES as FORMAT
from socialsim.corpora.writing import record_of, text_of
from socialsim.signatures import EXTES, Dialogue, InputError, Reasoning, Turn

TURNS = (
    Turn(speaker="seeker", text="The ferry stopped."),
    Turn(speaker="supporter", text="Since when?", reasoning=Reasoning(strategy="Clarification")),
)
PLAIN = [{"User": "The ferry stopped."}, {"AI Strategy": "Clarification", "AI": "Since when?"}]


def record(*content: Any, **more: Any) -> dict[str, Any]:
    return {"scene": "Moving", "description": "A new town.", "content": list(content), **more}


def reading_of(folder: Path, *records: Any) -> DialogueReading:
    path = folder / "ExTES.json"
    path.write_text(json.dumps(records), encoding="utf-8")
    return read_dialogues(path)


def test_scene_and_description_are_topic_and_situation(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, record(*PLAIN, source="made up"))
    [found] = reading
    assert (reading.format, found.dialogue.turns) == (FORMAT, TURNS)
    assert (found.topic, found.situation, found.emotion) == ("Moving", "A new town.", "")
    assert found.about == {"scene": "Moving", "description": "A new town.", "source": "made up"}
    assert (found.id, found.simulated, reading.quirks) == ("1", True, {})
    assert FORMAT.licence.noncommercial, "its makers state no licence"


@pytest.mark.parametrize(
    ("content", "quirks"),
    [
        (
            [{"User": "The ferry stopped.", "AI Strategy": "Clarification", "AI": "Since when?"}],
            {"objects that both sides speak in, read as two turns": 1},
        ),
        (
            [PLAIN[0], {"AI Strategy": "Clarification", "AI": {"Response": "Since when?"}}],
            {'replies that are an object, read as its "Response"': 1},
        ),
        (
            [PLAIN[0], {"AI": {"Response": "Since when?", "AI Strategy": "clarification"}}],
            {
                'replies that are an object, read as its "Response"': 1,
                'strategy "clarification" read as "Clarification"': 1,
            },
        ),
        (
            [{"user": "The ferry stopped."}, {"ai strategy": "Clarification", "Ai": "Since when?"}],
            {'"user" read as "User"': 1, '"ai strategy" read as "AI Strategy"': 1, '"Ai" read as "AI"': 1},
        ),
        (
            [
                {"User": "The ferry stopped.", "AI Strategy": None, "AI": None},
                {"User": None, "AI Strategy": "Clarification", "AI": "Since when?"},
            ],
            {},
        ),
        (
            [{"User": "The ferry stopped.", "AI Strategy": "Clarification"}, PLAIN[1]],
            {"strategies of seekers left out": 1},
        ),
    ],
)
def test_every_shape_is_the_same_dialogue(content: list[Any], quirks: dict[str, int], tmp_path: Path) -> None:
    reading = reading_of(tmp_path, record(*content))
    [found] = reading
    assert found.dialogue.turns == TURNS
    assert reading.quirks == quirks


def test_replies_may_follow_one_another_and_come_first(tmp_path: Path) -> None:
    [found] = reading_of(tmp_path, record(PLAIN[1], PLAIN[1], PLAIN[0]))
    assert [turn.speaker for turn in found.dialogue.turns] == ["supporter", "supporter", "seeker"]


def test_strategies_are_those_of_the_taxonomy_and_others_stay(tmp_path: Path) -> None:
    spelt = ["Avoid Judgment And Criticism", "Avoid Judgment and Criticism", "", " ", "Hold Hands", None]
    content = [{"AI Strategy": name, "AI": f"Reply {number}"} for number, name in enumerate(spelt)]
    reading = reading_of(tmp_path, record(*content, {"AI": "No strategy at all."}))
    [found] = reading
    strategies = [turn.strategy for turn in found.dialogue.turns]
    assert strategies == [
        "Avoid Judgment and Criticism", "Avoid Judgment and Criticism", "Others", "Others", "Hold Hands", None, None,
    ]  # fmt: skip
    assert reading.quirks == {
        'strategy "Avoid Judgment And Criticism" read as "Avoid Judgment and Criticism"': 1,
        'empty strategies read as "Others"': 2,
        'strategy "Hold Hands" is in no taxonomy, kept as it is': 1,
    }


def test_what_else_a_turn_says_is_kept_with_the_turn(tmp_path: Path) -> None:
    both = {"User": "a", "AI": {"Response": "b", "why": "c"}, "mood": 2}
    [found] = reading_of(tmp_path, record({"User": "x", "user": "y"}, both))
    assert found.about["turns"] == {"1": {"user": "y"}, "3": {"why": "c", "mood": 2}}


@pytest.mark.parametrize(
    ("bad", "complaint"),
    [
        (record(), '"content" has no turns'),
        (record() | {"content": "Hello"}, 'there is no list "content" of turns'),
        ([], "the record is a list"),
        (record("Hello"), "turn 1 is a string; it has to be an object"),
        (record(PLAIN[0], {}), 'turn 2 has neither "User" nor "AI"'),
        (record(PLAIN[0], {"AI Strategy": "Others"}), 'turn 2 has neither "User" nor "AI"'),
        (record({"User": 5}), "turn 1: the text is a number"),
        (record({"AI": {"Reply": "Hi"}}), "turn 1: the text is an object"),
        (record({"AI": {"Response": ["Hi"]}}), "turn 1: the text is a list"),
        (record({"AI": "Hi", "AI Strategy": ["Others"]}), "turn 1: the strategy is a list"),
    ],
)
def test_a_bad_record_is_counted_with_its_place(bad: Any, complaint: str, tmp_path: Path) -> None:
    reading = reading_of(tmp_path, record(*PLAIN), bad)
    assert [found.number for found in reading] == [1]
    [error] = reading.bad
    assert str(error).startswith(f"ExTES.json:1: record 2: {complaint}")


def test_a_file_of_one_bad_record_is_still_known_as_extes(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r'ExTES\.json:1: record 1: "content" has no turns'):
        list(reading_of(tmp_path, record()))


def test_it_is_written_as_an_array_with_the_names_that_others_count_on() -> None:
    found = ReadDialogue(Dialogue(turns=TURNS), number=1, id="1")
    value = record_of(found, FORMAT)
    assert value == {"scene": "", "description": "", "content": PLAIN}
    assert json.loads("".join(text_of([value, value], FORMAT))) == [value, value]
    assert FORMAT.read(value, Counter()).dialogue == found.dialogue


# The open data


def test_the_real_record_is_read(open_file: Callable[[str], Path]) -> None:
    reading = read_dialogues(open_file("extes/ExTES.one-record.json"))
    [found] = reading
    [was] = json.loads(open_file("extes/ExTES.one-record.json").read_text(encoding="utf-8"))
    assert (reading.records, reading.bad, reading.quirks) == (1, [], {'empty strategies read as "Others"': 3})
    assert (found.topic, found.situation) == (was["scene"], was["description"])
    assert len(found.dialogue.turns) == len(was["content"]) == 16
    for turn, line in zip(found.dialogue.turns, was["content"], strict=True):
        assert turn.text == line.get("User", line.get("AI"))
        assert turn.strategy is None or turn.strategy in EXTES.names
