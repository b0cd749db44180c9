"""What is learnt from: dialogues as tokens, and which of these tokens count.

    for example in Examples(tokenizer, most=1024).of(dialogue):
        example.tokens, example.labels

Only what the supporter says counts, and the token that ends it: every other label is `IGNORED`. Each reply is learnt
behind exactly the tokens that the chatbot will be given before it when it answers (`generators.local.chat`). Where
those are the beginning of the dialogue's own tokens, one sequence teaches all of its replies; some templates write
older turns otherwise than the latest ones, and then each reply has a sequence of its own. So it is with reasoning,
which stands before the reply that it is about and is not told again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from ..generators.frame import FrameError, framed
from ..generators.local.chat import Layout, fitted, lay_out, special_tokens
from ..signatures import Dialogue, Reasoning, Turn

IGNORED = -100
"""The label of a token that has no part in the loss, in torch and everywhere after it."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sequence of tokens, and of as many labels: the token where it counts, else `IGNORED`."""

    tokens: list[int]
    labels: list[int]
    replies: int
    """Replies that count in it."""


@dataclass
class Examples:
    """Makes examples of dialogues, and counts what it had to do to them.

    Args:
        most: tokens of a sequence. A longer dialogue becomes several, each of whole turns: it goes on where the last
            one ended, behind as much of what was said before as half of it holds.
        nodes: what the supporter writes down before each reply, a line each (`generators.frame`); () for the reply
            alone. Replies whose reasoning lacks one are not learnt from.
    """

    tokenizer: Any
    most: int = 1024
    nodes: Sequence[str] = ()
    sequences: int = 0
    replies: int = 0
    """Replies that are learnt from."""
    tokens: int = 0
    learnt: int = 0
    """Tokens that count, of `tokens`."""
    cut: int = 0
    """Sequences that begin behind the beginning of their dialogue."""
    too_long: int = 0
    """Replies that do not fit into a sequence even by themselves, and are left out."""
    unframed: int = 0
    """Replies that have a line like one of the frame's, and are left out."""
    _special: frozenset[int] = field(init=False, repr=False)
    _after: int = field(init=False, repr=False)
    """Tokens that end a reply."""

    def __post_init__(self) -> None:
        self._special = special_tokens(self.tokenizer)
        self._after = len(self._ending(lay_out(self.tokenizer, (), "any text")))

    def of(self, dialogue: Dialogue) -> Iterator[Example]:
        """Yield the sequences of a dialogue; none where no supporter says anything that can be learnt."""
        turns = merged_turns(dialogue.turns)
        for one in self._framed(turns) if self.nodes else self._spoken(turns):
            self.sequences += 1
            self.replies += one.replies
            self.tokens += len(one.tokens)
            self.learnt += sum(label != IGNORED for label in one.labels)
            yield one

    def _framed(self, turns: Sequence[Turn]) -> Iterator[Example]:
        for place, turn in enumerate(turns):
            steps = turn.reasoning.steps() if turn.reasoning else {}
            if turn.speaker != "supporter" or any(not steps.get(name, "").strip() for name in self.nodes):
                continue
            try:
                text = framed(Reasoning(**{name: steps[name] for name in self.nodes}), turn.text)
            except FrameError:
                self.unframed += 1
                continue
            if (laid := self._fitted(turns[:place], text)) is not None:
                yield self._one([laid[0]])

    def _spoken(self, turns: Sequence[Turn]) -> Iterator[Example]:
        places = [place for place, turn in enumerate(turns) if turn.speaker == "supporter"]
        start = 0
        while places:
            laid = list(self._from(start, turns, places))
            if not laid:  # not even the next reply fits behind all of this
                place, *places = places
                alone = self._fitted(turns[:place], turns[place].text)
                if alone is not None:
                    yield self._one([alone[0]])
            for nested in self._nested(laid):
                self.cut += start > 0
                yield self._one(nested)
            places = places[len(laid) :]
            if places:
                start = self._start(turns[: places[0]], turns[places[0]].text)

    def _start(self, context: Sequence[Turn], text: str) -> int:
        """Return the turn from which the sequence begins whose first reply is `text`: half of it may be context."""
        found = next(
            (
                one
                for most in (self.most // 2, self.most - self._after)
                if (one := fitted(self.tokenizer, context, text, None, most))
            ),
            None,
        )
        return found[1] if found is not None else len(context)

    def _from(self, start: int, turns: Sequence[Turn], places: Sequence[int]) -> Iterator[Layout]:
        """Yield the replies at `places`, each behind the turns from `start` on, as long as they fit."""
        for place in places:
            laid = lay_out(self.tokenizer, turns[start:place], turns[place].text)
            if len(self._tokens(laid)) > self.most:
                return
            yield laid

    def _fitted(self, context: Sequence[Turn], text: str) -> tuple[Layout, int] | None:
        found = fitted(self.tokenizer, context, text, None, self.most - self._after)
        self.too_long += found is None
        self.cut += found is not None and found[1] > 0
        return found

    def _nested(self, laid: Sequence[Layout]) -> list[list[Layout]]:
        """Return the replies in groups, in each of which every one stands in the last one's tokens as it does alone."""
        groups: list[list[Layout]] = []
        for one in laid:
            before = self._tokens(groups[-1][-1]) if groups else [IGNORED]
            if self._tokens(one)[: len(before)] == before:
                groups[-1].append(one)
            else:
                groups.append([one])
        return groups

    def _one(self, laid: Sequence[Layout]) -> Example:
        """Return the sequence that ends with the last of the replies, in which all of them count."""
        tokens = self._tokens(laid[-1])
        labels = [IGNORED] * len(tokens)
        for one in laid:
            counts = slice(len(one.prompt), len(self._tokens(one)))
            labels[counts] = tokens[counts]
        return Example(tokens, labels, len(laid))

    def _tokens(self, laid: Layout) -> list[int]:
        return [*laid.prompt, *laid.reply, *self._ending(laid)]

    def _ending(self, laid: Layout) -> list[int]:
        """Return what ends a reply up to its first special token, which is what ends an answer; a line end after it
        belongs to the template."""
        special = next((place for place, token in enumerate(laid.end, start=1) if token in self._special), None)
        return laid.end[:special]


def merged_turns(turns: Sequence[Turn]) -> list[Turn]:
    """Return the turns with several in a row of one speaker made one, and without those that say nothing.

    The reasoning is that of the first of them that has some: it came before all that was said.
    """
    spoken = [turn for turn in turns if turn.text.strip()]
    return [
        Turn(
            speaker=speaker,
            text="\n".join(turn.text.strip() for turn in some),
            reasoning=next((turn.reasoning for turn in some if turn.reasoning), None),
        )
        for speaker, group in groupby(spoken, key=lambda turn: turn.speaker)
        for some in [list(group)]
    ]
