"""`socialsim split`: the files of the parts, the record of who is where, and what is refused."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from socialsim.commands.split import RECORD
from socialsim.corpora.dialogues import read_dialogues
from socialsim.corpora.splitting import split

from tests.commands.conftest import Program, read_json

PARTS = ["train", "valid", "test"]


def record(seed: int, topic: str = "", situation: str = "", lines: int = 4) -> dict[str, Any]:
    """Return a made-up conversation in the shape of ESConv, with a line end that its own reader leaves out."""
    draw = random.Random(seed)
    said = [" ".join(f"w{draw.randrange(10_000)}" for _ in range(12)) for _ in range(lines)]
    return {
        "problem_type": topic or f"topic {seed % 2}",
        "situation": situation,
        "dialog": [
            {"speaker": ("seeker", "supporter")[at % 2], "annotation": {}, "content": text + "\n"}
            for at, text in enumerate(said)
        ],
        "own_field": seed,
    }


@pytest.fixture
def esconv(tmp_path: Path) -> Path:
    """Return a file of 40 dialogues on two topics, two of them in the same words."""
    path = tmp_path / "made up.json"
    path.write_text(json.dumps([*map(record, range(39)), record(5)]))
    return path


def records_of(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield part and record."""
    for part in PARTS:
        yield from ((part, one) for one in read_json(folder / f"{part}.json"))


def rows(out: str) -> dict[str, list[str]]:
    """Return the rows of the table of parts."""
    lines = [line.split() for line in out.splitlines()]
    return {line[0]: line[1:] for line in lines if line and line[0] in PARTS and len(line) == 5}


def test_parts_are_written_in_the_file_s_own_format_as_they_were(socialsim: Program, esconv: Path) -> None:
    said = socialsim("split", esconv, "out=parts")
    assert said.code == 0
    before, after = read_json(esconv), [one for _, one in records_of(Path("parts"))]
    assert sorted(map(json.dumps, after)) == sorted(map(json.dumps, before))
    assert rows(said.out) == {
        "train": ["28", "112", "70.0%", "70.0%"],
        "valid": ["6", "24", "15.0%", "15.0%"],
        "test": ["6", "24", "15.0%", "15.0%"],
    }
    assert "40 dialogues are 39 groups" in said.out
    assert "made up.json was read as ESConv: 40 records" in said.out
    where = {part for part, one in records_of(Path("parts")) if one["own_field"] == 5}
    assert len(where) == 1


def test_the_record_says_who_is_where_and_how_it_came_to_that(socialsim: Program, esconv: Path) -> None:
    assert socialsim("split", esconv, "out=parts", "seed=7").code == 0
    told = read_json(Path("parts") / RECORD)
    assert (told["by"], told["seed"], told["stratified"], told["groups"]) == ("related", 7, True, 39)
    assert told["input"]["digest"].startswith("sha256:")
    assert (told["input"]["name"], told["input"]["dialogues"]) == ("made up.json", 40)
    assert sorted(told["versions"]) == ["python", "rensa", "socialsim"]
    for part in PARTS:
        there = [one for where, one in records_of(Path("parts")) if where == part]
        of_part = told["parts"][part]
        assert of_part["file"] == f"{part}.json"
        assert (of_part["dialogues"], of_part["utterances"]) == (len(there), 4 * len(there))
        assert sum(of_part["topics"].values()) == len(there)
        assert [int(name) - 1 if name != "40" else 5 for name in of_part["ids"]] == [one["own_field"] for one in there]
    assert told["near_duplicates_across"]["pairs"] == []


def test_the_same_command_writes_the_same_bytes_and_replaces_an_earlier_split(socialsim: Program, esconv: Path) -> None:
    parts = Path("parts")
    assert socialsim("split", esconv, "out=parts", "to=messages").code == 0
    assert sorted(path.name for path in parts.iterdir()) == [RECORD, *sorted(f"{part}.jsonl" for part in PARTS)]
    for _ in range(2):
        assert socialsim("split", esconv, "out=parts").code == 0
        written = {path.name: path.read_bytes() for path in parts.iterdir()}
        assert sorted(written) == [RECORD, *sorted(f"{part}.json" for part in PARTS)]
    assert socialsim("split", esconv, "out=again").code == 0
    assert {path.name: path.read_bytes() for path in Path("again").iterdir()} == written


