"""A corpus in parts: who is together, who is where, and what is nearly the same in two parts."""

from __future__ import annotations

import os
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from socialsim.corpora.dialogues import read_dialogues
from socialsim.corpora.format import ReadDialogue, Source
from socialsim.corpora.splitting import SHARES, Split, split
from socialsim.corpora.words import words
from socialsim.signatures import ConfigurationError, Dialogue, Turn

from tests.people import persona


def talk(seed: int, *more: str) -> Dialogue:
    """Return a dialogue that shares no three words in a row with that of another seed."""
    draw = random.Random(seed)
    said = [" ".join(f"w{draw.randrange(10_000)}" for _ in range(12)) for _ in range(4)]
    texts = [*said, *more]
    return Dialogue(
        turns=tuple(Turn(speaker="supporter" if at % 2 else "seeker", text=text) for at, text in enumerate(texts))
    )


def found(seed: int, name: str = "", said: Dialogue | None = None, **more: Any) -> ReadDialogue:
    return ReadDialogue(said or talk(seed), id=name or str(seed), **more)


def strangers(count: int, **more: Any) -> list[ReadDialogue]:
    return [found(seed, **more) for seed in range(count)]


def part_of(dialogues: Sequence[ReadDialogue], made: Split) -> dict[str, str]:
    """Return name → part."""
    return {one.id: part for one, part in zip(dialogues, made.parts, strict=True)}


def counts(made: Split) -> dict[str, int]:
    return dict(Counter(made.parts))


def test_parts_have_their_shares_and_nobody_is_lost_or_twice() -> None:
    made = split(strangers(200))
    assert counts(made) == {"train": 140, "valid": 30, "test": 30}
    assert sorted(one.name for part in SHARES for one in made.of(part)) == sorted(str(seed) for seed in range(200))
    assert sum(one.utterances for one in made.of("test")) == 30 * 4


@pytest.mark.parametrize("shares", [{"train": 8, "valid": 1, "test": 1}, {"train": 0.4, "valid": 0.05, "test": 0.05}])
def test_what_shares_add_up_to_is_the_whole(shares: dict[str, float]) -> None:
    assert counts(split(strangers(50), shares)) == {"train": 40, "valid": 5, "test": 5}


def test_a_share_of_nothing_makes_no_part() -> None:
    made = split(strangers(20), {"train": 0.5, "valid": 0, "test": 0.5})
    assert (counts(made), list(made.shares)) == ({"train": 10, "test": 10}, ["train", "test"])


def test_every_part_has_its_share_of_every_topic_however_topics_are_cased() -> None:
    topics = ["Job crisis", "job  crisis", "Grief", "grief"]
    made = split([found(seed, topic=topics[seed % 4]) for seed in range(80)])
    assert made.stratified
    assert {part: Counter(one.topic for one in made.of(part)) for part in SHARES} == {
        "train": {"job crisis": 28, "grief": 28},
        "valid": {"job crisis": 6, "grief": 6},
        "test": {"job crisis": 6, "grief": 6},
    }
    assert made.furthest() is not None


def test_the_topic_of_a_dialogue_of_ours_is_its_persona_s() -> None:
    made = split([found(seed, persona=persona(age=20 + seed, situation="Sad.")) for seed in range(6)])
    assert {one.topic for one in made.members} == {"loneliness"}


def test_topics_are_left_alone_where_that_is_wanted_or_none_is_told() -> None:
    dialogues = [found(seed, topic="grief" if seed < 10 else "work") for seed in range(40)]
    assert not split(dialogues, stratify=False).stratified
    assert part_of(dialogues, split(dialogues, stratify=False)) != part_of(dialogues, split(dialogues))
    assert not split(strangers(9)).stratified
    with pytest.raises(ConfigurationError, match=r"^stratify=true: none of the dialogues has a topic$"):
        split(strangers(9), stratify=True)


def test_the_order_of_the_file_says_nothing_and_another_seed_deals_anew() -> None:
    dialogues = [found(seed, topic=f"topic {seed % 5}", situation=STORIES[seed % 30]) for seed in range(60)]
    shuffled = random.Random(4).sample(dialogues, len(dialogues))
    for method in ("related", "dialogue"):
        made = part_of(dialogues, split(dialogues, method=method))
        assert made == part_of(shuffled, split(shuffled, method=method))
        assert made != part_of(dialogues, split(dialogues, seed=1, method=method))


