"""What planters have in common: where they plant, what they return, and how words get into a message.

A planter is written from the definition of its kind. It says how easy its defect is to see (`Degree`), and returns None
where the kind cannot occur.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from socialsim.programs.checks import Case
from socialsim.signatures import Dialogue, Persona, Reasoning, Speaker, StopReason, Turn

from ..sources import Source

Degree = Literal["obvious", "plain", "subtle"]
DEGREES: tuple[Degree, ...] = ("obvious", "plain", "subtle")
Wordings = Mapping[Degree, Sequence[str]]
Needs = Literal["persona", "reasoning", "strategy"]


@dataclass(frozen=True)
class Spot:
    """A turn that a defect is to be planted in, and what is around it."""

    before: tuple[Turn, ...]
    turn: Turn
    after: tuple[Turn, ...]
    persona: Persona | None
    others: tuple[Dialogue, ...] = ()

    def said(self, speaker: Speaker | None = None) -> str:
        """Return all that was said before the turn, by one speaker or both."""
        return " ".join(turn.text for turn in self.before if speaker in (None, turn.speaker))

    def written(self, text: str, degree: Degree, before: str | None = None) -> Defect:
        """Return the turn with another text; `before` is another text for the turn before it."""
        return Defect(self.turn.model_copy(update={"text": text}), degree, before)

    def thought(self, degree: Degree, **nodes: str) -> Defect:
        """Return the turn with other thoughts."""
        known = self.turn.reasoning or Reasoning()
        return Defect(self.turn.model_copy(update={"reasoning": known.model_copy(update=nodes)}), degree)


@dataclass(frozen=True)
class Defect:
    """A turn with something wrong in it."""

    turn: Turn
    degree: Degree
    before: str | None = None
    """What the other side says before it, where the defect is in how it is answered."""
    demonstrations: tuple[Turn, ...] = ()


@dataclass(frozen=True)
class Spoilt:
    """A dialogue with something wrong in it as a whole."""

    turns: tuple[Turn, ...]
    degree: Degree
    stop_reason: StopReason | None = None


@dataclass(frozen=True)
class Planted:
    """A defect in its place."""

    kind: str
    degree: Degree
    case: Case
    number: int | None
    """Number of the turn, from 1; None for the whole."""


@dataclass(frozen=True)
class TurnPlanter:
    kind: str
    speakers: tuple[Speaker, ...]
    needs: tuple[Needs, ...]
    simulated: bool
    """Whether the kind exists in simulated dialogues only, so that those of people are given as such."""
    write: Callable[[Spot, random.Random], Defect | None]

    def plant(self, source: Source, rng: random.Random) -> Planted | None:
        """Plant in a turn that is drawn at random, among those in which the kind can occur."""
        turns = source.alternating if self.simulated else source.turns
        numbers = [number for number, turn in enumerate(turns, start=1) if turn.speaker in self.speakers]
        rng.shuffle(numbers)
        for number in numbers:
            spot = Spot(turns[: number - 1], turns[number - 1], turns[number:], source.persona, source.others)
            if _has(spot, self.needs) and (defect := self.write(spot, rng)) is not None:
                return self._placed(source, turns, number, defect)
        return None

    def _placed(self, source: Source, turns: tuple[Turn, ...], number: int, defect: Defect) -> Planted:
        changed = list(turns)
        changed[number - 1] = defect.turn
        if defect.before is not None:
            changed[number - 2] = changed[number - 2].model_copy(update={"text": defect.before})
        case = _case(source, tuple(changed), self, demonstrations=defect.demonstrations)
        return Planted(self.kind, defect.degree, case, number)


@dataclass(frozen=True)
class WholePlanter:
    kind: str
    needs: tuple[Needs, ...]
    simulated: bool
    write: Callable[[Source, random.Random], Spoilt | None]

    def plant(self, source: Source, rng: random.Random) -> Planted | None:
        if not all(_has(Spot((), turn, (), source.persona), self.needs) for turn in _supporters(source.turns)):
            return None
        spoilt = self.write(source, rng)
        if spoilt is None:
            return None
        stop = spoilt.stop_reason or source.dialogue.stop_reason
        return Planted(self.kind, spoilt.degree, _case(source, spoilt.turns, self, stop_reason=stop), None)


Planter = TurnPlanter | WholePlanter
PLANTERS: dict[str, Planter] = {}
"""Kind → its planter, filled by the decorators below."""


def in_turn(
    kind: str, *speakers: Speaker, needs: tuple[Needs, ...] = (), simulated: bool = False
) -> Callable[[Callable[[Spot, random.Random], Defect | None]], Callable[[Spot, random.Random], Defect | None]]:
    """Register the planter of a kind that is found in a turn."""

    def register(write: Callable[[Spot, random.Random], Defect | None]) -> Callable[..., Defect | None]:
        PLANTERS[kind] = TurnPlanter(kind, speakers, needs, simulated, write)
        return write

    return register


def of_whole(
    kind: str, *, needs: tuple[Needs, ...] = (), simulated: bool = False
) -> Callable[[Callable[[Source, random.Random], Spoilt | None]], Callable[[Source, random.Random], Spoilt | None]]:
    """Register the planter of a kind of the whole dialogue."""

    def register(write: Callable[[Source, random.Random], Spoilt | None]) -> Callable[..., Spoilt | None]:
        PLANTERS[kind] = WholePlanter(kind, needs, simulated, write)
        return write

    return register


def pick(rng: random.Random, wordings: Wordings) -> tuple[str, Degree]:
    """Return one of all wordings, and its degree."""
    texts = [(text, degree) for degree in DEGREES for text in wordings.get(degree, ())]
    return rng.choice(texts)


def woven(rng: random.Random, planted: str, text: str) -> str:
    """Return `planted` as the message, or somewhere in it."""
    parts = re.split(r"(?<=[.!?])\s+", text.strip())
    place = rng.choice(("alone", "alone", "first", "last", "between"))
    if place == "alone" or not text.strip():
        return planted
    at = {"first": 0, "last": len(parts), "between": rng.randint(0, len(parts))}[place]
    return " ".join([*parts[:at], planted, *parts[at:]])


def as_typed(rng: random.Random, text: str) -> str:
    """Return a text as somebody in a chat might type it: mostly as it is."""
    habits: tuple[Callable[[str], str], ...] = (
        str.lower,
        lambda words: words.replace("'", ""),
        lambda words: words.replace("'", "’"),
        lambda words: words.rstrip(".") + "...",
        lambda words: words.rstrip(".") + rng.choice((" :(", " 😔", "!!", "")),
    )
    return rng.choice(habits)(text) if rng.random() < 0.35 else text


def _supporters(turns: Sequence[Turn]) -> list[Turn]:
    return [turn for turn in turns if turn.speaker == "supporter"]


def _has(spot: Spot, needs: tuple[Needs, ...]) -> bool:
    reasoning = spot.turn.reasoning
    there = {
        "persona": spot.persona is not None,
        "strategy": reasoning is not None and reasoning.strategy is not None,
        "reasoning": reasoning is not None and reasoning.situation is not None,
    }
    return all(there[need] for need in needs)


def _case(source: Source, turns: tuple[Turn, ...], planter: Planter, **more: object) -> Case:
    """Return the dialogue as a case; conversations of people have a persona where the kind needs one only, because
    what a rule makes of a persona that was guessed from the conversation is no part of the other kinds."""
    persona = source.persona if "persona" in planter.needs or not source.human else None
    simulated = planter.simulated or source.strict or not source.human
    stop = more.pop("stop_reason", source.dialogue.stop_reason)
    dialogue = Dialogue(turns=turns, stop_reason=stop)
    return Case.of(dialogue, persona, simulated=simulated, **more)
