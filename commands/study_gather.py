"""From the folders of the cells to what the study says: `StudyFindings`."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..evaluation.agreement.study import EVERYBODY, Design, agreement
from ..evaluation.agreement.table import tables
from ..evaluation.study.findings import Judges, Sample, StudyFindings
from ..evaluation.study.observations import Observations
from ..evaluation.study.outcome import outcome_findings
from ..evaluation.study.progress import PEOPLE
from ..generators import LMConfig
from ..generators.build import name_of
from ..signatures import Dialogue, Persona, Rating, mentions_crisis
from .casting import OFFLINE_ENGINE, REMOTE_ENGINE, cast
from .progress import phase
from .record import versions
from .schema import SimulateConfig, StudyConfig
from .sources import open_personas
from .study_account import account
from .study_cells import DONE
from .study_grid import COMPILED, Grid
from .study_values import CellValues, observations, values_of
from .study_yardsticks import Yardsticks

SAMPLES = 2
"""Personas whose dialogues are shown side by side."""


def gather(
    config: StudyConfig,
    grid: Grid,
    configs: Mapping[str, SimulateConfig],
    states: Mapping[str, str],
    typed: tuple[str, ...],
) -> tuple[StudyFindings, list[Observations]]:
    """Return what the study says, and the observations that it rests on.

    Args:
        configs: name of each cell → the configuration of its simulation.
        states: name of each cell → how it ended.
        typed: the words that made the study.
    """
    yardsticks, found = Yardsticks(config), dict[str, CellValues]()
    with phase("cells read", len(grid.cells)) as progress:
        for cell in grid.cells:
            found[cell.name] = values_of(cell, configs[cell.name].program, yardsticks)
            progress.advance()
    personas = [one.id for one in open_personas(grid.personas)[0][: config.n]]
    measured = list(observations(grid, found, yardsticks, personas))
    study = config.study
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
        about_levels={name: _about(lm) for name, lm in lms.items()}
        | {name: what for name, what in study.about.items() if name in grid.frameworks},
        common=grid.common,
        personas=len(personas),
        made_by=_made_by(config, found),
        cells=tuple(account(cell, found[cell.name], states.get(cell.name, DONE), len(personas)) for cell in grid.cells),
        outcomes=tuple(outcomes),
        judges=_judges([rating for one in found.values() for rating in one.ratings], yardsticks, config.resamples),
        samples=tuple(_samples(grid, found)),
        threats=tuple(_threats(lms, _tuned(configs, grid))),
        command=shlex.join(["socialsim", "study", *typed]),
        seed=0,
        resamples=config.resamples,
        versions=versions(),
        reference=PEOPLE,
        offline=tuple(name for name, lm in lms.items() if lm.engine == OFFLINE_ENGINE),
    ), measured


def _about(lm: LMConfig) -> str:
    """Return what a generator is: its model, and how it was asked."""
    if lm.engine == OFFLINE_ENGINE:
        return f"rules, no LLM; skill {lm.skill:g}"
    asked = [f"{name} {value:g}" for name, value in (("temperature", lm.temperature),) if value is not None]
    return ", ".join([name_of(lm), *asked])


def _tuned(configs: Mapping[str, SimulateConfig], grid: Grid) -> tuple[list[str], list[str]]:
    """Return the frameworks whose cells have something that an optimizer found, and those whose cells have not."""
    having = {cell.framework for cell in grid.cells if configs[cell.name].program.compiled}
    return [one for one in grid.frameworks if one in having], [one for one in grid.frameworks if one not in having]


def _threats(lms: Mapping[str, LMConfig], tuned: tuple[list[str], list[str]]) -> Iterator[str]:
    """Yield what the settings show and the numbers do not."""
    having, lacking = tuned
    if having and lacking and having != [COMPILED]:
        yield (
            f"What was compiled fits {', '.join(having)} only; {', '.join(lacking)} had no demonstrations, so part of "
            "the difference may be these."
        )
    models = {name: lm for name, lm in lms.items() if lm.engine != OFFLINE_ENGINE}
    if len({lm.temperature for lm in models.values()}) > 1:
        yield "The generators were not asked at one temperature; part of how they differ is that."
    if any(lm.engine == REMOTE_ENGINE for lm in models.values()):
        yield (
            "Not every server honours a seed, and models behind one name change: the answers are kept with the study, "
            "and a study made anew elsewhere may differ."
        )


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
