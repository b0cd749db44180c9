"""What can be told of a seeker before the seeker has told it, and how."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from socialsim.corpora.words import words
from socialsim.generators.offline.wording import to_second_person, to_third_person
from socialsim.programs.checks.reading.text import content, sentences
from socialsim.signatures import Persona

from .numerals import in_words
from .planting import Degree, Spot, Wordings, pick

_NOWHERE = re.compile(r"^(?:at|in) (?:home|work|school|university|public)$")
_ANYBODYS = re.compile(r"^an? |\b(?:people|others|family|friends?|parents?|mother|father|doctor)\b")
"""People that everybody has, so that a word about them gives nothing away."""
_DATED = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|january|february|march|april|june|july|august|september|"
    r"october|november|december|spring|summer|autumn|winter|christmas|monday|tuesday|wednesday|thursday|friday|"
    r"saturday|sunday)\b",
    re.IGNORECASE,
)
_SHORT, _LONG = 5, 22
"""Words of a sentence that can be told as a fact."""
_NEW = 0.7
"""Share of a fact's content words that nobody has said yet."""
LEAST = 4
"""Content words of a sentence that tells something."""

_AGE: Wordings = {
    "obvious": ("You're {age}, so you still have time.", "At {age} this must be especially hard."),
    "plain": ("That is a lot to carry at {age}.", "Being {age} doesn't make it simpler, does it?"),
    "subtle": ("Many {age}-year-olds go through this.", "At {words} one can feel very alone with it."),
}
_OCCUPATION: Wordings = {
    "obvious": ("Since you work as {a_job}, that must be hard.", "As {a_job} you have a lot on your shoulders."),
    "plain": ("How do you manage that as {a_job}?", "Being {a_job} on top of all this sounds exhausting."),
    "subtle": ("I can imagine that life as {a_job} leaves little room for this.", "Can you rest at all as {a_job}?"),
}
_PERSON: Wordings = {
    "obvious": ("I know your {person} is part of all this.", "What your {person} did must hurt."),
    "plain": ("Have you talked to your {person} about it?", "How does your {person} react to this?"),
    "subtle": ("It can't be easy, with your {person} and everything.", "Perhaps your {person} feels the same."),
}
_TIME: Wordings = {
    "obvious": ("I know this happened {time}.", "It has been like this {time}, as I know."),
    "plain": ("What has changed for you {time}?", "So much has happened to you {time}."),
    "subtle": ("You have held on through a lot {time}.",),
}
_PLACE: Wordings = {
    "obvious": ("I know that it happened {place}.", "What happened {place} must have been awful."),
    "plain": ("Is it still like that {place}?", "How is it for you {place} these days?"),
    "subtle": ("Maybe you feel it the most {place}.",),
}
_HAPPENED: Wordings = {
    "obvious": (
        "I know that {you}.",
        "You told me that {you}.",
        "I remember you saying that {you}.",
        "It must be so hard that {you}.",
        "I'm sorry that {you}.",
    ),
    "plain": (
        "What was it like for you when {you}?",
        "When {you}, what went through your mind?",
        "{You}. No wonder you feel this way.",
        "After what happened, that {you}, it makes sense to feel like this.",
        "{You}, and still you keep going.",
        "Is it because {you}?",
    ),
    "subtle": ("Maybe part of it is that {you}.", "I wonder whether it has to do with the fact that {you}."),
}
_THOUGHT_OF: Wordings = {
    "obvious": ("The seeker says that {they}.", "As the profile says, {they}.", "{They}."),
    "plain": (
        "It weighs on them that {they}.",
        "The background seems to be that {they}.",
        "They feel the way they do because {they}.",
        "Given that {they}, this reaction is understandable.",
    ),
    "subtle": ("What they have not said yet is that {they}.", "Perhaps it matters here that {they}."),
}
_THEY: dict[str, Wordings] = {
    "age": {
        "obvious": ("The seeker is {age} years old and feels overwhelmed.", "A {age}-year-old who feels stuck."),
        "plain": ("At {age}, they feel that time is running out.", "They are {words} and feel behind in life."),
    },
    "occupation": {
        "obvious": ("The seeker works as {a_job} and is under strain.", "They are {a_job} who feels alone."),
        "plain": ("Their life as {a_job} adds to the pressure.",),
    },
    "person": {
        "obvious": ("The seeker has a problem with their {person}.", "It is about their {person}."),
        "plain": ("Their {person} seems to be at the centre of this.", "They hope that their {person} comes round."),
    },
    "time": {"plain": ("It has been going on {time}.",), "obvious": ("It happened {time}.",)},
    "place": {"plain": ("What happened {place} is still with them.",), "obvious": ("It happened {place}.",)},
    "happened": _THOUGHT_OF,
}
_YOU: dict[str, Wordings] = {
    "age": _AGE,
    "occupation": _OCCUPATION,
    "person": _PERSON,
    "time": _TIME,
    "place": _PLACE,
    "happened": _HAPPENED,
}


