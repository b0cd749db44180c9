"""Whether a seeker stays who the persona is. Personas and messages are made up here."""

from __future__ import annotations

from typing import Any

import pytest
from socialsim.programs.checks.persona import PersonaConsistency
from socialsim.programs.checks.rule import Case
from socialsim.signatures import Persona, Turn, Verdict

from tests.people import persona

RULE = PersonaConsistency()


def of(person: Persona | None, said: str, answering: str = "How are you?") -> set[str]:
    """Return the kinds found when a persona answers so."""
    case = Case((Turn(speaker="supporter", text=answering), Turn(speaker="seeker", text=said)), person)
    return {evidence.kind for evidence in RULE(case).evidence}


def who(
    happened: str, *, goal: str = "I want to feel better.", with_whom: str = "people around me", **more: Any
) -> Persona:
    event = {"time": "since last year", "location": "at home", "participants": with_whom, "description": happened}
    values: dict[str, Any] = {"topic": "a hard time", "subtopic": "a loss", "situation": "It is on my mind all day."}
    values |= {"event": event, "goals_and_expectations": goal, "coped_strategies_and_effects": "I went for walks."}
    return persona(**(values | {"occupation": "accountant"} | more))


MOURNING = who("My mother died of a stroke in spring. I was with her.", with_whom="mother")
LEFT = who("My boyfriend broke up with me. We had been together for four years.", with_whom="boyfriend")
FIRED = who("My boss fired me after nine years. I did not see it coming.", with_whom="boss")
QUARREL = who("My sister and I argue every day. She yells at me.", with_whom="sister")
ALONE = who("I moved here and I have no friends. I've never had a girlfriend.", gender="male")
MARRIED = who("My husband works nights and I lie awake. We hardly talk.", with_whom="husband")


@pytest.mark.parametrize(
    "said",
    [
        "I'm 23 and I should be happy.", "Im only 16 lol", "I just turned 30 last week.",
        "As a 62-year-old I have seen worse.",
        "23F here, not doing great", "I’m in my late twenties, so this is new to me.",
        "I'm pushing 70 now.", "I'm still a teenager, nobody takes me seriously.", "being 35 and single is hard",
        "i am twenty-two years old",
        "I turned sixty in May and felt nothing.", "I'm a sixty-something with no plans.",
        "Most 30-year-olds like me own a house.", "I never thought I'd be this lonely at twenty-five.",
        "Next week is my 30th birthday.", "My thirtieth birthday is on Sunday.", "The big 6-0 is coming for me.",
        "it hurts so much As a 30-year-old I should know better", "I can't even vote yet.",
    ],
)  # fmt: skip
def test_another_age_is_found(said: str) -> None:
    assert of(persona(age=47), said) == {"age_contradicted"}


def test_a_bare_number_is_an_age_when_it_was_asked_for() -> None:
    assert of(persona(age=47), "31", "May I ask how old you are?") == {"age_contradicted"}
    assert of(persona(age=47), "31", "On a scale to 100, how bad is it?") == set()
    assert of(persona(age=47), "47", "May I ask how old you are?") == set()


@pytest.mark.parametrize(
    "said",
    [
        "I'm 47.", "I'm 46, nearly 47.", "I'm in my forties.", "My daughter is 12.", "When I was 20 I moved out.",
        "I was 30 when it began.",
        "I'm 20 weeks pregnant.", "My son turned 18 yesterday.", "I've been here for 23 years.",
        "I have 3 cats and 25 plants.",
        "My boyfriend (29M) doesn't get it.", "In my twenties I was fearless.", "It took me 30 minutes to get up.",
        "I feel 100 percent alone.",
    ],
)  # fmt: skip
def test_the_own_age_and_other_numbers_are_none(said: str) -> None:
    assert "age_contradicted" not in of(persona(age=47), said)


@pytest.mark.parametrize(
    "said",
    [
        "As a father of two I have to be strong.", "I'm a guy, we don't talk about this.",
        "as a man i'm not supposed to cry", "47M, never told anyone",
        "I try to be a good husband to her.", "Men like me don't ask for help.", "I'm her dad, I should have known.",
        "What kind of father am I?",
        "I'm just a regular dude.", "Being the only son, everything falls on me.",
        "I don't recognize the man in the mirror.", "I'm one of those guys who bottle it up.",
        "My wife says I'm not the husband she married.", "My kids forget their dad, and that dad is me.",
        "Being her boyfriend used to make me proud.", "I was raised to be a good son.",
    ],
)  # fmt: skip
def test_another_gender_is_found(said: str) -> None:
    assert of(persona(gender="female", age=47), said) == {"gender_contradicted"}


@pytest.mark.parametrize(
    "said",
    ["I'm pregnant and scared.", "As a mother I feel I failed.", "I'm a single mom.", "I’m a woman in a man’s job."],
)
def test_another_gender_is_found_of_men(said: str) -> None:
    assert of(persona(gender="male"), said) == {"gender_contradicted"}


