"""The seeker is somebody else than the persona."""

from __future__ import annotations

import random
import re

from socialsim.signatures import Gender, Persona

from .numerals import decade, in_words, ordinal
from .planting import Defect, Degree, Spot, Wordings, as_typed, in_turn, pick, woven

AGES: Wordings = {
    "obvious": (
        "I'm {age} years old.",
        "I am {age}.",
        "My age is {age}.",
        "I'm a {age} year old {person}.",
        "I'm {age} and I don't know what to do anymore.",
        "Im {age}, if that helps.",
        "I am {age} yrs old and I feel lost.",
    ),
    "plain": (
        "I turned {age} last month.",
        "I just had my {ordinal} birthday.",
        "At {age} you'd think I would have figured this out.",
        "I'll be {next} in March, I'm {age} now.",
        "I'm {words} and still crying about it.",
        "I'm only {age}.",
        "I'm already {age}, maybe it's too late for me.",
        "{age}{letter} here, by the way.",
        "As a {age}-year-old I should know better.",
        "Being {age} doesn't make this any easier for me.",
    ),
    "subtle": (
        "I'm in my {decade}.",
        "Turning {words} this year hit me hard.",
        "Next week is my {ordinal} birthday and I don't feel like celebrating it.",
        "I never thought I'd feel like this at {words}.",
        "Most {age}-year-olds like me have this sorted out.",
        "I have been on this earth for {words} years and nothing prepared me for it.",
    ),
}

_MALE: Wordings = {
    "obvious": (
        "I'm a man.",
        "I'm a guy.",
        "As a man I'm not supposed to cry.",
        "I am male, by the way.",
        "I'm a {age}M.",
        "I'm a {age} year old man.",
    ),
    "plain": (
        "As a father I should be stronger than this.",
        "I'm a single dad.",
        "As a husband I feel like a failure.",
        "I'm the man of the house, I have to hold it together.",
        "Men like me don't talk about feelings.",
        "I'm the oldest son, so it all falls on me.",
        "I'm just a normal guy who can't cope.",
        "I'm a boy, and boys don't cry where I come from.",
    ),
    "subtle": (
        "My wife keeps saying I'm not the husband she married.",
        "I was raised to be a good son, so I keep quiet.",
        "My kids hardly call their dad anymore, and that dad is me.",
        "I don't recognize the man in the mirror.",
        "Being her boyfriend used to make me proud.",
        "I'm one of those guys who never learned to ask for help.",
    ),
}
_FEMALE: Wordings = {
    "obvious": (
        "I'm a woman.",
        "I'm a girl.",
        "As a woman nobody takes me seriously.",
        "I am female, by the way.",
        "I'm a {age}F.",
        "I'm a {age} year old woman.",
    ),
    "plain": (
        "As a mother I should be stronger than this.",
        "I'm a single mom.",
        "As a wife I feel like a failure.",
        "I'm the only girl in the family, so I have to hold it together.",
        "Women like me are expected to cope.",
        "I'm the oldest daughter, so it all falls on me.",
        "I'm just a normal lady who can't cope.",
        "It started when I was pregnant.",
    ),
    "subtle": (
        "My husband keeps saying I'm not the wife he married.",
        "I was raised to be a good daughter, so I keep quiet.",
        "My kids hardly call their mom anymore, and that mom is me.",
        "I don't recognize the woman in the mirror.",
        "Being his girlfriend used to make me proud.",
        "Ever since I gave birth I can't sleep.",
    ),
}
_OTHER_GENDER = {Gender.FEMALE: _MALE, Gender.MALE: _FEMALE}

