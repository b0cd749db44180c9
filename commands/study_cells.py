"""The cells of a study, made one after the other; what one of them lacks does not keep the others from being made."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from ..signatures import BudgetReached
from .complaints import one_line
from .plain import plain
from .study_grid import LOGS, STEPS, Cell, Grid
from .study_steps import SPENT, is_done, perform, read_record

DONE = "done"
"""The state of a cell whose steps were all done to the end."""


def make_bank(grid: Grid, out: Path) -> None:
    """See that the personas are there that all cells start from.

    Raises:
        BaseException: what `extract` raises; without personas there is no study.
    """
    if grid.bank is not None:
        done = perform(grid.bank, out / STEPS / "bank.json", out / LOGS / "bank.txt")
        if done.note.startswith(SPENT):  # a part of the personas is another study
            raise BudgetReached(done.note.removeprefix(f"{SPENT}: "), "the personas are not all there")


def make_cells(cells: Sequence[Cell], out: Path) -> dict[str, str]:
    """Do what is missing of every cell.

    Returns:
        Name of each cell → `DONE`, or in one line what it lacks.

    Raises:
        KeyboardInterrupt: the user stopped it; the message says how far it is.
        BaseException: an error that nobody but the authors of this program can mend.
    """
    states: dict[str, str] = {}
    for number, cell in enumerate(cells, start=1):
        try:
            states[cell.name] = _make(cell, out, f"{number}/{len(cells)}")
        except KeyboardInterrupt as stop:
            said = f"{stop!s}; " if str(stop) else "stopped; "
            raise KeyboardInterrupt(f"{said}{len(states)} of {len(cells)} cells of {out} are done") from None
        except Exception as problem:
            line = one_line(problem, "simulate")
            if line is None:
                raise
            states[cell.name] = line
            print(f"socialsim: {plain(cell.name)}: {line}", file=sys.stderr)
    return states


def states_of(cells: Sequence[Cell], out: Path) -> dict[str, str]:
    """Return the same of what was made before, by whomever, without making anything."""
    states = {}
    for cell in cells:
        record = out / STEPS / f"{cell.name}.json"
        undone = [step.name for step in cell.steps if not is_done(step, record)]
        notes = [f"{name}: {known['note']}" for name, known in read_record(record).items() if known["note"]]
        states[cell.name] = f"not done: {', '.join(undone)}" if undone else "; ".join(notes) or DONE
    return states


def _make(cell: Cell, out: Path, place: str) -> str:
    """Do the steps of a cell that are not done, and say so, a line for each."""
    notes = []
    for step in cell.steps:
        done = perform(step, out / STEPS / f"{cell.name}.json", out / LOGS / f"{cell.name}.txt")
        if done.ran:
            print(
                f"cell {place} {plain(cell.name)}: {step.name}{f', {done.note}' if done.note else ''}", file=sys.stderr
            )
        if done.note:
            notes.append(f"{step.name}: {done.note}")
    return "; ".join(notes) or DONE
