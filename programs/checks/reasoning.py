"""Does the supporter's reasoning say something of its own at every step, and does the reply follow from it?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

import dspy
from rapidfuzz import fuzz

from ...corpora.words import ngrams, words
from ...signatures import MORE_NODES, NODES, UTTERANCE, Evidence, Reasoning, RespondWithReasoning, Severity
from .reading.acts import lacks
from .reading.beliefs import COMMON
from .reading.cues import cues, plain
from .reading.plans import contradicts, planned
from .reading.text import content
from .rule import Case, Kind, Rule

EMPTY = Kind("node_empty", "A node of the reasoning says nothing.")
COPIED = Kind("node_copied", "A node repeats another node, the message, or what was asked of it.")
STALE = Kind("node_stale", "A node is word for word that of the reply before.", Severity.FLAW)
OFF_TOPIC = Kind("node_off_topic", "The situation or the thought has nothing to do with what was said.", Severity.FLAW)
CONFLICT = Kind("action_strategy_conflict", "The action says clearly what the strategy is not.")
NOT_FOLLOWED = Kind("plan_not_followed", "The message does not do what the action plans.", Severity.FLAW)

STRATEGY = "strategy"
_MAY_STAY = (STRATEGY, "emotion")
"""Nodes of a word or two, which may rightly be what they were: somebody who was ashamed still is."""
_NOTHING = cues(
    r"""
    n a|na|none|null|nil|nan|no|nothing|nothing (?:to add|new|yet|here)|empty|blank|tbd|todo|to do
    to be (?:determined|filled|added)
    not (?:applicable|available|known|provided|specified|given|sure|needed|yet|stated)|unknown|undefined|unspecified
    missing
    no (?:answer|response|thoughts?|situation|action|strategy|reasoning|comment|input|content|change|plan
    information)(?: \w+)?
    (?:i have )?nothing to (?:say|report|note)|not applicable here
    same|(?:same )?as (?:above|before)|see (?:above|before)|same (?:as )?(?:the )?(?:last|previous)(?: turn)?|ditto|idem
    placeholder|string|text|skip|skipped|omitted|idk|i don't know|none needed|insert (?:\w+ )?here|situation|thought
    action|your \w+
    """,
    ("^", "$"),
)
_ALIKE, _LONG_ENOUGH = 90.0, 4
"""Likeness (0–100) from which two texts say the same, and the words that a text must have to be compared."""
_INSTRUCTED = 8
"""Words in a row that a node shares with its instructions only by copying them."""
_OF_THE_TALK = cues(
    r"""
    (?:about|going|wants?|ready|preparing|trying|getting) to (?:go|leave|end|close|say goodbye|wrap)|taking leave
    leav(?:es|ing) the
    good ?bye|thank\w*|gr(?:eet|atitude|ateful)\w*|hello|conversation|opening|unknown
    (?:not|little|nothing) (?:yet )?(?:known|clear|said|is new)
    """
)
"""Of a reply that speaks of the talk itself, not of what it is about."""


_TELLING = {"situation": 2, "thought": 3}
"""Words of its own that a node must have before what it is about can be told."""
_IN_COMMON = {"situation": 0.3, "thought": 0.2}
"""Share of these words that was said before, up to which a node is about something else. Of the 172 chains of ESCoT
that finds 2 situations and 9 thoughts, and 84 % and 74 % of those taken from another conversation.
"""


class ReasoningChain(Rule):
    """Every node that is asked is answered, in words of its own, about this seeker; the plan, the strategy and the
    message agree. Silent where no turn has reasoning other than a strategy.
    """

    name = "reasoning"
    kinds = (EMPTY, COPIED, STALE, OFF_TOPIC, CONFLICT, NOT_FOLLOWED)

    def applies(self, case: Case) -> bool:
        return any(_nodes(turn.reasoning).keys() - {STRATEGY} for turn in case.turns)

    def in_turn(self, case: Case, number: int) -> Iterator[Evidence]:
        turn = case.turn(number)
        if turn.speaker != "supporter":
            return
        nodes = _nodes(turn.reasoning)
        before = _nodes_before(case, number)
        if not (set(nodes) | set(before)) - {STRATEGY}:
            return
        yield from self._empty(nodes, before, number)
        said = {name: text for name, text in nodes.items() if not says_nothing(text)}
        yield from self._copied(said, turn.text, number)
        yield from self._stale(said, before, number)
        yield from self._off_topic(case, said, number)
        yield from self._plan(case, said, number)

    def in_dialogue(self, case: Case) -> Iterator[Evidence]:
        """Yield the nodes missing from first replies, which only later replies show to have been asked."""
        replies = {number: _nodes(case.turn(number).reasoning) for number in case.numbers["supporter"]}
        for name in dict.fromkeys(name for nodes in replies.values() for name in nodes):
            having = [number for number, nodes in replies.items() if name in nodes]
            if name == STRATEGY or 2 * len(having) <= len(replies):
                continue
            for number in replies:
                if number < having[0]:
                    yield self._missing(name, number)

    def _missing(self, name: str, number: int, text: str = "") -> Evidence:
        reason = f"The node {name!r} says nothing; write what it asks for, in a sentence of its own."
        return self.found(EMPTY, reason, turn=number, part=name, text=text)

    def _empty(self, nodes: dict[str, str], before: dict[str, str], number: int) -> Iterator[Evidence]:
        for name, text in nodes.items():
            if says_nothing(text):
                yield self._missing(name, number, text)
        for name in before:
            if name not in nodes:
                yield self._missing(name, number)

    def _copied(self, said: dict[str, str], utterance: str, number: int) -> Iterator[Evidence]:
        for (first, one), (second, other) in combinations([*said.items(), (UTTERANCE, utterance)], 2):
            if says_the_same(one, other):
                copy = second if second != UTTERANCE else first
                what = f"the node {first!r}" if second != UTTERANCE else "the message"
                reason = f"The node {copy!r} repeats {what}; say in it what only this step can say."
                yield self.found(COPIED, reason, turn=number, part=copy, text=said[copy])
        for name, text in said.items():
            if name != STRATEGY and ngrams(text, _INSTRUCTED) & _instructions():
                reason = f"The node {name!r} repeats its instructions; carry them out for this seeker."
                yield self.found(COPIED, reason, turn=number, part=name, text=text)

    def _stale(self, said: dict[str, str], before: dict[str, str], number: int) -> Iterator[Evidence]:
        for name, text in said.items():
            if name not in _MAY_STAY and words(text) == words(before.get(name, "")):
                reason = f"The node {name!r} is word for word that of the reply before; take in what was said since."
                yield self.found(STALE, reason, turn=number, part=name, text=text)

    def _off_topic(self, case: Case, said: dict[str, str], number: int) -> Iterator[Evidence]:
        heard = frozenset[str]().union(*(content(turn.text) for turn in case.turns[: number - 1]))
        for name, least in _IN_COMMON.items():
            text = said.get(name, "")
            about = content(text) - COMMON
            if (
                len(about) >= _TELLING[name]
                and len(about & heard) <= least * len(about)
                and not _OF_THE_TALK.search(plain(text))
            ):
                reason = f"The node {name!r} has nothing to do with what was said; go only by this conversation."
                yield self.found(OFF_TOPIC, reason, turn=number, part=name, text=text)
            else:
                heard |= about

    def _plan(self, case: Case, said: dict[str, str], number: int) -> Iterator[Evidence]:
        action, strategy = said.get("action", ""), said.get(STRATEGY, "")
        if not action:
            return
        if contradicts(action, strategy):
            reason = "The action plans something else than the strategy names; make the two agree."
            yield self.found(CONFLICT, reason, turn=number, part="action", text=f"{action} / {strategy}")
        acts, utterance = planned(action), case.turn(number).text
        heard = case.said_by("seeker", number)[-3:]
        if acts and all(lacks(act, utterance, heard) for act in acts):
            reason = "The message does not do what the action plans; carry out the plan."
            yield self.found(NOT_FOLLOWED, reason, turn=number, text=utterance)


@lru_cache(maxsize=2048)
def says_nothing(text: str) -> bool:
    """Return whether a node is blank, signs only, or a word for nothing."""
    return not any(sign.isalnum() for sign in text) or _NOTHING.match(" ".join(words(text))) is not None


@lru_cache(maxsize=2048)
def says_the_same(one: str, other: str) -> bool:
    """Return whether two texts are the same but for a word or two, or one contains the other."""
    mine, theirs = words(one), words(other)
    if mine == theirs:
        return bool(mine)
    shorter, longer = sorted((mine, theirs), key=len)
    if len(shorter) < _LONG_ENOUGH:
        return False
    first, second = " ".join(shorter), " ".join(longer)
    if len(longer) <= 2 * len(shorter) and f" {first} " in f" {second} ":
        return True
    return fuzz.ratio(first, second, score_cutoff=_ALIKE) > 0


@lru_cache(maxsize=1)
def _instructions() -> set[tuple[str, ...]]:
    asked: list[type[dspy.Signature]] = [*NODES.values(), *MORE_NODES.values(), RespondWithReasoning]
    texts = [signature.instructions for signature in asked]
    texts += [str(field.json_schema_extra["desc"]) for signature in asked for field in signature.output_fields.values()]
    return set().union(*(ngrams(text, _INSTRUCTED) for text in texts))


def _nodes(reasoning: Reasoning | None) -> dict[str, str]:
    return reasoning.steps() if reasoning else {}


def _nodes_before(case: Case, number: int) -> dict[str, str]:
    """Return the nodes of the reply before; nothing at the first."""
    earlier = [one for one in case.numbers["supporter"] if one < number]
    return _nodes(case.turn(earlier[-1]).reasoning) if earlier else {}
