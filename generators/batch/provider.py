"""A provider's batch service as a provider: calls that wait together are handed in together, for half the price.

Programs know nothing of it. A run keeps many jobs in flight; when for a moment no further call comes, those that wait
become one batch. What its answers lead to (an extraction after a screening, a question asked again) becomes the next.

Nothing is paid for twice. A batch is recorded before it is handed in, and its answers go into the response cache, all
of them, before it counts as finished; a call that belongs to a recorded batch waits for that one.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Mapping

from dspy.clients.call_result import usage_dict
from dspy.lm15 import LM15Error, Message, Request, Response

from ...cache import KeptResponse
from ...cache.batches import BatchStore, RecordedBatch
from ...signatures import ConfigurationError
from ..config import LMConfig
from ..engine import Answer
from ..meter import Tokens
from ..remote import Remote
from ..session import Session
from ..wire import Wire
from .desk import Desk
from .lines import ENDPOINT, read_lines
from .service import BatchService

QUIET = 2.0
"""Seconds without a new call after which those that wait are handed in."""
POLLING = (5.0, 60.0)
"""Seconds between two looks at a batch: at first, and at most."""


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")


class Batch:
    """Answers requests through the batch service of a provider that speaks OpenAI's protocol.

    Args:
        wire: how the provider is spoken to.
        key: the secret that `wire` sends.
        generator: the name by which answers are kept apart, as the engine has it.
        quiet: seconds, see `QUIET`.
        polling: seconds, see `POLLING`.
        report: gets a line now and then that says how far a batch is.

    Raises:
        ConfigurationError: the provider speaks another protocol.
    """

    def __init__(
        self,
        wire: Wire,
        session: Session,
        config: LMConfig,
        *,
        key: str,
        generator: str,
        quiet: float = QUIET,
        polling: tuple[float, float] = POLLING,
        report: Callable[[str], None] = _tell,
    ) -> None:
        self._any = Request(model=wire.model, messages=(Message.user("?"),))
        url = wire.post(self._any).url
        if not url.endswith(ENDPOINT):
            raise ConfigurationError(
                f"lm.batch=true: {wire.where} has no batch service of OpenAI's kind; say lm.batch=false"
            )
        self.wire, self.session, self.name, self.generator = wire, session, wire.provider, generator
        self.retries, self.quiet, self.polling, self.report = config.retries, quiet, polling, report
        # The test call of a run is an ordinary one: a wrong key should not come out tomorrow.
        self._remote = Remote(
            wire, session, key=key, concurrency=config.concurrency, timeout=config.timeout, retries=config.retries
        )
        self._base_url, self._key = url.removesuffix(ENDPOINT), key
        self._store: BatchStore | None = None
        self._desks: dict[asyncio.AbstractEventLoop, Desk] = {}

    def read(self, request: Request, raw: bytes) -> Response:
        """Read an answer that was kept."""
        return self.wire.read(request, raw)

    async def ask(self, request: Request) -> Answer:
        """Answer a request; see `Provider`. It may take a day."""
        loop = asyncio.get_running_loop()
        if loop not in self._desks:
            self._desks[loop] = Desk(self, BatchService(self.wire.where, self._base_url, self._key))
        return await self._desks[loop].ask(request)

    async def aclose(self) -> None:
        """Stop waiting for batches in this event loop. They go on at the provider, and are found again."""
        desk = self._desks.pop(asyncio.get_running_loop(), None)
        if desk is not None:
            await desk.aclose()
        if self._store is not None and not self._desks:
            self._store.close()
            self._store = None
        await self._remote.aclose()

    @property
    def store(self) -> BatchStore:
        """The record of batches, beside the answers; in memory where none are kept."""
        if self._store is None:
            kept = self.session.responses
            self._store = BatchStore(kept.path if kept else None)
        return self._store

    def kept(self, key: str, request: Request) -> Answer | None:
        """Return the answer to a call if it came since the engine looked, with another run's batch."""
        raw = self.session.responses.get(key) if self.session.responses else None
        return None if raw is None else Answer(raw, self.read(request, raw))

    def take_in(
        self, batch: RecordedBatch, lines: list[bytes], asked: Mapping[str, Request]
    ) -> dict[str, Answer | LM15Error]:
        """Keep every answer of a batch, waited for or not, and return what came of each call that has a line.

        Args:
            asked: the requests that are waiting; those of the others are gone, and their answers are read without.
        """

        def read(key: str, raw: bytes, status: int) -> Response:
            return self.wire.read(asked.get(key, self._any), raw, status=status)

        found = read_lines(lines, batch.keys, read)
        for key, answer in found.items():
            if isinstance(answer, Answer):
                used = Tokens.reported(usage_dict(answer.response, self.name))
                self.session.keep(KeptResponse(key, self.generator, answer.raw, used.input, used.output, used.cached))
        return found
