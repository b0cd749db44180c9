"""The shape of the whole. Texts are made up here; ESConv's are never copied."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from socialsim.programs.checks.structure import ESCONV_CURVE, DialogueStructure
from socialsim.signatures import StopReason, Strategy, Turn

from tests.conversations import GOOD, TURNS, kinds, saying, talk, with_strategies

RULE = DialogueStructure()


def test_nothing_is_found_in_a_good_conversation() -> None:
    assert RULE(GOOD).evidence == ()


def test_a_speaker_who_writes_twice_is_named_by_turn() -> None:
    twice = replace(GOOD, turns=(*TURNS[:3], Turn(speaker="seeker", text="Are you there?"), *TURNS[3:]))
    assert [(one.kind, one.turn) for one in RULE(twice).evidence] == [("not_alternating", 4)]
    assert kinds(RULE, replace(twice, simulated=False)) == {}


@pytest.mark.parametrize("turns", [2, 9])
def test_fewer_than_ten_turns_are_too_short(turns: int) -> None:
    assert kinds(RULE, replace(GOOD, turns=TURNS[: turns - 2] + TURNS[-2:], simulated=False))["too_short"] == "fault"


def test_ten_turns_are_not_too_short() -> None:
    assert "too_short" not in kinds(RULE, replace(GOOD, turns=TURNS[:8] + TURNS[-2:]))


def test_messages_in_a_row_count_as_one_turn() -> None:
    parts = [Turn(speaker=turn.speaker, text=part) for turn in TURNS[-8:] for part in (turn.text, "And so on.")]
    assert "too_short" in kinds(RULE, replace(GOOD, turns=tuple(parts), simulated=False))


def test_more_than_fifty_turns_are_a_flaw() -> None:
    fifty = TURNS[:14] * 3 + TURNS[:6] + TURNS[-2:]
    assert len(fifty) == 50
    assert "too_long" not in kinds(RULE, replace(GOOD, turns=fifty))
    assert kinds(RULE, replace(GOOD, turns=TURNS[:2] + fifty))["too_long"] == "flaw"


@pytest.mark.parametrize(
    "text",
    [
        "As I was saying, that is why I left him.",
        "And then she slammed the door on me.",
        "Yeah, like you said, I tried the breathing.",
        "yes it started in march",
        "He did it again.",
        "I tried what you suggested and it was no good.",
        "Last time we talked I was still at my mother's.",
        "That helps, I had not seen it this way.",
        "I hadn't thought of that.",
    ],
)
def test_a_beginning_in_the_middle_is_found(text: str) -> None:
    assert kinds(RULE, saying(1, text)) == {"no_opening": "flaw"}


@pytest.mark.parametrize(
    "text",
    [
        "Hello",
        "My dog died last week and I miss him.",
        "I need some advice about my boss.",
        "It's been a rough year for me.",
        "I lost my job recently, that's why I'm sad.",
        "Thank you for taking the time. I don't know where to begin.",
        "Is anybody there?",
        "Hello. As I said in my post, I lost my job.",
    ],
)
def test_people_begin_in_many_ways(text: str) -> None:
    assert "no_opening" not in kinds(RULE, saying(1, text))


def test_advice_without_a_question_is_found() -> None:
    case = saying(
        2, "You should write her a letter.", saying(4, "Try to forget the house.", saying(6, "Go for a walk."))
    )
    assert kinds(RULE, case) == {"no_exploration": "flaw"}
    asked = saying(4, "What did she answer?", case)
    assert kinds(RULE, asked) == {}


def test_advice_in_the_form_of_a_question_explores_nothing() -> None:
    case = saying(2, "Have you thought about a letter?", saying(4, "How about a walk?", saying(6, "Why not call her?")))
    assert "no_exploration" in kinds(RULE, case)


def test_a_conversation_that_breaks_off_is_found() -> None:
    cut = replace(GOOD, turns=TURNS[:12])
    assert kinds(RULE, cut) == {"no_closing": "fault"}
    assert kinds(RULE, replace(cut, stop_reason=StopReason.SEEKER_LEFT)) == {"no_closing": "flaw"}
    assert kinds(RULE, replace(cut, simulated=False)) == {"no_closing": "flaw"}


@pytest.mark.parametrize("reason", [StopReason.CHECK_FAILED, StopReason.ERROR])
def test_a_dialogue_that_an_error_ended_is_found(reason: StopReason) -> None:
    assert kinds(RULE, replace(GOOD, stop_reason=reason)) == {"wrong_stop": "fault"}


@pytest.mark.parametrize(
    "text",
    [
        "This didn't help at all. Bye.",
        "I still feel hopeless. Goodbye.",
        "you dont understand me, bye",
        "There is no point in talking. Bye!",
        "I feel even worse than before.",
    ],
)
def test_resolved_though_the_seeker_says_otherwise_is_found(text: str) -> None:
    case = saying(15, text)
    assert kinds(RULE, case)["wrong_stop"] == "fault"
    assert "wrong_stop" not in kinds(RULE, replace(case, stop_reason=StopReason.SEEKER_LEFT))


def test_relief_with_a_but_is_resolved() -> None:
    assert kinds(RULE, saying(15, "It didn't solve everything, but it was good to talk.")) == {}
    assert kinds(RULE, saying(15, "I'm still sad, but it helped to say it. Thank you, bye!")) == {}


def test_a_speaker_of_one_word_is_found() -> None:
    for speaker, start in (("seeker", 0), ("supporter", 1)):
        texts = [turn.text for turn in TURNS]
        texts[start:14:2] = ["Okay."] * 7
        (found,) = [one for one in RULE(talk(*texts)).evidence if one.kind == "one_sided"]
        assert found.text == speaker


def test_place_is_the_likelihood_of_the_stages_against_esconv() -> None:
    # One reply, in the second of two turns, that is in the fourth sixth (3 of 0 to 5). By stages the shares there are
    # exploration 15.6, comforting 36.2, action 35.9, none 12.3; of 100, with a hundredth added to each.
    shares = [share / 100.04 for share in (15.61, 36.21, 35.91, 12.31)]
    expected = math.exp(sum(share * math.log(share) for share in shares))
    one = with_strategies("Question", case=replace(GOOD, turns=TURNS[:2]))
    assert RULE.place(one) == pytest.approx(shares[0] / expected, rel=0.01)
    assert RULE.place(talk("Hi", "Hello")) is None


def test_the_curve_is_an_argument() -> None:
    silent = {strategy: (0.0,) * 6 for strategy in Strategy} | {Strategy.SUGGESTION: (100.0,) * 6}
    only_advice = with_strategies(*["Providing Suggestions"] * 8)
    assert DialogueStructure(silent).place(only_advice) == pytest.approx(1, abs=0.01)
    assert RULE.place(only_advice) != pytest.approx(1, abs=0.01)


def test_the_curve_of_esconv_is_whole() -> None:
    # docs/checks.md names the source; each sixth sums to 100 % but for rounding.
    for sixth in range(6):
        assert sum(shares[sixth] for shares in ESCONV_CURVE.values()) == pytest.approx(100, abs=0.2)


def test_the_grade_falls_with_what_makes_a_conversation_worse() -> None:
    good = RULE.grade(GOOD)
    early_advice = with_strategies(
        "Providing Suggestions",
        "Information",
        "Providing Suggestions",
        "Information",
        "Others",
        "Question",
        "Question",
        "Question",
    )
    assert 0.7 < good < 1
    assert RULE.grade(replace(GOOD, turns=TURNS[:8])) < good
    assert RULE.grade(early_advice) < good
    assert RULE.grade(saying(15, "This didn't help. Bye.")) < good
    assert (
        RULE.grade(replace(GOOD, turns=tuple(turn.model_copy(update={"text": "Yes."}) for turn in TURNS))) < good - 0.3
    )
    assert RULE.grade(saying(13, "No, this doesn't help.")) < RULE.grade(saying(13, "No, she prefers letters."))
    assert RULE.grade(replace(GOOD, turns=())) == 0


def test_two_who_write_one_word_each_are_found() -> None:
    brief = tuple(turn.model_copy(update={"text": "Yes."}) for turn in TURNS)
    assert "one_sided" in kinds(RULE, replace(GOOD, turns=brief))
    assert RULE.grade(replace(GOOD, turns=brief)) < RULE.grade(GOOD) - 0.3


@pytest.mark.parametrize(
    "text", ["Talking about it made it heavier.", "I'm exactly where I started.", "I still feel lost."]
)
def test_a_seeker_whom_nothing_helped_has_not_been_helped(text: str) -> None:
    assert "wrong_stop" in kinds(RULE, saying(len(TURNS) - 1, text))
    assert "wrong_stop" not in kinds(RULE, saying(len(TURNS) - 1, f"{text} But I feel better now, thank you."))
