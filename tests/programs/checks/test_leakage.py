"""What may not come into a conversation. Personas and messages are made up here."""

from __future__ import annotations

import pytest
from socialsim.programs.checks.leakage import InformationLeakage
from socialsim.programs.checks.rule import Case
from socialsim.signatures import Persona, Reasoning, Turn, Verdict

from tests.conversations import GOOD, kinds_of_turn, saying
from tests.people import persona

RULE = InformationLeakage()
FALL = (
    "I fell off the scaffold at the shipyard. I spent four months in hospital. My ex-wife visited once. "
    "They had to put a metal plate into my hip, and the insurance refuses to pay for it."
)
WELDER = persona(
    age=52,
    gender="male",
    occupation="welder",
    topic="grief",
    subtopic="a son far away",
    situation="I can't get up in the morning. My son Tobias moved to Chicago and took the greyhound with him.",
    event={
        "time": "since 2019",
        "location": "in hospital",
        "participants": "son, ex-wife",
        "description": FALL,
    },
    emotional_experience_words=["angry", "lonely"],
    coped_strategies_and_effects="I carve chess pieces, which calms me. I cancelled my gym card.",
    goals_and_expectations="I want to know how to tell Tobias that I miss him.",
)


def supporter(said: str, *before: str, person: Persona | None = WELDER, **nodes: str) -> set[str]:
    """Return the kinds found when a supporter says this after the seeker has said what is `before`."""
    turns = [Turn(speaker="seeker", text=text) for text in before or ("I feel so low these days.",)]
    turns.append(Turn(speaker="supporter", text=said, reasoning=Reasoning(**nodes) if nodes else None))
    return {evidence.kind for evidence in RULE(Case(tuple(turns), person)).evidence}


def seeker(said: str, person: Persona | None = WELDER) -> set[str]:
    return {evidence.kind for evidence in RULE(Case((Turn(speaker="seeker", text=said),), person)).evidence}


def test_nothing_is_found_in_a_good_conversation() -> None:
    assert RULE(GOOD).evidence == ()
    assert RULE(GOOD).verdict is Verdict.PASSED


UNSAID = [
    "At 52, starting again is hard.", "It can't be easy being 52 and on your own.",
    "Many fifty-two-year-olds feel that way.", "Being in your fifties makes it harder.",
    "As a welder you rely on your body.", "Working as a welder must be tough on you.", "Welders like you carry a lot.",
    "Your son's move must have hurt.",
    "Have you told your son how you feel?", "I'm sorry that your ex-wife only visited once.",
    "Tobias must mean a lot to you.", "Chicago is far away, and you miss him.",
    "Falling off the scaffold changed everything for you.", "How is your hip healing?",
    "Four months in the hospital is a long time, and you got through it.",
    "You have carried this since 2019.", "Carving chess pieces sounds calming for you.",
    "It's unfair that the insurance refuses to pay for it.",
    "You lost the greyhound as well.", "The shipyard took so much from you.",
    "How does your ex-wife react to this?", "What your son did must hurt.",
    "I remember you saying that you carve chess pieces.", "Is it because the insurance refuses to pay for it?",
    "When you fell off the scaffold at the shipyard, what went through your mind?",
    "You told me that you can't get up in the morning.", "How is it for you in hospital these days?",
]  # fmt: skip


@pytest.mark.parametrize("said", UNSAID)
def test_a_fact_that_nobody_has_said_is_found(said: str) -> None:
    assert supporter(said) == {"unsaid_fact"}


@pytest.mark.parametrize("said", UNSAID)
def test_it_is_found_in_the_reasoning(said: str) -> None:
    assert supporter("I hear you.", thought=said) == {"unsaid_in_reasoning"}


@pytest.mark.parametrize(
    "said",
    [
        "That sounds really hard. What weighs on you most?", "Is it something at home or at work?",
        "Do you have family or friends you can talk to?",
        "Maybe a short walk or a talk with your doctor could help.", "You have been strong for so long.",
        "Try breathing in for 4 seconds, five times a day.",
        "Some people find that chess or drawing helps them.", "When I lost my own job I was angry for months.",
        "Many people feel lonely after a loss.",
        "I'm sorry you feel so low. You deserve support.", "How long has it been like this?",
        "Would it help to go to the gym once a week?",
    ],
)  # fmt: skip
def test_what_anybody_may_say_is_none(said: str) -> None:
    assert supporter(said) == set()


