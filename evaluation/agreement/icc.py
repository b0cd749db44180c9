"""The intraclass correlation: what share of the variance of ratings is between items.

Six forms, after Shrout and Fleiss 1979. The first letter says who rated: 1, each item was rated by raters of its own;
2, all items by the same raters, who stand for others; 3, these raters are all there are, so that one who is milder
throughout does no harm. The second says what is used: one rating, or the mean of k.

Intervals by resampling items say what other items would give with these raters. The textbook's intervals of forms 1 and
2 are about other raters, too, and wider where raters differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np

from .coefficient import ONE_VALUE, Array, Coefficient, Textbook, UndefinedError, library, rated_as_often, rated_by_all
from .scales import AVERAGE, FISHER

Form = Literal["1,1", "2,1", "3,1", "1,k", "2,k", "3,k"]
FORMS: tuple[Form, ...] = ("1,1", "2,1", "3,1", "1,k", "2,k", "3,k")


@dataclass(frozen=True)
class Squares:
    """Mean squares of an analysis of variance, one for each resample."""

    items: Array
    """Number of items."""
    raters: int
    between: Array
    within: Array
    """Within items."""
    by_rater: Array
    error: Array


def icc(form: Form) -> Coefficient:
    """Return one form; 1 takes the items that have as many ratings as most, 2 and 3 those that every rater rated."""
    usable = rated_as_often if form[0] == "1" else rated_by_all
    scale = AVERAGE if form[2] == "k" else FISHER
    return Coefficient(
        f"ICC({form})",
        usable,
        partial(_value, form=form),
        lambda values, weights: _icc(_squares(_compact(values), weights), form),
        scale,
        partial(_textbook, form=form),
    )


def _value(values: Array, form: Form) -> float:
    if np.ptp(values[np.isfinite(values)]) == 0:
        raise UndefinedError(ONE_VALUE)
    found = float(_icc(_of_all(values), form)[0])
    if not np.isfinite(found):
        raise UndefinedError("the items do not differ")
    return found


def _of_all(values: Array) -> Squares:
    return _squares(_compact(values), np.ones((1, len(values))))


def _compact(values: Array) -> Array:
    """Return (items, k): the ratings without the missing cells, where each item has equally many."""
    return values[np.isfinite(values)].reshape(len(values), -1)


def _squares(values: Array, weights: Array) -> Squares:
    centred = values - values.mean()
    items, raters = weights.sum(axis=1), values.shape[1]
    totals = centred.sum(axis=1)
    mean = (weights @ totals) ** 2 / (items * raters)
    everything = weights @ (centred**2).sum(axis=1) - mean
    between = weights @ totals**2 / raters - mean
    by_rater = ((weights @ centred) ** 2).sum(axis=1) / items - mean
    with np.errstate(divide="ignore", invalid="ignore"):
        return Squares(
            items,
            raters,
            between / (items - 1),
            (everything - between) / (items * (raters - 1)),
            by_rater / (raters - 1),
            (everything - between - by_rater) / ((items - 1) * (raters - 1)),
        )


def _icc(squares: Squares, form: Form) -> Array:
    used = 1 if form[2] == "k" else squares.raters  # the formulas of a mean are those of one rating with k as 1
    noise = squares.within if form[0] == "1" else squares.error
    total = squares.between + (used - 1) * noise
    if form[0] == "2":
        total = total + used * (squares.by_rater - squares.error) / squares.items
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(total > 0, (squares.between - noise) / total, np.nan)


def _textbook(values: Array, form: Form) -> Textbook:
    """Return the interval of Shrout and Fleiss and, of forms 1 and 3, the F test of items that are all the same."""
    squares, f = _of_all(values), library("scipy.stats").f
    items, raters = len(values), squares.raters
    between, error = float(squares.between[0]), float(squares.error[0])
    noise = float(squares.within[0]) if form[0] == "1" else error
    if not noise > 0:  # no noise at all
        return Textbook()
    free = items - 1, (items * (raters - 1) if form[0] == "1" else (items - 1) * (raters - 1))
    ratio = between / noise
    p = float(f.sf(ratio, *free))
    if form[0] != "2":
        bounds = ratio / float(f.ppf(0.975, *free)), ratio * float(f.ppf(0.975, *reversed(free)))
        singles = [(bound - 1) / (bound + raters - 1) for bound in bounds]
    else:
        by_rater = float(squares.by_rater[0])
        icc = float(_icc(squares, "2,1")[0])
        share = raters * icc / (items * (1 - icc))
        parts = share * by_rater, (1 + share * (items - 1)) * error
        if not any(parts):  # neither items nor raters differ beyond noise: no degrees of freedom are left
            return Textbook(statistic=ratio, p=p)
        apart = sum(parts) ** 2 / (parts[0] ** 2 / (raters - 1) + parts[1] ** 2 / ((items - 1) * (raters - 1)))
        rest = raters * by_rater + (raters * items - raters - items) * error
        upper, lower = float(f.ppf(0.975, items - 1, apart)), float(f.ppf(0.975, apart, items - 1))
        singles = [
            items * (between - upper * error) / (upper * rest + items * between),
            items * (lower * between - error) / (rest + items * lower * between),
        ]
    low, high = (_of_mean(one, raters) for one in singles) if form[2] == "k" else singles
    return Textbook(low, high, ratio, p)


def _of_mean(one: float, raters: int) -> float | None:
    """Return the ICC of the mean of `raters`, after Spearman and Brown; None where it has no lower end."""
    share = 1 + (raters - 1) * one
    return raters * one / share if share > 0 else None
