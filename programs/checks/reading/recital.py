"""When a seeker reads out the profile instead of telling a story."""

from __future__ import annotations

import re
from functools import lru_cache

from ....corpora.words import ngrams, words
from ....signatures import Persona
from .claims import stated_age
from .genders import stated_gender
from .people import people
from .said import has_number
from .text import content, sentences
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
    r"\bi\s+(?:score|rank|scored)\s+(?:very\s+)?(?:high|low)\s+(?:on|in)\s+\w+|"
    r"\b(?:the|this|my)\s+(?:main\s+)?event\s+(?:itself\s+)?(?:took\s+place|takes\s+place|occurred|"
    r"happened\s+(?:at|in|on))|"
    r"\bthe\s+(?:participants|people\s+involved)\s+(?:\w+\s+){0,4}(?:were|are|was|is|included?)\b|\bparticipants?\s*:|"
    r"\bmy\s+(?:age|gender|sex|job|topic|category|problem\s+type)\s+is\b[^.!?]{0,40}\bmy\s+(?:age|gender|sex|job|"
    r"occupation|"
    r"personality|topic|situation)\s+is\b|\bmy\s+(?:problem|support|help)\s+(?:topic|category|type)\s+is\b|"
    r"\bmy\s+(?:emotions|feelings|emotional\s+state|symptoms|coping\s+strategies|coping|goals?|expectations?|"
    r"background|"
    r"traits?|strategies\s+so\s+far|location|time|situation)\s*:"
)
_NAMED_SIGNS = frozenset(
    "personality goal goals expectation expectations emotional emotion emotions coped coping topic subtopic event "
    "persona "
    "profile occupation gender big five character score scored rank participant participants involved age sex job "
    "category problem support help symptoms background trait traits location situation time name feelings "
    "strategies".split()
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
_LONG_IN_SENTENCES = {"event": 4, "situation": 4, "coped_strategies_and_effects": 6, "goals_and_expectations": 5}
"""Attribute → its sentences in one message from which it is read out: what was tried is told in two or three."""
_MOST = 0.7
_RUN = 5
_FEELINGS = 2
_WHO = 2
"""How many of age, gender, occupation and personality a list of attributes has at least."""


_IN_A_ROW = 4
_ROW = re.compile(r"\b(?:i'?m|i\s+am|me|myself|about\s+me)\s*[:,-]?\s+(?P<parts>[^.!?\n]{2,60})")
_GENDERS = {
    "male": ("male", "m", "man", "a man", "a male"),
    "female": ("female", "f", "woman", "a woman", "a female"),
    "nonbinary": ("nonbinary", "non-binary", "enby", "nb"),
}
_GENDER_WORDS = frozenset(
    "male female man woman guy girl boy lady m f mother father mom mum dad wife husband son daughter sister brother "
    "nonbinary enby trans pregnant widow widower gf bf girlfriend boyfriend".split()
)


def named_attributes(text: str) -> str:
    """Return the first words with which a seeker names what a persona is made of; "" for none."""
    lowered = text.replace("’", "'").lower()
    if not _NAMED_SIGNS.isdisjoint(words(text)) and (found := _NAMED.search(lowered)):
        return found.group(0).strip()
    poles = _POLES.findall(lowered)
    if poles and not _OF_SELF.search(lowered):
        return ""
    if _JARGON.search(" ".join(poles)) or len(set(poles)) > 1:
        return ", ".join(dict.fromkeys(poles))
    return ""


def recited(text: str, persona: Persona) -> bool:
    """Tell whether a message lists four attributes or more, or says most of a long one word for word."""
    if len(words(text)) >= _LONG * _MOST:
        runs = ngrams(text, _RUN)
        for least, told, sentence_runs in _long_attributes(persona):
            if len(told & runs) >= _MOST * len(told):
                whole = sum(len(own & runs) >= _MOST * len(own) for own in sentence_runs)
                if whole >= min(least, len(sentence_runs)):
                    return True
    return _listed(text, persona) >= _ATTRIBUTES


Runs = set[tuple[str, ...]]


@lru_cache(maxsize=512)
def _long_attributes(persona: Persona) -> tuple[tuple[int, Runs, tuple[Runs, ...]], ...]:
    """Return, for each long attribute: from how many sentences it is read out, its runs of words, those by sentence."""
    texts = {
        "event": persona.event.description,
        "situation": persona.situation,
        "coped_strategies_and_effects": persona.coped_strategies_and_effects,
        "goals_and_expectations": persona.goals_and_expectations,
    }
    return tuple(
        (
            _LONG_IN_SENTENCES[name],
            ngrams(text, _RUN),
            tuple(filter(None, (ngrams(one, _RUN) for one in sentences(text)))),
        )
        for name, text in texts.items()
        if len(sentences(text)) >= _LONG_IN_SENTENCES[name] and len(words(text)) >= _LONG
    )


def _listed(text: str, persona: Persona) -> int:
    """Return how many attributes a message states; none unless it states at least two of age, gender and occupation."""
    bare = _in_a_row(text, persona)
    who = bare if bare >= _WHO else _who(text, persona)
    if who < _WHO:
        return 0
    said = content(text)
    event = persona.event
    anywhere = frozenset() if bare >= _WHO else _ANYWHERE
    return who + sum(
        (
            sum(content(word) <= said for word in persona.emotional_experience_words) >= _FEELINGS,
            _mostly(event.time, said - anywhere),
            _mostly(event.location, said - anywhere),
            bool(people(event.participants)) and people(event.participants) <= people(text),
            _mostly(persona.topic, said),
            _mostly(persona.subtopic, said),
            _half(persona.goals_and_expectations, said),
            _half(persona.coped_strategies_and_effects, said),
        )
    )


def _in_a_row(text: str, persona: Persona) -> int:
    """Return how many of age, gender and occupation stand as bare words in a row: "I'm 39, male, teacher"."""
    most = 0
    for row in _ROW.finditer(text.replace("’", "'").lower()):
        parts = [part.strip() for part in re.split(r"[,;/|]", row["parts"])][:_IN_A_ROW]
        most = max(most, sum((
            any(re.fullmatch(rf"(?:aged?\s+)?{persona.age}(?:\s*(?:years?\s+old|yo|y/o))?", part) for part in parts),
            any(part in _GENDERS.get(persona.gender.value, ()) for part in parts),
            any(part and content(part) == content(persona.occupation) for part in parts),
        )))  # fmt: skip
    return most


def _who(text: str, persona: Persona) -> int:
    """Return how many of age, gender, occupation and personality a message states."""
    found = words(text)
    named = not content(persona.occupation).isdisjoint(content(text))
    numbered = has_number(text) or any(word.endswith("ties") for word in found)
    gendered = not _GENDER_WORDS.isdisjoint(found)
    if numbered + gendered + named == 0:
        return 0
    poles = bool(_POLES.search(text.lower()))
    if numbered + gendered + named + poles < _WHO:
        return 0
    age = stated_age(text) if numbered else None
    occupation = stated_occupation(text)
    one = (
        (age is not None and age[0] <= persona.age <= age[1])
        + poles
        + (bool(occupation) and may_be_one(occupation or "", persona.occupation))
    )
    return one and one + (stated_gender(text) is persona.gender)


def _mostly(attribute: str, said: frozenset[str]) -> bool:
    about = content(attribute)
    return bool(about) and about <= said


def _half(attribute: str, said: frozenset[str]) -> bool:
    about = content(attribute)
    return len(about) >= _ATTRIBUTES and len(about & said) >= _MOST * len(about)
