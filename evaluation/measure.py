"""A measure: one figure of a system's replies, kept so that it can be had again for any resample of the dialogues.

Most figures are a function of sums over replies: BLEU of matches and lengths, perplexity of losses and tokens, macro-F1
of a confusion matrix. They are counted once, a row for each reply; every resample is then a sum of rows (`Sums`).
Figures that are no such function bring a class of their own with the same members.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from ..stats import Draws

Array = NDArray[np.float64]
Better = Literal["higher", "lower"]
Reach = tuple[float, float]
POSITIVE: Reach = (0.0, math.inf)


class Measure(Protocol):
    """One figure of one system's replies."""

    @property
    def name(self) -> str: ...
    @property
    def better(self) -> Better | None:
        """None where neither is better, as with lengths."""
        ...

    @property
    def reach(self) -> Reach:
        """The least and the most that the figure can be; an interval ends there."""
        ...

    @property
    def counted(self) -> NDArray[np.bool_]:
        """(replies,): which of the replies the figure is about; the others are missing."""
        ...

    def value(self) -> float:
        """Return the figure; NaN where it is not defined."""
        ...

    def drawn(self, draws: Draws) -> Array:
        """Return (resamples,): the figure in each resample of the dialogues."""
        ...

    def by_group(self, draws: Draws) -> Array:
        """Return (groups,): the figure of each dialogue alone; NaN where it is not defined."""
        ...

    def only(self, counted: NDArray[np.bool_]) -> Measure:
        """Return the same figure of fewer replies.

        Args:
            counted: (replies,): those that are left; none that was missing before.
        """
        ...


@dataclass(frozen=True)
class Sums:
    """A figure that is a function of sums over replies.

    Args:
        rows: (replies, k): what each reply adds; rows of replies that are not `counted` are not looked at.
        of: (…, k) → (…): the figure, of sums; NaN where it is not defined. It has to be vectorised.
    """

    name: str
    rows: Array
    of: Callable[[Array], Array]
    counted: NDArray[np.bool_]
    better: Better | None = "higher"
    reach: Reach = POSITIVE

    def value(self) -> float:
        return float(self._of(self._rows().sum(axis=0)))

    def drawn(self, draws: Draws) -> Array:
        return self._of(draws.totals(self._rows()))

    def by_group(self, draws: Draws) -> Array:
        return self._of(draws.sums(self._rows()))

    def only(self, counted: NDArray[np.bool_]) -> Sums:
        return replace(self, counted=counted)

    def _rows(self) -> Array:
        return np.where(self.counted[:, None], self.rows, 0.0)

    def _of(self, sums: Array) -> Array:
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(self.of(sums), dtype=np.float64)


def mean(
    name: str,
    values: Sequence[float | None] | Array,
    better: Better | None = "higher",
    scale: float = 1,
    reach: Reach = POSITIVE,
) -> Sums:
    """Return the measure that is the mean of one number for each reply, times `scale`; None and NaN are missing."""
    numbers = np.array([np.nan if value is None else value for value in values], dtype=np.float64)
    counted = np.isfinite(numbers)
    rows = np.column_stack([numbers, np.ones_like(numbers)])
    return Sums(name, rows, lambda sums: scale * sums[..., 0] / sums[..., 1], counted, better, reach)


def per_reply(measure: Measure) -> Array:
    """Return (replies,): the figure of each reply alone; NaN where it is missing, or is not defined for one reply."""
    alone = measure.by_group(Draws(range(len(measure.counted))))
    return np.where(measure.counted, alone, np.nan)
