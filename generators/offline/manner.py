"""The ways in which one message of the seeker can be made: shorter, longer, more thankful, more at ease.

What demonstrations show decides between them; what is told is the seeker's own in all of them.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from ...signatures import Intention
from . import seeker_phrases as say
from .examples import Form, Lesson, form_of
from .wording import capitalized

_LONGEST = 3
"""Things that are told in one message at most."""


@dataclass(frozen=True)
class Message:
    """The seeker's message and what they want after it."""

    utterance: str
    intention: Intention


@dataclass(frozen=True)
class Written:
    """A message in its parts: how the supporter's message is taken up, and what is told."""

    reaction: str
    items: tuple[str, ...]
    intention: Intention = Intention.CONTINUE

    def message(self) -> Message:
        return Message(_joined(self.reaction, *self.items), self.intention)


def ways_of(
    written: Written, target: Form | None, lesson: Lesson, rng: random.Random, said: str, asked: bool
) -> list[str]:
    """Return ways to make a message, some of them near to `target`; none where each would copy a demonstration.

    Args:
        said: what the seeker has said so far, in lower case.
        asked: the supporter has just asked something.
    """

    def unsaid(bank: tuple[str, ...], number: int) -> list[str]:
        left = [phrase for phrase in bank if phrase.casefold() not in said and not lesson.copies(phrase)]
        return rng.sample(left, min(number, len(left)))

    plain = form_of(written.message().utterance)
    opening = not said
    at_ease = target is not None and target.lighter and not opening
    thanks = unsaid(say.THANKFUL, 1) if target and target.thanks and not opening and not plain.thanks else []
    eased = unsaid(say.EASED, 1) if at_ease and not plain.lighter else []
    if written.intention is not Intention.CONTINUE:
        return [_joined(*written.items), _joined(*eased, *written.items)]
    told = [capitalized(item) for item in written.items if opening or not lesson.copies(item)]
    more = unsaid(say.ELABORATIONS, _LONGEST - 1)
    if at_ease:  # whoever is, does not go on about what weighs on them
        told = [item for item in told if item not in say.ELABORATIONS]
        more = [phrase for phrase in unsaid(say.EASED, _LONGEST) if phrase not in eased][: _LONGEST - 1]
    # What leads into the first sentence cannot be parted from it, and who doubts is not eased.
    bound = written.reaction.endswith((":", ","))
    unfit = (thanks or eased) and (asked or written.reaction in say.DOUBTFUL)
    return [
        _joined(*thanks, reaction, *eased, *items, *more[:number])
        for reaction in ([""] if bound or unfit else [written.reaction, ""])
        for items in ([told, told[:1]] if len(told) > 1 else [told])
        for number in range(0 if items or eased else 1, min(len(more), _LONGEST - len(items)) + 1)
    ]


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
