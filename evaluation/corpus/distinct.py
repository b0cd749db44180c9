"""Vocabulary and Distinct-n: different runs of n tokens over all runs of n tokens (Li et al. 2016), every run counted.

Runs do not cross utterances. The share falls as a corpus grows: compare corpora of about the same size.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
from numpy.typing import NDArray

from .keys import Keys, KeySet

SIZES = (1, 2, 3)
_BATCH = 1 << 18
"""Tokens that are kept before their runs are counted."""
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
"""2⁶⁴ over the golden ratio. The key of a run is the polynomial of its tokens' numbers at this point: of two tokens no
two runs share one below a million words; of three it is as unlikely as that two of so many random numbers are the same,
one in 10,000 for a corpus of 33 million tokens."""


@dataclass(frozen=True)
class Runs:
    """The runs of one size."""

    all: int
    different: int

    @property
    def share(self) -> float | None:
        """Distinct-n; None without a run."""
        return self.different / self.all if self.all else None


class RunCounter:
    """Takes the tokens of utterances, of two sides; numbers stand in for tokens, and keys for runs of them."""

    def __init__(self) -> None:
        self._numbers: defaultdict[str, int] = defaultdict(count().__next__)
        self._ids, self._lengths, self._sides = array("I"), array("I"), array("B")
        self._all = {size: [0, 0] for size in SIZES}
        self._different = {size: KeySet() for size in SIZES}

    def add(self, side: int, tokens: Sequence[str]) -> None:
        """Count the runs of an utterance of side 0 or 1."""
        self._ids.extend(map(self._numbers.__getitem__, tokens))
        self._lengths.append(len(tokens))
        self._sides.append(side)
        if len(self._ids) >= _BATCH:
            self._count()

    def result(self) -> dict[int, tuple[Runs, Runs, Runs]]:
        """Return size → the runs of side 0, of side 1, and of both; nothing may be added afterwards."""
        self._count()
        return {size: self._result(size) for size in SIZES}

    def _result(self, size: int) -> tuple[Runs, Runs, Runs]:
        first = second = both = 0
        for keys in self._different[size].parts():
            of_second = int(np.count_nonzero(keys & np.uint64(1)))
            first, second = first + len(keys) - of_second, second + of_second
            runs = keys >> np.uint64(1)
            both += len(runs) and 1 + int(np.count_nonzero(runs[1:] != runs[:-1]))
        everywhere = self._all[size]
        return Runs(everywhere[0], first), Runs(everywhere[1], second), Runs(sum(everywhere), both)

    def _count(self) -> None:
        ids, lengths, sides = (np.array(one) for one in (self._ids, self._lengths, self._sides))
        utterance = np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)
        for size in SIZES:
            starts = _starts(utterance, size)
            of = sides[utterance[starts]]
            self._all[size][0] += int(np.count_nonzero(of == 0))
            self._all[size][1] += int(np.count_nonzero(of))
            self._different[size].add(_keys(ids, starts, size) << np.uint64(1) | of)
        self._ids, self._lengths, self._sides = array("I"), array("I"), array("B")


def _starts(utterance: NDArray[np.uint32], size: int) -> NDArray[np.intp]:
    """Return where runs begin that end in the same utterance."""
    return np.flatnonzero(utterance[: max(0, len(utterance) - size + 1)] == utterance[size - 1 :])


def _keys(ids: NDArray[np.uint32], starts: NDArray[np.intp], size: int) -> Keys:
    keys = np.zeros(len(starts), np.uint64)
    for offset in range(size):
        keys *= _FACTOR
        keys += ids[starts + offset]
    return keys
