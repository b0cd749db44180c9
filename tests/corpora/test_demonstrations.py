"""The demonstrations that come with SocialSim are what the checks ask of every dialogue, and more."""

from __future__ import annotations

from itertools import combinations

import pytest
from socialsim.corpora.dialogues import demonstrations_path, read_dialogues
from socialsim.corpora.format import ReadDialogue
from socialsim.corpora.posts import examples_path, read_posts
from socialsim.programs.checks import Case, check, quality
from socialsim.signatures import NODES, Strategy, Turn

READING = read_dialogues(demonstrations_path())
SHIPPED = list(READING)
NAMES = [found.id for found in SHIPPED]


def case(found: ReadDialogue, others: tuple[Turn, ...] = ()) -> Case:
    return Case.of(found.dialogue, found.persona, demonstrations=others)


def test_there_are_twelve_and_nothing_in_the_file_is_odd() -> None:
    assert len(SHIPPED) == len(set(NAMES)) == 12
    assert not READING.bad
    assert not READING.quirks


@pytest.mark.parametrize("found", SHIPPED, ids=NAMES)
def test_no_check_finds_anything_in_them_even_with_the_others_as_examples(found: ReadDialogue) -> None:
    others = tuple(turn for other in SHIPPED if other.id != found.id for turn in other.dialogue.turns)
    results = check(case(found, others))
    assert [one for result in results for one in result.evidence] == []
    assert (quality(results) or 0) >= 0.985


@pytest.mark.parametrize("found", SHIPPED, ids=NAMES)
def test_they_are_whole(found: ReadDialogue) -> None:
    turns = found.dialogue.turns
    assert found.persona is not None
    assert 18 <= len(turns) <= 22
    assert [turn.speaker for turn in turns] == ["seeker", "supporter"] * (len(turns) // 2)
    replies = [turn for turn in turns if turn.speaker == "supporter"]
    assert all(turn.reasoning and tuple(turn.reasoning.steps()) == tuple(NODES) for turn in replies)
    assert {turn.strategy for turn in replies} <= set(map(str, Strategy))
    assert len({turn.strategy for turn in replies}) >= 6
    assert all(15 <= len(turn.text.split()) <= 45 for turn in turns)


def test_no_two_are_of_one_person_and_none_is_of_the_example_posts() -> None:
    situations = [found.persona.situation for found in SHIPPED if found.persona]
    runs = [words(situation) for situation in [*situations, *(post.text for post in read_posts(examples_path()))]]
    for one, other in combinations(runs, 2):
        assert not one & other


def test_danger_to_life_is_met_with_care() -> None:
    (crisis,) = [found for found in SHIPPED if found.dialogue.crisis]
    said = " ".join(turn.text.lower() for turn in crisis.dialogue.turns if turn.speaker == "supporter")
    assert "emergency" in said
    assert "crisis line" in said


def words(text: str, run: int = 8) -> set[tuple[str, ...]]:
    """Return the runs of eight words of a text."""
    spoken = text.lower().split()
    return set(zip(*(spoken[start:] for start in range(run)), strict=False))
