"""What is asked of the supporter: appraise the situation, infer the thought, plan the action, choose the strategy, and
write the utterance; node by node, or all at once.

Every signature sees the conversation and what the supporter itself has just thought, never the persona.
"""

from __future__ import annotations

from typing import Literal

import dspy

from .strategy import ESCONV, Taxonomy


# The docstrings below are prompts: DSPy sends them to the model as its instructions.
class AppraiseSituation(dspy.Signature):
    """You are the supporter in an emotional support conversation. Before you reply, take in the seeker's situation.

    Say what the seeker is facing now and how it feels to them, going only by what has been said. Where something
    important is still unknown, say that it is unknown instead of guessing.
    """

    conversation: dspy.History = dspy.InputField()
    situation: str = dspy.OutputField(desc="the seeker's situation and feelings so far, in one or two sentences")


class InferThought(dspy.Signature):
    """You are the supporter in an emotional support conversation. Infer the thought behind what the seeker feels.

    As in cognitive behavioural therapy, a situation hurts through what a person makes of it: look for the belief,
    expectation or self-judgement that turns this situation into this feeling. Put it forward as a guess.
    """

    conversation: dspy.History = dspy.InputField()
    situation: str = dspy.InputField(desc="your appraisal of the seeker's situation")
    thought: str = dspy.OutputField(desc="what the seeker may be thinking or believing, in one sentence")


class PlanAction(dspy.Signature):
    """You are the supporter in an emotional support conversation. Plan what your next message will do for the seeker.

    Stay with exploring while you do not yet understand, comfort what hurts, and help to act once the seeker is ready
    for it. If the seeker may be in danger, their safety and real-world help come before everything else. When the
    seeker takes leave, let the conversation close warmly.
    """

    conversation: dspy.History = dspy.InputField()
    situation: str = dspy.InputField(desc="your appraisal of the seeker's situation")
    thought: str = dspy.InputField(desc="your guess at the thought behind the feeling")
    action: str = dspy.OutputField(desc="what your next message will do and why, in one sentence")


class ChooseStrategy(dspy.Signature):
    """You are the supporter in an emotional support conversation. Choose the one support strategy for your next message.

    Choose the strategy that carries out the planned action best at this point of the conversation. Avoid repeating the
    strategy of your last messages unless the seeker needs it.
    """

    conversation: dspy.History = dspy.InputField()
    situation: str = dspy.InputField(desc="your appraisal of the seeker's situation")
    thought: str = dspy.InputField(desc="your guess at the thought behind the feeling")
    action: str = dspy.InputField(desc="what your next message is to do")
    strategy: str = dspy.OutputField()


class WriteSupporterUtterance(dspy.Signature):
    """You are the supporter in an emotional support conversation. Write your next message to the seeker.

    Speak as a warm, attentive person in a chat: one to three sentences, plain words, one idea, no lists, no headings.
    Follow your plan and strategy without naming them. Refer to what the seeker said, and to nothing that was not
    said. Do not diagnose, do not recommend medication, do not blame. If the seeker may be in danger, say that you
    are concerned and point to real-world help. Do not repeat an earlier message.
    """

    conversation: dspy.History = dspy.InputField()
    situation: str = dspy.InputField(desc="your appraisal of the seeker's situation")
    thought: str = dspy.InputField(desc="your guess at the thought behind the feeling")
    action: str = dspy.InputField(desc="what this message is to do")
    strategy: str = dspy.InputField(desc="the support strategy to use")
    utterance: str = dspy.OutputField(desc="the message itself and nothing else")


class RespondWithReasoning(dspy.Signature):
    """You are the supporter in an emotional support conversation. Think in steps, then write your next message.

    Take in the seeker's situation, going only by what was said. Infer the thought that turns it into this feeling, as in
    cognitive behavioural therapy. Plan what your message will do: explore while you do not yet understand,
    comfort what hurts, help to act once the seeker is ready; safety and real-world help come first if the seeker
    may be in danger. Choose the strategy that carries out the plan. Then write as a warm, attentive person in a
    chat: one to three sentences, plain words, one idea, no lists. Do not name the plan or the strategy in the message,
    do not diagnose, do not recommend medication, do not blame, and do not repeat an earlier message.
    """

    conversation: dspy.History = dspy.InputField()
    situation: str = dspy.OutputField(desc="the seeker's situation and feelings so far, in one or two sentences")
    thought: str = dspy.OutputField(desc="what the seeker may be thinking or believing, in one sentence")
    action: str = dspy.OutputField(desc="what the message will do and why, in one sentence")
    strategy: str = dspy.OutputField()
    utterance: str = dspy.OutputField(desc="the message itself and nothing else")


NODES: dict[str, type[dspy.Signature]] = {
    "situation": AppraiseSituation,
    "thought": InferThought,
    "action": PlanAction,
    "strategy": ChooseStrategy,
}
"""The supporter's reasoning chain: node name, which is also its output field, → what is asked of the model."""


def with_taxonomy(signature: type[dspy.Signature], taxonomy: Taxonomy = ESCONV) -> type[dspy.Signature]:
    """Return `signature` with its `strategy` output limited to the taxonomy's names, each explained in the prompt."""
    return signature.with_updated_fields(
        "strategy", type_=Literal[taxonomy.names], desc="one of these strategies:\n" + taxonomy.describe()
    )


def with_context(signature: type[dspy.Signature], known: tuple[str, ...]) -> type[dspy.Signature]:
    """Return `signature` without the reasoning inputs that are not in `known`.

    A chain of fewer nodes asks less; an empty input would tell the model that something is missing.
    """
    for name in list(signature.input_fields):
        if name != "conversation" and name not in known:
            signature = signature.delete(name)
    return signature
