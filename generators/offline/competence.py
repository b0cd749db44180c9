"""What the offline generator does wrong at less than full skill, as weaker models do, and when it does it.

- **Form.** Some answers cannot be read: a marker has another name, the last field is empty, JSON ends in its middle.
  They are asked again like anybody's, with another seed.
- **The seeker** reads only the beginning of each text that it is given, and now and then answers with what anybody
  could say. Of a post that leaves the beginning; of a persona, whose every attribute is a text, something of each.
- **The supporter** now and then does not listen (no word of the seeker's in the reply, no leave-taking noticed), falls
  back on its habits (advice, early and often), or forgets what it said and repeats itself.
- **Its reasoning** now and then is a phrase for everybody, or what the step before said.

How often is one rule: whoever has to work out `things` at once gets each of them right with probability
``skill ** (things / 4)``. A reply without notes takes three: to listen, to choose, and to word it. What the prompt has
as a note (`situation`, `action`, `strategy`) has been worked out already, so a reply with its nodes answered takes one,
and is as good as the notes are. Nothing else makes reasoning help.

Danger is answered with full skill, and posts are read with it: persona and screening are nobody's performance. Draws
come from the request's seed and not from the skill, so the less skilled does wrong whatever the more skilled does.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...signatures import Persona, Strategy, seed_from
from .hearing import Heard
from .wording import sentences

_AT_ONCE = 4
"""Things that, worked out at once, are all right with a probability of `skill`."""
_UNREADABLE = 0.2
"""Share of answers that could not be read without any skill: 0.13 with 0.35, 0.06 with 0.7."""
_ATTENTION = 100
"""Words of a text that are read with a skill of 0.5; there are as many more as skill outweighs the lack of it."""
_HABITS = {Strategy.SUGGESTION: 5, Strategy.QUESTION: 3, Strategy.AFFIRMATION: 2, Strategy.INFORMATION: 2}
"""What is done without regard to the conversation, by weight: models lean on few strategies, and on advice (Kang et al.
2024). The weights are ours."""
_COPIED = 0.2
"""Share of thoughtless notes that say again what the step before said; ours, as the other figures here."""
ACTING = ("action", "strategy", "utterance")
"""Fields that tell or carry out what is to be done; the others are notes on the seeker."""
_OTHER_MARKERS = ("message", "answer", "response")
_SHALLOW: dict[str, tuple[str, ...]] = {
    "situation": ("The seeker is going through a hard time.", "The seeker has a problem and wants support."),
    "thought": ("They may be thinking that things are hard.", "They keep thinking about the problem."),
    "emotion": ("negative", "not good"),
    "stimulus": ("The problem that they have.", "What they are going through."),
    "appraisal": ("They find it hard to deal with.", "They see it as a problem."),
}
_ALL_SHALLOW = frozenset(phrase for phrases in _SHALLOW.values() for phrase in phrases)
_VAGUE = (
    "I don't know. It's just hard.",
    "It's a lot, that's all I can say.",
    "I don't really have words for it.",
    "Things just aren't good right now.",
    "It is what it is, I guess.",
    "I don't know what to say.",
    "Everything is a bit much.",
    "Yeah. I don't know.",
    "I just want it to get better.",
    "It's hard to explain.",
)
_VAGUE_OPENINGS = ("Hi, I need someone to talk to.", "Hello. I'm not doing well.", "Hey, can we talk?")


@dataclass(frozen=True)
class Competence:
    """How well the rules do what they can do: `skill` in (0, 1]; with 1 nothing goes wrong."""

    skill: float = 1.0

    @property
    def whole(self) -> bool:
        return self.skill >= 1

    def slips(self, part: str, *, things: int, where: Sequence[Any]) -> bool:
        """Return whether `part` of an answer goes wrong, where `things` had to be worked out at once."""
        if self.whole:
            return False
        return _rng("slip", part, *where).random() >= float(self.skill ** (things / _AT_ONCE))

    def form(self, fields: Mapping[str, str], write: Callable[[Mapping[str, str]], str], *where: Any) -> str:
        """Return an answer as `write` writes it, or in a form that cannot be read."""
        rng = _rng("form", *where)
        if self.whole or rng.random() >= _UNREADABLE * (1 - self.skill):
            return write(fields)
        *before, last = fields
        kept = {name: fields[name] for name in before}
        if fields[last].startswith(("[", "{")):
            return write(kept | {last: fields[last][: len(fields[last]) // 2]})
        return write(kept | rng.choice([{last: ""}, {rng.choice(_OTHER_MARKERS): fields[last]}]))

    def read(self, who: Persona | str) -> Persona | str:
        """Return what a seeker takes in of its post or its persona: whole sentences, at least one of each text."""
        if self.whole:
            return who
        if isinstance(who, str):
            return self._beginning(who)
        return who.model_copy(
            update={
                "situation": self._beginning(who.situation),
                "event": who.event.model_copy(update={"description": self._beginning(who.event.description)}),
                "coped_strategies_and_effects": self._beginning(who.coped_strategies_and_effects),
                "goals_and_expectations": self._beginning(who.goals_and_expectations),
            }
        )

    def _beginning(self, text: str) -> str:
        left, read = _ATTENTION * self.skill / (1 - self.skill), list[str]()
        for sentence in sentences(text):
            left -= len(sentence.split())
            if read and left < 0:
                break
            read.append(sentence)
        return " ".join(read)


WHOLE = Competence()


def things_of(name: str, notes: Mapping[str, str], decided: bool) -> int:
    """Return how many things a supporter's field asks to be worked out at once.

    Args:
        notes: the fields that are there already.
        decided: whether they tell what the reply is to do.
    """
    to_listen = int(not _listened(notes))
    if name == "utterance":
        return 1 + to_listen + (not decided)
    if name in ACTING:
        return 0 if decided else 1 + to_listen
    return 1


def is_shallow(notes: Mapping[str, str]) -> bool:
    """Return whether somebody has taken notes of the seeker, and none of them says anything of this seeker."""
    taken = _listened(notes)
    return bool(taken) and _ALL_SHALLOW.issuperset(taken)


def without_listening(heard: Heard) -> Heard:
    """Return what is known to somebody who did not listen: that something was said."""
    return replace(heard, clauses=(), earlier=(), feelings=(), people=(), asks=False, leaving=False)


def habit(*where: Any) -> Strategy:
    """Return what is done without regard to the conversation."""
    return _rng("habit", *where).choices(tuple(_HABITS), tuple(_HABITS.values()))[0]


def shallow_note(name: str, notes: Mapping[str, str], *where: Any) -> str:
    """Return a node's answer that took no thought: a phrase for everybody, or the step before once more."""
    rng, taken = _rng("shallow", name, *where), _listened(notes)
    if taken and rng.random() < _COPIED:
        return taken[-1]
    return rng.choice(_SHALLOW.get(name, _SHALLOW["situation"]))


def vague(opening: bool, *where: Any) -> str:
    """Return what anybody could say in the seeker's place."""
    return _rng("vague", *where).choice(_VAGUE_OPENINGS if opening else _VAGUE)


def _listened(notes: Mapping[str, str]) -> Sequence[str]:
    return [text for name, text in notes.items() if name not in ACTING]


def _rng(*what: Any) -> random.Random:
    return random.Random(seed_from("competence", *what))
