"""Words that are not the speaker's own: the persona read out, a demonstration copied."""

from __future__ import annotations

import random

from socialsim.signatures import Persona, Turn

from .planting import Defect, Degree, Spot, Wordings, as_typed, in_turn, pick, woven

_RECITED: Wordings = {
    "obvious": (
        "My personality is {traits}.",
        "Gender: {gender}. Age: {age}. Occupation: {occupation}. Topic: {topic}.",
        "Topic: {topic}\nSubtopic: {subtopic}\nSituation: {situation}",
        "I'm a {age}-year-old {gender} {occupation}, my topic is {topic} and my subtopic is {subtopic}.",
        "My goals and expectations are as follows: {goals}",
        "My emotional experience words are {feelings}.",
        "Event time: {time}. Event location: {location}. Event participants: {participants}.",
    ),
    "plain": (
        "I am a person of {pole} and {other_pole}.",
        "As for my personality, I'm {adjective} and {other_adjective}, and my occupation is {occupation}.",
        "My coped strategies and effects: {tried}",
        "I'm {gender}, {age}, {occupation}, and I struggle with {topic}. {tried} {goals}",
        "I'm high in {pole} and I score low on everything else.",
        "The event took place {location} {time}, and the participants were {participants}.",
        "My goals and expectations are {goals}",
    ),
    "subtle": (
        "I'm {age}, {occupation}, it began {time}, {location}, with {participants}. I feel {feelings}. {goals}",
        "I would describe myself as {adjective} and {other_adjective} with a tendency to {pole}.",
        "So, {gender}, {age}, {occupation}. I feel {feelings}. I hope for this: {goals}",
        "{whole}",
    ),
}
_ADJECTIVES = {
    "Openness": "open to experience",
    "Closedness": "closed to experience",
    "Conscientiousness": "conscientious",
    "Unconscientiousness": "unconscientious",
    "Extraversion": "extraverted",
    "Introversion": "introverted",
    "Neuroticism": "neurotic",
    "Emotional stability": "emotionally stable",
    "Agreeableness": "agreeable",
    "Disagreeableness": "disagreeable",
}
_WHOLE_FROM = 60
"""Words from which an attribute told at one go is a recital."""


@in_turn("profile_recited", "seeker", needs=("persona",))
def recites(spot: Spot, rng: random.Random) -> Defect | None:
    persona = spot.persona
    text, degree = pick(rng, _RECITED)
    if persona is None or (text == "{whole}" and len(persona.event.description.split()) < _WHOLE_FROM):
        return None
    told = as_typed(rng, text.format(**_profile(persona, rng)))
    return spot.written(woven(rng, told, spot.turn.text), degree)


def _profile(persona: Persona, rng: random.Random) -> dict[str, object]:
    poles = str(persona.personality).split(", ")
    first, second = rng.sample(poles, 2)
    return {
        "traits": " and ".join(_ADJECTIVES[pole] for pole in (first, second)),
        "pole": first,
        "other_pole": second,
        "adjective": _ADJECTIVES[first],
        "other_adjective": _ADJECTIVES[second],
        "gender": persona.gender.value,
        "age": persona.age,
        "occupation": persona.occupation,
        "topic": persona.topic,
        "subtopic": persona.subtopic,
        "situation": persona.situation,
        "time": persona.event.time,
        "location": persona.event.location,
        "participants": persona.event.participants,
        "feelings": ", ".join(persona.emotional_experience_words),
        "tried": persona.coped_strategies_and_effects,
        "goals": persona.goals_and_expectations,
        "whole": persona.event.description,
    }


_SHOWN = 3
_WORDS_OF_A_RUN = 12


@in_turn("demonstration_copied", "seeker", "supporter")
def copies_an_example(spot: Spot, rng: random.Random) -> Defect | None:
    said = [turn for dialogue in spot.others for turn in dialogue.turns if turn.speaker == spot.turn.speaker]
    long = [turn for turn in said if len(turn.text.split()) >= _WORDS_OF_A_RUN]
    if len(long) < _SHOWN:
        return None
    shown = rng.sample(long, _SHOWN)
    text, degree = _copied(shown[0], spot, rng)
    defect = spot.written(text, degree)
    return Defect(defect.turn, degree, demonstrations=tuple(shown))


def _copied(example: Turn, spot: Spot, rng: random.Random) -> tuple[str, Degree]:
    words = example.text.split()
    begin = rng.randint(0, len(words) - _WORDS_OF_A_RUN)
    match rng.choice(("obvious", "plain", "subtle")):
        case "obvious":
            return example.text, "obvious"
        case "plain":
            return f"{example.text} {spot.turn.text}", "plain"
        case _:
            run = " ".join(words[begin : begin + _WORDS_OF_A_RUN])
            return f"{spot.turn.text} {run}.", "subtle"
