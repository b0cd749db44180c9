"""Do 95 % intervals hold the truth in 95 of 100 studies, and do systems that are equal differ in 5 of 100?

    python -m tests.benchmarks.coverage [STUDIES]

Two systems reply in 8,000 simulated conversations of unequal length, of which every study draws some. What a metric has
over all of them is the truth. Of Distinct, which falls as the corpus grows, the truth is what studies of that size have
on average. Where there is to be no difference, each conversation of a study has its two systems changed over by chance.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from socialsim.evaluation.comparing import contrasts
from socialsim.evaluation.figures import figures
from socialsim.evaluation.measure import Measure, Sums, mean
from socialsim.evaluation.navg import NAvgSpec, navg
from socialsim.evaluation.strategies import strategy_measures
from socialsim.evaluation.text.bleu import bleu
from socialsim.evaluation.text.distinct import Types, distinct
from socialsim.evaluation.text.pairs import Pairs
from socialsim.evaluation.text.profile import Bleu
from socialsim.signatures import ESCONV, Outputs, Reply
from socialsim.stats import Draws

from .common import Row, print_table

STUDIES = 1_000
SIZES = (20, 50, 200)
DIALOGUES = 8_000
LONGEST = 24
_WORDS, _OWN_WORDS = 3_000, 12
"""Words there are, and words that one conversation is about."""
_NAVG = NAvgSpec(("score", "BLEU-4", "strategy accuracy", "perplexity"))

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Population:
    """All replies of both systems, those of the second after all of the first."""

    starts: Ints
    """(dialogues + 1,): where the replies of each conversation begin."""
    sums: Mapping[str, Sums]
    words: Types

    @property
    def replies(self) -> int:
        return int(self.starts[-1])

    def rows(self, dialogues: Ints, second: NDArray[np.bool_]) -> Ints:
        """Return the replies in conversations, of the second system where `second` says so."""
        own = _ranges(self.starts[dialogues], self.starts[dialogues + 1])
        return own + np.repeat(second * self.replies, self._lengths(dialogues))

    def draws(self, dialogues: Ints, seed: int) -> Draws:
        return Draws(np.repeat(np.arange(len(dialogues)), self._lengths(dialogues)).tolist(), seed)

    def measures(self, rows: Ints) -> dict[str, Measure]:
        """Return the measures of some replies."""
        found: dict[str, Measure] = {
            name: replace(one, rows=one.rows[rows], counted=one.counted[rows]) for name, one in self.sums.items()
        }
        begin, end = self._bounds[rows], self._bounds[rows + 1]
        kind, reply = self.words.kind[_ranges(begin, end)], np.repeat(np.arange(len(rows)), end - begin)
        found[self.words.name] = replace(self.words, reply=reply, kind=kind, counted=np.ones(len(rows), dtype=bool))
        return found

    @cached_property
    def _bounds(self) -> Ints:
        """(replies + 1,): where the words of each reply begin."""
        return np.searchsorted(self.words.reply, np.arange(2 * self.replies + 1))

    def _lengths(self, dialogues: Ints) -> Ints:
        return self.starts[dialogues + 1] - self.starts[dialogues]


def population(draw: np.random.Generator) -> Population:
    """Return conversations in which the first system is the better one in everything."""
    lengths = draw.integers(1, LONGEST + 1, DIALOGUES)
    place = np.repeat(np.arange(DIALOGUES), lengths)
    count = len(place)
    sizes = 2 + draw.poisson(13, count)
    first, second, references = zip(*_texts(draw, place, sizes), strict=True)
    both = Pairs([*first, *second], [[reference] for reference in references * 2])
    counted = np.ones(2 * count, dtype=bool)
    scores, losses, strategies = _scores(draw, place), _losses(draw, place, sizes), _strategies(draw, place)
    sums = [
        mean("score", scores),
        bleu(both, 4, Bleu(smoothing="method3"), counted, 100),
        Sums("perplexity", losses, lambda sums: np.exp(sums[..., 0] / sums[..., 1]), counted, "lower"),
        *(one for one in strategy_measures(strategies) if isinstance(one, Sums) and "weighted" not in one.name),
    ]
    return Population(
        np.append(0, np.cumsum(lengths)),
        {one.name: one for one in sums},
        distinct(both, 2, counted, without_last=False, scale=100),
    )


def rows(studies: int = STUDIES) -> list[Row]:
    whole = population(np.random.default_rng(20))
    found = [_study(whole, size, studies) for size in SIZES]
    table = [(f"{studies:,} studies of {', '.join(map(str, SIZES))} dialogues", "", "")]
    for part, goal in ((0, "93–97 %"), (1, "≤ 6.4 %")):
        for name in found[0][part]:
            table.append((f"  {name}", " ".join(f"{100 * one[part][name]:5.1f}" for one in found) + " %", goal))
    return table


def _study(whole: Population, size: int, studies: int) -> tuple[dict[str, float], dict[str, float]]:
    """Return how often intervals held the truth, and how often p was below .05 where nothing was to be found."""
    draw = np.random.default_rng(size)
    every = np.arange(DIALOGUES)
    truth = list[dict[str, float]]()
    for second in (False, True):
        everything = whole.measures(whole.rows(every, np.full(DIALOGUES, second)))
        of_corpora = {whole.words.name: _expected(whole, size, second, draw)}
        truth.append({name: one.value() for name, one in everything.items()} | of_corpora)
    true_navg = _true_navg(truth)
    held: dict[str, list[bool]] = {}
    differing: dict[str, list[bool]] = {}
    none = np.zeros(size, dtype=bool)
    for seed in range(studies):
        dialogues = _some(draw, size)
        draws = whole.draws(dialogues, seed)
        first, other = (whole.measures(whole.rows(dialogues, which)) for which in (none, ~none))
        for figure in figures(Outputs("first", "simulated", ()), "", [*first.values()], draws):
            _note(held, figure.metric, figure.low, figure.high, truth[0][figure.metric])
        for name in first:  # one at a time: p-values as they are, before Holm's correction
            [one] = contrasts({"first": [first[name]], "second": [other[name]]}, draws)
            _note(held, f"{name}: difference", one.low, one.high, truth[0][name] - truth[1][name])
        average = navg({"first": [*first.values()], "second": [*other.values()]}, _NAVG, draws)[0]
        _note(held, "NAvg", average.low, average.high, true_navg)
        swapped = draw.random(size) < 0.5
        first, other = (whole.measures(whole.rows(dialogues, which)) for which in (swapped, ~swapped))
        for name in first:
            [one] = contrasts({"first": [first[name]], "second": [other[name]]}, draws)
            differing.setdefault(f"{name}: p < .05 of equals", []).append(one.p is not None and one.p < 0.05)
    return _shares(held), _shares(differing)


def _some(draw: np.random.Generator, size: int) -> Ints:
    """Return different conversations: of one that comes twice nothing is distinct, and no corpus has that."""
    return draw.choice(DIALOGUES, size, replace=False)


def _note(held: dict[str, list[bool]], name: str, low: float | None, high: float | None, truth: float) -> None:
    if low is not None and high is not None:
        held.setdefault(name, []).append(low <= truth <= high)


def _shares(found: Mapping[str, list[bool]]) -> dict[str, float]:
    return {name: sum(some) / len(some) for name, some in found.items()}


def _expected(whole: Population, size: int, second: bool, draw: np.random.Generator) -> float:
    """Return the mean of Distinct over corpora of this size."""
    which = np.full(size, second)
    corpora = (whole.rows(_some(draw, size), which) for _ in range(1_000))
    return float(np.mean([whole.measures(corpus)[whole.words.name].value() for corpus in corpora]))


def _true_navg(truth: Sequence[Mapping[str, float]]) -> float:
    first, second = truth
    ratios = {name: first[name] / ((first[name] + second[name]) / 2) for name in _NAVG.metrics}
    ratios["perplexity"] = 1 / ratios["perplexity"]
    return sum(ratios.values()) / len(ratios)


# What the systems say


def _texts(draw: np.random.Generator, place: Ints, sizes: Ints) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """Yield both systems' tokens and the reference's: a system has a word of the reference with a chance that depends
    on the conversation and the reply, and otherwise any word, or one that the conversation is about."""
    words = np.array([f"w{number}" for number in range(_WORDS)])
    common = np.cumsum(1 / np.arange(1, _WORDS + 1))
    common /= common[-1]
    own = draw.integers(0, _WORDS, (DIALOGUES, _OWN_WORDS))
    ease = draw.normal(0, 0.5, DIALOGUES)

    def some(dialogue: int, size: int, topical: float) -> Ints:
        any_word = np.searchsorted(common, draw.random(size))
        return np.where(draw.random(size) < topical, own[dialogue, draw.integers(0, _OWN_WORDS, size)], any_word)

    for dialogue, size in zip(place.tolist(), sizes.tolist(), strict=True):
        reference = some(dialogue, size, 0.3)
        systems = []
        for skill, topical in ((0.0, 0.3), (-0.4, 0.5)):
            copied = draw.random(size) < 1 / (1 + np.exp(-(skill + ease[dialogue] + draw.normal(0, 0.5))))
            text = np.where(copied, reference, some(dialogue, size, topical))
            systems.append(words[text[: max(1, round(size * draw.uniform(0.6, 1)))]].tolist())
        yield systems[0], systems[1], words[reference].tolist()


def _scores(draw: np.random.Generator, place: Ints) -> NDArray[np.float64]:
    """Return skewed scores, as those of sentences are."""
    shared = draw.gamma(2, 0.1, DIALOGUES)
    systems = [(shared + draw.normal(shift, 0.1, DIALOGUES))[place] for shift in (0.04, 0)]
    return np.concatenate(systems) + draw.gamma(1, 0.2, 2 * len(place))


def _losses(draw: np.random.Generator, place: Ints, sizes: Ints) -> NDArray[np.float64]:
    """Return (replies, 2): the loss over the tokens of each reply, and how many there are."""
    shared = draw.normal(0, 0.25, DIALOGUES)
    tokens = np.concatenate([sizes, sizes])
    level = np.concatenate([(shift + shared + draw.normal(0, 0.1, DIALOGUES))[place] for shift in (2.95, 3)])
    return np.column_stack([tokens * level + np.sqrt(tokens) * draw.gamma(4, 0.5, len(tokens)), tokens])


def _strategies(draw: np.random.Generator, place: Ints) -> list[Reply]:
    """Return replies with the shares that strategies have in ESConv; where a system errs, it prefers the frequent."""
    share = np.array([0.21, 0.06, 0.08, 0.09, 0.16, 0.16, 0.06, 0.18])
    persons = draw.choice(8, len(place), p=share)
    ease = draw.normal(0, 0.6, DIALOGUES)
    found = list[Reply]()
    for skill in (-0.6, -0.85):
        right = draw.random(len(place)) < (1 / (1 + np.exp(-(skill + ease + draw.normal(0, 0.3, DIALOGUES)))))[place]
        own = np.where(right, persons, draw.choice(8, len(place), p=share**2 / (share**2).sum()))
        found += [
            Reply("", strategy=ESCONV.names[chosen], reference_strategy=ESCONV.names[meant])
            for chosen, meant in zip(own, persons, strict=True)
        ]
    return found


def _ranges(starts: Ints, stops: Ints) -> Ints:
    """Return the numbers from each start to before its stop, one range after the other."""
    lengths = stops - starts
    return np.arange(lengths.sum()) + np.repeat(starts - np.append(0, np.cumsum(lengths)[:-1]), lengths)


if __name__ == "__main__":
    print_table(rows(*map(int, sys.argv[1:])))