STORIES = [
    " ".join(f"{word}{number}" for word in ("since spring my", "landlord wants the rent", "twice a month and more"))
    for number in range(30)
]
POST = {"id": "sha256:post", "source": "posts.jsonl", "line": 1, "source_id": None}


@pytest.mark.parametrize(
    "relation",
    [
        {"persona": persona()},
        {"post": POST},
        {"situation": "The ferry stopped in October and nobody comes to the island any more."},
    ],
)
def test_relatives_are_in_one_part_whatever_the_seed(relation: dict[str, Any]) -> None:
    dialogues = [*strangers(30), *(found(100 + seed, **relation) for seed in range(3))]
    for seed in range(8):
        made = split(dialogues, seed=seed)
        assert made.groups == 31
        assert len({made.parts[place] for place in (30, 31, 32)}) == 1
    apart = [split(dialogues, seed=seed, method="dialogue").parts[-3:] for seed in range(8)]
    assert any(len(set(parts)) > 1 for parts in apart)


def test_personas_of_one_post_are_relatives_though_they_differ() -> None:
    own = [found(seed, persona=persona(age=30 + seed, situation="Sad."), post=POST) for seed in range(2)]
    assert split([*own, *strangers(20)[2:]]).groups == 19


def test_near_duplicates_are_in_one_part_and_so_are_those_between_whom_there_is_only_a_third() -> None:
    words = [f"v{number}" for number in range(62)]
    near = [
        found(0, name, Dialogue(turns=(Turn(speaker="seeker", text=" ".join(words[start : start + 42])),)))
        for name, start in (("one", 0), ("other", 20), ("between", 10))
    ]
    dialogues = [*near, *strangers(30)]
    for seed in range(8):
        made = split(dialogues, seed=seed)
        assert (made.groups, made.across) == (31, ())
        assert len(set(made.parts[:3])) == 1


def test_near_duplicates_in_different_parts_are_found_with_what_they_have_in_common() -> None:
    copies = [found(0, "copy"), found(1, "nearly", talk(1, "One more word of thanks for all."))]
    dialogues = [*strangers(40), *copies]
    apart = [split(dialogues, seed=seed, method="dialogue") for seed in range(12)]
    for made in apart:
        where = part_of(dialogues, made)
        pairs = {(pair.one.name, pair.other.name): pair for pair in made.across}
        assert pairs.keys() == {pair for pair in (("0", "copy"), ("1", "nearly")) if where[pair[0]] != where[pair[1]]}
        if pair := pairs.get(("0", "copy")):
            assert (pair.jaccard, pair.same) == (1, True)
        if pair := pairs.get(("1", "nearly")):
            # 4 utterances of 12 words, 10 runs each; one of 7 words more, with 5 runs.
            assert (pair.jaccard, pair.same) == (40 / 45, False)
        assert sum(made.leaked(part) for part in SHARES) == 2 * len(pairs)
    assert {len(made.across) for made in apart} == {0, 1, 2}


def test_each_dialogue_is_named_with_one_of_each_other_part_and_not_with_a_hundred_copies() -> None:
    dialogues = [found(7, f"{number}") for number in range(100)]
    made = split(dialogues, method="dialogue")
    assert sum(made.leaked(part) for part in SHARES) == 100
    assert 100 <= len(made.across) <= 200


def in_its_place(open_file: Callable[[str], Path]) -> list[ReadDialogue]:
    """Return ESConv.json as far as it is open: the valid part as a whole, the first 25, and made-up ones between."""
    first = list(read_dialogues(open_file("esconv_original_schema/small_ESConv.part-open.json")))[:25]
    there = dict(zip(order_of(1300), read_dialogues(open_file("esconv_hf/valid.txt")), strict=False))
    both = [number for number in range(25) if number in there]
    assert both == [14, 23]
    for number in both:
        assert one_line(first[number].situation) == one_line(there[number].situation)
        assert said(first[number]) == said(there[number])
    there.update(enumerate(first))
    return [there.get(number) or found(number) for number in range(1300)]


def order_of(count: int) -> list[int]:
    order = list(range(count))
    random.Random(13).shuffle(order)
    return order


