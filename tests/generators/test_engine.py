"""The engine: what was answered is not asked again, identical calls are made once, a cancelled one harms nobody."""

from __future__ import annotations

import asyncio
import json
import resource
import subprocess
import sys
import threading
from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from dspy.lm15 import CacheConfig, Config, Message, Request, Response, ServerError
from socialsim.cache import ResponseCache
from socialsim.generators import Budget, LMConfig, Price, Session, build_lm
from socialsim.generators.engine import Answer, AsyncEngine, response_key
from socialsim.generators.wire import Wire
from socialsim.signatures import BudgetReached

from tests.loopback import Loopback

ASK = "Answer with [[ ## utterance ## ]], and end with [[ ## completed ## ]]."
_wire = Wire("openai/m", "none", "http://127.0.0.1:1/v1")


@pytest.fixture
def server(running: Loopback) -> Loopback:
    running.reset()
    return running


def request(number: int = 0) -> Request:
    return Request(model="m", messages=(Message.user(f"number {number}. {ASK}"),), config=Config(max_tokens=50))


class Gated:
    """A provider in this process that answers when the test says so, or with an error."""

    name = "openai-chat"

    def __init__(self) -> None:
        self.asked: list[Request] = []
        self.gate = asyncio.Event()
        self.problem: Exception | None = None

    async def ask(self, request: Request) -> Answer:
        self.asked.append(request)
        await self.gate.wait()
        if self.problem:
            raise self.problem
        message = {"role": "assistant", "content": f"answer {len(self.asked)}"}
        usage = {"prompt_tokens": 4, "completion_tokens": 6, "total_tokens": 10}
        raw = json.dumps({"id": "x", "model": "m", "choices": [{"index": 0, "message": message}], "usage": usage})
        return Answer(raw.encode(), self.read(request, raw.encode()))

    def read(self, request: Request, raw: bytes) -> Response:
        return _wire.read(request, raw)

    async def aclose(self) -> None:
        pass


def in_a_loop(test: Callable[[Gated, AsyncEngine], Coroutine[Any, Any, None]], session: Session | None = None) -> None:
    async def bounded() -> None:
        provider = Gated()
        engine = AsyncEngine(provider, session or Session(), "g", Price(1.0, 1.0))
        await asyncio.wait_for(test(provider, engine), timeout=30)

    asyncio.run(bounded())


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


def test_identical_calls_in_flight_are_made_once_and_paid_once() -> None:
    async def test(provider: Gated, engine: AsyncEngine) -> None:
        calls = [asyncio.create_task(engine.complete(request(number % 2))) for number in range(64)]
        await settle()
        provider.gate.set()
        texts = [(await call).message.text for call in calls]
        assert len(provider.asked) == 2 and set(texts[::2]) == {texts[0]} and set(texts[1::2]) == {texts[1]}
        assert (engine.session.meter.calls, engine.session.meter.tokens.input) == (2, 8)

    in_a_loop(test)


def test_when_the_one_that_asks_is_cancelled_another_of_those_who_wait_asks() -> None:
    async def test(provider: Gated, engine: AsyncEngine) -> None:
        calls = [asyncio.create_task(engine.complete(request())) for _ in range(8)]
        await settle()
        calls[0].cancel()
        await settle()
        assert len(provider.asked) == 2
        provider.gate.set()
        assert {(await call).message.text for call in calls[1:]} == {"answer 2"}
        with pytest.raises(asyncio.CancelledError):
            await calls[0]
        assert (engine.session.meter.calls, engine.session.meter.in_flight) == (1, 0)

    in_a_loop(test)


def test_one_that_waits_can_be_cancelled_alone() -> None:
    async def test(provider: Gated, engine: AsyncEngine) -> None:
        calls = [asyncio.create_task(engine.complete(request())) for _ in range(3)]
        await settle()
        calls[1].cancel()
        await settle()
        assert calls[1].cancelled() and not calls[0].done()
        provider.gate.set()
        assert {(await calls[place]).message.text for place in (0, 2)} == {"answer 1"}

    in_a_loop(test)


def test_when_all_are_cancelled_at_once_nobody_asks_again() -> None:
    async def test(provider: Gated, engine: AsyncEngine) -> None:
        calls = [asyncio.create_task(engine.complete(request())) for _ in range(8)]
        await settle()
        for call in calls:
            call.cancel()
        await settle()
        provider.gate.set()  # whoever asks all the same comes to an end
        await settle()
        assert all(call.cancelled() for call in calls)
        assert len(provider.asked) == 1
        assert (engine.session.meter.calls, engine.session.meter.in_flight) == (0, 0)

    in_a_loop(test)


def test_an_error_comes_to_all_who_wait_and_is_not_kept(tmp_path: Path) -> None:
    session = Session(ResponseCache(tmp_path / "responses.db"))

    async def test(provider: Gated, engine: AsyncEngine) -> None:
        provider.problem = ServerError("out")
        calls = [asyncio.create_task(engine.complete(request())) for _ in range(4)]
        await settle()
        provider.gate.set()
        found = await asyncio.gather(*calls, return_exceptions=True)
        assert [type(problem) for problem in found] == [ServerError] * 4 and len(provider.asked) == 1
        assert (engine.session.meter.calls, engine.session.meter.in_flight) == (0, 0)
        provider.problem = None
        assert (await engine.complete(request())).message.text == "answer 2"
        assert (await engine.complete(request())).message.text == "answer 2"
        assert (len(provider.asked), engine.session.meter.calls, engine.session.meter.reused) == (2, 1, 1)

    in_a_loop(test, session)


