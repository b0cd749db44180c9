"""What `socialsim convert` writes takes nothing away: not what is read, not what others have put there."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from socialsim.corpora.dialogues import demonstrations_path

from tests.commands.conftest import Program

REFUSED = "is, or holds, or lies in what is to be converted; say another name"


@pytest.fixture
def chat(socialsim: Program) -> Path:
    assert socialsim("convert", demonstrations_path(), "to=messages", "out=chat.jsonl").code == 0
    return Path("chat.jsonl")


@pytest.fixture
def corpus(socialsim: Program) -> Path:
    assert socialsim("simulate", "posts=examples", "n=2", "out=corpus").code == 0
    return Path("corpus")


@pytest.mark.parametrize("word", ["out=chat.jsonl", "report=chat.jsonl", "out=folder/one.jsonl", "report=folder/new"])
def test_what_is_read_is_not_written_over(word: str, chat: Path, socialsim: Program) -> None:
    Path("folder").mkdir()
    shutil.copy(chat, "folder/one.jsonl")
    before = chat.read_bytes()
    source = "folder" if "folder" in word else chat
    others = [] if word.startswith("out") else ["out=other.jsonl"]
    said = socialsim("convert", source, "to=jsonl", word, *others, "overwrite=true")
    assert (said.code, REFUSED in said.complaint) == (2, True)
    assert chat.read_bytes() == Path("folder/one.jsonl").read_bytes() == before
    assert sorted(path.name for path in Path("folder").iterdir()) == ["one.jsonl"]


@pytest.mark.parametrize("name", ["corpus.db", "dialogues.jsonl", "run.json"])
def test_a_corpus_keeps_its_files(name: str, corpus: Path, socialsim: Program) -> None:
    before = (corpus / name).read_bytes()
    said = socialsim("convert", corpus, "to=jsonl", f"out={corpus / name}", "overwrite=true")
    assert (said.code, REFUSED in said.complaint) == (2, True)
    assert (corpus / name).read_bytes() == before
    assert socialsim("convert", corpus, "to=messages", f"out={corpus}/train.jsonl").code == 0


def test_the_personas_beside_a_file_are_not_written_over(corpus: Path, socialsim: Program) -> None:
    words = ("convert", corpus / "ssconv.json", "to=jsonl", f"out={corpus / 'profiles.json'}", "overwrite=true")
    assert REFUSED in socialsim(*words).complaint


def test_a_report_has_a_place_of_its_own(chat: Path, socialsim: Program) -> None:
    Path("mine.txt").write_text("mine", encoding="utf-8")
    for word, complaint in (
        ("report=other.jsonl", "report=other.jsonl: is where the dialogues go"),
        ("report=mine.txt", "report=mine.txt: is there already; say another name, or overwrite=true"),
    ):
        said = socialsim("convert", chat, "to=jsonl", "out=other.jsonl", word)
        assert (said.code, complaint in said.complaint) == (2, True)
    assert Path("mine.txt").read_text(encoding="utf-8") == "mine"
    assert not Path("other.jsonl").exists()


def test_a_stranger_s_file_in_a_folder_of_ours_stays(chat: Path, socialsim: Program) -> None:
    assert socialsim("convert", chat, "to=hf", "out=hub").code == 0
    assert socialsim("convert", chat, "to=hf", "out=hub", "overwrite=true").code == 0
    (Path("hub") / "data" / "mine.csv").write_text("mine", encoding="utf-8")
    said = socialsim("convert", chat, "to=hf", "out=hub", "overwrite=true")
    assert said.code == 2 and "holds data/mine.csv, which no to=hf wrote" in said.complaint
    assert (Path("hub") / "data" / "mine.csv").read_text(encoding="utf-8") == "mine"


def test_strict_keeps_the_report_and_counts_personas(corpus: Path, socialsim: Program) -> None:
    shutil.copytree(corpus, "copy")
    profiles = json.loads(Path("copy/profiles.json").read_text(encoding="utf-8"))
    profiles[1]["Age"] = "old"
    Path("copy/profiles.json").write_text(json.dumps(profiles), encoding="utf-8")
    said = socialsim("convert", "copy/ssconv.json", "to=jsonl", "out=x.jsonl", "strict=true", "report=report.jsonl")
    assert said.code == 2 and 'record 2: "age"' in said.err
    assert not Path("x.jsonl").exists()
    (line,) = Path("report.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["file"] == "profiles.json"


def test_terms_of_posts_are_shown_where_only_a_note_knows_them(chat: Path, socialsim: Program) -> None:
    record = json.loads(chat.read_text(encoding="utf-8").splitlines()[0]) | {"corpus": "psyqa"}
    Path("noted.jsonl").write_text(json.dumps(record), encoding="utf-8")
    assert "user agreement" in socialsim("convert", "noted.jsonl", "to=sharegpt", "out=y.jsonl").err
