"""`socialsim study`: grids of simulations, what they show of generators and frameworks, and a report of it."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from ..cache import FILE
from ..cache.ratings import RATINGS
from ..evaluation.report.blocks import Plot, Report, Text
from ..evaluation.report.write import files
from ..evaluation.study.answer import answer
from ..evaluation.study.findings import StudyFindings
from ..evaluation.study.observations import Observations
from ..evaluation.study.sections import report
from ..evaluation.study.threats import threats
from ..generators.chatbots import FILE as CHATBOT
from ..signatures import BudgetReached, ConfigurationError, InputError, counted
from .files import put_in_place
from .launch import TYPED
from .plain import Paper, as_text, plain
from .schema import StudyConfig
from .start import check_folder
from .study_cells import DONE, make_bank, make_cells, states_of
from .study_dry import print_study_forecast
from .study_gather import gather
from .study_grid import grid_of
from .study_preflight import look_over
from .study_steps import SPENT

GRID = "grid"
_OF_RUNS = ("part=", "hydra/", "hydra.", "dry_run=")
PARTS = ("all", "bank", "cells", "report")
OTHERS = {"scaling": "study_scaling", "cross_dataset": "study_cross", "experts": "study_experts"}
"""Kinds of studies that are no grids → the module that makes their report."""
PAGE, FINDINGS, VALUES = "report.html", "study.json", "observations.csv"


def run(config: StudyConfig) -> None:
    """Do what is missing of the study in `config.out`, and write its report.

    Raises:
        InputError: some cells are not done; the report has the others.
    """
    out, simulates = _checked(config), bool(config.study.frameworks and (config.generators or not config.corpora))
    if config.dry_run:
        if not simulates:
            Paper().print(f"{plain(config.study.title)} asks no LM; what it takes is this machine's time")
            return
        grid = grid_of(config, out)
        print_study_forecast(config, grid, look_over(grid), out)
        return
    if config.study.kind in OTHERS:
        if simulates:
            config = replace(config, corpora=[*config.corpora, *_simulated(config, out)], words=[])
        found = import_module(f"{__package__}.{OTHERS[config.study.kind]}").run(config, out)
        _write(out, files(found) | {FINDINGS: _dumped(_without_plots(found))})
        _print(found.title, [block.text for block in found.lead if isinstance(block, Text) and block.lead], out)
        return
    grid = grid_of(config, out)
    configs = look_over(grid)
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
            _write(out, files(report(findings)) | {FINDINGS: _as_json(findings), VALUES: _as_csv(measured)})
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
        cells = counted(len(spent), "cell")
        raise BudgetReached(first, f"{cells} of {len(states)} in {out} have spent theirs and are left as they are")


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


def _checked(config: StudyConfig) -> Path:
    """Return the study's folder, once what needs no model is known to make sense."""
    known = (GRID, *OTHERS)
    if config.study.kind not in known:
        raise ConfigurationError(f"study.kind={config.study.kind}: there is no such kind; there are {', '.join(known)}")
    if config.part not in PARTS:
        raise ConfigurationError(f"part={config.part}: there is no such part; there are {', '.join(PARTS)}")
    for name, least in (("n", 1), ("test_n", 1), ("resamples", 100)):
        value = getattr(config, name)
        if value is not None and value < least:
            raise ConfigurationError(f"{name}={value}: has to be {least} or more")
    for needed in ("matplotlib", "statsmodels"):
        if find_spec(needed) is None:
            raise ConfigurationError(f"a study's report needs {needed}: pip install 'socialsim[study]'")
    for key, useless in (
        ("corpora", config.corpora and config.study.kind == GRID),
        ("ratings", config.ratings and config.study.kind != "experts"),
        ("test_n", config.test_n is not None and config.test is None and config.study.kind == GRID),
    ):
        if useless:
            raise ConfigurationError(f"{key}={getattr(config, key)}: does nothing here; leave it out")
    out = check_folder(config.out)
    if any((out / name).exists() for name in (FILE, RATINGS, CHATBOT)):
        raise InputError(f"out={config.out}: is the folder of something else; say another out=DIR")
    return out


def _first(states: dict[str, str]) -> str:
    name, why = next(((name, state) for name, state in states.items() if state != DONE), ("", ""))
    return f"; the first: {plain(name)}: {why}" if name else ""


def _typed() -> tuple[str, ...]:
    """Return the words that the study was made with, less those that say which part of it, and where it runs."""
    return tuple(word for word in TYPED if word not in ("-m", "--multirun") and not word.startswith(_OF_RUNS))


def _write(out: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        with put_in_place(out / name) as stream:
            stream.write(text)


def _print(title: str, said: Iterable[str | tuple[str, ...]], out: Path) -> None:
    paper = Paper()
    paper.print(as_text(title, "bold"), soft_wrap=True)
    for text in said:
        paper.print(as_text(text if isinstance(text, str) else "\n".join(text)), soft_wrap=True)
    paper.print(as_text(f"\nThe report: {plain(str(out / PAGE))}"), soft_wrap=True)


def _as_json(findings: StudyFindings) -> str:
    """Return the findings less the sample dialogues, which are in the cells."""
    found = asdict(findings) | {"threats": threats(findings)}
    del found["samples"]
    return _dumped({"answer": answer(findings)} | found)


def _without_plots(report: Report) -> dict[str, object]:
    """Return what a report says in texts and tables."""
    parts = [("", report.lead), *((section.title, section.blocks) for section in report.sections)]
    said = [(title, [asdict(one) for one in blocks if not isinstance(one, Plot)]) for title, blocks in parts]
    return {"title": report.title, "sections": dict(said), "footer": report.footer}


def _dumped(found: object) -> str:
    return json.dumps(_finite(found), ensure_ascii=False, indent=2, allow_nan=False, default=str) + "\n"


def _finite(value: object) -> object:
    """Return the value with None in the place of numbers that JSON does not know."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict):
        return {str(key): _finite(one) for key, one in value.items()}
    return [_finite(one) for one in value] if isinstance(value, list | tuple) else value


def _as_csv(measured: Iterable[Observations]) -> str:
    """Return every value of every outcome, a line each; empty where it is missing."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["outcome", "generator", "framework", "seed", "unit", "value"])
    for one in measured:
        for (g, f, s, u), value in _cells(one):
            where: Sequence[object] = (one.generators[g], one.frameworks[f], one.seeds[s], one.units[u])
            writer.writerow([one.outcome.name, *where, f"{value:.12g}" if math.isfinite(value) else ""])
    return file.getvalue()


def _cells(one: Observations) -> Iterable[tuple[tuple[int, ...], float]]:
    import numpy as np

    return ((place, float(value)) for place, value in np.ndenumerate(one.values))
