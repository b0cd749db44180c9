"""The supporter: reasons through its nodes, then writes. It sees the conversation and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Any, Literal, get_args

import dspy

from ..generators.bare import REPAIRED
from ..generators.briefing import briefing
from ..generators.draft import current_draft
from ..signatures import ESCONV, NODES, ConfigurationError, Reasoning, Taxonomy, fused
from .ask import Ask, BareAsk, FramedAsk
from .nodes import RESERVED, NodeSpec, ReasoningNode, UtteranceWriter, resolve_chain
from .program import Program, Steps, call

Granularity = Literal["per_node", "fused"]


class Supporter(Program):
    """Answer the seeker.

    Args:
        nodes: the reasoning chain in order, by name or as signatures of your own; empty for a supporter that does not
            reason.
        granularity: ``per_node`` makes one LM call per node and one for the utterance, each a step of one growing
            prompt that providers can cache (`generators.briefing`); ``fused`` asks for the whole chain and the
            utterance in one call.
        taxonomy: the strategies to choose from.

    Calling it with ``conversation`` (`as_history(turns, "supporter")`) returns ``utterance`` and ``reasoning``
    (None without nodes). With ``until`` it stops behind the node of that name and returns ``reasoning`` alone.
    """

    def __init__(
        self,
        nodes: Sequence[NodeSpec] = tuple(NODES),
        granularity: Granularity = "per_node",
        taxonomy: Taxonomy = ESCONV,
    ) -> None:
        super().__init__()
        if granularity not in get_args(Granularity):
            raise ConfigurationError(f"program.granularity: {granularity!r} is neither per_node nor fused")
        if not isinstance(taxonomy, Taxonomy) or not taxonomy.strategies:
            raise ConfigurationError(
                f"program.taxonomy: {taxonomy!r} is not a Taxonomy with strategies; use ESCONV, EXTES"
            )
        self.taxonomy = taxonomy
        chain = resolve_chain(nodes, taxonomy)
        self.node_names = tuple(chain)
        self.nodes: dict[str, ReasoningNode] = {}
        if granularity == "fused" and chain:
            self.write = Ask(fused(list(chain.values())))
        else:
            asked = list(chain.values())
            for position, name in enumerate(chain):
                self.nodes[name] = ReasoningNode(asked[position], before=asked[:position])
            self.write = UtteranceWriter(asked)

    def steps(self, conversation: dspy.History, until: str | None = None) -> Steps:  # type: ignore[override]
        known = self._standing()
        # As they are now: an optimizer may have reworded a step since the last reply.
        with briefing(ask.signature for ask in (*self.nodes.values(), self.write)):
            for name, node in self.nodes.items():
                if name in known:
                    continue
                thought: Any = yield call(node, conversation=conversation, **_inputs_of(node, known))
                known[name] = thought[name]
                if name == until:
                    return dspy.Prediction(reasoning=Reasoning(**known))
            written: Any = yield call(self.write, conversation=conversation, **_inputs_of(self.write, known))
        trace = {name: known.get(name) or written[name] for name in self.node_names}
        return dspy.Prediction(utterance=written.utterance, reasoning=Reasoning(**trace) if trace else None)

    def _standing(self) -> dict[str, str]:
        """Return the thoughts that are kept when a reply is written again: those before the first that is wrong."""
        draft = current_draft()
        if draft is None:
            return {}
        before = takewhile(lambda name: name not in draft.wrong, self.nodes)
        return {name: draft.answers[name] for name in before if name in draft.answers}


# It has no docstring, because that would be sent.
class GoOn(dspy.Signature):
    conversation: dspy.History = dspy.InputField()
    utterance: str = dspy.OutputField()


class Chatbot(Supporter):
    """A chatbot as it is, in the place of our supporter: it is asked by the conversation alone (`generators.bare`).

    Its one predictor is `write`, whose instructions, if it has any, are the system message.

    Args:
        system: text of a system message; without it the chatbot is told nothing.
        nodes: the steps of reasoning that it was tuned to write before each reply (`generators.frame`), by any names;
            empty for a chatbot that does not reason, so far as anybody is told.

    Beside ``utterance`` and ``reasoning`` it returns ``repaired``: whether the reply's frame had to be.
    """

    def __init__(self, system: str | None = None, nodes: Sequence[str] = ()) -> None:
        super().__init__(nodes=())
        asks: type[dspy.Signature] = GoOn.with_instructions((system or "").strip())
        for name in reversed(nodes):
            if not name.isidentifier() or name in RESERVED or list(nodes).count(name) > 1:
                raise ConfigurationError(f"program.nodes: {name!r} is no name of a node, or there twice")
            asks = asks.prepend(name, dspy.OutputField(), str)
        self.node_names = tuple(nodes)
        self.write = FramedAsk(asks) if nodes else BareAsk(asks)

    def steps(self, conversation: dspy.History, until: str | None = None) -> Steps:  # type: ignore[override]
        written: Any = yield call(self.write, conversation=conversation)
        steps = {name: written[name] for name in self.node_names}
        return dspy.Prediction(
            utterance=written.utterance,
            reasoning=Reasoning(**steps) if steps else None,
            repaired=written.get(REPAIRED, False),
        )


def _inputs_of(module: Ask, known: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in known.items() if name in module.signature.input_fields}
