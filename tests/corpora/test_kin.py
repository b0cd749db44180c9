"""Who is related to whom."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from itertools import combinations

import pytest
from socialsim.corpora.kin import grouped

POST = (
    "Since the ferry stopped in October nobody comes to the island any more, and I have not spoken to anyone for nine "
    "days. I write letters that nobody collects, and at night I count the boats that do not come."
)


class One:
    """Somebody who can be related to others."""

    def __init__(self, name: str, *kin: str, told: str = "") -> None:
        self.id, self.kin, self.told = name, kin, told


def together(items: Sequence[One], *names: str) -> bool:
    groups = grouped(items)
    return len({groups[name] for name in names}) == 1


def test_who_shares_kin_is_related_and_so_are_relatives_of_relatives() -> None:
    items = [One("a", "post 1"), One("b", "post 1", "persona"), One("c", "persona"), One("d", "post 2"), One("e")]
    assert grouped(items) == {"a": 0, "b": 0, "c": 0, "d": 1, "e": 2}


@pytest.mark.parametrize(
    ("changed", "alike"),
    [
        (POST.replace("October", "autumn"), True),
        (POST.upper().replace(",", " ;"), True),
        (POST + " What should I do? Please help me, anybody.", True),
        (POST[: len(POST) // 3], False),
        ("My boss shouts at me every morning since I asked for the days off that are mine.", False),
    ],
)
def test_posts_that_are_nearly_the_same_are_relatives(changed: str, alike: bool) -> None:
    items = [One("a", "post a", told=POST), One("b", "post b", told=changed)]
    assert together(items, "a", "b") is alike


def numbers(first: int, last: int) -> str:
    return " ".join(f"word{number}" for number in range(first, last))


def test_who_is_like_two_others_makes_all_three_relatives_in_any_order() -> None:
    """`one` and `other` share a third of their runs, which is too little; `between` shares two thirds with each."""
    texts = {"one": numbers(0, 42), "between": numbers(10, 52), "other": numbers(20, 62)}
    items = [One(name, f"post {name}", told=text) for name, text in texts.items()]
    assert not together([items[0], items[2]], "one", "other")
    for order in ((0, 1, 2), (0, 2, 1), (2, 1, 0), (1, 0, 2)):
        assert together([items[place] for place in order], *texts)


def test_a_chain_of_near_duplicates_is_one_group_though_its_ends_are_strangers() -> None:
    items = [One(f"{step}", f"post {step}", told=numbers(10 * step, 10 * step + 42)) for step in range(10)]
    for seed in range(5):
        shuffled = random.Random(seed).sample(items, len(items))
        assert together(shuffled, *(one.id for one in items))


def test_relatives_are_those_that_a_comparison_of_every_two_texts_finds() -> None:
    draw = random.Random(11)
    texts = []
    for _ in range(40):
        begin = draw.randrange(60)
        texts.append(numbers(begin, begin + draw.randrange(5, 40)))
    items = [One(f"{number:02}", f"post {number}", told=text) for number, text in enumerate(texts)]
    runs = [{tuple(text.split()[at : at + 3]) for at in range(len(text.split()) - 2)} for text in texts]
    groups = {number: {number} for number in range(len(texts))}
    for one, other in combinations(range(len(texts)), 2):
        if len(runs[one] & runs[other]) * 2 >= len(runs[one] | runs[other]) and groups[one] is not groups[other]:
            groups[one] |= groups[other]
            for member in groups[other]:
                groups[member] = groups[one]
    expected = {frozenset(f"{member:02}" for member in group) for group in groups.values()}
    assert 1 < len(expected) < len(texts)
    assert families(items) == expected


def families(items: Iterable[One]) -> set[frozenset[str]]:
    groups: dict[int, set[str]] = {}
    for name, group in grouped(items).items():
        groups.setdefault(group, set()).add(name)
    return {frozenset(members) for members in groups.values()}


@pytest.mark.parametrize("told", ["", "Very bad", "…", "I feel so sad"])
def test_words_that_anybody_says_make_nobody_relatives(told: str) -> None:
    items = [One(f"{number}", f"post {number}", told=told) for number in range(30)]
    assert len(families(items)) == 30
