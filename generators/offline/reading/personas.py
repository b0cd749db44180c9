"""A post as a persona: what it states is kept in the poster's words, what it does not is guessed and marked so."""

from __future__ import annotations

import random

from ....signatures import Attribute, Event, Persona
from . import facts
from .life_stage import STUDENT_UNTIL, likely_age, likely_gender, likely_occupation, school_at
from .personality import likely_personality
from .post_text import plain, sentences
from .stories import Story, dealt_out
from .topic_lines import LINES, SINCE
from .topics import classify
from .wishes import as_wish

_OF_AGE = 18
_MOST_FEELINGS, _LEAST_FEELINGS = 4, 2


def persona(post: str, rng: random.Random) -> Persona:
    """Return the persona of the writer of `post`; the same post and generator state give the same persona.

    Any text gives a valid persona, also an empty one, of which everything is inferred.
    """
    inferred: list[Attribute] = []

    def unless_stated(name: Attribute, stated: object) -> None:
        if not stated:
            inferred.append(name)

    gender = facts.gender(post)
    unless_stated("gender", gender)
    gender = gender or likely_gender(post, rng)
    years = facts.age(post)
    unless_stated("age", years)
    years = years or likely_age(post, rng)
    occupation = facts.occupation(post)
    if occupation is None and years <= STUDENT_UNTIL + 1 and facts.speaks_of_school(post):
        occupation = school_at(years)
    unless_stated("occupation", occupation)
    occupation = occupation or likely_occupation(post, years, gender, rng)
    inferred.append("personality")  # nobody states all five traits
    about = classify(plain(post), minor=years < _OF_AGE)
    unless_stated("topic", about.stated)
    unless_stated("subtopic", about.subtopic_stated)

    lines = LINES[about.topic]
    coped, asked = facts.coping(post), facts.goals(post)
    story = dealt_out(sentences(post), about.topic, {*coped, *asked})
    unless_stated("situation", story.situation)
    unless_stated("event", story.event)
    feelings = facts.emotion_words(post)
    unless_stated("emotional_experience_words", feelings)
    unless_stated("coped_strategies_and_effects", coped)
    hopes = tuple(as_wish(hope) for hope in asked)
    unless_stated("goals_and_expectations", hopes)

    return Persona(
        gender=gender,
        age=years,
        occupation=occupation,
        personality=likely_personality(post, about.topic, rng),
        topic=about.topic,
        subtopic=about.subtopic,
        situation=" ".join(story.situation) or lines.situation,
        event=_event(post, story, about.topic, occupation, rng),
        emotional_experience_words=_feelings(feelings, lines.feelings),
        coped_strategies_and_effects=" ".join(coped) or rng.choice(lines.coped),
        goals_and_expectations=" ".join(dict.fromkeys(hopes)) or rng.choice(lines.hopes),
        inferred=tuple(inferred),
    )


def _feelings(stated: tuple[str, ...], usual: tuple[str, ...]) -> tuple[str, ...]:
    """Return stated feelings first, filled up to two with what usually goes with the topic."""
    words = list(stated[:_MOST_FEELINGS])
    for word in usual:
        if len(words) >= _LEAST_FEELINGS:
            break
        if word not in words:
            words.append(word)
    return tuple(words)


def _event(post: str, story: Story, topic: str, occupation: str, rng: random.Random) -> Event:
    lines = LINES[topic]
    people = facts.participants(post)
    place = facts.location(post)
    return Event(
        time=facts.event_time(post) or rng.choice(SINCE),
        location=place or _usual_place(lines.place, occupation),
        participants=", ".join(people[:5]) or lines.people,
        description=" ".join(story.event) or lines.happened,
    )


def _usual_place(place: str, occupation: str) -> str:
    if place == "at school" and "student" not in occupation:
        return "at home"
    return "at university" if place == "at school" and "university" in occupation else place
