"""The offline supporter: nodes and message from what was said, in the order of the chain."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from ...signatures import Strategy, seed_from
from . import reasoning
from .appraisals import NOTES
from .competence import ACTING, WHOLE, Competence, habit, is_shallow, shallow_note, things_of, without_listening
from .examples import Lesson
from .hearing import Heard, hear
from .plan import choose
from .reactions import kind_of
from .replies import replies, reply, strategies_of

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


_BY_KIND: dict[str, Strategy] = {
    "question": Strategy.QUESTION,
    "understood": Strategy.REFLECTION,
    "shared": Strategy.SELF_DISCLOSURE,
    "support": Strategy.AFFIRMATION,
    "suggestion": Strategy.SUGGESTION,
    "information": Strategy.INFORMATION,
    "presence": Strategy.OTHERS,
}
"""What a message does, as the seeker hears it, by the strategy that does so."""
_WAYS = 6
"""How many ways of writing a field are compared with the form that a demonstration shows."""


def respond(
    wanted: Iterable[str],
    heard_messages: Sequence[str],
    own: Sequence[str],
    seed: int,
    *,
    given: Mapping[str, str] | None = None,
    choices: Sequence[str] = (),
    lesson: Lesson | None = None,
    competence: Competence = WHOLE,
) -> dict[str, str]:
    """Return the wanted fields: nodes of the chain, the utterance, or both.

    Args:
        heard_messages: the seeker's messages, in order.
        own: the supporter's messages so far.
        given: nodes that were answered before; a given strategy, or else a given action, decides what is said.
        choices: names of the strategies offered, where they are not ESConv's.
        lesson: what the prompt's demonstrations teach; None where it has none.
        competence: how often it goes wrong; danger to life is always met as well as the rules can.

    A node that they do not know is answered with an appraisal: rules cannot tell what it wants.
    """
    heard = hear(heard_messages)
    exchange = len(heard.messages)
    competence = WHOLE if heard.danger else competence
    planned = _decided(given or {}) or choose(
        seed,
        exchange,
        heard.leaving,
        heard.danger,
        shown=_shown(lesson) if lesson else (),
        before=strategies_of(own) if lesson else (),
    )

    writer = _Writer(seed, exchange, own, choices, lesson)
    answers: dict[str, str] = {}
    for name in wanted:
        notes = {**(given or {}), **answers}
        things = things_of(name, notes, decided=_decided(notes) is not None)
        slips = partial(competence.slips, things=things, where=(name, seed, exchange))
        if name not in ACTING:
            shallow = slips("depth")
            answers[name] = shallow_note(name, notes, seed, exchange) if shallow else writer.write(name, heard, planned)
            continue
        if slips("choice"):
            planned = habit(seed, exchange)
        speaks = name == "utterance"
        listens = not is_shallow(notes) and not (speaks and slips("listening"))
        by = writer.forgetting() if speaks and slips("memory") else writer
        answers[name] = by.write(name, heard if listens else without_listening(heard), planned)
    return answers


@dataclass(frozen=True)
class _Writer:
    """Who writes the fields of one answer: what it remembers, and what it has learned."""

    seed: int
    exchange: int
    own: Sequence[str]
    choices: Sequence[str]
    lesson: Lesson | None

    def forgetting(self) -> _Writer:
        """Return one that knows that it has greeted and nothing else: it says what it would say at any time."""
        return replace(self, exchange=0, own=self.own[:1])

    def write(self, name: str, heard: Heard, planned: Strategy) -> str:
        """Return one field; with demonstrations, the way of writing it that is nearest to one of them in form."""
        if name == "strategy":
            return _offered(planned, self.choices)
        fill: dict[str, Callable[[random.Random], str]] = {
            "action": partial(reasoning.action, heard, planned),
            "utterance": partial(reply, heard, planned, self.own),
        }
        write = fill.get(name, partial(NOTES.get(name, reasoning.situation), heard))
        first = write(self._rng(name))
        if self.lesson is None:
            return first
        form, ways = self.lesson.form(name, self._rng(name, 0)), range(1, _WAYS)
        if name != "utterance":
            return self.lesson.closest([first, *(write(self._rng(name, way)) for way in ways)], form) or first
        for known in (heard, *_said_otherwise(heard)):  # what was just said comes first
            others = (text for way in ways for text in replies(known, planned, self.own, self._rng(name, way)))
            if message := self.lesson.closest([first, *others], form):
                return message
        return first

    def _rng(self, node: str, *way: int) -> random.Random:
        return random.Random(seed_from(node, self.seed, self.exchange, *way))


def _said_otherwise(heard: Heard) -> Iterator[Heard]:
    """Yield what was heard with other words of the seeker to take up: its others of now, earlier ones, none."""
    if len(heard.clauses) > 1:
        yield replace(heard, clauses=heard.clauses[1:])
    for earlier in (heard.earlier, heard.earlier[1:], ()):
        yield replace(heard, clauses=(), earlier=earlier)


def _shown(lesson: Lesson) -> list[tuple[float, Strategy]]:
    """Return nearness and strategy of each near demonstration that has one in any of its fields."""
    told = ((weight, _strategy_shown({**demo.inputs, **demo.outputs})) for weight, demo in lesson.near)
    return [(weight, strategy) for weight, strategy in told if strategy]


def _strategy_shown(fields: Mapping[str, str]) -> Strategy | None:
    if strategy := _named(fields.get("strategy", "")):
        return strategy
    if "strategy" in fields:  # of a taxonomy in which it has no equal
        return None
    if "action" in fields:
        return reasoning.strategy_meant(fields["action"])
    return _BY_KIND.get(kind_of(fields["utterance"])) if "utterance" in fields else None


def _decided(given: Mapping[str, str]) -> Strategy | None:
    if strategy := _named(given.get("strategy", "")):
        return strategy
    return reasoning.strategy_of(given["action"]) if "action" in given else None


def _named(name: str) -> Strategy | None:
    if name in _IN_OUR_WORDS:
        return _IN_OUR_WORDS[name]
    return Strategy(name) if name in set(map(str, Strategy)) else None


def _offered(planned: Strategy, choices: Sequence[str]) -> str:
    """Return the strategy by a name that the prompt offers; the last offered one when none is near."""
    if not choices or planned in choices:
        return str(planned)
    other = _IN_OTHER_WORDS.get(planned, "")
    return other if other in choices else choices[-1]
