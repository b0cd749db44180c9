"""What was measured in the cells of a study, read from their folders: a value for each outcome, unit and cell."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean

import numpy as np

from ..cache import CHECK_FAILED, DONE, CorpusStore
from ..cache.cards import persona_of
from ..cache.ratings import RATINGS, RatingBook
from ..evaluation.study.observations import Observations, Outcome
from ..generators import build_lm, lm_identity
from ..programs.checks import Case, check, quality
from ..programs.rating import Rater
from ..signatures import Dialogue, Persona, Rating, Scale, Turn
from .judge_report import AVERAGE
from .judge_scale import scale_of
from .schema import StudyConfig
from .study_grid import Cell, Grid
from .study_steps import compose

PERSONA, TEST = "persona", "test dialogue"
_OF_REPLIES = ("BLEU-2", "ROUGE-L", "F1")
"""Metrics of `evaluate` that say something of a single reply, and are the outcomes of a test set."""

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


class Yardsticks:
    """The outcomes of a study, in the order in which they are told; the first is what the answer is about."""

    def __init__(self, config: StudyConfig) -> None:
        self.scale: Scale = scale_of(config.scale)
        self.judges = {
            lm_identity(build_lm(compose("judge", ["path=-", f"lm@judge_lm={name}"]).judge_lm)): name
            for name in config.judges
        }
        """Identity of each judge → what the user calls it."""
        self.outcomes: dict[str, Outcome] = {}
        if self.judges:
            self._of_judges()
        self._by_rules("quality", f"mean score of the rules' checks of what was said alone, {_BLIND}")
        self._by_rules("accepted", "share of the finished dialogues that the checks accept, after their repairs")
        self._by_rules("consistency", f"score of the check of the seeker against the persona, {_INFERRED}")

    def of_test(self, name: str, metric: str) -> str:
        """Return the name of the outcome of a metric on the test set, which is one from here on."""
        known = f"{name} {metric}".strip()
        if known not in self.outcomes:
            who = "a chatbot tuned on the cell's corpus" if name else "the cell's supporter"
            about = f"{metric} of the replies of {who} on the test set; the mean of each dialogue's replies"
            self.outcomes[known] = Outcome(known, "higher", (0, math.inf), TEST, about)
        return known

    def _of_judges(self) -> None:
        bounds = (self.scale.lowest, self.scale.highest)
        who = " and ".join(self.judges.values())
        names = [one.name for one in self.scale.dimensions]
        if len(names) > 1 and not self.scale.differences:
            names = [AVERAGE, *names]
        for name in names:
            what = f"mean over the dimensions of {self.scale.name}" if name == AVERAGE else f"{name}, {self.scale.name}"
            about = f"{what}, rated from {bounds[0]:g} to {bounds[1]:g} by {who}"
            self.outcomes[name] = Outcome(name, "higher", bounds, PERSONA, about)

    def _by_rules(self, name: str, about: str) -> None:
        self.outcomes[name] = Outcome(name, "higher", (0, 1), PERSONA, about, steers=True)


_BLIND = "blind to personas, reasoning and strategies, so that it is the same yardstick for all frameworks"
_INFERRED = (
    "in all cells; a seeker that knows the post alone may contradict without fault what the persona's maker inferred"
)


def values_of(cell: Cell, yardsticks: Yardsticks) -> CellValues:
    """Return what is in a cell's folder; nothing where it was never made."""
    found = CellValues()
    if not (cell.folder / "corpus.db").is_file():
        return found
    with CorpusStore.open_existing(cell.folder) as store:
        run = store.last_run()
        found.rows = list(store.run_dialogues(run)) if run is not None else []
        for row in found.rows:
            if row["status"] in (DONE, CHECK_FAILED):
                dialogue = store.dialogue(str(row["id"]))
                found.dialogues[str(row["id"])] = str(row["persona_id"]), dialogue, persona_of(store, dialogue)
                _take(found, "accepted", str(row["persona_id"]), float(row["status"] == DONE))
        found.makers = tuple(dict.fromkeys(one.generator for one in store.personas()))
    for unit, dialogue, persona in found.dialogues.values():
        _take(found, "quality", unit, quality(check(Case.of(_bare(dialogue)))))
        judged = (one.score for one in check(Case.of(dialogue, persona)) if one.check == "persona")
        _take(found, "consistency", unit, next(judged, None))
    _ratings(cell, found, yardsticks)
    _replies(cell.folder / "evaluation", "", found, yardsticks)
    _replies(cell.folder / "chatbot-evaluation", "chatbot", found, yardsticks)
    return found


def observations(grid: Grid, found: Mapping[str, CellValues], yardsticks: Yardsticks) -> Iterator[Observations]:
    """Yield each outcome over the grid, less those of which there is nothing."""
    shape = (len(grid.generators), len(grid.frameworks), len(grid.seeds))
    for outcome in yardsticks.outcomes.values():
        units = _units(outcome, found.values())
        values = np.full((*shape, len(units)), np.nan)
        for number, cell in enumerate(grid.cells):  # generators, frameworks, seeds: the order of the axes
            known = found[cell.name].values.get(outcome.name, {})
            values[np.unravel_index(number, shape)] = [known.get(unit, math.nan) for unit in units]
        if np.isfinite(values).any():
            yield Observations(outcome, grid.generators, grid.frameworks, grid.seeds, units, values)


def _units(outcome: Outcome, cells: Iterable[CellValues]) -> tuple[str, ...]:
    """Return the units of an outcome: all personas, or the dialogues of the test set, with a value or without."""
    if outcome.unit == PERSONA:
        rows = (str(row["persona_id"]) for cell in cells for row in cell.rows if row["persona_id"])
        return tuple(dict.fromkeys(rows))
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
            if name in yardsticks.outcomes:
                _take(found, name, found.dialogues[item][0], value)


def _replies(folder: Path, name: str, found: CellValues, yardsticks: Yardsticks) -> None:
    """Add the mean of each test dialogue's replies, by the metrics that say something of one reply."""
    if not (folder / "scores.csv").is_file():
        return
    with (folder / "scores.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
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
