"""The offline generator's two speakers: what they know, and how they get on."""

from __future__ import annotations

import itertools
import re
import string

import dspy
import pytest
from socialsim.generators import build_lm
from socialsim.generators.offline import supporter_phrases as phrases
from socialsim.generators.offline.hearing import feelings_in, hear
from socialsim.generators.offline.plan import SHARE_BY_SIXTH, planned_strategies
from socialsim.generators.offline.reading.lexicon import OCCUPATIONS, RELATIONS
from socialsim.generators.offline.reasoning import action, strategy_of
from socialsim.generators.offline.replies import reply
from socialsim.generators.offline.wording import clause, to_second_person, to_third_person
from socialsim.programs import Seeker, Simulation, SingleShot, Supporter
from socialsim.signatures import EXTES, Dialogue, StopReason, Strategy, Turn, as_history

from tests.people import persona

BANKS = [
    phrases.ACKNOWLEDGE, phrases.GREET, *phrases.BODIES.values(), phrases.CLOSE_FIRST, phrases.CLOSE_LAST,
    phrases.CRISIS,
]  # fmt: skip


def simulated(seed: int = 0, **changes: object) -> Dialogue:
    with dspy.context(lm=build_lm()):
        return Simulation(Seeker(), Supporter())(persona=persona(**changes), seed=seed).dialogue


def test_phrases_of_the_supporter_name_no_feeling_person_or_occupation_of_their_own() -> None:
    people = re.compile(r"\b(?:" + "|".join(pattern for pattern in RELATIONS) + r")\b", re.IGNORECASE)
    for phrase in itertools.chain(*BANKS):
        bare = re.sub(r"\{\w+\}", "", phrase)
        named = [match.group(0) for match in people.finditer(bare) if match.group(0).lower() != "so"]
        assert not named and not feelings_in(bare), phrase
        assert not OCCUPATIONS & set(re.findall(r"[a-z]+", bare.lower())), phrase


def test_phrases_have_known_slots_only() -> None:
    slots = {name for phrase in itertools.chain(*BANKS) for _, name, _, _ in string.Formatter().parse(phrase) if name}
    assert slots <= {"you", "feeling", "person"}


@pytest.mark.parametrize(
    ("said", "second", "third"),
    [
        ("I lost my job", "you lost your job", "they lost their job"),
        ("I'm scared of my boss", "you're scared of your boss", "they're scared of their boss"),
        ("my mother was angry with me", "your mother was angry with you", "their mother was angry with them"),
        ("when I was young I was alone", "when you were young you were alone", "when they were young they were alone"),
        ("I've blamed myself", "you've blamed yourself", "they've blamed themselves"),
    ],
)
def test_the_seekers_words_are_turned_round(said: str, second: str, third: str) -> None:
    assert to_second_person(said) == second
    assert to_third_person(said) == third


@pytest.mark.parametrize(
    "sentence",
    ["Are you there?", "Thank you for that.", "I'm 36.", "Yes, exactly.", "I could try that.", "Stop", "It rains."],
)
def test_what_cannot_be_said_back_is_not(sentence: str) -> None:
    assert clause(sentence) is None


@pytest.mark.parametrize("seed", range(20))
def test_a_plan_never_stagnates_and_grows_only_at_its_end(seed: int) -> None:
    plan = planned_strategies(seed, 14)
    assert planned_strategies(seed, 9) == plan[:9]
    assert max(len(list(run)) for _, run in itertools.groupby(plan)) <= 2
    assert all(name is Strategy.QUESTION for name, run in itertools.groupby(plan) if len(list(run)) == 2)


def test_the_prior_is_a_share_in_every_sixth() -> None:
    assert all(sum(row) == pytest.approx(100, abs=0.3) for row in SHARE_BY_SIXTH)


