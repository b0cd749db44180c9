"""Every part has its share of every topic, as nearly as groups allow."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from socialsim.corpora.stratifying import deal

SHARES = {"train": 0.7, "valid": 0.15, "test": 0.15}


def one_each(**topics: int) -> list[Counter[str]]:
    return [Counter({topic: 1}) for topic, count in topics.items() for _ in range(count)]


def dealt(groups: list[Counter[str]], seed: int = 0) -> dict[str, Counter[str]]:
    """Return part → topic → dialogues."""
    there: dict[str, Counter[str]] = {part: Counter() for part in SHARES}
    for group, part in zip(groups, deal(groups, SHARES, random.Random(seed)), strict=True):
        there[part].update(group)
    return there


def test_topics_that_divide_are_divided_exactly() -> None:
    there = dealt(one_each(grief=20, work=100, sleep=40))
    assert there["train"] == {"grief": 14, "work": 70, "sleep": 28}
    assert there["valid"] == there["test"] == {"grief": 3, "work": 15, "sleep": 6}


@pytest.mark.parametrize("seed", range(20))
def test_no_part_is_a_whole_dialogue_off_in_any_topic_nor_two_as_a_whole(seed: int) -> None:
    draw = random.Random(seed)
    topics = {f"topic {number}": draw.choice([1, 1, 2, 3, 7, 19, 50]) for number in range(40)}
    groups = one_each(**topics)
    draw.shuffle(groups)
    there = dealt(groups, seed)
    for part, share in SHARES.items():
        assert all(abs(there[part][topic] - share * count) < 1 for topic, count in topics.items())
        assert abs(there[part].total() - share * len(groups)) < 2


def test_topics_that_occur_once_do_not_all_go_to_the_largest_part() -> None:
    there = dealt(one_each(**{f"topic {number}": 1 for number in range(100)}))
    assert {part: topics.total() for part, topics in there.items()} == {"train": 70, "valid": 15, "test": 15}


def test_groups_of_many_topics_are_dealt_by_the_rarest() -> None:
    groups = [Counter({"rare": 1, "common": 3}) for _ in range(20)] + one_each(common=140)
    there = dealt(groups)
    assert {part: (topics["rare"], topics["common"]) for part, topics in there.items()} == {
        "train": (14, 140),
        "valid": (3, 30),
        "test": (3, 30),
    }


def test_large_groups_are_spread_and_small_ones_make_up_for_them() -> None:
    groups = [Counter({"": size}) for size in [30, 20, 10, *[1] * 140]]
    for seed in range(20):
        sizes = {part: topics.total() for part, topics in dealt(groups, seed).items()}
        assert sizes == {"train": 140, "valid": 30, "test": 30}


@pytest.mark.parametrize("sizes", [(1, 1, 1), (90, 5, 5), (50, 50, 1, 1)])
def test_no_part_stays_empty_while_there_are_groups(sizes: tuple[int, ...]) -> None:
    for seed in range(10):
        there = dealt([Counter({"": size}) for size in sizes], seed)
        assert all(topics.total() for topics in there.values())


def test_the_draw_decides_who_goes_where() -> None:
    groups = one_each(grief=30, work=30)
    assert deal(groups, SHARES, random.Random(1)) == deal(groups, SHARES, random.Random(1))
    assert deal(groups, SHARES, random.Random(1)) != deal(groups, SHARES, random.Random(2))
