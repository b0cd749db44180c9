"""`socialsim study study=scaling`: from files of dialogues to a report."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from statistics import fmean

import pytest
from socialsim.signatures import Dialogue, Turn

from tests.commands.conftest import Program

NASTY = "<b>A&B"


def write_corpus(path: Path, dialogues: int) -> Path:
    """Write conversations in words of which every tenth dialogue uses the same."""
    lines = []
    for number in range(dialogues):
        said = [" ".join(f"w{number % 10}x{turn}x{word}x{number // 20}" for word in range(8)) for turn in range(16)]
        turns = tuple(Turn(speaker=("seeker", "supporter")[at % 2], text=text) for at, text in enumerate(said))
        lines.append(json.dumps({"dialogue": Dialogue(turns=turns).model_dump(mode="json"), "topic": "work"}))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def rows(path: Path) -> dict[str, list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row[0]: row[1:] for row in csv.reader(file)}


def test_two_corpora_make_one_report_that_is_the_same_every_time(socialsim: Program, tmp_path: Path) -> None:
    one, other = write_corpus(tmp_path / "one.jsonl", 40), write_corpus(tmp_path / f"{NASTY}.jsonl", 24)
    words = ("study", "study=scaling", f"corpora=['{one}','{other}']", "n=null", "repeats=2", "resamples=100")
    assert socialsim(*words, "out=a").code == 0
    assert socialsim(*words, "out=b").code == 0
    first, second = (Path(name) for name in "ab")
    names = {path.relative_to(first) for path in first.rglob("*.*")}
    assert names == {path.relative_to(second) for path in second.rglob("*.*")}
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in names)
    page = (first / "report.html").read_text(encoding="utf-8")
    assert "one (40 dialogues)" in page
    assert NASTY not in page and "&lt;b&gt;A&amp;B" in page
    # 20 different dialogues of 40: numbers that differ by 10 within a score of dialogues are the same words.
    found = rows(first / "tables" / "growth-1.csv")
    assert float(found["near-duplicates"][-1]) == 0.5
    assert [float(value) for value in found["topics"]] == [1.0] * len(found["topics"])


def test_sizes_and_the_first_dialogues(socialsim: Program, tmp_path: Path) -> None:
    file = write_corpus(tmp_path / "one.jsonl", 40)
    said = socialsim(
        *("study", "study=scaling", f"corpora={file}", "n=30", "sizes=[5,20,100]", "repeats=1", "resamples=100"),
        "out=a",
    )
    assert said.code == 0
    with Path("a/tables/growth-1.csv").open(encoding="utf-8") as stream:
        assert next(csv.reader(stream)) == ["", "5", "20", "30"]


def test_a_corpus_of_ours_with_its_checks(socialsim: Program) -> None:
    assert socialsim("simulate", "lm=offline", "n=12", "out=made").code == 0
    assert (
        socialsim("study", "study=scaling", "corpora=made", "n=null", "sizes=[4]", "resamples=100", "out=a").code == 0
    )
    found = rows(Path("a/tables/corpora.csv"))["made"]
    assert found[0] == "12"
    assert 0 < float(found[2]) <= 1
    assert "offline rules" in Path("a/report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ((), "corpora is empty"),
        (("corpora=nowhere.jsonl",), "nowhere.jsonl"),
        (("corpora=few.jsonl",), "few: has 6 dialogues; growth is told from more than 10"),
        (("corpora=few.jsonl", "repeat=3"), "repeat=3"),
        (("corpora=few.jsonl", "repeats=0"), "repeats=0"),
        (("corpora=few.jsonl", "sizes=[0]"), "sizes=[0]"),
    ],
)
def test_what_cannot_be_is_one_line_and_writes_nothing(
    socialsim: Program, words: tuple[str, ...], complaint: str
) -> None:
    write_corpus(Path("few.jsonl"), 6)
    said = socialsim("study", "study=scaling", *words, "n=null", "out=a")
    assert said.code == 2
    assert complaint in said.err.splitlines()[-1]
    assert not Path("a").exists()


def test_quality_of_part_of_esconv_is_that_of_check(socialsim: Program, open_file: Callable[[str], Path]) -> None:
    file = open_file("esconv_hf/sample.json")
    said = socialsim("study", "study=scaling", f"corpora={file}", "n=null", "sizes=[2,5]", "resamples=100", "out=a")
    assert said.code == 0
    sizes = rows(Path("a/tables/growth-1.csv"))
    assert sizes[""] == ["2", "5", "10"]
    assert sizes["near-duplicates"] == ["0", "0", "0"]
    assert socialsim("check", file, "out=checked.jsonl").code == 0
    checked = [json.loads(line) for line in Path("checked.jsonl").read_text(encoding="utf-8").splitlines()]
    for measure, key in (("quality", "score"), ("accepted", "accepted")):
        assert float(sizes[measure][-1]) == pytest.approx(fmean(one[key] for one in checked))
