"""Personas made offline from posts. Every post here is invented for the tests."""

from __future__ import annotations

import random
import re

import pytest
from socialsim.generators.offline.reading import facts, topics
from socialsim.generators.offline.reading.personas import persona
from socialsim.generators.offline.reading.post_text import LONGEST, sentences
from socialsim.generators.offline.reading.topic_lines import LINES
from socialsim.generators.offline.reading.wishes import as_wish
from socialsim.signatures import ATTRIBUTES, Gender, Persona

LONG_POST = """Throwaway because my husband knows my main. Hi everyone, sorry for the long post!!

I (34F) am a nurse and I have been married to my husband for nine years. We have two kids. Since last year we fight
almost every day at home. Last week he yelled at me in front of the kids because dinner was late. I cried all night and
I felt so alone and worthless. My mother says I should be patient. I tried to talk to him calmly, but he just walked
away. I have been seeing a therapist but it doesn't help much. I am so tired and anxious all the time. I can't sleep
and I can't stop worrying about the children. My sister thinks I should leave him. I don't know who I am anymore.

How can I get him to listen to me? See https://example.org/x or ask u/someone_else.

Edit: thanks for all the replies!

TL;DR: we fight every day and I feel trapped in my marriage."""


def made(post: str, seed: int = 7) -> Persona:
    return persona(post, random.Random(seed))


ODD = [
    "",
    "help",
    "???",
    "idk anymore",
    "a" * 3000,
    "word " * 600,
    "i " * 500,
    "\n" * 50,
    "我很难过，不知道怎么办",
    "{0} %s {persona} \\n $HOME <script>alert(1)</script> I feel sad",
    "I'M SO TIRED OF EVERYTHING AND NOBODY LISTENS TO ME",
    "My mom died. " * 60,
    "tl;dr: gf left me & i cant cope w/ it lol u/sadguy http://x.com/abc?d=e [link](http://y.z) :( 😭",
    "- i hate school\n- i hate home\n- i hate me",
    LONG_POST * 5,
]


@pytest.mark.parametrize("post", ODD)
def test_any_text_gives_a_valid_persona_with_every_attribute(post: str) -> None:
    who = made(post)
    assert Persona.model_validate_json(who.model_dump_json()) == who
    assert set(who.inferred) <= set(ATTRIBUTES)
    assert "personality" in who.inferred


def test_the_same_post_and_seed_give_the_same_persona() -> None:
    assert made(LONG_POST, 3) == made(LONG_POST, 3)


def test_guesses_vary_with_the_seed_and_stated_facts_do_not() -> None:
    many = [made("I can't sleep and I'm 41.", seed) for seed in range(30)]
    assert {who.age for who in many} == {41}
    assert len({who.occupation for who in many}) > 3
    assert len({who.coped_strategies_and_effects for who in many}) == len(LINES["sleep problems"].coped)


def test_an_empty_post_is_all_guesses() -> None:
    assert set(made("").inferred) == set(ATTRIBUTES)


def test_a_full_post_is_stated_but_for_the_personality() -> None:
    who = made(LONG_POST)
    assert who.inferred == ("personality",)
    assert (who.gender, who.age, who.occupation) == (Gender.FEMALE, 34, "nurse")
    assert who.topic == "marriage problems"
    assert who.event.time == "since last year"
    assert who.event.location == "at home"
    assert who.event.participants.split(", ")[0] == "husband"
    assert "I tried to talk to him calmly, but he just walked away." in who.coped_strategies_and_effects
    assert who.goals_and_expectations == "I want to know how to get him to listen to me."


def test_inferred_names_exactly_what_the_post_does_not_state() -> None:
    post = "I'm 19 and I failed my exams. I feel ashamed."
    who = made(post)
    assert "age" not in who.inferred and "emotional_experience_words" not in who.inferred
    for name in ("gender", "coped_strategies_and_effects", "goals_and_expectations"):
        assert name in who.inferred
    assert facts.gender(post) is None and facts.coping(post) == () and facts.goals(post) == ()


