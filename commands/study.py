"""`socialsim study`: grids of simulations, what they show of generators and frameworks, and a report of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from ..evaluation.report.blocks import Text
from ..evaluation.report.write import files
from ..evaluation.study.answer import answer
from ..evaluation.study.sections import report
from ..signatures import BudgetReached, InputError, counted
from .launch import TYPED
from .plain import Paper, as_text, plain
from .schema import StudyConfig
from .study_cells import DONE, make_bank, make_cells, states_of
from .study_data import findings_data, observations_csv, report_data
from .study_dry import print_study_forecast
from .study_files import PAGE, VALUES, folder_of, write
from .study_gather import gather
from .study_grid import grid_of
from .study_preflight import look_over
from .study_settings import CROSS, EXPERTS, SCALING, check_settings, simulates
from .study_steps import SPENT

_OF_RUNS = ("part=", "hydra/", "hydra.", "dry_run=")
OTHERS = {SCALING: "study_scaling", CROSS: "study_cross", EXPERTS: "study_experts"}
"""Kinds of studies that are no grids → the module that makes their report."""


def run(config: StudyConfig) -> None:
    """Do what is missing of the study in `config.out`, and write its report.

    Raises:
        InputError: some cells are not done; the report has the others.
    """
    check_settings(config)
    out = folder_of(config)
    if config.study.kind in OTHERS and not config.dry_run:
        if simulates(config):
            config = replace(config, corpora=[*config.corpora, *_simulated(config, out)], words=[])
        found = import_module(f"{__package__}.{OTHERS[config.study.kind]}").run(config, out)
        write(out, files(found), report_data(found))
        _print(found.title, [block.text for block in found.lead if isinstance(block, Text) and block.lead], out)
        return
    grid = grid_of(config, out)
    configs = look_over(grid, config.dry_run)
    if config.dry_run:
        print_study_forecast(config, grid, configs, out)
        return
    if config.part in ("all", "bank"):
        make_bank(grid, out)
    if config.part == "bank":
        return
    states = states_of(grid.cells, out) if config.part == "report" else make_cells(grid.cells, out)
    if config.part in ("all", "report"):
        try:
            findings, measured = gather(config, grid, configs, states, _typed())
            if not measured:
                raise InputError(f"{out}: nothing was measured in any of the {len(grid.cells)} cells{_first(states)}")
            write(out, files(report(findings)) | {VALUES: observations_csv(measured)}, findings_data(findings))
        except KeyboardInterrupt:
            raise KeyboardInterrupt(
                f"stopped: the cells in {out} are made; the same command writes the report"
            ) from None
        _print(findings.title, [answer(findings)], out)
    _tell_of_the_rest(states, out)


def _tell_of_the_rest(states: dict[str, str], out: Path) -> None:
    """End as an ordinary run ends that could not do everything.

    Raises:
        InputError: some cells are not done, and may be when the same command is run again.
        BudgetReached: all are done but those that have spent their budget.
    """
    spent = {name: state for name, state in states.items() if SPENT in state}
    lacking = {name: state for name, state in states.items() if state != DONE and name not in spent}
    if lacking:
        cells = counted(len(lacking), "cell")
        raise InputError(f"{cells} of {len(states)} not done{_first(lacking)}; the same command tries again")
    if spent:
        first = next(iter(spent.values())).partition(f"{SPENT}: ")[2]
        raise BudgetReached(first, f"in {len(spent)} of the {len(states)} cells of {out}, which are left as they are")


def _simulated(config: StudyConfig, out: Path) -> list[str]:
    """Return the folders of the corpora that the generators make for a study that is of corpora.

    Raises:
        InputError: one of them cannot be made to the end.
    """
    grid = grid_of(config, out)
    look_over(grid)
    make_bank(grid, out)
    states = make_cells(grid.cells, out)
    if any(state != DONE for state in states.values()):
        raise InputError(f"not all corpora are made{_first(states)}; run it again")
    return [str(cell.folder) for cell in grid.cells]


def _first(states: dict[str, str]) -> str:
    name, why = next(((name, state) for name, state in states.items() if state != DONE), ("", ""))
    return f"; the first: {plain(name)}: {why}" if name else ""


def _typed() -> tuple[str, ...]:
    """Return the words that the study was made with, less those that say which part of it, and where it runs."""
    return tuple(word for word in TYPED if word not in ("-m", "--multirun") and not word.startswith(_OF_RUNS))


def _print(title: str, said: Iterable[str | tuple[str, ...]], out: Path) -> None:
    paper = Paper()
    paper.print(as_text(title, "bold"), soft_wrap=True)
    for text in said:
        paper.print(as_text(text if isinstance(text, str) else "\n".join(text)), soft_wrap=True)
    paper.print(as_text(f"\nThe report: {plain(str(out / PAGE))}"), soft_wrap=True)
