"""The offline supporter's message: a phrase per strategy, filled with the seeker's own words, never said before."""

from __future__ import annotations

import random
import re
import string
from collections.abc import Iterable, Sequence
from functools import cache

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
    phrases = _unused(_fillable(BODIES[strategy], heard), said)
    if rng.random() < _OWN_WORDS:  # the ones with the seeker's own words come first
        phrases = phrases[: max(1, len(phrases) // 2)]
    return f"{opener} {capitalized(fresh(rng, _filled(phrases, heard), said))}".strip()


def _fillable(phrases: Iterable[str], heard: Heard) -> list[str]:
    """Return the phrases whose slots can be filled, those with the most slots first."""
    slots = _slots(heard)
    # "when whenever you …" is no English.
    stumbling = " when {you}" if _CONJUNCTION.match(slots.get("you", "")) else "\0"
    usable = [phrase for phrase in phrases if _needs(phrase) <= slots.keys() and stumbling not in phrase.lower()]
    return sorted(usable, key=lambda phrase: -len(_needs(phrase)))


def _unused(phrases: list[str], said: str) -> list[str]:
    """Return the phrases whose longest fixed part was not said yet; all of them when every one was."""
    fixed = {phrase: max((text for text, _, _, _ in _FORMATTER.parse(phrase)), key=len) for phrase in phrases}
    return [phrase for phrase in phrases if fixed[phrase].strip().casefold() not in said] or phrases


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
