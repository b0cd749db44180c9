"""Agreement with gold labels, worked by hand: strategies, attributes, and notes on seekers."""

from __future__ import annotations

from typing import Any

import dspy
import pytest
from socialsim.optimizers.metrics import (
    AttributeAgreement,
    StrategyAgreement,
    Understanding,
)
from socialsim.programs import Supporter
from socialsim.signatures import (
    ESCONV,
    ConfigurationError,
    Reasoning,
)

from tests.optimizers.telling import whom
from tests.people import persona

# Gold strategies


@pytest.mark.parametrize(
    ("gold", "chosen", "score"),
    [
        ("Question", "Question", 1.0),
        ("Questions", "Question", 1.0),
        ("Reflection of Feelings", "Reflection of feelings", 1.0),
        ("  other ", "Others", 1.0),
        ("imagery", "Imagery", 1.0),
        ("Question", "Information", 0.0),
        ("Imagery", "Information", 0.0),
    ],
)
def test_a_strategy_agrees_however_it_is_spelt(gold: str, chosen: str, score: float) -> None:
    for prediction in (dspy.Prediction(strategy=chosen), dspy.Prediction(reasoning=Reasoning(strategy=chosen))):
        assert StrategyAgreement()(dspy.Example(strategy=gold), prediction).score == score


def test_a_person_s_choice_is_explained() -> None:
    said = StrategyAgreement()(dspy.Example(strategy="question"), dspy.Prediction(strategy="Information")).feedback
    for name in ("Question", "Information"):
        [defined] = [one for one in ESCONV.strategies if one.name == name]
        assert f'"{name}": {defined.meaning} (stage: {defined.stage})' in said
    unknown = StrategyAgreement()(dspy.Example(strategy="Imagery"), dspy.Prediction(strategy="Others")).feedback
    assert '"Imagery": a strategy of no taxonomy that we have' in unknown
    assert f'"Others": {ESCONV.strategies[-1].meaning}. ' in unknown, "ESConv's, though ExTES has one of that name"


def test_only_who_chooses_the_strategy_is_told_of_it() -> None:
    example, chosen = dspy.Example(strategy="Question"), dspy.Prediction(strategy="Others")
    assert whom(StrategyAgreement(), example, chosen, "The person chose") == {"supporter.nodes['strategy']"}
    assert "The person chose" in StrategyAgreement()(example, chosen, None, "self").feedback
    fused = [(Supporter(granularity="fused").write, {}, dspy.Prediction())]
    assert "The person chose" in StrategyAgreement()(example, chosen, None, "supporter.write", fused).feedback


# Labelled attributes


def found(**changes: Any) -> dspy.Prediction:
    return dspy.Prediction(accepted=True, reason="A person in need.", persona=persona(**changes))


@pytest.mark.parametrize(
    ("labels", "score"),
    [
        ({"gender": "Female"}, 1.0),
        ({"gender": "male"}, 0.0),
        ({"age": 47}, 1.0),
        ({"age": 45}, 1.0),
        ({"age": 53}, 0.5),  # 6 years off: (10 - 6) / (10 - 2)
        ({"age": 38}, 0.125),  # 9 years: 1 / 8
        ({"age": 57}, 0.0),
        ({"personality": "Introversion, Closedness"}, 0.5),
        ({"personality": {"extraversion": "Introversion", "openness": None}}, 1.0),
        ({"topic": "Loneliness"}, 1.0),
        ({"topic": "loneliness at work"}, 2 / 3),  # one of two stems, the only one there: 2 · 1 / (2 + 1)
        ({"occupation": "nurse"}, 0.0),
        ({"emotional_experience_words": ["forgotten", "lonely"]}, 1.0),
        ({"emotional_experience_words": "lonely, sad"}, 0.5),
        ({"event": {"location": "on an island", "time": None}}, 1.0),
        ({"event": {"location": "on an island", "participants": "my sister"}}, 0.5),
        ({"situation": "Nine days I have spoken to anyone not!"}, 1.0),
        ({"goals_and_expectations": "I want to be less alone, and sleep."}, 0.5),  # alone, sleep; feel, alone
        ({"age": 47, "gender": "male", "occupation": None}, 0.5),
    ],
)
def test_labelled_attributes_are_compared_each_in_its_way(labels: dict[str, Any], score: float) -> None:
    said = AttributeAgreement()(dspy.Example(persona=labels), found())
    assert said.score == pytest.approx(score)
    assert ("Nothing is wrong here." in said.feedback) == (score == 1)


