"""Whether the seeker stays who the persona is: age, gender, occupation, what happened, what is hoped for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ...corpora.words import words
from ...signatures import Evidence, Gender, Persona
from .reading.claims import ages
from .reading.fates import contradictions
from .reading.genders import genders
from .reading.goals import refusals
from .reading.trades import families, may_be_one, occupations
from .rule import Case, Kind, Rule

AGE = Kind("age_contradicted", "The seeker states an age of their own that is not the persona's.")
GENDER = Kind("gender_contradicted", "The seeker calls themselves of another gender than the persona's.")
OCCUPATION = Kind("occupation_contradicted", "The seeker states an occupation that cannot be the persona's.")
EVENT = Kind("event_contradicted", "The seeker denies what happened to the persona or says it of somebody else.")
GOAL = Kind("goal_contradicted", "The seeker turns down what the persona hopes for.")

_NEARLY = 1
"""Years that an age may be off: birthdays come, and posts say "almost"."""


class PersonaConsistency(Rule):
    """Compares what a seeker says of themselves with the persona; says nothing where the persona is not known."""

    name, kinds = "persona", (AGE, GENDER, OCCUPATION, EVENT, GOAL)

    def applies(self, case: Case) -> bool:
        return case.persona is not None

    def in_turn(self, case: Case, number: int) -> Iterator[Evidence]:
        turn = case.turn(number)
        if case.persona is None or turn.speaker != "seeker":
            return
        before = case.turn(number - 1).text if number > 1 else ""
        yield from self._of_themselves(turn.text, before, case.persona, number)
        for sentence in _not_their_own(contradictions(turn.text, case.persona), case.persona):
            reason = "This does not fit what happened to the seeker; tell it as the persona has it, of the same people."
            yield self.found(EVENT, reason, turn=number, text=sentence)
        for sentence in _not_their_own(refusals(turn.text, case.persona.goals_and_expectations), case.persona):
            reason = "The seeker turns down what they came for; let them want what the persona hopes for."
            yield self.found(GOAL, reason, turn=number, text=sentence)

    def _of_themselves(self, text: str, before: str, persona: Persona, number: int) -> Iterator[Evidence]:
        if any(not least - _NEARLY <= persona.age <= most + _NEARLY for least, most in ages(text, before)):
            reason = "The seeker states an age that is not theirs; leave the age out or say the persona's."
            yield self.found(AGE, reason, turn=number, text=text)
        if any(gender is not persona.gender and not _also_said(gender, persona) for gender in genders(text)):
            reason = "The seeker speaks as somebody of another gender; speak as the persona does."
            yield self.found(GENDER, reason, turn=number, text=text)
        if any(not may_be_one(one, persona.occupation) and not _told(one, persona) for one in occupations(text)):
            reason = "The seeker states an occupation that cannot be theirs; leave it out or say the persona's."
            yield self.found(OCCUPATION, reason, turn=number, text=text)


def _own_words(persona: Persona) -> tuple[str, ...]:
    return (
        persona.situation,
        persona.event.description,
        persona.coped_strategies_and_effects,
        persona.goals_and_expectations,
    )


def _not_their_own(found: Iterable[str], persona: Persona) -> Iterator[str]:
    """Yield the sentences that are not of the persona's own story, which may be at odds with itself."""
    return (sentence for sentence in found if " ".join(words(sentence)) not in _story(persona))


@lru_cache(maxsize=64)
def _story(persona: Persona) -> str:
    return " ".join(" ".join(words(told)) for told in _own_words(persona))


def _told(occupation: str, persona: Persona) -> bool:
    """Tell whether the persona's own story says this occupation too, beside the one under its name."""
    story = _own_words(persona)
    once = re.compile(
        rf"\bi(?:'m|\s+am|\s+was|'ve\s+been|\s+worked\s+as|\s+used\s+to\s+(?:be|work\s+as))\s+(?:\w+\s+){{0,3}}?"
        rf"{re.escape(occupation)}\b"
    )
    if any(once.search(told.lower()) or occupation in occupations(told) for told in story):
        return True
    matters = [pattern for family, pattern in _SPOKEN_OF.items() if family in families(occupation)]
    return any(pattern.search(told.lower()) for pattern in matters for told in (persona.subtopic, *story))


_STUDY = re.compile(
    r"\b(?:school|college|uni|university|campus|semester|exams?|class(?:es)?|stud(?:y|ying|ies|ent)|"
    r"grad|ph\.?d|thesis|major|homework|professor|tuition)\b"
)
_SPOKEN_OF = {
    "jobless": re.compile(
        r"\b(?:laid\s+off|unemploy\w*|jobless|fired|quit|let\s+(?:me\s+)?go|redundan\w*|furlough\w*|(?:lost|"
        r"losing|lose|"
        r"find(?:ing)?|without)\s+(?:\w+\s+)?(?:job|work)|out\s+of\s+work|job\s+(?:hunt|search)\w*)\b"
    ),
    "home": re.compile(r"\b(?:stay\w*\s+(?:at\s+)?home|stay-at-home|maternity|caring\s+for|care\s+of)\b"),
    "retired": re.compile(r"\bretir\w+|\bpension\b"),
    **dict.fromkeys(("student", "university", "high", "middle", "elementary"), _STUDY),
}
"""Family → words of a story by which its teller may be of that family, too."""


def _also_said(gender: Gender, persona: Persona) -> bool:
    """Tell whether the persona's own story says this gender, too."""
    return any(gender in genders(told) for told in _own_words(persona))
