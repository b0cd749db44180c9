"""A role card: what is known of somebody whom a model plays as the seeker, when supporters are compared."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class RoleCard(BaseModel):
    """Who the seeker of a role play is.

    `text` is what a role player is given, as the source has it; the other fields are what is stated in it. A field is
    "" where the card says nothing, or says that it is not mentioned.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    text: str
    problem: str
    age: str = ""
    """As written: a number, or words such as "young adult"."""
    gender: str = ""
    occupation: str = ""
    topic: str = ""
    attitude: str = ""
    """How the seeker meets the supporter (CACTUS): positive, neutral or negative."""
    drawn_from: str = ""
    """The corpus that the card was made from."""
    language: str = "en"
    """ISO 639-1 code."""