def test_quoted_attributes_are_the_posters_own_sentences() -> None:
    who = made(LONG_POST)
    own = set(sentences(LONG_POST))
    for quoted in (who.situation, who.event.description):
        assert all(said in own for said in re.split(r"(?<=[.!?]) ", quoted))


def test_situation_and_event_share_no_sentence() -> None:
    who = made(LONG_POST)
    told = set(re.split(r"(?<=[.!?]) ", who.event.description))
    assert not told & set(re.split(r"(?<=[.!?]) ", who.situation))
    assert len(told) <= 8


def test_event_keeps_the_order_of_the_post() -> None:
    told = re.split(r"(?<=[.!?]) ", made(LONG_POST).event.description)
    places = [sentences(LONG_POST).index(said) for said in told]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "noise", ["hrowaway", "http", "u/", "TL;DR", "TL", "Edit", "(34F)", "sorry for", "Hi everyone"]
)
def test_what_a_forum_adds_is_not_quoted(noise: str) -> None:
    assert noise not in made(LONG_POST).model_dump_json()


@pytest.mark.parametrize("post", [LONG_POST, *ODD])
def test_sentences_are_well_formed(post: str) -> None:
    for said in sentences(post):
        assert said[-1] in ".!?\"')]"
        first = next(character for character in said if character.isalpha())
        assert first.isupper() or not first.islower()
        assert len(said) <= LONGEST + 1
        assert "  " not in said and "\n" not in said


def test_a_long_sentence_is_divided_where_a_clause_ends_and_no_word_is_cut() -> None:
    post = (
        "I went to my sister's house after the argument with my father about the money that he had borrowed from me "
        "last winter, and she told me that I should never have given it to him, but I did not know what else to do "
        "because he had nobody else and I could not stand to see him like that again"
    )
    said = sentences(post)
    words = set(re.findall(r"[\w']+", post.lower()))
    assert len(said) >= 2
    assert all(len(piece) <= LONGEST + 1 for piece in said)
    assert all(word in words for piece in said for word in re.findall(r"[\w']+", piece.lower()))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("im sad and i cant sleep", "I'm sad and I can't sleep."),
        ("Why me?. I am lost", "Why me?"),
        ("But he never calls", "He never calls."),
        ("So I can finally rest, I moved out", "So I can finally rest, I moved out."),
        ("MY BOSS YELLS AT ME ALL DAY", "My boss yells at me all day."),
        ("Her boyfriend [26M] lied to me (24F)", "Her boyfriend lied to me."),
        ("I **really** miss her", "I really miss her."),
        ("Hello all, I need a friend :(", "I need a friend."),
    ],
)
def test_slips_and_forum_shorthand_are_put_right(written: str, said: str) -> None:
    assert said in sentences(written)


def test_text_of_a_post_is_never_evaluated_or_used_as_a_template() -> None:
    post = "I feel sad about {__import__('os').getcwd()} and %s and {0} every day."
    assert "{0}" in made(post).situation
    assert "%s" in made(post).situation


@pytest.mark.parametrize(
    ("post", "low", "high"),
    [
        ("I'm in my mid 20s and stuck.", 24, 26),
        ("I'm in my late 50s and alone.", 57, 59),
        ("I'm a teenager and my parents fight.", 13, 17),
        ("I'm in 9th grade and they laugh at me.", 14, 15),
        ("I'm in college and I can't focus.", 18, 23),
        ("My grandson lives with us and I worry.", 56, 72),
        ("I retired and I feel useless.", 62, 74),
        ("My 15 year old son ignores me.", 37, 49),
        ("I've been married for 25 years and I want out.", 41, 110),
        ("I was hurt when I was 38. I still cry.", 39, 110),
    ],
)
def test_age_is_guessed_from_the_life_stage(post: str, low: int, high: int) -> None:
    for seed in range(20):
        who = made(post, seed)
        assert low <= who.age <= high
        assert "age" in who.inferred


def test_a_partner_hints_at_the_gender_and_states_nothing() -> None:
    many = [made("My husband ignores me.", seed) for seed in range(60)]
    assert all("gender" in who.inferred for who in many)
    assert sum(who.gender is Gender.FEMALE for who in many) > 45


