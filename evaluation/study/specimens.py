"""A corpus as arrays, so that what it is like at any size and in any order of its dialogues can be had again cheaply.

    collector = Collector("ESConv")
    for found in dialogues:
        collector.add(found, quality, accepted)
    corpus = collector.corpus()

Words are numbered once. What stays of a dialogue of 27 utterances is about 16 KB, most of it the runs of three words by
which near-duplicates are found.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count, pairwise

import numpy as np
from numpy.typing import NDArray

from ...corpora.format import ReadDialogue
from ...corpora.formats.origin import generators_of
from ...corpora.near_duplicates import NearDuplicateIndex, Runs
from ...generators.identity import OFFLINE
from ...signatures import InputError, counted, digest
from ..corpus.tokens import tokens
from ..measure import Array

Numbers = NDArray[np.int64]
NONE = -1
"""Stands where a dialogue has no topic or no personality."""


@dataclass(frozen=True)
class Pieces:
    """Things of the same kind, of all dialogues in a row."""

    numbers: Numbers
    """The kind of each thing, from 0."""
    starts: Numbers
    """(dialogues + 1,): where those of each dialogue begin, and where all end."""

    def ordered(self, order: Numbers) -> Pieces:
        """Return the same with the dialogues in another order."""
        sizes = np.diff(self.starts)[order]
        starts = np.concatenate([[0], np.cumsum(sizes)])
        shift = np.repeat(self.starts[:-1][order] - starts[:-1], sizes)
        return Pieces(self.numbers[np.arange(starts[-1]) + shift], starts)

    @property
    def new(self) -> NDArray[np.bool_]:
        """(things,): which of them are the first of their kind."""
        first = np.full(int(self.numbers.max(initial=-1)) + 1, len(self.numbers))
        first[self.numbers[::-1]] = np.arange(len(self.numbers))[::-1]  # of writes to one place the last stays
        return np.asarray(first[self.numbers] == np.arange(len(self.numbers)))


@dataclass(frozen=True)
class Corpus:
    """The dialogues of a corpus, in the order in which they were made, or stand in their file."""

    name: str
    quality: Array
    """(dialogues,): combined score of the checks, from 0 to 1; NaN where no check has a score."""
    accepted: Array
    """(dialogues,): 1 where nothing that was found rejects it, else 0."""
    words: Pieces
    pairs: Pieces
    """Runs of two words; none crosses an utterance."""
    strategies: Pieces
    names: tuple[str, ...]
    """Of the strategies, by number."""
    topics: Numbers
    personalities: Numbers
    people: tuple[str, ...]
    """Whose dialogue it is, as far as that is told: dialogues of one persona or post are resampled together."""
    runs: tuple[Runs, ...]
    rules: bool
    """Whether the offline rules wrote any of its dialogues."""

    def __len__(self) -> int:
        return len(self.runs)


class Collector:
    """Takes dialogues one by one; what they say is not kept."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._index = NearDuplicateIndex()
        self._quality, self._accepted = array("d"), array("d")
        self._vocabulary, self._names = _numbering(), _numbering()
        self._kinds_of_topic, self._kinds_of_personality = _numbering(), _numbering()
        self._words, self._pairs, self._strategies = (_Growing() for _ in range(3))
        self._topics, self._personalities = array("q"), array("q")
        self._people: list[str] = []
        self._runs: list[Runs] = []
        self._rules = False

    def add(self, found: ReadDialogue, quality: float | None, accepted: bool) -> None:
        """Take a dialogue, and what the checks say of it."""
        turns, persona = found.dialogue.turns, found.persona
        self._quality.append(np.nan if quality is None else quality)
        self._accepted.append(accepted)
        for turn in turns:
            numbers = [self._vocabulary[token] for token in tokens(turn.text)]
            self._words.extend(numbers)
            # Below 2³² different words no two pairs of them share a number.
            self._pairs.extend(one << 32 | other for one, other in pairwise(numbers))
        self._strategies.extend(self._names[turn.strategy] for turn in turns if turn.strategy)
        for pieces in (self._words, self._pairs, self._strategies):
            pieces.end()
        topic = " ".join((found.topic or (persona.topic if persona else "")).casefold().split())
        self._topics.append(self._kinds_of_topic[topic] if topic else NONE)
        self._personalities.append(self._kinds_of_personality[str(persona.personality)] if persona else NONE)
        self._people.append(_who(found) or f"dialogue {len(self._people)}")
        self._runs.append(self._index.runs(turn.text for turn in turns))
        self._rules |= any(name.startswith(OFFLINE) for name in generators_of(found).values())

    def corpus(self) -> Corpus:
        """Return what was collected.

        Raises:
            InputError: there is nothing.
        """
        if not self._runs:
            raise InputError(f"{self._name}: there are no dialogues in it")
        pairs = self._pairs.pieces()
        return Corpus(
            self._name,
            np.array(self._quality),
            np.array(self._accepted),
            self._words.pieces(),
            Pieces(np.unique(pairs.numbers, return_inverse=True)[1], pairs.starts),
            self._strategies.pieces(),
            tuple(self._names),
            np.array(self._topics),
            np.array(self._personalities),
            tuple(self._people),
            tuple(self._runs),
            self._rules,
        )


class _Growing:
    """Things that come dialogue by dialogue."""

    def __init__(self) -> None:
        self._numbers, self._starts = array("q"), array("q", [0])

    def extend(self, numbers: Iterable[int]) -> None:
        self._numbers.extend(numbers)

    def end(self) -> None:
        """The dialogue is over."""
        self._starts.append(len(self._numbers))

    def pieces(self) -> Pieces:
        return Pieces(np.array(self._numbers, dtype=np.int64), np.array(self._starts, dtype=np.int64))


def _numbering() -> defaultdict[str, int]:
    """Return name → number, in the order in which names are asked for."""
    return defaultdict(count().__next__)


def _who(found: ReadDialogue) -> str:
    """Return who tells the story, "" where nothing says."""
    if found.post and found.post.get("id") is not None:
        return f"post {found.post['id']}"
    return digest("persona", found.persona) if found.persona else ""


def sizes_of(dialogues: int, wanted: Sequence[int], smallest: int, number: int) -> tuple[int, ...]:
    """Return at which sizes a corpus is looked at: those wanted that it has, or `number` of them, even on a log scale
    from `smallest` on; the whole is always the last.

    Raises:
        InputError: the corpus has no more than one such size.
    """
    even = np.round(np.geomspace(min(smallest, dialogues), dialogues, number)).astype(int).tolist()
    found = sorted({size for size in wanted or even if size < dialogues} | {dialogues})
    if len(found) < 2:
        least = min(wanted) if wanted else smallest
        raise InputError(f"has {counted(dialogues, 'dialogue')}; growth is told from more than {least:,}")
    return tuple(found)