def test_the_budget_is_for_what_is_paid_and_not_for_what_is_kept(tmp_path: Path) -> None:
    session = Session(ResponseCache(tmp_path / "responses.db"), Budget(calls=1))

    async def test(provider: Gated, engine: AsyncEngine) -> None:
        provider.gate.set()
        for _ in range(3):
            await engine.complete(request(1))
        with pytest.raises(BudgetReached, match=r"budget\.calls=1 is reached"):
            await engine.complete(request(2))
        await engine.complete(request(1))
        assert len(provider.asked) == 1

    in_a_loop(test, session)


CALL = Request(
    model="m",
    system="be kind",
    messages=(Message.user("a"), Message.assistant("b"), Message.user("c")),
    config=Config(max_tokens=50, temperature=0.5, top_p=0.9, seed=1, stop=("x",)),
)
TYPE = {"type": "json_object"}


@pytest.mark.parametrize(
    "other",
    [
        replace(CALL, model="n"),
        replace(CALL, system="be brief"),
        replace(CALL, system=None),
        replace(CALL, messages=CALL.messages[:1]),
        replace(CALL, messages=(Message.user("b"), Message.assistant("a"), Message.user("c"))),
        replace(CALL, messages=(Message.user("a"), Message.user("b"), Message.user("c"))),
        *(
            replace(CALL, config=replace(CALL.config, **{name: value}))
            for name, value in {
                "max_tokens": 51, "temperature": 0.6, "top_p": None, "seed": 2, "stop": (), "response_format": TYPE,
            }.items()
        ),
    ],
)  # fmt: skip
def test_whatever_shapes_an_answer_is_in_its_key(other: Request) -> None:
    assert response_key("g", other) != response_key("g", CALL)


def test_the_generator_is_in_the_key_and_hints_about_prompt_caching_are_not() -> None:
    assert response_key("g", CALL) == response_key("g", replace(CALL))
    assert response_key("h", CALL) != response_key("g", CALL)
    hinted = replace(CALL, config=replace(CALL.config, cache=CacheConfig(prefix="history", key="k")))
    assert response_key("g", hinted) == response_key("g", CALL)


def messages(number: int = 0) -> list[dict[str, str]]:
    return [{"role": "user", "content": f"number {number}. {ASK}"}]


def test_what_does_not_shape_an_answer_is_not_asked_for_again(
    server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOCIALSIM_TEST_KEY", "another-key")
    config = LMConfig(engine="remote", model="openai/m", api_base=server.base_url)
    session = Session(ResponseCache(tmp_path / "responses.db"))
    lm = build_lm(config, session)
    first = lm(messages=messages())
    assert len(server.log()) == 2  # with the test call
    changed = replace(
        config, api_key_env="SOCIALSIM_TEST_KEY", concurrency=1, timeout=7.0, retries=0,
        usd_per_million_input_tokens=1.0, usd_per_million_output_tokens=1.0,
    )  # fmt: skip

    async def in_another_loop() -> Any:
        return await build_lm(changed, Session(ResponseCache(tmp_path / "responses.db"))).acall(messages=messages())

    assert asyncio.run(in_another_loop()) == first
    assert len(server.log()) == 2
    assert build_lm(replace(config, temperature=0.1), session)(messages=messages()) != first
    lm.close()


def test_threads_that_ask_the_same_at_once_ask_once(server: Loopback) -> None:
    server.reset(latency=0.2)
    session = Session()
    lm = build_lm(LMConfig(engine="remote", model="openai/m", api_base=server.base_url), session)
    answers: list[Any] = []
    threads = [threading.Thread(target=lambda: answers.append(lm(messages=messages()))) for _ in range(64)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    lm.close()
    assert len(answers) == 64 and all(answer == answers[0] for answer in answers)
    assert (len(server.log()), session.meter.calls) == (2, 1)


MANY_THREADS = """
import sys, threading
from pathlib import Path
from socialsim.cache import ResponseCache
from socialsim.generators import LMConfig, Session, build_lm

def ask(worker):
    for number in range(5):
        text = f"number {worker} {number}. Answer with [[ ## utterance ## ]], and end with [[ ## completed ## ]]."
        lm(messages=[{"role": "user", "content": text}])

cache = ResponseCache(Path(sys.argv[2]))
config = LMConfig(engine="remote", model="openai/m", api_base=sys.argv[1], concurrency=64)
lm = build_lm(config, Session(cache))
threads = [threading.Thread(target=ask, args=(worker,)) for worker in range(64)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
lm.close()
print(cache.statistics()[0]["answers"])
"""


def test_sixty_four_threads_with_few_files_allowed_lose_no_answer(server: Loopback, tmp_path: Path) -> None:
    def few_files() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))

    said = subprocess.run(
        [sys.executable, "-c", MANY_THREADS, server.base_url, str(tmp_path / "responses.db")],
        preexec_fn=few_files, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert (said.returncode, said.stdout, said.stderr) == (0, f"{64 * 5}\n", "")
    stats = server.stats()
    assert (stats["different"], stats["total"]) == (64 * 5 + 1,) * 2