def test_occupation_fits_the_age() -> None:
    for seed in range(20):
        assert made("I'm 12 and I cry a lot.", seed).occupation == "middle-school student"
        assert made("I'm 16 and I cry a lot.", seed).occupation == "high-school student"
        assert made("I'm 79 and I cry a lot.", seed).occupation == "retired"


def test_cues_shift_the_personality() -> None:
    shy = "I'm shy and quiet, I avoid people and stay in my room. I worry, panic and cry all the time."
    many = [made(shy, seed).personality for seed in range(40)]
    assert sum(one.extraversion == "Introversion" for one in many) > 34
    assert sum(one.neuroticism == "Neuroticism" for one in many) > 34


@pytest.mark.parametrize(
    ("post", "topic"),
    [
        ("I lost my job and I can't find work.", "job crisis"),
        ("My boyfriend broke up with me and I can't move on.", "breakup with partner"),
        ("My best friend ignores me and hangs out with others.", "problems with friends"),
        ("I failed my exams and my studies are too much.", "academic pressure"),
        ("My parents yell at me whatever I do.", "issues with parents"),
        ("I can't fall asleep, I lie awake all night.", "sleep problems"),
        ("I hate my weight, I feel so ugly in the mirror.", "appearance anxiety"),
        ("They bully me at school and call me names.", "school bullying"),
        ("I drink too much, I was drunk again yesterday.", "alcohol abuse"),
        ("My toddler has tantrums and my son won't listen.", "issues with children"),
        ("I procrastinate and put everything off.", "procrastination"),
        ("My grandmother passed away and I grieve.", "grief"),
        ("I'm so lonely, I have no friends.", "loneliness"),
        ("My husband cheated on me with a colleague.", "infidelity"),
        ("I think I'm bisexual and I want to come out.", "identity"),
        ("I take care of my mother, she has dementia.", "caregiving"),
        ("My rent is late and I'm in debt.", "money worries"),
        ("My boss overworks us, I'm burned out at work.", "work stress"),
        ("I was raped and have flashbacks.", "past trauma"),
        ("I want to die, I think of suicide.", "suicidal thoughts"),
        ("I'm so angry, I lose my temper and throw things.", "anger"),
        ("I have doubts about God and my church.", "faith"),
        ("I have been depressed for years and feel empty.", "ongoing depression"),
        ("I use this method, for example, when I cook.", topics.DEFAULT),
    ],
)
def test_the_topic_is_what_most_words_speak_for(post: str, topic: str) -> None:
    assert made(post).topic == topic


def test_every_topic_has_lines_for_silent_posts() -> None:
    assert {topic.name for topic in topics.TOPICS} == set(LINES)
    for lines in LINES.values():
        assert len(set(lines.coped)) >= 3 and len(set(lines.hopes)) >= 3 and len(set(lines.feelings)) >= 4
        for said in (lines.situation, lines.happened, *lines.coped, *lines.hopes):
            assert said[0].isupper() and said.endswith(".")


def test_topic_words_are_written_in_lower_case() -> None:
    """They are run on folded text, where a capital would never match."""
    for topic in topics.TOPICS:
        for words in (topic.strong, topic.weak, *(pattern for pattern, _ in topic.subtopics)):
            assert not re.search(r"(?<!\\)[A-Z]", words), topic.name


@pytest.mark.parametrize(
    ("question", "wish"),
    [
        ("How do I move on?", "I want to know how to move on."),
        (
            "Does anyone else feel like your days are gray?",
            "I want to know whether anyone else feels like their days are gray.",
        ),
        ("Why does it always come back?", "I want to understand why it always comes back."),
        ("Should I leave him?", "I want to know whether I should leave him."),
        ("Any advice?", "I would like some advice."),
        ("What if he leaves me?", "What if he leaves me?"),
        ("I just want to be heard.", "I just want to be heard."),
    ],
)
def test_a_question_to_the_forum_becomes_a_wish(question: str, wish: str) -> None:
    assert as_wish(question) == wish
