"""A conversation of a person with a program: what was said, by whom, and what of it is on record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import dspy
from dspy.utils.exceptions import ContextWindowExceededError

from ..corpora.format import ReadDialogue
from ..programs.checks.rule import Case
from ..programs.checks.safety import Safety
from ..programs.length import TURNS
from ..programs.provenance import fingerprint
from ..programs.runner import classify
from ..programs.simulation import progress_of
from ..signatures import (
    Crisis,
    Dialogue,
    Persona,
    Reasoning,
    Refusal,
    Severity,
    Speaker,
    Turn,
    as_history,
    seed_from,
)
from .chat_care import care, names_means, says_no, situation
from .chat_spoken import Form
from .plain import plain
from .record import versions

OURS = "socialsim"
"""Who wrote the fixed answers to a crisis, in a record."""
_USUAL = TURNS[1] // 2
"""Messages of a seeker; it is told how far the conversation is, which here nobody knows."""


@dataclass(frozen=True)
class Partner:
    """Who answers the person."""

    program: dspy.Module
    """`programs.parts.Reply` or `programs.parts.Message`."""
    plays: Speaker
    lm: str
    """Name of the generator."""
    spoken: Form
    """Finds the utterance in what its model writes."""
    persona: Persona | None = None
    """Whom the seeker is to be, whether the partner plays it or the person does."""

    async def answer(self, turns: Sequence[Turn], seed: int) -> Turn:
        """Return the next turn.

        Raises:
            GenerationError: there is none, for a reason that may pass.
            ConfigurationError: there is none and will be none: wrong key, no server.
        """
        inputs: dict[str, Any] = {"conversation": as_history(turns, self.plays), "seed": seed}
        if self.plays == "seeker":
            number = sum(turn.speaker == "seeker" for turn in turns) + 1
            inputs |= {"persona": self.persona, "progress": progress_of(number, max(_USUAL, number + 1))}
        try:
            said = await self.program.acall(**inputs)
        except Exception as problem:
            failure = classify(problem)  # which raises bugs again
            if isinstance(problem, ContextWindowExceededError):
                failure = Refusal(f"{failure}; /new begins a new conversation")
            raise failure from problem
        return Turn(speaker=self.plays, text=plain(said.utterance), reasoning=_plain(said.get("reasoning")))


@dataclass
class Talk:
    """What was said so far."""

    partner: Partner
    seed: int
    turns: list[Turn] = field(default_factory=list)
    cared: dict[int, tuple[Crisis, ...]] = field(default_factory=dict)
    """Number of a turn that is a fixed answer, from 1 → the crises that it answers."""
    _asked: int = 0

    @property
    def you(self) -> Speaker:
        return "supporter" if self.partner.plays == "seeker" else "seeker"

    @property
    def waits(self) -> bool:
        """Whether it is the partner's turn: your message is not answered, or the seeker has to begin."""
        return self.turns[-1].speaker == self.you if self.turns else self.you == "supporter"

    def say(self, text: str) -> None:
        """Add your message."""
        self.turns.append(Turn(speaker=self.you, text=text))

    async def answer(self) -> Turn:
        """Return the partner's next turn, which is said once it is in `turns`; raises what `Partner.answer` does."""
        self._asked += 1  # so that what is asked again after an undo is answered otherwise
        return await self.partner.answer(self.turns, seed_from(self.seed, "chat", self._asked))

    def pressing(self, text: str, crises: Iterable[Crisis]) -> tuple[Crisis, ...]:
        """Return what fixed words have to answer in your last message, `text`, in which `crises` were found.

        After fixed words that is also a bare no to their question, and later on a message that names means of harm.
        """
        if now := tuple(crisis for crisis in crises if crisis.now):
            return now
        last = self.cared.get(len(self.turns) - 1, ())
        if not last and self.cared and names_means(text):
            last = self.cared[max(self.cared)]
        return last if says_no(text) or names_means(text) else ()

    def care(self, crises: tuple[Crisis, ...]) -> str:
        """Answer your message by the fixed words for what is pressing, and return them."""
        met = situation(crises)
        text = care(met, before=any(situation(before) is met for before in self.cared.values()))
        self.turns.append(Turn(speaker=self.partner.plays, text=text))
        self.cared[len(self.turns)] = crises
        return text

    def undo(self) -> Turn | None:
        """Take back your last message with its answer, and return it; None where you have said nothing."""
        last = max((place for place, turn in enumerate(self.turns) if turn.speaker == self.you), default=None)
        if last is None:
            return None
        taken = self.turns[last]
        del self.turns[last:]
        self.cared = {number: crises for number, crises in self.cared.items() if number <= last}
        return taken

    def clear(self) -> None:
        """Forget all that was said."""
        self.turns.clear()
        self.cared.clear()

    def reasoning(self) -> Reasoning | None:
        """Return what was thought before the last reply, if anything."""
        said = [turn for turn in self.turns if turn.speaker == self.partner.plays]
        return said[-1].reasoning if said else None

    def unsafe(self) -> str:
        """Return why the last reply should not be relied on, by the rule that keeps such turns out of a corpus; "" for
        most replies."""
        if not self.turns or self.turns[-1].speaker != "supporter" or self.you == "supporter":
            return ""
        case = Case(tuple(self.turns))
        found = _SAFETY.in_turn(case, len(self.turns))
        faults = [one for one in found if one.severity is Severity.FAULT]
        return next((kind.meaning for one in faults for kind in _SAFETY.kinds if kind.name == one.kind), "")

    def record(self) -> ReadDialogue:
        """Return the conversation as a record of ours, with who wrote what as far as that is known."""
        dialogue = Dialogue(turns=tuple(self.turns))
        made = {
            "you": self.you,
            "program": fingerprint(self.partner.program),
            "seed": self.seed,
            "versions": versions(),
        }
        turns = {
            str(number): {"written_by": OURS, "crisis": [crisis.kind.value for crisis in crises]}
            for number, crises in self.cared.items()
        }
        about = {"generators": {self.partner.plays: self.partner.lm}, "chat": made} | (
            {"turns": turns} if turns else {}
        )
        return ReadDialogue(dialogue, 1, id=dialogue.id, persona=self.partner.persona, about=about)


def _plain(reasoning: Reasoning | None) -> Reasoning | None:
    return reasoning and Reasoning(**{name: plain(text) for name, text in reasoning.steps().items()})


_SAFETY = Safety()