def test_the_published_split_of_esconv_is_made_again(open_file: Callable[[str], Path]) -> None:
    """The first 25 of its dialogues, in their order, are in the parts in which the published files have them."""
    dialogues = in_its_place(open_file)
    made = split(dialogues, method="esconv")
    assert made.published
    assert counts(made) == {"train": 910, "valid": 195, "test": 195}
    files = {"train": "train.part-open.txt", "valid": "valid.txt", "test": "test.part-open.txt"}
    published = {
        part: [said(one) for one in read_dialogues(open_file(f"esconv_hf/{name}"))] for part, name in files.items()
    }
    for place, one in enumerate(dialogues[:25]):
        assert [part for part in published if said(one) in published[part]] == [made.parts[place]]
    assert [number for number in (12, 14, 21, 23) if made.parts[number] != "train"] == [12, 14, 21, 23]


def test_another_order_or_one_dialogue_less_is_not_the_published_split(open_file: Callable[[str], Path]) -> None:
    dialogues = in_its_place(open_file)
    one, other = order_of(1300)[:2]
    changed = list(dialogues)
    changed[one], changed[other] = dialogues[other], dialogues[one]
    for others in (changed, dialogues[:-1], dialogues[1:], [*dialogues, found(1300)]):
        assert not split(others, method="esconv").published


def test_whole_esconv_is_recognised() -> None:
    name = os.environ.get("SOCIALSIM_ESCONV")
    if not name:
        pytest.skip("SOCIALSIM_ESCONV names no file: whole ESConv was not split as its makers did")
    assert split(read_dialogues(Path(name)), method="esconv").published


def said(one: ReadDialogue) -> tuple[str, ...]:
    """Return what was said; the two forms of ESConv differ in white space."""
    return tuple(one_line(turn.text) for turn in one.dialogue.turns)


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_the_recipe_of_esconv_is_random_s_own_shuffle_after_seed_13_and_leaves_it_alone() -> None:
    before = random.getstate()
    try:
        made = split(strangers(101), method="esconv")
        assert random.getstate() == before
        random.seed(13)
        order = list(range(101))
        random.shuffle(order)
    finally:
        random.setstate(before)
    assert [made.parts[place] for place in order] == ["valid"] * 15 + ["test"] * 15 + ["train"] * 71
    assert not made.published  # 101 are not the 1,300


@pytest.mark.parametrize("key", ["esconv", "augesc"])
def test_the_recipe_for_other_1300_dialogues_is_not_the_published_split(key: str) -> None:
    other = [
        found(seed, situation=STORIES[seed % 30], source=Source(key, "ESConv.json", seed + 1, 1))
        for seed in range(1300)
    ]
    made = split(other, method="esconv")
    assert (counts(made), made.published) == ({"train": 910, "valid": 195, "test": 195}, False)


