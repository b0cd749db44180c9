"""Calls through a batch service: together, each paid once whatever happens, and what goes wrong in words."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dspy.lm15 import Config, InvalidRequestError, LM15Error, Message, Request, ServerError
from socialsim.cache import ResponseCache
from socialsim.cache.batches import BatchStore
from socialsim.generators import build_lm
from socialsim.generators.batch import Batch
from socialsim.generators.config import LMConfig
from socialsim.generators.engine import AsyncEngine
from socialsim.generators.meter import Budget, Price
from socialsim.generators.session import Session
from socialsim.generators.wire import Wire
from socialsim.programs import PersonaExtractor
from socialsim.programs.runner import Job, Outcome, run
from socialsim.signatures import ConfigurationError

from tests.batch_server import BatchServer, End, MadeBatch
from tests.server import Body, plausible, wanted

KEY = "sk-very-secret"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def server() -> Iterator[BatchServer]:
    with BatchServer() as server:
        yield server


class Run:
    """What one command makes: a session over a response cache, an engine, and the lines that a person sees."""

    def __init__(self, base_url: str, path: Path | None, *, retries: int = 2) -> None:
        self.lines: list[str] = []
        self.session = Session(ResponseCache(path) if path else None, Budget())
        config = LMConfig(engine="remote", model="openai/m", api_base=base_url, batch=True, retries=retries)
        self.batch = Batch(
            Wire("openai/m", KEY, base_url), self.session, config, key=KEY, generator="g",
            quiet=0.05, polling=(0.01, 0.05), report=self.lines.append,
        )  # fmt: skip
        self.engine = AsyncEngine(self.batch, self.session, "g", Price(1.0, 1.0))

    def ask(self, *numbers: int) -> list[Any]:
        """Return the text of each answer, or the error."""

        async def gather() -> list[Any]:
            try:
                calls = [self.engine.complete(request(number)) for number in numbers]
                return await asyncio.gather(*calls, return_exceptions=True)
            finally:
                await self.engine.aclose()

        answers = asyncio.run(gather())
        if self.session.responses:
            self.session.responses.close()
        return [answer if isinstance(answer, BaseException) else answer.message.text for answer in answers]


def request(number: int) -> Request:
    return Request(model="m", messages=(Message.user(f"number {number}"),), config=Config(max_tokens=50))


def number_of(body: Body) -> int:
    return int(body["messages"][-1]["content"].split()[-1])


def echo(body: Body) -> str:
    return f"answer {number_of(body)}"


def executed(server: BatchServer) -> Counter[int]:
    return Counter(number_of(body) for body in server.executed)


def open_batches(path: Path) -> int:
    ResponseCache(path).close()
    return len(BatchStore(path).unfinished("g"))


# Together


def test_posts_become_personas_and_an_unreadable_answer_is_asked_again(server: BatchServer, tmp_path: Path) -> None:
    posts = [f"I lost ferry number {number} and I cannot sleep." for number in range(30)]
    nonsense = iter(["nothing of use"])
    outcomes: dict[str, Outcome] = {}

    def answer(body: Body) -> str:
        hard = posts[7] in str(body) and "seeks_help" in wanted(body)
        return next(nonsense, plausible(body)) if hard else plausible(body)

    def extract() -> Session:
        session = Session(ResponseCache(tmp_path / "responses.db"))
        lm = build_lm(LMConfig(engine="remote", batch=True, model="openai/m", api_base=server.base_url), session)
        jobs = [Job(post, {"post": post}) for post in posts]
        program = PersonaExtractor()
        program.set_lm(lm)
        run(lambda: program, jobs, lambda outcome: outcomes.update({outcome.key: outcome}), concurrency=len(posts))
        return session

    server.answer = answer
    first = extract()
    assert {outcome.status for outcome in outcomes.values()} == {"done"} and len(outcomes) == 30
    # Screening; extraction, with the screening that is asked again; the extraction after that one.
    assert [len(batch.calls) for batch in server.batches] == [30, 30, 1]
    assert (first.meter.calls, len(server.executed)) == (61, 61)
    again = extract()
    assert (again.meter.calls, again.meter.reused, len(server.batches)) == (0, 61, 3)


def test_each_call_gets_its_own_answer_and_is_counted(server: BatchServer, tmp_path: Path) -> None:
    server.answer, server.polls = echo, 3
    one = Run(server.base_url, tmp_path / "responses.db")
    assert one.ask(*range(20)) == [f"answer {number}" for number in range(20)]
    assert [len(batch.calls) for batch in server.batches] == [20]
    assert server.batches[0].looks == 4  # validating, in progress twice, completed
    assert (one.session.meter.calls, one.session.meter.tokens.output) == (20, 40)  # "answer N" is two words
    assert one.lines == [
        f"batch batch_1: 20 calls handed in at {server.base_url}, for up to 24 hours; "
        "a run that is stopped finds it again",
        "batch batch_1: completed, 20 of 20 done",
    ]


def test_identical_calls_are_one_line(server: BatchServer) -> None:
    server.answer = echo
    assert Run(server.base_url, None).ask(1, 1, 2) == ["answer 1", "answer 1", "answer 2"]
    assert executed(server) == {1: 1, 2: 1}


def test_a_batch_takes_no_more_calls_than_the_service(server: BatchServer, monkeypatch: pytest.MonkeyPatch) -> None:
    server.answer = echo
    monkeypatch.setattr("socialsim.generators.batch.desk.CALLS", 4)
    assert len(Run(server.base_url, None).ask(*range(10))) == 10
    assert sorted(len(batch.calls) for batch in server.batches) == [2, 4, 4]
    monkeypatch.setattr("socialsim.generators.batch.desk.CALLS", 50_000)
    monkeypatch.setattr("socialsim.generators.batch.desk.BYTES", 1)
    server.batches.clear()
    assert len(Run(server.base_url, None).ask(1, 2)) == 2  # a call that is too long by itself still goes out
    assert [len(batch.calls) for batch in server.batches] == [1, 1]


# Kills

DRIVER = """
import sys
from pathlib import Path
from tests.generators.test_batch import Run
Run(sys.argv[1], Path(sys.argv[2])).ask(*range(5))
"""


@pytest.mark.parametrize("moment", ["upload", "create", "created", "poll", "download"])
def test_a_run_that_is_killed_finds_its_batch_again(server: BatchServer, tmp_path: Path, moment: str) -> None:
    path = tmp_path / "responses.db"
    server.answer, server.hold_at = echo, moment
    killed = subprocess.Popen([sys.executable, "-c", DRIVER, server.base_url, str(path)], cwd=ROOT)
    assert server.holding.wait(60)
    killed.kill()
    assert killed.wait(60) == -signal.SIGKILL
    server.release.set()
    assert open_batches(path) == 1

    again = Run(server.base_url, path)
    assert again.ask(*range(7)) == [f"answer {number}" for number in range(7)]  # two more than before
    assert executed(server) == {number: 1 for number in range(7)}
    found = moment in ("created", "poll", "download")
    assert [len(batch.calls) for batch in server.batches] == ([5, 2] if found else [7])
    assert any("5 calls found again" in line for line in again.lines) == found
    assert server.looked_for == (moment in ("upload", "create", "created"))  # without an id only
    assert open_batches(path) == 0


def test_a_batch_that_is_found_keeps_the_answers_that_nobody_waits_for(server: BatchServer, tmp_path: Path) -> None:
    path = tmp_path / "responses.db"
    server.answer, server.polls = echo, 10**9
    left = asyncio.run(ask_and_leave(Run(server.base_url, path), range(5)))
    assert left == 5
    server.polls = 0
    assert Run(server.base_url, path).ask(3) == ["answer 3"]
    late = Run(server.base_url, path)
    assert late.ask(*range(5)) == [f"answer {number}" for number in range(5)]
    assert (late.session.meter.reused, executed(server)) == (5, {number: 1 for number in range(5)})
    assert all(row["output_tokens"] == 10 for row in ResponseCache(path).statistics())


async def ask_and_leave(run_: Run, numbers: range) -> int:
    """Ask, cancel every call once the batch is handed in, close; return how many calls were cancelled."""
    calls = [asyncio.create_task(run_.engine.complete(request(number))) for number in numbers]
    while not run_.lines:
        await asyncio.sleep(0.01)
    for call in calls:
        call.cancel()
    ended = await asyncio.gather(*calls, return_exceptions=True)
    await run_.engine.aclose()
    return sum(isinstance(end, asyncio.CancelledError) for end in ended)


def test_a_caller_that_leaves_takes_nothing_away(server: BatchServer, tmp_path: Path) -> None:
    server.answer, server.polls = echo, 10**9
    one = Run(server.base_url, tmp_path / "responses.db")

    async def leave_and_come_back() -> Any:
        first, other = (asyncio.create_task(one.engine.complete(request(number))) for number in (1, 2))
        while not one.lines:
            await asyncio.sleep(0.01)
        first.cancel()
        await asyncio.wait([first])
        back = asyncio.create_task(one.engine.complete(request(1)))
        server.polls = 0
        answers = await asyncio.gather(back, other)
        await one.engine.aclose()
        return [answer.message.text for answer in answers]

    assert asyncio.run(leave_and_come_back()) == ["answer 1", "answer 2"]
    assert executed(server) == {1: 1, 2: 1}


def test_a_call_that_everybody_left_is_not_handed_in(server: BatchServer) -> None:
    server.answer = echo
    one = Run(server.base_url, None)

    async def leave() -> Any:
        await one.session.ready()
        first, other = (asyncio.create_task(one.engine.complete(request(number))) for number in (1, 2))
        while one.session.meter.in_flight < 2:
            await asyncio.sleep(0)
        first.cancel()
        answer = await other
        await one.engine.aclose()
        return answer.message.text

    assert asyncio.run(leave()) == "answer 2"
    assert executed(server) == {2: 1}


def test_runs_side_by_side_hand_in_each_call_once(server: BatchServer, tmp_path: Path) -> None:
    server.answer, server.polls = echo, 5
    runs = [Run(server.base_url, tmp_path / "responses.db") for _ in range(4)]
    answers: list[list[Any]] = []
    threads = [threading.Thread(target=lambda one=one: answers.append(one.ask(*range(6)))) for one in runs]  # type: ignore[misc]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [[f"answer {number}" for number in range(6)]] * 4
    assert executed(server) == {number: 1 for number in range(6)}


def test_a_batch_whose_creation_got_no_answer_is_not_made_twice(server: BatchServer) -> None:
    # The server makes the batch and breaks off before it says so.
    made: list[int] = []
    create = server.created
    server.answer = echo

    def created_and_silent(asked: Body) -> Body:
        create(asked)
        made.append(1)
        raise ConnectionAbortedError

    server.created = created_and_silent  # type: ignore[method-assign]
    assert Run(server.base_url, None).ask(1, 2) == ["answer 1", "answer 2"]
    assert (made, executed(server)) == ([1], {1: 1, 2: 1})


# What goes wrong


def test_calls_that_failed_for_a_while_are_in_the_next_batch(server: BatchServer, tmp_path: Path) -> None:
    failing = iter([429, 500])
    server.answer = lambda body: next(failing, echo(body)) if number_of(body) == 2 else echo(body)
    one = Run(server.base_url, tmp_path / "responses.db")
    assert one.ask(1, 2, 3) == ["answer 1", "answer 2", "answer 3"]
    assert [len(batch.calls) for batch in server.batches] == [3, 1, 1]
    assert (executed(server), one.session.meter.retries) == ({1: 1, 2: 1, 3: 1}, 2)


def test_a_call_is_not_handed_in_for_ever(server: BatchServer) -> None:
    server.answer = lambda body: 500 if number_of(body) == 2 else echo(body)
    good, bad = Run(server.base_url, None, retries=2).ask(1, 2)
    assert good == "answer 1"
    assert isinstance(bad, ServerError) and "told to fail with 500" in str(bad)
    assert [len(batch.calls) for batch in server.batches] == [2, 1, 1]


def test_a_bad_request_fails_alone_and_at_once(server: BatchServer) -> None:
    server.answer = lambda body: 400 if number_of(body) == 2 else echo(body)
    good, bad = Run(server.base_url, None).ask(1, 2)
    assert good == "answer 1"
    assert isinstance(bad, InvalidRequestError) and bad.status == 400
    assert "told to fail with 400 for Bearer (the key)" in str(bad)
    assert len(server.batches) == 1


@pytest.mark.parametrize("status", ["expired", "completed"])
def test_what_a_batch_leaves_out_is_asked_again(server: BatchServer, tmp_path: Path, status: str) -> None:
    first = {"batch_1"}
    server.end = lambda batch: End(status if batch.id in first else "completed")
    server.answer = lambda body: echo(body) if number_of(body) != 2 or len(server.batches) > 1 else None
    path = tmp_path / "responses.db"
    assert Run(server.base_url, path).ask(1, 2, 3) == ["answer 1", "answer 2", "answer 3"]
    assert [len(batch.calls) for batch in server.batches] == [3, 1]
    assert executed(server) == {1: 1, 2: 1, 3: 1}
    names = {batch.metadata["socialsim"] for batch in server.batches}
    assert len(names) == 2


def test_the_same_calls_expired_make_a_batch_of_another_name(server: BatchServer) -> None:
    server.end = lambda batch: End("expired" if batch.id == "batch_1" else "completed")
    server.answer = lambda body: echo(body) if len(server.batches) > 1 else None
    assert Run(server.base_url, None).ask(1, 2) == ["answer 1", "answer 2"]
    assert server.batches[0].metadata != server.batches[1].metadata


def test_a_batch_that_the_service_refuses_says_why(server: BatchServer) -> None:
    reason = {"code": "model_mismatch", "line": 2, "message": f"No such model for {KEY}."}
    server.end = lambda batch: End("failed", (reason,))
    (problem,) = Run(server.base_url, None).ask(1)
    assert isinstance(problem, ConfigurationError)
    assert str(problem) == f"{server.base_url} refuses batch batch_1: line 2: No such model for (the key)."
    assert len(server.batches) == 1


def test_a_batch_that_somebody_cancelled_is_not_handed_in_again_by_itself(server: BatchServer, tmp_path: Path) -> None:
    path = tmp_path / "responses.db"
    server.end = lambda batch: End("cancelled" if batch.id == "batch_1" else "completed")
    server.answer = lambda body: echo(body) if number_of(body) == 1 or len(server.batches) > 1 else None
    done, problem = Run(server.base_url, path).ask(1, 2)
    assert done == "answer 1"
    assert isinstance(problem, ConfigurationError) and "batch_1 was cancelled" in str(problem)
    assert len(server.batches) == 1
    assert Run(server.base_url, path).ask(1, 2) == ["answer 1", "answer 2"]
    assert executed(server) == {1: 1, 2: 1}


def test_a_queue_that_is_too_small_gets_smaller_batches_one_at_a_time(server: BatchServer) -> None:
    too_much = {"code": "token_limit_exceeded", "message": "Enqueued token limit reached. Limit: 90,000 tokens."}

    def end(batch: MadeBatch) -> End:
        return End("failed", (too_much,)) if len(batch.calls) > 3 else End()

    server.answer, server.end = echo, end
    one = Run(server.base_url, None, retries=0)
    assert one.ask(*range(10)) == [f"answer {number}" for number in range(10)]
    assert [len(batch.calls) for batch in server.batches] == [10, 5, 2, 2, 2, 2, 2]
    assert executed(server) == {number: 1 for number in range(10)}
    server.end = lambda batch: End("failed", (too_much,))
    (problem,) = Run(server.base_url, None).ask(1)
    assert isinstance(problem, ConfigurationError) and "Enqueued token limit" in str(problem)


def test_a_batch_that_the_provider_lost_is_made_anew(server: BatchServer, tmp_path: Path) -> None:
    path = tmp_path / "responses.db"
    server.answer, server.polls = echo, 10**9
    asyncio.run(ask_and_leave(Run(server.base_url, path), range(2)))
    server.batches.clear()
    server.polls = 0
    again = Run(server.base_url, path)
    assert again.ask(0, 1) == ["answer 0", "answer 1"]
    assert any("does not know it any more" in line for line in again.lines)


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (401, "invalid_api_key", "does not accept the key: wrong (the key)"),
        (429, "insufficient_quota", "has no credit or quota left for this key: wrong (the key)"),
        (404, None, "has no batch service: wrong (the key); say lm.batch=false"),
        (400, None, "refuses the batch: wrong (the key)"),
    ],
)
@pytest.mark.parametrize("path", ["/v1/files", "/v1/batches"])
def test_a_service_that_refuses_says_why_without_the_key(
    server: BatchServer, status: int, code: str | None, words: str, path: str
) -> None:
    body = {"error": {"message": f"wrong {KEY}", "code": code}}
    server.refuse = lambda method, where: (status, body) if (method, where) == ("POST", path) else None
    for problem in (one := Run(server.base_url, None)).ask(1, 2):
        assert isinstance(problem, ConfigurationError)
        assert str(problem) == f"{server.base_url} {words}"
    assert not server.batches and KEY not in "".join(one.lines)


@pytest.mark.parametrize("path", ["/v1/files", "/v1/batches", "/v1/batches/batch_1", "/content"])
def test_a_service_that_falters_is_asked_again(server: BatchServer, path: str) -> None:
    answers = iter([(503, {"error": {"message": "busy"}}), (0, {})])
    server.answer = echo
    server.refuse = lambda method, where: next(answers, None) if where.endswith(path) else None
    assert Run(server.base_url, None).ask(1, 2) == ["answer 1", "answer 2"]
    assert executed(server) == {1: 1, 2: 1}


def test_only_openais_protocol_has_batches() -> None:
    with pytest.raises(ConfigurationError, match="anthropic has no batch service of OpenAI"):
        Batch(
            Wire("anthropic/claude-3-5-haiku-latest", KEY), Session(), LMConfig(engine="remote"), key=KEY, generator="g"
        )


def test_calls_that_wait_when_it_is_closed_are_told(server: BatchServer, tmp_path: Path) -> None:
    server.answer, server.polls = echo, 10**9
    one = Run(server.base_url, tmp_path / "responses.db")

    async def close() -> Any:
        call = asyncio.create_task(one.engine.complete(request(1)))
        while not one.lines:
            await asyncio.sleep(0.01)
        await one.engine.aclose()
        return (await asyncio.gather(call, return_exceptions=True))[0]

    problem = asyncio.run(close())
    assert isinstance(problem, LM15Error) and "run again" in str(problem)
    server.polls = 0
    assert Run(server.base_url, tmp_path / "responses.db").ask(1) == ["answer 1"]
    assert executed(server) == {1: 1}
