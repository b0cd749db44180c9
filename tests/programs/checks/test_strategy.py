"""Strategies: how varied they are, and whether replies carry them out. Texts are made up here."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from socialsim.programs.checks.strategy import StrategyUse, entropy
from socialsim.signatures import EXTES

from tests.conversations import GOOD, TURNS, kinds, kinds_of_turn, saying, talk, thinking, with_strategies

RULE = StrategyUse()
Q, RS, RF, SD, AF, SG, IN, OT = (
    "Question",
    "Restatement or Paraphrasing",
    "Reflection of feelings",
    "Self-disclosure",
    "Affirmation and Reassurance",
    "Providing Suggestions",
    "Information",
    "Others",
)


def test_nothing_is_found_in_a_good_conversation() -> None:
    assert RULE(GOOD).evidence == ()


def test_nothing_is_said_where_there_are_no_strategies() -> None:
    silent = talk(*(turn.text for turn in TURNS))
    assert RULE(silent).evidence == ()
    assert RULE(silent).score == 1


def test_runs_are_a_flaw_from_four_and_a_fault_from_five() -> None:
    # Others as the strategy, since any message may carry it out.
    assert "strategy_run" not in kinds(RULE, with_strategies(OT, OT, OT, Q))
    assert kinds(RULE, with_strategies(OT, OT, OT, OT, Q, OT, RF, OT))["strategy_run"] == "flaw"
    assert kinds(RULE, with_strategies(OT, OT, OT, OT, OT, Q, RF, RS))["strategy_run"] == "fault"


def test_people_may_run_on_for_longer() -> None:
    for length, severity in ((4, None), (5, "flaw"), (7, "flaw")):
        case = replace(with_strategies(*[OT] * length, *[Q] * (8 - length)), simulated=False)
        assert kinds(RULE, case).get("strategy_run") == severity


def test_pleasantries_at_the_end_may_run_on() -> None:
    assert "strategy_run" not in kinds(RULE, with_strategies(Q, RF, AF, SG, OT, OT, OT, OT))
    assert "strategy_run" in kinds(RULE, with_strategies(Q, OT, OT, OT, OT, RF, AF, SG))


def test_messages_in_a_row_are_one_reply_of_a_run() -> None:
    # Six messages in three replies.
    split = tuple(
        part
        for turn in with_strategies(OT, OT, OT, Q, RF, AF, SG, IN).turns
        for part in ([turn, turn] if turn.speaker == "supporter" else [turn])
    )
    assert "strategy_run" not in kinds(RULE, replace(GOOD, turns=split, simulated=False))


@pytest.mark.parametrize("used", [[Q] * 8, [Q, Q, Q, RF, Q, Q, Q, Q], [Q, AF] * 4, [SG, SG, Q, SG, SG, SG, AF, SG]])
def test_one_or_two_strategies_all_along_are_found(used: list[str]) -> None:
    assert kinds(RULE, with_strategies(*used))["strategy_monotony"] == "fault"


def test_seven_of_ten_replies_are_a_monotony() -> None:
    ten = replace(GOOD, turns=TURNS[:4] + TURNS)
    used = [Q, Q, Q, RF, Q, Q, AF, Q, Q, SG]
    assert kinds(RULE, with_strategies(*used, case=ten))["strategy_monotony"] == "fault"
    used[0] = IN
    assert "strategy_monotony" not in kinds(RULE, with_strategies(*used, case=ten))


@pytest.mark.parametrize("used", [[Q, Q, RF, Q, AF, Q, SG, OT], [Q, AF, SG, Q, AF, SG, Q, AF]])
def test_a_favourite_is_no_monotony(used: list[str]) -> None:
    assert "strategy_monotony" not in kinds(RULE, with_strategies(*used))


def test_a_strategy_outside_the_taxonomy_is_found_in_simulations_only() -> None:
    case = thinking(6, strategy="Active listening")
    assert kinds_of_turn(RULE, case, 6) == {"unknown_strategy"}
    assert kinds(RULE, replace(case, simulated=False)) == {}
    assert kinds_of_turn(RULE, thinking(6, replace(GOOD, taxonomy=EXTES), strategy="Offer Hope"), 6) == set()


@pytest.mark.parametrize(
    ("strategy", "text"),
    [
        (Q, "That sounds very painful."),
        (Q, "You could write her a letter."),
        (RS, "Have you tried to meditate?"),
        (RS, "I once lost a friend over money."),
        (RF, "The office is open until five."),
        (RF, "Have you tried calling again?"),
        (SD, "You could try a walk in the evening."),
        (SD, "I'm sorry to hear that. That must hurt."),
        (AF, "When did it begin?"),
        (AF, "You should call a lawyer."),
        (SG, "What do you think?"),
        (SG, "That sounds so painful. I'm sorry."),
        (SG, "Thank you for telling me."),
        (IN, "How long has it been like this?"),
        (IN, "That must be so hard on you."),
        (IN, "Bye, have a good day!"),
    ],
)
def test_a_reply_that_does_not_do_what_its_strategy_names(strategy: str, text: str) -> None:
    case = thinking(6, saying(6, text), strategy=strategy)
    assert kinds_of_turn(RULE, case, 6) == {"strategy_not_done"}


@pytest.mark.parametrize(
    ("strategy", "text"),
    [
        (Q, "how long has that been going on"),
        (Q, "Tell me about that night."),
        (RS, "You hear your own voice every night."),
        (RF, "That is a lonely place to be."),
        (SD, "Same here, my brother and me did not talk for years."),
        (AF, "It takes a strong person to see that."),
        (SG, "Write two lines, and leave it open when she answers."),
        (SG, "Have you thought about a card?"),
        (IN, "Most quarrels about a house end within a year."),
        (OT, "Hm."),
    ],
)
def test_a_reply_that_does(strategy: str, text: str) -> None:
    assert kinds_of_turn(RULE, thinking(6, saying(6, text), strategy=strategy), 6) == set()


def test_most_replies_not_doing_what_they_say_are_a_fault() -> None:
    swapped = with_strategies(IN, SD, Q, Q, Q, RF, SD, OT)
    assert kinds(RULE, swapped)["strategies_not_done"] == "fault"
    assert "strategies_not_done" not in kinds(RULE, with_strategies(IN, SD, Q))


def test_entropy() -> None:
    assert entropy([Q] * 8, 8) == 0
    assert entropy([Q, AF] * 4, 8) == pytest.approx(math.log(2) / math.log(8))  # 1/3
    assert entropy([Q, RS, RF, SD, AF, SG, IN, OT], 8) == pytest.approx(1)
    # Four replies cannot be more even than four strategies.
    assert entropy([Q, RS, RF, SD], 8) == pytest.approx(1)
    assert entropy([Q], 8) == 0


def test_the_grade_falls_with_variety() -> None:
    # Two strategies by turns: entropy 1/3 against the usual 0.81, and changes at every reply, which is more than usual.
    assert RULE.grade(with_strategies(*[Q, AF] * 4)) == pytest.approx((1 / 3 / 0.81 + 1) / 2)
    assert RULE.grade(with_strategies(*[Q] * 8)) == 0
    assert RULE.grade(GOOD) == 1
