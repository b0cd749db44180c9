"""Train, select, dev and test: who is related is never apart.

A persona's siblings (made from the same post), a conversation's turns, and posts that are nearly the same are one
group, and a group is in one part. So no demonstration has a relative among the examples on which it is judged.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..corpora.kin import grouped
from ..signatures import ConfigurationError, counted, seed_from

SHARES = {"train": 0.3, "select": 0.2, "dev": 0.3, "test": 0.2}
"""Of the groups. `train` gives demonstrations; `select` decides between candidates; `dev` says whether the winner is
better than the program before, which nothing that was chosen on `dev` could say; `test` is for the report."""

RELATED = "related to dev, test or whom it was shown before"
"""Why an example is in no part."""


@dataclass(frozen=True)
class Item:
    """An example, and what it is related by."""

    example: Any
    """A `dspy.Example` with an ``id``."""
    kin: tuple[str, ...]
    """Whoever shares one of these is related: id of a persona, of a post, of a conversation."""
    told: str = ""
    """The post or the situation, by whose words near-duplicates are found."""
    by: str = ""
    """Name of the LM that wrote what it shows; "" for a person, or where it is not known."""

    @property
    def id(self) -> str:
        return str(self.example.id)


@dataclass
class Split:
    """The parts, and to which group each example belongs."""

    train: list[Item] = field(default_factory=list)
    select: list[Item] = field(default_factory=list)
    dev: list[Item] = field(default_factory=list)
    test: list[Item] = field(default_factory=list)
    groups: dict[str, int] = field(default_factory=dict)
    """Example id → group."""
    dropped: int = 0
    """Examples left out, because they are related to one of dev or test, or barred."""

    def parts(self) -> Mapping[str, list[Item]]:
        """Return name → part."""
        return {name: getattr(self, name) for name in SHARES}


def split(
    items: Sequence[Item],
    seed: int = 0,
    *,
    dev: Sequence[Item] | None = None,
    test: Sequence[Item] | None = None,
    barred: Collection[str] = (),
    shares: Mapping[str, float] = SHARES,
) -> Split:
    """Return the parts of `items`.

    Args:
        dev: given from elsewhere, it is taken as it is; so is `test`. Whoever is related to them is left out of the
            parts before: of dev what is related to test, of the rest what is related to either.
        barred: whoever is related by one of these is in no part, such as people that the program was shown before.

    Raises:
        ConfigurationError: there are too few groups for every part to have one.
    """
    everything = [*items, *(dev or ()), *(test or ())]
    groups = grouped(everything)
    made = Split(groups=groups)
    taken = {groups[item.id] for item in everything if not set(item.kin).isdisjoint(barred)}
    made.test = [item for item in test or () if groups[item.id] not in taken]
    taken |= {groups[item.id] for item in made.test}
    made.dev = [item for item in dev or () if groups[item.id] not in taken]
    taken |= {groups[item.id] for item in made.dev}
    for name, given_part, kept in (("dev", dev, made.dev), ("test", test, made.test)):
        if given_part and not kept:
            raise ConfigurationError(f"{name}: all of its {len(given_part)} examples are {RELATED}; give others")
    free = [item for item in items if groups[item.id] not in taken]
    made.dropped = len(everything) - len(free) - len(made.dev) - len(made.test)
    given = {"dev": dev, "test": test}
    wanted = {name: share for name, share in shares.items() if given.get(name) is None and share > 0}
    by_group: dict[int, list[Item]] = {}
    for item in free:
        by_group.setdefault(groups[item.id], []).append(item)
    if len(by_group) < len(wanted):
        left_out = f", {made.dropped} left out as {RELATED}," if made.dropped else ""
        there = f"{counted(len(items), 'example')}{left_out} make {counted(len(by_group), 'group')} of relatives"
        raise ConfigurationError(f"{there}, too few for {', '.join(wanted)}; give more")
    for name, members in _dealt(sorted(by_group.values(), key=lambda group: group[0].id), wanted, seed).items():
        getattr(made, name).extend(members)
    return made


def unrelated(items: Iterable[Item], to: Iterable[Item]) -> list[Item]:
    """Return those of `items` that are related to none of `to`."""
    there, others = list(items), list(to)
    groups = grouped([*there, *others])
    taken = {groups[item.id] for item in others}
    return [item for item in there if groups[item.id] not in taken]


def _dealt(groups: list[list[Item]], shares: Mapping[str, float], seed: int) -> dict[str, list[Item]]:
    """Deal groups, in an order drawn by the seed, each to the part that is furthest behind its share; all get one."""
    random.Random(seed_from("split", seed)).shuffle(groups)
    dealt: dict[str, list[Item]] = {name: [] for name in shares}
    whole, size = sum(shares.values()), sum(map(len, groups))
    for group in groups:
        behind = {name: shares[name] / whole - len(members) / size for name, members in dealt.items()}
        empty = [name for name, members in dealt.items() if not members]
        name = empty[0] if empty else max(behind, key=lambda part: behind[part])
        dealt[name] += group
    return dealt
