"""A reply of a system at some point of a conversation, beside what a person said there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .dialogue import Reasoning, Turn


# A dataclass, not a model: a test set has tens of thousands, and validating them takes longer than measuring them.
@dataclass(frozen=True, slots=True)
class Reply:
    """One reply."""

    text: str | None
    """None where the system failed: such a reply is missing, which is something else than a blank or a bad one."""
    references: tuple[str, ...] = ()
    """What people said there; () where nobody did."""
    dialogue: str = ""
    """Which conversation it is from: replies of one conversation are resampled together."""
    turn: int | None = None
    """Its number in the conversation, from 1; None where that is not known."""
    context: tuple[Turn, ...] = ()
    """What was said before, as far as the file tells it."""
    strategy: str | None = None
    """The one that the system chose."""
    reference_strategy: str | None = None
    """The one that the person chose."""
    reasoning: Reasoning | None = None
    about: Mapping[str, Any] = field(default_factory=dict)
    """What the file says of it beside this, scores for instance, under its own names."""


@dataclass(frozen=True)
class Outputs:
    """The replies of one system on one test set, in the order of the test set."""

    system: str
    data: str
    """Name of the test set."""
    replies: tuple[Reply, ...]
