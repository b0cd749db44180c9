"""Figures and contrasts in words, so that a study says the same of the same numbers everywhere."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from ..measure import Better
from ..results import number, p_text, with_interval
from .findings import Family, Mean, OutcomeFindings, PairedContrast
from .observations import Outcome

Cell = tuple[str | None, str | None]
Finding = Literal["better", "worse", "higher", "lower", "not shown"]
ALPHA = 0.05
_ROUNDING = 1e-9
_MORE = 2


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence lists them: ``A, B and C``; "" for none."""
    *most, last = names or [""]
    return f"{', '.join(most)} and {last}" if most else last


def cell_name(cell: Cell) -> str:
    """Return a cell, or a marginal, as it is called in texts and tables."""
    generator, framework = cell
    if generator is None:
        return "all generators" if framework is None else f"all generators with {framework}"
    return generator if framework is None else f"{generator} with {framework}"


def digits(found: OutcomeFindings) -> int:
    """Return how many digits after the point the tables have of an outcome: enough for all that is shown of it."""
    known = [(one, one.high - one.low) for one in found.contrasts if one.low is not None and one.high is not None]
    shown = [width for one, width in known if width > 0 and is_shown(one)]
    widths = sorted(width for _, width in known if width > 0)
    if not widths:
        return 2 if any(abs(one.value or 0) >= 2 for one in found.means) else 3
    return places(min(shown) if shown else widths[len(widths) // 2])


def places(size: float) -> int:
    """Return how many digits after the point give two of a size above 0, such as an interval's width."""
    return max(0, 1 - math.floor(math.log10(size)))


def percent(share: float) -> str:
    """Return a share in [0, 1] without its sign; small ones keep a digit, since 0 means none."""
    hundredths = 100 * max(share, 0.0)
    if 0 < hundredths < 0.05:
        return "<0.1"
    return f"{hundredths:.0f}" if hundredths == 0 or hundredths >= 9.95 else f"{hundredths:.1f}"


def lost(mean: Mean) -> float:
    """Return the share of the values that a mean lacks; 0 where none were wanted."""
    return mean.missing / (mean.n + mean.missing) if mean.missing else 0.0


def ranked(found: OutcomeFindings, framework: str | None) -> list[str]:
    """Return the generators by their mean in one framework, or over all, the best first; none that has no mean."""
    means = [one for one in found.means if one.framework == framework and one.generator is not None]
    known = {one.generator: one.value for one in means if one.generator is not None and one.value is not None}
    sign = -1 if found.outcome.better == "lower" else 1
    return sorted(known, key=lambda name: -sign * known[name])


def contrast_of(found: OutcomeFindings, family: Family, a: Cell, b: Cell) -> PairedContrast | None:
    """Return a contrast, the other way round where it was made so; None where there is none."""
    for one in found.contrasts:
        if one.family == family and (one.a, one.b) == (a, b):
            return one
        if one.family == family and (one.a, one.b) == (b, a):
            return _turned(one)
    return None


def is_shown(contrast: PairedContrast) -> bool:
    """Return whether a difference is shown: its interval leaves 0 out, and it stands after Holm's correction."""
    if contrast.low is None or contrast.high is None or contrast.low <= 0 <= contrast.high:
        return False
    return contrast.p_holm is None or contrast.p_holm < ALPHA


def called(outcome: Outcome) -> Better | None:
    """Return which way an outcome may be called better; None, so that it is but higher or lower, for what rules score.

    What rules score is not what a reader finds good, above all where drafts were sent back until the rules liked them.
    """
    return None if outcome.steers else outcome.better


def finding(contrast: PairedContrast, better: Better | None) -> Finding:
    """Return in one word what a contrast says of `a`; where neither direction is better, which one it is."""
    if not is_shown(contrast):
        return "not shown"
    higher = (contrast.difference or 0.0) > 0
    if better is None:
        return "higher" if higher else "lower"
    return "better" if higher == (better == "higher") else "worse"


def direction(word: Finding, better: Better | None) -> str:
    """Return a finding with what it means in numbers, which readers of PPL and the like need."""
    if word == "better":
        return f"better ({better})"
    if word == "worse":
        return f"worse ({'lower' if better == 'higher' else 'higher'})"
    return word


def amount(contrast: PairedContrast) -> str:
    """Return a difference with its interval, to two digits of its width: its size if it is shown, or with its sign."""
    if contrast.difference is None:
        return "no pairs"
    size = abs(contrast.difference)
    own = places(size) if size else 0
    if contrast.low is None or contrast.high is None:
        return f"{_signed(contrast.difference, own)}, no interval"
    if contrast.high - contrast.low <= _ROUNDING * size:
        told = number(size, own) if is_shown(contrast) else _signed(contrast.difference, own)
        return f"{told}, alike in every pair"
    kept = _kept(contrast.low, contrast.high)
    if is_shown(contrast):
        one = contrast if contrast.difference > 0 else _turned(contrast)
        return with_interval(one.difference, one.low, one.high, kept)
    bounds = f"{_signed(contrast.low, kept)} to {_signed(contrast.high, kept)}"
    if not contrast.low <= 0 <= contrast.high:  # an interval without 0 in it does not show a difference by itself
        bounds += f"; p after Holm {p_text(contrast.p_holm)}"
    return f"{_signed(contrast.difference, kept)} ({bounds})"


def _kept(low: float, high: float) -> int:
    """Return the digits of an interval; up to two more where a bound that is not 0 would be printed as 0."""
    kept, nearest = places(high - low), min(abs(low), abs(high))
    more = (kept + extra for extra in range(_MORE + 1) if round(nearest, kept + extra))
    return kept if low <= 0 <= high else next(more, kept)


def _signed(value: float, digits: int) -> str:
    rounded = round(value, digits) + 0.0  # -0.0 is printed as 0
    return f"+{number(rounded, digits)}" if rounded > 0 else number(rounded, digits)


def _turned(one: PairedContrast) -> PairedContrast:
    def minus(value: float | None) -> float | None:
        return None if value is None else -value

    wins = None if one.wins is None else 1 - one.wins
    return PairedContrast(
        *(one.family, one.b, one.a, minus(one.difference), minus(one.high), minus(one.low)),
        *(one.p, one.p_holm, minus(one.effect), wins, one.units, one.missing),
    )
