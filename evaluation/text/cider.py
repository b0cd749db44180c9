"""CIDEr-D (Vedantam et al. 2015) of each reply, as pycocoevalcap and nlg-eval compute it: between 0 and 10.

Runs of 1 to 4 tokens are weighted by how few of the test set's replies have them in a reference, so the figure belongs
to a test set: with one reply every weight is log 1 = 0, and so is CIDEr.
"""

from __future__ import annotations

import numpy as np

from .pairs import Array, Pairs, unique

_ORDERS = (1, 2, 3, 4)
_SIGMA = 6.0


def cider(pairs: Pairs) -> Array:
    """Return (replies,): the mean over references; NaN without a reference."""
    each = np.mean([_of_order(pairs, n) for n in _ORDERS], axis=0)
    # The original takes the number of bigrams, not of tokens, for the length.
    bigrams = np.maximum(pairs.lengths - 1, 0)
    apart = bigrams[pairs.owner] - bigrams[pairs.size :]
    each = 10 * each * np.exp(-(apart**2) / (2 * _SIGMA**2))
    references = np.bincount(pairs.owner, minlength=pairs.size)
    with np.errstate(invalid="ignore"):
        return np.bincount(pairs.owner, weights=each, minlength=pairs.size) / references


def _of_order(pairs: Pairs, n: int) -> Array:
    """Return (references,): the cosine, clipped to what the reference has, of the weighted runs of n tokens."""
    bags, met = pairs.bags(n), pairs.met(n)
    weights = bags.count * _idf(pairs, n)[bags.run]
    norms = np.sqrt(np.bincount(bags.text, weights=weights**2, minlength=len(pairs.lengths)))
    of = bags.text[met.reference] - pairs.size
    shared = np.minimum(weights[met.reply], weights[met.reference]) * weights[met.reference]
    products = np.bincount(of, weights=shared, minlength=len(pairs.owner))
    norm = norms[pairs.owner] * norms[pairs.size :]
    return np.asarray(products / np.where(norm > 0, norm, 1.0), dtype=np.float64)


def _idf(pairs: Pairs, n: int) -> Array:
    """Return the weight of each run: log (test set's size / replies with the run in one of their references)."""
    bags = pairs.bags(n)
    first = int(np.searchsorted(bags.text, pairs.size))
    owners = pairs.owner[bags.text[first:] - pairs.size]
    with_run = unique(owners * bags.different + bags.run[first:]) % bags.different
    have = np.bincount(with_run, minlength=bags.different)
    tested = max(len(unique(pairs.owner)), 1)
    return np.asarray(np.log(tested) - np.log(np.maximum(have, 1)), dtype=np.float64)
