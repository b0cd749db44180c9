"""What a seeker with a given kind of problem plausibly feels, tried and hopes for, where their post is silent.

All of it is ours, none is taken from a post. The sentences are in the first person and name no age, gender or partner,
so that they fit whoever else the persona turns out to be.
"""

from __future__ import annotations

from . import lines_hurt, lines_life, lines_mind
from .lines import Lines

SINCE = (
    "for some months now",
    "over the past few months",
    "for about half a year",
    "for a few weeks now",
    "for a good while now",
    "since last year",
)
"""Event times, where neither the post nor its topic says one."""

LINES: dict[str, Lines] = {**lines_hurt.HURT, **lines_life.LIFE, **lines_mind.MIND}
"""By the name of the topic in `topics.TOPICS`."""
