"""Replies and references as numbers: a text is tokenized once, and runs of tokens are counted once for all metrics."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Sized
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain, count

import numpy as np
from numpy.typing import NDArray

from ...signatures import Reply
from .tokenizing import Tokenizer

Array = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Runs:
    """Runs of n tokens, wherever they are, in the order of the texts; equal runs have the same number."""

    text: Ints
    run: Ints
    different: int


@dataclass(frozen=True)
class Bags:
    """How often each run is in each text, in the order of text and run."""

    text: Ints
    run: Ints
    count: Ints
    different: int

    @cached_property
    def keys(self) -> Ints:
        """A number for each text and run, rising."""
        return self.text * self.different + self.run


@dataclass(frozen=True)
class Met:
    """Runs that a reply has in common with a reference: rows of `Bags` on both sides."""

    reply: Ints
    reference: Ints


class Pairs:
    """The tokens of some replies, and of the references to each.

    The replies are texts 0, 1, …; the references follow, those of the first reply first.
    """

    def __init__(self, replies: Sequence[list[str]], references: Sequence[Sequence[list[str]]]) -> None:
        self.replies = replies
        self.references = references
        self.owner = np.repeat(np.arange(len(replies)), _lengths(references))
        """(references,): the reply that each is for."""
        self.lengths = _lengths(self._texts())
        self._runs: dict[int, Runs] = {}
        self._bags: dict[int, Bags] = {}
        self._met: dict[int, Met] = {}

    @property
    def size(self) -> int:
        """How many replies there are."""
        return len(self.replies)

    @property
    def reply_lengths(self) -> Ints:
        return self.lengths[: self.size]

    @property
    def reference_lengths(self) -> Ints:
        return self.lengths[self.size :]

    def runs(self, n: int) -> Runs:
        """Return every run of n tokens, of replies and references."""
        if n not in self._runs:
            self._runs[n] = self._longer(n) if n > 1 else self._tokens()
        return self._runs[n]

    def bags(self, n: int) -> Bags:
        """Return how often each run of n tokens is in each text."""
        if n not in self._bags:
            runs = self.runs(n)
            keys, often = np.unique(runs.text * runs.different + runs.run, return_counts=True)
            text, run = np.divmod(keys, runs.different)
            self._bags[n] = Bags(text, run, often, runs.different)
        return self._bags[n]

    def met(self, n: int) -> Met:
        """Return the runs of n tokens that a reply shares with one of its references."""
        if n not in self._met:
            bags = self.bags(n)
            first = int(np.searchsorted(bags.text, self.size))
            mine = bags.keys[:first]
            wanted = self.owner[bags.text[first:] - self.size] * bags.different + bags.run[first:]
            place = np.searchsorted(mine, wanted)
            hit = np.zeros(len(wanted), dtype=bool)
            there = place < first
            hit[there] = mine[place[there]] == wanted[there]
            self._met[n] = Met(place[hit], first + np.flatnonzero(hit))
        return self._met[n]

    def overlaps(self, n: int) -> Ints:
        """Return (references,): how many runs of n tokens each reference has in common with its reply."""
        bags, met = self.bags(n), self.met(n)
        shared = np.minimum(bags.count[met.reply], bags.count[met.reference])
        return _sums(bags.text[met.reference] - self.size, shared, len(self.owner))

    def matches(self, n: int) -> Ints:
        """Return (replies,): how many runs of n tokens each reply has in common with its references taken together.

        A run counts as often as the reference has it that has it most (Papineni et al. 2002).
        """
        bags, met = self.bags(n), self.met(n)
        most = np.zeros(int(np.searchsorted(bags.text, self.size)), dtype=np.int64)
        np.maximum.at(most, met.reply, bags.count[met.reference])
        clipped = np.minimum(most, bags.count[: len(most)])
        return _sums(bags.text[: len(most)], clipped, self.size)

    def best(self, values: Array) -> Array:
        """Return (replies,): the highest of what its references have, (references,); NaN without a reference."""
        best = np.full(self.size, -np.inf)
        np.maximum.at(best, self.owner, values)
        return np.where(np.isfinite(best), best, np.nan)

    def _texts(self) -> Iterator[list[str]]:
        yield from self.replies
        yield from chain.from_iterable(self.references)

    def _tokens(self) -> Runs:
        numbers: defaultdict[str, int] = defaultdict(count().__next__)
        ids = map(numbers.__getitem__, chain.from_iterable(self._texts()))
        run = np.fromiter(ids, dtype=np.int64, count=int(self.lengths.sum()))
        return Runs(np.repeat(np.arange(len(self.lengths)), self.lengths), run, max(len(numbers), 1))

    def _longer(self, n: int) -> Runs:
        tokens, starts = self.runs(1), self._starts(n)
        shorter = np.zeros(len(tokens.run), dtype=np.int64)
        shorter[self._starts(n - 1)] = self.runs(n - 1).run
        keys, run = np.unique(shorter[starts] * tokens.different + tokens.run[starts + n - 1], return_inverse=True)
        return Runs(tokens.text[starts], run.astype(np.int64), max(len(keys), 1))

    def _starts(self, n: int) -> Ints:
        """Return where runs of n tokens begin that end in the same text."""
        text = self.runs(1).text
        return np.flatnonzero(text[: max(0, len(text) - n + 1)] == text[n - 1 :])


def unique(keys: Ints) -> Ints:
    """Return the different ones, rising; NumPy's own hashes them, which takes fifty times as long."""
    ordered: Ints = np.sort(keys)
    first = np.ones(len(ordered), dtype=bool)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first]


def _lengths(lists: Iterable[Sized]) -> Ints:
    return np.array([len(one) for one in lists], dtype=np.int64)


def _sums(places: Ints, values: Ints, size: int) -> Ints:
    return np.bincount(places, weights=values, minlength=size).astype(np.int64)


def pairs_of(replies: Iterable[Reply], tokenizer: Tokenizer) -> Pairs:
    """Return the tokens of replies; one that is missing has none, its references have theirs."""
    split = cache(tokenizer.split)  # of the same text but once; nobody changes the lists
    some = [(split(reply.text or ""), [split(text) for text in reply.references]) for reply in replies]
    return Pairs([tokens for tokens, _ in some], [tokens for _, tokens in some])
