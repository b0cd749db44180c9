"""The name of a generator, as it is recorded beside everything that it makes."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from .config import LMConfig

OFFLINE = "offline/"
"""Prefix of the offline generator's names. Its text is never training data."""

_UNNAMED = {"api_key", "seed", "timeout", "num_retries", "headers", "extra_headers", "prompt_cache"}


def lm_identity(lm: Any) -> str:
    """Return the model's name and what shapes its answers: ``openai/gpt-4o?max_tokens=1000&temperature=0.7``.

    The address of a server is part of it, so that two servers with one model name are two generators; a login or a
    query in the address is not. Keys, time-outs, retries and the seed (recorded by itself) are not.
    """
    options = {name: value for name, value in lm.kwargs.items() if name not in _UNNAMED and value is not None}
    if getattr(lm, "use_developer_role", False):
        options["developer_role"] = True
    if "max_completion_tokens" in options:  # what DSPy calls it for models that think
        options["max_tokens"] = options.pop("max_completion_tokens")
    if "api_base" in options:
        options["api_base"] = address(str(options["api_base"]))
    options |= getattr(lm, "server", {})
    query = "&".join(f"{name}={options[name]}" for name in sorted(options))
    return f"{lm.model}?{query}" if query else str(lm.model)


def server_of(config: LMConfig) -> dict[str, str]:
    """Return what stands for a server of one's own in names: what its owner calls it, or else its address."""
    if config.server_name:
        return {"server": config.server_name}
    return {"api_base": address(config.api_base)} if config.api_base else {}


def address(written: str) -> str:
    """Return a server's address in one form, without what may be a secret in it: a login, a query."""
    parts = urlsplit(written)
    host = parts.netloc.rpartition("@")[2].lower().removesuffix(_USUAL_PORT.get(parts.scheme.lower(), "\n"))
    return urlunsplit((parts.scheme.lower(), host, parts.path.rstrip("/"), "", ""))


_USUAL_PORT = {"http": ":80", "https": ":443"}
