"""Killed at any moment, again and again: nothing is lost, nothing is paid twice, and the bytes are the same.

Every run is a process of its own that is forked from one that has imported everything, so that it starts in no time.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import sqlite3
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest
from socialsim.cache import DONE, CorpusStore
from socialsim.commands.files import DIALOGUES, PROFILES, RUN, SSCONV
from socialsim.commands.main import main

from tests.loopback import Loopback

POSTS, CONCURRENCY, KILLS = 12, 8, 20
ON_ITS_WAY = 0.25
"""Seconds that a request may take to the server's log, or an answer to the client's file, on a busy machine."""
FILES = (SSCONV, PROFILES, DIALOGUES)

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(["socialsim.commands.simulate", "socialsim.generators.remote", "hydra.main", "aiohttp"])


@pytest.fixture(scope="module")
def server() -> Iterator[Loopback]:
    with Loopback(latency=0.01) as running:
        yield running


@pytest.fixture
def command(server: Loopback, posts: Callable[[int], Path]) -> list[str]:
    lm = ["lm=server", "lm.model=m", f"lm.api_base={server.base_url}", f"lm.concurrency={CONCURRENCY}"]
    turns = ["program.min_turns=4", "program.max_turns=6"]
    return ["simulate", f"posts={posts(POSTS)}", f"n={POSTS}", "checks=report", *lm, *turns]


def run(words: list[str], said: Path, kill_at: tuple[str, str] | None) -> None:
    """Run the program as the whole work of this process; kill it when it does something to a certain file."""
    if kill_at is not None:
        sys.addaudithook(_killer(*kill_at))
    with said.open("a") as stream, redirect_stdout(stream), redirect_stderr(stream):
        code = main(words)
    sys.exit(code)


def _killer(event: str, name: str) -> Callable[[str, tuple[Any, ...]], None]:
    def hook(happens: str, details: tuple[Any, ...]) -> None:
        if happens == event and f".{name}." in str(details[0]):
            os.kill(os.getpid(), signal.SIGKILL)

    return hook


def start(words: list[str], folder: Path, kill_at: tuple[str, str] | None = None) -> BaseProcess:
    process = _forks.Process(target=run, args=([*words, f"out={folder}"], folder.with_suffix(".said"), kill_at))
    process.start()
    return process


def finish(process: BaseProcess, folder: Path) -> None:
    process.join(timeout=120)
    assert process.exitcode == 0, folder.with_suffix(".said").read_text()


def contents(folder: Path) -> list[bytes]:
    return [(folder / name).read_bytes() for name in FILES]


def asked(server: Loopback) -> list[dict[str, Any]]:
    """Return the log without test calls, which ask for no fields."""
    return [entry for entry in server.log() if entry["fields"]]


def repeated(log: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Return the requests that were asked more than once: digest → each time but the last."""
    times: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for entry in sorted(log, key=lambda entry: float(entry["came"])):
        times[entry["digest"]].append(entry)
    return {digest: entries[:-1] for digest, entries in times.items() if len(entries) > 1}


def test_killed_at_twenty_moments_it_ends_in_the_same_bytes_and_asks_again_only_what_was_in_flight(
    server: Loopback, command: list[str], tmp_path: Path
) -> None:
    undisturbed, killed = tmp_path / "undisturbed", tmp_path / "killed"
    server.reset(latency=0.01)
    finish(start(command, undisturbed), undisturbed)
    needed = {entry["digest"] for entry in asked(server)}

    server.reset(latency=0.01)
    moments, kills = random.Random(7), list[float]()
    most_in_a_life = round(2 * len(needed) / (1.5 * KILLS))
    while True:
        process, answered = start(command, killed), server.stats()["answered"] + moments.randint(1, most_in_a_life)
        while process.is_alive() and server.stats()["answered"] < answered:
            pass
        process.join(moments.uniform(0, 0.01))
        process.kill()
        at = time.monotonic()
        process.join()
        if process.exitcode != -signal.SIGKILL:
            break
        kills.append(at)
    finish(process, killed)
    assert len(kills) >= KILLS

    assert contents(killed) == contents(undisturbed)
    for name in ("corpus.db", "responses.db"):
        database: Any = sqlite3.connect(killed / name)
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        database.close()
    log = asked(server)
    assert {entry["digest"] for entry in log} == needed
    again = repeated(log)
    for entry in (entry for entries in again.values() for entry in entries):
        until = entry["answered"] or entry["came"]
        in_flight = [at for at in kills if entry["came"] - ON_ITS_WAY < at < until + ON_ITS_WAY]
        assert in_flight, f"asked again though it was answered: {entry}; kills: {kills}"
    assert sum(map(len, again.values())) <= len(kills) * CONCURRENCY


@pytest.mark.parametrize("event", ["open", "os.rename"])
def test_killed_while_its_files_are_written_it_leaves_whole_files_only_and_asks_nothing_again(
    event: str, server: Loopback, command: list[str], tmp_path: Path
) -> None:
    out, undisturbed = tmp_path / "out", tmp_path / "undisturbed"
    server.reset()
    finish(start(command, undisturbed), undisturbed)
    server.reset()
    for name in (*FILES, RUN):
        process = start(command, out, kill_at=(event, name))
        process.join(timeout=120)
        assert process.exitcode == -signal.SIGKILL, name
        for path in (path for path in out.iterdir() if path.name in (*FILES, RUN)):
            assert path.name == RUN or path.read_bytes() == (undisturbed / path.name).read_bytes()
        with CorpusStore.open_existing(out) as store:
            statuses = Counter(row["status"] for row in store.run_dialogues(store.last_run() or 0))
        assert statuses == {DONE: POSTS}
    finish(start(command, out), out)
    assert contents(out) == contents(undisturbed)
    assert repeated(asked(server)) == {}
    assert json.loads((out / RUN).read_text())["dialogues"]["reused"] == POSTS
