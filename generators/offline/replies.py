"""The offline supporter's message: a phrase per strategy, filled with the seeker's own words, never said before."""

from __future__ import annotations

import random
import re
import string
from collections.abc import Iterable, Sequence

from ...signatures import Strategy
from .hearing import Heard
from .supporter_phrases import ACKNOWLEDGE, BODIES, CLOSE_FIRST, CLOSE_LAST, CRISIS, GREET
from .wording import capitalized, fresh, to_second_person

_CONJUNCTION = re.compile(r"(?:when|whenever|if|since|after|before|even|although|while|because)\b")
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
    body = fresh(rng, _preferred(_filled(BODIES[strategy], heard), own, rng), said)
    return f"{opener} {capitalized(body)}".strip()


def _filled(phrases: Iterable[str], heard: Heard) -> list[str]:
    """Return the phrases whose slots can be filled, filled; the ones with the seeker's own words come first."""
    slots: dict[str, str] = {}
    clauses = heard.clauses or heard.earlier[:2]
    if clauses:
        slots["you"] = to_second_person(clauses[0])
    if heard.feelings:
        slots["feeling"] = to_second_person(heard.feelings[0])
    if heard.people:
        slots["person"] = heard.people[0]
    # "when whenever you …" is no English.
    stumbling = " when {you}" if _CONJUNCTION.match(slots.get("you", "")) else "\0"
    phrases = [phrase for phrase in phrases if stumbling not in phrase.lower()]
    by_need = [(phrase, {name for _, name, _, _ in string.Formatter().parse(phrase) if name}) for phrase in phrases]
    usable = [(phrase, needs) for phrase, needs in by_need if needs <= slots.keys()]
    return [phrase.format(**slots) for phrase, _ in sorted(usable, key=lambda item: not item[1])]


def _preferred(options: list[str], own: Sequence[str], rng: random.Random) -> list[str]:
    """Return the options whose wording was not used yet, by their first words, which survive the filling of slots."""
    used = " ".join(own).casefold()
    new = [option for option in options if " ".join(option.casefold().split()[:4]) not in used]
    chosen = new or options
    # Half of the time only phrases with the seeker's own words, which come first, are considered.
    return chosen[: max(1, len(chosen) // 2)] if rng.random() < 0.5 else chosen
