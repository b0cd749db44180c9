"""NLTK's smoothings of BLEU (after Chen and Cherry 2014), on many sums at once.

Each takes matches and runs by n, (…, orders), the length of the replies, (…), its constant (0 for NLTK's) and the share
of runs of five that method5 wants, one or (…). It returns the shares by n, (…, orders); NLTK leaves out a share of 0.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import numpy as np

from .pairs import Array

Smooth = Callable[[Array, Array, Array, float, Array], Array]


def _none(matches: Array, runs: Array, length: Array, constant: float, five: Array) -> Array:
    return np.where(matches > 0, matches / runs, sys.float_info.min)


def _method1(matches: Array, runs: Array, length: Array, constant: float, five: Array) -> Array:
    return np.where(matches > 0, matches, constant or 0.1) / runs


def _method2(matches: Array, runs: Array, length: Array, constant: float, five: Array) -> Array:
    more = np.where(np.arange(matches.shape[-1]) > 0, 1.0, 0.0)
    return (matches + more) / (runs + more)


def _method3(matches: Array, runs: Array, length: Array, constant: float, five: Array) -> Array:
    return np.where(matches > 0, matches, 0.5 ** _zeros(matches)) / runs


def _method4(matches: Array, runs: Array, length: Array, constant: float, five: Array) -> Array:
    log = np.where(length > 1, np.log(length), 0.0)[..., None]
    return np.where(matches > 0, matches, 0.5 ** _zeros(matches) * log / (constant or 5.0)) / runs


def _method5(matches: Array, runs: Array, length: Array, constant: float, five: Array) -> Array:
    return _between(matches / runs, five)


def _method7(matches: Array, runs: Array, length: Array, constant: float, five: Array) -> Array:
    return _between(_method4(matches, runs, length, constant, five), five)


def _zeros(matches: Array) -> Array:
    """Return for each n how many of 1 … n have no match."""
    return np.cumsum(matches == 0, axis=-1, dtype=np.float64)


def _between(shares: Array, five: Array) -> Array:
    """Return the mean of each share, the next one, and the one before, which has been changed already."""
    fives = np.broadcast_to(five, shares.shape[:-1])
    after = np.concatenate([shares[..., 1:], fives[..., None]], axis=-1)
    before, changed = shares[..., 0] + 1, []
    for n in range(shares.shape[-1]):
        before = (before + shares[..., n] + after[..., n]) / 3
        changed.append(before)
    return np.stack(changed, axis=-1)


SMOOTHERS: dict[str, Smooth] = {
    "none": _none,
    "method1": _method1,
    "method2": _method2,
    "method3": _method3,
    "method4": _method4,
    "method5": _method5,
    "method7": _method7,
}
