"""A role card: what is known of somebody whom a model plays as the seeker, when supporters are compared."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from .identity import digest


class RoleCard(BaseModel):
    """Who the seeker of a role play is.

    `text` is what a role player is given, as the source has it; the fields after it are what is stated in it. A field
    is "" where the card says nothing, or says that it is not mentioned.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    text: str
    problem: str
    age: str = ""
    """As written: a number, or words such as "young adult"."""
    gender: str = ""
    """``female`` or ``male`` in whatever language it is written; else as written."""
    occupation: str = ""
    topic: str = ""
    """In the words of its source, whose language need not be the card's (ESC-Eval)."""
    person: str = ""
    """The same for cards on one person, who is played with several attitudes (CACTUS)."""
    attitude: str = ""
    """How the seeker meets the supporter (CACTUS): positive, neutral or negative."""
    manner: str = ""
    """What a role player is told about how to show the attitude."""
    drawn_from: str = ""
    """The corpus that the card was made from."""
    language: str = "en"
    """ISO 639-1 code."""
    about: dict[str, Any] = Field(default_factory=dict)
    """What the record says beside the card, under its own names and as found."""

    @property
    def address(self) -> str:
        """Content address; `id` is unique in its own file only."""
        return digest("card", self)
