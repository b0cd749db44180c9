"""The response cache: how fast a finished run is read again, and whether anything is lost or paid for twice.

    python -m tests.benchmarks.replay

The calls are those of whole dialogues, made by our own program; every measurement is a process of its own.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import dspy
from socialsim.cache import ResponseCache
from socialsim.generators import LMConfig, Session, build_lm
from socialsim.programs import Seeker, Simulation, Supporter
from socialsim.programs.ask import Ask
from socialsim.programs.runner import Job, Outcome, run
from socialsim.signatures import Persona

from tests.loopback import Loopback
from tests.server import PERSONA

from .clients import ReadConversation, transcript
from .common import Row, fresh_process, in_turn, median, print_table

NAME = "tests.benchmarks.replay"
DIALOGUES, AT_ONCE = 200, 64
CALLERS, EACH, FILES = 64, 50, 256


def rows() -> list[Row]:
    with Loopback() as server, tempfile.TemporaryDirectory() as folder:
        return [replayed(server, Path(folder)), lost(server, Path(folder)), merged(server)]


def replayed(server: Loopback, folder: Path) -> Row:
    """Make a run, then make it again from its answers."""
    command = partial(fresh_process, NAME, "dialogues", server.base_url, folder / "run.db")
    made = command()
    before = asked(server)
    found = in_turn({"replay": command})["replay"]
    if any(one["calls"] != 0 or one["reused"] != made["calls"] for one in found) or asked(server) != before:
        raise SystemExit(f"a run of {made['calls']} calls was not answered from the cache alone: {found}")
    speed = median([one["reused"] / one["wall"] for one in found])
    figure = (
        f"{speed:,.0f} calls/s ({made['calls']:,} calls; {made['calls'] / made['wall']:,.0f}/s when they were made)"
    )
    return (f"replay of {DIALOGUES} dialogues from the cache", figure, "≥ 2,000/s")


def lost(server: Loopback, folder: Path) -> Row:
    """Count the answers that were given and not kept, with few files that may be open."""
    server.reset()
    path = folder / "threads.db"
    fresh_process(NAME, "threads", server.base_url, path)
    cache = ResponseCache.open_existing(path)
    kept = sum(row["answers"] for row in cache.statistics())
    damaged = len([*cache.damaged()])
    cache.close()
    missing = asked(server) - kept
    if asked(server) != CALLERS * EACH:
        raise SystemExit(f"{CALLERS} callers were to make {EACH} calls each, and made {asked(server)}")
    figure = f"{missing} of {CALLERS * EACH:,} ({damaged} damaged)"
    return (f"answers lost, {CALLERS} threads, at most {FILES} open files", figure, "0")


def merged(server: Loopback) -> Row:
    """Make one call many times at once."""
    server.reset(latency=0.1)
    fresh_process(NAME, "identical", server.base_url)
    return (f"requests for {AT_ONCE} identical calls in flight", str(asked(server)), "1")


def asked(server: Loopback) -> int:
    """Return how many questions reached the server, the test calls that runs begin with not counted."""
    return sum(bool(entry["fields"]) for entry in server.log())


# What follows runs in processes of their own.


def dialogues(base_url: str, path: str) -> dict[str, float]:
    session = Session(ResponseCache(Path(path)))
    failures: list[Outcome] = []

    def make() -> dspy.Module:
        program = Simulation(Seeker(), Supporter())
        program.set_lm(build_lm(_settings(base_url), session))
        return program

    def receive(outcome: Outcome) -> None:
        if outcome.error is not None:
            failures.append(outcome)

    start = time.perf_counter()
    run(make, _jobs(), receive, concurrency=AT_ONCE)
    wall = time.perf_counter() - start
    if failures:
        raise SystemExit(f"{len(failures)} dialogues failed, the first with: {failures[0].error}")
    return {"wall": wall, "calls": session.meter.calls, "reused": session.meter.reused}


def threads(base_url: str, path: str) -> dict[str, float]:
    resource.setrlimit(resource.RLIMIT_NOFILE, (FILES, FILES))
    ask = Ask(ReadConversation)
    ask.set_lm(build_lm(_settings(base_url), Session(ResponseCache(Path(path)))))
    problems: list[str] = []

    def work(caller: int) -> None:
        try:
            with dspy.context(disable_history=True, max_trace_size=0):
                for number in range(EACH):
                    ask(transcript=transcript(caller * EACH + number))
        except Exception as problem:  # noqa: BLE001 - a thread's error would otherwise only be printed
            problems.append(repr(problem))

    callers = [threading.Thread(target=work, args=(caller,)) for caller in range(CALLERS)]
    for thread in callers:
        thread.start()
    for thread in callers:
        thread.join()
    if problems:
        raise SystemExit(f"{len(problems)} callers failed, the first with: {problems[0]}")
    return {}


def identical(base_url: str) -> dict[str, float]:
    lm = build_lm(_settings(base_url))
    ask = Ask(ReadConversation)
    ask.set_lm(lm)

    async def work() -> None:
        await asyncio.gather(*(ask.acall(transcript=transcript(0)) for _ in range(AT_ONCE)))
        await lm.aclose()

    with dspy.context(disable_history=True, max_trace_size=0):
        asyncio.run(work())
    return {}


def _settings(base_url: str) -> LMConfig:
    return LMConfig(engine="remote", model="openai/bench", api_base=base_url, concurrency=AT_ONCE)


def _jobs() -> Iterator[Job]:
    for number in range(DIALOGUES):
        persona = Persona.model_validate(PERSONA | {"subtopic": f"shift plan {number + 1} of this year"})
        yield Job(str(number), {"persona": persona})


MEASURES: dict[str, Callable[..., dict[str, float]]] = {
    "dialogues": dialogues,
    "threads": threads,
    "identical": identical,
}


def main(*words: Any) -> None:
    if words:
        print(json.dumps(MEASURES[words[0]](*words[1:])))
    else:
        print_table(rows())


if __name__ == "__main__":
    main(*sys.argv[1:])
