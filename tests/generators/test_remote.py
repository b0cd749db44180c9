"""A provider on the network: what passes is waited out, what does not is said at once, and the key stays here."""

from __future__ import annotations

import asyncio
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from dspy.lm15 import (
    AuthError,
    BillingError,
    Config,
    LM15Error,
    Message,
    RateLimitError,
    Request,
    ServerError,
    TimeoutError,
    TransportError,
)
from socialsim.generators import Price, Session, remote
from socialsim.generators.engine import AsyncEngine
from socialsim.generators.remote import Remote
from socialsim.generators.wire import Wire
from socialsim.signatures import ConfigurationError

from tests.loopback import Loopback

KEY = "canary-8d1f0c6e2b7a4955"
ASK = "Answer with [[ ## utterance ## ]], and end with [[ ## completed ## ]]."


@pytest.fixture
def server(running: Loopback) -> Loopback:
    running.reset()
    return running


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_FIRST_PAUSE", 0.01)


def request(number: int) -> Request:
    return Request(model="m", messages=(Message.user(f"number {number}. {ASK}"),), config=Config(max_tokens=50))


class Client:
    """An engine over a provider, and what came of its calls."""

    def __init__(self, base_url: str, *, checked: bool = True, **settings: Any) -> None:
        self.session = Session()
        settings = {"concurrency": 8, "timeout": 10.0, "retries": 3, "key": KEY} | settings
        provider = Remote(Wire("openai/m", KEY, base_url), self.session, **settings)
        if checked:
            self.session._unchecked.clear()  # the log is then of the calls alone
        self.engine = AsyncEngine(provider, self.session, "g", Price())

    async def gather(self, *numbers: int) -> list[Any]:
        """Return the text of each answer, or the error."""
        calls = [self.engine.complete(request(number)) for number in numbers]
        found = await asyncio.gather(*calls, return_exceptions=True)
        return [one if isinstance(one, BaseException) else one.message.text for one in found]

    def ask(self, *numbers: int) -> list[Any]:
        async def work() -> list[Any]:
            try:
                return await self.gather(*numbers)
            finally:
                await self.engine.aclose()

        return asyncio.run(work())


def most_at_once(log: list[dict[str, Any]]) -> int:
    """Return how many requests were waiting at the busiest moment."""
    changes = sorted([(entry["came"], 1) for entry in log] + [(entry["answered"], -1) for entry in log])
    waiting = most = 0
    for _, change in changes:
        waiting += change
        most = max(most, waiting)
    return most


# What passes by itself


def test_nobody_asks_before_the_time_that_the_server_named(server: Loopback) -> None:
    wait, on_its_way = 0.6, 0.25
    server.reset(latency=0.02, faults={"429-retry-after": 0.3}, retry_after=wait)
    answers = Client(server.base_url, concurrency=4).ask(*range(16))
    assert all("utterance" in answer for answer in answers)
    log = server.log()
    refused = [entry for entry in log if entry["status"] == 429]
    assert refused and len(log) == 16 + len(refused)
    for refusal in refused:
        quiet = (refusal["answered"] + on_its_way, refusal["answered"] + wait - 0.05)
        assert not [entry for entry in log if quiet[0] < entry["came"] < quiet[1]]


