"""Whatever is done to records of the field: they are read, or a line of the report says why not; nothing crashes.

Ten thousand mutations, always the same: in the values of a record, in the cells of a table, and in the bytes of a file.
`MUTATIONS` is for a longer run: ``SOCIALSIM_MUTATIONS=100000 pytest tests/corpora/test_fuzz.py``.
"""

from __future__ import annotations

import csv
import io
import json
import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from socialsim.corpora.cards import read_cards
from socialsim.corpora.dialogues import demonstrations_path, read_dialogues
from socialsim.corpora.format import Format, ReadDialogue
from socialsim.corpora.formats import FORMATS, by_key
from socialsim.corpora.formats.ours import OURS
from socialsim.corpora.posts import read_posts
from socialsim.corpora.syntax import recognise
from socialsim.corpora.textfile import open_text
from socialsim.corpora.writing import losses, record_of, text_of
from socialsim.signatures import InputError

MUTATIONS = int(os.environ.get("SOCIALSIM_MUTATIONS", "10000"))
WRITERS = [one for one in FORMATS if one.write is not None]

DIALOGUES = (
    *("esconv_hf/valid.txt", "esconv_original_schema/small_ESConv.part-open.json"),
    *("esconv_failed/FailedESConv.part-open.json", "escot/val.json", "extes/ExTES.one-record.json"),
    *("smile/data/1.json", "esconv_sra/data/677.json", "esc_eval/result/2024-06-24/llama3_en.json"),
    *("empatheticdialogues/unannotated/anxious.csv", "empathy_raters/original_data/sample_empatheticdialogues.csv"),
    *("annomi/AnnoMI-simple.part-open.csv", "counselchat/20200325_counsel_chat.part-open.csv"),
    *("counselchat/counselchat-data.part-open.csv", "epitome_reddit/emotional-reactions-reddit.part-open.csv"),
    *("psyqa/PsyQA_example.part-open.json", "esconv_outputs_deepseek/details_joint.csv"),
    "empatheticdialogues/mime_output.txt",
)
POSTS = ("dreaddit/dreaddit-test.part-open.csv", "psyqa/PsyQA_example.part-open.json", "esconv_hf/valid.txt")
CARDS = (
    "esc_eval/card_high_en.part-open.json",
    "esc_eval/card_high_zh.part-open.json",
    "cactus/evaluation.part-open.json",
)
EACH = MUTATIONS // (len(DIALOGUES) + len(POSTS) + len(CARDS) + len(WRITERS)) + 1

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(["", " ", "\ud800", "\x00", "NaN"]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
CHANGES = st.lists(
    st.tuples(st.integers(0, 1 << 30), st.sampled_from(["set", "delete", "double", "rename", "wrap", "text"]), VALUES),
    min_size=1,
    max_size=3,
)
thorough = settings(
    max_examples=EACH, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every place of a JSON value: its container and its key there."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(inside):
        yield value, key
        yield from places(inner)


def mutate(value: Any, change: tuple[int, str, Any]) -> None:
    """Change a JSON value at one of its places."""
    number, what, new = change
    there = list(places(value))
    if not there:
        return
    container, key = there[number % len(there)]
    match what:
        case "set":
            container[key] = new
        case "delete":
            del container[key]
        case "double" if isinstance(container, list):
            container.insert(key, container[key])
        case "rename" if isinstance(container, dict):
            container[str(new)[:20]] = container.pop(key)
        case "wrap":
            container[key] = [container[key]]
        case "text":
            container[key] = f"{container[key]}{new}"


@lru_cache
def some(path: Path) -> tuple[str, str, tuple[str, ...]]:
    """Return the syntax of a file, its header where it has one, and its first records, as JSON."""
    file = open_text(path)
    syntax = recognise(file)
    records = islice(syntax.records(file), 3 if syntax.name.startswith("JSON") else 12)
    values = (one.value[:6_000] if isinstance(one.value, str) else one.value for one in records)
    return syntax.name, json.dumps(syntax.header), tuple(map(json.dumps, values))


def written(syntax: str, header: list[str], values: list[Any]) -> str:
    """Return the text of a file of records."""
    if syntax == "JSON":
        return json.dumps(values)
    if syntax == "plain text":
        return "\n".join(map(str, values))
    if not header:
        return "\n".join(json.dumps(value) for value in values)
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(header)
    for value in values:  # a mutated row may have fewer cells, or be no row at all
        writer.writerow([str(cell) for cell in value.values()] if isinstance(value, dict) else [str(value)])
    return table.getvalue()


def bytes_of(text: str, changes: list[tuple[int, str, Any]], seed: int) -> bytes:
    """Return the text of a file, in a third of the cases with bytes that are wrong."""
    data = bytearray(text.encode("utf-8", "surrogatepass" if seed % 7 == 0 else "replace"))
    if seed % 3 == 0 and data:
        rng = random.Random(seed)
        for _ in changes:
            at = rng.randrange(len(data))
            data[at : at + rng.choice((0, 1, 1, 40))] = rng.choice(
                (b"", b"\x00", b"\xff", b'"', b"]", b"\n", b",", b"{")
            )
    return bytes(data)


def is_accounted_for(path: Path, read: Callable[[Path], Any]) -> list[Any]:
    """Return what was read, having seen that every record is there or in the report."""
    try:
        reading = read(path)
        found = list(reading)
    except InputError as problem:
        assert "\n" not in str(problem) and str(problem)
        return []
    skipped = len(reading.bad) + getattr(reading, "duplicates", 0)
    assert reading.records == len(found) + skipped
    assert all(error.line >= 1 and error.problem for error in reading.bad)
    return found


def comes_back(found: ReadDialogue) -> None:
    """See that the record of a format that we write is the same after a stay among ours, whatever is in it."""
    came_from = by_key(found.source.format) if found.source else None
    if came_from is not None and came_from.write is not None and came_from is not OURS:
        stayed = OURS.read(json.loads(json.dumps(record_of(found, OURS))), Counter())
        again = record_of(stayed, came_from)
        assert json.dumps(again, sort_keys=True) == json.dumps(found.record, sort_keys=True)


def can_be_written(found: ReadDialogue, target: Format) -> None:
    value = record_of(found, target)
    "".join(text_of([value], target)).encode("utf-8")
    losses(found, value, target)
    assert found.dialogue.id and found.id


def check(
    path: Path, source: Path, changes: list[tuple[int, str, Any]], seed: int, read: Callable[[Path], Any]
) -> None:
    syntax, header, texts = some(source)
    values = [json.loads(text) for text in texts]
    whole = {"records": values}
    for change in changes:
        mutate(whole, change)
    values = whole.get("records", []) if isinstance(whole.get("records", []), list) else [whole["records"]]
    path.write_bytes(bytes_of(written(syntax, json.loads(header), values), changes, seed))
    for found in is_accounted_for(path, read):
        if isinstance(found, ReadDialogue):
            can_be_written(found, WRITERS[seed % len(WRITERS)])
            comes_back(found)


@pytest.mark.parametrize("name", DIALOGUES)
def test_mutated_dialogues_are_read_or_reported(name: str, open_file: Callable[[str], Path], tmp_path: Path) -> None:
    source = open_file(name)

    @thorough
    @given(CHANGES, st.integers(0, 1 << 30))
    def run(changes: list[tuple[int, str, Any]], seed: int) -> None:
        check(tmp_path / "data", source, changes, seed, read_dialogues)

    run()


@pytest.mark.parametrize(
    ("name", "read"), [(name, read_posts) for name in POSTS] + [(name, read_cards) for name in CARDS]
)
def test_mutated_posts_and_cards_are_read_or_reported(
    name: str, read: Callable[[Path], Any], open_file: Callable[[str], Path], tmp_path: Path
) -> None:
    source = open_file(name)

    @thorough
    @given(CHANGES, st.integers(0, 1 << 30))
    def run(changes: list[tuple[int, str, Any]], seed: int) -> None:
        check(tmp_path / "data", source, changes, seed, read)

    run()


@pytest.mark.parametrize("target", WRITERS, ids=lambda one: one.key)
def test_mutated_records_of_our_own_writers_are_read_or_reported(target: Any, tmp_path: Path) -> None:
    source = tmp_path / "source"
    records = [record_of(found, target) for found in islice(read_dialogues(demonstrations_path()), 5)]
    source.write_text("".join(text_of(records, target)), encoding="utf-8")

    @thorough
    @given(CHANGES, st.integers(0, 1 << 30))
    def run(changes: list[tuple[int, str, Any]], seed: int) -> None:
        check(tmp_path / "data", source, changes, seed, read_dialogues)

    run()
