"""How a provider is spoken to: a request becomes the bytes of an HTTP call, and the bytes of the answer a response.

The mapping is DSPy's own (`dspy.lm15`), for every provider that it knows; only the transport is ours. What a provider
sent is kept as it came (`cache.responses`), a stream of events as well, so reading is apart from sending and can be
done again at no cost.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from dspy._vendor.lm15.result import coalesce_stream, materialize_response
from dspy._vendor.lm15.router import LITELLM_PROVIDER_PREFIXES
from dspy._vendor.lm15.sse import aparse_sse, parse_sse
from dspy._vendor.lm15.types import StreamEvent
from dspy.clients.engines.lm15_engine import LM15Engine
from dspy.lm15 import (
    RETRYABLE_ERRORS,
    LM15Error,
    OpenAIChatCompat,
    OpenAIChatLM,
    ProviderError,
    Request,
    Response,
    RouterConfig,
    ServerError,
    StreamAssemblyError,
    StreamDeltaEvent,
    TextDelta,
    UnknownModelError,
)

from ..signatures import ConfigurationError
from .identity import address

Headers = Sequence[tuple[str, str]]

OWN_SERVER = OpenAIChatCompat(max_tokens_field="max_tokens", stream_usage="include", cache_control="none")
"""What every OpenAI-compatible server understands; OpenAI's own newer field names are not."""
_STREAM = re.compile(rb"\s*(?:data|event|id|retry)?:")
"""How a stream of events begins, and no JSON does."""
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError)


@dataclass(frozen=True)
class Post:
    """An HTTP POST, ready to be sent."""

    url: str
    headers: Headers
    body: bytes


def passes(problem: Exception) -> bool:
    """Whether the same call may be answered later. An answer that is no JSON is a fault on the way."""
    if not isinstance(problem, LM15Error):
        return False
    unreadable = type(problem) is ProviderError and problem.status == 200
    return unreadable or isinstance(problem, RETRYABLE_ERRORS) or problem.status in (408, 409, 425)


class Wire:
    """One model at one provider. `where` names the provider, or the server, for people.

    Args:
        model: ``openai/gpt-4o``, ``anthropic/…``, or ``openai/NAME`` with the `api_base` of a server of one's own.
        key: sent with every request; never written anywhere.

    Raises:
        ConfigurationError: nobody knows how this provider is spoken to, or its address is none.
    """

    def __init__(self, model: str, key: str, api_base: str | None = None) -> None:
        if api_base:
            self.model, self.provider = model.partition("/")[2], "openai-chat"
            self.where = _checked(api_base)
            self._provider: Any = OpenAIChatLM(api_key=key, base_url=self.where, compat=OWN_SERVER)
            return
        try:
            resolved = LM15Engine(RouterConfig(env={})).resolve(model)
        except UnknownModelError:
            raise ConfigurationError(
                f"lm.model={model}: how this provider is spoken to is not known here (known are "
                f"{', '.join(sorted(LITELLM_PROVIDER_PREFIXES))}); if it speaks OpenAI's protocol, say "
                f"lm.model=openai/NAME lm.api_base=URL"
            ) from None
        try:
            router = LM15Engine(RouterConfig(env={}, api_keys={resolved.provider: key})).router
            self._provider = router.lm(f"{resolved.provider}:{resolved.model}")
        except LM15Error as error:
            raise ConfigurationError(f"lm.model={model}: {' '.join(str(error.message).split())}") from error
        self.model, self.provider = resolved.model, resolved.provider
        self.where = resolved.provider.removesuffix("-chat")

    def post(self, request: Request, stream: bool = False) -> Post:
        """Return what to send for `request`; the answer comes as a stream of events where that is asked for."""
        built = self._provider.build_request(replace(request, model=self.model), stream)
        return Post(built.url, built.headers, built.body)

    async def texts(self, request: Request, lines: AsyncIterator[bytes]) -> AsyncIterator[str]:
        """Yield the text of an answer as its events come in; what is no event of an answer has none."""
        asked = replace(request, model=self.model)
        async for event in aparse_sse(lines):
            try:
                found = list(self._provider.parse_stream_events(asked, event))
            except _UNREADABLE:
                continue  # `read` says what is wrong with it
            for one in found:
                if isinstance(one, StreamDeltaEvent) and isinstance(one.delta, TextDelta):
                    yield one.delta.text

    def read(self, request: Request, body: bytes, headers: Headers = (), status: int = 200) -> Response:
        """Return what the provider answered, in one or as a stream.

        Raises:
            dspy.lm15.LM15Error: the error that the provider reported, with what it says about trying again; ServerError
                where the body cannot be read at all.
        """
        from dspy._vendor.lm15.providers.base import HttpResponse

        answer = HttpResponse(status=status, reason="", headers=list(headers), body=body)
        if status >= 400:
            raise self._provider._http_error(answer)
        asked = replace(request, model=self.model)
        try:
            if _STREAM.match(body):
                return materialize_response(coalesce_stream(self._events(asked, body), model=self.model), asked)
            return self._provider.parse_response(asked, answer)
        except StreamAssemblyError as error:
            raise ServerError("the answer broke off before its end") from error
        except LM15Error:
            raise
        except _UNREADABLE as error:
            raise ServerError(f"the answer cannot be read: {type(error).__name__}") from error

    def _events(self, request: Request, body: bytes) -> Iterator[StreamEvent]:
        for event in parse_sse(iter(body.splitlines(keepends=True))):
            yield from self._provider.parse_stream_events(request, event)


def _checked(api_base: str) -> str:
    """Return a server's address in the one form in which it is used, shown, and written beside what it made.

    Raises:
        ConfigurationError: it is no address of a web server, or has a secret in it.
    """
    try:
        parts = urlsplit(api_base)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 0) >= 0
        if parts.username or parts.password or parts.query:
            raise ConfigurationError(
                f"lm.api_base={address(api_base)}: a login or a query does not belong in an address, which is "
                "written down; put the key in the environment, and its variable's name in lm.api_key_env"
            )
    except ValueError:  # a port that is no number, half a bracket
        good = False
    if not good or any(character.isspace() for character in api_base):
        shown = api_base.rpartition("@")[2].partition("?")[0]
        raise ConfigurationError(f"lm.api_base={shown}: is no address; say, for instance, http://HOST:8000/v1")
    return address(api_base)
