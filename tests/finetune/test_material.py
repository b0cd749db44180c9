"""What is trained on: nothing that is held out, as often as weights say, and the same whatever order a file has."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from socialsim.corpora.format import ReadDialogue, Source
from socialsim.corpora.splitting import split
from socialsim.finetune.material import CRISIS, HELD_OUT, SILENT, UNREASONED, Material, Part, material
from socialsim.signatures import NODES, ConfigurationError, Dialogue, InputError, Reasoning, Turn

from tests.people import persona

THOUGHTS = Reasoning(situation="Alone.", thought="I am to blame.", action="Ask.", strategy="Question")


def talk(seed: int, reasoning: Reasoning | None = None, *, last: str = "And since then?") -> Dialogue:
    """Return a dialogue that shares no three words in a row with that of another seed, but for its last reply."""
    draw = random.Random(seed)
    said = [" ".join(f"w{draw.randrange(10_000)}" for _ in range(12)) for _ in range(3)]
    turns = [Turn(speaker="supporter" if at % 2 else "seeker", text=text) for at, text in enumerate(said)]
    return Dialogue(turns=(*turns, Turn(speaker="supporter", text=last, reasoning=reasoning)))


def found(seed: int, reasoning: Reasoning | None = None, **more: Any) -> ReadDialogue:
    return ReadDialogue(talk(seed, reasoning), id=str(seed), **more)


def part(count: int, weight: float = 1.0, first: int = 0, name: str = "corpus.jsonl") -> Part:
    return Part([found(seed) for seed in range(first, first + count)], name, weight)


def speaks(found: ReadDialogue, text: str) -> ReadDialogue:
    """Return the dialogue with another first utterance of its seeker."""
    turns = (found.dialogue.turns[0].model_copy(update={"text": text}), *found.dialogue.turns[1:])
    return replace(found, dialogue=Dialogue(turns=turns))


def seeker_alone(seed: int) -> ReadDialogue:
    return replace(found(seed), dialogue=Dialogue(turns=(Turn(speaker="seeker", text=f"Hello, it is {seed}."),)))


IN_CRISIS = speaks(found(99), "I want to kill myself tonight.")


def refusal(*parts: Part, **options: Any) -> str:
    with pytest.raises(InputError) as caught:
        material(parts, **options)
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_each_dialogue_is_trained_on_once_or_held_out() -> None:
    made = material([part(40)], share=0.1)
    assert (len(made.train), len(made.valid)) == (36, 4)
    assert {one.id for one in (*made.train, *made.valid)} == {talk(seed).id for seed in range(40)}
    assert not made.left_out
    assert not made.notes


def test_a_corpus_is_parted_as_by_the_command_split() -> None:
    dialogues = part(40).dialogues
    made = split(dialogues, {"train": 0.8, "valid": 0.2}, seed=5)
    parted = material([part(40)], share=0.2, seed=5)
    assert {one.id for one in parted.valid} == {dialogues[member.place].dialogue.id for member in made.of("valid")}


def test_neither_the_order_of_the_file_nor_that_of_the_corpora_says_anything() -> None:
    one, other = part(20, 1.5), part(20, 0.5, first=20, name="other.jsonl")
    turned = [replace(some, dialogues=some.dialogues[::-1]) for some in (other, one)]
    assert material([one, other], seed=3) == replace(
        material(turned, seed=3), notes=material([one, other], seed=3).notes
    )


def test_the_seed_decides_the_order_and_what_is_held_out() -> None:
    one, other = material([part(40)], share=0, seed=1), material([part(40)], share=0, seed=2)
    assert [*map(id_of, one.train)] != [*map(id_of, other.train)]
    assert sorted(map(id_of, one.train)) == sorted(map(id_of, other.train))
    assert one.digest != other.digest
    assert one.digest == material([part(40)], share=0, seed=1).digest
    assert {*material([part(40)], seed=1).valid} != {*material([part(40)], seed=2).valid}


def id_of(dialogue: Dialogue) -> str:
    return dialogue.id


def test_the_digest_knows_reasoning_and_what_is_held_out() -> None:
    with_thoughts = replace(part(3), dialogues=[found(seed, THOUGHTS) for seed in range(3)])
    plain = material([part(3)], valid=part(1, first=9).dialogues)
    assert plain.digest != material([with_thoughts], valid=part(1, first=9).dialogues).digest
    assert plain.digest != material([part(3)], valid=part(1, first=8).dialogues).digest


@pytest.mark.parametrize(
    ("weight", "times"), [(1.0, {1: 10}), (2.0, {2: 10}), (0.5, {1: 5}), (1.25, {1: 7, 2: 3}), (0.01, {1: 1})]
)
def test_a_weight_is_how_often_a_dialogue_is_seen(weight: float, times: dict[int, int]) -> None:
    made = material([part(10, weight)], share=0)
    assert Counter(Counter(map(id_of, made.train)).values()) == times
    seen = sum(times * count for times, count in times.items())
    assert made.notes == (() if seen == 10 else (f"corpus.jsonl: 10 dialogues, seen {seen} times in an epoch",))


def test_the_seed_draws_what_a_weight_below_one_leaves() -> None:
    assert {*material([part(10, 0.5)], share=0, seed=1).train} != {*material([part(10, 0.5)], share=0, seed=2).train}


@pytest.mark.parametrize("weight", [0.0, -1.0, float("inf"), float("nan"), 101.0])
def test_a_weight_that_makes_no_sense_is_refused(weight: float) -> None:
    assert refusal(part(3, weight)) == (f"weights: {weight:g} for corpus.jsonl: has to be more than 0, and 100 at most")


@pytest.mark.parametrize("share", [-0.1, 1.0, float("nan")])
def test_a_share_that_makes_no_sense_is_refused(share: float) -> None:
    with pytest.raises(ConfigurationError, match=f"^share={share:g}: "):
        material([part(3)], share=share)


def test_whom_a_persona_relates_is_not_parted_whatever_the_weight() -> None:
    families = [persona(occupation=f"trade {number}", situation=f"Of {number}.") for number in range(20)]
    dialogues = [found(seed, persona=families[seed % 20]) for seed in range(60)]
    made = material([Part(dialogues, "corpus", 3)], share=0.2, seed=4)
    family = {one.dialogue.id: place % 20 for place, one in enumerate(dialogues)}
    assert {family[one.id] for one in made.train}.isdisjoint(family[one.id] for one in made.valid)
    assert (len(made.train), len(made.valid)) == (3 * 48, 12)


def test_relatives_in_two_corpora_are_not_parted_and_each_corpus_gives_its_share() -> None:
    mine, theirs = part(30), part(60, first=20, name="other")  # 20 to 29 are in both
    made = material([mine, theirs], share=0.2, seed=2)
    assert {one.id for one in made.train}.isdisjoint(one.id for one in made.valid)
    own = {found.dialogue.id for found in mine.dialogues}
    assert 5 <= len({one.id for one in made.valid} & own) <= 7
    assert len(made.valid) == 18


@pytest.mark.parametrize("parts", [[part(1)], [part(1, 2.0)]])
def test_one_dialogue_is_not_parted(parts: list[Part]) -> None:
    made = material(parts)
    assert (len({*made.train}), made.valid) == (1, ())
    assert made.notes[-1] == (
        "nothing is held out for validation: there is one dialogue, or all are related; say valid=FILE"
    )
    assert not material([part(2)], share=0).notes


def test_where_all_are_related_nothing_is_held_out() -> None:
    made = material([Part([found(seed, persona=persona()) for seed in range(9)], "corpus")])
    assert (len(made.train), len(made.valid), len(made.notes)) == (9, 0, 1)


def test_what_stands_in_valid_as_well_is_not_trained_on() -> None:
    spaced = found(1).dialogue.turns[0].text.replace(" ", "  ")
    made = material([part(10)], valid=[speaks(found(1), spaced), found(2, THOUGHTS), found(50)], share=0.5)
    assert {one.id for one in made.train} == {talk(seed).id for seed in range(10) if seed not in (1, 2)}
    assert len(made.valid) == 3
    assert made.left_out == {HELD_OUT: 2}
    assert made.notes == ("not trained on: 2 dialogues that stand in valid as well",)


def test_a_corpus_that_is_held_out_as_a_whole_is_refused() -> None:
    assert refusal(part(3), part(2, first=5, name="other"), valid=part(9).dialogues) == (
        "corpus.jsonl: all of its dialogues are held out as valid; say another valid=FILE"
    )


def test_dialogues_of_a_crisis_are_left_out_of_both_parts() -> None:
    parts = [Part([*part(5).dialogues, IN_CRISIS], "corpus")]
    valid = [*part(2, first=20).dialogues, speaks(found(98), "I want to kill myself tonight.")]
    made = material(parts, valid=valid)
    assert (len(made.train), len(made.valid), made.left_out) == (5, 2, {CRISIS: 2})
    assert not any(one.crisis for one in (*made.train, *made.valid))
    assert made.notes == ("left out: 2 dialogues whose seeker has words of a crisis; crisis=true keeps them",)
    kept = material(parts, valid=valid, crisis=True)
    assert (len(kept.train), len(kept.valid), kept.notes) == (6, 3, ())


def test_a_corpus_of_crises_alone_is_refused() -> None:
    assert refusal(Part([IN_CRISIS, seeker_alone(1)], "calls.csv")) == (
        "calls.csv: all that can be learnt from (1 dialogue) has words of a crisis; crisis=true takes it"
    )


def test_dialogues_without_a_supporter_are_left_out() -> None:
    made = material([Part([*part(4).dialogues, seeker_alone(1)], "corpus")], share=0)
    assert (len(made.train), made.left_out) == (4, {SILENT: 1})
    assert made.notes == ("left out: 1 dialogue in which no supporter speaks",)
    assert refusal(Part([seeker_alone(1)], "posts.json")) == "posts.json: no supporter speaks in it"


def test_an_empty_corpus_is_refused_wherever_it_stands() -> None:
    assert refusal(Part([], "empty.jsonl")) == "empty.jsonl: there are no dialogues in it"
    assert refusal(part(3), Part([], "empty.jsonl")) == "empty.jsonl: there are no dialogues in it"
    assert refusal(part(3), valid=[]) == "valid: there are no dialogues in it"


def reasoned(*reasonings: Reasoning | None) -> list[Part]:
    return [Part([found(seed, reasoning) for seed, reasoning in enumerate(reasonings)], "ssconv.json")]


def test_reasoning_is_learnt_from_dialogues_that_have_all_of_it_in_a_reply() -> None:
    some = THOUGHTS.model_copy(update={"thought": None})
    empty = THOUGHTS.model_copy(update={"thought": " \n"})
    made = material(reasoned(THOUGHTS, None, some, empty), share=0, nodes=[*NODES])
    assert made.train == (talk(0, THOUGHTS),)
    assert made.left_out == {UNREASONED: 3}
    assert made.notes == ("left out: 3 dialogues without a reply that has situation, thought, action, strategy",)
    assert len(material(reasoned(THOUGHTS, None, some, empty), share=0, nodes=["action"]).train) == 3


def test_reasoning_of_the_second_of_two_messages_in_a_row_is_none_that_is_learnt() -> None:
    part_of_it = Reasoning(strategy="Question")
    turns = (
        Turn(speaker="seeker", text="Hello."),
        Turn(speaker="supporter", text="Hello.", reasoning=part_of_it),
        Turn(speaker="supporter", text="What is it?", reasoning=THOUGHTS),
    )
    twice = Part([ReadDialogue(Dialogue(turns=turns))], "corpus")
    assert refusal(twice, nodes=[*NODES]).startswith("corpus: no reply has all of situation, thought, action, strategy")
    first = (turns[0], turns[1].model_copy(update={"reasoning": None}), turns[2])
    assert material([replace(twice, dialogues=[ReadDialogue(Dialogue(turns=first))])], nodes=[*NODES]).train


@pytest.mark.parametrize(
    ("reasonings", "problem"),
    [
        ((None, None), "has no reasoning; say reasoning=false, or a corpus with it (SSConv, or what "),
        (
            (Reasoning(strategy="Others"),),
            "has no reasoning but strategies; say reasoning=false, or a corpus with it (",
        ),
        (
            (Reasoning(action="Ask.", strategy="Others"), Reasoning(reasoning="Because.")),
            "no reply has all of situation, thought, action, strategy, but action, strategy, reasoning; say nodes=[…] "
            "of those that are there, or reasoning=false",
        ),
    ],
)
def test_a_corpus_without_reasoning_is_refused_where_it_is_wanted(
    reasonings: Sequence[Reasoning | None], problem: str
) -> None:
    assert refusal(*reasoned(*reasonings), nodes=[*NODES]).startswith(f"ssconv.json: {problem}")
    assert len(material(reasoned(*reasonings), share=0).train) == len(reasonings)


def test_what_is_learnt_more_than_once_is_told() -> None:
    made = material([Part([found(1), found(2), found(1, THOUGHTS)], "corpus")], share=0)
    assert len(made.train) == 3
    assert made.notes == ("trained on all the same: 1 dialogue in which another one is repeated word for word",)
    window = Source("escot", "val.json", 1, 1)
    told: Material = material([Part([found(1, source=window), found(2)], "escot")], share=0)
    assert told.notes == ("escot: records are parts of conversations; a reply in several is learnt as often",)
