"""NAvg: the mean over metrics of how a system stands to a reference, 1 where it stands as the reference does.

    spec = NAvgSpec(("BLEU-2", "ROUGE-L", "perplexity"))
    for one in navg(systems, spec, draws):
        print(one.system, one.value, one.low, one.high)
    print(spec.describe(systems))

The paper prints values above 1 and no definition. Ours, each part of it an option and printed with the number: for each
metric the ratio to the mean over the compared systems, inverted where lower is better, averaged over the metrics.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from ..signatures import ConfigurationError
from ..stats import Draws, interval
from .figures import groups_of, within
from .measure import POSITIVE, Array, Better, Measure

MEAN = "mean"
"""Of the compared systems: the reference where no system is named."""


@dataclass(frozen=True)
class NAvgSpec:
    """What NAvg is taken of, and how."""

    metrics: tuple[str, ...] = ()
    """() for all that have a direction."""
    reference: str = MEAN
    """`MEAN`, or the name of a system, whose NAvg is then 1."""
    directions: Mapping[str, Better] = field(default_factory=dict)
    """Metric → which is better; what is not said is as the metric itself has it."""
    allow_missing: bool = False
    """Whether a system without one of the metrics gets the mean of the others. Such means are not of the same thing."""

    def describe(self, systems: Mapping[str, Sequence[Measure]]) -> str:
        """Return the line that is printed with the numbers.

        Raises:
            ConfigurationError: as `navg` does.
        """
        better = self.resolved(systems)
        lower = [name for name, way in better.items() if way == "lower"]
        of = f"the mean of {', '.join(systems)}" if self.reference == MEAN else self.reference
        inverted = f", inverted for {', '.join(lower)}" if lower else ""
        missing = "; a metric that a system lacks is left out of its mean" if self.allow_missing else ""
        return f"NAvg: ratio to {of}{inverted}, mean over {', '.join(better)}{missing}"

    def resolved(self, systems: Mapping[str, Sequence[Measure]]) -> dict[str, Better]:
        """Return metric → which is better.

        Raises:
            ConfigurationError: a metric or system is not there, a metric has no direction, or no metric is left.
        """
        there = {one.name: one.better for measures in systems.values() for one in measures}
        if self.reference != MEAN and self.reference not in systems:
            raise ConfigurationError(f"navg.reference={self.reference}: there are {MEAN}, {', '.join(systems)}")
        for name in (*self.metrics, *self.directions):
            if name not in there:
                raise ConfigurationError(f"navg: there is no metric {name}; there are {', '.join(there)}")
        found: dict[str, Better] = {}
        for name in self.metrics or there:
            way = self.directions.get(name, there[name])
            if way is not None:
                found[name] = way
            elif self.metrics:
                raise ConfigurationError(f"navg.metrics: of {name} neither more nor less is better; leave it out")
        if not found:
            raise ConfigurationError("navg: no metric is left that has a better direction; name some in navg.metrics")
        return found


@dataclass(frozen=True, slots=True)
class NAvg:
    """NAvg of one system."""

    system: str
    value: float | None
    """None where one of the metrics is missing, and that is not allowed; or where all are."""
    low: float | None
    high: float | None
    metrics: tuple[str, ...]
    """Of which it is the mean."""
    missing: tuple[str, ...]
    """Those of the metrics that the system, or the reference, lacks."""
    groups: int
    """Dialogues that all of its metrics rest on."""


def ratios(values: Array, inverted: Sequence[bool], reference: int | None = None) -> Array:
    """Return (systems, metrics, …): what each value is to the reference.

    Args:
        values: (systems, metrics, …); NaN where a figure is missing.
        inverted: (metrics,): whether lower is better.
        reference: number of the system that is the reference; None for the mean of those that have the metric.
    """
    there = np.isfinite(values)
    known = np.where(there, values, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        base = known.sum(axis=0) / there.sum(axis=0) if reference is None else values[reference]
        found = values / base
        found = np.where(np.reshape(inverted, (1, -1, *[1] * (values.ndim - 2))), 1 / found, found)
    return np.where(np.isfinite(found), found, np.nan)


def navg(systems: Mapping[str, Sequence[Measure]], spec: NAvgSpec, draws: Draws) -> list[NAvg]:
    """Return NAvg of each system on one test set, with its 95 % interval.

    Args:
        systems: name → its measures; all on the rows of `draws`.

    Raises:
        ConfigurationError: the spec names what is not there, or a metric that has no direction.
    """
    better = spec.resolved(systems)
    inverted = [way == "lower" for way in better.values()]
    reference = None if spec.reference == MEAN else [*systems].index(spec.reference)
    chosen = [{one.name: one for one in measures if one.name in better} for measures in systems.values()]
    points = ratios(_values(chosen, [*better]), inverted, reference)
    drawn = ratios(_drawn(chosen, [*better], draws), inverted, reference)
    return [
        _of_system(name, point, resampled, measures, [*better], spec.allow_missing, draws)
        for name, point, resampled, measures in zip(systems, points, drawn, chosen, strict=True)
    ]


def _values(chosen: Sequence[Mapping[str, Measure]], names: Sequence[str]) -> Array:
    return np.array([[measures[name].value() if name in measures else np.nan for name in names] for measures in chosen])


def _drawn(chosen: Sequence[Mapping[str, Measure]], names: Sequence[str], draws: Draws) -> Array:
    """Return (systems, metrics, resamples)."""
    none = np.full(draws.resamples, np.nan)
    return np.array(
        [[measures[name].drawn(draws) if name in measures else none for name in names] for measures in chosen]
    )


def _of_system(
    name: str,
    point: Array,
    drawn: Array,
    measures: Mapping[str, Measure],
    names: Sequence[str],
    allow_missing: bool,
    draws: Draws,
) -> NAvg:
    there = np.isfinite(point)
    missing = tuple(metric for metric, known in zip(names, there, strict=True) if not known)
    used = tuple(metric for metric, known in zip(names, there, strict=True) if known)
    if not used or (missing and not allow_missing):
        return NAvg(name, None, None, None, (), missing, 0)
    value = float(point[there].mean())
    groups = min(groups_of(draws, measures[metric].counted) for metric in used)
    bounds = interval(value, drawn[there].mean(axis=0), groups) if math.isfinite(value) else None
    low, high = within(bounds, POSITIVE)
    return NAvg(name, value, low, high, used, missing, groups)
