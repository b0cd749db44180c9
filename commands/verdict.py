"""What `socialsim optimize` says at its end: what it was worth, and what that rests on."""

from __future__ import annotations

import shlex
from collections.abc import Mapping

from rich.table import Table

from ..generators import Meter
from ..generators.identity import OFFLINE
from ..optimizers import Optimized, Settings, Split, Task
from ..optimizers.compiled import FILE
from ..optimizers.measuring import failures
from ..optimizers.outlay import outlay
from ..optimizers.parts import Message, Reply
from ..programs import Simulation, SingleShot
from .bank import CALLS_PER_POST
from .casting import calls_per_dialogue
from .files import RUN
from .lessons import Lessons
from .plain import Paper, as_text
from .schema import OptimizeConfig, OptimizerConfig
from .sources import problems
from .summary import OFFLINE_NOTE

_FOOTNOTE = (
    "Nothing was called. These are the most; answers that are kept cost nothing again. Posts that have to be made "
    "personas first take two calls each, and answers that cannot be read are asked again. socialsim simulate "
    "dry_run=true says what a dialogue costs."
)
_HEADS = ("", "examples", "before", "after", "difference", "95 % interval")


def print_verdict(config: OptimizeConfig, optimized: Optimized, parts: Split, lessons: Lessons, meter: Meter) -> None:
    """Print the scores on dev and test, the verdict, and how the program is used."""
    paper = Paper()
    sizes = ", ".join(f"{name} {len(items)}" for name, items in parts.parts().items())
    dropped = f"; {parts.dropped} left out, being related to dev or test" if parts.dropped else ""
    paper.print(as_text(f"{config.optimizer.name}, module {config.module}: {sizes}{dropped}"), soft_wrap=True)
    for key, counts in lessons.counts.items():
        for line in problems(counts.bad):
            paper.print(as_text(f"  {key}: {line}"), soft_wrap=True)
    compiled = optimized.compiled
    if compiled is None:
        paper.print(as_text("No candidate was tried to the end, so there is nothing to save yet."))
        return
    if compiled.about.scores:
        paper.print(_table(optimized))
    for part, both in optimized.measured.items():
        for when, one in zip(("before", "after"), both, strict=True):
            if said := failures(one):
                paper.print(as_text(f"{part} {when}: {said}; failures are no scores"), soft_wrap=True)
    paper.print(as_text(_verdict(optimized), "bold"), soft_wrap=True)
    demos, tuned = sum(len(one.demos) for one in compiled.predictors.values()), len(compiled.predictors)
    paper.print(as_text(f"{demos} demonstrations for {tuned} predictor{'s' if tuned > 1 else ''}"))
    if any(writer.startswith(OFFLINE) for writer in compiled.about.written_by):
        paper.print(as_text(OFFLINE_NOTE), soft_wrap=True)
    if meter.calls or meter.reused:
        cost = f", {meter.cost:.2f} USD" if meter.cost else ""
        paper.print(as_text(f"{meter.calls:,} calls made{cost}, {meter.reused:,} answered from the cache"))
    paper.print(as_text(f"\nIn {config.out}: {FILE}, {RUN}"), soft_wrap=True)
    command = "extract" if config.module == "persona" else "simulate"
    paper.print(as_text(f"Use it: socialsim {command} program.compiled={shlex.quote(config.out)}"), soft_wrap=True)


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
    paper.print(as_text(_FOOTNOTE), soft_wrap=True)


def settings_of(optimizer: OptimizerConfig) -> Settings:
    """Return the settings that a configuration describes."""
    return Settings(**{name: value for name, value in vars(optimizer).items() if name != "name"})


def _table(optimized: Optimized) -> Table:
    table = Table(box=None, pad_edge=False)
    for head in _HEADS:
        table.add_column(head, justify="right" if head else "left")
    for part, scores in optimized.compiled.about.scores.items() if optimized.compiled else ():
        groups = f" in {scores.groups} groups" if scores.groups != scores.n else ""
        table.add_row(
            part,
            f"{scores.n}{groups}",
            f"{scores.before:.4f}",
            f"{scores.after:.4f}",
            f"{scores.difference:+.4f}",
            f"{scores.low:+.4f} to {scores.high:+.4f}",
        )
    return table


def _verdict(optimized: Optimized) -> str:
    about = optimized.compiled.about if optimized.compiled else None
    if about is not None and about.finished and "dev" not in about.scores:
        return "No example of dev has a score both before and after: the program before stays the one to use."
    if about is None or "dev" not in about.scores:
        return "Not measured on dev yet: the budget ended before. The same command goes on from there."
    dev = about.scores["dev"]
    if about.better:
        return "Better on dev, with 95 % confidence."
    if dev.low > 0:
        return "It scores better on dev, but fails more often: the program before stays the one to use."
    if dev.high < 0:
        return "Worse on dev: the program before stays the one to use."
    return "Not better on dev with 95 % confidence: the program before stays the one to use."
