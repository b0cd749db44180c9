"""What the benchmarks share: rows of a table, repeats taken in turn, and the line about the machine."""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

Row = tuple[str, str, str]
"""What was measured, the figure, and its goal ("" for none)."""

ROOT = Path(__file__).resolve().parents[2]
SOCIALSIM = Path(sys.executable).parent / "socialsim"
REPEATS = 3

T = TypeVar("T")


def machine() -> str:
    """Return the line that a table of figures begins with."""
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def run_parts(*parts: ModuleType) -> None:
    """Run the measurements that are named on the command line, or all; each is a module with a function `show`.

    Raises:
        SystemExit: there is no such measurement.
    """
    known = {part.__name__.rpartition(".")[2]: part for part in parts}
    print(machine())
    for name in sys.argv[1:] or known:
        if name not in known:
            raise SystemExit(f"{name}: there is no such measurement; there are {', '.join(known)}")
        print(f"\n{name}\n", flush=True)
        start = time.monotonic()
        known[name].show()
        print(f"\n{time.monotonic() - start:.0f} s", flush=True)


def print_table(rows: Sequence[Row]) -> None:
    names, figures = (max(len(row[column]) for row in rows) for column in (0, 1))
    print(f"{machine()}\n")
    for name, figure, goal in rows:
        print(f"{name:<{names}}  {figure:<{figures}}  {goal}".rstrip())


def in_turn(measures: Mapping[str, Callable[[], T]], repeats: int = REPEATS) -> dict[str, list[T]]:
    """Return what each measure gave, `repeats` times; they take turns, so that a slow minute is everybody's."""
    results: dict[str, list[T]] = {name: [] for name in measures}
    for _ in range(repeats):
        for name, measure in measures.items():
            results[name].append(measure())
    return results


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def fresh_process(module: str, *words: object, timeout: float = 600) -> Any:
    """Return what ``python -m module words…`` prints as JSON on its last line; nothing is warm or left over there."""
    command = [sys.executable, "-m", module, *map(str, words)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=timeout)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])
