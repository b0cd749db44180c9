"""The facts the offline reader takes from a post. Every sentence here is invented for the tests."""

from __future__ import annotations

import pytest
from socialsim.generators.offline.reading import facts
from socialsim.signatures import Gender

AGES: list[tuple[str, int | None]] = [
    # Stated, about the writer, now.
    ("I'm 23 and I feel lost", 23),
    ("I am 16 years old.", 16),
    ("25F", 25),
    ("(19 M) here, no idea what to do", 19),
    ("[F27] need advice", 27),
    ("M/19, no friends", 19),
    ("(25/F) looking for advice", 25),
    ("as a 16 year old girl I hate this", 16),
    ("I just turned 18", 18),
    ("I'm a 34-yr-old teacher", 34),
    ("im 15 and sad", 15),
    ("I'm seventeen", 17),
    ("I'm forty-two and tired", 42),
    ("I am twenty three years old.", 23),
    ("29, male, nurse here. I hate it", 29),
    ("27yo and lost", 27),
    ("age 45, divorced", 45),
    ("Age: 33\nGender: F", 33),
    ("I'm widowed and turned 61 last month", 61),
    ("Turned 61 last month and feel old", 61),
    ("I turned 30 three years ago", 33),
    ("I am a 14 year-old who is bullied", 14),
    ("me (24F) and my bf (26M)", 24),
    ("My (24F) boyfriend (26M) left me", 24),
    ("My boyfriend (25M) and I (23F) broke up", 23),
    ("I (28) and my wife (30) fight", 28),
    ("my ex [25F] and me [27M]", 27),
    ("This guy (30M) keeps texting me (22F)", 22),
    ("I'm 19F and he's 25M", 19),
    ("I'm a nurse (29F) and burned out", 29),
    ("We're both 16", 16),
    ("My wife and I are both 45", 45),
    ("My girlfriend, 23, and I, 25, fight", 25),
    ("It was my 20th birthday yesterday.", 20),
    ("I just had my 50th birthday", 50),
    ("now that I'm 18 I can go", 18),
    ("I was 15 then, I'm 22 now", 22),
    ("I was 8 when it began and I am now 21 years old", 21),
    ("At 32, I still live with my parents", 32),
    ("I live with my parents at 32.", 32),
    ("21 and alone. no friends", 21),
    ("Single, 38, no kids.", 38),
    ("I'm a single mom, 34, two kids", 34),
    ("I'm a depressed, lonely 20 year old", 20),
    ("Being 23 with no friends is hard", 23),
    ("In my 23 years on this earth", 23),
    ("My name is Ann, I'm 31, from Ohio", 31),
    ("He's 35 and I'm 22.", 22),
    ("I'm 26 and have a 5 year old", 26),
    ("I am 5 months pregnant and 23 years old", 23),
    ("I'm a 70-year-old widow", 70),
    ("I'm 15 my mom left", 15),
    ("19 m here", 19),
    ("she/her 23", 23),
    ("Hi, am 24 and lost", 24),
    ("21 and broke, I was rich once but here I am", 21),
    ("widowed and turned 61 last month", 61),
    ("I turn 30 today", 30),
    ("24NB", 24),
    ("44(M)", 44),
    ("Me: 44M. Her: 40F.", 44),
    ("Still single at 45.", 45),
    ("As someone who is 40, I should know better", 40),
    ("a 55-year-old man like me", 55),
    ("I've been alive for 23 years", 23),
    ("at my age (55) nobody hires", 55),
    ("hello i am male 16 years", 16),
    ("I'm 60 days sober and 32 years old", 32),
    ("I look 12 but I'm 25", 25),
    ("me and my boyfriend are both 17", 17),
    # One who is about to turn thirty is twenty-nine.
    ("I'm almost 30 years old", 29),
    ("I'll be 40 next month", 39),
    ("I turn 30 in two days", 29),
    ("My 30th birthday is next week", 29),
    ("Tomorrow is my 40th birthday", 39),
    ("I'm 30 next week", 29),
    ("I'll turn 16 in March", 15),
    ("I'm pushing 40", 39),
    # Somebody else's, of the past, or no age at all.
    ("my 14 year old daughter cuts", None),
    ("my son is now 15", None),
    ("my son turned 18 and left", None),
    ("my boyfriend (25M) left", None),
    ("my (25M) boyfriend is mean", None),
    ("My friend Sam (25M) died", None),
    ("I'm dating a 40 year old man", None),
    ("I'm a mother of a 14 year old", None),
    ("My mom had me at 17", None),
    ("as a 40 year old man, he should know", None),
    ("What would you tell a 16 year old who is lonely?", None),
    ("when I was 14 he left", None),
    ("at 14 I started cutting", None),
    ("I was 20 when she died", None),
    ("since I was 13 I have been sad", None),
    ("I have worked since I turned 18.", None),
    ("On my 16th birthday my dad left", None),
    ("when I'm 40 I'll be happy", None),
    ("she thinks I'm 12", None),
    ("18 months sober", None),
    ("I've felt this for 10 years", None),
    ("3 years ago my dad died", None),
    ("I'm 3 years sober", None),
    ("I'm 12 years older than him", None),
    ("I'm 5 minutes late", None),
    ("I'm 100% sure", None),
    ("I'm 50/50 on this", None),
    ("I am 20 weeks pregnant", None),
    ("I'm 6 feet tall", None),
    ("I'm 5'4 and heavy", None),
    ("I'm 180 pounds", None),
    ("I'm 30k in debt", None),
    ("I woke at 4:30 again", None),
    ("I'm in 10th grade", None),
    ("I am in my 30s", None),
    ("I am 30ish", None),
    ("I am 35+ and alone", None),
    ("I'm over 50", None),
    ("I can't wait until I'm 18", None),
    ("when it was my 16th birthday he left", None),
    ("my 30th birthday was three years ago", None),
    ("Age 10, I was sent away", None),
    ("I'm 15 lessons behind", None),
    ("21 and I was so happy", None),
    ("14 year old daughter cuts herself", None),
    ("My son, now 15, ignores me", None),
    ("I was seen as a 12 year old", None),
    ("I lost my dog (age 9)", None),
    ("I remember being 12", None),
    ("I know a 30 year old woman at work", None),
    ("I'm 14 days clean", None),
    ("I'm 45 minutes away from her", None),
    ("I'm 2 years younger than him", None),
    ("I'm the youngest of 7", None),
    ("I've got 3 kids under 10", None),
    ("I'm a teenager", None),
    ("", None),
]