@pytest.mark.parametrize(
    "said",
    [
        "My father was a hard man.",
        "He is a good guy.",
        "I miss my son.",
        "My husband says men don't cry.",
        "As a mother I worry.",
        "I was his wife.",
    ],
)
def test_the_gender_of_others_is_none(said: str) -> None:
    assert of(persona(gender="female"), said) == set()


@pytest.mark.parametrize(
    "said",
    [
        "I'm a nurse, so I see a lot of pain.", "I work as a chef and the hours are brutal.",
        "My job as a lawyer eats me up.", "I'm retired now.",
        "I'm a high school student.", "I teach third grade.", "I've been a truck driver for years.",
        "I'm unemployed at the moment.",
        "Being a police officer doesn't help.", "My patients notice it too.", "I'm in 10th grade and hate it.",
        "I'm a stay at home mom.",
        "I'm an electrician by trade.", "I work in construction.", "I’m a professional dancer.",
        "My cows need milking at five.", "I wire houses all day.", "My clients need me in court tomorrow.",
        "I'm employed as a baker and it kills me.", "I have to go on patrol again tonight, in my squad car.",
        "I am not alone I work as a chef", "I haven't had a job in years.",
    ],
)  # fmt: skip
def test_another_occupation_is_found(said: str) -> None:
    assert of(who("It is all too much.", occupation="accountant"), said) == {"occupation_contradicted"}


@pytest.mark.parametrize(
    "said",
    [
        "I'm an accountant.", "I work in finance.", "My mother is a nurse.", "I used to work as a cook.",
        "I wanted to be a teacher.",
        "I feel like a therapist to my friends.", "I work a lot.", "I was a student back then.",
        "My boss is a lawyer.", "I work in an office.",
    ],
)  # fmt: skip
def test_the_own_occupation_and_that_of_others_are_none(said: str) -> None:
    assert of(who("It is all too much.", occupation="accountant"), said) == set()


def test_a_student_may_have_a_small_job_but_no_profession() -> None:
    student = who("It is all too much.", occupation="university student")
    assert of(student, "I work as a barista on weekends.") == set()
    assert of(student, "I work as a lawyer.") == {"occupation_contradicted"}
    assert of(student, "I'm in 8th grade.") == {"occupation_contradicted"}
    assert of(who("It is all too much.", occupation="warehouse worker"), "I'm a lawyer.") == {"occupation_contradicted"}


def test_who_tells_of_losing_their_work_may_say_that_they_have_none() -> None:
    laid_off = who("I got laid off in July.", occupation="engineer")
    assert of(laid_off, "I'm unemployed at the moment.") == set()
    assert of(who("It is all too much.", occupation="warehouse worker"), "I'm a lawyer.") == {"occupation_contradicted"}


def test_an_occupation_in_the_personas_own_story_is_theirs() -> None:
    trained = who("I'm a nurse by training, but I keep books now.", occupation="bookkeeper")
    assert of(trained, "I'm a nurse by training, after all.") == set()


@pytest.mark.parametrize(
    ("person", "said"),
    [
        (MOURNING, "My mother is fine, she called me yesterday."), (MOURNING, "Since my dad died I can't sleep."),
        (MOURNING, "Nobody died, thankfully."),
        (MOURNING, "My mum still cooks for me every Sunday."),
        (MOURNING, "I talked to my mom on the phone this morning."),
        (MOURNING, "It's my grandmother who passed away."), (MOURNING, "My mother never died."),
        (MOURNING, "Mom's alive and well, my mother is healthy."),
        (LEFT, "My boyfriend and I are happier than ever."), (LEFT, "My wife left me last month."),
        (LEFT, "We're still together."),
        (LEFT, "We never broke up."), (LEFT, "My boyfriend proposed to me last week."),
        (LEFT, "I've never been in a relationship."),
        (LEFT, "My girlfriend dumped me."), (FIRED, "Luckily I still have my job."), (FIRED, "I never lost my job."),
        (FIRED, "I was just promoted."),
        (FIRED, "My job is secure."), (FIRED, "Work is going great."),
        (QUARREL, "My sister and I get along wonderfully."),
        (QUARREL, "I never argue with my sister."), (QUARREL, "My mother-in-law and I argue every day."),
        (QUARREL, "My sister has always been so supportive."),
        (ALONE, "I have lots of friends here."), (ALONE, "My wife and I talked about it."),
        (ALONE, "My girlfriend says I worry too much."),
        (MARRIED, "I'm single, so nobody notices."), (MARRIED, "I've never been married."),
        (MARRIED, "My wife works nights."),
        (MOURNING, "Honestly nothing bad ever happened to me."), (LEFT, "I made it all up."),
        (LEFT, "My partner and I have never been closer than now."), (LEFT, "We're celebrating our anniversary."),
        (MOURNING, "I'll ask my mother about it when we meet tonight."), (LEFT, "I made up everything I told you."),
        (FIRED, "This is about my uncle, nobody else."),
        (QUARREL, "Its my neighbour, not my sister, that it is about."),
        (who("My son is 15 and skips school.", with_whom="son"), "I'm childless, by the way."),
        (who("My son is 15 and skips school.", with_whom="son"), "I always wondered what it's like to have a child."),
    ],
)  # fmt: skip
def test_an_event_that_is_denied_or_swapped_is_found(person: Persona, said: str) -> None:
    assert "event_contradicted" in of(person, said)


