"""Groups dealt to parts, so that every part has its share of every topic as nearly as groups allow.

After the iterative stratification of Sechidis et al. (2011): the rarest topic comes first, and a group goes to the part
that lacks the topic most. What is left of a topic when every part has the whole dialogues of its share goes to the part
that is furthest behind as a whole; otherwise each of a hundred topics that occur once would go to the largest part.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence

_EXACT = 1e-9
"""What shares that are no binary fractions are off by, at most."""


def deal(groups: Sequence[Counter[str]], shares: Mapping[str, float], draw: random.Random) -> list[str]:
    """Return the part of each group; no part stays empty while there are groups.

    Args:
        groups: topic → how many dialogues of it are in the group.
        shares: part → its share, 1 together.
        draw: the order of groups of the same size. It depends on the order in which they are given.
    """
    dealing = _Dealing(groups, shares)
    order = sorted(draw.sample(range(len(groups)), len(groups)), key=lambda number: -groups[number].total())
    having: dict[str, list[int]] = {}
    for number in order:
        for topic in groups[number]:
            having.setdefault(topic, []).append(number)
    for topic in sorted(having, key=lambda one: (dealing.totals[one], one)):
        for number in having[topic]:
            if not dealing.parts[number]:
                dealing.give(number, topic)
    return dealing.parts


class _Dealing:
    """Who has what so far."""

    def __init__(self, groups: Sequence[Counter[str]], shares: Mapping[str, float]) -> None:
        self.groups, self.shares = groups, shares
        self.parts = [""] * len(groups)
        self.totals = Counter[str]()
        for group in groups:
            self.totals.update(group)
        self.got: dict[str, Counter[str]] = {part: Counter() for part in shares}
        self.sizes = dict.fromkeys(shares, 0)
        self.left = len(groups)

    def give(self, number: int, topic: str) -> None:
        """Give a group to a part, for the sake of a topic."""
        part = self._choice(topic, self.groups[number][topic], self.groups[number].total())
        self.parts[number] = part
        self.got[part].update(self.groups[number])
        self.sizes[part] += self.groups[number].total()
        self.left -= 1

    def _choice(self, topic: str, count: int, size: int) -> str:
        empty = [part for part, there in self.sizes.items() if not there]
        parts = empty if len(empty) >= self.left else list(self.shares)
        lack = {part: self.shares[part] * self.totals[topic] - self.got[part][topic] for part in parts}
        fitting = [part for part in parts if lack[part] >= count - _EXACT]
        if fitting:
            return max(fitting, key=lambda part: lack[part] / self.shares[part])
        dealt = sum(self.sizes.values()) + size
        lacking = [part for part in parts if lack[part] > _EXACT] or parts
        return max(lacking, key=lambda part: self.shares[part] * dealt - self.sizes[part])
