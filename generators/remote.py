"""A provider on the network: one call over HTTP, tried again for as long as that makes sense.

What passes by itself (a busy server, a lost connection, half an answer) is waited out with growing, random pauses, so
that calls that failed together do not come back together. What does not (a wrong key, an unknown model) is raised at
once, in one sentence, and without the key.
"""

from __future__ import annotations

import asyncio
import builtins
import os
import random
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dspy.lm15 import (
    AuthError,
    BillingError,
    Config,
    LM15Error,
    Message,
    RateLimitError,
    Request,
    Response,
    TimeoutError,
    TransportError,
    UnsupportedModelError,
)

from ..signatures import ConfigurationError
from .engine import Answer
from .listening import Telling, current_telling
from .pace import LONGEST_PAUSE
from .session import Session
from .wire import Headers, Post, Wire, passes

if TYPE_CHECKING:
    import aiohttp

NO_KEY = "none"
"""What is sent as a key where none is named; servers that want none look at nothing."""
CHECK = "Say OK."
"""The whole text of the test call that a run begins with."""

_FIRST_PAUSE, _LONGEST_BACKOFF = 0.5, 30.0
_BUSY_PATIENCE = 900.0
"""Seconds that one call waits for a server that only says it is busy; that is no failure, and counts as none."""
_BUSY = (429, 503, 529)
_NO_STREAM = (400, 404, 405, 406, 415, 422, 501)
"""How servers refuse what they do not know."""
_CONNECTING, _CHECKING = 10.0, 20.0
"""Seconds to wait for a connection, and for the answer to the test call."""


