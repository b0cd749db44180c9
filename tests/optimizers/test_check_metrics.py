"""What the checks say as a metric: the score is worked by hand, the feedback is for whoever could do otherwise."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import dspy
import pytest
from dspy.lm15 import Request
from socialsim.optimizers.check_metrics import ANSWERABLE, DEGREES
from socialsim.optimizers.metric import MOST, quoted
from socialsim.optimizers.metrics import (
    Quality,
    StepQuality,
    TurnQuality,
)
from socialsim.programs import SingleShot, Supporter
from socialsim.programs.checks import KINDS, RULES, Case, Rule, check, quality
from socialsim.programs.checks.judges import Jury
from socialsim.signatures import (
    EXTES,
    CheckResult,
    ConfigurationError,
    Dialogue,
    Evidence,
    GenerationError,
    Reasoning,
    Turn,
    Verdict,
)

from tests.conversations import GOOD, saying, thinking, with_strategies
from tests.optimizers.telling import EVERYBODY, LABEL, heard, made, played, whom
from tests.people import SECRET, persona
from tests.recorder import Recorder, recorded_lm

# Whole dialogues


def test_a_dialogue_scores_the_mean_of_its_checks() -> None:
    for case in (GOOD, saying(4, LABEL), thinking(6, thought="n/a")):
        prediction = made(case)
        assert Quality()(played(), prediction).score == quality(prediction.checks)
    unscored = CheckResult(check="safety", verdict=Verdict.UNSCORED, judge="x/judge", problem="parse-failed")
    assert Quality()(played(), made(GOOD, unscored)).score == quality(check(GOOD)), "missing, not 0"
    with pytest.raises(GenerationError, match="no check has a score"):
        Quality()(played(), dspy.Prediction(dialogue=Dialogue(turns=GOOD.turns), checks=(unscored,)))


def test_a_dialogue_with_nothing_wrong_is_told_what_makes_it_good_in_degrees() -> None:
    prediction = made(GOOD)
    lacking = {result.check: result.score for result in prediction.checks if result.score != 1}
    assert lacking, "or there would be nothing to tell"
    said = Quality()(played(), prediction).feedback
    assert "Nothing is wrong here." in said
    for name, score in lacking.items():
        assert f"The check {name} is {score:.2f} of 1 in degrees: it grows with" in said
    assert whom(Quality(), played(), prediction, "in degrees") == {
        "seeker.write",
        "supporter.nodes['action']",
        "supporter.nodes['strategy']",
        "supporter.write",
    } - ({"supporter.nodes['action']"} if "strategy" not in lacking else set())


def test_what_is_wrong_is_told_with_its_place_reason_and_words() -> None:
    prediction = made(saying(4, LABEL))
    [evidence] = [one for result in prediction.checks for one in result.evidence if one.kind == "role_label"]
    said = Quality()(played(), prediction).feedback
    assert f"In turn 4, the supporter's message (fault, role_label): {evidence.reason}" in said
    assert f"The words are: {json.dumps(evidence.text)}" in said
    assert "The check leakage is" not in said, "it lacks nothing but what was said already"


@pytest.mark.parametrize(
    ("case", "kind", "told"),
    [
        (saying(4, LABEL), "role_label", {"supporter.write"}),
        (saying(3, "*sighs* It is all too much."), "stage_direction", {"seeker.write"}),
        (thinking(6, thought="n/a"), "node_empty", {"supporter.nodes['thought']"}),
        (thinking(6, strategy="Sing"), "unknown_strategy", {"supporter.nodes['strategy']"}),
        (
            thinking(2, action="Suggest calling her tomorrow."),
            "action_strategy_conflict",
            {"supporter.nodes['action']", "supporter.nodes['strategy']"},
        ),
        (
            with_strategies(*["Question"] * 8),
            "strategy_monotony",
            {"supporter.nodes['action']", "supporter.nodes['strategy']"},
        ),
        (Case(GOOD.turns[:4], stop_reason=GOOD.stop_reason), "too_short", {"seeker.write"}),
        (Case(GOOD.turns[:10], stop_reason=GOOD.stop_reason), "no_closing", {"seeker.write", "supporter.write"}),
    ],
)
def test_a_predictor_is_told_only_of_what_it_could_do_otherwise(case: Case, kind: str, told: set[str]) -> None:
    prediction = made(case)
    whole = Quality()(played(), prediction)
    assert kind in whole.feedback
    assert whom(Quality(), played(), prediction, kind) == told
    assert {Quality()(played(), prediction, None, name).score for name in EVERYBODY} == {whole.score}
    last = {"write" if name.endswith("write") else name.split("'")[1] for name in told}
    for name in ["situation", "thought", "action", "strategy"]:
        assert (kind in Quality()(played(), prediction, None, name).feedback) == (name in last)


def test_who_has_written_nothing_wrong_is_told_so() -> None:
    said = Quality()(played(), made(saying(4, LABEL)), None, "seeker.write").feedback
    assert "Nothing is wrong with what this predictor wrote." in said


def test_the_predictor_that_writes_everything_is_told_everything() -> None:
    prediction = made(thinking(6, saying(3, "*sighs* It is all too much."), thought="n/a"))
    for name in ("write", "self", None):
        said = Quality()(played(), prediction, None, name).feedback
        assert "node_empty" in said
        assert "stage_direction" in said


def test_a_trace_says_more_of_a_predictor_than_its_name() -> None:
    prediction = made(thinking(6, saying(3, "*sighs* It is all too much."), thought="n/a"))
    fused = Supporter(granularity="fused").write
    for predictor, name, told in (
        (fused, "supporter.write", {"node_empty"}),
        (Supporter().write, "supporter.write", set()),
        (SingleShot().write, "write", {"node_empty", "stage_direction"}),
    ):
        said = Quality()(played(), prediction, None, name, [(predictor, {}, dspy.Prediction())]).feedback
        assert {kind for kind in ("node_empty", "stage_direction") if kind in said} == told


def test_the_worst_comes_first_and_not_everything_is_told() -> None:
    case = GOOD
    for number in range(1, 17):
        case = saying(number, f"Seeker: *sighs* {number}", case)
    said = Quality()(played(), made(case)).feedback.splitlines()
    told = [line for line in said if line.startswith("- In ")]
    assert len(told) == MOST
    assert f"these are the worst {MOST}" in said[1]
    flaws = [" (flaw, " in line for line in told]
    assert flaws == sorted(flaws)


# Judges


def jury(rating: int = 2, faults: Sequence[dict[str, Any]] = (), readable: bool = True) -> tuple[Jury, Recorder]:
    def answer(fields: list[str], request: Request) -> dict[str, str] | str:
        return {"faults": json.dumps(list(faults)), "rating": str(rating)} if readable else "I cannot say."

    lm, recorder = recorded_lm(answer, model="test/judge")
    judges = Jury()
    judges.set_lm(lm)
    return judges, recorder


def test_judges_join_the_mean_and_are_asked_once_for_a_dialogue() -> None:
    judges, recorder = jury(rating=2)
    metric = Quality(judges)
    prediction = made(GOOD)
    rules = [result.score for result in prediction.checks]
    expected = (sum(rules) + 4 * 2 / 3) / (len(rules) + 4)
    with dspy.context(trace=[]):
        assert metric(played(), prediction).score == pytest.approx(expected)
        asked = len(recorder.requests)
        assert metric(played(), prediction, None, "supporter.write").score == pytest.approx(expected)
        assert dspy.settings.trace == [], "what a judge says is no demonstration for the program"
    assert asked == len(recorder.requests) == 4
    assert "The judge of safety rates the dialogue at 0.67 of 1." in metric(played(), prediction).feedback
    metric(played(), made(saying(4, LABEL)))
    assert len(recorder.requests) == 8


def test_what_a_judge_finds_is_quoted_because_it_is_text_of_a_model() -> None:
    reason = "Bad.\n- Nothing is wrong here."
    fault = {"turn": 4, "quote": "words about money that stay with you", "reason": reason}
    judges, _ = jury(rating=1, faults=[fault])
    said = Quality(judges)(played(), made(GOOD)).feedback
    assert f"In turn 4, the supporter's message (fault, judged_safety): A judge says: {quoted(reason)}" in said
    assert "- Nothing is wrong here." not in said.splitlines()


def test_what_a_judge_leaves_unscored_is_missing_in_the_mean() -> None:
    judges, _ = jury(readable=False)
    said = Quality(judges)(played(), made(GOOD))
    assert said.score == quality(check(GOOD))
    assert "The check safety could not be judged and is left out of the score." in said.feedback


def test_judges_without_an_lm_of_their_own_are_refused() -> None:
    with pytest.raises(ConfigurationError, match=r"the judges have no LM; give them one with jury\.set_lm"):
        Quality(Jury())


# Single turns and thoughts


@pytest.mark.parametrize(
    ("utterance", "score", "kind"),
    [
        ("What happened between you and your sister?", 1.0, ""),
        ("Supporter: What happened between you and your sister?", 0.5, "role_label"),
        ("", 0.5, "empty_turn"),
    ],
)
def test_a_turn_of_the_supporter_is_scored_by_what_is_wrong_with_it(utterance: str, score: float, kind: str) -> None:
    example = heard("Hi. My sister stopped answering my calls and I feel awful about it.")
    said = TurnQuality("supporter")(example, dspy.Prediction(utterance=utterance, reasoning=None))
    assert said.score == score
    assert ("Nothing is wrong here." in said.feedback) == (score == 1)
    assert kind in said.feedback


def test_a_seeker_is_held_to_the_persona_and_a_supporter_must_not_know_it() -> None:
    metric = TurnQuality("seeker")
    said = metric(heard(speaker="seeker", persona=persona()), dspy.Prediction(utterance="I am 19 years old and alone."))
    assert said.score == 0.5
    assert "In turn 1, the seeker's message (fault, age_contradicted)" in said.feedback
    reply = dspy.Prediction(utterance=f"As a {SECRET} you must be lonely on the island.", reasoning=None)
    example = heard("Hi, I feel so alone these days.")
    assert TurnQuality("supporter")(example, reply).score == 1
    known = dspy.Example(example, persona=persona())
    assert "unsaid_fact" in TurnQuality("supporter")(known, reply).feedback


def test_a_node_of_a_turn_is_told_of_its_own_fault_only() -> None:
    example = heard("Hi. My sister stopped answering my calls and I feel awful about it.")
    thoughts = Reasoning(situation="The sister stopped answering the calls.", thought="n/a", strategy="Sing")
    reply = dspy.Prediction(utterance="What happened between you and your sister?", reasoning=thoughts)
    metric = TurnQuality("supporter")
    assert metric(example, reply).score == 0.25
    for name, told in {
        "nodes['thought']": {"node_empty"},
        "supporter.nodes['thought']": {"node_empty"},
        "strategy": {"unknown_strategy"},
        "nodes['situation']": set(),
        "write": set(),
    }.items():
        said = metric(example, reply, None, name)
        assert {kind for kind in ("node_empty", "unknown_strategy") if kind in said.feedback} == told
        assert said.score == 0.25


def test_another_taxonomy_has_other_strategies() -> None:
    example = heard("Hi. My sister stopped answering my calls.")
    reply = dspy.Prediction(utterance="What happened between you two?", reasoning=Reasoning(strategy="Clarification"))
    assert TurnQuality("supporter")(example, reply).score == 0.5
    assert TurnQuality("supporter", EXTES)(example, reply).score == 1


def test_there_are_two_speakers() -> None:
    with pytest.raises(ConfigurationError, match="there is no such speaker; there are seeker, supporter"):
        TurnQuality("narrator")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("node", "prediction", "score", "kind"),
    [
        ("thought", {"thought": "They may think that the silence of their sister is their doing."}, 1.0, ""),
        ("thought", {"thought": "n/a"}, 0.5, "node_empty"),
        ("thought", {"thought": "Volcanoes erupt whenever magma pressure exceeds granite."}, 0.9, "node_off_topic"),
        ("strategy", {"strategy": "Question"}, 1.0, ""),
        ("strategy", {"strategy": "Sing"}, 0.5, "unknown_strategy"),
        ("strategy", {"reasoning": Reasoning(action="Suggest a walk.", strategy="Sing")}, 0.5, "unknown_strategy"),
        (
            "strategy",
            {"reasoning": Reasoning(action="Suggest calling her tomorrow.", strategy="Question")},
            0.5,
            "action_strategy_conflict",
        ),
        ("situation", {"reasoning": Reasoning(situation="The sister stopped answering.", thought="n/a")}, 1.0, ""),
    ],
)
def test_a_thought_is_scored_by_what_is_wrong_with_it_alone(
    node: str, prediction: dict[str, Any], score: float, kind: str
) -> None:
    example = heard("Hi. My sister stopped answering my calls and I feel awful about it.")
    said = StepQuality(node)(example, dspy.Prediction(**prediction))
    assert said.score == score
    assert kind in said.feedback
    assert ("Nothing is wrong" in said.feedback) == (score == 1)


def test_a_strategy_is_held_to_the_action_that_the_node_was_given_not_to_one_it_has_not_seen() -> None:
    inputs = heard(
        "Hi. My sister stopped answering my calls and I feel awful about it.", action="Suggest a call to her."
    )
    chosen = dspy.Prediction(strategy="Question")
    assert "action_strategy_conflict" in StepQuality("strategy")(inputs, chosen).feedback
    unseen = inputs.with_inputs("conversation")
    assert StepQuality("strategy")(unseen, chosen).score == 1


def test_evidence_of_a_whole_dialogue_has_no_turn() -> None:
    alone = Evidence(kind="too_short", reason="It is too short; go on.")
    result = CheckResult(check="structure", verdict=Verdict.FAILED, score=0.5, evidence=(alone,))
    prediction = dspy.Prediction(dialogue=Dialogue(turns=(Turn(speaker="seeker", text="Hi"),)), checks=(result,))
    said = Quality()(played(), prediction)
    assert said.score == 0.5
    assert "- In the conversation as a whole (fault, too_short): It is too short; go on." in said.feedback


def test_every_kind_that_is_answered_for_exists_and_every_degree_is_explained() -> None:
    assert set(ANSWERABLE) <= set(KINDS)
    assert set(DEGREES) == {rule.name for rule in RULES if type(rule).grade is not Rule.grade}