@pytest.mark.parametrize(
    ("said", "before"),
    [
        ("At 52, starting again is hard.", "I'm 52 and alone."),
        ("At 52, starting again is hard.", "Fifty-two and alone, that's me."),
        ("As a welder you rely on your body.", "I weld ships for a living."),
        ("Your son's move must have hurt.", "My kids don't call."),
        ("You have carried this since 2019.", "It began in 2019."), ("How is your hip healing?", "I broke my hip."),
        ("Being in hospital so long is hard on you.", "The doctors kept me there forever."),
    ],
)  # fmt: skip
def test_what_was_said_before_is_none(said: str, before: str) -> None:
    assert supporter(said, before) == set()


def test_an_unsaid_fact_is_one_only_the_first_time() -> None:
    turns = ("I feel low.", "As a welder you rely on your body.", "True.", "As a welder you rely on your body, yes.")
    case = Case(tuple(Turn(speaker=("seeker", "supporter")[n % 2], text=text) for n, text in enumerate(turns)), WELDER)
    assert [(one.kind, one.turn) for one in RULE(case).evidence] == [("unsaid_fact", 2)]


LATER = (
    "Hi, I don't feel well at all.",
    "%s",
    "It's everything.",
    "Tell me more if you like.",
    "My husband left me in March, three weeks after the miscarriage. I'm 31.",
    "I'm so sorry.",
    "And my landlord wants the flat back, he served us an eviction notice.",
    "Thank you for telling me.",
)


def early(said: str, **nodes: str) -> list[tuple[str, int | None, str]]:
    turns = tuple(
        Turn(
            speaker=("seeker", "supporter")[n % 2],
            text=text.replace("%s", said),
            reasoning=Reasoning(**nodes) if n == 1 and nodes else None,
        )
        for n, text in enumerate(LATER)
    )
    return [(one.kind, one.turn, one.part) for one in RULE(Case(turns)).evidence]


@pytest.mark.parametrize(
    "said",
    [
        "I'm sorry that your husband left you.",
        "A miscarriage and then an eviction notice, you have been through so much.",
        "At 31 you have seen a lot already.",
        "He left you three weeks after the miscarriage.",
        "Your landlord served you an eviction notice, that is harsh.", "You are 31 years old and alone with this.",
        "You told me that your landlord wants the flat back.", "And how does your husband see it?",
        "Is it because your landlord wants the flat back?",
        "When your husband left you in March, what went through your mind?",
    ],
)  # fmt: skip
def test_a_fact_that_is_told_later_is_found_without_a_persona(said: str) -> None:
    assert early(said) == [("early_fact", 2, "utterance")]
    assert early("I hear you.", situation=said) == [("early_fact", 2, "situation")]


@pytest.mark.parametrize(
    "said",
    [
        "What happened?", "Is it about your husband?", "Maybe you could talk to your landlord.",
        "You sound sad and tired.", "Did you get an eviction notice?",
        "My own husband left me in March, three weeks after I moved.", "Many people lose their flat these days.",
        "Have a good rest of your day.", "I hope you have a good rest of your day.", "How do your friends see it?",
        "Do you have a landlord?", "You can start with your landlord.",
    ],
)  # fmt: skip
def test_a_guess_or_a_common_word_is_not_early(said: str) -> None:
    assert early(said) == []


THOUGHT = {
    "situation": "The seeker sleeps badly since the shop closed and fears the letters from the bank.",
    "thought": "They may believe that a good shopkeeper would have saved it.",
    "action": "Ask gently which letter they fear most.",
}


@pytest.mark.parametrize(
    "said",
    [
        "They may believe that a good shopkeeper would have saved it. How are you?",
        "The seeker seems to feel guilty. I'm sorry.", "Situation: you lost it. Thought: you blame yourself. Hello!",
        "My strategy is to ask first. How are you?", "I will use the Reflection of feelings strategy. You sound sad.",
        "Ask gently which letter they fear most.",
        "I should validate their feelings first. That sounds hard.",
        "My next message will comfort them. You did well.", "The user needs reassurance. It is going to be fine.",
        "Action: ask about the bank. What did the bank write?",
        "The strategy I'm choosing here is affirmation. Well done.", "My plan is to offer suggestions next. Go on.",
        "I'm going to validate your feelings before asking an open question.", "This calls for empathy. How hard!",
        "(Thinking: be warm) How hard!", "They need validation now. How hard!",
        "Next, I'll paraphrase. You sleep badly.",
        "I chose self-disclosure. I was afraid once, too.", "In this turn, I listen. Go on.",
    ],
)  # fmt: skip
def test_reasoning_that_is_spoken_is_found(said: str) -> None:
    before = "I can't sleep since the shop closed. I fear every letter from the bank."
    assert "reasoning_spoken" in supporter(said, before, person=None, **THOUGHT)


