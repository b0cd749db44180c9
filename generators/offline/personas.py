"""A post as a persona: what is stated is kept in the poster's own words, what is not is guessed and marked as a guess."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from ...signatures import Attribute, Event, Persona
from . import facts
from .goals import as_wish
from .life_stage import STUDENT_UNTIL, likely_age, likely_gender, likely_occupation, school_at
from .personality import likely_personality
from .post_text import plain, sentences
from .salience import is_addressed, salience, says_something
from .topic_lines import LINES, SINCE
from .topics import classify

_SITUATION_SENTENCES, _SITUATION_LENGTH = 3, 320
_EVENT_SENTENCES = 8
_TELLING = 1.0
"""Salience below which a sentence does not say what is wrong."""
_MOST_FEELINGS, _LEAST_FEELINGS = 4, 2


@dataclass(frozen=True)
class _Story:
    """The post's own sentences, dealt out to the two attributes that quote them."""

    situation: tuple[str, ...]
    event: tuple[str, ...]


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
    about = classify(plain(post))
    unless_stated("topic", about.stated)
    unless_stated("subtopic", about.subtopic_stated)

    lines = LINES[about.topic]
    coped, asked = facts.coping(post), facts.goals(post)
    story = _story(post, about.topic, {*coped, *asked})
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


def _story(post: str, topic: str, elsewhere: set[str]) -> _Story:
    """Deal out the sentences; those quoted `elsewhere` come into the situation only when little else is left."""
    spoken = sentences(post)
    own = [(place, said) for place, said in enumerate(spoken) if says_something(said)]
    told = [(place, said) for place, said in own if not is_addressed(said)] or own
    plainly = [(place, said) for place, said in told if not said.endswith("?")]
    worth = {place: salience(said, topic, place) - (2.0 if said in elsewhere else 0.0) for place, said in plainly}
    ranked = sorted(plainly, key=lambda pair: (-worth[pair[0]], pair[0]))
    chosen: list[tuple[int, str]] = []
    for place, said in ranked:
        if chosen and (worth[place] < 2.0 or len(chosen) >= _wanted(len(plainly)) or _length(chosen) + len(said) > _SITUATION_LENGTH):
            break
        if worth[place] >= _TELLING:
            chosen.append((place, said))
    if not chosen:  # better what is also quoted elsewhere than nothing of the poster's own
        best = max(plainly, key=lambda pair: salience(pair[1], topic, pair[0]), default=None)
        chosen = [best] if best is not None and salience(best[1], topic, best[0]) >= _TELLING else []
    situation = tuple(said for _, said in sorted(chosen))
    rest = [(place, said) for place, said in told if said not in situation and not _asks_readers(said)]
    event = _spread_evenly(rest, topic)
    return _Story(situation, tuple(event))


def _wanted(available: int) -> int:
    """Return how many sentences the situation may take, leaving some for the event."""
    return min(_SITUATION_SENTENCES, max(1, available // 2))


def _length(chosen: list[tuple[int, str]]) -> int:
    return sum(len(said) + 1 for _, said in chosen)


def _first_person(said: str) -> bool:
    return bool(re.search(r"\b(?:I|me|my|we|our|us|I'm|I've)\b", said))


def _asks_readers(said: str) -> bool:
    """Tell a question for others to answer from one that people ask themselves ("Why am I like this?")."""
    return said.endswith("?") and not re.match(r"(?:Why|What is wrong|What's wrong|How did)\b", said)


def _spread_evenly(rest: list[tuple[int, str]], topic: str) -> list[str]:
    """Return at most `_EVENT_SENTENCES` sentences in post order: all where they fit, else the more telling ones."""
    if len(rest) > _EVENT_SENTENCES:
        # The first tells where it began; of the others those that say more about the difficulty stay.
        first, others = rest[:1], rest[1:]
        best = sorted(others, key=lambda pair: -salience(pair[1], topic, 0) - (1.0 if _first_person(pair[1]) else 0.0))
        rest = sorted(first + best[: _EVENT_SENTENCES - 1])
    return [said for _, said in rest]


def _event(post: str, story: _Story, topic: str, occupation: str, rng: random.Random) -> Event:
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



