"""What `socialsim optimize` says at its end: what it was worth, and what that rests on."""

from __future__ import annotations

import shlex

from rich.table import Table

from ..generators import Meter
from ..generators.identity import OFFLINE
from ..optimizers import Optimized, Split
from ..optimizers.compiled import FILE, file_of
from ..optimizers.measuring import failures
from .files import RUN
from .lessons import Lessons
from .plain import Paper, as_text
from .schema import OptimizeConfig
from .sources import problems
from .summary import OFFLINE_NOTE

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
    file, command = file_of(compiled), "extract" if config.module == "persona" else "simulate"
    paper.print(as_text(f"\nIn {config.out}: {file}, {RUN}"), soft_wrap=True)
    named = shlex.quote(config.out if file == FILE else f"{config.out}/{file}")
    use = "Use it" if file == FILE else "Use it all the same"
    paper.print(as_text(f"{use}: socialsim {command} program.compiled={named}"), soft_wrap=True)


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
