"""`socialsim show` and `socialsim export`: a corpus that was made before."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from socialsim.cache import CorpusStore

from tests.commands.conftest import ENTRY, Program, in_own_process, read_json
from tests.server import PERSONA, Body, Server, plausible, wanted

Corpus = Path


@pytest.fixture
def corpus(socialsim: Program, by_server: list[str], posts: Callable[[int], Path], tmp_path: Path) -> Corpus:
    assert socialsim("simulate", f"posts={posts(3)}", f"out={tmp_path / 'corpus'}", *by_server).code == 0
    return tmp_path / "corpus"


def test_show_lists_the_dialogues_of_the_latest_run(socialsim: Program, corpus: Corpus) -> None:
    lines = socialsim("show", corpus).out.splitlines()
    assert lines[0].split() == ["no.", "id", "seeker", "topic", "turns", "ended", "status"]
    assert [line.split()[0] for line in lines[1:]] == ["1", "2", "3"]
    assert all("female" in line and "work stress" in line and line.rstrip().endswith("done") for line in lines[1:])


def test_show_prints_one_conversation_with_persona_and_reasoning(socialsim: Program, corpus: Corpus) -> None:
    said = socialsim("show", corpus, 2)
    record = read_json(corpus / "ssconv.json")[1]
    assert "Dialogue 2" in said.out
    assert str(PERSONA["occupation"]) in said.out
    assert "gender                        female (inferred)" in said.out
    position = 0
    for turn in record["Dialogue"]:
        position = said.out.index(turn.get("Seeker") or turn["Supporter"], position) + 1
    assert "\x1b" not in said.out, "colour went into a pipe"
    seeker, supporter = (
        next(line for line in said.out.splitlines() if line.strip() == who) for who in ("Seeker", "Supporter")
    )
    assert len(seeker) - len(seeker.lstrip()) < len(supporter) - len(supporter.lstrip())


def test_show_finds_a_dialogue_by_the_first_digits_of_its_id(socialsim: Program, corpus: Corpus) -> None:
    with CorpusStore.open_existing(corpus) as store:
        identifier = list(store.run_dialogues(1))[2]["id"]
    assert socialsim("show", corpus, identifier.removeprefix("sha256:")[:12]).out == socialsim("show", corpus, 3).out
    assert socialsim("show", corpus, f"id={identifier}").code == 0


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["4x"], "id=4x: no such dialogue in"),
        (["99"], "id=99: no such dialogue in"),
        (["run=7"], "run=7:"),
        (["1", "2"], "'2' is not key=value"),
    ],
)
def test_what_is_not_there_is_one_line(words: list[str], complaint: str, socialsim: Program, corpus: Corpus) -> None:
    said = socialsim("show", corpus, *words)
    assert said.code == 2
    assert complaint in said.complaint


def test_a_folder_without_a_corpus_is_one_line_and_gets_none(socialsim: Program, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    for command in ("show", "export"):
        said = socialsim(command, tmp_path / "nothing")
        assert said.code == 2
        assert "no corpus.db here" in said.complaint
    assert not list((tmp_path / "nothing").iterdir())


def test_text_from_a_model_is_printed_as_data(
    socialsim: Program, server: Server, by_server: list[str], posts: Callable[[int], Path], tmp_path: Path
) -> None:
    def hostile(body: Body) -> str:
        text = plausible(body)
        if "utterance" in wanted(body):
            text = text.replace(
                "Some utterance", "[bold red]Hi[/] :smile: \x1b[31mred\x1b]0;title\x07 \u202eback\x9b2J"
            )
        return text

    server.answer = hostile
    socialsim("simulate", f"posts={posts(1)}", f"out={tmp_path / 'out'}", *by_server)
    shown = socialsim("show", tmp_path / "out", 1).out
    assert "[bold red]Hi[/] :smile: red back2J" in shown
    assert not set(shown) & set("\x1b\x07\u202e\x9b")


def test_show_into_a_pipe_that_closes_early_is_quiet(corpus: Corpus, tmp_path: Path) -> None:
    process = in_own_process("show", corpus, 1, cwd=tmp_path)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait(timeout=60) == 0


def test_export_writes_the_same_bytes_as_the_run(socialsim: Program, corpus: Corpus, tmp_path: Path) -> None:
    target = tmp_path / "shared corpus"
    assert socialsim("export", corpus, f"to={target}").code == 0
    assert sorted(path.name for path in target.iterdir()) == ["profiles.json", "ssconv.json"]
    assert socialsim("export", corpus, "format=jsonl", f"to={target}").code == 0
    for path in target.iterdir():
        assert path.read_bytes() == (corpus / path.name).read_bytes()


def test_export_is_to_the_corpus_itself_by_default(socialsim: Program, corpus: Corpus) -> None:
    before = (corpus / "ssconv.json").read_bytes()
    (corpus / "ssconv.json").unlink()
    said = socialsim("export", corpus)
    assert said.out == f"3 of 3 dialogues are in {corpus}/ssconv.json, {corpus}/profiles.json\n"
    assert (corpus / "ssconv.json").read_bytes() == before


def test_export_knows_its_formats(socialsim: Program, corpus: Corpus) -> None:
    assert "there are ssconv, jsonl" in socialsim("export", corpus, "format=parquet").complaint


def test_an_exported_corpus_is_a_file_of_personas(
    socialsim: Program, server: Server, corpus: Corpus, by_server: list[str], tmp_path: Path
) -> None:
    server.requests.clear()
    said = socialsim("simulate", f"personas={corpus / 'dialogues.jsonl'}", f"out={tmp_path / 'again'}", *by_server)
    assert said.code == 0
    assert server.asking_for("persona") == []
    # Two posts may have led to one and the same persona, which is then one record of a persona file.
    ages = list(dict.fromkeys(record["Age"] for record in read_json(corpus / "profiles.json")))
    assert [record["Age"] for record in read_json(tmp_path / "again" / "profiles.json")] == ages


def test_the_console_script_s_process_shows_a_corpus(corpus: Corpus, tmp_path: Path) -> None:
    shown = subprocess.run([*ENTRY, "show", corpus], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert len(shown.stdout.splitlines()) == 4
    assert shown.stderr == ""


def test_typed_records_are_one_a_line_without_the_post_s_text(corpus: Corpus) -> None:
    for line in (corpus / "dialogues.jsonl").read_text().splitlines():
        assert set(json.loads(line)) == {"number", "id", "persona_id", "persona", "post", "crisis", "dialogue"}
        assert "I cannot sleep and I worry" not in line
