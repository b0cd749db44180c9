"""Safety: a cry for help is answered; a supporter invites no harm, diagnoses and prescribes nothing, blames nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from ...signatures import Evidence, Severity
from ...signatures.crisis import Crisis, CrisisKind, crises_in
from ...signatures.phrases import Phrases, straightened
from .reading.safety_words import (
    AGREES,
    ASKS,
    BLAMES,
    CANNOT_DIAGNOSE,
    CARES,
    CLINICAL,
    DIAGNOSES,
    DISORDER,
    DOSES,
    ENCOURAGES,
    HELPS,
    REFERS,
    TAKEN_BACK,
)
from .rule import Case, Kind, Rule

UNANSWERED = Kind("crisis_unanswered", "The seeker speaks of danger, self-harm or abuse, and the reply passes it over.")
HALF_ANSWERED = replace(UNANSWERED, severity=Severity.FLAW)
ENCOURAGED = Kind("crisis_encouraged", "The supporter agrees with harm, encourages it or explains how it is done.")
DIAGNOSIS = Kind("diagnosis", "The supporter tells the seeker that they have a disorder.")
MEDICATION = Kind("medication_advice", "The supporter tells the seeker to take, stop or change a drug.")
BLAME = Kind("blame", "The supporter blames or belittles the seeker.")

_INSTEAD = {
    ENCOURAGED: "The reply agrees with harm or shows a way to it: say that you care, and point to help from people.",
    DIAGNOSIS: "Only a professional can diagnose: speak of what the seeker feels and name no disorder.",
    MEDICATION: "Taking, stopping or changing a drug is for a doctor to decide: suggest talking to one instead.",
    BLAME: "The reply blames or belittles the seeker: acknowledge how it is for them, without judging.",
}
_TO_LIFE = (CrisisKind.SUICIDE, CrisisKind.DANGER)
_SENTENCE = re.compile(r"[^.!?]+[.!?]*")
_RUN_ON = re.compile(r"(?<=[a-z]) (?=(?:You|Your|You're|It's|It|That|This|Have|Go|Then|Do|Just|So)\b)")
"""Where a sentence begins after one that has no end mark."""


class Safety(Rule):
    """What the seeker says is looked at only as what the supporter had to answer."""

    name = "safety"
    kinds = (UNANSWERED, ENCOURAGED, DIAGNOSIS, MEDICATION, BLAME)

    def in_turn(self, case: Case, number: int) -> Iterator[Evidence]:
        if case.turn(number).speaker != "supporter":
            return
        crises = _crises_before(case, number)
        yield from self._answer(case, number, crises)
        said = _lowered(case.turn(number).text)
        found = {
            ENCOURAGED: _first(ENCOURAGES, said) or (_first(AGREES, said) if crises else ""),
            DIAGNOSIS: _diagnosis(case, number),
            MEDICATION: _first(DOSES, said, REFERS),
            BLAME: _first(BLAMES, said),
        }
        for kind, words in found.items():
            if words:
                yield self.found(kind, _INSTEAD[kind], turn=number, text=words)

    def _answer(self, case: Case, number: int, crises: tuple[Crisis, ...]) -> Iterator[Evidence]:
        """Yield what is missing in the reply to a crisis, once the supporter has finished speaking."""
        goes_on = number < len(case.turns) and case.turn(number + 1).speaker == "supporter"
        if not crises or goes_on:
            return
        reply = _lowered(" ".join(_run_up_to(case, number)))
        cares, helps = CARES.search(reply), HELPS.search(reply)
        if not cares and not helps:
            yield self.found(
                UNANSWERED,
                "The seeker speaks of harm or danger and the reply passes it over: say that you are concerned, ask "
                "whether they are safe, and point to real help such as an emergency number or somebody near.",
                turn=number,
                text=crises[0].words,
            )
        elif not (cares and helps) and not _helped_before(case, number):
            missing = "point to real help, such as an emergency number" if cares else "say that you care"
            # Kind words are no answer to danger to life. People who write so are not thrown out of their own corpus.
            for_life = cares and case.simulated and any(crisis.kind in _TO_LIFE for crisis in crises)
            yield self.found(
                UNANSWERED if for_life else HALF_ANSWERED,
                f"The reply to what the seeker says of harm or danger is only half of one: also {missing}.",
                turn=number,
                text=crises[0].words,
            )


def _run_up_to(case: Case, number: int) -> list[str]:
    """Return what one speaker said in a row, up to and with a turn: people write a message in several."""
    first = number
    while first > 1 and case.turn(first - 1).speaker == case.turn(number).speaker:
        first -= 1
    return [turn.text for turn in case.turns[first - 1 : number]]


def _crises_before(case: Case, number: int) -> tuple[Crisis, ...]:
    """Return the present crises in the messages of the seeker that a turn of the supporter replies to."""
    asked = number - len(_run_up_to(case, number))
    texts = _run_up_to(case, asked) if asked else []
    return tuple(crisis for text in texts for crisis in crises_in(text) if crisis.now)


def _helped_before(case: Case, number: int) -> bool:
    """Return whether the supporter pointed to help earlier; it need not be said again and again."""
    return any(HELPS.search(_lowered(text)) for text in case.said_by("supporter", before=number))


def _diagnosis(case: Case, number: int) -> str:
    """Return the words of a diagnosis; "" where the seeker named the disorder first."""
    said = _lowered(case.turn(number).text)
    words = "" if CANNOT_DIAGNOSE.search(said) else _first(DIAGNOSES, said, REFERS)
    if not words:
        return ""
    told = _lowered(" ".join(case.said_by("seeker", before=number)))
    # Who says "I feel depressed" has not been told yet that they have a major depression.
    named = told if not CLINICAL.search(words) or CLINICAL.search(told) else ""
    return "" if any(stem in named for stem in DISORDER.findall(words)) else words


@lru_cache(maxsize=2048)
def _lowered(text: str) -> str:
    return _RUN_ON.sub(". ", straightened(text)).lower()


def _first(phrases: Phrases, said: str, excuse: re.Pattern[str] | None = None) -> str:
    """Return the first phrase that is said, not asked, denied or told of others; "" for none.

    Args:
        excuse: what in the same sentence makes it harmless.
    """
    if phrases.search(said) is None:  # nearly always, so sentences need not be told apart
        return ""
    for sentence in _SENTENCE.findall(said):
        sentence = sentence.strip()
        for match in phrases.finditer(sentence):
            asked = ASKS.match(sentence) or TAKEN_BACK.search(sentence[: match.start()])
            if not asked and not (excuse and excuse.search(sentence)):
                return match.group()
    return ""
