"""The offline supporter's message: a phrase per strategy, filled with the seeker's own words, never said before."""

from __future__ import annotations

import random
import re
import string
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from ...signatures import Strategy
from .hearing import Heard
from .supporter_phrases import ACKNOWLEDGE, BODIES, CLOSE_FIRST, CLOSE_LAST, CRISIS, GREET
from .wording import capitalized, fresh, to_second_person

_CONJUNCTION = re.compile(r"(?:when|whenever|if|since|after|before|even|although|while|because)\b")
_FORMATTER = string.Formatter()
_OWN_WORDS = 0.5
"""How often only phrases with the most of the seeker's own words are considered."""
_ACKNOWLEDGED = {
    Strategy.QUESTION: 0.65,
    Strategy.SUGGESTION: 0.6,
    Strategy.INFORMATION: 0.6,
    Strategy.SELF_DISCLOSURE: 0.5,
    Strategy.AFFIRMATION: 0.3,
    Strategy.OTHERS: 0.6,
}
"""How often a message begins by acknowledging what was said; restating and reflecting acknowledge by themselves."""


_LED_BY: dict[Strategy, tuple[Strategy, ...]] = {
    Strategy.QUESTION: (Strategy.RESTATEMENT, Strategy.REFLECTION),
    Strategy.RESTATEMENT: (Strategy.REFLECTION,),
    Strategy.REFLECTION: (Strategy.RESTATEMENT,),
    Strategy.SELF_DISCLOSURE: (Strategy.REFLECTION, Strategy.RESTATEMENT),
    Strategy.AFFIRMATION: (Strategy.REFLECTION, Strategy.RESTATEMENT),
    Strategy.SUGGESTION: (Strategy.AFFIRMATION, Strategy.REFLECTION),
    Strategy.INFORMATION: (Strategy.REFLECTION, Strategy.AFFIRMATION),
    Strategy.OTHERS: (Strategy.AFFIRMATION, Strategy.REFLECTION),
}
"""What can be done in a sentence before what a strategy does, where a message is to be longer."""


def reply(heard: Heard, strategy: Strategy, own: Sequence[str], rng: random.Random) -> str:
    """Return the next message of a supporter who said `own` so far."""
    said = " ".join(own).casefold()
    if heard.danger:
        return fresh(rng, CRISIS, said)
    if heard.leaving:
        return f"{fresh(rng, CLOSE_FIRST, said)} {fresh(rng, _filled(CLOSE_LAST, heard), said)}"
    opener = ""
    if not own:
        opener = rng.choice(GREET)
    elif rng.random() < _ACKNOWLEDGED.get(strategy, 0.0):
        opener = fresh(rng, ACKNOWLEDGE, said)
    return f"{opener} {_body(heard, strategy, rng, said)}".strip()


def replies(heard: Heard, strategy: Strategy, own: Sequence[str], rng: random.Random) -> list[str]:
    """Return ways to make the same message that differ in length: bare, with an opener, with a sentence that leads to
    what it does.
    """
    if heard.danger or heard.leaving:
        return [reply(heard, strategy, own, rng)]
    said = " ".join(own).casefold()
    opener = fresh(rng, ACKNOWLEDGE, said) if own else rng.choice(GREET)
    body = _body(heard, strategy, rng, said)
    lead = _lead(heard, rng.choice(_LED_BY[strategy]), rng, said, body)
    bare = [body] if own else []  # whoever speaks for the first time greets
    return [*bare, f"{opener} {body}", *([f"{lead} {body}", f"{opener} {lead} {body}"] if lead and own else [])]


@lru_cache(maxsize=4096)
def strategy_said(message: str) -> Strategy | None:
    """Return the strategy of one of our own messages, by the phrase in it that comes last; None for other messages."""
    told = message.casefold()
    found = [(told.rfind(fixed), strategy) for fixed, strategy in _FIXED_PARTS.items()]
    place, strategy = max(found, key=lambda one: one[0])
    return strategy if place >= 0 else None


def strategies_of(own: Iterable[str]) -> list[Strategy]:
    """Return the strategies of a supporter's messages, without those that cannot be told."""
    return [strategy for message in own if (strategy := strategy_said(message))]


def _body(heard: Heard, strategy: Strategy, rng: random.Random, said: str) -> str:
    phrases = _unused(_fillable(BODIES[strategy], heard), said)
    if rng.random() < _OWN_WORDS:  # the ones with the seeker's own words come first
        phrases = phrases[: max(1, len(phrases) // 2)]
    return capitalized(fresh(rng, _filled(phrases, heard), said))


def _lead(heard: Heard, strategy: Strategy, rng: random.Random, said: str, body: str) -> str:
    """Return a sentence that can stand before `body` and says nothing that is in it; "" where there is none."""
    slots = {name: value for name, value in _slots(heard).items() if value.casefold() not in body.casefold()}
    fillable = [phrase for phrase in BODIES[strategy] if _needs(phrase) <= slots.keys() and len(_needs(phrase)) < 2]
    unused = [phrase for phrase in fillable if _fixed_part(phrase) not in said and not phrase.endswith("?")]
    return capitalized(rng.choice(unused).format(**slots)) if unused else ""


def _fillable(phrases: Iterable[str], heard: Heard) -> list[str]:
    """Return the phrases whose slots can be filled, those with the most slots first."""
    slots = _slots(heard)
    # "when whenever you …" is no English.
    stumbling = " when {you}" if _CONJUNCTION.match(slots.get("you", "")) else "\0"
    usable = [phrase for phrase in phrases if _needs(phrase) <= slots.keys() and stumbling not in phrase.lower()]
    return sorted(usable, key=lambda phrase: -len(_needs(phrase)))


def _unused(phrases: list[str], said: str) -> list[str]:
    """Return the phrases whose longest fixed part was not said yet; all of them when every one was."""
    return [phrase for phrase in phrases if _fixed_part(phrase) not in said] or phrases


@cache
def _fixed_part(phrase: str) -> str:
    """Return the longest part of a phrase that no slot changes, as it is compared with what was said."""
    return max((text for text, _, _, _ in _FORMATTER.parse(phrase)), key=len).strip().casefold()


def _filled(phrases: Iterable[str], heard: Heard) -> list[str]:
    slots = _slots(heard)
    return [phrase.format(**slots) for phrase in phrases if _needs(phrase) <= slots.keys()]


@cache
def _needs(phrase: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in _FORMATTER.parse(phrase) if name)


def _slots(heard: Heard) -> dict[str, str]:
    clauses = heard.clauses or heard.earlier[:2]
    slots = {"you": to_second_person(clauses[0])} if clauses else {}
    if heard.feelings:
        slots["feeling"] = to_second_person(heard.feelings[0])
    if heard.people:
        slots["person"] = heard.people[0]
    return slots


_FIXED_PARTS = {_fixed_part(phrase): strategy for strategy, phrases in BODIES.items() for phrase in phrases}
