"""What `socialsim optimize` says at its end: what it was worth, and what that rests on."""

from __future__ import annotations

import shlex

from rich.table import Table

from ..generators import Meter
from ..generators.identity import OFFLINE
from ..optimizers import Optimized, Split
from ..optimizers.compiled import FEWEST, FILE, MOST_SCORED, file_of
from ..optimizers.measuring import failures
from ..optimizers.splits import RELATED
from ..signatures import NODES
from .files import RUN
from .lessons import Lessons
from .plain import Paper, as_text
from .schema import OptimizeConfig, ProgramConfig
from .sources import problems
from .summary import OFFLINE_NOTE

_HEADS = ("", "examples", "before", "after", "difference", "95 % interval")


def print_verdict(config: OptimizeConfig, optimized: Optimized, parts: Split, lessons: Lessons, meter: Meter) -> None:
    """Print the scores on dev and test, the verdict, and how the program is used."""
    paper = Paper()
    sizes = ", ".join(f"{name} {len(items)}" for name, items in parts.parts().items())
    dropped = f"; {parts.dropped} left out, being {RELATED}" if parts.dropped else ""
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
    runs, failed = optimized.searched
    if failed:
        said = f"{failed:,} of the {runs:,} runs of the search failed; there, a failed run counts as 0"
        paper.print(as_text(said), soft_wrap=True)
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
    words = "" if config.module == "persona" else _same_program(config.program)
    paper.print(as_text(f"{use}: socialsim {command}{words} program.compiled={named}"), soft_wrap=True)


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
    scores = optimized.compiled.about.scores if optimized.compiled else {}
    if optimized.limit is not None:
        return "The budget ended before it was measured. The same command goes on from there."
    if "dev" not in scores:
        return "Nothing in dev could be scored both before and after: the program before stays the one to use."
    dev, test = scores["dev"], scores.get("test")
    if dev.better:
        unsure = "" if test is None or test.low > 0 else "; on test that is not beyond doubt"
        return f"Better on dev by {dev.difference:.4f}, with 95 % confidence{unsure}."
    if not dev.decides:
        return (
            f"Too little to decide by, {dev.n} examples in {dev.groups} groups: it takes {FEWEST} groups, and a score "
            f"for {100 * MOST_SCORED:.0f} % of the examples. The program before stays the one to use."
        )
    if dev.low > 0:
        return "It scores better on dev, but fails more often: the program before stays the one to use."
    if dev.high < 0:
        return "Worse on dev: the program before stays the one to use."
    return "Not better on dev with 95 % confidence: the program before stays the one to use."


def _same_program(program: ProgramConfig) -> str:
    """Return the words that make the program it was tuned in, where that is not the usual one."""
    usual = {
        "kind": "simulation",
        "sees": "persona",
        "nodes": list(NODES),
        "granularity": "per_node",
        "system": None,
        "taxonomy": "esconv",
    }
    changed = {name: getattr(program, name) for name, value in usual.items() if getattr(program, name) != value}
    words = (shlex.quote(f"program.{name}={_listed(value)}") for name, value in changed.items())
    return "".join(f" {word}" for word in words)


def _listed(value: str | list[str]) -> str:
    return value if isinstance(value, str) else f"[{','.join(value)}]"
