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
    if "api_base" in options:
        address = urlsplit(str(options["api_base"]))
        options["api_base"] = urlunsplit((address.scheme, address.netloc.rpartition("@")[2], address.path, "", ""))
    query = "&".join(f"{name}={options[name]}" for name in sorted(options))
    return f"{lm.model}?{query}" if query else str(lm.model)
