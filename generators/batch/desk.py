"""Where calls meet that wait for a batch: they are gathered, handed in together, and given their answers."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from dspy.lm15 import RETRYABLE_ERRORS, LM15Error, Request, ServerError, TransportError

from ...cache.batches import RecordedBatch
from ...signatures import ConfigurationError
from ..engine import Answer, response_key
from ..wire import passes
from .lines import call_line
from .service import FINAL, BatchService, problems, progress

if TYPE_CHECKING:
    from openai.types import Batch as BatchState

    from .provider import Batch

CALLS, BYTES = 50_000, 180_000_000
"""Most of one batch; OpenAI takes 50,000 calls and 200 MB."""

_NEWS = (60.0, 900.0)
"""Seconds between two lines to whoever watches: at first, and at most."""
_SLOWER = 1.5
_PATIENCE = 3600.0
"""Seconds without any answer after which a batch service is given up; the batch itself is not."""
_TURN = 0.2
"""Seconds between two attempts to take the turn to hand in."""
_LONGEST_PAUSE = 60.0
_TOO_MUCH = "token_limit_exceeded"
"""OpenAI's code for a batch that would bring more tokens into its queue than the account may have there."""
T = TypeVar("T")


@dataclass(eq=False)
class Call:
    """A call that waits, and how many wait for it."""

    key: str
    request: Request
    line: bytes
    future: asyncio.Future[Answer]
    callers: int = 0
    failures: int = 0


