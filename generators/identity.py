"""The name of a generator, as it is recorded beside everything that it makes."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit, urlunsplit

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
    server = options.pop("api_base", None) or getattr(lm, "api_base", None)
    if server:
        options["api_base"] = without_login(str(server))
    query = "&".join(f"{name}={options[name]}" for name in sorted(options))
    return f"{lm.model}?{query}" if query else str(lm.model)


def without_login(address: str) -> str:
    """Return a server's address without what may be a secret in it: a login, a query."""
    parts = urlsplit(address)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