FEMALE, MALE, NONBINARY = Gender.FEMALE, Gender.MALE, Gender.NONBINARY
GENDERS: list[tuple[str, Gender | None]] = [
    ("25F", FEMALE),
    ("I'm 19F", FEMALE),
    ("22, F, lost", FEMALE),
    ("male, 22", MALE),
    ("I'm 19 male", MALE),
    ("I'm a 20 year old male", MALE),
    ("16 year old girl here", FEMALE),
    ("Guy here, 30", MALE),
    ("I'm a girl", FEMALE),
    ("I am a woman in my forties", FEMALE),
    ("I'm a man and I cry", MALE),
    ("I am a heterosexual male", MALE),
    ("I am a lesbian in my early 30s", FEMALE),
    ("I'm a mother of two", FEMALE),
    ("I'm a nurse and a mother of two", FEMALE),
    ("Mom of 3 here", FEMALE),
    ("I'm 45 and a father", MALE),
    ("I'm his wife", FEMALE),
    ("I'm the oldest son", MALE),
    ("I'm a widower", MALE),
    ("I'm a stay at home mom", FEMALE),
    ("I'm a boy mom", FEMALE),
    ("I'm a daughter of an alcoholic", FEMALE),
    ("as a single mom I struggle", FEMALE),
    ("Being a dad is hard", MALE),
    ("I don't know who I am other than a mom and wife", FEMALE),
    ("I feel like a terrible mother", FEMALE),
    ("he calls me a bad mother", FEMALE),
    ("I just want to be a good husband", MALE),
    ("when I was a little girl", FEMALE),
    ("I'm pregnant", FEMALE),
    ("he got me pregnant", FEMALE),
    ("I gave birth", FEMALE),
    ("I had a miscarriage last year", FEMALE),
    ("I can't get an erection", MALE),
    ("My boyfriend (25M) and me (24F)", FEMALE),
    ("I (m) love my gf", MALE),
    ("I am a trans woman", FEMALE),
    ("I'm trans (mtf)", FEMALE),
    ("I'm FtM", MALE),
    ("I'm a transgender male", MALE),
    ("I was born a girl, but I want to be a boy.", MALE),
    ("I'm nonbinary", NONBINARY),
    ("I'm an enby", NONBINARY),
    ("genderfluid here", NONBINARY),
    ("I identify as genderqueer", NONBINARY),
    ("I use they/them pronouns", NONBINARY),
    ("I'm such a bad mom", FEMALE),
    ("I'm a loving mother", FEMALE),
    ("I'm no longer the man I was", MALE),
    ("my kids deserve a better father than me", MALE),
    ("Hi, I'm Mark, 42, father of three.", MALE),
    ("I got my girlfriend pregnant", MALE),
    ("she/her 23", FEMALE),
    ("Gender: male, Age: 44", MALE),
    ("My (30M) wife (28F) wants a divorce", MALE),
    ("I was born female", FEMALE),
    ("I'm a girl trapped in a boy's body", FEMALE),
    ("growing up as a boy in that town", MALE),
    # A partner, a parent, a wish or a comparison states nothing about the writer.
    ("my girlfriend is a nurse", None),
    ("My husband left", None),
    ("My wife is pregnant", None),
    ("she smoked while pregnant", None),
    ("he cried as a little boy", None),
    ("as a father, he failed me", None),
    ("she's seven months pregnant", None),
    ("my partner had a miscarriage", None),
    ("he's a man", None),
    ("I'm dating a guy", None),
    ("I'm in love with a girl", None),
    ("I'm attracted to women", None),
    ("I'm gay and afraid", None),
    ("I feel like a child", None),
    ("I wish I was a girl", None),
    ("I would be more comfortable as a girl", None),
    ("all I can think about is being a woman", None),
    ("My mom raised me as a single mother", None),
    ("I'm a child of an alcoholic mother", None),
    ("I'm scared a girl will reject me", None),
    ("I'm a student and my mother hates me", None),
    ("my sister is a single mom", None),
    ("my partner is nonbinary", None),
    ("My son is transgender (ftm)", None),
    ("a 16 year old girl told me", None),
    ("I'm a good friend", None),
    ("", None),
]


