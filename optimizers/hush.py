"""What DSPy's optimizers print, draw, log and warn of goes to a log.

Progress of ours is shown all the same: who shows it took hold of standard error before.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

_LOUD = ("dspy", "optuna")


@contextmanager
def hushed(log: IO[str] | None) -> Iterator[None]:
    """Have what optimizers say written to `log` while this lasts; None for nowhere."""
    loggers = [logging.getLogger(name) for name in _LOUD]
    before = [(one, one.handlers[:], one.level, one.propagate) for one in loggers]
    with contextlib.ExitStack() as stack:
        stream = log or stack.enter_context(Path(os.devnull).open("w"))
        out, err = _Redirected(sys.stdout, stream), _Redirected(sys.stderr, stream)
        for one in loggers:
            one.handlers, one.propagate = [logging.StreamHandler(stream)], False
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                yield
        finally:
            for one, handlers, level, passes_on in before:
                one.handlers, one.level, one.propagate = handlers, level, passes_on
            out.now, err.now = out.real, err.real


class _Redirected:
    """A stream that leads elsewhere for a while; libraries imported meanwhile keep hold of it."""

    def __init__(self, real: Any, now: Any) -> None:
        self.real, self.now = real, now

    def __getattr__(self, name: str) -> Any:
        return getattr(self.now, name)
