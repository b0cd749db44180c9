"""What judges said, as tables: a line for each dimension and rater, with how many ratings are missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from string import ascii_uppercase

from rich.table import Table

from ..programs.pairing import CHANGED, SHOWN_FIRST, SHOWN_SECOND
from ..signatures import Rating, Scale
from ..signatures.asks_of_rater import compared
from ..stats import interval_of_mean
from .plain import Paper, as_text

AVERAGE = "average"
"""Row of the mean over the dimensions; of conversations that have all of them."""
_NONE = "-"

Said = dict[str, list[Rating]]
"""Rater → ratings."""
Lines = Iterator[tuple[str, tuple[str, ...]]]
"""Of one rater: a dimension and the cells of its row."""


def print_ratings(paper: Paper, scale: Scale, ratings: Sequence[Rating], seed: int) -> None:
    """Print a line for each dimension and rater: n, missing, mean with its interval, how often each value was given."""
    header = ("dimension", "rater", "n", "missing", "mean", "95 % interval", "of 100", "ratings")
    _print(paper, header, ratings, lambda said: _of_scale(scale, said, seed))
    paper.print(
        as_text(
            f"Values from {scale.lowest} to {scale.highest}; of 100: the mean as a share of that range. Missing is "
            "what could not be read or was not answered; it is in no mean. Intervals: bootstrap over conversations."
        ),
        soft_wrap=True,
    )


def print_pairs(paper: Paper, scale: Scale, ratings: Sequence[Rating], seed: int) -> None:
    """Print a line for each dimension and rater: how many pairs were won, and how far the order decided."""
    header = (
        *("dimension", "rater", "n", "missing", "win %", "tie %", "loss %"),
        *("wins - losses", "95 % interval", "changed %", "first %"),
    )
    _print(paper, header, ratings, lambda said: _of_pairs([one.name for one in compared(scale)], said, seed))
    paper.print(
        as_text(
            "Each pair was asked about in both orders; a win is one in both. changed: the answer changed with the "
            "order, which makes a tie. first: how often the one shown first was preferred where one was; 50 is no "
            "bias. Intervals: bootstrap over pairs."
        ),
        soft_wrap=True,
    )


def print_legend(paper: Paper, ratings: Iterable[Rating]) -> None:
    """Print who the raters are, and the first reason why something is missing."""
    said = _by_rater(ratings)
    for letter, rater in _letters(said).items():
        paper.print(as_text(f"{letter}  {rater}"), soft_wrap=True)
    missing = next((one for found in said.values() for one in found if one.value is None), None)
    if missing is not None:
        told = f"missing, for instance: {missing.item}, {missing.dimension}: {missing.problem}"
        paper.print(as_text(told), soft_wrap=True)


def _print(
    paper: Paper, header: Sequence[str], ratings: Iterable[Rating], lines: Callable[[Sequence[Rating]], Lines]
) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in header:
        table.add_column(name, justify="left" if name in ("dimension", "rater", "ratings") else "right", no_wrap=True)
    said = _by_rater(ratings)
    of_raters = {letter: dict(lines(said[rater])) for letter, rater in _letters(said).items()}
    for name in dict.fromkeys(name for found in of_raters.values() for name in found):
        for letter, found in of_raters.items():
            if name in found:
                table.add_row(as_text(name), letter, *found[name])
    paper.table(table)


def _of_scale(scale: Scale, ratings: Sequence[Rating], seed: int) -> Lines:
    asked = [one.name for one in scale.dimensions]
    for name in scale.names():
        found = [one for one in ratings if one.dimension == name]
        if found:
            yield name, _line(found, scale if name in asked else None, seed)
    if len(asked) > 1 and not scale.differences:
        yield AVERAGE, _line(list(_averages(asked, ratings)), scale, seed)[:-1]


def _averages(asked: Sequence[str], ratings: Sequence[Rating]) -> Iterator[Rating]:
    """Yield the mean over the dimensions for each item; missing where one of them is."""
    of_item: dict[str, list[Rating]] = {}
    for one in ratings:
        of_item.setdefault(one.item, []).append(one)
    for item, found in of_item.items():
        values = [one.value for one in found if one.value is not None]
        whole = len(values) == len(asked)
        yield Rating(item, found[0].scale, AVERAGE, found[0].rater, sum(values) / len(values) if whole else None)


def _line(ratings: Sequence[Rating], scale: Scale | None, seed: int) -> tuple[str, ...]:
    values = [one.value for one in ratings if one.value is not None]
    items = [one.item for one in ratings if one.value is not None]
    counts = (str(len(values)), str(len(ratings) - len(values)))
    if not values:
        return (*counts, _NONE, _NONE, _NONE, "")
    mean = sum(values) / len(values)
    share = f"{100 * (mean - scale.lowest) / (scale.highest - scale.lowest):.1f}" if scale else ""
    given = "  ".join(f"{value:g}×{count}" for value, count in sorted(Counter(values).items()))
    return (*counts, f"{mean:.2f}", _interval(values, items, seed), share, given)


def _of_pairs(dimensions: Sequence[str], ratings: Sequence[Rating], seed: int) -> Lines:
    for name in dimensions:
        verdicts = [one for one in ratings if one.dimension == name]
        there = [one for one in verdicts if one.value is not None]
        counts = (str(len(there)), str(len(verdicts) - len(there)))
        if not there:
            yield name, (*counts, *[_NONE] * 7)
            continue
        values = [one.value or 0.0 for one in there]
        shares = (_percent(values.count(value), len(values)) for value in (1.0, 0.0, -1.0))
        net = f"{100 * sum(values) / len(values):.1f}"
        band = _interval([100 * value for value in values], [one.item for one in there], seed, digits=1)
        changed = _percent(sum(one.note == CHANGED for one in there), len(there))
        yield name, (*counts, *shares, net, band, changed, _first(name, ratings))


def _first(dimension: str, ratings: Iterable[Rating]) -> str:
    """Return how many of the answers that preferred one preferred the one shown first, in percent."""
    places = {dimension + SHOWN_FIRST: 1.0, dimension + SHOWN_SECOND: -1.0}
    chosen = [one.value == places[one.dimension] for one in ratings if one.dimension in places and one.value]
    return _percent(sum(chosen), len(chosen))


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else _NONE


def _interval(values: Sequence[float], items: Sequence[str], seed: int, digits: int = 2) -> str:
    found = interval_of_mean(values, items, seed)
    return f"{found[0]:.{digits}f} to {found[1]:.{digits}f}" if found else _NONE


def _by_rater(ratings: Iterable[Rating]) -> Said:
    said: Said = {}
    for one in ratings:
        said.setdefault(one.rater, []).append(one)
    return dict(sorted(said.items()))


def _letters(said: Said) -> dict[str, str]:
    """Return letter → rater; numbers where there are more raters than letters."""
    names = ascii_uppercase if len(said) <= len(ascii_uppercase) else [str(number + 1) for number in range(len(said))]
    return dict(zip(names, said, strict=False))