_JOB: Wordings = {
    "obvious": (
        "I'm a {job}.",
        "I work as a {job}.",
        "I am a {job} by profession.",
        "I've been working as a {job} for years.",
        "My job? I'm a {job}.",
    ),
    "plain": (
        "As a {job} I have to function every day.",
        "Being a {job} doesn't make it easier.",
        "I make my living as a {job}.",
        "I'm employed as a {job} and the hours are killing me.",
        "After my shift as a {job} I just collapse.",
        "I'm a full-time {job}, so I don't get much time for myself.",
    ),
}
_JOBS = {
    "nurse": (
        r"nurs|doctor|care|hospital|medic|therap|dent|health",
        "I have to be back on the ward at six, my patients don't wait.",
    ),
    "high school teacher": (
        r"teach|tutor|lectur|professor",
        "I have thirty kids in my classroom tomorrow and their papers to grade.",
    ),
    "software engineer": (
        r"software|develop|engineer|program|data|computer",
        "I have code to ship tonight and my whole team is waiting for my release.",
    ),
    "bus driver": (r"driv|deliver|pilot|flight", "My bus leaves the depot at five and I have to be behind the wheel."),
    "chef": (r"cook|chef|serv|wait|barista|kitchen", "I have a kitchen to run tonight and my line cooks depend on me."),
    "electrician": (
        r"mechanic|electric|plumb|carpent|construct|warehouse|factory",
        "I wire houses all day and my apprentice has noticed how distracted I am.",
    ),
    "police officer": (r"polic|fire|soldier|army|guard", "Tomorrow I have to put my uniform on and go on patrol."),
    "lawyer": (r"law|legal|attorney", "My clients need me in court tomorrow and I can't show up like this."),
    "farmer": (r"farm", "My cows need milking at five every morning, however I feel."),
}
"""Job → the occupations that it might be another word for, and something that only people in it say of themselves."""
_AT_HOME = (
    ("I'm retired now, so I have all day to think about it.", r"retire"),
    ("I'm unemployed at the moment.", r"unemploy|out of work|retire|homemak|stay|student|disab"),
    ("I haven't had a job in years.", r"unemploy|out of work|retire|homemak|stay|student|disab"),
    ("I'm in my second year of college.", r"student|college|school|universit|pupil"),
    ("I don't work, I've been a stay at home parent for years.", r"home|parent|unemploy|retire|student"),
)
"""What somebody says who has no job, and the occupations that it goes with."""


@in_turn("age_contradicted", "seeker", needs=("persona",))
def another_age(spot: Spot, rng: random.Random) -> Defect | None:
    persona = persona_of(spot)
    ages = [age for age in range(14, 81) if abs(age - persona.age) >= 12 and age // 10 != persona.age // 10]
    age = rng.choice(ages)
    text, degree = pick(rng, AGES)
    female = persona.gender is Gender.FEMALE
    return said(
        spot,
        rng,
        degree,
        text.format(
            age=age,
            next=age + 1,
            words=in_words(age),
            ordinal=ordinal(age),
            decade=f"{rng.choice(('early', 'mid', 'late'))} {decade(age)}",
            person="woman" if female else "man",
            letter="F" if female else "M",
        ),
    )


@in_turn("gender_contradicted", "seeker", needs=("persona",))
def another_gender(spot: Spot, rng: random.Random) -> Defect | None:
    persona = persona_of(spot)
    if persona.gender not in _OTHER_GENDER:
        return None
    text, degree = pick(rng, _OTHER_GENDER[persona.gender])
    return said(spot, rng, degree, text.format(age=persona.age))


@in_turn("occupation_contradicted", "seeker", needs=("persona",))
def another_occupation(spot: Spot, rng: random.Random) -> Defect | None:
    persona = persona_of(spot)
    known = persona.occupation.casefold()
    if rng.random() < 0.25:
        idle = [text for text, like in _AT_HOME if not re.search(like, known)]
        return said(spot, rng, "plain", rng.choice(idle)) if idle else None
    job = rng.choice([job for job, (like, _) in _JOBS.items() if not re.search(like, known)])
    if rng.random() < 0.25:
        return said(spot, rng, "subtle", _JOBS[job][1])
    text, degree = pick(rng, _JOB)
    text = text.format(job=job)
    return said(spot, rng, degree, re.sub(r"\ba (?=electrician)", "an ", text))


def said(spot: Spot, rng: random.Random, degree: Degree, text: str) -> Defect:
    """Return the seeker's turn with something said in it that is not so."""
    return spot.written(woven(rng, as_typed(rng, text), spot.turn.text), degree)


def persona_of(spot: Spot) -> Persona:
    if spot.persona is None:
        raise ValueError("planted without a persona")
    return spot.persona