@pytest.mark.parametrize(("post", "expected"), AGES)
def test_age_is_the_writers_present_age_or_none(post: str, expected: int | None) -> None:
    assert facts.age(post) == expected


@pytest.mark.parametrize(("post", "expected"), GENDERS)
def test_gender_is_what_the_writer_says_of_themselves_or_none(post: str, expected: Gender | None) -> None:
    assert facts.gender(post) == expected


USABLE = [
    "How can I get to a place where I am content from day to day?",
    "I want to kill myself and nobody knows.",
    "fuck everything, I hate my life so much",
    "My thesis is due and I can't cope. Did anyone complete one with depression?",
    "I'm a journalist and I can't sleep because of deadlines",
    "I can't stop crying since my dog died",
    "My friend is going through a divorce and I don't know how to support her",
    "Lonely and tired of everything tonight",
    "Please help. My girlfriend wants to kill herself.",
    "Should I leave my boyfriend? He never listens to me",
    "I have a job in survey design and my boss bullies me",
]
UNUSABLE = [
    "",
    "idk anymore",
    "Help me",
    "Check out our new app CalmBee! Download now, first month free.",
    "Are you struggling with depression? Dr. Lee offers online therapy. Book a session today!",
    "Selling two concert tickets for Friday, DM me for details",
    "I'm a PhD student recruiting participants for a study on loneliness. The survey takes 10 minutes: https://x.y",
    "What is the capital of France?",
    "What skills does a good counselor need?",
    "Researchers at a university found that loneliness shortens lives, according to a new study.",
    "The government announced a new mental health plan on Monday.",
    "Five tips to beat anxiety: breathe, sleep, eat, move, talk.",
    "If you're struggling, remember you're not alone. Take a walk, drink water, call a friend.",
    "I beat depression. You can too. Keep going, it is worth it.",
    "My sister's friend lost her job and she is depressed.",
    "Welcome to the forum! Please read the rules before posting.",
]


@pytest.mark.parametrize("post", USABLE)
def test_a_plea_is_screened_in_however_it_is_put(post: str) -> None:
    found = facts.screen(post)
    assert (found.seeks_help, found.about_self, found.enough_detail, found.language) == (True, True, True, "en")


@pytest.mark.parametrize("post", UNUSABLE)
def test_what_is_no_plea_is_screened_out_with_a_reason(post: str) -> None:
    found = facts.screen(post)
    assert not found.usable
    assert found.reason.endswith(".") and "\n" not in found.reason


