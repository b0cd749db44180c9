"""A row gives its dialogue again, whole; other people's Parquet comes out as the records that it was made of."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from socialsim.corpora.dialogues import read_dialogues
from socialsim.corpora.format import ReadDialogue, Source
from socialsim.corpora.formats import by_key
from socialsim.corpora.formats.ours import OURS
from socialsim.corpora.publishing.parquet import GROUP, Size, table, write_parquet
from socialsim.corpora.publishing.rows import COLUMNS, MEANING, REST
from socialsim.corpora.textfile import TextFile
from socialsim.corpora.writing import record_of
from socialsim.signatures import (
    BigFive,
    ConfigurationError,
    Dialogue,
    Event,
    InputError,
    Persona,
    Provenance,
    Reasoning,
    StopReason,
    Turn,
)

from tests.people import persona

MADE = Provenance(
    persona_id="sha256:person",
    program="sha256:program",
    generators={"seeker": "offline/seeker", "supporter": "openai/gpt-4o"},
    seed=7,
    versions={"socialsim": "0.1.0"},
)
TURNS = (
    Turn(speaker="seeker", text="I want to kill myself."),
    Turn(
        speaker="supporter",
        text="I am glad that you say it.",
        reasoning=Reasoning(situation="A crisis.", thought="They\nare alone.", action="Stay.", strategy="Question"),
    ),
)
SIMULATED = ReadDialogue(
    Dialogue(turns=TURNS, stop_reason=StopReason.RESOLVED, provenance=MADE),
    number=1,
    id="sha256:one",
    persona=persona(),
    simulated=True,
    post={"id": "sha256:post", "source": "posts.jsonl", "line": 3, "source_id": None},
)
IMPORTED = ReadDialogue(
    Dialogue(turns=(Turn(speaker="supporter", text="你好"), Turn(speaker="supporter", text=""))),
    number=2,
    id="2",
    topic="job crisis",
    emotion="anxiety",
    situation="I hate my job.",
    about={"survey": {"empathy": "4"}, "turns": {"1": {"feedback": "5"}}, "score": 1.0, "none": None},
    source=Source("esconv", "ESConv.json", 12, 340),
    as_written=([["dialog", 0, "content"], "你好\n"],),
)
PLAIN = ReadDialogue(Dialogue(turns=(Turn(speaker="seeker", text="Hello"),)), number=3, id="3", simulated=True)
OTHER_CHAIN = ReadDialogue(
    Dialogue(
        turns=(
            Turn(speaker="supporter", text="A", reasoning=Reasoning(need="rest", strategy="Question")),
            Turn(speaker="supporter", text="B", reasoning=Reasoning()),
        ),
        provenance=MADE.model_copy(update={"seed": 1 << 80, "generators": {}}),
    ),
    number=4,
    id="",
    simulated=True,
    topic="a whole topic",
    about={"half": "\udc00"},
    post={"id": 5, "url": "of another place"},
)


def stored(dialogues: Iterable[ReadDialogue]) -> list[Any]:
    """Return what the file of lines holds of dialogues."""
    return [json.loads(json.dumps(record_of(found, OURS))) for found in dialogues]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "dialogues.parquet"


@pytest.mark.parametrize(
    "one", [SIMULATED, IMPORTED, PLAIN, OTHER_CHAIN], ids=["simulated", "imported", "plain", "other-chain"]
)
def test_what_the_file_of_lines_holds_of_a_dialogue_comes_back(one: ReadDialogue, path: Path) -> None:
    write_parquet(path, [one])
    reading = read_dialogues(path)
    (back,) = stored(reading)
    was = stored([one])[0]
    assert reading.syntax.name == "Parquet"
    assert back | {"number": 0, "id": ""} == was | {"number": 0, "id": ""}
    assert back["id"] == (one.id or "1"), "a dialogue without a name has its place, as everywhere"


def test_columns_are_useful_without_us(path: Path) -> None:
    assert write_parquet(path, [SIMULATED, IMPORTED]).dialogues == 2
    one, two = pq.read_table(path).to_pylist()
    assert one["turns"][1] == {
        "speaker": "supporter",
        "text": "I am glad that you say it.",
        "situation": "A crisis.",
        "thought": "They\nare alone.",
        "action": "Stay.",
        "strategy": "Question",
        "other": None,
    }
    assert (one["persona"]["age"], one["persona"]["personality"]["extraversion"]) == (47, "Introversion")
    assert one["persona"]["event"]["location"] == "on the island"
    assert (one["crisis"], one["simulated"], one["stop_reason"]) == (["suicide"], True, "resolved")
    assert one["generators"] == [
        {"role": "seeker", "name": "offline/seeker"},
        {"role": "supporter", "name": "openai/gpt-4o"},
    ]
    assert (one["program"], one["seed"], one["post"]["line"], one[REST]) == ("sha256:program", 7, 3, None)
    assert (two["persona"], two["topic"], two["simulated"], two["crisis"]) == (None, "job crisis", False, [])
    assert two["source"] == {"format": "esconv", "file": "ESConv.json", "record": 12, "line": 340}
    assert json.loads(two["about"])["survey"] == {"empathy": "4"}


def test_every_attribute_of_a_persona_has_its_column_and_every_column_its_meaning() -> None:
    kinds: Any = COLUMNS["persona"]
    assert list(kinds) == list(Persona.model_fields)
    assert list(kinds["personality"]) == list(BigFive.model_fields)
    assert list(kinds["event"]) == list(Event.model_fields)
    assert list(MEANING) == list(COLUMNS)


def test_the_same_dialogues_are_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_parquet(tmp_path / name, iter([SIMULATED, IMPORTED, PLAIN, OTHER_CHAIN]))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_dialogues_are_written_in_groups_while_they_come(path: Path) -> None:
    sizes = []

    def coming() -> Iterator[ReadDialogue]:
        for number in range(2 * GROUP + 1):
            if number == 2 * GROUP:
                sizes.append(path.stat().st_size)
            yield PLAIN

    write_parquet(path, coming())
    held = pq.ParquetFile(path).metadata
    assert [held.row_group(number).num_rows for number in range(held.num_row_groups)] == [GROUP, GROUP, 1]
    assert sizes[0] > 4, "the first groups were in the file before the last dialogue came"
    assert read_dialogues(path).format is OURS


def test_no_dialogues_are_a_file_without_rows(path: Path) -> None:
    assert write_parquet(path, []) == Size(0, 0)
    with pytest.raises(InputError, match="no dialogues are found in it"):
        read_dialogues(path)


# Files that other hands have passed on


def test_a_file_of_ours_that_others_saved_again_is_read(path: Path) -> None:
    write_parquet(path, [SIMULATED, IMPORTED])
    was = stored(read_dialogues(path))
    held = pq.read_table(path)
    long = [field.with_type(pa.large_string()) if field.type == pa.string() else field for field in held.schema]
    pq.write_table(held.cast(pa.schema(long)).drop_columns(["versions"]), path)
    back = stored(read_dialogues(path))
    was[0]["dialogue"]["provenance"]["versions"] = {}
    assert back == was


def test_a_column_that_others_added_is_a_note(path: Path) -> None:
    write_parquet(path, [SIMULATED, IMPORTED])
    held = pq.read_table(path).append_column("rated", pa.array([[{"by": "a", "at": None}], None]))
    pq.write_table(held, path)
    one, two = read_dialogues(path)
    assert one.about == {"rated": [{"by": "a"}]}
    assert two.about == IMPORTED.about


def test_an_edited_row_says_what_its_columns_say(path: Path) -> None:
    write_parquet(path, [OTHER_CHAIN])
    held = pq.read_table(path)
    turns = pa.array([held["turns"].to_pylist()[0][:1]], held.schema.field("turns").type)
    pq.write_table(held.set_column(held.schema.get_field_index("turns"), "turns", turns), path)
    (back,) = read_dialogues(path)
    assert back.dialogue.turns == OTHER_CHAIN.dialogue.turns[:1]


@pytest.mark.parametrize("column", ["about", "as_written", REST])
def test_a_column_of_json_that_is_none_makes_its_row_a_bad_record(column: str, path: Path) -> None:
    write_parquet(path, [PLAIN, IMPORTED])
    held = pq.read_table(path)
    broken = pa.array(["{", None], pa.string())
    pq.write_table(held.set_column(held.schema.get_field_index(column), column, broken), path)
    reading = read_dialogues(path)
    assert [found.id for found in reading] == ["2"]
    assert [error.line for error in reading.bad] == [1]
    assert f'"{column}" is not JSON' in reading.bad[0].problem


# Files of others


def records(path: Path) -> list[Any]:
    return [record.value or record.problem for record in table().records(TextFile(path, "binary", None))]


def test_rows_of_others_are_plain_records_without_what_is_null(path: Path) -> None:
    said = pa.timestamp("s", tz="UTC")
    rows = {
        "id": [1, 2],
        "messages": [
            [{"role": "user", "content": "Hi", "name": None}, {"role": "assistant", "content": "Hello", "name": "B"}],
            [],
        ],
        "at": pa.array([0, None], said),
        "raw": [b"\xff", None],
    }
    pq.write_table(pa.table(rows), path)
    assert records(path) == [
        {
            "id": 1,
            "messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello", "name": "B"}],
            "at": "1970-01-01T00:00:00+00:00",
            "raw": "\ufffd",
        },
        {"id": 2, "messages": []},
    ]


def test_conversations_of_others_are_read_in_their_own_format(path: Path) -> None:
    """A struct has all fields in every turn: in ExTES, those of both sides."""
    content = [{"User": "The ferry stopped."}, {"AI Strategy": "Clarification", "AI": "Since when?"}]
    pq.write_table(pa.Table.from_pylist([{"scene": "Loneliness", "description": "d", "content": content}]), path)
    reading = read_dialogues(path)
    assert reading.format.key == "extes"
    (found,) = reading
    assert [turn.speaker for turn in found.dialogue.turns] == ["seeker", "supporter"]
    assert found.dialogue.turns[1].strategy == "Clarification"


def test_lines_of_json_in_a_column_of_text_are_records(path: Path) -> None:
    """So the hub has ESConv, and so `datasets` loads any .txt file."""
    line = {"emotion_type": "fear", "dialog": [{"text": "Hello", "speaker": "usr"}]}
    pq.write_table(pa.table({"text": [json.dumps(line), '{"dialog": [', json.dumps(line)]}), path)
    reading = read_dialogues(path)
    assert [found.emotion for found in reading] == ["fear", "fear"]
    assert [error.line for error in reading.bad] == [2]
    assert '"text" is not JSON that can be read' in reading.bad[0].problem


def test_a_row_that_cannot_be_read_leaves_its_neighbours(path: Path) -> None:
    names = pa.array([b"one", b"\xff", b"three"], pa.binary()).view(pa.string())
    pq.write_table(pa.table({"name": names}), path)
    first, second, third = records(path)
    assert (first, third) == ({"name": "one"}, {"name": "three"})
    assert second.startswith("the row cannot be read: ")


@pytest.mark.parametrize("kept", [4, 2_000, -9])
def test_a_file_that_breaks_off_is_refused_in_one_line(kept: int, path: Path) -> None:
    write_parquet(path, [SIMULATED, IMPORTED])
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(InputError, match=r"^dialogues\.parquet: is no whole Parquet file \(.+\); get it again$"):
        list(read_dialogues(path))


def test_damage_inside_a_file_is_told_and_raises_nothing_else(path: Path) -> None:
    write_parquet(path, [SIMULATED, IMPORTED])
    whole = path.read_bytes()
    refused = 0
    for place in range(4, len(whole), 211):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            list(read_dialogues(path))
        except InputError as error:
            refused += 1
            assert "\n" not in str(error)
    assert refused > 10


def test_without_pyarrow_the_remedy_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_parquet(path, [PLAIN])
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for use in (lambda: write_parquet(path.with_name("new"), [PLAIN]), lambda: read_dialogues(path)):
        with pytest.raises(ConfigurationError, match=r"^Parquet needs pyarrow: pip install 'socialsim\[hf\]'$"):
            use()
    assert not path.with_name("new").exists()


# The open data


@pytest.mark.parametrize(
    "name",
    [
        "esconv_hf/valid.txt",
        "esconv_hf/sample.json",
        "esconv_original_schema/small_ESConv.part-open.json",
        "esconv_failed/FailedESConv.part-open.json",
        "escot/val.json",
    ],
)
def test_real_dialogues_come_back_as_ours_and_as_their_own_format(
    name: str, open_file: Callable[[str], Path], path: Path
) -> None:
    found = list(read_dialogues(open_file(name)))
    write_parquet(path, found)
    back = list(read_dialogues(path))
    assert stored(back) == stored(found)
    own = by_key(found[0].source.format) if found[0].source else None
    if own is not None and own.write is not None:
        assert [record_of(one, own) for one in back] == [one.record for one in found]
    held = pq.read_table(path, columns=[REST])
    assert held[REST].null_count == len(found), "the columns hold all of a real dialogue"
