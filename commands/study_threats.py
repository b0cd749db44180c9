"""What the settings of a study say of it and its numbers do not: what the generators are, and what may mislead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..cache import StoredPersona
from ..generators import LMConfig
from ..generators.build import name_of
from .casting import OFFLINE_ENGINE, REMOTE_ENGINE
from .schema import SimulateConfig
from .study_grid import COMPILED, Grid

Configs = Mapping[str, SimulateConfig]
"""Name of each cell → the configuration of its simulation."""


def about(lm: LMConfig) -> str:
    """Return what a generator is: its model, and how it was asked."""
    if lm.engine == OFFLINE_ENGINE:
        return f"rules, no LLM; skill {lm.skill:g}"
    return name_of(lm) + ("" if lm.temperature is None else f", temperature {lm.temperature:g}")


def threats_of(
    grid: Grid, configs: Configs, lms: Mapping[str, LMConfig], people: Sequence[StoredPersona]
) -> Iterator[str]:
    """Yield what may make the answer wrong, a sentence or two each.

    Args:
        lms: generator → the LM of its supporter.
        people: the personas of the study.
    """
    yield from _of_generators([lm for lm in lms.values() if lm.engine != OFFLINE_ENGINE])
    yield from _of_demonstrations(grid, configs)
    yield from _of_posts(grid, configs, people)


def _of_generators(models: Sequence[LMConfig]) -> Iterator[str]:
    if len({lm.temperature for lm in models}) > 1:
        yield "The generators were not asked at one temperature; part of how they differ is that."
    if any(lm.engine == REMOTE_ENGINE for lm in models):
        yield (
            "Not every server honours a seed, and models behind one name change: the answers are kept with the study, "
            "and a study made anew elsewhere may differ."
        )


def _of_demonstrations(grid: Grid, configs: Configs) -> Iterator[str]:
    having = _frameworks(grid, {cell.framework for cell in grid.cells if configs[cell.name].program.compiled})
    lacking = _frameworks(grid, set(grid.frameworks) - set(having))
    if having and lacking and having != [COMPILED]:
        yield (
            f"What was compiled fits {', '.join(having)} only; {', '.join(lacking)} had no demonstrations, so part of "
            "the difference may be these."
        )


def _of_posts(grid: Grid, configs: Configs, people: Sequence[StoredPersona]) -> Iterator[str]:
    knowing = _frameworks(grid, {cell.framework for cell in grid.cells if configs[cell.name].program.sees == "post"})
    lacking = sum(one.post is None for one in people)
    if knowing and lacking:
        yield (
            f"{lacking:,} of the {len(people):,} personas came without a post: with {', '.join(knowing)} their "
            "situation and event stand for it, so the seeker knows some of the persona there."
        )


def _frameworks(grid: Grid, some: set[str]) -> list[str]:
    return [one for one in grid.frameworks if one in some]
