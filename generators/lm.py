"""Which model answers: `build_lm` turns a few settings into a `dspy.LM`."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

import dspy
from dspy.utils.exceptions import LMConfigurationError

from ..signatures import ConfigurationError

_PATIENCE = 5.0
"""Seconds to wait for a server to take a connection."""


@dataclass
class LMConfig:
    """Settings of one generator. `conf/lm/` has one file per known model.

    Keys never appear here: `api_key_env` names the environment variable that holds one.
    """

    engine: str = "offline"
    """``offline`` (rules, no model) or ``remote`` (any provider DSPy knows, any OpenAI-compatible server)."""
    model: str = ""
    """Provider and model, for instance ``openai/gpt-4o``; the offline generator has none. A server of your own is
    ``openai/NAME`` with an `api_base`."""
    api_base: str | None = None
    """Address of an OpenAI-compatible server, for instance ``http://localhost:8000/v1``."""
    api_key_env: str | None = None
    """Environment variable with the key; None for servers that want none."""
    temperature: float | None = 0.7
    """In [0, 2]; the paper is silent, 0.7 varies utterances without losing the answer's form. None: the provider's
    own."""
    max_tokens: int | None = 2000
    """Most tokens of one answer; a persona takes about 600, a whole dialogue with reasoning about 5,000."""
    output_limit: int | None = None
    """Most tokens that the model can write at all, where that is less than a whole dialogue needs."""
    concurrency: int = 16
    """Dialogues in flight at once; 1 where the generator computes in this process."""
    timeout: float = 120.0
    """Seconds to wait for one answer."""
    retries: int = 4
    """How often DSPy asks again after a network fault, rate limit or server error."""
    usd_per_million_input_tokens: float | None = None
    """Price; None is unknown, and then so is the cost."""
    usd_per_million_output_tokens: float | None = None


def build_lm(config: LMConfig | None = None) -> dspy.LM:
    """Return the generator that `config` describes; without one, the offline generator.

    Raises:
        ConfigurationError: unknown engine, no model named, or the key's environment variable is not set.
    """
    config = config or LMConfig()
    if config.engine == "offline":
        from .offline import offline_lm

        return offline_lm()
    if config.engine == "remote":
        return _remote_lm(config)
    raise ConfigurationError(f"lm.engine: {config.engine!r} is not an engine; use offline or remote")


def check_server(config: LMConfig) -> None:
    """See that something listens at the server's address, before anything is begun that needs it.

    Raises:
        ConfigurationError: the address is no address, or nobody answers there within five seconds.
    """
    if config.engine != "remote" or not config.api_base:
        return
    address = urlsplit(config.api_base)
    try:
        port = address.port or {"http": 80, "https": 443}[address.scheme]
        socket.create_connection((address.hostname or "", port), timeout=_PATIENCE).close()
    except (KeyError, ValueError):
        raise ConfigurationError(
            f"lm.api_base={config.api_base}: is no address; it looks like http://HOST:8000/v1"
        ) from None
    except OSError as error:
        raise ConfigurationError(
            f"lm.api_base={config.api_base}: no server answers there ({error.strerror or error}); start it, or "
            "correct the address"
        ) from error


def _remote_lm(config: LMConfig) -> dspy.LM:
    if not config.model or config.model.endswith("/"):
        raise ConfigurationError(
            "lm.model: no model named; say which the server should use, for instance lm.model=llama3.1"
        )
    key = os.environ.get(config.api_key_env, "") if config.api_key_env else "none"
    if not key:
        raise ConfigurationError(
            f"{config.api_key_env} is not set; export the key for lm.model={config.model} under that name"
        )
    # DSPy would otherwise fetch a price list from the network on the first call; ours are in conf/lm/.
    os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")
    client = {"api_base": config.api_base} if config.api_base else {}
    # Our own store decides what is made again. DSPy's response cache knows neither server nor engine.
    try:
        return dspy.LM(
            config.model,
            temperature=config.temperature,
            max_tokens=config.max_tokens,
            cache=False,
            num_retries=config.retries,
            timeout=config.timeout,
            api_key=key,
            **client,
        )
    except (LMConfigurationError, ValueError) as error:
        raise ConfigurationError(f"lm.model={config.model}: {' '.join(str(error).split())}") from error
