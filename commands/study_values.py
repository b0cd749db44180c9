"""What was measured in the cells of a study, read from their folders: a value for each outcome, unit and cell."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np

from ..cache import CHECK_FAILED, DONE, CorpusStore
from ..cache.cards import persona_of
from ..cache.ratings import RATINGS, RatingBook
from ..evaluation.measure import Array
from ..evaluation.study.observations import Observations, Outcome
from ..programs.checks import Case, check, quality
from ..programs.checks.persona import PersonaConsistency
from ..programs.rating import Rater
from ..signatures import TAXONOMIES, Dialogue, Persona, Rating, Turn, Verdict
from .judge_report import AVERAGE
from .schema import SimulateConfig
from .study_grid import EVALUATIONS, Cell, Grid
from .study_yardsticks import FORM, HELD, PERSONA, SOUND, Yardsticks

_OF_REPLIES = ("BLEU-2", "ROUGE-L", "F1")
"""Metrics of `evaluate` that say something of a single reply, and are the outcomes of a test set."""

_DECIDING = ("program", "checks", "lm", "seeker_lm", "supporter_lm", "seed")
"""Keys of a simulation that say by what and how a dialogue is made."""

Values = dict[str, float]
"""Unit → value."""
Talk = tuple[str, Dialogue, Persona | None]
"""Id of the persona, what was said, who the persona is."""


@dataclass
class CellValues:
    """What one cell has of each outcome, and what its account is made of."""

    rows: list[dict[str, object]] = field(default_factory=list)
    """Its dialogues, as the store tells of them."""
    dialogues: dict[str, Talk] = field(default_factory=dict)
    """Id of each finished one → its persona's id, itself, its persona."""
    values: dict[str, Values] = field(default_factory=dict)
    ratings: list[Rating] = field(default_factory=list)
    makers: tuple[str, ...] = ()
    """Who made its personas."""


def values_of(cell: Cell, config: SimulateConfig, yardsticks: Yardsticks) -> CellValues:
    """Return what is in a cell's folder; nothing where it was never made, or last by another configuration.

    Args:
        config: of the simulation that makes it.
    """
    found, program = CellValues(), config.program
    if not (cell.folder / "corpus.db").is_file():
        return found
    with CorpusStore.open_existing(cell.folder) as store:
        run = store.last_run()
        if run is None or not _made_by(config, store.run_config(run)):
            return found
        found.rows = list(store.run_dialogues(run))
        for row in found.rows:
            if row["status"] in (DONE, CHECK_FAILED):
                dialogue = store.dialogue(str(row["id"]))
                found.dialogues[str(row["id"])] = str(row["persona_id"]), dialogue, persona_of(store, dialogue)
        found.makers = tuple(dict.fromkeys(one.generator for one in store.personas()))
    asked: dict[str, Any] = {"shortest": program.min_turns, "taxonomy": TAXONOMIES[program.taxonomy]}
    for unit, dialogue, persona in found.dialogues.values():
        results = check(Case.of(_bare(dialogue), **asked))
        _take(found, FORM, unit, quality(results))
        _take(found, SOUND, unit, float(all(one.verdict != Verdict.FAILED for one in results)))
        for one in results:
            _take(found, f"{FORM}: {one.check}", unit, one.score)
        (held,) = check(Case.of(dialogue, persona, **asked), [PersonaConsistency()]) if persona else (None,)
        _take(found, HELD, unit, held.score if held else None)
    _ratings(cell, found, yardsticks)
    for step in cell.steps:  # and no others: what a study was once asked for may lie there still
        if step.command == "evaluate":
            _replies(cell.folder, step.name, found, yardsticks)
    return found


def _made_by(config: SimulateConfig, run: Mapping[str, Any]) -> bool:
    """Return whether a run was of this configuration, as far as it decides what is said."""
    wanted = json.loads(json.dumps(asdict(config)))
    return all(run.get(key) == wanted[key] for key in _DECIDING)


def observations(
    grid: Grid, found: Mapping[str, CellValues], yardsticks: Yardsticks, personas: Sequence[str]
) -> Iterator[Observations]:
    """Yield each outcome over the grid, less those of which there is nothing.

    Parts of the form come last.

    Args:
        personas: ids of all whom the dialogues are to be about, whether any cell has come to them or not.
    """
    for outcome in (*yardsticks.outcomes.values(), *_parts(found.values())):
        units = tuple(personas) if outcome.unit == PERSONA else _tested(outcome, found.values())
        values = _over_grid(grid, outcome, units, found)
        if np.isfinite(values).any():
            yield Observations(outcome, grid.generators, grid.frameworks, grid.seeds, units, values)


