"""Unigram F1 of each reply: how far its bag of tokens is that of the best reference, as in ParlAI and ESConv's code."""

from __future__ import annotations

import numpy as np

from .pairs import Array, Pairs


def f1(pairs: Pairs) -> Array:
    """Return (replies,): between 0 and 1; NaN without a reference."""
    together = pairs.reply_lengths[pairs.owner] + pairs.reference_lengths
    return pairs.best(2 * pairs.overlaps(1) / np.maximum(together, 1))
