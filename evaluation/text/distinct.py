"""Distinct-n (Li et al. 2016): different runs of n tokens over all runs of n tokens, of all replies together.

A plain bootstrap says too little of it: a resample has some dialogues twice, and what is said twice is not different.
So its resamples are made of what each dialogue adds to the figure, which is told by leaving the dialogue out (the
jackknife's linear picture of the bootstrap; Efron and Stein 1981).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ...stats import Draws
from ..measure import Better, Reach
from .pairs import Array, Ints, Pairs, unique


@dataclass(frozen=True)
class Types:
    """The share of different ones among things that replies have, such as runs of tokens."""

    name: str
    reply: Ints
    """(things,): which reply has it."""
    kind: Ints
    """(things,): equal ones have the same number."""
    counted: NDArray[np.bool_]
    scale: float = 1
    better: Better | None = "higher"

    @property
    def reach(self) -> Reach:
        return 0, self.scale

    def value(self) -> float:
        return self.scale * _different(self.kind) / len(self.kind) if len(self.kind) else float("nan")

    def drawn(self, draws: Draws) -> Array:
        value = self.value()
        influence = (draws.groups - 1) / draws.groups * (value - self._without(draws))
        return np.concatenate([value + (weights - 1) @ influence for weights in draws.weights()])

    def by_group(self, draws: Draws) -> Array:
        group, _ = self._by_group(draws)
        with np.errstate(invalid="ignore"):
            return self.scale * np.bincount(group, minlength=draws.groups) / self._sizes(draws)

    def only(self, counted: NDArray[np.bool_]) -> Types:
        here = counted[self.reply]
        return replace(self, reply=self.reply[here], kind=self.kind[here], counted=counted)

    def _without(self, draws: Draws) -> Array:
        """Return (groups,): the figure of all others together; a group takes with it what it alone has."""
        group, kind = self._by_group(draws)
        alone = np.bincount(kind)[kind] == 1
        lost = np.bincount(group[alone], minlength=draws.groups)
        with np.errstate(divide="ignore", invalid="ignore"):
            return self.scale * (_different(kind) - lost) / (len(self.kind) - self._sizes(draws))

    def _by_group(self, draws: Draws) -> tuple[Ints, Ints]:
        """Return the group and the kind of everything, without repetitions in a group."""
        kinds = int(self.kind.max(initial=0)) + 1
        group, kind = np.divmod(unique(draws.places[self.reply] * kinds + self.kind), kinds)
        return group, kind

    def _sizes(self, draws: Draws) -> Ints:
        return np.bincount(draws.places[self.reply], minlength=draws.groups)


def _different(kind: Ints) -> int:
    return int(np.count_nonzero(np.bincount(kind)))  # kinds are numbers from 0 on: ten times as fast as np.unique


def distinct(pairs: Pairs, n: int, counted: NDArray[np.bool_], without_last: bool, scale: float) -> Types:
    """Return Distinct-`n` of the replies that are `counted`.

    Args:
        without_last: leave out the last run of each reply, as the code of ESConv does.
    """
    of, run = _runs(pairs, n, without_last)
    return Types(f"Distinct-{n}", of, run, counted, scale).only(counted)


def distinct_of_each(pairs: Pairs, n: int, without_last: bool) -> Array:
    """Return (replies,): the Distinct-`n` of every reply alone; NaN of one without a run."""
    of, run = _runs(pairs, n, without_last)
    kinds = int(run.max(initial=0)) + 1
    different = unique(of * kinds + run) // kinds
    with np.errstate(invalid="ignore"):
        return np.bincount(different, minlength=pairs.size) / np.bincount(of, minlength=pairs.size)


def _runs(pairs: Pairs, n: int, without_last: bool) -> tuple[Ints, Ints]:
    runs = pairs.runs(n)
    first = int(np.searchsorted(runs.text, pairs.size))
    text, run = runs.text[:first], runs.run[:first]
    if without_last:
        inside = np.append(text[1:] == text[:-1], False) if len(text) else np.zeros(0, dtype=bool)
        return text[inside], run[inside]
    return text, run
