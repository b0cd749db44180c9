"""A test set for chatbots: what was said in dialogues up to a turn of the supporter, and what the person said there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..corpora.format import ReadDialogue
from ..corpora.formats import FORMATS
from ..corpora.reply_groups import conversations
from ..signatures import Reply, Turn, as_history, seed_from
from .runner import Job, Outcome

FAILED = "failed"
"""Where `Reply.about` says how a chatbot failed: ``parse-failed``, ``provider-error`` or ``refused``."""
FRAME = "frame"
"""Where `Reply.about` says that the reasoning stood in a frame that had to be repaired."""
_OF_WINDOWS = frozenset(one.key for one in FORMATS if one.windows)


@dataclass(frozen=True, slots=True)
class Point:
    """A place where a chatbot answers."""

    dialogue: str
    """Which conversation it is in."""
    record: str
    """Name of the record it was read from: several records may be parts of one conversation."""
    turn: int | None
    """Number of the turn in the conversation, from 1; None where the record may be a part of it."""
    context: tuple[Turn, ...]
    """What was said before, without the reasoning behind it."""
    reference: Turn
    """What the person said."""

    def job(self, key: str, seed: int) -> Job:
        """Return what asks for the answer. Its seed depends on the place alone, so more dialogues change no answer."""
        own = seed_from(seed, "answer", self.record, len(self.context))
        return Job(key, {"conversation": as_history(self.context, "supporter"), "seed": own})

    def reply(self, outcome: Outcome) -> Reply:
        """Return the answer beside what the person said; without text where the chatbot failed, and how it did."""
        result = outcome.result
        reasoning = result.reasoning if result is not None else None
        repaired = result is not None and result.get("repaired", False)
        return Reply(
            text=result.utterance if result is not None else None,
            references=(self.reference.text,),
            dialogue=self.dialogue,
            turn=self.turn,
            context=self.context,
            strategy=reasoning.strategy if reasoning else None,
            reference_strategy=self.reference.strategy,
            reasoning=reasoning,
            about={FAILED: outcome.status} if outcome.error is not None else {FRAME: "repaired"} if repaired else {},
        )


def points(dialogues: Iterable[ReadDialogue]) -> list[Point]:
    """Return the places where a supporter said something and a seeker had spoken before, in order.

    A record of a format whose records may be parts of one conversation (`Format.windows`) has one, its last turn; which
    are of one conversation is told by what was said (`conversations`).
    """
    found, windows, parts = list[Point](), dict[int, int](), list[Reply]()
    for one in dialogues:
        mine = _points(one)
        if one.source is not None and one.source.format in _OF_WINDOWS:
            *before, last = one.dialogue.turns
            for point in mine:
                if point.turn == len(one.dialogue.turns):
                    windows[len(found)] = len(parts)
                    found.append(replace(point, turn=None))
            # Those without a place to answer, too: each tells what its neighbours are of.
            parts.append(Reply(None, (last.text,), context=tuple(before)))
        else:
            found += mine
    names, _ = conversations(parts)
    for place, part in windows.items():
        found[place] = replace(found[place], dialogue=f"conversation {names[part]}")
    return found


def _points(found: ReadDialogue) -> Iterator[Point]:
    turns = found.dialogue.turns
    said = tuple(Turn(speaker=turn.speaker, text=turn.text) for turn in turns)
    begun = next((number for number, turn in enumerate(turns) if turn.speaker == "seeker"), len(turns))
    for number, turn in enumerate(turns[begun:], start=begun):
        if turn.speaker == "supporter" and turn.text:
            yield Point(found.id, found.id, number + 1, said[:number], turn)
