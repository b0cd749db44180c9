"""How far a run is, on standard error: a moving bar in a terminal, a line now and then anywhere else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

LINES = 10
"""Lines that a phase prints where there is no terminal."""


@dataclass
class Phase:
    """One phase of a run, such as its personas; `total` None where it is not known beforehand."""

    name: str
    total: int | None
    finished: int = 0
    failed: int = 0
    bar: Progress | None = None
    _task: Any = field(default=None, repr=False)

    def advance(self, failed: bool = False) -> None:
        """Count one more as finished, or as failed."""
        self.finished += not failed
        self.failed += failed
        if self.bar is not None:
            self.bar.update(self._task, completed=self._seen, failures=self._failures(), rate=self._rate())
        elif self._is_worth_a_line():
            print(
                f"{self.name}: {self._seen}{f' of {self.total}' if self.total else ''}{self._failures()}",
                file=sys.stderr,
            )

    @property
    def _seen(self) -> int:
        return self.finished + self.failed

    def _failures(self) -> str:
        return f", {self.failed} failed" if self.failed else ""

    def _rate(self) -> str:
        speed = self.bar.tasks[self._task].speed if self.bar else None
        return f"{speed:.1f}/s" if speed else ""

    def _is_worth_a_line(self) -> bool:
        step = max(1, -(-self.total // LINES)) if self.total else 100
        return self._seen % step == 0 or self._seen == self.total


@contextmanager
def phase(name: str, total: int | None, reused: int = 0) -> Iterator[Phase]:
    """Show a phase while it lasts; what is reused counts as finished from the start. Nothing to do shows nothing."""
    if (total is not None and total <= reused) or not sys.stderr.isatty():
        yield Phase(name, total, reused)
    else:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        more = (TextColumn("{task.fields[failures]}{task.fields[rate]}"), TimeRemainingColumn())
        with Progress(*columns, *more, console=Console(stderr=True), transient=True) as bar:
            shown = Phase(name, total, reused, bar=bar)
            shown._task = bar.add_task(name, total=total, completed=reused, failures="", rate="")
            yield shown
