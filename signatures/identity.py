"""Content addresses: the same content has the same name everywhere, so nothing is made, paid or stored twice."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from pydantic import BaseModel

SHORT = 12
"""Hex digits of a digest shown to people; 48 bits, so a clash among a million items has odds of about 1 in 500."""


def canonical_json(value: Any) -> str:
    """Return the one JSON text of `value`: sorted keys, no spaces, pydantic models by their JSON form.

    Raises:
        TypeError: a part of `value` has no JSON form; a key that cannot be made must not be guessed.
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)


def digest(kind: str, value: Any) -> str:
    """Return ``sha256:…`` over `kind` and the canonical JSON of `value`; `kind` keeps two sorts of content apart."""
    return "sha256:" + hashlib.sha256(f"{kind}\n{canonical_json(value)}".encode(errors="surrogatepass")).hexdigest()


def short(address: str) -> str:
    """Return the first hex digits of a content address, for people."""
    return address.removeprefix("sha256:")[:SHORT]


def seed_from(*parts: Any) -> int:
    """Return an integer in [0, 2³¹) that depends on every part; most providers take a 32-bit signed seed."""
    return int(digest("seed", parts)[7:15], 16) & 0x7FFFFFFF


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no canonical JSON form")
