"""Another chain to reason in, after ESCoT (Zhang et al., ACL 2024): the emotion, what set it off, and what that means
to the person, before a strategy is chosen. The wording is ours.
"""

from __future__ import annotations

import dspy


# The docstrings below are prompts: DSPy sends them to the model as its instructions.
class NameEmotion(dspy.Signature):
    """You are the supporter in an emotional support conversation. Before you reply, name what the seeker feels now.

    Go by their latest message first, and by the ones before it where that is short. Prefer their own words for it, and
    the precise word to the general one: "humiliated" says more than "bad". Name a second emotion only where there are
    two. Where none shows yet, say that it has not been named, and what it may be.
    """

    conversation: dspy.History = dspy.InputField()
    emotion: str = dspy.OutputField(desc="what the seeker feels now, in a few words")


class FindStimulus(dspy.Signature):
    """You are the supporter in an emotional support conversation. Find what the seeker's emotion is an answer to.

    Look for the one thing that sets the emotion off at this point of the conversation: something that happened, that
    somebody said or did, or that the seeker expects. State it as it was told, without what you think of it. Where it
    has not been told, say so instead of guessing.
    """

    conversation: dspy.History = dspy.InputField()
    emotion: str = dspy.InputField(desc="what the seeker feels, as you named it")
    stimulus: str = dspy.OutputField(desc="what sets this emotion off, in one sentence")


class InferAppraisal(dspy.Signature):
    """You are the supporter in an emotional support conversation. Infer what it means to the seeker.

    People feel differently about the same event because it means different things to them: a loss, a threat, an
    insult, a failure of their own, something beyond their power. Say what this seeker makes of it, seen from where they
    stand, so that the emotion becomes understandable. Put it forward as a guess.
    """

    conversation: dspy.History = dspy.InputField()
    emotion: str = dspy.InputField(desc="what the seeker feels, as you named it")
    stimulus: str = dspy.InputField(desc="what sets this emotion off, as you understood it")
    appraisal: str = dspy.OutputField(desc="what this means to the seeker, in one sentence")


MORE_NODES: dict[str, type[dspy.Signature]] = {
    "emotion": NameEmotion,
    "stimulus": FindStimulus,
    "appraisal": InferAppraisal,
}
"""Nodes that are not the paper's, by name. With `strategy` behind them they are the chain of ESCoT."""
GIVEN = {
    "emotion": "what the seeker feels, as you named it",
    "stimulus": "what sets this emotion off, as you understood it",
    "appraisal": "your guess at what it means to the seeker",
}
"""What the answer of each is called where it is given to the next node."""