def test_a_server_that_complains_gets_fewer_calls_at_once_and_more_again_when_it_is_well(server: Loopback) -> None:
    async def work() -> tuple[int, int, int]:
        seen = []
        for share in (0.0, 0.5, 0.0):
            server.reset(latency=0.02, faults={"429": share} if share else {})
            first = 1000 * len(seen)
            answers = await client.gather(*range(first, first + 160))
            assert all(isinstance(answer, str) for answer in answers)
            log = sorted(server.log(), key=lambda entry: float(entry["came"]))
            seen.append(most_at_once(log[len(log) // 2 :]))
        await client.engine.aclose()
        return seen[0], seen[1], seen[2]

    client = Client(server.base_url, concurrency=16)
    well, complaining, well_again = asyncio.run(work())
    assert well == 16
    assert complaining <= 8
    assert complaining < well_again <= 16


def test_a_busy_server_is_waited_for_however_few_retries_there_are(server: Loopback) -> None:
    server.reset(faults={"429": 0.4, "503": 0.3})
    client = Client(server.base_url, retries=0)
    assert all(isinstance(answer, str) for answer in client.ask(*range(12)))
    assert client.session.meter.retries == server.stats()["total"] - 12 > 0


def test_a_server_that_is_busy_for_too_long_is_an_error(server: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_BUSY_PATIENCE", 0.05)
    server.reset(faults={"429": 1.0})
    (problem,) = Client(server.base_url, retries=1).ask(0)
    assert isinstance(problem, RateLimitError)


@pytest.mark.parametrize(
    ("kind", "error"),
    [("500", ServerError), ("reset", TransportError), ("truncated-json", LM15Error), ("hang", TimeoutError)],
)
def test_a_fault_is_tried_again_as_often_as_was_said(kind: str, error: type[Exception], server: Loopback) -> None:
    server.reset(faults={kind: 1.0})
    client = Client(server.base_url, retries=2, timeout=0.3)
    (problem,) = client.ask(0)
    assert isinstance(problem, error), repr(problem)
    assert len(server.log()) == 1 + 2
    assert (client.session.meter.retries, client.session.meter.calls, client.session.meter.in_flight) == (2, 0, 0)


@pytest.mark.parametrize("kind", ["hang", "trickle"])
def test_an_answer_that_does_not_come_costs_the_timeout_and_not_more(kind: str, server: Loopback) -> None:
    server.reset(faults={kind: 1.0})
    Client(server.base_url, retries=1, timeout=0.5).ask(0)
    first, second = (entry["came"] for entry in server.log())
    assert first + 0.5 <= second + 0.01 < first + 5


def test_connections_that_the_server_closes_unannounced_cost_no_answer(server: Loopback) -> None:
    server.reset(faults={"close": 0.5})
    client = Client(server.base_url, concurrency=2)
    assert all(isinstance(answer, str) for answer in client.ask(*range(40)))
    assert client.session.meter.calls == 40


# What does not


@pytest.mark.parametrize(
    ("options", "error"), [({"key": "x"}, AuthError), ({"quota": 0}, BillingError), ({"models": ("x",)}, LM15Error)]
)
def test_what_cannot_be_mended_by_asking_again_is_asked_once(
    options: dict[str, Any], error: type[Exception], server: Loopback
) -> None:
    server.reset(**options)
    (problem,) = Client(server.base_url, retries=6).ask(0)
    assert isinstance(problem, error)
    assert len(server.log()) == 1


def test_the_test_call_is_made_once_for_all_who_begin_together(server: Loopback) -> None:
    server.reset(latency=0.05)
    client = Client(server.base_url, checked=False)
    client.ask(*range(20))
    client.ask(20, 21)  # in another event loop
    assert len([entry for entry in server.log() if not entry["fields"]]) == 1
    assert server.stats()["total"] == 22 + 1


def test_nothing_is_asked_where_the_test_call_fails(server: Loopback) -> None:
    server.reset(key="another", latency=0.02)
    client = Client(server.base_url, checked=False)
    problems = client.ask(*range(10))
    assert {type(problem) for problem in problems} == {ConfigurationError}
    assert not [entry for entry in server.log() if entry["fields"]]
    assert (client.session.meter.calls, client.session.meter.in_flight) == (0, 0)


@pytest.mark.parametrize("kind", ["429", "500", "503", "reset", "truncated-json", "hang"])
def test_a_test_call_that_meets_a_passing_fault_says_nothing_against_the_provider(kind: str, server: Loopback) -> None:
    server.reset(faults={kind: 1.0})
    asyncio.run(_check_alone(Client(server.base_url, checked=False, timeout=0.3)))
    assert len(server.log()) == 1


async def _check_alone(client: Client) -> None:
    try:
        await client.session.ready()
    finally:
        await client.session.aclose()


# The key


class Raw:
    """A server that answers every request as `status`, `headers` and `body` say; it keeps the headers it was sent."""

    def __init__(self) -> None:
        self.status, self.body = 500, b""
        self.headers: dict[str, str] = {}
        self.requests: list[dict[str, str]] = []
        raw = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                raw.requests.append({name.lower(): value for name, value in self.headers.items()})
                self.send_response(raw.status)
                for name, value in ({"Content-Length": str(len(raw.body))} | raw.headers).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(raw.body)

            do_GET = do_POST  # noqa: N815 - the name that http.server looks for

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base_url = f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def __enter__(self) -> Raw:
        threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()


def everything_in(problem: BaseException | None) -> str:
    """Return all that an error says, and all that it was raised from."""
    said = ""
    while problem is not None:
        said += f"{problem!r} {problem} {vars(problem)}"
        problem = problem.__cause__ or problem.__context__
    return said


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422, 429, 500, 200])
@pytest.mark.parametrize(
    "body",
    [
        json.dumps({"error": {"message": f"bad key {KEY}!", "type": KEY, "code": KEY, "param": KEY}}),
        json.dumps({"error": {"message": f"Bearer {KEY}"}}).replace("-", "\\u002d"),
        f"<html>{KEY}</html>",
        "x" * (500 - len(KEY) // 2) + KEY,  # the message is cut in the middle of it
    ],
)
def test_a_provider_that_repeats_the_key_is_not_quoted(status: int, body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_BUSY_PATIENCE", 0.0)
    with Raw() as server:
        server.status, server.body = status, body.encode()
        server.headers = {"x-request-id": KEY, "Content-Type": "application/json"}
        (problem,) = Client(server.base_url, retries=0).ask(0)
        assert isinstance(problem, LM15Error) and KEY[:12] not in everything_in(problem)
        try:
            asyncio.run(_check_alone(Client(server.base_url, checked=False)))
        except ConfigurationError as told:
            assert KEY[:12] not in everything_in(told)
        assert [sent["authorization"] for sent in server.requests] == [f"Bearer {KEY}"] * 2


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("checked", [True, False])
def test_a_redirect_to_another_server_is_told_and_not_followed(status: int, checked: bool) -> None:
    with Raw() as first, Raw() as other:
        first.status, first.headers = status, {"Location": f"{other.base_url}/chat/completions"}
        (problem,) = Client(first.base_url, checked=checked).ask(0)
        assert isinstance(problem, ConfigurationError) and "sends calls on to another address" in str(problem)
        assert len(first.requests) == 1 and other.requests == []
