"""`socialsim study … dry_run=true`: what is still to be done in a grid, and what that would take."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..cache import FILE, CorpusStore
from ..signatures import ProviderFailure, counted
from .forecast import print_forecast
from .judge_scale import scale_of
from .plain import Paper
from .schema import SimulateConfig, StudyConfig
from .sources import open_personas
from .study_forecast import BankAhead, CellAhead, forecast_bank, forecast_cells
from .study_grid import STEPS, Cell, Grid
from .study_steps import compose, is_done


def print_study_forecast(config: StudyConfig, grid: Grid, configs: Mapping[str, SimulateConfig], out: Path) -> None:
    """Print what the steps that are not done would take, generator by generator; nobody is called.

    Args:
        configs: name of each cell → the configuration of its simulation.
    """
    bank = _bank(config, grid)
    ahead = [_cell(cell, configs[cell.name], bank.personas, config, out) for cell in grid.cells]
    roles = [*bank.roles, *forecast_cells(ahead, bank.people, scale_of(config.scale) if config.judges else None)]
    missing = sum(cell.dialogues for cell in ahead)
    told = f"{counted(len(grid.cells), 'cell')}, {counted(round(missing), 'dialogue')} to be made"
    Paper().print(told)
    print_forecast(roles)


def _bank(config: StudyConfig, grid: Grid) -> BankAhead:
    if grid.bank is not None:
        return forecast_bank(compose(grid.bank.command, (*grid.bank.words, "dry_run=true")))
    stored, _ = open_personas(grid.personas)
    people = [(one.persona, one.post) for one in stored[: config.n]]
    return BankAhead([], people, len(people))


def _cell(cell: Cell, simulation: SimulateConfig, personas: float, config: StudyConfig, out: Path) -> CellAhead:
    record = out / STEPS / f"{cell.name}.json"
    undone = [step for step in cell.steps if not is_done(step, record)]
    missing = max(0.0, personas - _made(cell.folder)) if cell.simulate in undone else 0.0
    judged = {name: step for name, step in zip(config.judges, cell.steps[1:], strict=False) if step in undone}
    lms = {name: (compose(step.command, step.words).judge_lm, personas) for name, step in judged.items()}
    return CellAhead(cell.generator, simulation, missing, lms)


def _made(folder: Path) -> int:
    """Return how many dialogues of a cell are not to be asked for again."""
    if not (folder / FILE).is_file():
        return 0
    with CorpusStore.open_existing(folder) as store:
        run = store.last_run()
        rows = store.run_dialogues(run) if run is not None else ()
        return sum(row["status"] not in (None, ProviderFailure.status) for row in rows)