def test_near_duplicates_in_different_parts_are_reported(socialsim: Program, esconv: Path) -> None:
    told: list[dict[str, Any]] = []
    for seed in range(6):
        said = socialsim("split", esconv, "out=parts", "by=dialogue", f"seed={seed}")
        told.append(read_json(Path("parts") / RECORD)["near_duplicates_across"])
        where = {part for part, one in records_of(Path("parts")) if one["own_field"] == 5}
        if len(where) == 1:
            assert told[-1] == {"threshold": 0.5, "dialogues": dict.fromkeys(PARTS, 0), "same": 0, "pairs": []}
            assert "No two dialogues in different parts are nearly the same" in said.out
        else:
            ((pair,), same) = told[-1]["pairs"], told[-1]["same"]
            assert (pair["one"]["id"], pair["other"]["id"], pair["jaccard"], pair["same"], same) == (
                ("6", "40", 1.0, True, 1)
            )
            assert {pair["one"]["part"], pair["other"]["part"]} == where
            assert f"6 in {pair['one']['part']}, 40 in {pair['other']['part']}: 1.00 in common" in said.out
    assert {len(one["pairs"]) for one in told} == {0, 1}


def test_shares_are_those_that_were_asked_for(socialsim: Program, esconv: Path) -> None:
    said = socialsim("split", esconv, "out=parts", "shares.train=3", "shares.valid=0", "shares.test=1")
    assert rows(said.out) == {"train": ["30", "120", "75.0%", "75.0%"], "test": ["10", "40", "25.0%", "25.0%"]}
    assert sorted(path.name for path in Path("parts").iterdir()) == [RECORD, "test.json", "train.json"]


def test_the_recipe_of_esconv_says_that_it_is_the_recipe(socialsim: Program, esconv: Path) -> None:
    said = socialsim("split", esconv, "out=parts", "by=esconv")
    assert rows(said.out)["train"][0] == "28"
    assert "the recipe of ESConv's makers, and not their split" in said.out
    order = list(range(40))
    random.Random(13).shuffle(order)
    told = read_json(Path("parts") / RECORD)
    assert told["parts"]["valid"]["ids"] == [str(place + 1) for place in sorted(order[:6])]
    assert (told["seed"], told["published"]) == (13, False)


def test_the_published_split_of_esconv_is_told_by_what_is_where(
    socialsim: Program, tmp_path: Path, open_file: Callable[[str], Path]
) -> None:
    """The valid part is open as a whole, and its first record is at the place that the shuffle puts first."""
    valid = [json.loads(line) for line in open_file("esconv_hf/valid.txt").read_text(encoding="utf-8").splitlines()]
    order = list(range(1300))
    random.Random(13).shuffle(order)
    there = dict(zip(order, valid, strict=False))
    made_up = {"problem_type": "", "situation": "", "dialog": [{"speaker": "usr", "text": "I write letters."}]}
    records = [there.get(place, made_up) for place in range(1300)]
    for name, these, published, told in (
        ("whole", records, True, "This is the split that ESConv's makers published"),
        ("turned", records[::-1], False, "in their order, and not of these 1,300"),
    ):
        path = tmp_path / f"{name}.jsonl"
        path.write_text("".join(json.dumps(one) + "\n" for one in these), encoding="utf-8")
        said = socialsim("split", path, f"out={name}", "by=esconv")
        assert told in said.out
        assert read_json(Path(name) / RECORD)["published"] is published
    assert [json.loads(line) for line in Path("whole/valid.jsonl").read_text(encoding="utf-8").splitlines()] == [
        there[place] for place in sorted(order[:195])
    ]


def test_what_we_do_not_write_is_written_as_our_own_records(socialsim: Program, tmp_path: Path) -> None:
    smile = tmp_path / "smile"
    smile.mkdir()
    for number in range(10):
        lines = [
            {"role": role, "content": f"{role} 说 {number} {place}", "annotation": []}
            for place, role in enumerate(("client", "counselor") * 2)
        ]
        (smile / f"{number}.json").write_text(json.dumps(lines, ensure_ascii=False), encoding="utf-8")
    assert socialsim("split", smile, "out=parts", "by=dialogue").code == 0
    names = [one.id for part in PARTS for one in read_dialogues(Path("parts") / f"{part}.jsonl")]
    assert sorted(names, key=int) == [str(number) for number in range(10)]


@pytest.mark.parametrize("named", [True, False])
def test_the_personas_of_ssconv_stay_beside_their_dialogues(named: bool, socialsim: Program, tmp_path: Path) -> None:
    source = tmp_path / "corpus" / "ssconv.json"
    assert socialsim("simulate", "posts=examples", "n=8", f"out={source.parent}").code == 0
    if not named:  # then a dialogue and its persona belong together by their places in the two files
        records = [{name: value for name, value in one.items() if name != "ID"} for one in read_json(source)]
        source.write_text(json.dumps(records))
    said = socialsim("split", source, "out=parts", "by=dialogue")
    assert said.code == 0
    assert sorted(path.name for path in Path("parts").glob("*.json")) == sorted(
        [RECORD, *(f"{what}-{part}.json" for what in ("ssconv", "profiles") for part in PARTS)]
    )
    there = [one for part in PARTS for one in read_dialogues(Path("parts") / f"ssconv-{part}.json")]
    before = {one.dialogue.id: one.persona for one in read_dialogues(source)}
    assert {one.dialogue.id: one.persona for one in there} == before
    assert None not in before.values()


