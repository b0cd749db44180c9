"""What a corpus is like at every size: as it was made, and in random orders of its dialogues.

Each order gives nested parts: what is in the first 100 dialogues is in the first 200. Two kinds of figures need telling
apart. In random orders a mean, or the Distinct of a fixed number of words, is the same at every size but for chance:
the first hundred are like any hundred. So whether quality or variety changes *while* a corpus is made is told by the
order in which it was made (`trends`). What there is *in all*, as different words, new pairs of words, topics and
near-duplicates, grows with size in any order, and random orders show how much of a curve is chance.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...corpora.near_duplicates import NearDuplicateIndex
from ...signatures import TAXONOMIES, seed_from
from ...stats import Draws, holm, interval, p_value
from ..corpus.description import PERSONALITIES
from ..measure import Array
from .specimens import NONE, Corpus, Numbers, Pieces

SATURATED = 0.1
"""Share of the last tenth's different pairs of words that are new, below which a corpus is said to grow no more."""
_HEAPS_FROM = 1 / 8
"""Of the words of a part: Heaps' law is fitted from there to its end, at `_HEAPS_POINTS` places even on a log scale."""
_HEAPS_POINTS = 8

MEASURES = {
    "quality": "mean combined score of the checks, from 0 to 1",
    "accepted": "share of the dialogues that no check rejects",
    "Distinct-1": "different words over all words; falls with size by itself",
    "Distinct-2": "different pairs of words over all pairs; falls with size by itself",
    "Distinct-1, same amount": "the same of equal amounts of text, on average: comparable between sizes and corpora",
    "Distinct-2, same amount": "the same of pairs of words",
    "new pairs": "share of the different pairs of words in the last tenth that the rest has not; 0 is saturation",
    "Heaps": "exponent of Heaps' law: twice the text has 2 to this power as many different words; 0 is saturation",
    "near-duplicates": "share of the dialogues that are nearly the same as one before",
    "strategies": "entropy of the strategies over its largest possible value: 1 is even",
    "topics": "different topics",
    "personalities": "share of the 32 combinations of the Big Five's poles",
}
"""Name → what it is."""


@dataclass(frozen=True, slots=True)
class Trend:
    """How something changes from the first dialogue made to the last, along a straight line."""

    measure: str
    change: float | None
    low: float | None
    """Of the 95 % interval; None where there is none."""
    high: float | None
    p: float | None
    p_holm: float | None
    """After Holm, for all trends of a study; see `corrected`."""
    n: int
    """Dialogues, or stretches of text, that it is of."""


@dataclass(frozen=True)
class Growth:
    """A corpus at every size."""

    name: str
    dialogues: int
    words: int
    rules: bool
    sizes: tuple[int, ...]
    amount: int
    """Words, or pairs of words, on which Distinct of the same amount is taken."""
    figures: Mapping[str, Array]
    """Measure → (orders, sizes): in the first row as it was made, then in random orders; NaN where there is none."""
    quality: tuple[float | None, float | None]
    """The 95 % interval of the mean score of the whole."""
    trends: tuple[Trend, ...]

    def whole(self, measure: str) -> float | None:
        """Return a figure of the whole corpus; what depends on the order, of random orders on average."""
        return self.at(measure, -1)

    def at(self, measure: str, size: int) -> float | None:
        """Return a figure at the size of that number, the mean over random orders."""
        value = float(np.mean(self.figures[measure][1:, size]))
        return value if math.isfinite(value) else None

    def saturates(self) -> int | None:
        """Return the smallest size from which on less than `SATURATED` of the last tenth's pairs of words are new; None
        where it has not come to that."""
        enough = np.mean(self.figures["new pairs"][1:], axis=0) < SATURATED
        return next((size for at, size in enumerate(self.sizes) if enough[at:].all()), None)

    def trend(self, measure: str) -> Trend:
        return next(one for one in self.trends if one.measure == measure)


