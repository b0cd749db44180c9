"""Ways in which simulated conversations go wrong. Texts are made up here; ESConv's are never copied."""

from __future__ import annotations

from dataclasses import replace

import pytest
from socialsim.programs.checks.pathology import SimulatorPathology
from socialsim.signatures import Turn

from tests.conversations import GOOD, TURNS, kinds, kinds_of_turn, saying, talk

RULE = SimulatorPathology()


def test_nothing_is_found_in_a_good_conversation() -> None:
    assert RULE(GOOD).evidence == ()
    assert RULE(GOOD).score == 1


@pytest.mark.parametrize(
    "text",
    [
        "I don't know what to do anymore, everything is falling apart for me.",
        "Can you help me figure out what to do about my marriage?",
        "I’ve been feeling really down since my breakup and I can’t stop crying.",
        "honestly im struggling and need someone to talk to",
        "What should I do about my boss?",
        "My girlfriend dumped me yesterday. It hurts.",
        "How do I stop feeling like this?",
        "I appreciate your support, I'll try what you suggested.",
    ],
)
def test_a_supporter_who_seeks_help_is_found(text: str) -> None:
    assert kinds_of_turn(RULE, saying(6, text), 6) == {"roles_inverted"}


@pytest.mark.parametrize(
    "text",
    [
        "When I lost my job I couldn't sleep for weeks, and I felt hopeless too.",
        "I remember how alone I was after my divorce.",
        "I don't know what to say, I am so sorry.",
        "I feel lost too at times.",
        "I feel for you. My first husband left me without a word.",
        "Can you help me understand what your sister said?",
    ],
)
def test_a_supporter_who_tells_of_the_past_is_none(text: str) -> None:
    assert "roles_inverted" not in kinds_of_turn(RULE, saying(6, text), 6)


@pytest.mark.parametrize(
    "text",
    [
        "I'm here to listen. What would you like to talk about?",
        "It sounds like you're going through a lot.",
        "How can I support you today?",
        "You should try journaling; it may help you sleep.",
        "Tell me more about your feelings. When did you start to feel like this?",
        "Have you tried deep breathing when you feel overwhelmed?",
    ],
)
def test_a_seeker_who_supports_is_found(text: str) -> None:
    assert "roles_inverted" in kinds_of_turn(RULE, saying(5, text), 5)


@pytest.mark.parametrize(
    "text",
    [
        "I'm doing badly. How are you?",
        "That must have been hard. Did you talk to him again?",
        "Thank you for telling me that. I thought it was only me.",
        "I wish you could see my desk. I should try to clean it up.",
    ],
)
def test_a_seeker_who_asks_back_is_none(text: str) -> None:
    assert "roles_inverted" not in kinds_of_turn(RULE, saying(5, text), 5)


@pytest.mark.parametrize("text", ["", " \n", "...", "…", "?!", "🙂", "N/A", "[no response]"])
def test_a_turn_without_words_is_found(text: str) -> None:
    assert kinds_of_turn(RULE, saying(5, text), 5) == {"empty_turn"}


def test_people_may_answer_with_a_smile() -> None:
    assert kinds(RULE, replace(saying(5, ":)"), simulated=False)) == {}


def test_words_of_any_script_are_words() -> None:
    assert kinds_of_turn(RULE, saying(5, "我很难过"), 5) == set()


def test_a_turn_said_before_by_the_same_speaker_is_found() -> None:
    again = TURNS[5].text.replace("very alone", "so alone")
    assert kinds_of_turn(RULE, saying(10, again), 10) == {"repeated_turn"}


def test_a_copy_of_what_the_other_just_said_is_found() -> None:
    assert "repeated_turn" in kinds_of_turn(RULE, saying(8, TURNS[6].text), 8)


def test_formulae_may_come_twice() -> None:
    assert kinds_of_turn(RULE, saying(9, "Yes, I think so.", saying(5, "Yes, I think so.")), 9) == set()


def test_people_who_send_a_message_twice_are_not_blamed() -> None:
    twice = "Do you think that a walk in the evening would do you good?"
    case = saying(4, twice, saying(2, twice))
    assert kinds_of_turn(RULE, case, 4) == {"repeated_turn"}
    assert kinds_of_turn(RULE, replace(case, simulated=False), 4) == set()


