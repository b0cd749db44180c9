"""How good a program is on examples, and whether another one is better beyond doubt."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from statistics import NormalDist
from typing import Any

import numpy as np

from ..programs.runner import Job, Outcome, run
from ..signatures import GenerationError, seed_from
from .compiled import Scores
from .splits import Item

RESAMPLES = 10_000
FEWEST = 3
"""Groups of which something can be said."""
_NORMAL = NormalDist().inv_cdf(0.975)


@dataclass
class Measured:
    """Example id → its score, or how it failed; a failure is no score."""

    scores: dict[str, float] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)

    @property
    def mean(self) -> float:
        """The mean of the scores; 0 where there are none."""
        return sum(self.scores.values()) / len(self.scores) if self.scores else 0.0


def measure(
    program: Any,
    items: Sequence[Item],
    metric: Any,
    *,
    at_once: int = 1,
    progress: Callable[[bool], None] = lambda failed: None,
) -> Measured:
    """Run a program on every example and score what comes out.

    Args:
        at_once: programs in flight, for LMs that are waited for.
        progress: told after every example whether it failed.

    Raises:
        BudgetReached: the budget is spent.
        ConfigurationError: no call can succeed.
    """
    there, made, measured = {item.id: item.example for item in items}, dict[str, Any](), Measured()

    def receive(outcome: Outcome) -> None:
        if outcome.result is None:
            measured.failures[outcome.key] = outcome.status
        else:
            made[outcome.key] = outcome.result
        progress(outcome.result is None)

    jobs = (Job(name, dict(example.inputs())) for name, example in there.items())
    run(lambda: program, jobs, receive, concurrency=max(1, min(at_once, len(there))))

    def score(name: str) -> tuple[str, float | GenerationError]:
        try:
            return name, float(metric(there[name], made[name]).score)
        except GenerationError as problem:  # a judge's answer could not be read
            return name, problem

    with ThreadPoolExecutor(max(1, at_once)) as pool:  # a metric may ask a judge
        for name, scored in pool.map(score, [name for name in there if name in made]):
            if isinstance(scored, GenerationError):
                measured.failures[name] = scored.status
            else:
                measured.scores[name] = scored
    return measured


def compare(before: Measured, after: Measured, groups: Mapping[str, int], seed: int = 0) -> Scores:
    """Return both means and their difference, over the examples that both have a score on.

    The interval is a bootstrap over groups, since turns of one conversation rise and fall together: groups are drawn
    with replacement, as many as there are, `RESAMPLES` times. See `interval`.
    """
    both = [name for name in before.scores if name in after.scores]
    if not both:
        raise ValueError("no example has a score before and after")
    differences = [after.scores[name] - before.scores[name] for name in both]
    low, high = interval(differences, [groups[name] for name in both], seed)
    return Scores(
        n=len(both),
        groups=len({groups[name] for name in both}),
        before=float(np.mean([before.scores[name] for name in both])),
        after=float(np.mean([after.scores[name] for name in both])),
        difference=float(np.mean(differences)),
        low=low,
        high=high,
        failed_before=len(before.failures),
        failed_after=len(after.failures),
        total=len(before.scores.keys() | before.failures.keys() | after.scores.keys() | after.failures.keys()),
    )


def interval(values: Sequence[float], groups: Sequence[int], seed: int = 0) -> tuple[float, float]:
    """Return the 95 % interval of the mean of `values` by a bootstrap over groups.

    Percentiles alone are too narrow for few groups: in simulated studies of 12 groups 90 of 100 have the truth in them.
    The distance of each from the mean is stretched by the quantile of Student's t over the normal one, and by
    √(n / (n - 1)), which makes it 94 of 100, from 3 groups on. Of fewer nothing is known, and the interval is all that
    a difference of two scores can be, -1 to 1.

    Source: after Hesterberg 2015, "What Teachers Should Know About the Bootstrap", who moves the percentiles instead.
    """
    numbers = {group: number for number, group in enumerate(dict.fromkeys(groups))}
    places = np.array([numbers[group] for group in groups])
    sums, counts = np.bincount(places, weights=np.array(values)), np.bincount(places)
    if len(numbers) < FEWEST:
        return -1.0, 1.0
    drawn = np.random.default_rng(seed_from("bootstrap", seed)).integers(0, len(sums), (RESAMPLES, len(sums)))
    means = sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1)
    mean, free = sums.sum() / counts.sum(), len(sums) - 1
    stretch = _student(free) / _NORMAL * math.sqrt(len(sums) / free)
    low, high = (mean + stretch * (bound - mean) for bound in np.percentile(means, [2.5, 97.5]))
    return float(low), float(high)


def _student(free: int) -> float:
    """Return the 97.5 % quantile of Student's t by its expansion in 1/free; from 2 on it is less than 4 % off."""
    z = _NORMAL
    first, second = (z**3 + z) / 4, (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / free + second / free**2 + third / free**3


def failures(measured: Measured) -> str:
    """Return the failures in words, such as ``2 parse-failed``; "" where there are none."""
    return ", ".join(f"{count} {status}" for status, count in sorted(Counter(measured.failures.values()).items()))
