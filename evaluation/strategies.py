"""Figures of the strategies that a system chose, beside those that people chose at the same points.

All of them are functions of the confusion matrix, C[person's, system's]. Replies without a strategy on either side are
missing, and so is a failed reply.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from ..signatures import TAXONOMIES, InputError, Reply
from .measure import POSITIVE, Array, Better, Measure, Sums

ROUNDS = 20
"""Of the preference bias; Kang et al. 2024."""
MOST_LABELS = 40
"""The matrix of each reply has the square of this; a taxonomy has 8 strategies, or 16."""
_EPSILON = 1e-6
"""Keeps the preference of what is never chosen at 0; as in public code for the preference bias."""
_ORDER = {name: place for place, name in enumerate(name for one in TAXONOMIES.values() for name in one.names)}


def strategy_measures(replies: Sequence[Reply], labels: Sequence[str] | None = None) -> list[Measure]:
    """Return accuracy, macro-F1, weighted F1, each from 0 to 1, and preference bias.

    Args:
        labels: over which the F1s are averaged and the bias is computed, whether they occur or not: a whole taxonomy.
            None for those that the system or people chose, as scikit-learn has it, and in a resample those of it.

    Raises:
        InputError: too many different strategies occur.
    """
    names, placed = _placed(replies, labels)
    counted = placed.min(axis=1) >= 0
    rows = np.zeros((len(replies), len(names) ** 2))
    rows[np.flatnonzero(counted), placed[counted] @ [len(names), 1]] = 1
    kept = len(names) if labels is None else len(labels)

    def measure(name: str, of: Callable[[Array], Array], better: Better) -> Sums:
        size, reach = (len(names), len(names)), (0.0, 1.0) if better == "higher" else POSITIVE
        return Sums(name, rows, lambda sums: of(sums.reshape(*sums.shape[:-1], *size)), counted, better, reach)

    return [
        measure("strategy accuracy", _accuracy, "higher"),
        measure("strategy macro-F1", partial(_macro_f1, kept=kept, absent=np.nan if labels is None else 0.0), "higher"),
        measure("strategy weighted F1", partial(_weighted_f1, kept=kept), "higher"),
        measure("preference bias", lambda counts: preference_bias(counts[..., :kept, :kept]), "lower"),
    ]


def confusion(
    replies: Sequence[Reply], labels: Sequence[str] | None = None
) -> tuple[tuple[str, ...], NDArray[np.int_]]:
    """Return the strategies, and how often the person's (row) met the system's (column).

    Args:
        labels: come first, whether they occur or not; None for those that occur, taxonomies' first.
    """
    names, placed = _placed(replies, labels)
    matrix = np.zeros((len(names), len(names)), dtype=np.int_)
    np.add.at(matrix, tuple(placed[placed.min(axis=1) >= 0].T), 1)
    return names, matrix


def preference_bias(counts: Array) -> Array:
    """Return how far a system prefers some strategies over others: 0 where it prefers none.

    counts[…, i, j] says how often people chose i where the system chose j. The strength p of a strategy is that of a
    Bradley-Terry model in which the system's choice beats the person's,

        p_i ← Σ_j [C_ji p_j / (p_i + p_j)] ÷ Σ_j [C_ij / (p_i + p_j)],

    one strategy after another, all from 1 on and to a mean of 1 after each of `ROUNDS` rounds. The bias is their
    standard deviation, of a population. A strategy that nobody chose has no part in it.

    Args:
        counts: (…, k, k).

    Returns:
        (…); NaN where the system chose a strategy that no person did, which has no finite strength, and with fewer than
        two strategies.

    Source: Kang et al. 2024, arXiv 2402.13211, sections 3 and B; the order of updates as in public code.
    """
    # Resamples last, so that what is done to all of them at once lies in a row.
    matrix = np.ascontiguousarray(np.moveaxis(np.asarray(counts, dtype=np.float64), (-2, -1), (0, 1)))
    used = matrix.sum(axis=0) + matrix.sum(axis=1) > 0
    strength = used.astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        for _ in range(ROUNDS):
            for i in range(len(matrix)):
                share = 1 / (strength[i] + strength + _EPSILON)
                won, lost = (matrix[:, i] * strength * share).sum(axis=0), (matrix[i] * share).sum(axis=0)
                strength[i] = np.where(used[i], won / lost, 0.0)
            strength /= strength.sum(axis=0) / used.sum(axis=0)
        spread = np.where(used, (strength - 1) ** 2, 0.0).sum(axis=0) / used.sum(axis=0)
        return np.where(used.sum(axis=0) > 1, np.sqrt(spread), np.nan)


def _placed(replies: Sequence[Reply], labels: Sequence[str] | None) -> tuple[tuple[str, ...], NDArray[np.intp]]:
    """Return the names of strategies, and (replies, 2): the places of the person's and of the system's among them; -1
    where there is none."""
    pairs = [
        (reply.reference_strategy, reply.strategy) if reply.text is not None else (None, None) for reply in replies
    ]
    there = {name for pair in pairs if None not in pair for name in pair if name is not None}
    known = tuple(labels or ())
    names = (*known, *sorted(there - {*known}, key=lambda name: (_ORDER.get(name, len(_ORDER)), name)))
    if len(names) > max(MOST_LABELS, len(known) + 1) and labels is None:
        raise InputError(
            f"{len(names)} different strategies occur, and at most {MOST_LABELS} can be compared; "
            f"say which count: {' or '.join(TAXONOMIES)}"
        )
    if labels is not None and len(names) > len(known):
        names = (*known, _REST)
    places = {name: place for place, name in enumerate(names)}
    rest = places.get(_REST, -1)
    found = [[places.get(name, rest) if name is not None else -1 for name in pair] for pair in pairs]
    return names, np.array(found, dtype=np.intp).reshape(len(pairs), 2)


_REST = "any other"


def _accuracy(counts: Array) -> Array:
    return np.asarray(np.trace(counts, axis1=-2, axis2=-1) / counts.sum(axis=(-2, -1)))


def _f1(counts: Array) -> tuple[Array, Array]:
    """Return (…, k): F1 of each strategy, NaN where nobody chose it, and how often people did."""
    right, theirs, ours = np.diagonal(counts, axis1=-2, axis2=-1), counts.sum(axis=-1), counts.sum(axis=-2)
    return 2 * right / (theirs + ours), theirs


def _macro_f1(counts: Array, kept: int, absent: float) -> Array:
    f1 = _f1(counts)[0][..., :kept]
    f1 = np.where(np.isnan(f1), absent, f1)
    there = np.isfinite(f1)
    return np.asarray(np.where(there, f1, 0.0).sum(axis=-1) / there.sum(axis=-1))


def _weighted_f1(counts: Array, kept: int) -> Array:
    f1, theirs = (some[..., :kept] for some in _f1(counts))
    return np.asarray(np.where(theirs > 0, f1 * theirs, 0.0).sum(axis=-1) / theirs.sum(axis=-1))
