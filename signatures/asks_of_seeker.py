"""What is asked of the seeker: the next message of a person with a persona, or of a person with a post only."""

from __future__ import annotations

from enum import StrEnum

import dspy

from .persona import Persona


class Intention(StrEnum):
    """What the seeker wants after this message."""

    CONTINUE = "continue"
    RESOLVED = "resolved"
    LEAVE = "leave"


_INTENTION = (
    "continue; or resolved if you feel helped and this is your last message; or leave if you break off unhelped"
)


# The docstrings below are prompts: DSPy sends them to the model as its instructions.
class WriteSeekerUtterance(dspy.Signature):
    """You are the person described by this persona, chatting with a supporter. Write your next message.

    Speak in your own voice, as your age, personality and feelings would have you speak: one to three sentences of
    plain chat. Tell your story little by little: begin with what weighs on you, add events, people and feelings as the
    conversation moves on, what you have tried and what you hope for later, and personal facts such as age or
    occupation only where they come up by themselves. Never recite your persona and never name its attributes. React to
    what the supporter just said before you go on. Do not repeat an earlier message, do not give the supporter
    advice, and do not contradict your persona.

    `progress` says how far the conversation is. Do not end it before it is nearly over. Near the end, say what has
    become clearer or lighter, if anything has, and thank the supporter in your last message.
    """

    persona: Persona = dspy.InputField(desc="who you are; the supporter does not know it")
    conversation: dspy.History = dspy.InputField()
    progress: str = dspy.InputField(desc="which of your messages this is, and about how many there will be")
    utterance: str = dspy.OutputField(desc="the message itself and nothing else")
    intention: Intention = dspy.OutputField(desc=_INTENTION)


class WritePosterUtterance(dspy.Signature):
    """You wrote this post and are now chatting with a supporter about it. Write your next message.

    One to three sentences of plain chat. Do not repeat an earlier message, and do not give the supporter advice.
    `progress` says how far the conversation is. Do not end it before it is nearly over, and thank the supporter in your
    last message.
    """

    post: str = dspy.InputField(desc="what you wrote; the supporter does not know it")
    conversation: dspy.History = dspy.InputField()
    progress: str = dspy.InputField(desc="which of your messages this is, and about how many there will be")
    utterance: str = dspy.OutputField(desc="the message itself and nothing else")
    intention: Intention = dspy.OutputField(desc=_INTENTION)
