"""The engine that DSPy calls: what was answered before is not asked again, and nothing is asked beyond the budget.

It knows no network and no model. Those are a `Provider`'s, which answers one request; the engine puts the response
cache before it, the meter around it, and makes identical calls in flight once.
"""

from __future__ import annotations

import asyncio
import atexit
import hashlib
import threading
from collections.abc import Coroutine
from typing import Any, NamedTuple, Protocol, TypeVar
from weakref import WeakKeyDictionary, WeakSet

import orjson
from dspy._vendor.lm15.serde import config_to_dict, request_to_dict
from dspy.lm15 import Request, Response, TextPart

from ..cache import KeptResponse
from .meter import Price, Tokens, usage_of
from .session import Session


class Answer(NamedTuple):
    """A provider's answer: as it came, and read."""

    raw: bytes
    response: Response


class Provider(Protocol):
    """Whoever answers one request."""

    name: str
    """Name of the provider in DSPy's tables, by which it counts tokens."""

    async def ask(self, request: Request) -> Answer:
        """Answer a request, trying again as long as that makes sense; raises `dspy.lm15` errors."""

    def read(self, request: Request, raw: bytes) -> Response:
        """Read an answer that was kept."""

    async def aclose(self) -> None:
        """Let go of what belongs to the running event loop."""


def response_key(generator: str, request: Request) -> str:
    """Return the content address of a call: the generator's name and everything in the request that shapes the answer.

    In it: model, server address, system and messages, temperature, length, seed, output schema. Left out: keys,
    headers, time-outs, retries, concurrency, prices, hints about prompt caching, and whether the call was synchronous.
    """
    config = config_to_dict(request.config)
    config.pop("cache", None)
    shaping: list[Any] = [generator, request.model, config]
    if _is_chat(request):
        shaping += [request.system, [(message.role, message.parts[0].text) for message in request.messages]]
    else:
        shaping += [{name: value for name, value in request_to_dict(request).items() if name != "config"}]
    # The form of `signatures.digest`, by a faster writer: this is done for every call.
    return "sha256:" + hashlib.sha256(b"response\n" + orjson.dumps(shaping, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _is_chat(request: Request) -> bool:
    texts = all(len(message.parts) == 1 and type(message.parts[0]) is TextPart for message in request.messages)
    return texts and not request.tools and (request.system is None or isinstance(request.system, str))


class AsyncEngine:
    """DSPy's asynchronous engine contract over a provider.

    Args:
        generator: the name by which answers are kept apart (`lm_identity`).
    """

    supported_params = frozenset({"temperature", "max_tokens", "seed", "top_p", "stop", "response_format"})

    def __init__(self, provider: Provider, session: Session, generator: str, price: Price) -> None:
        self.provider, self.session, self.generator, self.price = provider, session, generator, price
        self._in_flight: WeakKeyDictionary[Any, dict[str, asyncio.Future[Answer]]] = WeakKeyDictionary()

    async def complete(self, request: Request) -> Response:
        """Answer `request` from the cache, or else from the provider.

        Raises:
            BudgetReached: it would have to be paid for, and the budget is spent.
            ConfigurationError: no call can succeed: wrong key, unknown model, no credit, no server.
            dspy.lm15.LM15Error: the provider's error, after its retries.
        """
        key = response_key(self.generator, request)
        kept = self.session.kept(key)
        if kept is not None:
            return self.provider.read(request, kept)
        in_flight = self._in_flight.setdefault(asyncio.get_running_loop(), {})
        while True:
            other = in_flight.get(key)
            if other is None:
                return (await self._lead(key, request, in_flight)).response
            try:
                return (await asyncio.shield(other)).response
            except asyncio.CancelledError:
                this = asyncio.current_task()
                if not other.cancelled() or (this is not None and this.cancelling()):
                    raise  # it is this call that was cancelled, not (or not only) the one that it waited for

    async def _lead(self, key: str, request: Request, in_flight: dict[str, asyncio.Future[Answer]]) -> Answer:
        shared: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        in_flight[key] = shared
        try:
            answer = await self._pay(key, request)
        except asyncio.CancelledError:
            shared.cancel()
            raise
        except Exception as problem:
            shared.set_exception(problem)
            shared.exception()  # mark it as seen: often nobody else waits for it
            raise
        else:
            shared.set_result(answer)
            return answer
        finally:
            del in_flight[key]

    async def _pay(self, key: str, request: Request) -> Answer:
        await self.session.ready()
        meter = self.session.meter
        meter.begin()
        used: Tokens | None = None
        try:
            answer = await self.provider.ask(request)
            used = self.tokens(answer.response)
            counts = (None, None, None) if used.unreported else (used.input, used.output, used.cached)
            self.session.keep(KeptResponse(key, self.generator, answer.raw, *counts))
            return answer
        finally:
            meter.end(used, self.price)

    def tokens(self, response: Response) -> Tokens:
        """Return what a response took, as its provider counts."""
        return Tokens.reported(usage_of(response, self.provider.name))

    async def aclose(self) -> None:
        await self.provider.aclose()


class SyncEngine:
    """The same for synchronous calls, whatever thread they come from: all of them meet in one event loop.

    So the pace, the pool of connections and the merging of identical calls hold across threads, too.
    """

    supported_params = AsyncEngine.supported_params

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine

    def complete(self, request: Request) -> Response:
        """Answer `request`; see `AsyncEngine.complete`."""
        _open.add(self)
        return _in_background(self.engine.complete(request))

    def close(self) -> None:
        """Close the connections of synchronous calls."""
        if self in _open:
            _in_background(self.engine.aclose())
            _open.discard(self)


_open: WeakSet[SyncEngine] = WeakSet()


@atexit.register
def _close_all() -> None:
    for engine in list(_open):
        engine.close()


_background: asyncio.AbstractEventLoop | None = None
_starting = threading.Lock()
T = TypeVar("T")


def _in_background(coroutine: Coroutine[Any, Any, T]) -> T:
    global _background
    with _starting:
        if _background is None:
            _background = asyncio.new_event_loop()
            threading.Thread(target=_background.run_forever, name="socialsim-calls", daemon=True).start()
    call = asyncio.run_coroutine_threadsafe(coroutine, _background)
    try:
        return call.result()
    except BaseException:
        call.cancel()
        raise
