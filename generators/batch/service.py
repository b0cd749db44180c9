"""A provider's batch service, spoken to as OpenAI's is: a file of calls goes in, a file of answers comes out.

What it refuses becomes one sentence with the remedy; what may pass by itself becomes an error of `RETRYABLE_ERRORS`.
Neither says the key.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from dspy.lm15 import RETRYABLE_ERRORS, LM15Error, ServerError, TransportError

from ...signatures import ConfigurationError

if TYPE_CHECKING:
    from openai.types import Batch

FINAL = ("completed", "failed", "expired", "cancelled")
"""States that a batch does not leave."""

_LABEL = "socialsim"
"""Under this name a batch carries its own name at the provider."""
_CLOCKS = timedelta(hours=1)
"""How far the provider's clock may be off when a batch is looked for by its age."""
_CREATIONS = 4
"""How often the creation of a batch is tried."""
_FIRST_PAUSE = 1.0
_PASSES = (408, 409, 425, 429)
_NO_CREDIT = ("insufficient_quota", "billing_hard_limit_reached", "billing_not_active")
_LONGEST_SENTENCE = 300
T = TypeVar("T")


class BatchService:
    """The batch service at `base_url`, for one event loop. `where` names it for people."""

    def __init__(self, where: str, base_url: str, key: str) -> None:
        from openai import AsyncOpenAI

        self.where, self._key = where, key
        # Without its own retries: it would repeat a creation whose answer was lost, and the batch would be paid twice.
        self._client = AsyncOpenAI(api_key=key, base_url=base_url, max_retries=0)

    async def submit(self, name: str, calls: bytes, since: datetime) -> str:
        """Hand in a batch and return its id.

        Args:
            calls: JSON lines in the service's form.
            since: when the batch was first meant to be handed in.

        Raises:
            ConfigurationError: the service refuses it.
            LM15Error: of `RETRYABLE_ERRORS`; whether the service has the batch, `find` can tell.
        """
        upload = self._client.files.create(file=(f"{name.removeprefix('sha256:')}.jsonl", calls), purpose="batch")
        file = (await self._words(upload)).id
        attempt = 1
        while True:
            creation = self._client.batches.create(
                input_file_id=file, endpoint="/v1/chat/completions", completion_window="24h", metadata={_LABEL: name}
            )
            try:
                return (await self._words(creation, new_file=file)).id
            except RETRYABLE_ERRORS:
                if attempt == _CREATIONS:
                    raise
            await asyncio.sleep(_FIRST_PAUSE * 2 ** (attempt - 1))
            attempt += 1
            found = await self.find(name, since)
            if found:
                return found

    async def find(self, name: str, since: datetime) -> str | None:
        """Return the id of the batch with this name among those made after `since`, or None."""

        async def search() -> str | None:
            seen: set[str] = set()
            async for batch in self._client.batches.list(limit=100):  # the newest come first
                too_old = batch.created_at < (since - _CLOCKS).timestamp()
                if too_old or batch.id in seen:  # some servers answer every page with the first
                    return None
                if (batch.metadata or {}).get(_LABEL) == name:
                    return batch.id
                seen.add(batch.id)
            return None

        return await self._words(search())

    async def state(self, id: str) -> Batch | None:
        """Return how far a batch is; None when the service does not know it (any more)."""
        from openai import NotFoundError

        async def ask() -> Batch | None:
            try:
                return await self._client.batches.retrieve(id)
            except NotFoundError:
                return None

        return await self._words(ask())

    async def results(self, batch: Batch) -> list[bytes]:
        """Return the lines of a finished batch: those that were answered, then those that were not."""
        files = [file for file in (batch.output_file_id, batch.error_file_id) if file]
        lines: list[bytes] = []
        for file in files:
            content = await self._words(self._content(file))
            if len(self._key) > 4:
                content = content.replace(self._key.encode(), b"(the key)")
            lines += content.splitlines()
        return lines

    async def aclose(self) -> None:
        await self._client.close()

    async def _content(self, file: str) -> bytes:
        from openai import NotFoundError

        try:
            return (await self._client.files.content(file)).content
        except NotFoundError:  # deleted: its calls count as not answered
            return b""

    async def _words(self, call: Awaitable[T], new_file: str | None = None) -> T:
        """Wait for `call`, and put what goes wrong in our words."""
        from openai import APIConnectionError, APIStatusError

        problem: LM15Error | ConfigurationError
        try:
            return await call
        except APIConnectionError:
            problem = TransportError(f"no answer from the batch service of {self.where}")
        except APIStatusError as error:
            problem = self._refusal(error.status_code, error.code, error.body, new_file)
        raise problem  # here, so that it drags no request along, with the key among its headers

    def _refusal(
        self, status: int, code: str | None, body: Any, new_file: str | None
    ) -> LM15Error | ConfigurationError:
        said = self.clean(str(body.get("message") if isinstance(body, dict) else body or f"status {status}"))
        if status in (401, 403):
            return ConfigurationError(f"{self.where} does not accept the key: {said}")
        if status == 402 or code in _NO_CREDIT:
            return ConfigurationError(f"{self.where} has no credit or quota left for this key: {said}")
        if new_file and new_file in said:  # what was uploaded a moment ago is not known everywhere yet
            return ServerError(said, status=status)
        if status in (404, 405, 501):
            return ConfigurationError(f"{self.where} has no batch service: {said}; say lm.batch=false")
        if status in _PASSES or status >= 500:
            return ServerError(f"the batch service of {self.where}: {said}", status=status)
        return ConfigurationError(f"{self.where} refuses the batch: {said}")

    def clean(self, said: str) -> str:
        """Return what a server said as part of one sentence, without the key."""
        if len(self._key) > 4:
            said = said.replace(self._key, "(the key)")
        return " ".join(said.split())[:_LONGEST_SENTENCE]


def problems(batch: Batch) -> Iterator[tuple[str, str]]:
    """Yield code and message of what was wrong with a batch as a whole."""
    for error in (batch.errors.data if batch.errors else None) or []:
        place = f"line {error.line}: " if error.line else ""
        yield error.code or "", place + (error.message or error.code or "no reason given")


def progress(batch: Batch) -> str:
    """Return how many of a batch's calls are done, in words."""
    counts = batch.request_counts
    return f"{counts.completed + counts.failed} of {counts.total} done" if counts and counts.total else batch.status
