"""A study of raters: agreement within groups of them, of every pair, and between groups, dimension by dimension."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from ...stats import Draws
from ...stats.bootstrap import RESAMPLES
from .alpha import LEVELS, Level, krippendorff
from .chance import Spacing, Weighting, cohen, fleiss, gwet
from .coefficient import Coefficient
from .correlation import correlation
from .difference import bias, percent
from .figure import Agreement, mean_rating, measured
from .icc import FORMS, icc
from .table import Centre, RatingTable, centre_of

MOST_PAIRS = 300
"""Pairs of raters of a group that are compared one by one: all of up to 25 raters."""
EVERYBODY = "all raters"
"""The group of all, where none are said."""


@dataclass(frozen=True)
class Design:
    """How raters are compared."""

    groups: Mapping[str, Sequence[str]]
    """Name → raters."""
    level: Level = "ordinal"
    centre: Centre = "median"
    """What stands for a group beside another; nominal ratings always take the majority."""
    spacing: Spacing = "values"
    pairs: bool = True
    seed: int = 0
    resamples: int = RESAMPLES

    @property
    def stands(self) -> Centre:
        return "majority" if self.level == "nominal" else self.centre

    def draws(self, table: RatingTable) -> Draws:
        """Return the resamples of a dimension's items."""
        return Draws(table.items, self.seed, self.resamples)

    def raters(self, table: RatingTable) -> dict[str, list[str]]:
        """Return the groups with those of their raters who rated the dimension, less groups of which nobody did."""
        there = {name: [one for one in raters if one in table.raters] for name, raters in self.groups.items()}
        return {name: raters for name, raters in there.items() if raters}


def agreement(table: RatingTable, design: Design) -> Iterator[Agreement]:
    """Yield all figures of one dimension: of each rater, of each group, of its pairs of raters, of pairs of groups."""
    draws, name = design.draws(table), table.dimension
    groups = design.raters(table)
    many, two = of_many(design.level), of_two(design.level, design.spacing)
    if design.level != "nominal":
        for rater in (one for raters in groups.values() for one in raters):
            yield mean_rating(table, rater, design.seed, design.resamples)
    for group, raters in groups.items():
        if len(raters) < 2:
            continue
        yield from measured(name, "group", group, table.of(raters), many, draws)
        pairs = [*combinations(raters, 2)]
        for pair in pairs if design.pairs and len(pairs) <= MOST_PAIRS else ():
            yield from measured(name, "pair", between(*pair), table.of(pair), two, draws)
    centres = {group: centre_of(table.of(raters), design.stands) for group, raters in groups.items()}
    for one, other in combinations(groups, 2):
        yield from measured(
            name, "groups", between(one, other), np.column_stack([centres[one], centres[other]]), two, draws
        )


def between(one: str, other: str) -> str:
    """Return what two raters or groups are called together."""
    return f"{one} – {other}"


def of_many(level: Level) -> list[Coefficient]:
    """Return what is computed of two raters or more at a level of measurement."""
    found = [percent()]
    if level != "nominal":
        found.append(percent(within=1))
    found += [fleiss(), gwet()]
    if level != "nominal":
        found.append(gwet(quadratic=True))
    found += [krippendorff(one) for one in LEVELS[: LEVELS.index(level) + 1]]
    if level in ("interval", "ratio"):
        found += [icc(form) for form in FORMS]
    return found


def of_two(level: Level, spacing: Spacing = "values") -> list[Coefficient]:
    """Return what is computed of two raters, or of what stands for two groups."""
    weightings: tuple[Weighting, ...] = ("unweighted",) if level == "nominal" else ("unweighted", "linear", "quadratic")
    found = [percent()]
    if level != "nominal":
        found.append(percent(within=1))
    found += [cohen(weighting, spacing) for weighting in weightings]
    found.append(gwet())
    if level != "nominal":
        found += [correlation("Spearman"), correlation("Kendall")]
    found.append(krippendorff(level))
    if level in ("interval", "ratio"):
        found += [correlation("Pearson"), bias(), bias(-1), bias(1)]
    return found
