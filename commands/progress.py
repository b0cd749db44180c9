"""How far a run is, on standard error: a moving bar in a terminal, a line now and then anywhere else."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn
from rich.text import Text

from ..generators import Meter

LINES = 10
"""Lines that a phase prints for its progress where there is no terminal."""
HEARTBEAT = 60.0
"""Seconds after which it prints one anyhow, so that a log shows that the run is alive."""


@dataclass
class Spending:
    """What a phase spends, in words: calls and their rate, tokens, cost, and how long it may still take."""

    meter: Meter
    expected_calls: float = 0
    """Calls of the whole phase, as far as they can be known before; 0 if they cannot."""
    _began: float = field(default_factory=time.monotonic)
    _before: int = field(init=False)

    def __post_init__(self) -> None:
        self._before = self._made

    @property
    def _made(self) -> int:
        return self.meter.calls + self.meter.reused

    def words(self) -> str:
        """Return them; "" while nothing was called, as with rules, which cost nothing."""
        meter, made = self.meter, self._made - self._before
        if not made:
            return ""
        rate = made / max(time.monotonic() - self._began, 1e-6)
        parts = [f"{meter.calls:,} calls ({rate:,.0f}/s)"]
        parts += [f"{meter.reused:,} from the cache"] if meter.reused else []
        parts += [f"{meter.tokens.input + meter.tokens.output:,} tokens"]
        parts += [f"{meter.usd:.2f} USD"] if meter.cost else []
        parts += [f"{meter.retries:,} tried again"] if meter.retries else []
        left = max(0.0, self.expected_calls - made) / rate
        parts += [f"about {_duration(left)} left"] if left else []
        return ", ".join(parts)


@dataclass
class Phase:
    """One phase of a run, such as its personas; `total` None where it is not known beforehand."""

    name: str
    total: int | None
    finished: int = 0
    failed: int = 0
    spending: Spending | None = None
    bar: Progress | None = None
    _task: Any = field(default=None, repr=False)

    def advance(self, failed: bool = False) -> None:
        """Count one more as finished, or as failed."""
        self.finished += not failed
        self.failed += failed
        if self.bar is not None:
            self.bar.update(self._task, completed=self._seen, failures=self._failures())
        elif self._is_worth_a_line():
            self.say()

    def say(self) -> None:
        """Print a line: how many, how many failed, what it took."""
        spent = self.spending.words() if self.spending else ""
        of = f" of {self.total}" if self.total else ""
        print(f"{self.name}: {self._seen}{of}{self._failures()}{f' ({spent})' if spent else ''}", file=sys.stderr)

    @property
    def _seen(self) -> int:
        return self.finished + self.failed

    def _failures(self) -> str:
        return f", {self.failed} failed" if self.failed else ""

    def _is_worth_a_line(self) -> bool:
        step = max(1, -(-self.total // LINES)) if self.total else 100
        return self._seen % step == 0 or self._seen == self.total


class _Spent(ProgressColumn):
    def __init__(self, spending: Spending | None) -> None:
        super().__init__()
        self.spending = spending

    def render(self, task: Task) -> Text:
        spent = self.spending.words() if self.spending else ""
        return Text(spent or (f"{task.speed:.1f}/s" if task.speed else ""))


@contextmanager
def phase(name: str, total: int | None, reused: int = 0, spending: Spending | None = None) -> Iterator[Phase]:
    """Show a phase while it lasts; what is reused counts as finished from the start. Nothing to do shows nothing."""
    if total is not None and total <= reused:
        yield Phase(name, total, reused)
    elif sys.stderr.isatty():
        columns = (TextColumn("{task.description}"), BarColumn(bar_width=20), MofNCompleteColumn())
        more = (TextColumn("{task.fields[failures]}"), _Spent(spending))
        with Progress(*columns, *more, console=Console(stderr=True), transient=True) as bar:
            shown = Phase(name, total, reused, spending=spending, bar=bar)
            shown._task = bar.add_task(name, total=total, completed=reused, failures="")
            yield shown
    else:
        shown = Phase(name, total, reused, spending=spending)
        over = threading.Event()
        threading.Thread(target=_say_now_and_then, args=(shown, over), daemon=True).start()
        try:
            yield shown
        finally:
            over.set()


def _say_now_and_then(shown: Phase, over: threading.Event) -> None:
    while not over.wait(HEARTBEAT):
        shown.say()


def _duration(seconds: float) -> str:
    hours, rest = divmod(round(seconds), 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
