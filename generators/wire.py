"""How a provider is spoken to: a request becomes the bytes of an HTTP call, and the bytes of the answer a response.

The mapping is DSPy's own (`dspy.lm15`), for every provider that it knows; only the transport is ours. What a provider
sent is kept as it came (`cache.responses`), so reading is apart from sending and can be done again at no cost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from dspy._vendor.lm15.router import LITELLM_PROVIDER_PREFIXES
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
    UnknownModelError,
)

from ..signatures import ConfigurationError
from .identity import address

Headers = Sequence[tuple[str, str]]

OWN_SERVER = OpenAIChatCompat(max_tokens_field="max_tokens", stream_usage="include", cache_control="none")
"""What every OpenAI-compatible server understands; OpenAI's own newer field names are not."""


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

    def post(self, request: Request) -> Post:
        """Return what to send for `request`."""
        built = self._provider.build_request(replace(request, model=self.model), False)
        return Post(built.url, built.headers, built.body)

    def read(self, request: Request, body: bytes, headers: Headers = (), status: int = 200) -> Response:
        """Return what the provider answered.

        Raises:
            dspy.lm15.LM15Error: the error that the provider reported, with what it says about trying again; ServerError
                where the body cannot be read at all.
        """
        from dspy._vendor.lm15.providers.base import HttpResponse

        answer = HttpResponse(status=status, reason="", headers=list(headers), body=body)
        if status >= 400:
            raise self._provider._http_error(answer)
        try:
            return self._provider.parse_response(replace(request, model=self.model), answer)
        except LM15Error:
            raise
        except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
            raise ServerError(f"the answer cannot be read: {type(error).__name__}") from error


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
