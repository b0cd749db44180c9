"""SMILE: a file is one dialogue, an array of turns."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from socialsim.corpora.dialogues import read_dialogues
from socialsim.signatures import InputError, Turn

SPLIT = "annotations that only split the text into sentences, left out"


def turn(role: str, *sentences: str, **changes: Any) -> dict[str, Any]:
    annotation = [{"sentence": sentence, "label": ""} for sentence in sentences]
    return {"role": role, "content": "".join(sentences), "annotation": annotation} | changes


def write(folder: Path, name: str, *turns: Any) -> Path:
    (folder / name).write_text(json.dumps(turns, ensure_ascii=False, indent=2), encoding="utf-8")
    return folder / name


TURNS = (turn("client", "渡船停了。", "没有人来。"), turn("counselor", "从什么时候开始的？"), turn("client", "十月。"))


def test_a_file_is_one_dialogue_with_the_name_of_the_file(tmp_path: Path) -> None:
    reading = read_dialogues(write(tmp_path, "41.json", *TURNS))
    [found] = reading
    assert (reading.format.name, reading.format.language, reading.format.licence.id) == ("SMILE", "zh", "cc0-1.0")
    assert found.dialogue.turns == (
        Turn(speaker="seeker", text="渡船停了。没有人来。"),
        Turn(speaker="supporter", text="从什么时候开始的？"),
        Turn(speaker="seeker", text="十月。"),
    )
    assert (found.id, found.line, found.simulated) == ("41", 2, True)
    assert found.about == {}
    assert reading.quirks == {SPLIT: 1}, "counted once a dialogue"


def test_a_folder_holds_a_dialogue_a_file(tmp_path: Path) -> None:
    for name in ("10.json", "9.json"):
        write(tmp_path, name, *TURNS)
    write(tmp_path, "11.json", turn("client", "嗯"), 7)
    reading = read_dialogues(tmp_path)
    assert [(found.id, found.source.file if found.source else "") for found in reading] == [
        ("9", "9.json"),
        ("10", "10.json"),
    ]
    assert reading.records == 3
    assert [str(error) for error in reading.bad] == [
        "11.json:2: record 1: turn 2 is a number; it has to be an object",
    ]


def test_what_stands_beside_a_turn_is_kept_with_its_number(tmp_path: Path) -> None:
    labelled = [{"sentence": "从什么时候开始的？", "label": "question"}]
    other = [{"sentence": "别的话", "label": ""}]
    path = write(
        tmp_path,
        "1.json",
        turn("client", "渡船停了。", mood=3),
        turn("counselor", "从什么时候开始的？", annotation=labelled),
        turn("client", "十月。", annotation=other),
        turn("counselor", "嗯。", annotation=[]),
    )
    [found] = read_dialogues(path)
    assert found.about == {"turns": {"1": {"mood": 3}, "2": {"annotation": labelled}, "3": {"annotation": other}}}
    assert found.quirks == {SPLIT: 1}
    [plain] = read_dialogues(write(tmp_path, "2.json", *({"role": "client", "content": "嗯"} for _ in range(2))))
    assert (plain.about, plain.quirks) == ({}, {})


@pytest.mark.parametrize(
    ("bad", "complaint"),
    [
        (turn("narrator", "从前"), 'turn 2: "role" is narrator; it has to be client or counselor'),
        (turn("client", "嗯") | {"role": ["client"]}, 'turn 2: "role" is a list'),
        (turn("client", content=None), "turn 2: the text is null"),
        ("嗯", "turn 2 is a string; it has to be an object"),
    ],
)
def test_a_bad_turn_is_told_with_its_place(bad: Any, complaint: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        list(read_dialogues(write(tmp_path, "1.json", TURNS[0], bad)))
    assert str(refused.value).startswith(f"1.json:2: record 1: {complaint}")


def test_a_line_that_cannot_be_read_spoils_the_dialogue(tmp_path: Path) -> None:
    lines = [json.dumps(TURNS[0]), '{"role": ', json.dumps(TURNS[2])]
    (tmp_path / "1.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(InputError, match=r"^1\.jsonl:1: line 2: not JSON: "):
        list(read_dialogues(tmp_path / "1.jsonl"))


# The open data


def test_the_text_of_every_real_dialogue_is_all_there(open_file: Callable[[str], Path]) -> None:
    path = open_file("smile/data/0.json")
    raw = json.loads(path.read_text(encoding="utf-8"))
    [found] = read_dialogues(path)
    assert [turn.text for turn in found.dialogue.turns] == [line["content"] for line in raw]
    assert [turn.speaker == "seeker" for turn in found.dialogue.turns] == [line["role"] == "client" for line in raw]