def test_repeating_the_seeker_is_not_speaking_the_reasoning() -> None:
    before = "I can't sleep since the shop closed and I fear the letters from the bank."
    said = "So you can't sleep since the shop closed and you fear the letters from the bank."
    assert (
        supporter(
            said,
            before,
            person=None,
            situation="They can't sleep since the shop closed and they fear the letters from the bank.",
        )
        == set()
    )


@pytest.mark.parametrize(
    "said",
    [
        "[Question] How are you?", "(Reflection of feelings) You sound sad.", "Strategy: Question\nHow are you?",
        "**Providing Suggestions** Try a walk.",
        "Affirmation and Reassurance: You did well.", "You did well. (Self-disclosure)", "Question - How are you?",
        "<Information> Sleep takes time.",
        "I'd like to use reflection of feelings here: you are sad.", "How are you? [strategy: Question]",
        "{Restatement or Paraphrasing} So you can't sleep.",
        "Strategy - Question: How are you?", "How are you? (using question)", "Question | How are you?",
        "#Question How are you?", "You did well. - Self-disclosure", "As self-disclosure: I was sad, too.",
        "Strategy used → Information. Sleep takes time.", "Time for some affirmation and reassurance: you did well.",
    ],
)  # fmt: skip
def test_a_strategy_that_is_named_is_found(said: str) -> None:
    assert "strategy_named" in supporter(said, person=None)


@pytest.mark.parametrize(
    "said",
    ["I have a question for you.", "Good question!", "What information did they give you?",
    "A coping strategy that works for you is fine.", "Do you have a strategy for the mornings?",
     "Here is a suggestion (only if you like).", "One question: how long has it been?",
     "Let me offer some reassurance."],
)  # fmt: skip
def test_the_words_of_strategies_are_none(said: str) -> None:
    assert supporter(said, person=None) == set()


@pytest.mark.parametrize(
    "said",
    [
        "[[ ## utterance ## ]]\nHello there.",
        '{"utterance": "Hello there."}', "<think>They are sad.</think> Hello there.", "utterance: Hello there.",
        "```\nHello there.\n```",
        "Hello there. [[ ## completed ## ]]", "Hello there.<|im_end|>", "Hello there. Intention: continue",
        "<reply>Hello there.</reply>", "{{utterance}} Hello there.", "Hello there. [end of turn]",
        "Hello. Word count: 1",
        "Hello there.</s>", "[INST] Hello there.", "## Response\nHello there.",
        "Final answer: Hello there.", '"text": "Hello there."', "My goals_and_expectations are met.",
        "response: Hello there.",
    ],
)  # fmt: skip
@pytest.mark.parametrize("speaker", ["seeker", "supporter"])
def test_the_form_of_an_answer_is_found(said: str, speaker: str) -> None:
    found = seeker(said, None) if speaker == "seeker" else supporter(said, person=None)
    assert "schema_text" in found


@pytest.mark.parametrize(
    "said",
    [
        "Supporter: Hello there.", "User: Hello there.", "Hello there.\nSeeker: Hi.", "**Supporter:** Hello there.",
        "[Seeker] Hello there.", "SUPPORTER: hello there",
        "Hello there. Assistant: How are you?", "Therapist: Hello there.", "Supporter (warmly): Hello there.",
        "<user> Hello there.", "Speaker 1: Hello there.", "Supporter - Hello there.",
        "Seeker’s reply: Hello there.", "The supporter says: Hello there.",
        "(Seeker) Hello there.", "Therapist: (hm) hello there.", "{Supporter} Hello there.", "Supporter | Hello there.",
        "@seeker Hello there.", "Supporter\nHello there.", "Hello there. - Supporter", "Reply of the supporter: Hello.",
    ],
)  # fmt: skip
@pytest.mark.parametrize("speaker", ["seeker", "supporter"])
def test_the_name_of_a_speaker_is_found(said: str, speaker: str) -> None:
    found = seeker(said, None) if speaker == "seeker" else supporter(said, person=None)
    assert "role_label" in found


