"""A conversation: turns, the supporter's reasoning beside them, and where the dialogue came from."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Literal

import dspy
from pydantic import BaseModel, ConfigDict, Field

from .crisis import CrisisKind, crises_in
from .identity import digest

Speaker = Literal["seeker", "supporter"]


class StopReason(StrEnum):
    """Why a dialogue ended."""

    RESOLVED = "resolved"
    SEEKER_LEFT = "seeker_left"
    TURN_LIMIT = "turn_limit"
    CHECK_FAILED = "check_failed"
    ERROR = "error"


class Reasoning(BaseModel):
    """What the supporter thought before a reply: Situation → Thought → Action → Strategy (after CBT).

    A node that was not asked is None. Nodes of another chain are kept under their own names as extra fields. Reasoning
    never enters what the seeker sees.
    """

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, str] = Field(init=False)

    situation: str | None = None
    thought: str | None = None
    action: str | None = None
    strategy: str | None = None

    def steps(self) -> dict[str, str]:
        """Return what was asked, by name: situation, thought, nodes of another chain, action, strategy."""
        asked = {name: str(value) for name, value in self.model_dump().items() if value is not None}
        last = [name for name in ("action", "strategy") if name in asked]
        return {name: asked[name] for name in (*(one for one in asked if one not in last), *last)}


class Turn(BaseModel):
    """One utterance. `reasoning` is present on supporter turns only, and only where the program reasons."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    speaker: Speaker
    text: str
    reasoning: Reasoning | None = None

    @property
    def strategy(self) -> str | None:
        return self.reasoning.strategy if self.reasoning else None


class Provenance(BaseModel):
    """Where a dialogue comes from.

    `id` names the dialogue before it is made: persona, program, generators and seed decide what it is. Package versions
    are recorded and left out of it, so that an upgrade makes nothing again.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    persona_id: str
    program: str
    """Fingerprint of the program: instructions, fields, demonstrations, composition."""
    generators: dict[str, str]
    """Role (seeker, supporter) → name of the LM that played it; ``offline/…`` marks text that is not training data."""
    seed: int
    versions: dict[str, str]
    """Package → version."""

    @property
    def id(self) -> str:
        return digest("dialogue", self.model_dump(exclude={"versions"}))


class Dialogue(BaseModel):
    """A conversation between a seeker and a supporter, seeker first when simulated."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    turns: tuple[Turn, ...]
    stop_reason: StopReason | None = None
    """None where it is not known (imported dialogues)."""
    provenance: Provenance | None = None

    @property
    def id(self) -> str:
        """Content address of how it was made; of the turns themselves where that is unknown (imported dialogues)."""
        return self.provenance.id if self.provenance else digest("turns", self.turns)

    @property
    def crisis(self) -> tuple[CrisisKind, ...]:
        """Kinds of crisis that the seeker speaks of; () for most dialogues. Found by words, with recall first."""
        spoken = {one.kind for turn in self.turns if turn.speaker == "seeker" for one in crises_in(turn.text)}
        return tuple(kind for kind in CrisisKind if kind in spoken)

    def __str__(self) -> str:
        return "\n".join(f"{turn.speaker}: {turn.text}" for turn in self.turns)


def as_history(turns: Iterable[Turn], speaker: Speaker) -> dspy.History:
    """Return what was said, and nothing else, from the side of `speaker`.

    One message per turn, keyed by its chat role: ``{"assistant": text}`` for the speaker's own turns, ``{"user":
    text}`` for the other's. Reasoning is left out here, once, for every prompt there is.
    """
    messages: list[dict[str, Any]] = [{"assistant" if turn.speaker == speaker else "user": turn.text} for turn in turns]
    return dspy.History(messages=messages)


def turns_of(history: dspy.History, speaker: Speaker) -> tuple[Turn, ...]:
    """Return what `as_history(turns, speaker)` was made from, without the reasoning, which it leaves out."""
    other: Speaker = "supporter" if speaker == "seeker" else "seeker"
    said = (item for message in history.messages for item in message.items())
    return tuple(Turn(speaker=speaker if role == "assistant" else other, text=text) for role, text in said)
