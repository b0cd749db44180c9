"""`socialsim describe` on a corpus of AugESC's size: seconds, memory, and how fast files are read alone.

    python -m tests.benchmarks.describe [DIALOGUES]

The words of the corpus are drawn one by one, by Zipf's law, so it has far more different runs of words than people's
talk of that length: of memory and sorting it asks more than a real corpus would.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

from .common import SOCIALSIM, Row, fresh_process, print_table

DIALOGUES = 65_000
UTTERANCES, TOKENS = (26, 27), (14, 24)
"""AugESC has 26.7 utterances a dialogue and, by this tokenizer, about 19 tokens an utterance."""
VOCABULARY = 60_000
READ = 3_000
"""Dialogues of the files that are only read."""


def rows(dialogues: int = DIALOGUES) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "augesc.txt"
        with corpus.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(talk) + "\n" for talk in talks(dialogues))
        seconds, memory = measured(corpus)
        alone = fresh_process("tests.benchmarks.describe", "reading", folder)
    each = f"{seconds:.1f} s, {dialogues / seconds:,.0f} dialogues/s"
    return [
        (f"describe, {dialogues:,} dialogues of AugESC's form", each, "≤ 60 s"),
        ("  peak memory", f"{memory:.0f} MB", "≤ 300 MB"),
        *((f"read alone, {name}", f"{rate:,.0f} dialogues/s", "≥ 5,000/s") for name, rate in alone.items()),
    ]


def measured(corpus: Path) -> tuple[float, float]:
    """Return the wall seconds and the largest resident set in MB of the whole program."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [SOCIALSIM, "describe", corpus], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=corpus.parent
    )
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"socialsim describe {corpus.name} failed with status {status}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def talks(count: int) -> Iterator[list[list[str]]]:
    """Yield conversations as AugESC writes them; the most frequent words are those of the examples."""
    draw = random.Random(13)
    words = vocabulary(draw)
    weights = [*accumulate(1 / (rank + 2.7) for rank in range(len(words)))]
    for _ in range(count):
        sizes = [draw.randint(*TOKENS) for _ in range(draw.choices(UTTERANCES, (0.3, 0.7))[0])]
        said = iter(draw.choices(words, cum_weights=weights, k=sum(sizes)))
        texts = [" ".join(next(said) for _ in range(size - 1)) + "." for size in sizes]
        yield [["usr" if place % 2 == 0 else "sys", text] for place, text in enumerate(texts)]


def vocabulary(draw: random.Random) -> list[str]:
    from socialsim.corpora.dialogues import demonstrations_path
    from socialsim.corpora.posts import examples_path

    known = Counter[str]()
    for path in (demonstrations_path(), examples_path()):
        known.update(word for word in path.read_text(encoding="utf-8").lower().split() if word.isalpha())
    parts = [one + two for one in "b c d f g h j k l m n p r s t v w".split() for two in "a e i o u".split()]
    made = {"".join(draw.choices(parts, k=draw.randint(2, 4))) for _ in range(2 * VOCABULARY)}
    frequent = [word for word, _ in known.most_common()]
    return [*frequent, *sorted(made - known.keys())][:VOCABULARY]


def reading(folder: str) -> dict[str, float]:
    """Return the dialogues a second of a file of every form that we write: the same dialogues in each."""
    from socialsim.corpora.dialogues import read_dialogues
    from socialsim.corpora.formats import FORMATS
    from socialsim.corpora.writing import json_array, json_lines, record_of

    source = Path(folder) / "reading.txt"
    source.write_text("".join(json.dumps(talk) + "\n" for talk in talks(READ)), encoding="utf-8")
    found = [*read_dialogues(source)]
    rates = {}
    for one in FORMATS:
        if one.write is not None and not one.alone:
            path = Path(folder) / f"{one.key}.json"
            records = (record_of(dialogue, one) for dialogue in found)
            path.write_text("".join(json_lines(records) if one.lines else json_array(records)), encoding="utf-8")
            read_again = read_dialogues(path)
            start = time.perf_counter()
            count = sum(1 for _ in read_again)
            rates[one.name] = count / (time.perf_counter() - start)
    return rates


def main(*words: Any) -> None:
    if words[:1] == ("reading",):
        print(json.dumps(reading(words[1])))
    else:
        print_table(rows(*map(int, words)))


if __name__ == "__main__":
    main(*sys.argv[1:])
