"""The remote engine against a provider on loopback: what a call costs, and how much of the waiting is used.

    python -m tests.benchmarks.remote

takes about seven minutes on a quiet machine, most of them for the other clients. Ratios count: every figure stands
beside that of another client of the same run. Client and server have a core each.
"""

from __future__ import annotations

import sqlite3
import subprocess
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from tests.loopback import Loopback

from .common import SOCIALSIM, Row, fresh_process, in_turn, median, print_table
from .pipeline import write_posts

DIALOGUES, AT_ONCE, LATENCY = 200, 64, 0.05
CALLS_PER_EXCHANGE = 6  # the seeker's, four nodes and the supporter's


def rows() -> list[Row]:
    with Loopback() as server:
        return [*per_call(server), *share_of_ideal(server), *chained_job(server), *simulation(server)]


def per_call(server: Loopback) -> list[Row]:
    """A typed call where the provider takes no time: what is left is the client."""
    server.reset()
    calls = {"ours": 6000, "openai": 1800, "dspy": 1000}  # about three seconds each
    found = in_turn({name: partial(measure, server, name, count, 64) for name, count in calls.items()})
    speed = {name: median([one["calls"] / one["wall"] for one in several]) for name, several in found.items()}
    cpu = {name: median([one["cpu"] / one["calls"] * 1000 for one in several]) for name, several in found.items()}
    shown = {name: f"{speed[name]:,.0f}/s ({cpu[name]:.2f} ms of CPU)" for name in calls}
    return [
        ("typed call, 0 ms, 64 at once", f"{shown['ours']}, {speed['ours'] / speed['openai']:.1f} × openai", "≥ 3 ×"),
        ("  openai.AsyncOpenAI, nothing read", shown["openai"], ""),
        ("  dspy.Predict and dspy.LM as they come", shown["dspy"], ""),
    ]


def share_of_ideal(server: Loopback) -> list[Row]:
    """The share of the calls that a client with no cost of its own would make while 256 wait for 500 ms each."""
    at_once, latency, waves = 256, 0.5, 16
    server.reset(latency=latency)
    found = in_turn({name: partial(measure, server, name, at_once * waves, at_once) for name in ("ours", "openai")})
    share = {name: median([waves * latency / one["wall"] for one in several]) for name, several in found.items()}
    return [
        ("share of the ideal, 500 ms, 256 at once", f"{share['ours']:.2f}", "≥ .90"),
        ("  openai.AsyncOpenAI", f"{share['openai']:.2f}", ""),
    ]


def chained_job(server: Loopback) -> list[Row]:
    """2,000 items of three calls, one after the other, against a bare script."""
    server.reset(latency=LATENCY)
    found = in_turn({name: partial(measure, server, name, 2000, 200, chain=3) for name in ("ours", "openai")})
    wall = {name: median([one["wall"] for one in several]) for name, several in found.items()}
    figure = f"{wall['ours'] / wall['openai']:.2f} × a bare script ({wall['ours']:.1f} s, {wall['openai']:.1f} s)"
    return [("2,000 × 3 chained calls, 50 ms, 200 at once", figure, "≤ .35 ×")]


def measure(server: Loopback, client: str, items: int, at_once: int, chain: int = 1) -> dict[str, float]:
    """Return ``wall`` and ``cpu`` seconds and ``calls`` of one client in a fresh process.

    Raises:
        SystemExit: the provider was asked less, or more, than it should have been.
    """
    server.reset(latency=server.options.latency)
    found: dict[str, float] = fresh_process("tests.benchmarks.clients", client, server.base_url, items, at_once, chain)
    asked = sum(bool(entry["fields"]) for entry in server.log())  # a test call asks for no fields
    if asked != items * chain + 1:
        raise SystemExit(f"{client} was to make {items * chain} calls after one that does not count; all made {asked}")
    return found


def simulation(server: Loopback) -> list[Row]:
    """The command itself, dialogues only: wall time against the least that the latency allows."""
    with tempfile.TemporaryDirectory() as folder:
        posts = write_posts(Path(folder) / "posts.jsonl", DIALOGUES)
        found = in_turn({"simulate": partial(simulated, server, posts, _counter(folder))})["simulate"]
    ratio = median([one["wall"] / one["ideal"] for one in found])
    middle = min(found, key=lambda one: abs(one["wall"] / one["ideal"] - ratio))
    figure = f"{ratio:.2f} × the ideal ({middle['wall']:.1f} s for {middle['calls']:,.0f} calls)"
    return [(f"simulate, {DIALOGUES} dialogues, 50 ms, {AT_ONCE} at once", figure, "≤ 1.15 ×")]


def simulated(server: Loopback, posts: Path, new_folder: Callable[[], Path]) -> dict[str, float]:
    """Return ``wall`` seconds from the first call of a dialogue to the last answer, the ``ideal`` and the ``calls``."""
    out = new_folder()
    lm = ["lm=server", "lm.model=bench", f"lm.api_base={server.base_url}", f"lm.concurrency={AT_ONCE}"]
    words = [f"posts={posts}", f"n={DIALOGUES}", f"out={out}", *lm]
    server.reset()
    run_socialsim("extract", *words)
    server.reset(latency=LATENCY)
    run_socialsim("simulate", "checks=report", *words)
    asked = [entry for entry in server.log() if entry["fields"]]
    exchanges = _exchanges(out)
    calls = sum(exchanges) * CALLS_PER_EXCHANGE
    if len(exchanges) != DIALOGUES or len(asked) != calls:
        raise SystemExit(f"{len(exchanges)} dialogues with {calls} calls, and {len(asked)} calls were made")
    longest, all_together = max(exchanges) * CALLS_PER_EXCHANGE * LATENCY, calls / AT_ONCE * LATENCY
    wall = max(entry["answered"] for entry in asked) - min(entry["came"] for entry in asked)
    return {"wall": wall, "ideal": max(longest, all_together), "calls": calls}


def run_socialsim(*words: str) -> None:
    done = subprocess.run([SOCIALSIM, *words], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"socialsim {' '.join(words)} failed:\n{done.stderr}")


def _exchanges(out: Path) -> list[int]:
    sql = "SELECT count(*) / 2 FROM turns JOIN dialogues ON dialogues.id = turns.dialogue_id GROUP BY dialogues.id"
    connection: Any = sqlite3.connect(out / "corpus.db")
    try:
        return [count for (count,) in connection.execute(sql)]
    finally:
        connection.close()


def _counter(folder: str) -> Callable[[], Path]:
    numbers = iter(range(1000))
    return lambda: Path(folder) / f"run-{next(numbers)}"


if __name__ == "__main__":
    print_table(rows())
