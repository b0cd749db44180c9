"""Train, select, dev and test: nobody is lost, and nobody stands on both sides of a line with a relative."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import dspy
import pytest
from socialsim.corpora.dialogues import read_dialogues
from socialsim.corpora.kin import grouped
from socialsim.optimizers import Item, Split, of_persona, of_turns, split
from socialsim.optimizers.examples import name_of
from socialsim.optimizers.splits import SHARES, unrelated
from socialsim.signatures import ConfigurationError, Dialogue, HelpPost

from tests.conversations import talk
from tests.people import persona

POST = (
    "Since the ferry stopped in October nobody comes to the island any more, and I have not spoken to anyone for nine "
    "days. I write letters that nobody collects, and at night I count the boats that do not come."
)


def item(name: str, *kin: str, told: str = "") -> Item:
    return Item(dspy.Example(id=name), kin, told)


def strangers(count: int) -> list[Item]:
    return [item(f"{number:03}", f"post {number}") for number in range(count)]


def part_of(made: Split) -> dict[str, str]:
    """Return example id → the part that it is in; an example in two parts is an error."""
    there = [(one.id, name) for name, members in made.parts().items() for one in members]
    assert len({name for name, _ in there}) == len(there)
    return dict(there)


def dialogue(*texts: str) -> Dialogue:
    return Dialogue(turns=talk(*texts).turns)


def together(items: Sequence[Item], *names: str) -> bool:
    groups = grouped(items)
    return len({groups[name] for name in names}) == 1


def test_parts_have_their_shares() -> None:
    sizes = Counter(part_of(split(strangers(200))).values())
    assert sizes == {name: 200 * share for name, share in SHARES.items()}


def test_shares_are_of_examples_where_groups_differ_in_size() -> None:
    items = [item(f"{group}-{turn}", f"talk {group}") for group in range(60) for turn in range(group % 20 + 1)]
    sizes = Counter(part_of(split(items)).values())
    for name, share in SHARES.items():
        assert abs(sizes[name] - share * len(items)) <= 20  # the largest group


def test_a_share_of_nothing_makes_no_part() -> None:
    made = split(strangers(20), shares={"train": 0.5, "select": 0.5, "dev": 0, "test": 0})
    assert (len(made.train), len(made.select), made.dev, made.test) == (10, 10, [], [])


def test_the_same_examples_are_dealt_the_same_way_in_any_order_and_another_seed_deals_anew() -> None:
    items = strangers(50)
    shuffled = random.Random(5).sample(items, len(items))
    assert part_of(split(items, seed=3)) == part_of(split(shuffled, seed=3))
    assert part_of(split(items, seed=3)) != part_of(split(items, seed=4))


def test_personas_of_one_post_are_relatives() -> None:
    post, other = HelpPost(text=POST), HelpPost(text="My boss shouts at me every morning and I cannot sleep.")
    items = [
        of_persona(persona(age=30), "persona-a", post),
        of_persona(persona(age=31), "persona-b", post),
        of_persona(persona(age=32), "persona-c", other),
    ]
    assert together(items, *(one.id for one in items[:2]))
    assert not together(items, *(one.id for one in items[1:]))


def test_one_persona_in_two_conversations_makes_all_their_turns_relatives() -> None:
    said = [dialogue("Hello.", "Hi, what is it?"), dialogue("Good evening.", "Hello.")]
    items = [
        one for number, spoken in enumerate(said) for one in of_turns(spoken, "supporter", f"talk {number}", persona())
    ]
    assert together(items, *(one.id for one in items))
    strangers_to = [
        one for number, spoken in enumerate(said) for one in of_turns(spoken, "supporter", f"talk {number}")
    ]
    assert not together(strangers_to, *(one.id for one in strangers_to))


def test_a_persona_and_a_conversation_in_which_it_speaks_are_relatives() -> None:
    played = of_persona(persona(), "persona-a", HelpPost(text=POST))
    turns = list(of_turns(dialogue("Hello.", "Hi."), "supporter", "talk", persona()))
    assert together([played, *turns], played.id, turns[0].id)


def numbers(first: int, last: int) -> str:
    return " ".join(f"word{number}" for number in range(first, last))


def families(items: Iterable[Item]) -> set[frozenset[str]]:
    groups: dict[int, set[str]] = {}
    for name, group in grouped(items).items():
        groups.setdefault(group, set()).add(name)
    return {frozenset(members) for members in groups.values()}


def test_strangers_of_the_example_posts_and_of_esconv_stay_strangers(open_file: Callable[[str], Path]) -> None:
    found = list(read_dialogues(open_file("esconv_hf/valid.txt")))
    items = [
        turn for one in found for turn in of_turns(one.dialogue, "supporter", name_of(one), one.persona, one.about)
    ]
    assert (len(found), len(families(items))) == (195, 195)
    failed = list(read_dialogues(open_file("esconv_failed/FailedESConv.part-open.json")))
    items = [turn for one in failed for turn in of_turns(one.dialogue, "supporter", name_of(one), about=one.about)]
    # "Last two month job loss" three times, and one lay-off told twice; "Very bad" is not a story.
    assert (len(failed), len(families(items))) == (104, 101)


@pytest.mark.parametrize("seed", range(40))
def test_no_group_is_split_and_no_example_is_lost(seed: int) -> None:
    draw = random.Random(seed)
    kin = [f"post {number}" for number in range(40)]
    items = [
        item(f"{number:03}", *draw.sample(kin, draw.randrange(1, 3)), told=draw.choice(["", numbers(0, 20)] + [""] * 9))
        for number in range(draw.randrange(30, 60))
    ]
    assert len(families(items)) >= 4
    made = split(items, seed)
    where = part_of(made)
    assert where.keys() == {one.id for one in items}
    assert set(where.values()) == set(SHARES)
    for one, other in combinations(items, 2):
        if set(one.kin) & set(other.kin) or (one.told and one.told == other.told):
            assert where[one.id] == where[other.id]
    for family in families(items):
        assert len({where[name] for name in family}) == 1
        assert len({made.groups[name] for name in family}) == 1


def test_given_dev_and_test_are_taken_and_their_relatives_are_left_out_and_counted() -> None:
    items = [*strangers(10), item("x", "post of dev"), item("y", "post of test"), item("z", "of x", "post of dev")]
    items.append(item("relative of a relative", "of x"))
    dev = [item("dev 1", "post of dev"), item("dev 2", "post of both"), item("dev 3", "post of dev 3")]
    test = [item("test 1", "post of test"), item("test 2", "post of both")]
    made = split(items, dev=dev, test=test)
    assert [one.id for one in made.test] == ["test 1", "test 2"]
    assert [one.id for one in made.dev] == ["dev 1", "dev 3"]
    assert {one.id for one in (*made.train, *made.select)} == {one.id for one in strangers(10)}
    assert made.dropped == 5
    assert (len(made.train), len(made.select)) == (6, 4)


def test_who_is_barred_is_in_no_part_and_nor_are_relatives() -> None:
    items = [*strangers(10), item("x", "shown before"), item("y", "post of dev", "of y"), item("z", "of y")]
    dev = [item("dev 1", "shown before"), item("dev 2", "post of dev 2")]
    test = [item("test 1", "post of test"), item("test 2", "post of test 2")]
    barred = {"shown before", "post of dev", "post of test", "nobody"}
    made = split(items, dev=dev, test=test, barred=barred)
    assert ([one.id for one in made.dev], [one.id for one in made.test]) == (["dev 2"], ["test 2"])
    assert made.dropped == 5
    assert {one.id for one in (*made.train, *made.select)} == {one.id for one in strangers(10)}


def test_a_given_part_of_which_nobody_is_left_is_one_clear_line() -> None:
    with pytest.raises(ConfigurationError, match=r"^dev: all of its 1 examples are related to .*; give others$"):
        split(strangers(10), dev=[item("dev", "shown before")], barred={"shown before"})


def test_a_given_part_alone_leaves_the_others_to_be_split_off() -> None:
    made = split(strangers(80), dev=[item("dev", "post 7")])
    assert [one.id for one in made.dev] == ["dev"]
    assert (len(made.train), len(made.select), len(made.test)) == (34, 23, 22)  # 79 by 3 : 2 : 2
    assert (made.dropped, "007" in part_of(made)) == (1, False)


@pytest.mark.parametrize(
    ("items", "given", "said"),
    [
        (strangers(3), {}, "3 examples make 3 groups of relatives, too few for train, select, dev, test; give more"),
        (
            [item(name, "one post") for name in "abcdefgh"],
            {},
            "8 examples make 1 group of relatives, too few for train, select, dev, test; give more",
        ),
        (
            strangers(5),
            {"dev": strangers(5)},
            "5 examples, 5 left out as related to dev, test or whom it was shown before, make 0 groups of relatives, "
            "too few for train, select, test; give more",
        ),
    ],
)
def test_too_few_groups_are_one_clear_line(items: list[Item], given: dict[str, Any], said: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        split(items, **given)
    assert str(error.value) == said


def test_the_unrelated_are_those_without_a_relative_there() -> None:
    seeds = [item("a", "one"), item("b", "two"), item("c", "three", told=POST)]
    held_out = [item("x", "one"), item("y", "four", told=POST)]
    assert [one.id for one in unrelated(seeds, held_out)] == ["b"]
    assert unrelated(seeds, []) == seeds