@pytest.mark.parametrize(
    "said",
    [
        "*nods* I see.", "(sighs softly) I see.", "[pauses] I see.", "I see. *takes a deep breath*",
        "_smiles warmly_ I see.", "(long pause) I see.", "*wipes away a tear* I see.",
        "(in a soft voice) I see.", "*leans forward* I see.", "[sighing heavily] I see.",
        "I... (voice trembling) I see.", "*Smiles gently and nods* I see.", "~sighs~ I see.",
        "(The seeker pauses and looks down) I see.", "**nods slowly** I see.",
        "(a bit hesitant) I see.", "I see. <pauses>", "{nods} I see.", "::sighs:: I see.", "(hands shaking) I see.",
        "I see. (slightly embarrassed)", "(there is a long pause) I see.",
    ],
)  # fmt: skip
@pytest.mark.parametrize("speaker", ["seeker", "supporter"])
def test_a_stage_direction_is_found(said: str, speaker: str) -> None:
    found = seeker(said, None) if speaker == "seeker" else supporter(said, person=None)
    assert "stage_direction" in found


@pytest.mark.parametrize(
    "said",
    [
        "He was late again (lol).", "She (my sister) never calls.", "*is", "I *really* mean it.", "Thanks :)",
        "It's 5:30 here.", "I got two things: rent and food.", "My therapist: useless.",
        "I <3 my cat.", "He said \"I'm done\" and left.", "my user name is blocked", "I read about it [in the paper].",
        "My ex said: get over it.", "(I know, I know.)", "it was like... idk :(",
    ],
)  # fmt: skip
def test_the_ways_people_write_are_none(said: str) -> None:
    assert seeker(said, None) == set()


@pytest.mark.parametrize(
    "said",
    [
        "My personality is introverted and neurotic.", "My goals and expectations are to tell Tobias.",
        "I am high in neuroticism and low in agreeableness.", "Gender: male. Age: 52. Occupation: welder.",
        "I'm introverted, disagreeable and neurotic.", "My occupation is welder, my gender is male.",
        "As stated in my profile, I am sad.", "My coped strategies and effects are carving.",
        "I'm a 52-year-old male welder who feels angry and lonely since 2019.",
        "The event took place in hospital, and the participants were son, ex-wife.",
        "I'm 52, welder, it began in hospital, with son, ex-wife.",
        "I'm male, 52, welder, and I feel angry and lonely.",
        "My emotional experience words are angry and lonely.", "My personality traits include closedness.",
        FALL,
    ],
)  # fmt: skip
def test_a_persona_that_is_read_out_is_found(said: str) -> None:
    assert "profile_recited" in seeker(said)


@pytest.mark.parametrize(
    "said",
    [
        "I'm an introvert.", "I'm 52 and I feel old.", "I'm a welder, I work with my hands.",
        "I fell off the scaffold at the shipyard.", "My goal is to sleep again.", "He has a difficult personality.",
        "I have always been a conscientious person.",
        "They had to put a metal plate into my hip, and the insurance refuses to pay for it.", "At my age it's hard.",
    ],
)  # fmt: skip
def test_telling_of_oneself_is_none(said: str) -> None:
    assert seeker(said) == set()


def test_telling_what_was_tried_is_no_recital() -> None:
    tried = (
        "I carve chess pieces in the evening, which calms me for an hour. I cancelled my gym card in the summer, since "
        "I never went. I wrote a letter to my son and left it in the drawer beside my bed."
    )
    person = WELDER.model_copy(update={"coped_strategies_and_effects": tried})
    assert seeker(f"It's not that I did nothing. {tried}", person) == set()


def test_evidence_says_where_and_shows_the_words() -> None:
    case = saying(4, "*nods* I hear you.")
    (evidence,) = [one for one in RULE(case).evidence if one.kind == "stage_direction"]
    assert (evidence.turn, evidence.text) == (4, "*nods*")
    assert kinds_of_turn(RULE, case, 4) == {"stage_direction"}
