"""What the offline supporter notes of the seeker, node by node: the paper's two notes, and those after ESCoT (emotion,
stimulus, appraisal). Each refers to what was said."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

from .hearing import Heard
from .reasoning import belief, by_turns, situation, thought
from .wording import join_words, to_third_person

_UNNAMED = ("not named yet, perhaps uneasy", "not named yet, perhaps worn out", "still unsaid, perhaps burdened")
_EASED = ("relieved, by how they take leave", "calmer than at the beginning")
_ENDANGERED = ("despair, and danger with it", "desperate, perhaps not safe")

_STIMULUS_FRAMES = (
    "What sets it off is that {clause}.",
    "It comes up because {clause}.",
    "The cause they name is that {clause}.",
    "Right now it is stirred by this: {clause}.",
)
_EARLIER_FRAMES = (
    "Nothing new has set it off; it is still that {clause}.",
    "It goes back to what they told before, that {clause}.",
)
_UNTOLD = (
    "What brought it about has not been told yet.",
    "The cause is unknown so far; the seeker has only begun to talk.",
)
_THE_TALK = (
    "Having been heard in this conversation, which they now take leave of.",
    "The talk itself, for which they say thank you.",
)
_THE_DANGER = (
    "Whatever it is that makes them speak of danger to their life or safety.",
    "What they just said, which may mean that they are not safe.",
)

_APPRAISAL_FRAMES = (
    "To them it seems to mean {belief}.",
    "They may take it as a sign {belief}.",
    "In their eyes it may show {belief}.",
    "What they make of it is perhaps {belief}.",
)


def emotion(heard: Heard, rng: random.Random) -> str:
    """Return what the seeker feels, in their own words where they have any for it."""
    if heard.danger:
        return by_turns(_ENDANGERED, heard, rng)
    if heard.leaving:
        return by_turns(_EASED, heard, rng)
    return join_words(heard.feelings[:2]) if heard.feelings else by_turns(_UNNAMED, heard, rng)


def stimulus(heard: Heard, rng: random.Random) -> str:
    """Return what the feeling answers to: the most telling of what was said last, or else earlier."""
    if heard.danger:
        return by_turns(_THE_DANGER, heard, rng)
    if heard.leaving:
        return by_turns(_THE_TALK, heard, rng)
    if heard.clauses:
        return by_turns(_STIMULUS_FRAMES, heard, rng).format(clause=to_third_person(heard.clauses[0]))
    if heard.earlier:
        return by_turns(_EARLIER_FRAMES, heard, rng).format(clause=to_third_person(rng.choice(heard.earlier)))
    return by_turns(_UNTOLD, heard, rng)


def appraisal(heard: Heard, rng: random.Random) -> str:
    """Return what the stimulus may mean to the seeker, as a guess."""
    believed = belief(heard, rng)
    return by_turns(_APPRAISAL_FRAMES, heard, rng).format(belief=believed)


NOTES: Mapping[str, Callable[[Heard, random.Random], str]] = {
    "situation": situation,
    "thought": thought,
    "emotion": emotion,
    "stimulus": stimulus,
    "appraisal": appraisal,
}
"""Node → what the rules answer; what a reply is to do is another matter (`reasoning.action`)."""