def test_a_persona_can_be_gold_and_what_it_infers_is_no_label() -> None:
    gold = persona(gender="male", inferred=["gender"])
    assert AttributeAgreement()(dspy.Example(persona=gold), found()).score == 1
    stated = persona(gender="male", inferred=[])
    assert AttributeAgreement()(dspy.Example(persona=stated), found()).score == pytest.approx(10 / 11)


def test_what_differs_is_told_with_both_readings_and_what_was_taken_for_a_guess() -> None:
    said = AttributeAgreement()(dspy.Example(persona={"gender": "male", "age": 53, "topic": "loneliness"}), found())
    lines = said.feedback.splitlines()
    assert lines[1].startswith('- The attribute gender agrees by 0.00 of 1: the post says "male" by a person')
    assert 'the answer is "female". The answer calls it inferred, though the post says it.' in lines[1]
    assert lines[2].startswith("- The attribute age agrees by 0.50 of 1")
    assert "inferred" not in lines[2]
    assert lines[3] == "- These attributes are as the post says: topic."
    said = AttributeAgreement()(dspy.Example(persona={"event": {"location": "at home"}}), found())
    assert 'the post says location "at home" by a person\'s reading, and the answer is location "on' in said.feedback
    assert "ferry" not in said.feedback, "what is not labelled is not compared"


def test_a_post_that_is_screened_out_scores_0_and_only_the_screener_is_told_why() -> None:
    example = dspy.Example(persona={"age": 47})
    refused = dspy.Prediction(accepted=False, reason="It is an advertisement.", persona=None)
    said = AttributeAgreement()(example, refused)
    assert said.score == 0
    assert 'The reason given was "It is an advertisement.".' in said.feedback
    assert "screened out" in AttributeAgreement()(example, refused, None, "extractor.screen").feedback
    assert "screened out" not in AttributeAgreement()(example, refused, None, "extract").feedback
    wrong = found(age=20)
    for name, told in {"screen": False, "translate": True, "extractor.extract": True, "self": True}.items():
        assert ("attribute age" in AttributeAgreement()(example, wrong, None, name).feedback) == told


@pytest.mark.parametrize("labels", [{}, {"age": None}, {"event": {"time": None}}, {"personality": {}}])
def test_labels_that_say_nothing_cannot_be_scored(labels: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match="no attribute of the example is labelled"):
        AttributeAgreement()(dspy.Example(persona=labels), found())


# ESCoT's notes

NOTES = dspy.Example(
    emotion="The seeker feels lonely and overwhelmed.",
    emotion_stimuli="The ferry that stopped in October.",
    individual_appraisal="The seeker thinks that nobody will ever come to the island.",
)


@pytest.mark.parametrize(
    ("node", "said", "score"),
    [
        # half of the feelings; no word of ferry, stopped, october
        ("situation", "They feel isolated.", (1 / 2 + 0) / 2),
        # both feelings, one in a synonym; of ferri, stop, octob and loneli, swamp, ferri one is shared
        ("situation", "Loneliness, and swamped since the ferry.", (1 + 2 * 1 / (3 + 3)) / 2),
        ("thought", "Nobody comes to this island, they think.", 1.0),  # come, island; "nobody" says nothing of what
        ("thought", "The weather is bad.", 0.0),
    ],
)
def test_a_node_is_held_against_the_notes(node: str, said: str, score: float) -> None:
    for prediction in (dspy.Prediction(**{node: said}), dspy.Prediction(reasoning=Reasoning(**{node: said}))):
        assert Understanding(node)(NOTES, prediction).score == pytest.approx(score)


def test_what_a_node_misses_is_named() -> None:
    prediction = dspy.Prediction(situation="They feel isolated since October.")
    said = Understanding("situation")(NOTES, prediction).feedback
    assert "which agrees by 0.50 of 1, and not: overwhelmed." in said
    assert "and not: ferry, stopped." in said
    told = whom(Understanding("situation"), NOTES, prediction, "and not:")
    assert told == {"supporter.nodes['situation']"}


def test_there_are_notes_on_two_nodes() -> None:
    with pytest.raises(ConfigurationError, match="there are notes on situation and thought only"):
        Understanding("action")
