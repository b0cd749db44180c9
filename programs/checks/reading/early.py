"""Facts that a supporter states before the seeker tells them, found without a persona.

People guess, and what they guess is then confirmed in the same words. So a single word is no sign: it takes two
that are not everybody's in one sentence about the seeker and in what is told later, a sentence said again, or a fact
that nobody guesses, such as an age.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ....signatures import UTTERANCE, Turn
from .disclosure import given_away_exactly, says_again, takes_for_granted
from .facts import Facts, facts_in
from .said import Said, folded, said_in, stems
from .stating import is_courtesy, of_them
from .text import sentences

_WORDS = 2


def told_too_soon(turns: Sequence[Turn]) -> list[tuple[int, str, str]]:
    """Return number of the turn, part of it, and the sentence, for each part that states what is told only later."""
    found = []
    known = Facts()
    for number in range(len(turns), 0, -1):
        turn = turns[number - 1]
        if turn.speaker == "seeker":
            known.add(facts_in(turn.text))
        elif known.told:
            said = said_in(tuple(before.text for before in turns[: number - 1]))
            for part, text in _parts(turn):
                if sentence := _too_soon(text, known, said):
                    found.append((number, part, sentence))
    return found[::-1]


def _parts(turn: Turn) -> Iterator[tuple[str, str]]:
    yield UTTERANCE, turn.text
    if turn.reasoning is not None:
        yield from ((name, text) for name, text in turn.reasoning.steps().items() if name != "strategy")


def _too_soon(text: str, known: Facts, said: Said) -> str:
    """Return the first sentence of `text` that states what a later message tells and nobody has said; "" for none."""
    for sentence in sentences(text):
        shared = stems(sentence) & known.stems
        new = said.has_not(shared) if len(shared) >= _WORDS else frozenset()
        told = len(new) >= _WORDS or given_away_exactly(sentence, known, said)
        if told and not sentence.endswith("?") and of_them(sentence) and not is_courtesy(folded(sentence)):
            return sentence
        if says_again(sentence, known, said) or takes_for_granted(sentence, known, said):
            return sentence
    return ""
