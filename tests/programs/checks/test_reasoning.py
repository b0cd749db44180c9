"""The supporter's reasoning. Texts are made up here."""

from __future__ import annotations

from dataclasses import replace

import pytest
from socialsim.programs.checks.reasoning import ReasoningChain
from socialsim.signatures import PlanAction, Reasoning, Turn

from tests.conversations import GOOD, TURNS, kinds, kinds_of_turn, saying, talk, thinking

RULE = ReasoningChain()


def test_nothing_is_found_in_a_good_conversation() -> None:
    assert RULE(GOOD).evidence == ()


def test_nothing_is_said_where_there_are_only_strategies() -> None:
    labels = tuple(
        turn.model_copy(update={"reasoning": Reasoning(strategy=turn.strategy)}) if turn.strategy else turn
        for turn in TURNS
    )
    # A label may be missing, too.
    labels = (*labels[:5], Turn(speaker="supporter", text="Hm."), *labels[6:])
    assert kinds(RULE, replace(GOOD, turns=labels, simulated=False)) == {}
    assert RULE(talk("Hi", "Hello")).score == 1


@pytest.mark.parametrize(
    "text", ["", "  ", "-", "…", "N/A", "n/a.", "None", "(none)", "unknown", "Same as before.", "TBD"]
)
def test_a_node_that_says_nothing_is_found(text: str) -> None:
    (found,) = RULE.in_turn(thinking(6, thought=text), 6)
    assert (found.kind, found.turn, found.part) == ("node_empty", 6, "thought")


def test_a_node_left_out_is_found() -> None:
    (found,) = RULE.in_turn(thinking(6, situation=None), 6)
    assert (found.kind, found.part) == ("node_empty", "situation")
    without = replace(GOOD, turns=(*TURNS[:5], TURNS[5].model_copy(update={"reasoning": None}), *TURNS[6:]))
    assert {one.part for one in RULE.in_turn(without, 6)} == {"situation", "thought", "action", "strategy"}


def test_a_node_left_out_of_the_first_reply_is_found_when_the_others_have_it() -> None:
    case = thinking(2, thought=None)
    assert kinds_of_turn(RULE, case, 2) == set()
    assert [(one.kind, one.turn, one.part) for one in RULE(case).evidence] == [("node_empty", 2, "thought")]


def test_reasoning_beside_the_last_reply_only_leaves_nothing_out() -> None:
    # As in ESCoT, whose chains belong to one reply each.
    bare = tuple(turn.model_copy(update={"reasoning": None}) for turn in TURNS[:13])
    assert kinds(RULE, replace(GOOD, turns=(*bare, TURNS[13]))) == {}


def test_a_chain_without_a_node_is_no_chain_with_an_empty_one() -> None:
    case = GOOD
    for number in GOOD.numbers["supporter"]:
        case = thinking(number, case, thought=None)
    assert kinds(RULE, case) == {}


def test_a_node_that_copies_another_is_found() -> None:
    copied = thinking(6, thought="The argument comes back at night, and costs them sleep")
    assert kinds_of_turn(RULE, copied, 6) == {"node_copied"}


def test_a_node_that_copies_the_message_is_found() -> None:
    copied = thinking(6, situation=TURNS[5].text)
    assert "node_copied" in kinds_of_turn(RULE, copied, 6)


def test_a_node_that_copies_its_instructions_is_found() -> None:
    sentence = PlanAction.instructions.split("\n\n")[-1].split(". ")[0]
    assert "node_copied" in kinds_of_turn(RULE, thinking(6, action=sentence), 6)


def test_a_node_of_the_reply_before_is_a_flaw() -> None:
    before = GOOD.turn(4).reasoning
    assert before is not None
    found = list(RULE.in_turn(thinking(6, thought=before.thought), 6))
    assert [(one.kind, one.part, one.severity) for one in found] == [("node_stale", "thought", "flaw")]


def test_a_feeling_may_last_and_what_it_means_is_said_anew() -> None:
    def feeling(number: int, **nodes: str) -> Turn:
        return GOOD.turn(number).model_copy(update={"reasoning": Reasoning(**nodes)})

    nodes = {"emotion": "ashamed", "appraisal": "They may take it as a sign that they failed."}
    case = replace(GOOD, turns=(*TURNS[:3], feeling(4, **nodes), TURNS[4], feeling(6, **nodes), *TURNS[6:]))
    assert [(one.kind, one.part) for one in RULE.in_turn(case, 6)] == [("node_stale", "appraisal")]


