"""A supporter who knows what nobody has told: in a message, or in the thoughts before it."""

from __future__ import annotations

import random
import re

from socialsim.corpora.words import words
from socialsim.programs.checks.reading.text import content

from .facts import LEAST, Fact, is_new, story, tellable, unsaid_facts
from .planting import Defect, Spot, in_turn, woven


@in_turn("unsaid_fact", "supporter", needs=("persona",))
def says_what_nobody_said(spot: Spot, rng: random.Random) -> Defect | None:
    fact = _one_of(rng, unsaid_facts(spot.persona, spot) if spot.persona else [])
    if fact is None:
        return None
    text, degree = fact.worded(rng)
    return spot.written(woven(rng, text, spot.turn.text), degree)


@in_turn("unsaid_in_reasoning", "supporter", needs=("persona", "reasoning"))
def thinks_what_nobody_said(spot: Spot, rng: random.Random) -> Defect | None:
    fact = _one_of(rng, unsaid_facts(spot.persona, spot) if spot.persona else [])
    if fact is None or spot.turn.reasoning is None:
        return None
    text, degree = fact.worded(rng, of_them=True)
    node = rng.choice(("situation", "situation", "thought", "action"))
    thought = str(getattr(spot.turn.reasoning, node) or "")
    return spot.thought(degree, **{node: woven(rng, text, thought)})


_KIN = re.compile(
    r"\bmy (husband|wife|boyfriend|girlfriend|son|daughter|brother|sister|ex|boss|dog|cat|landlord|roommate)\b",
    re.IGNORECASE,
)
_SUBTLE = (
    "And how does your {person} see it?",
    "What does your {person} say to that?",
    "Have you told your {person} how you feel?",
)


@in_turn("early_fact", "supporter")
def says_what_comes_later(spot: Spot, rng: random.Random) -> Defect | None:
    said = spot.said()
    later = [turn.text for turn in spot.after if turn.speaker == "seeker"]
    told = [told for text in later for told in tellable(text) if is_new(told, said)]
    of_persona = content(story(spot.persona)) if spot.persona else frozenset()
    events = [one for one in told if content(one) <= of_persona] or [one for one in told if len(content(one)) > LEAST]
    facts = [Fact("happened", one) for one in events]
    people = {name.casefold() for text in later for name in _KIN.findall(text)} - set(words(said))
    if people and rng.random() < 0.25:
        text = rng.choice(_SUBTLE).format(person=rng.choice(sorted(people)))
        return spot.written(woven(rng, text, spot.turn.text), "subtle")
    fact = _one_of(rng, facts)
    if fact is None:
        return None
    reasoning = spot.turn.reasoning
    if reasoning is not None and reasoning.situation is not None and rng.random() < 0.3:
        text, degree = fact.worded(rng, of_them=True)
        return spot.thought(degree, situation=woven(rng, text, reasoning.situation))
    text, degree = fact.worded(rng)
    return spot.written(woven(rng, text, spot.turn.text), degree)


def _one_of(rng: random.Random, facts: list[Fact]) -> Fact | None:
    """Return one of the facts, each sort as likely as the others."""
    sorts = sorted({fact.about for fact in facts})
    if not sorts:
        return None
    sort = rng.choice(sorts)
    return rng.choice([fact for fact in facts if fact.about == sort])
