"""What is asked of the supporter: appraise the situation, infer the thought, plan the action, choose the strategy, and
write the utterance; node by node, or all at once.

Every signature sees the conversation and what the supporter itself has just thought, never the persona.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import dspy
from pydantic.fields import FieldInfo

from .asks_of_supporter_escot import GIVEN as _MORE_GIVEN
from .asks_of_supporter_escot import MORE_NODES
from .errors import ConfigurationError
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

    As in cognitive behavioural therapy, what happens hurts through what a person makes of it: look for the belief,
    expectation or self-judgement that turns what happened into this feeling. Put it forward as a guess.
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
    """You are the supporter in an emotional support conversation. Choose the one strategy of your next message.

    Choose what serves the seeker best at this point of the conversation, and what carries out your plan if you have
    made one. Vary: do not do in every message what you did in the one before, unless the seeker needs it.
    """

    conversation: dspy.History = dspy.InputField()
    situation: str = dspy.InputField(desc="your appraisal of the seeker's situation")
    thought: str = dspy.InputField(desc="your guess at the thought behind the feeling")
    action: str = dspy.InputField(desc="what your next message is to do")
    strategy: str = dspy.OutputField()


class WriteSupporterUtterance(dspy.Signature):
    """You are the supporter in an emotional support conversation. Write your next message to the seeker.

    Speak as a warm, attentive person in a chat: one to three sentences, plain words, one idea, no lists, no headings.
    Carry out what you have thought without naming it. Refer to what the seeker said, and to nothing that was not
    said. Do not diagnose, do not recommend medication, do not blame. If the seeker may be in danger, say that you
    are concerned and point to real-world help. Do not repeat an earlier message.
    """

    conversation: dspy.History = dspy.InputField()
    utterance: str = dspy.OutputField(desc="the message itself and nothing else")


class ReplyToSeeker(dspy.Signature):
    """You are the supporter in an emotional support conversation. Write your next message to the seeker.

    Speak as a warm, attentive person in a chat: one to three sentences, plain words, one idea, no lists, no headings.
    Refer to what the seeker said, and to nothing that was not said. Do not diagnose, do not recommend medication, do
    not blame. If the seeker may be in danger, say that you are concerned and point to real-world help. Do not
    repeat an earlier message.
    """

    conversation: dspy.History = dspy.InputField()
    utterance: str = dspy.OutputField(desc="the message itself and nothing else")


class RespondWithReasoning(dspy.Signature):
    """You are the supporter in an emotional support conversation. Think in steps, then write your next message.

    Fill the fields in their order; each step builds on the ones before it. In the message, speak as a warm,
    attentive person in a chat: one to three sentences, plain words, one idea, no lists, no headings. Carry out what
    you have thought without naming it. Refer to what the seeker said, and to nothing that was not said. Do not
    diagnose, do not recommend medication, do not blame. If the seeker may be in danger, say that you are concerned
    and point to real-world help. Do not repeat an earlier message.
    """

    conversation: dspy.History = dspy.InputField()
    utterance: str = dspy.OutputField(desc="the message itself and nothing else")


NODES: dict[str, type[dspy.Signature]] = {
    "situation": AppraiseSituation,
    "thought": InferThought,
    "action": PlanAction,
    "strategy": ChooseStrategy,
}
"""The paper's chain: node name, which is also the signature's output field, → what is asked of the model."""


def with_taxonomy(signature: type[dspy.Signature], taxonomy: Taxonomy = ESCONV) -> type[dspy.Signature]:
    """Return `signature` with its `strategy` output limited to the taxonomy's names, each explained in the prompt."""
    limited: type[dspy.Signature] = signature.with_updated_fields(
        "strategy", type_=Literal[taxonomy.names], desc="one of these strategies:\n" + taxonomy.describe()
    )
    return limited


def in_context(signature: type[dspy.Signature], before: Iterable[type[dspy.Signature]]) -> type[dspy.Signature]:
    """Return a node's `signature` with one input for each node `before` it, and none for nodes that are not there.

    An empty input would tell the model that something is missing, and a node that cannot see the ones before it would
    make their order mean nothing.

    Raises:
        ConfigurationError: the signature wants an input that no node provides.
    """
    known = _outputs(before)
    for name in set(signature.input_fields) - {"conversation", *known}:
        if name not in NODES and name not in MORE_NODES:
            raise ConfigurationError(f"program.nodes: no node before it provides the input {name!r} of this node")
        signature = signature.delete(name)
    missing = {name: given for name, given in known.items() if name not in signature.input_fields}
    return _with_inputs(signature, missing)


def informed_by(signature: type[dspy.Signature], nodes: Iterable[type[dspy.Signature]]) -> type[dspy.Signature]:
    """Return `signature` with one input per node, so that the utterance is written from what was thought."""
    return _with_inputs(signature, _outputs(nodes))


_GIVEN = {
    "situation": "your appraisal of the seeker's situation",
    "thought": "your guess at the thought behind the feeling",
    "action": "what your next message is to do",
    "strategy": "the support strategy you chose",
    **_MORE_GIVEN,
}
"""What a node's answer is called where it is given to the next one."""


def _outputs(nodes: Iterable[type[dspy.Signature]]) -> dict[str, str]:
    fields = {name: field for node in nodes for name, field in node.output_fields.items()}
    return {name: _GIVEN.get(name) or _description(field) for name, field in fields.items()}


def _with_inputs(signature: type[dspy.Signature], given: Mapping[str, str]) -> type[dspy.Signature]:
    for name, description in given.items():
        signature = signature.append(name, dspy.InputField(desc=description), str)
    return signature


def fused(nodes: Sequence[type[dspy.Signature]]) -> type[dspy.Signature]:
    """Return one signature that asks for every node of the chain, in order, and then for the utterance."""
    signature = RespondWithReasoning
    steps = []
    for position, node in enumerate(nodes):
        for name, field in node.output_fields.items():
            output = dspy.OutputField(desc=_description(field))
            signature = signature.insert(position, name, output, field.annotation)
            steps.append(f"{position + 1}. {name}: {_guidance(node)}")
    instructions = "\n".join([signature.instructions, "", "The steps:", *steps])
    whole: type[dspy.Signature] = signature.with_instructions(instructions)
    return whole


_ROLE = "You are the supporter in an emotional support conversation."


def _guidance(node: type[dspy.Signature]) -> str:
    return " ".join(node.instructions.removeprefix(_ROLE).split())


def _description(field: FieldInfo) -> str:
    extra = field.json_schema_extra
    return str(extra["desc"]) if isinstance(extra, dict) else ""
