"""BLEU (Papineni et al. 2002), by the arithmetic of NLTK, of sacrebleu or of coco.

All of it is a function of sums over replies, matches, runs and lengths, so the figure of a resample is exact. What is
written here is arithmetic on such sums that takes thousands of resamples at once; tests compare it with each library.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..measure import Sums, mean
from .pairs import Array, Ints, Pairs
from .profile import Bleu
from .smoothing import SMOOTHERS

_LENGTH, _REFERENCE, _REPLIES, _COUNTS = 0, 1, 2, 3
"""Columns: tokens of the reply, of the reference that is closest to it, 1; then matches by n, then runs by n."""
_COCO_TINY, _COCO_SMALL = 1e-15, 1e-9
"""pycocoevalcap adds them to matches and runs."""
FIVE = 5
"""NLTK's method5 and method7 take the share of runs of five as the one after that of k, whatever k is."""


def bleu(pairs: Pairs, order: int, settings: Bleu, counted: NDArray[np.bool_], scale: float) -> Sums:
    """Return BLEU-`order` of the replies that are `counted`."""
    rows = _rows(pairs, max(order, FIVE), settings.library)
    name = f"BLEU-{order}"
    weights = _weights(order, settings)
    if settings.level == "sentence":
        figures = Figure(settings, order, weights, scale, rows)(rows)
        return mean(name, np.where(counted, figures, np.nan))
    last = rows[counted][-1] if counted.any() else np.ones(rows.shape[-1])
    return Sums(name, rows, Figure(settings, order, weights, scale, last), counted, reach=(0, scale))


@dataclass(frozen=True)
class Figure:
    """The figure, of sums of rows."""

    settings: Bleu
    order: int
    weights: Array
    scale: float
    fives: Array
    """Rows of which method5 and method7 take the runs of five: NLTK takes those of the reply it sees last, which for
    level=sentence is each reply itself."""

    def __call__(self, sums: Array) -> Array:
        """Return (…): BLEU of `sums`, (…, k); NaN where there is no reply."""
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            score = {"nltk": self._nltk, "sacrebleu": self._sacrebleu, "coco": self._coco}[self.settings.library](sums)
        return np.where(sums[..., _REPLIES] > 0, self.scale * score, np.nan)

    def _nltk(self, sums: Array) -> Array:
        matches, runs = _split(sums, self.order)
        matches_of_five, runs_of_five = (side[..., -1] for side in _split(self.fives, FIVE))
        smooth = SMOOTHERS[self.settings.smoothing]
        five = matches_of_five / runs_of_five
        shares = smooth(matches, runs, sums[..., _LENGTH], self.settings.constant, five)
        logs = np.where(shares > 0, np.log(shares), 0.0) @ self.weights
        return np.where(matches[..., 0] > 0, _brevity(sums) * np.exp(logs), 0.0)

    def _sacrebleu(self, sums: Array) -> Array:
        matches, runs = _split(sums, self.order)
        settings = self.settings
        matched = matches.any(axis=-1)
        if settings.smoothing == "add-k":
            more = np.where(np.arange(self.order) > 0, settings.constant or 1.0, 0.0)
            matches, runs = matches + more, runs + more
        reached = np.logical_and.accumulate(runs > 0, axis=-1)
        none = reached & (matches == 0)
        shares = np.where(reached, matches / runs, 0.0)
        if settings.smoothing == "exp":
            shares = np.where(none, 1 / (2.0 ** none.cumsum(axis=-1) * runs), shares)
        elif settings.smoothing == "floor":
            shares = np.where(none, (settings.constant or 0.1) / runs, shares)
        logs = np.log(shares)
        if settings.effective:
            mean_log = np.where(reached, logs, 0.0).sum(axis=-1) / np.maximum(reached.sum(axis=-1), 1)
        else:
            mean_log = np.where(self.weights > 0, logs, 0.0) @ self.weights  # 0 · log 0 is not 0 by itself
        return np.where(matched, _brevity(sums) * np.exp(mean_log), 0.0)

    def _coco(self, sums: Array) -> Array:
        matches, runs = _split(sums, self.order)
        shares = (matches + _COCO_TINY) / (runs + _COCO_SMALL)
        ratio = (sums[..., _LENGTH] + _COCO_TINY) / (sums[..., _REFERENCE] + _COCO_SMALL)
        return np.exp(np.log(shares) @ self.weights) * np.where(ratio < 1, np.exp(1 - 1 / ratio), 1.0)


def _rows(pairs: Pairs, orders: int, library: str) -> Array:
    """Return (replies, 3 + 2 · orders)."""
    lengths = pairs.reply_lengths
    ones = np.ones(pairs.size, dtype=np.int64)
    matches = [pairs.matches(n) for n in range(1, orders + 1)]
    # A reply that is shorter than n has no run of n tokens; NLTK counts one, so as not to divide by 0.
    least = 1 if library == "nltk" else 0
    runs = [np.maximum(lengths - n + 1, least) for n in range(1, orders + 1)]
    return np.column_stack([lengths, _closest(pairs), ones, *matches, *runs]).astype(np.float64)


def _closest(pairs: Pairs) -> Ints:
    """Return (replies,): the length of the reference whose length is closest, the shorter of two."""
    lengths, owner = pairs.reference_lengths, pairs.owner
    order = np.lexsort((lengths, np.abs(lengths - pairs.reply_lengths[owner]), owner))
    owners, first = np.unique(owner[order], return_index=True)
    closest = np.zeros(pairs.size, dtype=np.int64)
    closest[owners] = lengths[order][first]
    return closest


def _split(sums: Array, orders: int) -> tuple[Array, Array]:
    """Return matches and runs of 1 … `orders` tokens, each (…, orders)."""
    kept = (sums.shape[-1] - _COUNTS) // 2
    return sums[..., _COUNTS : _COUNTS + orders], sums[..., _COUNTS + kept : _COUNTS + kept + orders]


def _brevity(sums: Array) -> Array:
    lengths, references = sums[..., _LENGTH], sums[..., _REFERENCE]
    return np.where(lengths > 0, np.exp(np.minimum(0.0, 1 - references / lengths)), 0.0)


def _weights(order: int, settings: Bleu) -> Array:
    """Return (order,): what the logarithm of each share is multiplied by."""
    if settings.orders == "individual":
        return np.array([0.0] * (order - 1) + [1.0])
    return np.full(order, settings.weights[order - 1] if settings.weights else 1 / order)
