"""How good a program is on examples, and whether another one is better beyond doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ..programs.runner import Job, Outcome, run
from ..signatures import GenerationError
from ..stats import interval_of_mean
from .compiled import Scores
from .splits import Item

RESAMPLES = 10_000


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

    The interval is a bootstrap over groups (`stats.bootstrap`). Of fewer than three nothing is known, and the interval
    is all that a difference of two scores can be, -1 to 1.
    """
    both = [name for name in before.scores if name in after.scores]
    if not both:
        raise ValueError("no example has a score before and after")
    differences = [after.scores[name] - before.scores[name] for name in both]
    there = [groups[name] for name in both]
    low, high = interval_of_mean(differences, there, seed, RESAMPLES) or (-1.0, 1.0)
    return Scores(
        n=len(both),
        groups=len(set(there)),
        before=float(np.mean([before.scores[name] for name in both])),
        after=float(np.mean([after.scores[name] for name in both])),
        difference=float(np.mean(differences)),
        low=low,
        high=high,
        failed_before=len(before.failures),
        failed_after=len(after.failures),
        total=len(before.scores.keys() | before.failures.keys() | after.scores.keys() | after.failures.keys()),
    )


def failures(measured: Measured) -> str:
    """Return the failures in words, such as ``2 parse-failed``; "" where there are none."""
    return ", ".join(f"{count} {status}" for status, count in sorted(Counter(measured.failures.values()).items()))
