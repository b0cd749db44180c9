"""The offline supporter: nodes and message from what was said, in the order of the chain."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence

from ...signatures import Strategy, seed_from
from . import reasoning
from .hearing import hear
from .plan import choose
from .prompt import Demonstration
from .replies import reply

FIELDS = ("situation", "thought", "action", "strategy", "utterance")

_IN_OTHER_WORDS: dict[Strategy, str] = {
    Strategy.QUESTION: "Clarification",
    Strategy.RESTATEMENT: "Reflective Statements",
    Strategy.REFLECTION: "Emotional Validation",
    Strategy.SELF_DISCLOSURE: "Empathetic Statements",
    Strategy.SUGGESTION: "Suggest Options",
    Strategy.INFORMATION: "Share Information",
    Strategy.AFFIRMATION: "Affirmation",
}
"""ESConv's strategies by their nearest name in ExTES."""
_IN_OUR_WORDS = {other: ours for ours, other in _IN_OTHER_WORDS.items()}


def respond(
    wanted: Iterable[str],
    heard_messages: Sequence[str],
    own: Sequence[str],
    seed: int,
    *,
    given: Mapping[str, str] | None = None,
    choices: Sequence[str] = (),
    demonstrations: Sequence[Demonstration] = (),
) -> dict[str, str]:
    """Return the wanted fields: nodes of the chain, the utterance, or both.

    Args:
        heard_messages: the seeker's messages, in order.
        own: the supporter's messages so far.
        given: nodes that were answered before; a given strategy, or else a given action, decides what is said.
        choices: names of the strategies offered, where they are not ESConv's.

    A node that is not of the paper's chain is answered with an appraisal: rules cannot know what it wants.
    """
    heard = hear(heard_messages)
    exchange = len(heard.messages)
    planned = _decided(given or {}) or choose(seed, exchange, heard.last, heard.leaving, heard.danger, demonstrations)

    def rng(node: str) -> random.Random:
        return random.Random(seed_from(node, seed, exchange))

    fill: dict[str, Callable[[], str]] = {
        "thought": lambda: reasoning.thought(heard, rng("thought")),
        "action": lambda: reasoning.action(heard, planned, rng("action")),
        "strategy": lambda: _offered(planned, choices),
        "utterance": lambda: reply(heard, planned, own, rng("utterance")),
    }
    return {name: fill[name]() if name in fill else reasoning.situation(heard, rng(name)) for name in wanted}


def _decided(given: Mapping[str, str]) -> Strategy | None:
    named = given.get("strategy", "")
    if named in _IN_OUR_WORDS:
        return _IN_OUR_WORDS[named]
    if named in set(map(str, Strategy)):
        return Strategy(named)
    return reasoning.strategy_of(given["action"]) if "action" in given else None


def _offered(planned: Strategy, choices: Sequence[str]) -> str:
    """Return the strategy by a name that the prompt offers; the last offered one when none is near."""
    if not choices or planned in choices:
        return str(planned)
    other = _IN_OTHER_WORDS.get(planned, "")
    return other if other in choices else choices[-1]