def test_a_corpus_folder_is_split_into_our_own_records(socialsim: Program, tmp_path: Path) -> None:
    posts = tmp_path / "posts.jsonl"
    texts = [
        f"Since {when} I cannot sleep and worry about my {what}." for when in ("spring", "May") for what in WORRIES
    ]
    posts.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
    corpus = tmp_path / "corpus"
    assert socialsim("simulate", f"posts={posts}", f"out={corpus}").code == 0
    said = socialsim("split", corpus, "out=parts", "by=dialogue")
    assert said.code == 0
    before = {one.id: one.dialogue for one in read_dialogues(corpus / "dialogues.jsonl")}
    there = [one for part in PARTS for one in read_dialogues(Path("parts") / f"{part}.jsonl")]
    assert {one.id: one.dialogue for one in there} == before
    assert read_json(Path("parts") / RECORD)["input"]["format"] == "corpus"


WORRIES = ("work", "mother", "rent", "exam", "knee", "son")


def test_bad_records_are_told(socialsim: Program, tmp_path: Path) -> None:
    path = tmp_path / "some.jsonl"
    lines = [json.dumps(record(seed)) for seed in range(10)]
    path.write_text("\n".join([*lines[:4], '{"dialog": [{}]}', *lines[4:]]))
    said = socialsim("split", path, "out=parts")
    assert "11 records, 1 of them no dialogues" in said.out
    assert "some.jsonl:5:" in said.out
    assert read_json(Path("parts") / RECORD)["input"]["bad"] == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["by=esconv", "seed=3"], "by=esconv: has shares and a seed of its own; leave out shares and seed"),
        (["by=esconv", "shares.train=0.8"], "by=esconv: has shares and a seed of its own; leave out shares and seed"),
        (["by=utterance"], "by=utterance: there is no such way to split; there are related, dialogue, esconv"),
        (["to=smile"], "to=smile: there is no such format to write; there are "),
        (["shares.train=-1"], "shares (train -1, valid 0.15, test 0.15): each has to be 0 or more"),
        (["run=1"], "run=1: is for the folder of a corpus"),
        (["share.train=1"], "share: split has no such key, did you mean shares?"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(
    words: list[str], told: str, socialsim: Program, esconv: Path
) -> None:
    said = socialsim("split", esconv, "out=parts", *words)
    assert said.code == 2
    assert told in said.complaint
    assert not Path("parts").exists()


def test_a_folder_that_holds_something_else_is_refused_and_left_alone(socialsim: Program, esconv: Path) -> None:
    parts = Path("parts")
    parts.mkdir()
    (parts / "notes.txt").write_text("mine")
    (parts / "train.json").write_text("mine, too")
    said = socialsim("split", esconv, "out=parts")
    assert said.complaint == (
        "socialsim: out=parts: holds notes.txt and 1 more, which no split wrote; say another out=DIR"
    )
    assert {path.name: path.read_text() for path in parts.iterdir()} == {"notes.txt": "mine", "train.json": "mine, too"}


def test_a_part_is_not_split_into_the_folder_that_it_is_in(socialsim: Program, esconv: Path) -> None:
    assert socialsim("split", esconv, "out=parts").code == 0
    before = {path.name: path.read_bytes() for path in Path("parts").iterdir()}
    said = socialsim("split", "parts/train.json", "out=parts")
    assert said.complaint == "socialsim: out=parts: holds what is to be split; say another out=DIR"
    assert {path.name: path.read_bytes() for path in Path("parts").iterdir()} == before


@pytest.mark.parametrize("change", [lambda records: records[:-1], lambda records: [*records, record(99)]])
def test_a_file_that_changes_while_it_is_read_leaves_no_half_split(
    change: Callable[[list[Any]], list[Any]], socialsim: Program, esconv: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def and_then_it_changes(*given: Any, **more: Any) -> Any:
        made = split(*given, **more)
        esconv.write_text(json.dumps(change(read_json(esconv))))
        return made

    monkeypatch.setattr("socialsim.commands.split.split", and_then_it_changes)
    said = socialsim("split", esconv, "out=parts")
    assert (said.code, "was changed while it was read" in said.err) == (2, True)
    assert not list(Path("parts").iterdir())
