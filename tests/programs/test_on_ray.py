"""executor=ray gives what executor=local gives, byte for byte, and loses and pays for no more, whatever dies.

One Ray with two CPUs serves the tests of this file; processes of their own join it by RAY_ADDRESS.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import psutil
import pytest
from socialsim.cache import DONE, CorpusStore
from socialsim.commands.casting import make_extractor, make_simulation
from socialsim.commands.schema import ProgramConfig
from socialsim.generators import Budget, LMConfig
from socialsim.generators.shared_session import Place
from socialsim.programs import Simulation, ray_shift
from socialsim.programs.on_ray import RaySession
from socialsim.programs.ray_worker import Worker
from socialsim.programs.runner import Job, Outcome, run
from socialsim.signatures import ConfigurationError

from tests.commands.conftest import Program, in_own_process, posts, socialsim  # noqa: F401 - fixtures
from tests.loopback import Loopback
from tests.people import persona
from tests.server import Server

pytestmark = pytest.mark.xdist_group("ray")  # one Ray at a time: each has processes enough for a small machine

FILES = ("ssconv.json", "profiles.json", "dialogues.jsonl")
KEY = "canary-83b1f2c94d7e"
ON_RAY = ("executor=ray", "workers=2")
SHORT = ("program.min_turns=4", "program.max_turns=6")


@pytest.fixture(scope="module")
def cluster() -> Iterator[dict[str, Any]]:
    """Start Ray with two CPUs, whose workers have a key in their environment; return what Ray says of itself."""
    try:
        import ray
    except ImportError:
        pytest.skip("ray is not installed: executor=ray was not tried")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOOPBACK_KEY", KEY)
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        try:
            context = ray.init(
                address="local",
                num_cpus=2,
                object_store_memory=80 * 2**20,
                include_dashboard=False,
                log_to_driver=False,
                configure_logging=False,
            )
        except Exception as problem:  # noqa: BLE001 - whatever it is, it is not ours
            pytest.skip(f"Ray does not start here, executor=ray was not tried: {problem}")
        patch.setenv("RAY_ADDRESS", context.address_info["address"])
        yield context.address_info
        ray.shutdown()


@pytest.fixture(scope="module")
def loopback() -> Iterator[Loopback]:
    with Loopback(key=KEY) as running:
        yield running


@pytest.fixture
def by_loopback(loopback: Loopback) -> list[str]:
    """What to type so that the loopback provider answers; nothing has happened there yet."""
    loopback.reset(key=KEY)
    lm = ["lm=server", "lm.model=m", f"lm.api_base={loopback.base_url}", "lm.api_key_env=LOOPBACK_KEY"]
    return [*lm, "lm.concurrency=5", *SHORT]


def same_files(one: Path, other: Path) -> None:
    for name in FILES:
        assert (one / name).read_bytes() == (other / name).read_bytes(), name


def test_rules_make_the_same_bytes_as_here(cluster: object, socialsim: Program, tmp_path: Path) -> None:  # noqa: F811
    assert socialsim("simulate", "n=14", f"out={tmp_path / 'here'}").code == 0
    assert socialsim("simulate", "n=14", f"out={tmp_path / 'there'}", *ON_RAY).code == 0
    same_files(tmp_path / "here", tmp_path / "there")


def test_a_remote_model_is_asked_as_often_and_as_gently_as_from_here(
    cluster: dict[str, Any],
    by_loopback: list[str],
    loopback: Loopback,
    socialsim: Program,  # noqa: F811
    tmp_path: Path,
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    loopback.reset(key=KEY, latency=0.01)
    assert socialsim("simulate", "n=12", f"out={here}", *by_loopback).code == 0
    local = loopback.stats()
    loopback.reset(key=KEY, latency=0.01)
    said = socialsim("simulate", "n=12", f"out={there}", *by_loopback, *ON_RAY)
    assert said.code == 0
    same_files(here, there)
    remote = loopback.stats()
    assert remote["total"] == remote["different"] == local["total"]
    assert 2 <= remote["most_waiting"] <= 5, "workers share lm.concurrency"
    calls = remote["total"] - 1  # less the test call
    assert f"({calls:,} calls" in said.err.splitlines()[-1] and f"{calls:,} calls" in said.out

    for folder in there.glob("corpus.db*"):  # all is lost but the answers, which any executor reads
        folder.unlink()
    said = socialsim("simulate", "n=12", f"out={there}", *by_loopback, *ON_RAY)
    assert said.code == 0 and f"{calls:,} from the cache" in said.err
    assert loopback.stats()["total"] == remote["total"]
    same_files(here, there)

    written = [path for path in Path(cluster["session_dir"]).rglob("*") if path.is_file()]
    assert any("worker" in path.name for path in written)
    assert [path for path in [*written, *there.iterdir()] if KEY.encode() in path.read_bytes()] == []


def test_a_budget_is_one_for_all_workers(
    cluster: object,
    by_loopback: list[str],
    loopback: Loopback,
    socialsim: Program,  # noqa: F811
    tmp_path: Path,
) -> None:
    command = ["extract", "n=6", f"out={tmp_path}", *by_loopback[:-2], *ON_RAY]
    said = socialsim(*command, "budget.calls=7")
    assert said.code == 3
    assert said.err.splitlines()[-1].startswith("socialsim: budget.calls=7 is reached: ")
    assert loopback.stats()["total"] == 1 + 7
    assert socialsim(*command).code == 0
    stats = loopback.stats()
    # A post takes a screening and an extraction; both runs began with a test call, which looks the same.
    assert (stats["total"], stats["different"]) == (2 + 12, 1 + 12)


def test_a_wrong_key_ends_the_run_in_one_sentence(
    cluster: object,
    by_loopback: list[str],
    loopback: Loopback,
    socialsim: Program,  # noqa: F811
    tmp_path: Path,
) -> None:
    command = ["extract", "n=6", f"out={tmp_path}", *by_loopback[:-2], *ON_RAY]
    assert socialsim(*command, "budget.calls=2").code == 3  # with a cache there, it is a worker that tries the key
    loopback.reset(key="another")
    said = socialsim(*command)
    assert said.code == 2
    assert "key" in said.err.splitlines()[-1] and KEY not in said.err + said.out


def test_a_killed_driver_loses_nothing_that_was_answered(
    cluster: object,
    posts: Any,  # noqa: F811
    socialsim: Program,  # noqa: F811
    tmp_path: Path,
) -> None:
    with Server() as server:
        lm = ["lm=server", "lm.model=llama3", f"lm.api_base={server.base_url}", "lm.retries=0", "lm.concurrency=2"]
        command = ["simulate", f"posts={posts(4)}", "n=4", *lm, *SHORT]
        assert socialsim(*command, f"out={tmp_path / 'undisturbed'}").code == 0
        undisturbed = len(server.requests)
        # One worker alone finishes at most one of the four dialogues with that many, so there is work for the other.
        server.hold_after = answered = 8 + 12
        server.requests = requests = Awaited(answered + 2)
        out = tmp_path / "killed"
        process = in_own_process(*command, *ON_RAY, f"out={out}", cwd=tmp_path)
        # When each worker waits for an answer, those before it are kept.
        assert requests.reached.wait(timeout=180)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=180)
        assert not (out / "ssconv.json").exists()
        wait_for_the_end_of_workers()  # or one that outlives its driver asks on when the server answers again
        server.hold_after = None
        server.release.set()
        server.requests.clear()
        assert socialsim(*command, *ON_RAY, f"out={out}").code == 0
        same_files(tmp_path / "undisturbed", out)
        assert len(server.requests) == undisturbed - answered


def wait_for_the_end_of_workers() -> None:
    """Wait until Ray has noticed that the driver died, and stopped its actors."""
    for _ in range(600):
        if not any(" ".join(process.info["cmdline"] or ()).startswith("ray::Worker") for process in processes()):
            return
        time.sleep(0.1)
    raise AssertionError("workers live on though their driver was killed a minute ago")


def processes() -> Iterator[psutil.Process]:
    return psutil.process_iter(["cmdline"])


class Awaited(list[Any]):
    """A list that says when it has `count` items."""

    def __init__(self, count: int) -> None:
        self.count, self.reached = count, threading.Event()

    def append(self, item: Any) -> None:
        super().append(item)
        if len(self) >= self.count:
            self.reached.set()


def jobs(count: int) -> list[Job]:
    people = (persona(situation=f"I lost {number} pounds and I worry all day long.") for number in range(count))
    return [Job(str(number), {"persona": person}) for number, person in enumerate(people)]


def offline() -> Any:
    return partial(make_simulation, ProgramConfig(min_turns=4, max_turns=6), LMConfig(), LMConfig())


def test_the_jobs_of_a_worker_that_dies_go_to_the_others(cluster: object, capsys: pytest.CaptureFixture[str]) -> None:
    import ray

    session, outcomes = RaySession(Budget(), "rules", workers=2), list[Outcome]()

    def receive(outcome: Outcome) -> None:
        outcomes.append(outcome)
        if len(outcomes) == 3:
            ray.kill(next(hand.actor for hand in session.hands if hand.jobs))

    try:
        run(offline(), jobs(12), receive, elsewhere=session)
    finally:
        session.close()
    assert Counter(outcome.key for outcome in outcomes) == Counter(str(number) for number in range(12))
    assert {outcome.status for outcome in outcomes} == {DONE}
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("executor=ray: a worker on ") and line.endswith("go to the others")


class Deadly:
    """A job that no worker survives."""

    def __reduce__(self) -> Any:
        return os._exit, (1,)


def test_jobs_that_no_worker_survives_end_the_run(
    cluster: object, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ray_shift, "DEATHS", 2)
    session = RaySession(Budget(), "rules", workers=1)
    try:
        with pytest.raises(ConfigurationError, match="2 workers died one after the other"):
            run(offline(), [Job("0", {"persona": Deadly()})], lambda outcome: None, elsewhere=session)
    finally:
        session.close()


def test_jobs_are_taken_only_as_they_are_needed(cluster: object) -> None:
    taken = done = ahead = 0

    def many() -> Iterator[Job]:
        nonlocal taken
        for job in jobs(60):
            taken += 1
            yield job

    def receive(outcome: Outcome) -> None:
        nonlocal done, ahead
        done += 1
        ahead = max(ahead, taken - done)

    session = RaySession(Budget(), "rules", workers=2)
    try:
        run(offline(), many(), receive, elsewhere=session)
    finally:
        session.close()
    assert done == 60 and ahead <= 2 * 2 + 1


def test_a_bug_in_a_worker_comes_out_as_what_it_is(cluster: object) -> None:
    session = RaySession(Budget(), "rules", workers=1)
    try:
        with pytest.raises(TypeError, match="no_such_input") as caught:
            run(offline(), [Job("0", {"no_such_input": 1})], lambda outcome: None, elsewhere=session)
        assert type(caught.value) is TypeError  # not one of Ray's, whose text is a page
    finally:
        session.close()


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_stopping_ends_a_ray_that_was_started_here_and_the_same_command_goes_on_without_it(
    sent: signal.Signals,
    posts: Any,  # noqa: F811
    socialsim: Program,  # noqa: F811
    tmp_path: Path,
) -> None:
    pytest.importorskip("ray", reason="ray is not installed: executor=ray was not tried")
    with Server() as server:
        lm = ["lm=server", "lm.model=llama3", f"lm.api_base={server.base_url}", "lm.retries=0", "lm.concurrency=2"]
        command = ["simulate", f"posts={posts(3)}", "n=3", *lm, *SHORT, f"out={tmp_path / 'out'}"]
        server.hold_after = 6 + 6  # all personas, and less than one worker needs for a dialogue
        server.requests = requests = Awaited(6 + 6 + 2)
        alone = {name: value for name, value in os.environ.items() if name != "RAY_ADDRESS"}
        process = in_own_process(*command, *ON_RAY, cwd=tmp_path, env=alone, start_new_session=True)
        assert requests.reached.wait(timeout=180)
        started = psutil.Process(process.pid).children(recursive=True)
        assert any("raylet" in child.name() for child in started)
        if sent == signal.SIGINT:
            os.killpg(process.pid, sent)  # as a terminal sends it: to all of them
        else:
            process.send_signal(sent)
        _, err = process.communicate(timeout=180)
        if sent == signal.SIGINT:
            assert process.returncode == 130, err
            assert err.splitlines()[-1].startswith("socialsim: stopped: 0 of 3 dialogues are saved in ")
        assert all(line.startswith(("socialsim: ", "personas: ", "dialogues: ")) for line in err.splitlines()), err
        assert psutil.wait_procs(started, timeout=30)[1] == []
        server.hold_after = None
        server.release.set()
        assert socialsim(*command).code == 0
        with CorpusStore.open_existing(tmp_path / "out") as store:
            assert [row["status"] for row in store.run_dialogues(store.last_run() or 0)] == [DONE] * 3


def test_without_ray_one_sentence_says_what_to_install(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['ray'] = None; from socialsim.commands.main import main;"
        f"sys.exit(main(['simulate', 'executor=ray', r'out={tmp_path / 'out'}']))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert ended.returncode == 2
    assert ended.stderr == "socialsim: executor=ray: Ray is not installed; pip install 'socialsim[ray]'\n"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["executor=slurm"], "executor=slurm: there is no such executor; there are local, ray"),
        (["workers=2"], "workers=2: is for executor=ray; executor=local has processes=N"),
        (["executor=ray", "processes=2"], "processes=2: is for executor=local; say workers=N"),
        (["executor=ray", "workers=0"], "workers=0: has to be 1 or more"),
        (["executor=ray", "ray_address=ray://head:10001"], "ray_address=ray://head:10001: is for Ray Client"),
    ],
)
def test_what_does_not_fit_is_refused_before_the_folder_is_touched(
    words: list[str],
    complaint: str,
    socialsim: Program,  # noqa: F811
    tmp_path: Path,
) -> None:
    said = socialsim("simulate", f"out={tmp_path / 'out'}", *words)
    assert said.code == 2
    assert said.complaint.startswith(f"socialsim: {complaint}")
    assert not (tmp_path / "out").exists()


def test_an_address_where_no_ray_is_gives_one_sentence(
    socialsim: Program,  # noqa: F811
    tmp_path: Path,
) -> None:
    pytest.importorskip("ray", reason="ray is not installed: executor=ray was not tried")
    words = ["simulate", "executor=ray", "ray_address=127.0.0.1:1", f"out={tmp_path / 'out'}"]
    process = in_own_process(*words, cwd=tmp_path)
    _, err = process.communicate(timeout=180)
    assert process.returncode == 2
    assert err.splitlines()[-1] == (
        "socialsim: executor=ray: no Ray cluster at 127.0.0.1:1: Connection refused; start it, or correct ray_address"
    )


def test_a_shift_that_ended_before_a_worker_started_does_not_come_after_the_next() -> None:
    async def overtaken() -> object:
        worker = Worker(None, Place(0, 1), Budget(), keeps=False)
        await worker.take_on(2, offline())
        late = worker.take_on(1, partial(make_extractor, LMConfig()))
        assert isinstance(await late, str)
        return worker._program

    assert isinstance(asyncio.run(overtaken()), Simulation)