def orders_of(corpus: Corpus, repeats: int, seed: int) -> list[Numbers]:
    """Return the order in which a corpus was made, and `repeats` random ones."""
    random = np.random.default_rng(seed_from("growth", seed))
    return [np.arange(len(corpus)), *(random.permutation(len(corpus)) for _ in range(repeats))]


def amount_of(corpus: Corpus, orders: Sequence[Numbers], size: int) -> int:
    """Return the fewest pairs of words that the first `size` dialogues have in any order; 1 at least."""
    return max(1, min(int(np.diff(corpus.pairs.starts)[order[:size]].sum()) for order in orders))


def growth(
    corpus: Corpus, orders: Sequence[Numbers], sizes: Sequence[int], amount: int, seed: int, resamples: int
) -> Iterator[Growth | None]:
    """Yield None after each order, then what the corpus is like at every size.

    Args:
        orders: of `orders_of`.
        amount: words on which Distinct of the same amount is taken; of `amount_of`, the least of several corpora.
    """
    found = []
    for order in orders:
        found.append(_in_order(corpus, order, sizes, amount))
        yield None
    draws = Draws(corpus.people, seed, resamples)
    yield Growth(
        corpus.name,
        len(corpus),
        len(corpus.words.numbers),
        corpus.rules,
        tuple(sizes),
        amount,
        {name: np.array([figures[name] for figures in found]) for name in MEASURES},
        _interval_of_mean(corpus.quality, draws),
        (
            _trend("quality", corpus.quality, draws),
            _trend("accepted", corpus.accepted, draws),
            _trend("Distinct-1, same amount", _stretches(corpus.words, amount), None, seed, resamples),
            _trend("Distinct-2, same amount", _stretches(corpus.pairs, amount), None, seed, resamples),
        ),
    )


def corrected(found: Sequence[Growth]) -> list[Growth]:
    """Return the same with p after Holm for the trends of all."""
    left = iter(holm([each.p for one in found for each in one.trends]))
    return [replace(one, trends=tuple(replace(each, p_holm=next(left)) for each in one.trends)) for one in found]