@pytest.mark.parametrize(
    ("node", "text"),
    [
        ("situation", "The seeker's dog needs surgery and the vet wants payment upfront."),
        ("situation", "They failed the driving exam for the third time."),
        ("thought", "They may think that their garden will never win the village contest."),
        ("thought", "He believes his colleagues laugh about his accent."),
    ],
)
def test_a_node_about_something_else_is_found(node: str, text: str) -> None:
    assert kinds_of_turn(RULE, thinking(6, **{node: text}), 6) == {"node_off_topic"}


@pytest.mark.parametrize(
    ("node", "text"),
    [
        ("situation", "Little is known yet."),
        ("situation", "The seeker feels guilty and alone and is about to end the conversation."),
        ("thought", "They may believe that they are not worth loving."),
        ("thought", "Perhaps they think everything is their own fault and nothing will change."),
    ],
)
def test_feelings_and_beliefs_are_of_any_topic(node: str, text: str) -> None:
    assert kinds_of_turn(RULE, thinking(6, **{node: text}), 6) == set()


def test_a_thought_may_take_up_the_situation() -> None:
    case = thinking(6, situation="The argument about money brings insomnia.", thought="Insomnia punishes siblings.")
    assert kinds_of_turn(RULE, case, 6) == set()


@pytest.mark.parametrize(
    ("action", "strategy"),
    [
        ("Ask her to tell more about the quarrel.", "Providing Suggestions"),
        ("Invite him to share what happened, so that he feels heard.", "Information"),
        ("Offer a small breathing exercise for the night.", "Question"),
        ("Suggest that she write a card.", "Self-disclosure"),
        ("Share a time when I fell out with a friend.", "Question"),
        ("Name the guilt behind the words.", "Providing Suggestions"),
        ("Give the number of a helpline.", "Reflection of feelings"),
        ("Reassure them that silence is not a no.", "Question"),
        ("Sum up what was said.", "Self-disclosure"),
        ("Ask more about the nights before suggesting anything.", "Providing Suggestions"),
    ],
)
def test_an_action_against_its_strategy_is_found(action: str, strategy: str) -> None:
    assert "action_strategy_conflict" in kinds_of_turn(RULE, thinking(6, action=action, strategy=strategy), 6)


@pytest.mark.parametrize(
    ("action", "strategy"),
    [
        ("Acknowledge the pain and ask what would help.", "Question"),
        ("Acknowledge the pain and ask what would help.", "Reflection of feelings"),
        ("Help them explore the guilt without giving advice.", "Question"),
        ("Encourage her to call her sister.", "Providing Suggestions"),
        ("Stay present and keep the contact warm.", "Others"),
        ("Close warmly and wish them well.", "Affirmation and Reassurance"),
        ("Tell of a hotline, because they asked for help.", "Information"),
        ("Ask more.", "Clarification"),
        ("Thank them and suggest to write again.", "Affirmation and Reassurance"),
    ],
)
def test_an_action_that_its_strategy_can_carry_out(action: str, strategy: str) -> None:
    assert "action_strategy_conflict" not in kinds_of_turn(RULE, thinking(6, action=action, strategy=strategy), 6)


@pytest.mark.parametrize(
    ("action", "text"),
    [
        ("Ask what keeps them awake.", "That is a heavy thing to carry."),
        ("Suggest a small step for the night.", "That is a heavy thing to carry."),
        ("Share a similar time of one's own.", "What did she answer?"),
        ("Name the guilt that keeps them awake.", "Write two lines to her."),
    ],
)
def test_a_message_that_does_not_follow_the_plan_is_a_flaw(action: str, text: str) -> None:
    case = thinking(6, saying(6, text), action=action, strategy="Others")
    found = list(RULE.in_turn(case, 6))
    assert [(one.kind, one.severity) for one in found] == [("plan_not_followed", "flaw")]


def test_a_plan_of_two_acts_is_followed_by_either() -> None:
    case = thinking(6, action="Acknowledge the guilt and ask what keeps them awake.", strategy="Others")
    assert kinds_of_turn(RULE, case, 6) == set()
    assert kinds_of_turn(RULE, saying(6, "What keeps you up?", case), 6) == set()
