"""What is asked in single-shot generation: the whole conversation in one call, as by in-context learning in the
paper."""

from __future__ import annotations

from typing import Annotated, Literal

import dspy
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from .persona import Persona


class DialogueLine(BaseModel):
    """One message of a conversation written in one go; the reasoning is filled on supporter lines only."""

    model_config = ConfigDict(extra="ignore")

    speaker: Literal["seeker", "supporter"]
    situation: str | None = Field(default=None, description="supporter only: the seeker's situation so far")
    thought: str | None = Field(default=None, description="supporter only: what the seeker may be thinking")
    action: str | None = Field(default=None, description="supporter only: what this message will do and why")
    strategy: str | None = Field(default=None, description="supporter only: the support strategy used")
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)] = Field(
        description="the message itself"
    )


# The docstring below is a prompt: DSPy sends it to the model as its instructions.
class WriteDialogue(dspy.Signature):
    """Write a whole emotional support conversation between a seeker, described by this persona, and a supporter.

    The seeker speaks first and tells the story little by little, in their own voice, never reciting the persona. The
    supporter knows only what the seeker has said so far: nothing of the persona may appear in a supporter line, in its
    reasoning or in its text, before the seeker has said it. Before each supporter line, reason through the
    seeker's situation, the thought behind the feeling, the action the message will take, and the strategy. Explore
    first, then comfort, then help to act, as a tendency and not a rule. Speakers alternate, no message occurs twice,
    each is one to three sentences of plain chat, and the conversation closes with thanks and a farewell. If the
    seeker may be in danger, the supporter puts their safety and real-world help first.
    """

    persona: Persona = dspy.InputField(desc="who the seeker is; the supporter does not know it")
    turns: int = dspy.InputField(desc="how many messages the conversation has, both speakers together")
    strategies: str = dspy.InputField(desc="the strategies the supporter may use")
    dialogue: list[DialogueLine] = dspy.OutputField()
