"""How far a run is, on standard error: a moving bar in a terminal, a line now and then anywhere else."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TextIO

from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn
from rich.table import Column
from rich.text import Text

from ..generators import Meter

LINES = 10
"""Lines that a phase prints for its progress where there is no terminal."""
HEARTBEAT = 60.0
"""Seconds after which it prints one anyhow, so that a log shows that the run is alive."""
_GIVEN_UP = ("tokens", "reused", "calls", "retries", "cost")
"""What a narrow terminal does without, the first of them first."""


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

    def words(self, width: int | None = None) -> str:
        """Return them, what matters least left out where all are wider than `width` characters.

        Returns:
            "" while nothing was called, as with rules, which cost nothing.
        """
        parts = self._parts()
        for name in _GIVEN_UP:
            if width is None or len(", ".join(parts.values())) <= width:
                break
            parts.pop(name, None)
        return ", ".join(parts.values())

    def _parts(self) -> dict[str, str]:
        meter, made = self.meter, self._made - self._before
        retries = {"retries": f"{meter.retries:,} tried again"} if meter.retries else {}
        if not made:
            return retries  # a server that only complains is the news
        rate = made / max(time.monotonic() - self._began, 1e-6)
        parts = {"calls": f"{meter.calls:,} calls ({rate:,.0f}/s)"}
        parts |= {"reused": f"{meter.reused:,} from the cache"} if meter.reused else {}
        parts |= {"tokens": f"{meter.tokens.input + meter.tokens.output:,} tokens"}
        parts |= {"cost": f"{meter.usd:.2f} USD"} if meter.cost else {}
        left = max(0.0, self.expected_calls - made) / rate
        return parts | retries | ({"left": f"about {_duration(left)} left"} if left else {})


@dataclass
class Phase:
    """One phase of a run, such as its personas; `total` None where it is not known beforehand."""

    name: str
    total: int | None
    finished: int = 0
    failed: int = 0
    spending: Spending | None = None
    bar: Progress | None = None
    stream: TextIO = field(default_factory=lambda: sys.stderr)
    """Standard error as it is now; what is put in its place later, such as an optimizer's log, is not for us."""
    _task: Any = field(default=None, repr=False)

    def advance(self, failed: bool = False) -> None:
        """Count one more as finished, or as failed."""
        self.finished += not failed
        self.failed += failed
        if self.bar is not None:
            self._draw(self.bar)
        elif self._is_worth_a_line():
            self.say()

    def reuse(self, calls: float) -> None:
        """Count one that was there already: it is no news, and its `calls` are not to be waited for."""
        self.finished += 1
        if self.spending is not None:
            self.spending.expected_calls -= calls
        if self.bar is not None:
            self._draw(self.bar)

    def say(self) -> None:
        """Print a line: how many, how many failed, what it took."""
        spent = self.spending.words() if self.spending else ""
        of = f" of {self.total}" if self.total else ""
        print(f"{self.name}: {self._seen}{of}{self._failures()}{f' ({spent})' if spent else ''}", file=self.stream)

    def _draw(self, bar: Progress) -> None:
        bar.update(self._task, completed=self._seen, failures=self._failures().removeprefix(", "))

    @property
    def _seen(self) -> int:
        return self.finished + self.failed

    def _failures(self) -> str:
        return f", {self.failed} failed" if self.failed else ""

    def _is_worth_a_line(self) -> bool:
        # Of a length that is not known: at 100, 200, … 1,000, 2,000, … 10,000, …
        step = max(1, -(-self.total // LINES)) if self.total else max(100, 10 ** (len(str(self._seen)) - 1))
        return self._seen % step == 0 or self._seen == self.total


@dataclass
class _Fitting:
    """What was spent, in as many words as there is room for."""

    spending: Spending

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement(0, len(self.spending.words()))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Text(self.spending.words(options.max_width), no_wrap=True, overflow="ellipsis")


class _Spent(ProgressColumn):
    def __init__(self, spending: Spending | None) -> None:
        super().__init__()
        self.spending = spending

    def render(self, task: Task) -> Text | _Fitting:
        if self.spending is not None and self.spending.words():
            return _Fitting(self.spending)
        return Text(f"{task.speed:.1f}/s" if task.speed else "")


def columns(spending: Spending | None) -> Iterator[ProgressColumn]:
    """Yield the parts of a bar; where they are wider than the terminal, the last one gives way."""
    yield TextColumn("{task.description}")
    yield BarColumn(bar_width=10, table_column=Column(no_wrap=True))
    yield MofNCompleteColumn(table_column=Column(no_wrap=True))
    yield TextColumn("{task.fields[failures]}")
    yield _Spent(spending)


@contextmanager
def phase(name: str, total: int | None, reused: int = 0, spending: Spending | None = None) -> Iterator[Phase]:
    """Show a phase while it lasts; what is reused counts as finished from the start. Nothing to do shows nothing."""
    if total is not None and total <= reused:
        yield Phase(name, total, reused)
    elif sys.stderr.isatty():
        with Progress(*columns(spending), console=Console(file=sys.stderr), transient=True) as bar:
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
