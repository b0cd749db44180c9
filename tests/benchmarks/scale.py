"""A large corpus in one store: does a dialogue cost at the end what it cost at the beginning, and how much memory?

    python -m tests.benchmarks.scale [DIALOGUES]

20,000 dialogues of the offline generator by two processes take about ten minutes; fewer are for trying it.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from contextlib import closing, suppress
from pathlib import Path

import psutil

from .common import SOCIALSIM, Row, print_table
from .pipeline import write_posts

DIALOGUES, PROCESSES = 20_000, 2
_INTERVAL = 0.5
"""Seconds between two looks at the run."""


def rows(dialogues: int = DIALOGUES) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        posts = write_posts(Path(folder) / "posts.jsonl", dialogues)
        watched = Watched(Path(folder) / "run", posts, dialogues)
    first, last = watched.seconds(0, 0.1), watched.seconds(0.9, 1)
    each = 10_000 / dialogues  # of a tenth: milliseconds for one dialogue
    main = watched.memory.pop(watched.main)
    cost = f"{last / first:.2f} × ({first * each:.1f} ms, {last * each:.1f} ms)"
    return [
        (f"{dialogues:,} dialogues, {PROCESSES} processes: cost of the last tenth", cost, "≤ 1.2 × the first"),
        ("  the whole command, posts to files", f"{watched.wall:.0f} s", ""),
        ("  peak memory, main process", f"{main:.0f} MB", "≤ 400 MB"),
        ("  peak memory, largest worker", f"{max(watched.memory.values()):.0f} MB", "≤ 400 MB"),
        ("  peak memory, all together", f"{watched.together:.0f} MB", ""),
    ]


class Watched:
    """One run of the command, looked at while it lasts.

    Raises:
        SystemExit: the run failed, or made fewer dialogues than it was to make.
    """

    def __init__(self, out: Path, posts: Path, dialogues: int) -> None:
        self.dialogues = dialogues
        self.made: list[tuple[float, int]] = []
        """Seconds → dialogues in the store by then."""
        self.memory: dict[int, float] = {}
        """Process → the largest resident set that it was seen with, in MB."""
        self.together = 0.0
        """The most that all of them had at one moment, in MB; what they share is counted once for each."""
        start = time.perf_counter()
        command = ["simulate", f"posts={posts}", f"n={dialogues}", f"processes={PROCESSES}", f"out={out}"]
        with tempfile.TemporaryFile() as said:
            process = psutil.Popen([SOCIALSIM, *command], stdout=said, stderr=said)
            self.main = process.pid
            while process.poll() is None:
                self._look(process, out / "corpus.db", start)
                time.sleep(_INTERVAL)
            self.wall = time.perf_counter() - start
            said.seek(0)
            made = _ask(out / "corpus.db", "SELECT count(*) FROM dialogues WHERE status = 'done'")
            if process.returncode or made != dialogues:
                raise SystemExit(f"{made} of {dialogues} dialogues were made:\n{said.read().decode()[-2000:]}")

    def seconds(self, begin: float, end: float) -> float:
        """Return how long the dialogues between two shares of the whole took."""
        return self._reached(end * self.dialogues) - self._reached(begin * self.dialogues)

    def _reached(self, count: float) -> float:
        before = self.made[0]
        for now in self.made:
            if now[1] >= count and now[1] > before[1]:
                return before[0] + (now[0] - before[0]) * (count - before[1]) / (now[1] - before[1])
            before = now
        raise SystemExit(f"the store was never seen with {count:.0f} dialogues")

    def _look(self, process: psutil.Popen, store: Path, start: float) -> None:
        # The last row's number, not a count: a count would take longer and longer, and be measured as the program's.
        self.made.append((time.perf_counter() - start, _ask(store, "SELECT max(rowid) FROM dialogues")))
        together = 0.0
        with suppress(psutil.Error):
            for one in [process, *process.children(recursive=True)]:
                size = one.memory_info().rss / 2**20
                self.memory[one.pid] = max(self.memory.get(one.pid, 0.0), size)
                together += size
        self.together = max(self.together, together)


def _ask(store: Path, sql: str) -> int:
    """Return the number that a query has; 0 before there is a store."""
    try:
        with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as connection:
            return int(connection.execute(sql).fetchone()[0] or 0)
    except sqlite3.OperationalError:
        return 0


if __name__ == "__main__":
    print_table(rows(*map(int, sys.argv[1:])))