def test_an_action_tells_the_strategy_that_it_was_planned_for() -> None:
    import random

    heard = hear(["Hello.", "My boss shouted at me and I feel ashamed of it."])
    for strategy in Strategy:
        for seed in range(12):
            planned = action(heard, strategy, random.Random(seed))
            assert strategy_of(planned) in ({strategy} if strategy is not Strategy.OTHERS else {None}), planned


@pytest.mark.parametrize("seed", range(6))
def test_a_dialogue_is_whole(seed: int) -> None:
    dialogue = simulated(seed)
    texts = [turn.text for turn in dialogue.turns]
    assert 16 <= len(texts) <= 24 and len(set(texts)) == len(texts)
    assert [turn.speaker for turn in dialogue.turns] == ["seeker", "supporter"] * (len(texts) // 2)
    assert dialogue.stop_reason in {StopReason.RESOLVED, StopReason.SEEKER_LEFT}
    assert re.search(r"thank", texts[-2], re.IGNORECASE)
    for turn in dialogue.turns[1::2]:
        assert set(turn.reasoning.steps()) == {"situation", "thought", "action", "strategy"}


def test_the_story_comes_little_by_little() -> None:
    story = (
        "I fed the hens. The storm took the roof off. My brother never wrote back. I sold the boat. A lamp broke twice."
    )
    event = persona().event.model_dump() | {"description": story}
    told = [turn.text for turn in simulated(event=event).turns[::2]]
    words = ("hens", "roof", "boat", "lamp")
    where = [next(number for number, text in enumerate(told) if word in text) for word in words]
    assert where == sorted(where) and len(set(where)) >= 3
    assert "hens" not in told[0]


def test_the_same_seed_gives_the_same_dialogue_and_another_does_not() -> None:
    assert simulated(3) == simulated(3)
    assert simulated(3).turns != simulated(4).turns


@pytest.mark.parametrize("seed", range(5))
def test_a_cry_for_help_is_met_with_care_and_real_help(seed: int) -> None:
    night = "Last night I wanted to die. My sister found me on the pier."
    turns = simulated(seed, event=persona().event.model_dump() | {"description": night}).turns
    answers = [after.text for said, after in itertools.pairwise(turns) if "wanted to die" in said.text]
    assert answers and all("988" in answer or "emergency" in answer for answer in answers)


def test_what_the_supporter_says_follows_the_strategy_it_is_given() -> None:
    import random

    heard = hear(["Hello.", "My boss shouted at me and I feel ashamed of it."])
    questions = [reply(heard, Strategy.QUESTION, ["Hi."], random.Random(seed)) for seed in range(20)]
    assert all(text.endswith("?") for text in questions)


def test_another_taxonomy_is_answered_in_its_own_words() -> None:
    with dspy.context(lm=build_lm()):
        dialogue = Simulation(Seeker(), Supporter(taxonomy=EXTES))(persona=persona()).dialogue
    assert {turn.strategy for turn in dialogue.turns[1::2]} <= set(EXTES.names)


def test_fused_and_single_shot_need_no_more_than_the_same_rules() -> None:
    with dspy.context(lm=build_lm()):
        fused = Simulation(Seeker(), Supporter(granularity="fused"))(persona=persona(), seed=5).dialogue
        whole = SingleShot()(persona=persona(), seed=5).dialogue
    assert fused.turns == simulated(5).turns
    assert 16 <= len(whole.turns) <= 24 and whole.turns[1].reasoning.strategy in set(map(str, Strategy))


def test_the_offline_generator_says_that_it_is_one() -> None:
    assert simulated().provenance.generators["supporter"].startswith("offline/")


def test_the_supporter_answers_from_the_conversation_alone() -> None:
    talk = as_history([Turn(speaker="seeker", text="My neighbour poisoned my dog and I feel so angry.")], "supporter")
    with dspy.context(lm=build_lm()):
        answer = Supporter()(conversation=talk)
    assert "dog" in answer.reasoning.situation and "angry" in answer.reasoning.situation
