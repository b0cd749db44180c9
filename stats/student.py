"""Student's t: how far a mean of few lies from the truth, when its spread is estimated from the same few."""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist

NORMAL = 2_000
"""Degrees of freedom from which the normal distribution does: the quantiles agree to three digits."""


def beyond(t: float, free: int) -> float:
    """Return the probability that |T| is larger than `t`, with `free` degrees of freedom, from 1 on.

    Source: Abramowitz and Stegun 1964, 26.7.3 and 26.7.4, the finite sums for whole numbers of degrees of freedom.
    """
    if free >= NORMAL:
        return math.erfc(abs(t) / math.sqrt(2))
    angle = math.atan2(abs(t), math.sqrt(free))
    sine, cosine = math.sin(angle), math.cos(angle)
    term, total = (cosine, 0.0) if free % 2 else (1.0, 0.0)
    for step in range(free // 2):
        total += term
        # Odd: 1, 2/3, 2·4/(3·5), …; even: 1, 1/2, 1·3/(2·4), …
        term *= cosine**2 * ((2 * step + 2) / (2 * step + 3) if free % 2 else (2 * step + 1) / (2 * step + 2))
    within = 2 / math.pi * (angle + sine * total) if free % 2 else sine * total
    return min(1.0, max(0.0, 1 - within))


@lru_cache(maxsize=4096)
def quantile(tail: float, free: int) -> float:
    """Return what T exceeds with probability `tail`, below a half."""
    if free >= NORMAL:
        return NormalDist().inv_cdf(1 - tail)
    low, high = 0.0, 1.0
    while beyond(high, free) > 2 * tail:
        high *= 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if beyond(middle, free) > 2 * tail else (low, middle)
    return high