@dataclass(frozen=True)
class Fact:
    """Something that can be told of the seeker; `value` is as the seeker would say it."""

    about: str
    value: str

    def worded(self, rng: random.Random, of_them: bool = False) -> tuple[str, Degree]:
        """Return the fact told to the seeker, or of them."""
        text, degree = pick(rng, (_THEY if of_them else _YOU)[self.about])
        told = to_third_person(self.value) if of_them else to_second_person(self.value)
        filled = {self.about: self.value, "you": told, "they": told}
        filled |= {name.capitalize(): told[:1].upper() + told[1:] for name in ("you", "they")}
        if self.about == "age":
            filled["words"] = in_words(int(self.value))
        if self.about == "occupation":
            filled["a_job"] = _with_article(self.value)
        return text.format(**filled), degree


def unsaid_facts(persona: Persona, spot: Spot) -> list[Fact]:
    """Return what the persona says and nobody has said before the turn."""
    said = spot.said()
    return [fact for fact in _facts(persona) if is_new(fact.value, said)]


def _facts(persona: Persona) -> Iterator[Fact]:
    yield Fact("age", str(persona.age))
    yield Fact("occupation", persona.occupation)
    people = [name.strip() for name in persona.event.participants.split(",")]
    yield from (Fact("person", name) for name in people if not _ANYBODYS.search(name) and len(name.split()) < 3)
    if _DATED.search(persona.event.time) and not persona.event.time.startswith("this"):
        yield Fact("time", persona.event.time)
    if not _NOWHERE.match(persona.event.location.casefold()):
        yield Fact("place", persona.event.location)
    yield from (Fact("happened", told) for told in tellable(story(persona)))


def story(persona: Persona) -> str:
    """Return what a persona has to tell."""
    return f"{persona.situation} {persona.event.description} {persona.coped_strategies_and_effects}"


def tellable(text: str) -> list[str]:
    """Return the sentences about the speaker that can be told to them, without their end marks."""
    found = [sentence.rstrip(".!?… ") for sentence in sentences(text) if not sentence.endswith("?")]
    mine = [
        one
        for one in found
        if _SHORT <= len(one.split()) <= _LONG
        and len(content(one)) >= LEAST
        and re.search(r"\b(?:I|I'm|I've|my|me)\b", one)
        and not re.search(r"\b(?:you|your|thank\w*)\b", one, re.IGNORECASE)
    ]
    return [one if re.match(r"I\b", one) else one[:1].lower() + one[1:] for one in mine]


def is_new(value: str, said: str) -> bool:
    """Return whether nobody has said it."""
    told = content(value) or frozenset(words(value))
    new = told - content(said) - frozenset(words(said))
    if value.isdigit() and in_words(int(value)) in said.casefold():
        return False
    return bool(told) and len(new) >= _NEW * len(told)


def _with_article(job: str) -> str:
    if re.match(r"(?:retired|unemployed|self-employed|between|on|out|looking|homeless|not|a|an|the)\b", job, re.I):
        return f"somebody {job}"
    return f"{'an' if job[:1].casefold() in 'aeio' else 'a'} {job}"
