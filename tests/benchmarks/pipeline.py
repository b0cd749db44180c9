"""Start-up, speed and memory of the offline pipeline."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import psutil

from .common import SOCIALSIM, Row, print_table

POSTS = 500
REPEATS = 5


def rows() -> list[Row]:
    found = [
        ("socialsim --help, cold", f"{best(['--help']):.2f} s", "≤ 0.5 s"),
        ("three dialogues, cold", f"{best(['simulate', 'n=3'], fresh=True):.2f} s", "≤ 4 s"),
    ]
    with tempfile.TemporaryDirectory() as folder:
        posts = write_posts(Path(folder) / "posts.jsonl", 1000)
        one = dialogues_per_second(posts, folder, processes=1)
        two = dialogues_per_second(posts, folder, processes=2)
        found.append(("dialogues per second, 1 process", f"{one:.1f}", ""))
        found.append(("dialogues per second, 2 processes", f"{two:.1f} ({two / one:.2f} ×)", ""))
        small, large = (peak_memory(posts, folder, n) for n in (100, 1000))
        found.append(("peak memory, 100 dialogues", f"{small:.0f} MB", ""))
        found.append(("peak memory, 1,000 dialogues", f"{large:.0f} MB ({large / small:.2f} ×)", "flat"))
    return found


def best(arguments: Sequence[str], *, fresh: bool = False) -> float:
    """Return the median wall time in seconds of a whole process, over REPEATS starts."""
    times = []
    for _ in range(REPEATS):
        with tempfile.TemporaryDirectory() as folder:
            out = [f"out={folder}/run"] if fresh else []
            start = time.perf_counter()
            subprocess.run([SOCIALSIM, *arguments, *out], check=True, capture_output=True)
            times.append(time.perf_counter() - start)
    return sorted(times)[REPEATS // 2]


def dialogues_per_second(posts: Path, folder: str, processes: int) -> float:
    """Return the rate between a short and a longer run, so that the start-up is not counted."""
    short, long = (seconds(posts, folder, n, processes) for n in (20, 20 + POSTS))
    return POSTS / (long - short)


def seconds(posts: Path, folder: str, n: int, processes: int) -> float:
    start = time.perf_counter()
    command = ["simulate", f"posts={posts}", f"n={n}", f"processes={processes}", f"out={folder}/speed-{processes}-{n}"]
    subprocess.run([SOCIALSIM, *command], check=True, capture_output=True)
    return time.perf_counter() - start


def peak_memory(posts: Path, folder: str, n: int) -> float:
    """Return the largest resident set in MB of a one-process run of `n` dialogues."""
    process = psutil.Popen(
        [SOCIALSIM, "simulate", f"posts={posts}", f"n={n}", f"out={folder}/memory-{n}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"the run of {n} dialogues failed with status {status}")
    return usage.ru_maxrss / 1024


def write_posts(path: Path, count: int) -> Path:
    """Write `count` different posts, made from the examples by a number, which no speed depends on."""
    from socialsim.corpora.posts import examples_path

    lines = examples_path().read_text(encoding="utf-8").splitlines()
    texts = [record["text"] for line in lines[:60] if (record := json.loads(line))]
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            text = f"{texts[number % len(texts)]} I have thought about it {number + 2} times today."
            file.write(json.dumps({"text": text}) + "\n")
    return path


if __name__ == "__main__":
    print_table(rows())