def _parts(cells: Iterable[CellValues]) -> list[Outcome]:
    """Return the checks of form that tell anything apart, each as an outcome; none where only one does: that is it."""
    seen: dict[str, set[float]] = {}
    for cell in cells:
        for name, values in cell.values.items():
            if name.startswith(f"{FORM}: "):
                seen.setdefault(name, set()).update(values.values())
    telling = [name for name, values in seen.items() if len(values) > 1]
    return [
        Outcome(name, "higher", (0, 1), PERSONA, f"the check {name.removeprefix(f'{FORM}: ')} alone", steers=True)
        for name in (telling if len(telling) > 1 else ())
    ]


def _over_grid(grid: Grid, outcome: Outcome, units: Sequence[str], found: Mapping[str, CellValues]) -> Array:
    shape = (len(grid.generators), len(grid.frameworks), len(grid.seeds))
    values = np.full((*shape, len(units)), np.nan)
    for number, cell in enumerate(grid.cells):  # generators, frameworks, seeds: the order of the axes
        known = found[cell.name].values.get(outcome.name, {})
        values[np.unravel_index(number, shape)] = [known.get(unit, math.nan) for unit in units]
    return values


def _tested(outcome: Outcome, cells: Iterable[CellValues]) -> tuple[str, ...]:
    """Return the dialogues of the test set of which any cell has a value."""
    return tuple(dict.fromkeys(unit for cell in cells for unit in cell.values.get(outcome.name, {})))


def _bare(dialogue: Dialogue) -> Dialogue:
    """Return what was said, and nothing that only some frameworks have."""
    turns = tuple(Turn(speaker=turn.speaker, text=turn.text) for turn in dialogue.turns)
    return dialogue.model_copy(update={"turns": turns})


def _take(found: CellValues, name: str, unit: str, value: float | None) -> None:
    if value is not None:
        found.values.setdefault(name, {})[unit] = value


def _ratings(cell: Cell, found: CellValues, yardsticks: Yardsticks) -> None:
    """Add what the judges of the study said; a dimension counts where all of them have rated it."""
    if not yardsticks.judges or not (cell.folder / RATINGS).is_file():
        return
    with RatingBook.open_existing(cell.folder / RATINGS) as book:
        said = book.all(Rater(yardsticks.scale).kept_as)
    found.ratings = [one for one in said if one.rater in yardsticks.judges and one.item in found.dialogues]
    of_item: dict[str, dict[str, list[float]]] = {}
    for one in found.ratings:
        if one.value is not None:
            of_item.setdefault(one.item, {}).setdefault(one.dimension, []).append(one.value)
    asked = [one.name for one in yardsticks.scale.dimensions]
    for item, dimensions in of_item.items():
        means = {name: fmean(rated) for name, rated in dimensions.items() if len(rated) == len(yardsticks.judges)}
        if AVERAGE in yardsticks.outcomes and all(name in means for name in asked):
            means[AVERAGE] = fmean(means[name] for name in asked)
        for name, value in means.items():
            if yardsticks.rated(name) in yardsticks.outcomes:
                _take(found, yardsticks.rated(name), found.dialogues[item][0], value)


def _replies(cell: Path, step: str, found: CellValues, yardsticks: Yardsticks) -> None:
    """Add the mean of each test dialogue's replies, by the metrics that say something of one reply."""
    scores = cell / EVALUATIONS[step] / "scores.csv"
    if not scores.is_file():
        return
    with scores.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    name = step.removeprefix("evaluate").strip()
    for metric in (one for one in _OF_REPLIES if rows and one in rows[0]):
        of_dialogue: dict[str, list[float]] = {}
        for row in rows:
            if row[metric]:
                of_dialogue.setdefault(row["dialogue"], []).append(float(row[metric]))
        known = yardsticks.of_test(name, metric)
        for unit, values in of_dialogue.items():
            _take(found, known, unit, fmean(values))


def usage_of(rows: Iterable[Mapping[str, object]]) -> dict[str, int]:
    """Return what the dialogues of a cell took, over all LMs: every count that usage has, added up."""
    total: dict[str, int] = {}
    for row in rows:
        for counts in json.loads(str(row["usage"] or "{}")).values():
            for name, count in counts.items():
                if isinstance(count, int):
                    total[name] = total.get(name, 0) + count
    return total
