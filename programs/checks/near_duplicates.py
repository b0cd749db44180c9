"""Dialogues that are nearly the same as an earlier one.

How alike two dialogues are is the Jaccard index of their runs of three words: runs that both have over runs that either
has. Comparing each with each would take 50 million comparisons for 10,000 dialogues, so MinHash signatures choose whom
to compare (42 bands of 3: a pair at 0.5 is looked at with a chance of 99.6 %, one at 0.6 of 99.99 %, at 0.1 of 4 %),
and the index itself decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module

from pydantic import BaseModel, ConfigDict

from .reading.text import ngrams, words

THRESHOLD = 0.5
"""Two thirds of each are in the other, too. Between any two of 149 conversations of ESConv it is 0.11 at most."""
RUN = 3
_BANDS, _ROWS = 42, 3
_SEED = 20_250_620


class NearDuplicate(BaseModel):
    """A dialogue that is nearly the same as an earlier one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    dialogue: str
    of: str
    """The earlier one, which is itself no near-duplicate of another."""
    jaccard: float
    """How much the two have in common, from `THRESHOLD` to 1 (the same)."""


class NearDuplicateFinder:
    """Takes dialogues one by one and says of each whether it is nearly the same as one that came before.

    A near-duplicate is compared with nothing later: of a hundred copies each is a near-duplicate of the first.
    """

    def __init__(self, threshold: float = THRESHOLD) -> None:
        # Rust, without dependencies, 1 ms to import; datasketch takes scipy with it and half a second.
        self._rensa = import_module("rensa")
        self._index = self._rensa.RMinHashLSH(threshold=threshold, num_perm=_BANDS * _ROWS, num_bands=_BANDS)
        self._threshold = threshold
        self._kept: list[tuple[str, str]] = []

    def add(self, name: str, utterances: Iterable[str]) -> NearDuplicate | None:
        """Return of which earlier dialogue this one is a near-duplicate, the most similar; None if it is new."""
        text = "\n".join(" ".join(words(utterance)) for utterance in utterances)
        runs = _runs(text)
        sketch = self._rensa.RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
        sketch.update([" ".join(run) for run in runs])
        alike = [(_jaccard(runs, _runs(self._kept[place][1])), place) for place in self._candidates(sketch)]
        if alike and (best := max(alike, key=lambda one: (one[0], -one[1])))[0] >= self._threshold:
            return NearDuplicate(dialogue=name, of=self._kept[best[1]][0], jaccard=best[0])
        self._index.insert(len(self._kept), sketch)
        self._kept.append((name, text))
        return None

    def _candidates(self, sketch: object) -> Sequence[int]:
        found: Sequence[int] = self._index.query(sketch)
        return found


def _runs(text: str) -> set[tuple[str, ...]]:
    """Return the runs of a dialogue's utterances; of a dialogue with none of `RUN` words, its utterances themselves."""
    lines = text.split("\n")
    return set().union(*(ngrams(line, RUN) for line in lines)) or {(line,) for line in lines}


def _jaccard(one: set[tuple[str, ...]], other: set[tuple[str, ...]]) -> float:
    return len(one & other) / len(one | other)