def _in_order(corpus: Corpus, order: Numbers, sizes: Sequence[int], amount: int) -> dict[str, list[float]]:
    words, pairs = corpus.words.ordered(order), corpus.pairs.ordered(order)
    quality, accepted = corpus.quality[order], corpus.accepted[order]
    repeated = np.cumsum(_near_duplicates(corpus, order))
    topics, personalities = (_different(values[order]) for values in (corpus.topics, corpus.personalities))
    strategies = corpus.strategies.ordered(order)
    different_words, different_pairs = np.cumsum(words.new, dtype=np.int64), np.cumsum(pairs.new, dtype=np.int64)
    found: dict[str, list[float]] = {
        "quality": [_mean(quality[:size]) for size in sizes],
        "accepted": [_mean(accepted[:size]) for size in sizes],
        "near-duplicates": [float(repeated[size - 1]) / size for size in sizes],
        "topics": [float(topics[size - 1]) or math.nan for size in sizes],
        "personalities": [float(personalities[size - 1]) / PERSONALITIES or math.nan for size in sizes],
        "strategies": [_entropy(corpus, strategies.numbers[: strategies.starts[size]]) for size in sizes],
        "Heaps": [_heaps(different_words[: words.starts[size]]) for size in sizes],
        "new pairs": [_new(pairs, size) for size in sizes],
    }
    for number, (pieces, different) in enumerate(((words, different_words), (pairs, different_pairs)), start=1):
        ends = pieces.starts[list(sizes)]
        stretches = _stretches(pieces, amount)
        found[f"Distinct-{number}"] = [float(different[end - 1]) / end if end else math.nan for end in ends]
        found[f"Distinct-{number}, same amount"] = [_mean(stretches[: end // amount]) for end in ends]
    return found


def _mean(values: Array) -> float:
    there = values[np.isfinite(values)]
    return float(there.mean()) if len(there) else math.nan


def _different(values: Numbers) -> Numbers:
    """Return how many kinds there are up to each place."""
    there = values != NONE
    new = np.zeros(len(values), dtype=bool)
    new[there] = Pieces(values[there], np.empty(0, np.int64)).new
    return np.cumsum(new)


def _near_duplicates(corpus: Corpus, order: Numbers) -> Array:
    index, found = NearDuplicateIndex(), np.zeros(len(order))
    for place, number in enumerate(order):
        runs = corpus.runs[number]
        if next(index.alike(runs), None) is None:
            index.add(runs)
        else:
            found[place] = 1
    return found


def _stretches(pieces: Pieces, amount: int) -> Array:
    """Return Distinct of every stretch of `amount` things, one after the other; what is left at the end is none."""
    whole = len(pieces.numbers) // amount
    here = pieces.numbers[: whole * amount].reshape(whole, amount)
    ordered = np.sort(here, axis=1)
    return np.asarray((1 + (ordered[:, 1:] != ordered[:, :-1]).sum(axis=1)) / amount)


def _entropy(corpus: Corpus, used: Numbers) -> float:
    """Return the entropy of strategies, 1 where all of the smallest taxonomy that has them are used alike."""
    counts = np.bincount(used)
    shares = counts[counts > 0] / max(len(used), 1)
    fitting = [len(one.names) for one in TAXONOMIES.values() if {*corpus.names} <= {*one.names}]
    possible = min(fitting, default=len(corpus.names))
    return float(-(shares * np.log(shares)).sum() / math.log(possible)) if len(used) and possible > 1 else math.nan


def _heaps(different: Numbers) -> float:
    """Return the exponent, of how many kinds there are up to each place."""
    places = np.unique(
        np.geomspace(max(1, len(different) * _HEAPS_FROM), max(1, len(different)), _HEAPS_POINTS).round()
    )
    if len(places) < 2:
        return math.nan
    at = places.astype(int) - 1
    return float(np.polyfit(np.log(places), np.log(different[at]), 1)[0])


def _new(pairs: Pieces, size: int) -> float:
    """Return which share of the different things in the last tenth of `size` dialogues is not in the rest."""
    start, end = pairs.starts[size - max(1, size // 10)], pairs.starts[size]
    last = np.unique(pairs.numbers[start:end])
    return float(1 - np.isin(last, pairs.numbers[:start]).mean()) if len(last) else math.nan


def _interval_of_mean(values: Array, draws: Draws) -> tuple[float | None, float | None]:
    there = np.isfinite(values)
    totals = draws.totals(np.column_stack([np.where(there, values, 0), there]))
    with np.errstate(invalid="ignore"):
        return interval(_mean(values), totals[:, 0] / totals[:, 1], draws.groups) or (None, None)


def _trend(measure: str, values: Array, draws: Draws | None, seed: int = 0, resamples: int = 0) -> Trend:
    """Return the least squares line through `values` in their order.

    Args:
        draws: of the dialogues; None for stretches of text, each of which is resampled for itself.
    """
    draws = draws or Draws(range(len(values)), seed, resamples)
    there = np.isfinite(values)
    x, y = np.linspace(0, 1, len(values)), np.where(there, values, 0.0)
    rows = np.where(there[:, None], np.column_stack([np.ones_like(x), x, y, x * x, x * y]), 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        change, drawn = float(_slope(rows.sum(axis=0))), _slope(draws.totals(rows))
    groups = len({*draws.places[there].tolist()})
    low, high = interval(change, drawn, groups) or (None, None)
    known = change if math.isfinite(change) else None
    return Trend(measure, known, low, high, p_value(change, drawn, groups), None, int(there.sum()))


def _slope(sums: Array) -> Array:
    """Return the slope, of sums of 1, x, y, x², xy; NaN where x does not vary."""
    n, x, y, xx, xy = np.moveaxis(sums, -1, 0)
    spread = n * xx - x * x
    return np.asarray(np.where(spread > 1e-12 * np.maximum(n * xx, 1), (n * xy - x * y) / spread, np.nan))
