"""Systems compared with each other on one test set: how much better, how sure, and how large that is.

    found = contrasts({"ours": measures, "theirs": others}, draws)

The comparison is paired: both systems are measured on the same replies of the same resamples of the dialogues. A reply
that is missing in one of them is left out of both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from ..signatures import ConfigurationError, InputError
from ..stats import FEWEST, Draws, holm, interval, p_value
from .figures import Figure, groups_of, within
from .measure import Array, Better, Measure

_ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class Contrast:
    """What one system has over another in one metric."""

    metric: str
    a: str
    b: str
    difference: float | None
    """a less b, in the metric's own unit; None where either is not defined."""
    low: float | None
    """Of the 95 % interval of the difference; None where there is none, and so are `high` and `p`."""
    high: float | None
    p: float | None
    """Two-sided, by the same resamples as the interval."""
    p_holm: float | None
    """The same, corrected after Holm for all contrasts of the table."""
    effect: float | None
    """Cohen's d_z over dialogues: the mean of their differences by its standard deviation. None with fewer than three
    dialogues in which both are defined, and where all differ alike."""
    wins: float | None
    """Share of the dialogues in which a is better, ties counted half; None where neither direction is better."""
    n: int
    """Replies that count in both."""
    missing: int
    """Replies of the test set that are missing in one of them or both, and left out of both."""
    groups: int
    """Dialogues of those n."""
    better: Better | None

    def turned(self) -> Contrast:
        """Return the same contrast as b has it over a."""
        return replace(
            self,
            a=self.b,
            b=self.a,
            difference=_negative(self.difference),
            low=_negative(self.high),
            high=_negative(self.low),
            effect=_negative(self.effect),
            wins=None if self.wins is None else 1 - self.wins,
        )


@dataclass(frozen=True)
class Matrix:
    """One metric of several systems on several test sets, as where each was trained on one of some corpora."""

    metric: str
    systems: tuple[str, ...]
    datas: tuple[str, ...]
    cells: tuple[tuple[Figure | None, ...], ...]
    """A row for each system; None where it was not tried on a test set."""


def contrasts(systems: Mapping[str, Sequence[Measure]], draws: Draws, baseline: str | None = None) -> list[Contrast]:
    """Return how systems differ in every metric that two of them have.

    Args:
        systems: name → its measures; all on the rows of `draws`, in one order (`aligning.aligned`).
        baseline: the system that the others are compared with, as b; None to compare all with each other.

    Raises:
        ConfigurationError: there is no such baseline.
    """
    if baseline is not None and baseline not in systems:
        raise ConfigurationError(f"baseline={baseline}: there are {', '.join(systems)}")
    pairs = [(name, baseline) for name in systems if name != baseline] if baseline else [*combinations(systems, 2)]
    tried = _Tried(draws)
    found = [
        _contrast(one, other, tried, a, b)
        for metric in dict.fromkeys(measure.name for measures in systems.values() for measure in measures)
        for a, b in pairs
        for one in systems[a]
        for other in systems[b]
        if one.name == other.name == metric
    ]
    corrected = holm([one.p for one in found])
    return [replace(one, p_holm=p) for one, p in zip(found, corrected, strict=True)]


def matrix(found: Iterable[Figure], metric: str) -> Matrix:
    """Return one metric as a table of systems by test sets, both in the order in which they come.

    Raises:
        InputError: a system has the metric twice on one test set, as by two profiles.
    """
    cells: dict[tuple[str, str], Figure] = {}
    for one in found:
        if one.metric == metric and cells.setdefault((one.system, one.data), one) is not one:
            profiles = f"{cells[one.system, one.data].profile} and {one.profile}"
            raise InputError(
                f"{metric} of {one.system} on {one.data} is there twice, by {profiles}; choose one profile"
            )
    systems, datas = (tuple(dict.fromkeys(names)) for names in zip(*cells, strict=True)) if cells else ((), ())
    return Matrix(metric, systems, datas, tuple(tuple(cells.get((one, data)) for data in datas) for one in systems))


def at_home_first(found: Iterable[Contrast], data: str) -> list[Contrast]:
    """Return the contrasts on a test set, first those of the system that has its name, as that has it over others.

    Such a system was trained on the corpus of the test set: these are the diagonal of the matrix less what stands
    above and below it.
    """
    home = data.casefold()
    turned = [one.turned() if one.b.casefold() == home else one for one in found]
    return sorted(turned, key=lambda one: one.a.casefold() != home)


class _Tried:
    """Measures with their resamples, which are counted once for all contrasts that take them whole."""

    def __init__(self, draws: Draws) -> None:
        self.draws = draws
        self._drawn: dict[int, tuple[Measure, Array]] = {}

    def drawn(self, measure: Measure, counted: NDArray[np.bool_]) -> tuple[Measure, Array]:
        if not np.array_equal(measure.counted, counted):
            part = measure.only(counted)
            return part, part.drawn(self.draws)
        if id(measure) not in self._drawn:
            self._drawn[id(measure)] = measure, measure.drawn(self.draws)
        return self._drawn[id(measure)]


def _contrast(one: Measure, other: Measure, tried: _Tried, a: str, b: str) -> Contrast:
    counted = one.counted & other.counted
    (first, drawn), (second, beside) = (tried.drawn(measure, counted) for measure in (one, other))
    groups, n = groups_of(tried.draws, counted), int(counted.sum())
    difference = float(_less(np.array(first.value()), np.array(second.value())))
    differences = _less(drawn, beside)
    most = first.reach[1] - first.reach[0]
    low, high = within(interval(difference, differences, groups), (-most, most))
    apart = _less(first.by_group(tried.draws), second.by_group(tried.draws))
    apart = apart[np.isfinite(apart)]
    return Contrast(
        one.name,
        a,
        b,
        difference if np.isfinite(difference) else None,
        low,
        high,
        p_value(difference, differences, groups),
        None,
        _effect(apart),
        _wins(apart, one.better),
        n,
        len(counted) - n,
        groups,
        one.better,
    )


def _less(one: Array, other: Array) -> Array:
    """Return one less the other; 0 where no more than the last digits of sums in another order are between them."""
    apart = one - other
    return np.where(np.abs(apart) <= _ROUNDING * np.maximum(np.abs(one), np.abs(other)), 0.0, apart)


def _effect(apart: Array) -> float | None:
    if len(apart) < FEWEST:
        return None
    spread = float(np.std(apart, ddof=1))
    return float(np.mean(apart)) / spread if spread else None


def _wins(apart: Array, better: Better | None) -> float | None:
    if better is None or not len(apart):
        return None
    signs = np.sign(apart if better == "higher" else -apart)
    return float((signs + 1).mean() / 2)


def _negative(value: float | None) -> float | None:
    return None if value is None else -value
