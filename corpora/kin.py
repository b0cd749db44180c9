"""Who is related: who shares a persona, a post or a conversation, and whose stories are nearly the same.

Relatives, and relatives of relatives, are one group, which stays together where a corpus is parted: what is learnt of
one of them says something of the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from typing import Protocol

from .near_duplicates import RUN, THRESHOLD
from .words import ngrams, words

_TELLING = 5
"""Words from which on a text says who tells it. "Very bad" is what two strangers of FailedESConv say, and such words
would make one family of everybody; "Fear of layoff from job", twice in ESConv, is one person."""
_PASSAGE = 10
"""Words from which on utterances in a row say which conversation they are of. By the 134 conversations of a table of
replies on ESConv: at 6 words "Hello, how are you doing today?" makes one family of twelve of them; at 10 no two are in
one, and 241 families share no passage; at 13, utterances of 12 words are in two families. In ESCoT, where models thank
each other, 8 words make a family of 29, and 10 of 3."""


class Relative(Protocol):
    """Whoever can be related to others."""

    @property
    def id(self) -> str: ...

    @property
    def kin(self) -> Sequence[str]:
        """Whoever shares one of these is related: id of a persona, of a post, of a conversation."""

    @property
    def told(self) -> str:
        """The post or the situation, by whose words near-duplicates are found; "" where there is none."""


class Families:
    """Who belongs together: joining two names joins all that were joined to either."""

    def __init__(self) -> None:
        self._leader: dict[str, str] = {}

    def of(self, name: str) -> str:
        """Return the name that stands for the family of `name`."""
        leader = self._leader
        while leader.setdefault(name, name) != name:
            leader[name] = name = leader[leader[name]]
        return name

    def join(self, one: str, other: str) -> None:
        """Make one family of two."""
        self._leader[self.of(one)] = self.of(other)


def grouped(relatives: Iterable[Relative]) -> dict[str, int]:
    """Return id → number of its group, from 0: the related, and relatives of relatives, have one."""
    families = Families()
    ids, told = list[str](), dict[str, None]()
    for one in relatives:
        ids.append(one.id)
        ties = [f"kin {kin}" for kin in one.kin]
        if len(words(one.told)) >= _TELLING:
            told[one.told] = None
            ties.append(f"told {one.told}")
        for tie in ties:
            families.join(tie, f"one {one.id}")
    for text, other in _alike(list(told)):
        families.join(f"told {text}", f"told {other}")
    numbers: dict[str, int] = {}
    return {name: numbers.setdefault(families.of(f"one {name}"), len(numbers)) for name in ids}


def passages(utterances: Sequence[str]) -> Iterator[str]:
    """Yield the words of whole utterances in a row, one passage from each utterance on, as short as tells whose it is.

    So two windows of one conversation, or its beginning and more of it, have a passage in common where, and only where,
    they have as many words in a row in common. Their runs of three words may be mostly different all the same.
    """
    lines = [line for line in map(words, utterances) if line]  # so that a passage is of `_PASSAGE` utterances at most
    for start in range(len(lines)):
        passage, length = list[str](), 0
        for line in lines[start:]:
            passage.append(" ".join(line))
            length += len(line)
            if length >= _PASSAGE:
                yield "\n".join(passage)
                break


def _alike(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield every two texts that are near-duplicates, in the sense of `near_duplicates`.

    That a text is like one earlier text is not enough here: who is like two others makes all three relatives. Two sets
    that have half in common share one of the rarest runs of each, so few are compared, and none is missed.
    """
    runs = [set(map(hash, ngrams(text, RUN))) for text in texts]  # 64 bits each instead of their words
    often = Counter(run for some in runs for run in some)
    having: dict[int, list[int]] = {}
    for number, some in enumerate(runs):
        rarest = sorted(some, key=lambda run: (often[run], run))[: len(some) - ceil(THRESHOLD * len(some)) + 1]
        rarest = [run for run in rarest if often[run] > 1]  # what one text has alone leads to no other
        for earlier in sorted({one for run in rarest for one in having.get(run, ())}):
            if len(some & runs[earlier]) >= THRESHOLD * len(some | runs[earlier]):
                yield texts[earlier], texts[number]
        for run in rarest:
            having.setdefault(run, []).append(number)