@pytest.mark.parametrize(
    "text",
    ["Hi! How can I help you today?", "Hello there.", "Welcome! It's good to have you.", "So, what brings you here?"],
)
def test_a_second_opening_is_found(text: str) -> None:
    assert "restarted_opening" in kinds_of_turn(RULE, saying(8, text), 8)
    assert "restarted_opening" not in kinds_of_turn(RULE, saying(2, text), 2)


def test_the_fifth_farewell_in_a_row_is_found() -> None:
    # The good conversation ends with two farewells: 15 and 16.
    byes = ("Bye!", "Bye, take care!", "You too!", "Good night!")
    looped = talk(*(turn.text for turn in TURNS), *byes)
    found = [one.turn for one in RULE(looped).evidence if one.kind == "goodbye_loop"]
    assert found == [19, 20]


def test_people_say_goodbye_more_often() -> None:
    byes = ("Bye!", "Bye, take care!", "You too!", "Good night!")
    assert kinds(RULE, talk(*(turn.text for turn in TURNS), *byes, simulated=False)) == {}


def test_a_simulation_that_ends_early_is_found() -> None:
    short = replace(GOOD, turns=TURNS[:8] + TURNS[-2:])
    assert kinds(RULE, short) == {"early_stop": "fault"}
    assert kinds(RULE, replace(short, simulated=False)) == {}


@pytest.mark.parametrize(
    "text",
    [
        "As an AI language model, I don't have feelings.",
        "I’m sorry, but I can’t assist with that request.",
        "im just a chatbot",
        "I'm unable to provide the help that you need.",
        "My guidelines don't allow me to talk about this.",
        "I do not have personal experiences.",
    ],
)
def test_a_model_that_speaks_as_one_is_found(text: str) -> None:
    for number in (5, 6):
        assert "refusal_text" in kinds_of_turn(RULE, saying(number, text), number)


@pytest.mark.parametrize(
    "text", ["I can't do that all day.", "I'm unable to sleep.", "I study AI at university.", "I can't help it, I cry."]
)
def test_people_who_cannot_do_something_refuse_nothing(text: str) -> None:
    assert "refusal_text" not in kinds_of_turn(RULE, saying(5, text), 5)


def test_the_words_of_a_demonstration_are_found() -> None:
    shown = Turn(speaker="supporter", text="It takes real courage to write the first line of such a letter.")
    said = saying(10, "You know, it takes real courage to write the first line of a card.")
    case = replace(said, demonstrations=(shown,))
    (found,) = RULE.in_turn(case, 10)
    assert (found.kind, found.turn) == ("demonstration_copied", 10)
    assert "real courage" in found.text
    assert kinds(RULE, replace(GOOD, demonstrations=(shown,))) == {}
    other = shown.model_copy(update={"speaker": "seeker"})  # which no supporter is shown
    assert list(RULE.in_turn(replace(said, demonstrations=(other,)), 10)) == []


@pytest.mark.parametrize(
    "text",
    [
        "You are the first person I tell about this.",
        "Everything in my life is falling apart and I was hoping you could tell me what to do.",
        "I have nobody to turn to.",
    ],
)
def test_a_supporter_who_pours_out_their_heart_is_found(text: str) -> None:
    assert "roles_inverted" in kinds_of_turn(RULE, saying(6, text), 6)


def test_comfort_is_returned_to_a_supporter_who_told_of_trouble() -> None:
    comfort = "I'm proud of you, that must be hard for you."
    assert "roles_inverted" in kinds_of_turn(RULE, saying(5, comfort, saying(4, "What else did she say?")), 5)
    told = saying(4, "When I lost my brother I felt the same for months.")
    assert "roles_inverted" not in kinds_of_turn(RULE, saying(5, "I'm proud of you.", told), 5)


def test_what_people_may_do_is_a_flaw_of_theirs() -> None:
    case = saying(6, "Can you help me figure out what to do about my marriage?")
    assert kinds(RULE, case)["roles_inverted"] == "fault"
    assert kinds(RULE, replace(case, simulated=False))["roles_inverted"] == "flaw"
