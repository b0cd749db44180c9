"""Distinct-n of a corpus: different runs of n words over all runs of n words (Li et al. 2016), every run counted.

Runs do not cross utterances. The share falls as a corpus grows: compare corpora of about the same size.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Literal

from ...corpora.words import words
from ...signatures import Speaker

SIZES = (1, 2, 3)


class DistinctCounter:
    """Counts runs of words, each speaker's and all. Runs are kept as hashes: 64 bits each instead of their words."""

    def __init__(self) -> None:
        self._different: defaultdict[tuple[Speaker, int], set[int]] = defaultdict(set)
        self._all: Counter[tuple[Speaker, int]] = Counter()

    def add(self, speaker: Speaker, text: str) -> None:
        """Count the runs of an utterance."""
        found = words(text)
        for size in SIZES:
            runs = zip(*(found[start:] for start in range(size)), strict=False)
            self._different[speaker, size].update(map(hash, runs))
            self._all[speaker, size] += max(0, len(found) - size + 1)

    def share(self, who: Speaker | Literal["all"], size: int) -> float | None:
        """Return Distinct-`size` of a speaker or of all; None where there is no run of that size."""
        speakers: tuple[Speaker, ...] = ("seeker", "supporter") if who == "all" else (who,)
        number = sum(self._all[speaker, size] for speaker in speakers)
        different = set[int]().union(*(self._different[speaker, size] for speaker in speakers))
        return len(different) / number if number else None