@pytest.mark.parametrize(
    ("person", "said"),
    [
        (MOURNING, "My mother was a nurse and she would have known what to do."),
        (MOURNING, "I can't believe she died."), (MOURNING, "My father is coping better."),
        (MOURNING, "My mother will always be in my heart."), (MOURNING, "I never thought she would die."),
        (MOURNING, "My dad cries too."),
        (MOURNING, "I lost my job years ago, too."), (LEFT, "My boyfriend was everything to me."),
        (LEFT, "I thought we were happy together."),
        (LEFT, "I'm single now."), (LEFT, "My best friend is very supportive."), (FIRED, "My wife supports me."),
        (FIRED, "My boss never said why."),
        (QUARREL, "We used to get along great."), (QUARREL, "I wish my sister and I were close."),
        (ALONE, "I'd like to have friends."),
        (MARRIED, "My husband is a good man."), (MARRIED, "I feel single in this marriage."),
        (MOURNING, "Is your mother still alive?"),
        (MOURNING, "My brother is fine, he says."), (MOURNING, "Nothing ever happens when I plan it."),
        (FIRED, "They would think I was joking."), (QUARREL, "I don't really have any friends."),
    ],
)  # fmt: skip
def test_what_can_be_true_besides_is_none(person: Persona, said: str) -> None:
    assert of(person, said) == set()


ADVICE = who("It is all too much.", goal="I would like some advice on how to sleep again.")
KNOW = who("It is all too much.", goal="I want to know whether to stay with him.")
KNOW = who("It is all too much.", goal="I want to know whether to stay with him.")
LISTEN = who("It is all too much.", goal="I just want somebody to listen without trying to fix me.")


@pytest.mark.parametrize(
    ("person", "said"),
    [
        (ADVICE, "I don't want any advice."), (ADVICE, "Please don't give me tips."),
        (ADVICE, "I'm not looking for solutions."), (ADVICE, "Keep your advice to yourself."),
        (ADVICE, "I’m not here for suggestions, I just want to vent."), (ADVICE, "The last thing I need is advice."),
        (ADVICE, "I don't need anyone to tell me what to do."),
        (ADVICE, "I don't want your help."), (ADVICE, "No advice please."), (ADVICE, "Stop suggesting things."),
        (ADVICE, "I have no interest in sleeping again, advice or not."),
        (LISTEN, "I don't need anyone to listen to me."), (LISTEN, "I don't want to talk about it."),
        (LISTEN, "I have no interest in being heard."),
        (KNOW, "Why would I want to know whether to stay?"), (KNOW, "I gave up trying to know whether to stay."),
        (KNOW, "I'm not asking how to solve it."), (KNOW, "bye I don't need tips on this"),
    ],
)  # fmt: skip
def test_a_goal_that_is_turned_down_is_found(person: Persona, said: str) -> None:
    assert "goal_contradicted" in of(person, said)


@pytest.mark.parametrize(
    ("person", "said"),
    [
        (ADVICE, "I don't know what to do."), (ADVICE, "I can't sleep, nothing helps."),
        (ADVICE, "I don't want to lie awake any more."), (ADVICE, "I don't want to be a burden."),
        (LISTEN, "I don't want any advice right now."), (LISTEN, "I don't need to be fixed."),
        (LISTEN, "I just want to vent."), (LISTEN, "I don't want pity."),
        (ADVICE, "I would like some advice."), (ADVICE, "Don't you have any advice?"),
        (KNOW, "I hate the way I look."), (KNOW, "I don't know whether to stay."),
    ],
)  # fmt: skip
def test_a_goal_that_is_kept_is_none(person: Persona, said: str) -> None:
    assert of(person, said) == set()


def test_nothing_is_said_of_a_supporter_or_without_a_persona() -> None:
    turns = (
        Turn(speaker="seeker", text="Hello."),
        Turn(speaker="supporter", text="I'm 23 and a guy, and I work as a chef."),
    )
    assert RULE(Case(turns, persona(age=47))).verdict is Verdict.PASSED
    assert of(None, "I'm 23 and a guy, and I work as a chef.") == set()


def test_evidence_quotes_the_words_and_names_no_fact_of_the_persona() -> None:
    case = Case((Turn(speaker="seeker", text="I'm 23."),), persona(age=47, occupation="accountant"))
    (evidence,) = RULE(case).evidence
    assert (evidence.turn, evidence.text) == (1, "I'm 23.")
    assert "47" not in evidence.reason
    assert RULE(case).verdict is Verdict.FAILED
