"""JSON is read in pieces: wherever they are cut, the same values come out, and the same complaints."""

from __future__ import annotations

import json
import random
import tracemalloc
from pathlib import Path

import pytest
from socialsim.corpora import textfile
from socialsim.corpora.records import json_values
from socialsim.corpora.textfile import TextFile

RECORDS = [{"a": [1, 22, 333], "b": "x\ny é \ud83d"}, {"c": {"d": None}}, 12345, -1.5e10, "text", [True, 2.0], "\\"]


def read(path: Path, size: int, monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, str, str]]:
    monkeypatch.setattr(textfile, "HEAD", size)
    return [(one.line, json.dumps(one.value), one.problem) for one in json_values(TextFile(path, "utf-8", "\n"))]


def broken(text: str, rng: random.Random) -> str:
    marks = list(text)
    for _ in range(rng.randrange(3)):
        place = rng.randrange(len(marks))
        marks[place : place + rng.randrange(2)] = rng.choice(["", *'[]{},:"1.e-\n \\'])
    return "".join(marks)


@pytest.mark.parametrize("indent", [None, 1])
def test_where_pieces_are_cut_does_not_matter(
    indent: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng, text = random.Random(indent), json.dumps(RECORDS, indent=indent)
    path = tmp_path / "data.json"
    complaints = 0
    for _ in range(300):
        path.write_text(broken(text, rng), encoding="utf-8")
        whole = read(path, 1 << 20, monkeypatch)
        complaints += bool(whole and whole[-1][2])
        for size in (1, 2, 7, 50):
            assert read(path, size, monkeypatch) == whole, path.read_text(encoding="utf-8")
    assert complaints > 100


def test_an_array_takes_the_memory_of_its_elements(tmp_path: Path) -> None:
    path = tmp_path / "data.json"
    element = json.dumps({"text": "x" * 10_000})
    path.write_text(f"[{','.join([element] * 2_000)}]", encoding="utf-8")
    tracemalloc.start()
    try:
        assert sum(1 for _ in json_values(TextFile(path, "utf-8", "\n"))) == 2_000
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert path.stat().st_size > 20_000_000
    assert peak < 2_000_000
