"""Experts, a crowd and a judge on the same items: who is stricter, who can stand in for whom, who is closer to whom.

What agreement within and between groups is, `agreement.study` says; here are the comparisons that it does not make.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from ...stats import holm, interval, p_value
from ..agreement.calibration import Comparison, calibrate, coefficients, drawn_of, value_of
from ..agreement.coefficient import Array
from ..agreement.difference import bias
from ..agreement.figure import Agreement, drawn, measured
from ..agreement.report import known
from ..agreement.study import Design, between
from ..agreement.table import RatingTable, centre_of

EXPERTS, CROWD = "experts", "crowd"
"""Groups of every such study."""


@dataclass(frozen=True, slots=True)
class Shift:
    """How much higher one group rates than another."""

    dimension: str
    higher: str
    """The group whose ratings these are; `than` is taken off."""
    than: str
    figure: Agreement
    """In units of the scale."""
    p: float | None
    p_holm: float | None = None
    """After Holm, for all shifts of a study."""


@dataclass(frozen=True, slots=True)
class Closer:
    """How much better a judge agrees with the experts than with the crowd, by one coefficient, on the same items."""

    dimension: str
    coefficient: str
    experts: float | None
    crowd: float | None
    difference: float | None
    low: float | None
    high: float | None
    items: int


@dataclass(frozen=True)
class StandIn:
    """How well the crowd agrees with experts, beside how well these agree with each other."""

    dimension: str
    compared: tuple[Comparison, ...]


@dataclass(frozen=True)
class Beside:
    """Everything that is said of groups beside each other."""

    shifts: tuple[Shift, ...]
    stand_ins: tuple[StandIn, ...]
    """None of a dimension that fewer than two experts rated."""
    closer: tuple[Closer, ...]
    """None without a judge."""


def beside(tables: Sequence[RatingTable], design: Design, judge: str | None) -> Beside:
    """Return how the groups of a design stand to each other, dimension by dimension.

    Args:
        judge: which of the groups is a judge; None for none.
    """
    here = [table for table in tables if {EXPERTS, CROWD} <= {*design.raters(table)}]
    shifts = [one for table in here if design.level != "nominal" for one in _shifts(table, design)]
    corrected = holm([one.p for one in shifts])
    stand_ins = [
        StandIn(table.dimension, calibrate(table, CROWD, EXPERTS, design).compared)
        for table in here
        if len(design.raters(table)[EXPERTS]) > 1
    ]
    closer = [one for table in here if judge in design.raters(table) for one in _closer(table, design, str(judge))]
    found = (replace(one, p_holm=p) for one, p in zip(shifts, corrected, strict=True))
    return Beside(tuple(found), tuple(stand_ins), tuple(closer))


def _centres(table: RatingTable, design: Design) -> dict[str, Array]:
    return {name: centre_of(table.of(raters), design.stands) for name, raters in design.raters(table).items()}


def _shifts(table: RatingTable, design: Design) -> Iterator[Shift]:
    draws = design.draws(table)
    for (one, its), (other, others) in combinations(_centres(table, design).items(), 2):
        values = np.column_stack([its, others])
        (figure,) = measured(table.dimension, "groups", between(other, one), values, [bias()], draws)
        p = None
        if math.isfinite(figure.value):
            p = p_value(figure.value, drawn([bias()], values, draws)[0], figure.items)
        yield Shift(table.dimension, other, one, figure, p)


def _closer(table: RatingTable, design: Design, judge: str) -> Iterator[Closer]:
    centres, draws = _centres(table, design), design.draws(table)
    there = np.all([np.isfinite(centres[name]) for name in (EXPERTS, CROWD, judge)], axis=0)
    items = int(there.sum())
    for coefficient in coefficients(design):
        values, resampled = list[float](), list[Array]()
        for name in (EXPERTS, CROWD):
            pair = np.where(there[:, None], np.column_stack([centres[name], centres[judge]]), np.nan)
            values.append(value_of(coefficient, pair))
            resampled.append(drawn_of(coefficient, pair, draws))
        difference = values[0] - values[1]
        low, high = interval(difference, resampled[0] - resampled[1], items) or (None, None)
        experts, crowd = map(known, values)
        yield Closer(table.dimension, coefficient.name, experts, crowd, known(difference), low, high, items)
