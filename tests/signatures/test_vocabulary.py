"""The typed vocabulary: what is accepted, what is refused, and what things are called."""

from __future__ import annotations

import itertools
from typing import get_args

import pytest
from pydantic import ValidationError
from socialsim.signatures import (
    ATTRIBUTES,
    ESCONV,
    EXTES,
    BigFive,
    HelpPost,
    Persona,
    Reasoning,
    Stage,
    Strategy,
    canonical_json,
    digest,
    mentions_crisis,
    seed_from,
)

from tests.people import persona


def test_there_are_eleven_attributes_and_a_persona_has_them_all() -> None:
    assert len(ATTRIBUTES) == 11
    assert set(Persona.model_fields) == {*ATTRIBUTES, "inferred"}


def test_the_big_five_have_thirty_two_combinations_that_read_back_from_their_text() -> None:
    poles = [get_args(field.annotation) for field in BigFive.model_fields.values()]
    texts = {", ".join(combination) for combination in itertools.product(*poles)}
    assert len(texts) == 32
    assert all(str(BigFive.model_validate(text)) == text for text in texts)


def test_poles_are_read_in_any_order_and_case() -> None:
    text = "agreeableness, NEUROTICISM, introversion, unconscientiousness, closedness"
    expected = "Closedness, Unconscientiousness, Introversion, Neuroticism, Agreeableness"
    assert str(BigFive.model_validate(text)) == expected


@pytest.mark.parametrize("text", ["Openness", "Openness, Openness", "Kindness, Openness", ""])
def test_a_personality_without_five_poles_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        BigFive.model_validate(text)


@pytest.mark.parametrize(
    "change", [{"age": 4}, {"age": 111}, {"gender": "unknown"}, {"occupation": ""}, {"emotional_experience_words": []},
               {"inferred": ["mood"]}, {"extra": 1}]
)  # fmt: skip
def test_an_invalid_attribute_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        persona(**change)


def test_feelings_may_be_written_in_one_string() -> None:
    assert persona(emotional_experience_words="sad,  lonely").emotional_experience_words == ("sad", "lonely")


def test_esconv_has_eight_strategies_and_extes_sixteen() -> None:
    assert ESCONV.names == tuple(map(str, Strategy)) and len(ESCONV.names) == 8
    assert len(set(EXTES.names)) == 16
    assert ESCONV.stage_of("Question") is Stage.EXPLORATION
    assert ESCONV.stage_of("Others") is None


def test_a_post_is_the_same_post_whatever_its_white_space_and_source() -> None:
    assert HelpPost(text="a  b\n c", source="x", line=1).id == HelpPost(text=" a b c ").id
    assert HelpPost(text="a b").id != HelpPost(text="a c").id


def test_a_post_needs_text() -> None:
    with pytest.raises(ValidationError, match="a post needs text"):
        HelpPost(text=" \n")


def test_content_addresses_depend_on_kind_and_content_only() -> None:
    assert digest("x", {"a": 1, "b": 2}) == digest("x", {"b": 2, "a": 1})
    assert len({digest("x", 1), digest("y", 1), digest("x", 2), digest("x", "1")}) == 4
    assert canonical_json({"é": [persona().gender, None]}) == '{"é":["female",null]}'
    with pytest.raises(TypeError, match="has no canonical JSON form"):
        digest("x", object())


def test_seeds_fit_in_31_bits_and_differ() -> None:
    seeds = [seed_from(0, str(number)) for number in range(1000)]
    assert all(0 <= seed < 2**31 for seed in seeds) and len(set(seeds)) == 1000


def test_reasoning_keeps_the_order_of_the_chain_whose_last_word_is_the_strategy() -> None:
    reasoning = Reasoning(strategy="Question", need="rest", belief="none", situation="s")
    assert list(reasoning.steps()) == ["situation", "need", "belief", "strategy"]


@pytest.mark.parametrize(
    "text",
    [
        "I want to die",
        "I wanna unalive myself", "I want to end it", "I can't go on", "I took 30 pills",
        "I might as well be dead", "i don’t want to be here anymore",
        "Sometimes I think about killing myself.",
        "I've been cutting myself again", "He hits me when he drinks", "everyone would be better off without me",
        "I was raped last year", "there is no reason to live", "I might end it all", "thoughts of suicide",
    ],
)  # fmt: skip
def test_words_of_crisis_are_recognised(text: str) -> None:
    assert mentions_crisis(text)


@pytest.mark.parametrize(
    "text",
    [
        "I'm dying to see you",
        "my feet are killing me",
        "it hits me hard",
        "I am taking my life back",
        "my phone died",
        "he hit the wall",
        "I killed it at work",
        "cut my hair",
        "I love my life",
    ],
)
def test_figures_of_speech_are_no_crisis(text: str) -> None:
    assert mentions_crisis(text) is None
