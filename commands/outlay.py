"""What a search takes at most: `socialsim optimize dry_run=true`."""

from __future__ import annotations

from collections.abc import Mapping

from ..optimizers import Settings, Task
from ..optimizers.outlay import outlay
from ..programs import Simulation, SingleShot
from ..programs.parts import Message, Reply
from .bank import CALLS_PER_POST
from .casting import calls_per_dialogue
from .plain import Paper, as_text
from .schema import OptimizeConfig, OptimizerConfig

FOOTNOTE = (
    "Nothing was called. These are the most; answers that are kept cost nothing again. Posts that have to be made "
    "personas first take two calls each, and answers that cannot be read are asked again. socialsim simulate "
    "dry_run=true says what a dialogue costs."
)


def calls_per_run(config: OptimizeConfig, task: Task) -> int:
    """Return how many calls one run of the program on one example takes, if every answer can be read."""
    if isinstance(task.program, (Simulation, SingleShot)):
        return calls_per_dialogue(config.program)
    if isinstance(task.program, Reply):
        nodes = list(task.program.supporter.nodes)
        return nodes.index(task.program.until) + 1 if task.program.until else len(nodes) + 1
    return 1 if isinstance(task.program, Message) else CALLS_PER_POST


def print_outlay(config: OptimizeConfig, sizes: Mapping[str, int], task: Task) -> None:
    """Print what the run takes at most, for `dry_run=true`."""
    paper, settings = Paper(), settings_of(config.optimizer)
    taken, each = outlay(config.optimizer.name, settings, sizes, len(task.names)), calls_per_run(config, task)
    told = ", ".join(f"{name} {size}" for name, size in sizes.items())
    paper.print(as_text(f"{config.optimizer.name}, module {config.module}: {told}"), soft_wrap=True)
    rows = [("to search", taken.searching), ("to measure dev and test, before and after", taken.measuring)]
    for name, runs in rows:
        paper.print(as_text(f"  {name}: {runs:,} runs, {runs * each:,} calls"), soft_wrap=True)
    if taken.proposals:
        paper.print(as_text(f"  to write instructions: {taken.proposals:,} calls"), soft_wrap=True)
    paper.print(as_text(FOOTNOTE), soft_wrap=True)


def settings_of(optimizer: OptimizerConfig) -> Settings:
    """Return the settings that a configuration describes."""
    return Settings(**{name: value for name, value in vars(optimizer).items() if name != "name"})