@pytest.mark.parametrize(
    ("dialogues", "given", "told"),
    [
        (9, {"method": "random"}, "by=random: there is no such way to split; there are related, dialogue, esconv"),
        (9, {"shares": {"train": -1, "test": 2}}, "shares (train -1, test 2): each has to be 0 or more"),
        (9, {"shares": {"train": float("nan"), "test": 1}}, "shares (train nan, test 1): each has to be 0 or more"),
        (9, {"shares": {"train": 1, "test": 0}}, "shares (train 1, test 0): two parts need more than 0"),
        (2, {}, "2 dialogues in all, too few for train, valid, test; give more"),
        (6, {"method": "esconv"}, "by=esconv: 6 dialogues are too few, 7 at least"),
        (9, {"method": "esconv", "stratify": True}, "stratify=true: ESConv's recipe knows no topics"),
    ],
)
def test_what_makes_no_sense_is_one_clear_line(dialogues: int, given: dict[str, Any], told: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        split(strangers(dialogues), **given)
    assert str(error.value).startswith(told)


def test_too_few_groups_are_one_clear_line() -> None:
    with pytest.raises(ConfigurationError) as error:
        split([found(seed, post=POST) for seed in range(8)])
    assert str(error.value).startswith("8 dialogues make 1 group of relatives, too few for train, valid, test; ")


def test_answers_to_one_question_are_of_one_person() -> None:
    asked = [" ".join(f"q{number}w{word}" for word in range(8)) for number in range(30)]
    answers = [
        found(1000 + number, f"{question}-{number}", exchange(asked[question], number))
        for question in range(30)
        for number in range(3)
    ]
    part = part_of(answers, split(answers))
    for question in range(30):
        assert len({part[f"{question}-{number}"] for number in range(3)}) == 1


def exchange(asked: str, number: int) -> Dialogue:
    """Return a question with an answer of its own."""
    seed = 5_000 + 10 * int(asked[1:].partition("w")[0]) + number
    return Dialogue(turns=(Turn(speaker="seeker", text=asked), talk(seed).turns[1]))


GREETING = ("Hello, how are you doing today?", "Not well, thanks.")  # a word less than tells whose they are
WINDOWS = ("outputs", "mime", "escot")


def windows(seed: int, key: str, step: int) -> list[ReadDialogue]:
    """Return windows of four utterances of one conversation, each `step` utterances after the one before it. All
    utterances have five words, so that two in a row tell whose they are, and one does not."""
    draw = random.Random(seed)
    lines = [" ".join(f"w{draw.randrange(10_000)}" for _ in range(5)) for _ in range(14)]
    return [exchange_of(lines[start : start + 4], f"{seed}-{start}", key) for start in range(0, 11, step)]


def exchange_of(lines: Sequence[str], name: str, key: str) -> ReadDialogue:
    turns = [Turn(speaker="supporter" if at % 2 else "seeker", text=text) for at, text in enumerate(lines)]
    return found(0, name, Dialogue(turns=tuple(turns)), source=Source(key, "replies", 1, 1))


@pytest.mark.parametrize("key", WINDOWS)
def test_windows_of_one_conversation_are_in_one_part(key: str) -> None:
    rows = [row for seed in range(20) for row in windows(seed, key, step=2)]
    for seed in range(4):
        made = split(rows, seed=seed)
        assert made.groups == 20
        part = part_of(rows, made)
        assert all(len({part[row.id] for row in windows(one, key, step=2)}) == 1 for one in range(20))


@pytest.mark.parametrize(("key", "step", "groups"), [("augesc", 2, 120), ("outputs", 3, 80)])
def test_other_records_with_words_in_common_are_strangers(key: str, step: int, groups: int) -> None:
    """Those of other corpora, of whatever words; and windows with only five words in common."""
    rows = [row for seed in range(20) for row in windows(seed, key, step)]
    assert (len(rows), split(rows).groups) == (groups, groups)


def test_a_beginning_and_more_of_it_are_in_one_part_and_a_greeting_makes_nobody_relatives() -> None:
    rows = []
    for seed in range(20):
        lines = [*GREETING, *(turn.text for turn in talk(seed).turns)]
        rows += [exchange_of(lines[:end], f"{seed}-{end}", "mime") for end in (3, 6)]
        rows.append(exchange_of([*GREETING[:1], talk(1000 + seed).turns[0].text], f"{seed}-other", "mime"))
    made = split(rows)
    part = part_of(rows, made)
    assert made.groups == 40
    assert all(part[f"{seed}-3"] == part[f"{seed}-6"] for seed in range(20))


@pytest.mark.parametrize(
    ("name", "groups"),
    [
        ("esconv_outputs_deepseek/details_joint.csv", 134),
        ("esconv_outputs_deepseek/details_vanilla.csv", 134),
        ("empatheticdialogues/mime_output.txt", 2542),
        ("escot/val.json", 150),
    ],
)
def test_no_row_of_test_has_a_longer_utterance_in_common_with_train(
    name: str, groups: int, open_file: Callable[[str], Path]
) -> None:
    """There are as many groups as conversations at least, counted by rows one after the other that overlap."""
    rows = list(read_dialogues(open_file(name)))
    related = split(rows, seed=1)
    assert seen_before(rows, related) == 0 < seen_before(rows, split(rows, seed=1, method="dialogue"))
    assert related.groups >= groups
    assert len(related.of("test")) == pytest.approx(0.15 * len(rows), abs=1)


def seen_before(rows: Sequence[ReadDialogue], made: Split) -> int:
    """Return how many rows of test share an utterance of 12 words or more with train."""
    longer = [{" ".join(told) for turn in row.dialogue.turns if len(told := words(turn.text)) >= 12} for row in rows]
    by_part = defaultdict(list)
    for part, there in zip(made.parts, longer, strict=True):
        by_part[part].append(there)
    return sum(not there.isdisjoint(set().union(*by_part["train"])) for there in by_part["test"])
