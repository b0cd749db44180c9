"""`socialsim describe`: what is printed and written, and what cannot be."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Program

NASTY = "<b>R&D</b> 50% $\\alpha$ _x_"


def record(topic: str, *said: str) -> dict[str, Any]:
    lines = [
        {"speaker": ("usr", "sys")[place % 2], "text": text} | ({"strategy": "Question"} if place % 2 else {})
        for place, text in enumerate(said)
    ]
    return {"problem_type": topic, "emotion_type": "fear", "dialog": lines}


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """Return a file of two conversations and a record that is none."""
    path = tmp_path / "people.jsonl"
    records = [record(NASTY, "I am sad.", "Why?", "Work."), record("=job", "Hello there", "Hi!")]
    records.append({"dialog": [{"speaker": "usr", "text": 5}]})
    path.write_text("".join(json.dumps(one) + "\n" for one in records))
    return path


@pytest.fixture
def corpus(socialsim: Program, tmp_path: Path) -> Path:
    """Return the folder of two offline dialogues."""
    assert socialsim("simulate", "posts=examples", "n=2", f"out={tmp_path / 'corpus'}").code == 0
    return tmp_path / "corpus"


def line(out: str, name: str) -> str:
    return next(" ".join(one.split()) for one in out.splitlines() if one.strip().startswith(name))


def test_a_file_is_described_and_what_it_was_read_as_is_said(socialsim: Program, people: Path) -> None:
    said = socialsim("describe", people)
    assert said.code == 0
    assert line(said.out, "utterances ") == "utterances 5"
    assert line(said.out, "of the seeker") == "of the seeker 3 (60.0%)"
    assert line(said.out, "tokens per utterance ") == "tokens per utterance 2.4 (2–4)"
    assert line(said.out, "tokens: ").startswith("tokens: socialsim words (")
    assert said.out.splitlines()[-2:] == [
        "people.jsonl was read as ESConv (Hugging Face): 3 records, 1 of them no dialogues",
        "  people.jsonl:3: utterance 1: the text is a number; it has to be a string",
    ]


def test_several_are_columns_side_by_side(socialsim: Program, people: Path, corpus: Path) -> None:
    said = socialsim("describe", people, f"compare=[{corpus},{people}]")
    assert said.code == 0
    assert said.out.splitlines()[0].split() == ["people.jsonl", "(1)", "corpus", "people.jsonl", "(2)"]
    assert line(said.out, "dialogues ") == "dialogues 2 2 2"
    assert re.match(
        r"utterances with thought 0 \(0.0%\) \d+ \(100.0%\) 0 \(0.0%\)$", line(said.out, "utterances with thought")
    )
    named = socialsim("describe", people, f"compare=[{corpus}]", "names=[people,ours]").out
    assert named.splitlines()[0].split() == ["people", "ours"]


def test_tables_and_plots_are_written_the_same_each_time(
    socialsim: Program, people: Path, corpus: Path, tmp_path: Path
) -> None:
    pytest.importorskip("matplotlib")
    for name in ("one", "two"):
        assert socialsim("describe", people, f"compare=[{corpus}]", f"out={tmp_path / name}").code == 0
    first, second = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    plots = {"topics.png", "strategies.png", "lengths.png", "big_five.png"}
    assert first.keys() == {"description.csv", "description.tex", "description.json", "page.html"} | plots
    assert first == second
    assert all(first[name].startswith(b"\x89PNG") for name in plots)


def test_what_files_say_is_no_markup_and_no_formula(socialsim: Program, people: Path, tmp_path: Path) -> None:
    assert socialsim("describe", people, f"out={tmp_path / 'out'}").code == 0
    tex = (tmp_path / "out" / "description.tex").read_text("utf-8")
    assert r"\textless{}b\textgreater{}R\&D\textless{}/b\textgreater{} 50\% \$\textbackslash{}alpha\$ \_x\_ & 1" in tex
    rows = [*csv.DictReader((tmp_path / "out" / "description.csv").open(encoding="utf-8"))]
    topics = {row["figure"]: (row["value"], row["share"]) for row in rows if row["section"] == "Topics"}
    assert topics["'=job"] == ("1", "0.5")
    assert topics[NASTY] == ("1", "0.5")
    found = json.loads((tmp_path / "out" / "description.json").read_text("utf-8"))
    assert found[0]["topics"] == {NASTY: 1, "=job": 1}


def test_the_page_stands_alone_and_shows_text_as_text(socialsim: Program, people: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    assert socialsim("describe", people, f"out={tmp_path / 'out'}").code == 0
    page = (tmp_path / "out" / "page.html").read_text("utf-8")
    assert "&lt;b&gt;R&amp;D&lt;/b&gt;" in page
    assert "<b>" not in page
    assert "<script" not in page
    assert not re.search(r'(?:src|href)="(?!data:)', page)
    assert len(re.findall(r'<img alt="[^"]+" src="data:image/png;base64,', page)) == 3


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["nothing.json"], "nothing.json: no such file"),
        (["{people}", "compare=[nothing.json]"], "nothing.json: no such file"),
        (["{people}", "out={people}"], "is a file; say a folder"),
        (["{people}", "names=[a,b]"], "has to be one name for each of the 1 corpora"),
        (["{people}", "run=1"], "run=1: is for the folder of a corpus"),
        (["{empty}"], "no dialogues are found in it"),
    ],
)
def test_what_cannot_be_is_one_line(
    words: list[str], complaint: str, socialsim: Program, people: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text('{"nothing": 1}\n')
    said = socialsim("describe", *(word.format(people=people, empty=empty) for word in words))
    assert (said.code, said.out) == (2, "")
    assert complaint in said.complaint
