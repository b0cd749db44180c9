"""Ratings as a table of items by raters, one for each dimension; missing is NaN and never a number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ...signatures import InputError, Rating
from .coefficient import Array

Centre = Literal["median", "mean", "majority"]
"""What stands for a group of raters; a majority that is tied is missing."""


@dataclass(frozen=True)
class RatingTable:
    """The ratings of one dimension."""

    dimension: str
    items: tuple[str, ...]
    raters: tuple[str, ...]
    values: Array
    """(items, raters)."""

    def of(self, raters: Sequence[str]) -> Array:
        """Return the columns of some of the raters, (items, raters)."""
        columns: Array = self.values[:, [self.raters.index(rater) for rater in raters]]
        return columns


def tables(ratings: Iterable[Rating]) -> list[RatingTable]:
    """Return a table for each dimension, in the order in which they come; items and raters too keep their order.

    A dimension that several scales have carries the name of its scale. What is rated by no scale, as in a file of
    people's ratings, belongs to the scale that has the dimension, where there is one.

    Raises:
        InputError: somebody rates an item twice.
    """
    kept = list(ratings)
    scales: dict[str, set[str]] = {}
    for one in kept:
        scales.setdefault(one.dimension, set()).update({one.scale} - {""})
    by_dimension: dict[str, dict[tuple[str, str], float | None]] = {}
    for one in kept:
        several = len(scales[one.dimension]) > 1 and one.scale
        cells = by_dimension.setdefault(f"{one.scale}: {one.dimension}" if several else one.dimension, {})
        if (one.item, one.rater) in cells:
            raise InputError(f'{one.rater} rates item "{one.item}" of "{one.dimension}" in two places; keep one')
        cells[one.item, one.rater] = one.value
    return [_table(dimension, cells) for dimension, cells in by_dimension.items()]


def _table(dimension: str, cells: dict[tuple[str, str], float | None]) -> RatingTable:
    items = tuple(dict.fromkeys(item for item, _ in cells))
    raters = tuple(dict.fromkeys(rater for _, rater in cells))
    rows, columns = ({name: at for at, name in enumerate(names)} for names in (items, raters))
    values = np.full((len(items), len(raters)), np.nan)
    for (item, rater), value in cells.items():
        values[rows[item], columns[rater]] = np.nan if value is None else value
    return RatingTable(dimension, items, raters, values)


def centre_of(values: Array, centre: Centre) -> Array:
    """Return (items,): what stands for the raters of (items, raters), of those who rated the item; NaN for nobody."""
    found = np.full(len(values), np.nan)
    for at, ratings in enumerate(values):
        there = ratings[np.isfinite(ratings)]
        if len(there):
            found[at] = _CENTRES[centre](there)
    return found


def _majority(ratings: Array) -> float:
    values, counts = np.unique(ratings, return_counts=True)
    most = values[counts == counts.max()]
    return float(most[0]) if len(most) == 1 else float("nan")


_CENTRES: dict[Centre, Callable[[Array], float]] = {
    "median": lambda ratings: float(np.median(ratings)),
    "mean": lambda ratings: float(np.mean(ratings)),
    "majority": _majority,
}
