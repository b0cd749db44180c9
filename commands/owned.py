"""A folder of a compiled program belongs to one configuration, and to one run at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..signatures import InputError
from .files import RUN
from .schema import OptimizeConfig

LOCK = ".lock"
_MAY_DIFFER = {
    *("out", "cache", "budget", "dry_run", "api_key_env", "concurrency", "retries", "timeout", "batch_size"),
    *(f"usd_per_million_{kind}_tokens" for kind in ("input", "output", "cached_input", "stored_input")),
}
"""Keys that do not change what comes out, of the command and of its LMs."""


def refuse_others(folder: Path, config: OptimizeConfig) -> None:
    """Refuse a folder that has something else in it: what stands there would be taken for what this run has found.

    Raises:
        InputError: it is a corpus, or the program in it was made with another configuration.
    """
    try:
        before = json.loads((folder / RUN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return
    if before.get("command") != "optimize":
        raise InputError(f"out={config.out}: is the folder of a corpus; say another out=DIR")
    key = _difference(before.get("config", {}), asdict(config))
    if key:
        raise InputError(f"out={config.out}: has a program that was made with another {key}; say another out=DIR")


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """See that no other run is at work in a folder, as far as the system has locks.

    Raises:
        InputError: one is.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    with (folder / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InputError(f"{folder}: another run is at work there; wait for it, or say another out=DIR") from None
        yield


def _difference(one: Mapping[str, Any], other: Mapping[str, Any], prefix: str = "") -> str:
    """Return the first key that two configurations differ in; "" where they do not."""
    for name in sorted({*one, *other} - _MAY_DIFFER):
        before, now = one.get(name), other.get(name)
        if isinstance(before, Mapping) and isinstance(now, Mapping):
            if inner := _difference(before, now, f"{prefix}{name}."):
                return inner
        elif before != now:
            return f"{prefix}{name}"
    return ""