@pytest.mark.parametrize(
    ("post", "language"),
    [
        ("I feel so alone and I can't sleep", "en"),
        ("我最近很抑郁，不知道怎么办", "zh"),
        ("死にたい、もうだめだ", "ja"),
        ("너무 우울해요. 도와주세요", "ko"),
        ("Me siento muy triste y no sé qué hacer con mi vida", "es"),
        ("Je suis très triste et je ne sais pas quoi faire", "fr"),
        ("Ich bin so traurig und weiß nicht, was ich mit meinem Leben machen soll", "de"),
        ("Eu não sei o que fazer com a minha vida, estou muito triste", "pt"),
        ("no no no, me a mess", "en"),
        ("My grandmother says 加油 but I can't go on like this", "en"),
    ],
)
def test_language_is_told_by_script_and_common_words(post: str, language: str) -> None:
    assert facts.screen(post).language == language


def test_a_post_in_another_language_is_not_judged_by_english_rules() -> None:
    found = facts.screen("我最近很抑郁，不知道怎么办")
    assert not found.usable
    assert "'zh'" in found.reason


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        ("I'm a nurse and I work nights", "nurse"),
        ("I work as a truck driver.", "truck driver"),
        ("I'm a primary school teacher in a small town", "primary school teacher"),
        ("I'm in 10th grade and everyone laughs at me", "high-school student"),
        ("I am in 7th grade", "middle-school student"),
        ("I'm in college and I can't focus", "university student"),
        ("My professor hates me", "university student"),
        ("I'm in grad school", "graduate student"),
        ("I'm a nursing student", "nursing student"),
        ("I retired last year", "retired"),
        ("I lost my job in May", "unemployed"),
        ("I'm a stay at home mom", "stay-at-home mother"),
        ("I'm in the army", "soldier"),
        ("I own my own business", "self-employed"),
        ("My husband is a nurse", None),
        ("When I was a nurse I was happy", None),
        ("We met in college", None),
        ("My son is in 10th grade", None),
        ("I am sad", None),
    ],
)
def test_occupation_is_the_writers_present_one(post: str, expected: str | None) -> None:
    assert facts.occupation(post) == expected


def test_participants_come_in_order_and_once() -> None:
    post = (
        "My mom and my best friend fight. My boss knows. My mother cries. I have no friends and can't get a girlfriend."
    )
    assert facts.participants(post) == ("mother", "best friend", "boss")


def test_a_relation_of_a_relation_is_named_through_it() -> None:
    assert facts.participants("My boyfriend's parents hate me") == ("boyfriend's parents",)


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        ("My wife left two months ago and I still cry.", "two months ago"),
        ("I have been sad since last year.", "since last year"),
        ("I have felt like this for three years.", "for three years"),
        ("We fought last week.", "last week"),
        ("Since I was 12 I can't sleep", "since I was 12"),
        ("I was sober for two weeks. It began three days ago.", "three days ago"),
        ("I am sad.", None),
    ],
)
def test_event_time_is_the_posts_own_phrase(post: str, expected: str | None) -> None:
    assert facts.event_time(post) == expected


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        ("They laugh at me at school.", "at school"),
        ("My boss yells at me.", "at work"),
        ("I lie in bed all day.", "at home"),
        ("I met him on a dating site.", "online"),
        ("I'm in the hospital again.", "in hospital"),
        ("I moved to London alone", "in London"),
        ("I lost my job.", None),
    ],
)
def test_location_is_where_it_happens_when_stated(post: str, expected: str | None) -> None:
    assert facts.location(post) == expected


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        ("My anxiety is bad and I feel so alone", ("anxious", "lonely")),
        ("I have depression", ("depressed",)),
        ("I'm not angry, I'm just tired", ("tired",)),
        ("He is extremely angry and she was sad", ()),
        ("My brother is depressed and I am worried", ("worried",)),
        ("I'm scared. I'm lonely. So lonely.", ("lonely", "afraid")),
        ("This is a table.", ()),
    ],
)
def test_emotion_words_are_the_writers_own_feelings(post: str, expected: tuple[str, ...]) -> None:
    assert facts.emotion_words(post) == expected


def test_coping_is_told_with_its_effect_in_the_writers_words() -> None:
    post = "I can't sleep. I've tried meditation and tea. But it doesn't help at all. I want to sleep again."
    assert facts.coping(post) == ("I've tried meditation and tea.", "It doesn't help at all.")


def test_a_plan_is_not_coping() -> None:
    assert facts.coping("I should see a therapist. I never tried medication. I want to talk to my mom.") == ()


def test_goals_are_the_last_question_and_the_first_wish() -> None:
    post = "Why me? I just want someone to listen. I cry a lot. How can I get over this?"
    assert facts.goals(post) == ("How can I get over this?", "I just want someone to listen.")


def test_a_wish_to_die_is_not_a_goal() -> None:
    assert facts.goals("I want to die. I wish I was dead.") == ()
