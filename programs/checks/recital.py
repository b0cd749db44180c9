"""When a seeker reads out the profile instead of telling a story."""

from __future__ import annotations

import re
from functools import lru_cache

from ...signatures import Persona
from .claims import stated_age, stated_gender
from .people import people
from .text import content, ngrams, sentences, words
from .trades import may_be_one, stated_occupation

_NAMED = re.compile(
    r"\bmy\s+(?:(?:main|own|full|current|key|big)\s+)*(?:personality(?:\s+(?:type|traits?))?|"
    r"goals?\s+and\s+expectations?|expectations\s+and\s+goals|"
    r"emotional\s+experience(?:\s+words)?|coped\s+strategies|coping\s+strategies\s+and\s+(?:their\s+)?effects|"
    r"subtopic|event\s+(?:time|location|participants|description)|"
    r"persona|profile|occupation|gender|big[- ]five|emotion(?:al)?\s+words|"
    r"coping\s+history)\b(?:\s+and\s+(?:their\s+)?effects)?\s*(?:is|are|includes?|says?|states?|:|=|would\s+be|"
    r"consists?)|"
    r"\b(?:topic|subtopic|event\s+(?:time|location|participants|description)|emotional\s+experience\s+words|"
    r"coped\s+strategies(?:\s+and\s+effects)?|goals\s+and\s+expectations)\s*[:=]|"
    r"(?:^|[\n;,.|]\s*)\W*(?:gender|age|occupation|personality|situation|event|topic|emotions?|goals?|"
    r"name)\s*[:=]\s*[^;\n]{1,80}?(?:[\n;,.|])\W*"
    r"(?:gender|age|occupation|personality|situation|event|topic|emotions?|goals?)\s*[:=]|"
    r"\b(?:according\s+to|as\s+(?:stated|described|written)\s+in|based\s+on|per)\s+my\s+(?:persona|profile|"
    r"character)\b|\bmy\s+(?:persona|character\s+sheet)\b|"
    r"\bi\s+(?:score|rank|scored)\s+(?:very\s+)?(?:high|low)\s+(?:on|in)\s+\w+"
)
_POLES = re.compile(
    r"\b(?:neurotic(?:ism)?|closedness|unconscientious(?:ness)?|conscientiousness|disagreeable(?:ness)?|"
    r"agreeableness|extraversion|introversion|"
    r"emotional\s+stability|openness\s+to\s+experience|introvert(?:ed)?|extra?overt(?:ed)?|extrovert(?:ed)?|"
    r"extravert(?:ed)?|conscientious|agreeable|"
    r"emotionally\s+stable|closed-minded|openness)\b"
)
_JARGON = re.compile(
    r"closedness|unconscientious|conscientiousness|disagreeableness|agreeableness|extraversion|neuroticism"
)
_OF_SELF = re.compile(r"\b(?:i\s?'?\s?m|i\s+am|i've\s+always\s+been|my|me|myself|i\s+have|i\s+tend|being)\b")
_ANYWHERE = content("home work school university day week month year recent today life online")
"""Times and places that everybody speaks of."""
_ATTRIBUTES = 4
_LONG = 30
"""Words from which an attribute is long, so that nobody says it in one breath."""
_LONG_IN_SENTENCES = 4
_MOST = 0.7
_RUN = 5
_FEELINGS = 2
_WHO = 2
"""How many of age, gender, occupation and personality a list of attributes has at least."""


def named_attributes(text: str) -> str:
    """Return the first words with which a seeker names what a persona is made of; "" for none."""
    lowered = text.replace("’", "'").lower()
    if found := _NAMED.search(lowered):
        return found.group(0).strip()
    poles = _POLES.findall(lowered) if _OF_SELF.search(lowered) else []
    if _JARGON.search(" ".join(poles)) or len(set(poles)) > 1:
        return ", ".join(dict.fromkeys(poles))
    return ""


def recited(text: str, persona: Persona) -> bool:
    """Tell whether a message lists four attributes or more, or says most of a long one word for word."""
    if len(words(text)) >= _LONG * _MOST:
        runs = ngrams(text, _RUN)
        if any(len(theirs & runs) >= _MOST * len(theirs) for theirs in _long_attributes(persona)):
            return True
    return _listed(text, persona) >= _ATTRIBUTES


@lru_cache(maxsize=512)
def _long_attributes(persona: Persona) -> tuple[set[tuple[str, ...]], ...]:
    event = persona.event.description
    long = (event, persona.situation, persona.coped_strategies_and_effects, persona.goals_and_expectations)
    return tuple(
        ngrams(attribute, _RUN)
        for attribute in long
        if len(sentences(attribute)) >= _LONG_IN_SENTENCES and len(words(attribute)) >= _LONG
    )


def _listed(text: str, persona: Persona) -> int:
    """Return how many attributes a message states; none unless it states at least two of age, gender and occupation."""
    age, gender, occupation = stated_age(text), stated_gender(text), stated_occupation(text)
    who = sum(
        (
            age is not None and age[0] <= persona.age <= age[1],
            gender is persona.gender,
            bool(occupation) and may_be_one(occupation or "", persona.occupation),
            bool(_POLES.search(text.lower())),
        )
    )
    if who < _WHO:
        return 0
    said = content(text)
    event = persona.event
    return who + sum(
        (
            sum(content(word) <= said for word in persona.emotional_experience_words) >= _FEELINGS,
            _mostly(event.time, said - _ANYWHERE),
            _mostly(event.location, said - _ANYWHERE),
            bool(people(event.participants)) and people(event.participants) <= people(text),
            _mostly(persona.topic, said),
            _mostly(persona.subtopic, said),
            _half(persona.goals_and_expectations, said),
            _half(persona.coped_strategies_and_effects, said),
        )
    )


def _mostly(attribute: str, said: frozenset[str]) -> bool:
    about = content(attribute)
    return bool(about) and about <= said


def _half(attribute: str, said: frozenset[str]) -> bool:
    about = content(attribute)
    return len(about) >= _ATTRIBUTES and len(about & said) >= _MOST * len(about)
