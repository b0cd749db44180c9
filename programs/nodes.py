"""The supporter's reasoning nodes, one module each: Situation → Thought → Action → Strategy.

A node asks for one field, which is its name. It knows the conversation and the fields of the nodes before it.
"""

from __future__ import annotations

from collections.abc import Sequence

import dspy

from ..signatures import (
    ESCONV,
    MORE_NODES,
    NODES,
    AppraiseSituation,
    ChooseStrategy,
    ConfigurationError,
    InferThought,
    PlanAction,
    ReplyToSeeker,
    Taxonomy,
    WriteSupporterUtterance,
    in_context,
    informed_by,
    with_taxonomy,
)
from .ask import Ask

RESERVED = ("utterance", "conversation")

NodeSpec = str | type[dspy.Signature]
"""A node by name (`NODES`, the paper's chain, and `MORE_NODES`), or a signature of your own with one text output."""


class ReasoningNode(Ask):
    """A node that asks one signature, and sees what the nodes before it have answered.

    Args:
        asks: a signature with a `conversation` and one text output, which names the node.
        before: the signatures of the nodes before it; None leaves `asks` as it is written.
    """

    def __init__(self, asks: type[dspy.Signature], before: Sequence[type[dspy.Signature]] | None = None) -> None:
        super().__init__(asks if before is None else in_context(asks, before))


class SituationNode(ReasoningNode):
    """What the seeker is facing, by what was said."""

    def __init__(self, before: Sequence[type[dspy.Signature]] | None = None) -> None:
        super().__init__(AppraiseSituation, before)


class ThoughtNode(ReasoningNode):
    """The belief that may turn the situation into the feeling."""

    def __init__(self, before: Sequence[type[dspy.Signature]] | None = None) -> None:
        super().__init__(InferThought, before)


class ActionNode(ReasoningNode):
    """What the next message will do, and why."""

    def __init__(self, before: Sequence[type[dspy.Signature]] | None = None) -> None:
        super().__init__(PlanAction, before)


class StrategyNode(ReasoningNode):
    """The one strategy that carries the action out, from a taxonomy."""

    def __init__(self, before: Sequence[type[dspy.Signature]] | None = None, taxonomy: Taxonomy = ESCONV) -> None:
        super().__init__(with_taxonomy(ChooseStrategy, taxonomy), before)


class UtteranceWriter(Ask):
    """The supporter's message, written from what its nodes have thought; from the conversation alone without nodes."""

    def __init__(self, chain: Sequence[type[dspy.Signature]] = tuple(NODES.values())) -> None:
        super().__init__(informed_by(WriteSupporterUtterance, chain) if chain else ReplyToSeeker)


def resolve_chain(nodes: Sequence[NodeSpec], taxonomy: Taxonomy = ESCONV) -> dict[str, type[dspy.Signature]]:
    """Return node name → signature for a chain given by names, by signatures, or both.

    Raises:
        ConfigurationError: an unknown name, a name used twice, or a signature that is not a node.
    """
    chain: dict[str, type[dspy.Signature]] = {}
    named = NODES | MORE_NODES
    for node in nodes:
        if isinstance(node, str) and node not in named:
            raise ConfigurationError(f"program.nodes: {node!r} is not a reasoning node; use any of {', '.join(named)}")
        signature = named[node] if isinstance(node, str) else node
        if len(signature.output_fields) != 1 or "conversation" not in signature.input_fields:
            raise ConfigurationError(
                f"program.nodes: {signature.__name__} needs a `conversation` input and exactly one output to be a node"
            )
        name, output = next(iter(signature.output_fields.items()))
        if name in RESERVED or (name not in NODES and output.annotation is not str):
            raise ConfigurationError(f"program.nodes: a node's output is a text, and not called {name!r}")
        if name in chain:
            raise ConfigurationError(f"program.nodes: {name!r} occurs twice; a node is asked once per turn")
        chain[name] = with_taxonomy(signature, taxonomy) if name == "strategy" else signature
    return chain