class Remote:
    """Answers requests over HTTP.

    Args:
        wire: how the provider is spoken to.
        key: the secret that `wire` sends; taken out of whatever the provider says.
        concurrency: most calls in flight at once; fewer when the server complains.
        timeout: seconds for one attempt, all of its bytes included.
        retries: how often an attempt that failed is made again.
    """

    def __init__(
        self, wire: Wire, session: Session, *, key: str, concurrency: int, timeout: float, retries: int
    ) -> None:
        self.wire, self.session, self.name = wire, session, wire.provider
        self._key, self.concurrency, self.timeout, self.retries = key, concurrency, timeout, retries
        self._streams = True
        session.check_first(f"{wire.where} {wire.model}", self.check)

    def read(self, request: Request, raw: bytes) -> Response:
        """Read an answer that was kept."""
        return self.wire.read(request, raw)

    async def ask(self, request: Request) -> Answer:
        """Answer a request; see `Provider`."""
        post = self.wire.post(request)
        pace = self.session.pace(_server(post), self.concurrency)
        loop = asyncio.get_running_loop()
        began, failures, attempts = loop.time(), 0, 0
        while True:
            era = await pace.begin()
            try:
                answer = await self._answer(post, request)
                pace.went_well()
                return answer
            except LM15Error as problem:
                busy = _is_busy(problem)
                if busy or isinstance(problem, TimeoutError):
                    pace.complained(era, problem.retry_after)
                attempts += 1
                failures += not (busy and loop.time() - began < _BUSY_PATIENCE)
                if failures > self.retries or not passes(problem):
                    raise self._without_key(problem) from None
                pause = _pause(problem, attempts)
            finally:
                pace.end()
            self.session.meter.retries += 1
            await asyncio.sleep(pause)

    async def check(self) -> None:
        """Make a test call of a few tokens.

        Raises:
            ConfigurationError: no call can succeed; the message is one sentence with the remedy.
        """
        request = Request(model=self.wire.model, messages=(Message.user(CHECK),), config=Config(max_tokens=16))
        try:
            await self._attempt(self.wire.post(request), request, min(self.timeout, _CHECKING))
        except (AuthError, BillingError, UnsupportedModelError) as problem:
            raise ConfigurationError(self._sentence(problem)) from None
        except TransportError as problem:
            if isinstance(problem.__cause__, OSError):  # nobody listens, or there is no such host
                raise ConfigurationError(self._sentence(problem)) from None
        except LM15Error as problem:
            if problem.status == 404:
                raise ConfigurationError(self._sentence(problem)) from None
            # Busy, slow, or picky about so short a call: the work itself will show.

    async def aclose(self) -> None:
        await self.session.aclose()

    async def _answer(self, post: Post, request: Request) -> Answer:
        """Make one attempt; where somebody listens, by a stream, or plainly at a server that refuses those."""
        told = current_telling()
        if told is None or not self._streams:
            return await self._attempt(post, request, self.timeout)
        told.anew()
        try:
            return await self._attempt(self.wire.post(request, stream=True), request, self.timeout, told)
        except LM15Error as problem:
            if problem.status not in _NO_STREAM:
                raise
        answer = await self._attempt(post, request, self.timeout)
        self._streams = False  # it was the stream that was refused, and not the request
        return answer

    async def _attempt(self, post: Post, request: Request, timeout: float, told: Telling | None = None) -> Answer:
        import aiohttp

        limits = aiohttp.ClientTimeout(total=timeout, sock_connect=_CONNECTING)
        try:
            # A redirect would take the key, and what people wrote, to a server that nobody named.
            sent = self.session.http().post(
                post.url, data=post.body, headers=list(post.headers), timeout=limits, allow_redirects=False
            )
            async with sent as answer:
                body = await (answer.read() if told is None else self._heard(answer, request, told))
        except builtins.TimeoutError:
            raise TimeoutError(f"no answer within {timeout:g} s") from None
        except aiohttp.InvalidURL:
            raise ConfigurationError(f"lm.api_base: {_server(post)} is no address; say http://HOST:8000/v1") from None
        except (aiohttp.ClientError, OSError) as problem:
            raise TransportError(_network_words(problem, post)) from problem
        if 300 <= answer.status < 400:
            raise ConfigurationError(
                f"lm.api_base: {_server(post)} sends calls on to another address (HTTP {answer.status}), where the key "
                "does not belong; give the address where it ends"
            )
        headers = list(answer.headers.items())
        try:
            return Answer(body, self.wire.read(request, body, headers, answer.status))
        except LM15Error:
            if not self._quotes_key(body, headers):
                raise
        # An error keeps what it was told in several places, and in parts: it is read from words without the key.
        body, headers = self._cut(body), [(name, self._cut(value.encode()).decode()) for name, value in headers]
        return Answer(body, self.wire.read(request, body, headers, answer.status))

    async def _heard(self, answer: aiohttp.ClientResponse, request: Request, told: Telling) -> bytes:
        """Return the whole body, after its text was told as it came; a body that is no stream has none."""
        if answer.status != 200 or answer.content_type != "text/event-stream":
            return await answer.read()
        body = bytearray()

        async def lines() -> AsyncIterator[bytes]:
            read = 0
            async for some in answer.content.iter_any():
                body.extend(some)
                while (end := body.find(b"\n", read)) >= 0:
                    yield bytes(body[read : end + 1])
                    read = end + 1

        async for text in self.wire.texts(request, lines()):
            told.add(text)
        return bytes(body)

    def _quotes_key(self, body: bytes, headers: Headers) -> bool:
        return len(self._key) > 4 and (self._key.encode() in body or any(self._key in value for _, value in headers))

    def _cut(self, said: bytes) -> bytes:
        return said.replace(self._key.encode(), b"(the key)")

    def _sentence(self, problem: LM15Error) -> str:
        # Behind the provider's own line stands advice to users of DSPy.
        said = " ".join(str(self._without_key(problem).message).strip().partition("\n")[0].split())
        match problem:
            case AuthError() if self._key == NO_KEY:
                return f"{self.wire.where} wants a key: {said}; export it, and say lm.api_key_env=ITS_NAME"
            case AuthError():
                return f"{self.wire.where} does not accept the key: {said}"
            case BillingError():
                return f"{self.wire.where} has no credit or quota left for this key: {said}"
            case TransportError():
                return f"{self.wire.where}: {said}; start the server, or correct lm.api_base"
        if problem.status == 404 and self.wire.where.startswith("http") and not self.wire.where.endswith("/v1"):
            said += f"; or lm.api_base should be {self.wire.where}/v1"
        return f"lm.model={self.wire.model}: {self.wire.where} does not serve it: {said}"

    def _without_key(self, problem: LM15Error) -> LM15Error:
        # The bytes were cut before they were read; a key that JSON had written in escapes shows only now.
        if len(self._key) > 4 and self._key in str(problem.message):
            problem.message = str(problem.message).replace(self._key, "(the key)")
            problem.args = (problem.message, *problem.args[1:])
        problem.__cause__ = problem.__context__ = None
        return problem


def _is_busy(problem: LM15Error) -> bool:
    return isinstance(problem, RateLimitError) or problem.status in _BUSY


def _pause(problem: LM15Error, attempts: int) -> float:
    if problem.retry_after is not None:
        return min(float(problem.retry_after), LONGEST_PAUSE)
    # Anywhere up to the bound, not near it: calls that were refused together have to come back apart.
    return random.uniform(0, min(_LONGEST_BACKOFF, _FIRST_PAUSE * 2 ** min(attempts, 10)))


def _server(post: Post) -> str:
    address = urlsplit(post.url)
    return f"{address.scheme}://{address.netloc.rpartition('@')[2]}"


def _network_words(problem: Exception, post: Post) -> str:
    cause = getattr(problem, "os_error", None) or problem
    number = getattr(cause, "errno", None) or 0
    reason = os.strerror(number) if number > 0 else getattr(cause, "strerror", None) or type(problem).__name__
    return f"no answer from {_server(post)}: {' '.join(str(reason).split())}"