class Desk:
    """The calls of one event loop: they wait to be handed in (`fresh`), or for a batch."""

    def __init__(self, provider: Batch, service: BatchService) -> None:
        self.provider, self.service = provider, service
        self.calls: dict[str, Call] = {}
        self.fresh: dict[str, Call] = {}
        self.followed: dict[str, asyncio.Task[None]] = {}
        self.most = CALLS
        """Calls of one batch; fewer when the account's queue does not take so many, and then one batch at a time."""
        self._last_came = 0.0
        self._collector: asyncio.Task[None] | None = None

    async def ask(self, request: Request) -> Answer:
        key = response_key(self.provider.generator, request)
        call = self.calls.get(key)
        if call is None:
            line = call_line(key, self.provider.wire.post(request).body)
            call = self.calls[key] = Call(key, request, line, asyncio.get_running_loop().create_future())
            self._queue(call)
        call.callers += 1
        try:
            return await asyncio.shield(call.future)  # who leaves does not take the call out of its batch
        finally:
            call.callers -= 1

    async def aclose(self) -> None:
        tasks = [*self.followed.values(), *([self._collector] if self._collector else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        left = TransportError("its batch is no longer waited for; the same command, run again, fetches the answer")
        self._fail([*self.calls.values()], left)
        await self.service.aclose()

    # Handing in

    def _queue(self, call: Call) -> None:
        self.fresh[call.key] = call
        self._last_came = asyncio.get_running_loop().time()
        if self._collector is None or self._collector.done():
            self._collector = asyncio.create_task(self._collect())

    async def _collect(self) -> None:
        while self.fresh:
            await self._until_quiet()
            while self.most < CALLS and self.followed:
                await asyncio.wait([*self.followed.values()], return_when=asyncio.FIRST_COMPLETED)
            calls = self._taken()
            try:
                await self._hand_in(calls)
            except RETRYABLE_ERRORS as problem:
                worst = max((call.failures for call in calls.values()), default=0)
                self._again([*calls.values()], problem)
                await asyncio.sleep(min(_LONGEST_PAUSE, self.provider.quiet * 2**worst))
            except Exception as problem:  # noqa: BLE001 - whoever waits for the calls gets it
                self._fail([*calls.values()], problem)

    async def _until_quiet(self) -> None:
        now = asyncio.get_running_loop().time
        while len(self.fresh) < self.most and (left := self._last_came + self.provider.quiet - now()) > 0:
            await asyncio.sleep(left)

    def _taken(self) -> dict[str, Call]:
        """Return the calls of the next batch; those that nobody waits for any more are dropped."""
        taken: dict[str, Call] = {}
        size = 0
        for key, call in [*self.fresh.items()]:
            size += len(call.line)
            if taken and (len(taken) == self.most or size > BYTES):
                break
            del self.fresh[key]
            if call.callers:
                taken[key] = call
            else:
                del self.calls[key]
        return taken

    async def _hand_in(self, calls: dict[str, Call]) -> None:
        """Have every call in a batch, one that is recorded or a new one, and take it out of `calls`."""
        store = self.provider.store
        async with self._turn():
            recorded = await self._recorded()
            for key, call in [*calls.items()]:
                answer = None if call.future.done() else self.provider.kept(key, call.request)
                if answer is not None:
                    self._settle(call, answer)
                if call.future.done() or key in self.fresh:  # a batch that it was in as well has just ended
                    del calls[key]
            for batch in recorded:
                shared = calls.keys() & batch.keys
                if shared:
                    self._follow(batch, f"{len(shared)} calls found again at {self.provider.wire.where}")
                    for key in shared:
                        del calls[key]
            if not calls:
                return
            intent = store.intend(self.provider.generator, [*calls])
            id = await self.service.submit(intent.name, b"".join(call.line for call in calls.values()), intent.made)
            store.submitted(intent.name, id)
        batch = RecordedBatch(intent.name, id, intent.keys, intent.made)
        again = "; a run that is stopped finds it again" if self.provider.session.responses else ""
        self._follow(batch, f"{len(calls)} calls handed in at {self.provider.wire.where}, for up to 24 hours{again}")
        calls.clear()

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        store = self.provider.store
        while not store.take_turn():
            await asyncio.sleep(_TURN)
        try:
            yield
        finally:
            store.give_turn()

    async def _recorded(self) -> list[RecordedBatch]:
        """Return the batches that are under way; an intent is one of them if the provider has it."""
        recorded: list[RecordedBatch] = []
        for batch in self.provider.store.unfinished(self.provider.generator):
            id = batch.id or await self.service.find(batch.name, batch.made)
            if id is None:
                self.provider.store.forget(batch.name)
                continue
            if batch.id is None:
                self.provider.store.submitted(batch.name, id)
            recorded.append(RecordedBatch(batch.name, id, batch.keys, batch.made))
        return recorded

    # Waiting

    def _follow(self, batch: RecordedBatch, news: str) -> None:
        if batch.name not in self.followed:
            self.provider.report(f"batch {batch.id}: {news}")
            self.followed[batch.name] = asyncio.create_task(self._attend(batch))

    async def _attend(self, batch: RecordedBatch) -> None:
        try:
            state = await self._finished(str(batch.id))
            lines = await self._patiently(lambda: self.service.results(state)) if state else []
            asked = {call.key: call.request for call in self._waiting(batch)}
            # In a thread: 50,000 answers take seconds to read and keep.
            outcomes = await asyncio.to_thread(self.provider.take_in, batch, lines, asked)
            self.provider.store.finish(batch.name, state.status if state else "lost")
            self._end(batch, state, outcomes)
        except Exception as problem:  # noqa: BLE001 - whoever waits for the calls gets it
            self._fail(self._waiting(batch), problem)
        finally:
            del self.followed[batch.name]

    async def _finished(self, id: str) -> BatchState | None:
        """Return the last state of a batch; None when the provider has lost it."""
        now = asyncio.get_running_loop().time
        (pause, longest), (silence, longest_silence) = self.provider.polling, _NEWS
        due = now() + silence
        while True:
            state = await self._patiently(lambda: self.service.state(id))
            if state is None:
                self.provider.report(f"batch {id}: {self.provider.wire.where} does not know it any more")
                return None
            if state.status in FINAL:
                self.provider.report(f"batch {id}: {state.status}, {progress(state)}")
                return state
            if now() >= due:
                self.provider.report(f"batch {id}: {progress(state)}")
                silence = min(silence * _SLOWER, longest_silence)
                due = now() + silence
            await asyncio.sleep(pause)
            pause = min(pause * _SLOWER, longest)

    async def _patiently(self, ask: Callable[[], Awaitable[T]]) -> T:
        """Ask until there is an answer: a batch that takes a day outlives a network that is away for a while."""
        now = asyncio.get_running_loop().time
        began, (pause, longest) = now(), self.provider.polling
        while True:
            try:
                return await ask()
            except RETRYABLE_ERRORS:
                if now() - began > _PATIENCE:
                    raise
            await asyncio.sleep(pause)
            pause = min(pause * _SLOWER, longest)

    def _waiting(self, batch: RecordedBatch) -> list[Call]:
        return [self.calls[key] for key in batch.keys if key in self.calls and key not in self.fresh]

    # Ends

    def _end(self, batch: RecordedBatch, state: BatchState | None, outcomes: Mapping[str, Answer | LM15Error]) -> None:
        waiting = self._waiting(batch)
        if state is not None and state.status == "failed" and _TOO_MUCH in [code for code, _ in problems(state)]:
            others = len(self.followed) > 1
            if others or len(batch.keys) > 1:
                self.most = min(self.most, max(1, len(batch.keys) // 2))
                self.provider.report(
                    f"batch {batch.id}: too many tokens at once; going on with {self.most} calls at a time"
                )
                for call in waiting:
                    self._queue(call)
                return
        unanswered = self._without_answer(batch, state)
        for call in waiting:
            outcome: Answer | Exception = outcomes.get(call.key, unanswered)
            if isinstance(outcome, Answer):
                self._settle(call, outcome)
            elif passes(outcome):
                self._again([call], outcome)
            else:
                self._fail([call], outcome)

    def _without_answer(self, batch: RecordedBatch, state: BatchState | None) -> LM15Error | ConfigurationError:
        if state is not None and state.status == "failed":
            reasons = "; ".join(message for _, message in problems(state)) or "no reason given"
            return ConfigurationError(
                f"{self.provider.wire.where} refuses batch {batch.id}: {self.service.clean(reasons)}"
            )
        if state is not None and state.status == "cancelled":
            where = self.provider.wire.where
            return ConfigurationError(f"batch {batch.id} was cancelled at {where}; run again for what is missing")
        return ServerError(f"batch {batch.id} ended without an answer to this call")

    def _settle(self, call: Call, answer: Answer) -> None:
        self.calls.pop(call.key, None)
        self.fresh.pop(call.key, None)
        if not call.future.done():
            call.future.set_result(answer)

    def _again(self, calls: list[Call], problem: Exception) -> None:
        for call in calls:
            call.failures += 1
            if call.failures > self.provider.retries:
                self._fail([call], problem)
            else:
                self.provider.session.meter.retries += 1
                self._queue(call)

    def _fail(self, calls: list[Call], problem: Exception) -> None:
        for call in calls:
            self.calls.pop(call.key, None)
            self.fresh.pop(call.key, None)
            if not call.future.done():
                # Each its own: an exception that is raised in many places collects all of their tracebacks.
                ours = isinstance(problem, (LM15Error, ConfigurationError))
                call.future.set_exception(copy.copy(problem) if ours else problem)
                call.future.exception()  # mark it as seen: the caller may have left
