"""From the folders of the cells to what the study says: `StudyFindings`."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ..evaluation.agreement.study import EVERYBODY, Design, agreement
from ..evaluation.agreement.table import tables
from ..evaluation.study.findings import Judges, Sample, StudyFindings
from ..evaluation.study.observations import Observations
from ..evaluation.study.outcome import outcome_findings
from ..evaluation.study.progress import PEOPLE
from ..signatures import Dialogue, Persona, Rating, mentions_crisis
from .casting import OFFLINE_ENGINE, cast
from .progress import phase
from .record import versions
from .schema import SimulateConfig, StudyConfig
from .sources import open_personas
from .study_account import account
from .study_cells import DONE
from .study_grid import Grid
from .study_threats import about, threats_of
from .study_values import CellValues, observations, values_of
from .study_words import folders_typed
from .study_yardsticks import Yardsticks

SAMPLES = 2
"""Personas whose dialogues are shown side by side."""


def gather(
    config: StudyConfig,
    grid: Grid,
    configs: Mapping[str, SimulateConfig],
    states: Mapping[str, str],
    typed: Sequence[str],
) -> tuple[StudyFindings, list[Observations]]:
    """Return what the study says, and the observations that it rests on.

    Args:
        configs: name of each cell → the configuration of its simulation.
        states: name of each cell → how it ended.
        typed: the words that made the study, as they were typed.
    """
    yardsticks, found = Yardsticks(config), dict[str, CellValues]()
    with phase("cells read", len(grid.cells)) as progress:
        for cell in grid.cells:
            found[cell.name] = values_of(cell, configs[cell.name], yardsticks)
            progress.advance()
    people = open_personas(grid.personas)[0][: config.n]
    measured = list(observations(grid, found, yardsticks, [one.id for one in people]))
    study, flags = config.study, folders_typed(typed)
    lms = {cell.generator: cast(configs[cell.name]).supporter for cell in grid.cells}
    with phase("effects", len(measured)) as progress:
        outcomes = []
        for one in measured:
            outcomes.append(outcome_findings(one, baseline=grid.baseline, full=grid.full, resamples=config.resamples))
            progress.advance()
    return StudyFindings(
        title=study.title,
        question=study.question,
        generators=grid.generators,
        frameworks=grid.frameworks,
        seeds=grid.seeds,
        baseline=grid.baseline,
        full=grid.full,
        about_levels={name: about(lm) for name, lm in lms.items()}
        | {name: what for name, what in study.about.items() if name in grid.frameworks},
        common=grid.common,
        personas=len(people),
        made_by=_made_by(config, found),
        cells=tuple(
            account(cell, found[cell.name], states.get(cell.name, DONE), len(people), flags) for cell in grid.cells
        ),
        outcomes=tuple(outcomes),
        judges=_judges([rating for one in found.values() for rating in one.ratings], yardsticks, config.resamples),
        samples=tuple(_samples(grid, found)),
        threats=tuple(threats_of(grid, configs, lms, people)),
        command=shlex.join(["socialsim", "study", *typed]),
        seed=0,
        resamples=config.resamples,
        versions=versions(),
        reference=PEOPLE,
        offline=tuple(name for name, lm in lms.items() if lm.engine == OFFLINE_ENGINE),
    ), measured


def _made_by(config: StudyConfig, found: Mapping[str, CellValues]) -> str:
    """Return who made the personas that the dialogues are about."""
    makers = dict.fromkeys(maker for one in found.values() for maker in one.makers)
    return ", ".join(makers) or str(config.personas)


def _judges(ratings: list[Rating], yardsticks: Yardsticks, resamples: int) -> Judges:
    """Return who rated, how much of it is missing, and how far several of them agree."""
    named = [replace(one, rater=yardsticks.judges[one.rater]) for one in ratings]
    raters = tuple(dict.fromkeys(yardsticks.judges.values()))
    counts = {
        rater: (
            sum(one.rater == rater for one in named),
            sum(one.rater == rater and one.value is None for one in named),
        )
        for rater in raters
    }
    if len(raters) < 2:
        return Judges(raters, counts)
    design = Design({EVERYBODY: raters}, resamples=resamples)
    rated = tables([one for one in named if one.value is not None])
    return Judges(raters, counts, tuple(figure for table in rated for figure in agreement(table, design)))


def _samples(grid: Grid, found: Mapping[str, CellValues]) -> Iterator[Sample]:
    """Yield the first personas, with what each cell of the first seed made of them; those in no crisis come first."""
    cells = [cell for cell in grid.cells if cell.seed == grid.seeds[0]]
    talks = {(cell.generator, cell.framework): _by_persona(found[cell.name]) for cell in cells}
    known: dict[str, Sample] = {}
    for unit in dict.fromkeys(str(row["persona_id"]) for cell in cells for row in found[cell.name].rows):
        made = {where: one[unit] for where, one in talks.items() if unit in one}
        persona = next((persona for _, persona in made.values() if persona is not None), None)
        if persona is not None:
            dialogues = {where: dialogue for where, (dialogue, _) in made.items()}
            known[unit] = Sample(persona, grid.seeds[0], dialogues)
    yield from sorted(known.values(), key=_speaks_of_crisis)[:SAMPLES]


def _by_persona(found: CellValues) -> dict[str, tuple[Dialogue, Persona | None]]:
    return {unit: (dialogue, persona) for unit, dialogue, persona in found.dialogues.values()}


def _speaks_of_crisis(sample: Sample) -> bool:
    turns = (turn for dialogue in sample.dialogues.values() for turn in dialogue.turns)
    return any(turn.speaker == "seeker" and mentions_crisis(turn.text) for turn in turns)
