"""Dialogues that are nearly the same as others.

How alike two dialogues are is the Jaccard index of their runs of three words: runs that both have over runs that either
has. Comparing each with each would take 50 million comparisons for 10,000 dialogues, so MinHash signatures choose whom
to compare (42 bands of 3: a pair at 0.5 is looked at with a chance of 99.6 %, one at 0.6 of 99.99 %, at 0.1 of 4 %),
and the index itself decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict

from .words import ngrams, words

THRESHOLD = 0.5
"""Two thirds of each are in the other, too. Between any two of 149 conversations of ESConv it is 0.11 at most."""
RUN = 3
_BANDS, _ROWS = 42, 3
_SEED = 20_250_620
_MARGIN = 0.25
"""How far below the threshold the signatures' estimate may be for a pair to be compared: five of its standard
deviations, which are 0.045 at most."""


class NearDuplicate(BaseModel):
    """A dialogue that is nearly the same as an earlier one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    dialogue: str
    of: str
    """The earlier one, which is itself no near-duplicate of another."""
    jaccard: float
    """How much the two have in common, from `THRESHOLD` to 1 (the same)."""


@dataclass(frozen=True, eq=False)
class Runs:
    """The runs of three words of a dialogue, kept as 64-bit hashes, and their signature."""

    hashes: np.ndarray
    signature: Any

    def jaccard(self, other: Runs) -> float:
        """Return how much two dialogues have in common, from 0 to 1 (the same)."""
        shared = len(np.intersect1d(self.hashes, other.hashes, assume_unique=True))
        return shared / (len(self.hashes) + len(other.hashes) - shared)


class NearDuplicateIndex:
    """Dialogues by number, from 0, that can be asked for those that are nearly the same as another. Of one of 27
    utterances it keeps about 10 KB, and none of its words."""

    def __init__(self, threshold: float = THRESHOLD) -> None:
        # Rust, without dependencies, 1 ms to import; datasketch takes scipy with it and half a second.
        self._rensa = import_module("rensa")
        self._index = self._rensa.RMinHashLSH(threshold=threshold, num_perm=_BANDS * _ROWS, num_bands=_BANDS)
        self._threshold = threshold
        self._kept: list[Runs] = []

    def runs(self, utterances: Iterable[str]) -> Runs:
        """Return the runs of a dialogue's utterances; of a dialogue with none of `RUN` words, the utterances
        themselves."""
        lines = [" ".join(words(utterance)) for utterance in utterances]
        found = set().union(*(ngrams(line, RUN) for line in lines)) or {(line,) for line in lines}
        signature = self._rensa.RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
        signature.update([" ".join(run) for run in found])
        return Runs(np.fromiter(map(hash, found), np.int64, len(found)), signature)

    def add(self, runs: Runs) -> int:
        """Keep a dialogue, and return its number."""
        self._index.insert(len(self._kept), runs.signature)
        self._kept.append(runs)
        return len(self._kept) - 1

    def __getitem__(self, number: int) -> Runs:
        return self._kept[number]

    def __len__(self) -> int:
        return len(self._kept)

    def alike(self, runs: Runs, wanted: Callable[[int], bool] | None = None) -> Iterator[tuple[int, float]]:
        """Yield the numbers of the dialogues that are nearly the same, and how much they have in common; about the most
        similar first.

        Args:
            wanted: which of them, asked of each before it is compared.
        """
        candidates: Sequence[int] = self._index.query(runs.signature)
        guessed = [(-runs.signature.jaccard(self._kept[one].signature), one) for one in candidates]
        for _, number in sorted(one for one in guessed if -one[0] >= self._threshold - _MARGIN):
            if wanted is None or wanted(number):
                jaccard = runs.jaccard(self._kept[number])
                if jaccard >= self._threshold:
                    yield number, jaccard


class NearDuplicateFinder:
    """Takes dialogues one by one and says of each whether it is nearly the same as one that came before.

    A near-duplicate is compared with nothing later: of a hundred copies each is a near-duplicate of the first.
    """

    def __init__(self, threshold: float = THRESHOLD) -> None:
        self._index = NearDuplicateIndex(threshold)
        self._names: list[str] = []

    def add(self, name: str, utterances: Iterable[str]) -> NearDuplicate | None:
        """Return of which earlier dialogue this one is a near-duplicate, the most similar; None if it is new."""
        runs = self._index.runs(utterances)
        if alike := list(self._index.alike(runs)):
            number, jaccard = max(alike, key=lambda one: (one[1], -one[0]))
            return NearDuplicate(dialogue=name, of=self._names[number], jaccard=jaccard)
        self._index.add(runs)
        self._names.append(name)
        return None
