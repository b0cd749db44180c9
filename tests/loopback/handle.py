"""Start a loopback provider, ask it what it saw, and stop it."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.request import ProxyHandler, Request, build_opener

from .options import Options

_ROOT = Path(__file__).resolve().parents[2]
_direct = build_opener(ProxyHandler({}))  # a proxy of the environment has no business on loopback


class Loopback:
    """A provider in its own process, for as long as the context lasts. Arguments are those of `Options`.

    Raises:
        ValueError: no such fault, or shares that are more than the whole.
    """

    def __init__(self, **options: Any) -> None:
        self.options = Options(**options)
        self.base_url = ""

    def __enter__(self) -> Loopback:
        command = [sys.executable, "-m", "tests.loopback", json.dumps(asdict(self.options))]
        self._process = subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self.base_url = self._process.stdout.readline().strip()
        if not self.base_url:
            self._stop()
            raise RuntimeError("the loopback provider did not start; its error is above")
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    @property
    def process_id(self) -> int:
        return self._process.pid

    def stats(self) -> dict[str, Any]:
        """Return counts since the last reset: ``total`` = ``answered`` + ``waiting`` + ``unanswered``; ``different``
        requests; ``most_waiting`` at once; ``faults`` and ``statuses`` by kind."""
        stats: dict[str, Any] = self._ask("/stats")
        return stats

    def log(self) -> list[dict[str, Any]]:
        """Return every request since the last reset: ``digest`` of its body, ``came`` and ``answered`` in seconds of
        `time.monotonic`, ``status``, ``fault``, and the ``fields`` that it asked for."""
        entries: list[dict[str, Any]] = self._ask("/log")
        return entries

    def reset(self, **options: Any) -> None:
        """Forget everything and go on with these options; what is not said is back at its default."""
        self.options = Options(**options)
        self._ask("/reset", json.dumps(asdict(self.options)).encode())

    def _ask(self, path: str, body: bytes | None = None) -> Any:
        with _direct.open(Request(self.base_url.removesuffix("/v1") + path, body), timeout=60) as answer:
            return json.load(answer)

    def _stop(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process.kill()
        self._process.wait()
