"""Who is nearly the same as whom. How much two have in common is worked by hand beside the assertions."""

from __future__ import annotations

import random

import pytest
from socialsim.corpora.near_duplicates import THRESHOLD, NearDuplicateFinder, NearDuplicateIndex


def made_up(number: int, seed: int) -> list[str]:
    """Return words that no two seeds share in a row."""
    draw = random.Random(seed)
    return [f"w{draw.randrange(10_000)}" for _ in range(number)]


def spoilt(words: list[str], share: float, seed: int) -> list[str]:
    """Return the words with a share of them, at one end, replaced: so many of the runs of three are lost, too."""
    kept = round(len(words) * (1 - share))
    return words[:kept] + made_up(len(words) - kept, seed)


def test_among_many_every_pair_above_the_threshold_is_found_and_none_below() -> None:
    finder = NearDuplicateFinder()
    originals = [made_up(200, seed) for seed in range(200)]
    assert not [found for seed, words in enumerate(originals) if (found := finder.add(f"{seed}", [" ".join(words)]))]
    near = [finder.add("near", [" ".join(spoilt(words, 0.2, 1_000 + seed))]) for seed, words in enumerate(originals)]
    far = [finder.add("far", [" ".join(spoilt(words, 0.5, 5_000 + seed))]) for seed, words in enumerate(originals)]
    assert [found.of if found else None for found in near] == [str(seed) for seed in range(200)]  # about .8 / 1.2
    assert all(found.jaccard >= THRESHOLD for found in near if found)
    assert far == [None] * 200  # about .5 / 1.5


def numbers(first: int, last: int) -> str:
    return " ".join(f"word{number}" for number in range(first, last))


def index_of(*texts: str) -> NearDuplicateIndex:
    index = NearDuplicateIndex()
    for text in texts:
        index.add(index.runs([text]))
    return index


def test_all_that_are_alike_are_named_with_the_exact_index_the_most_similar_first() -> None:
    # 40 runs each. Moved by 4 words: 36 in common of 44; by 10: 30 of 50; by 20: 20 of 60, which is too little.
    index = index_of(numbers(10, 52), numbers(4, 46), numbers(20, 62), numbers(0, 42))
    found = list(index.alike(index.runs([numbers(0, 42)])))
    assert found == [(3, 1), (1, 36 / 44), (0, 30 / 50)]


def test_who_is_not_wanted_is_not_named() -> None:
    index = index_of(*[numbers(0, 42)] * 4)
    assert [number for number, _ in index.alike(index[0], lambda number: number in (1, 3))] == [1, 3]


def test_a_finder_compares_only_with_those_that_are_near_duplicates_of_nobody() -> None:
    finder = NearDuplicateFinder()
    found = [finder.add(name, [text]) for name, text in (("a", numbers(0, 42)), ("b", numbers(10, 52)))]
    assert found[0] is None
    assert found[1] is not None and (found[1].of, found[1].jaccard) == ("a", 30 / 50)
    assert finder.add("c", [numbers(20, 62)]) is None  # like b, which was not kept, and a third of a's


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("我最近总是睡不着觉，半夜醒来想很多事情", "我和室友吵架了，不知道该怎么跟她说话才好"),
        ("я уже месяц не сплю по ночам и думаю о работе", "мы поссорились с сестрой из-за старого дома"),
        ("요즘 잠을 잘 못 자고 밤마다 걱정이 많아요", "친구와 크게 싸워서 어떻게 말해야 할지 모르겠어요"),
    ],
)
def test_texts_without_a_latin_letter_are_compared_by_their_own_words(one: str, other: str) -> None:
    index = index_of(one)
    assert not list(index.alike(index.runs([other])))
    assert [number for number, _ in index.alike(index.runs([one + "。"]))] == [0]
