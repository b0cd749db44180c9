"""What can be known to be wrong with a study is found before anything is made, and before anybody is paid."""

from __future__ import annotations

from dataclasses import replace

from ..generators import LMConfig, Session, build_lm
from .casting import cast, make_simulation, policy
from .entries import open_dialogues
from .judging import refuse_rules
from .schema import JudgeConfig, SimulateConfig
from .sources import open_personas
from .start import budget_of, check_numbers
from .study_grid import Grid
from .study_steps import compose


def look_over(grid: Grid, dry_run: bool = False) -> dict[str, SimulateConfig]:
    """Compose every step and reach for every LM, so that what is wrong is known before anything is made.

    Args:
        dry_run: nobody will be called, so no key is needed.

    Returns:
        Name of each cell → the configuration of its simulation.

    Raises:
        ConfigurationError, InputError: what the first wrong command would say.
    """
    session, found = Session(), dict[str, SimulateConfig]()
    if grid.bank is None:
        open_personas(grid.personas)
    for test in dict.fromkeys(path for cell in grid.cells for path in cell.tested):
        with open_dialogues(str(test)):
            pass  # it can be read
    for cell in grid.cells:
        found[cell.name] = config = compose(cell.simulate.command, cell.simulate.words)
        roles = cast(config)
        check_numbers(config)
        make_simulation(config.program, LMConfig(), LMConfig(), checks=policy(config.checks))
        budget_of(config.budget, roles)
        lms = list(roles.all())
        for step in cell.steps[1:]:
            composed = compose(step.command, step.words)
            if isinstance(composed, JudgeConfig) and composed.judge_lm is not None:
                refuse_rules(composed.judge_lm)
                lms.append(composed.judge_lm)
        for lm in lms:
            build_lm(replace(lm, api_key_env=None) if dry_run else lm, session)
    if grid.bank is not None:
        compose(grid.bank.command, grid.bank.words)
    return found
