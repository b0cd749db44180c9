"""`socialsim convert`: files into files, nothing lost in silence, nothing half written."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from socialsim.commands.files import put_in_place
from socialsim.corpora.dialogues import demonstrations_path, read_dialogues
from socialsim.corpora.formats import FORMATS

from tests.commands.conftest import Program, read_json

ESCONV = [
    {
        "emotion_type": "sadness",
        "problem_type": "loneliness",
        "situation": "The ferry stopped.",
        "survey_score": {"seeker": {"initial_emotion_intensity": "4"}},
        "dialog": [
            {"speaker": "seeker", "annotation": {}, "content": "Hello\n"},
            {"speaker": "supporter", "annotation": {"strategy": "Questions"}, "content": "What brings you here?"},
            {"speaker": "seeker", "annotation": {"feedback": "4"}, "content": "The ferry stopped.", "odd": [1, 2.0]},
        ],
    }
]


@pytest.fixture
def esconv(tmp_path: Path) -> Path:
    path = tmp_path / "esconv.json"
    path.write_text(json.dumps(ESCONV), encoding="utf-8")
    return path


@pytest.fixture
def corpus(socialsim: Program, tmp_path: Path) -> Path:
    """Return the folder of three offline dialogues."""
    assert socialsim("simulate", "posts=examples", "n=3", f"out={tmp_path / 'corpus'}").code == 0
    return tmp_path / "corpus"


def lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_stay_among_our_records_changes_nothing(esconv: Path, socialsim: Program) -> None:
    there = socialsim("convert", f"in={esconv}", "to=jsonl", "out=ours.jsonl", "report=quirks.jsonl")
    assert there.code == 0
    assert '1 strategy "Questions" read as "Question"' in there.out
    (record,) = lines(Path("ours.jsonl"))
    assert record["dialogue"]["turns"][1]["reasoning"]["strategy"] == "Question"
    assert record["source"] == {"format": "esconv", "file": "esconv.json", "record": 1, "line": 1}
    (odd,) = lines(Path("quirks.jsonl"))
    assert (odd["record"], odd["id"]) == (1, "1")
    assert odd["quirks"]['strategy "Questions" read as "Question"'] == 1
    assert socialsim("convert", "ours.jsonl", "to=esconv", "out=again.json").code == 0
    assert read_json(Path("again.json")) == ESCONV
    assert socialsim("convert", "ours.jsonl", "to=esconv", "out=read.json", "as_written=false").code == 0
    (read,) = read_json(Path("read.json"))
    assert read["dialog"][0]["content"] == "Hello"
    assert read["dialog"][1]["annotation"] == {"strategy": "Question"}


def test_every_target_is_read_back_as_itself(corpus: Path, socialsim: Program) -> None:
    texts = [[turn.text for turn in found.dialogue.turns] for found in read_dialogues(corpus / "dialogues.jsonl")]
    for target in (one for one in FORMATS if one.write is not None):
        said = socialsim("convert", corpus, f"to={target.key}", f"out=as-{target.key}")
        assert said.code == 0, said.err
        path = Path(f"as-{target.key}")
        reading = read_dialogues(path / "ssconv.json" if path.is_dir() else path)
        assert [[turn.text for turn in found.dialogue.turns] for found in reading] == texts
        assert reading.format is target
    for name in ("ssconv.json", "profiles.json"):
        assert (Path("as-ssconv") / name).read_bytes() == (corpus / name).read_bytes()
    assert Path("as-jsonl").read_bytes() == (corpus / "dialogues.jsonl").read_bytes()


def test_reasoning_does_not_get_into_chats(corpus: Path, socialsim: Program) -> None:
    thoughts = [
        turn.reasoning.thought
        for found in read_dialogues(corpus / "dialogues.jsonl")
        for turn in found.dialogue.turns
        if turn.reasoning and turn.reasoning.thought
    ]
    assert thoughts
    for target in ("messages", "sharegpt"):
        said = socialsim("convert", corpus, f"to={target}", f"out={target}.jsonl")
        assert "Text of offline/rules-2 is formulaic and is not data to train on." in said.out
        assert "reasoning: thought: 3 of 3 dialogues, first in record 1" in said.out
        written = Path(f"{target}.jsonl").read_text(encoding="utf-8")
        assert not [thought for thought in thoughts if json.dumps(thought)[1:-1] in written]


def test_what_would_be_lost_is_refused_if_asked_for(corpus: Path, esconv: Path, socialsim: Program) -> None:
    said = socialsim("convert", corpus, "to=augesc", "out=aug.txt", "strict=true")
    assert said.code == 2
    assert "to=augesc: cannot hold everything, and strict=true; " in said.err
    assert "persona: 3 of 3 dialogues" in said.err
    assert not Path("aug.txt").exists() and not list(Path().glob(".*unfinished"))
    assert socialsim("convert", esconv, "to=esconv", "out=same.json", "strict=true").code == 0
    assert socialsim("convert", corpus, "to=jsonl", "out=same.jsonl", "strict=true").code == 0


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("to=word", "out=x"), "to=word: there is no such target; there are jsonl,"),
        (("to=ssconv", "out=there.txt"), "out=there.txt: is a file; to=ssconv writes a folder"),
        (("to=esconv", "out=folder"), "out=folder: is a folder; to=esconv writes a file"),
        (("to=esconv", "out=there.txt"), "out=there.txt: is there already; say another name, or overwrite=true"),
        (
            ("to=esconv", "out={esconv}", "overwrite=true"),
            "is, or holds, or lies in what is to be converted; say another name",
        ),
        (("to=esconv", "out=x", "run=2"), "run=2: is for the folder of a corpus"),
        (("to=esconv", "out=x", "report=folder"), "report=folder: is a folder; say a file"),
        (("to=esconv", "out=x", "licence=mit"), "licence=mit: is for to=hf"),
        (("out=x",), "to"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    words: tuple[str, ...], complaint: str, esconv: Path, socialsim: Program
) -> None:
    Path("there.txt").write_text("mine", encoding="utf-8")
    Path("folder").mkdir()
    said = socialsim("convert", esconv, *(word.format(esconv=esconv) for word in words))
    assert said.code == 2
    assert complaint in said.complaint
    assert Path("there.txt").read_text(encoding="utf-8") == "mine"
    assert read_json(esconv) == ESCONV


def test_what_is_there_is_replaced_only_when_all_is_written(esconv: Path, tmp_path: Path, socialsim: Program) -> None:
    Path("out.json").write_text("mine", encoding="utf-8")
    broken = tmp_path / "broken.json"
    broken.write_text(json.dumps(ESCONV)[:-2] + ",", encoding="utf-8")
    said = socialsim("convert", broken, "to=esconv", "out=out.json", "overwrite=true")
    assert said.code == 2 and "broken.json:1: not JSON" in said.complaint
    assert Path("out.json").read_text(encoding="utf-8") == "mine"
    assert socialsim("convert", esconv, "to=esconv", "out=out.json", "overwrite=true").code == 0
    assert read_json(Path("out.json")) == ESCONV


def test_what_a_killed_process_left_is_cleared_away(esconv: Path, socialsim: Program) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    dead, alive = (
        Path(f".{name}.{platform.node()}-{process}.unfinished")
        for name, process in (("out.json", gone.pid), ("out.json", os.getppid()))
    )
    other = Path(f".out.json.{platform.node()}x-{gone.pid}.unfinished")
    for left in (dead, alive, other):
        left.write_text("half", encoding="utf-8")
    assert socialsim("convert", esconv, "to=esconv", "out=out.json").code == 0
    assert sorted(Path().glob(".out*")) == sorted([alive, other])


def test_a_folder_is_never_replaced_by_a_file(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(OSError), put_in_place(tmp_path / "mine") as stream:
        stream.write("ours")
    assert (tmp_path / "mine" / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir() if path.name[0] == "."] == []


def test_bad_records_are_reported_with_their_places(tmp_path: Path, socialsim: Program) -> None:
    source = tmp_path / "data.jsonl"
    ours = demonstrations_path().read_text(encoding="utf-8").splitlines()
    source.write_text("\n".join([ours[0], '{"dialogue": {"turns": 3}}', ours[1]]), encoding="utf-8")
    said = socialsim("convert", source, "to=messages", "out=chat.jsonl", "report=report.jsonl")
    assert said.code == 0
    assert "3 records, 1 of them no dialogues" in said.out
    assert len(lines(Path("chat.jsonl"))) == 2
    (bad,) = [one for one in lines(Path("report.jsonl")) if "problem" in one]
    assert (bad["file"], bad["line"]) == ("data.jsonl", 2)


@pytest.mark.parametrize("target", ["jsonl", "parquet", "messages", "hf"])
def test_strict_refuses_records_that_are_no_dialogues(target: str, tmp_path: Path, socialsim: Program) -> None:
    source = tmp_path / "data.jsonl"
    ours = demonstrations_path().read_text(encoding="utf-8").splitlines()
    source.write_text("\n".join([*ours, '{"dialogue": {"turns": 3}}']), encoding="utf-8")
    said = socialsim("convert", source, f"to={target}", "out=x", "strict=true")
    assert said.code == 2
    assert "1 record that cannot be read, the first: data.jsonl:13: " in said.err
    assert not Path("x").exists() and not list(Path().glob(".*"))


def test_terms_follow_the_data_into_our_records(tmp_path: Path, socialsim: Program) -> None:
    question = {"question": "我该怎么办?", "description": "我很累。", "keywords": "工作", "questionID": 7}
    answers = [{"answer_text": "先休息。", "has_label": False, "labels_sequence": None}]
    (tmp_path / "psyqa.json").write_text(json.dumps([question | {"answers": answers}]), encoding="utf-8")
    for source, out in ((tmp_path / "psyqa.json", "one.jsonl"), (Path("one.jsonl"), "two.jsonl")):
        said = socialsim("convert", source, "to=jsonl" if out == "one.jsonl" else "to=messages", f"out={out}")
        assert (said.code, said.err.count("user agreement")) == (0, 1)
    assert socialsim("convert", "two.jsonl", "to=sharegpt", "out=three.jsonl").err.count("user agreement") == 1


@pytest.mark.parametrize(
    "name",
    ["esconv_hf/valid.txt", "esconv_original_schema/small_ESConv.part-open.json", "extes/ExTES.one-record.json"],
)
def test_real_files_come_back_as_they_were(name: str, open_file: Callable[[str], Path], socialsim: Program) -> None:
    source = open_file(name)
    key = read_dialogues(source).format.key
    assert socialsim("convert", source, "to=jsonl", "out=ours.jsonl").code == 0
    assert socialsim("convert", "ours.jsonl", f"to={key}", "out=again").code == 0
    assert [one.record for one in read_dialogues(Path("again"))] == [one.record for one in read_dialogues(source)]
