"""Whether the seeker stays who the persona is: age, gender, occupation, what happened, what is hoped for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...signatures import Evidence, Gender, Persona
from .claims import stated_age, stated_gender
from .fates import contradictions
from .goals import refusals
from .rule import Case, Kind, Rule
from .text import sentences, words
from .trades import may_be_one, stated_occupation

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
        ages = stated_age(text, before)
        if ages and not ages[0] - _NEARLY <= persona.age <= ages[1] + _NEARLY:
            reason = "The seeker states an age that is not theirs; leave the age out or say the persona's."
            yield self.found(AGE, reason, turn=number, text=text)
        gender = stated_gender(text)
        if gender not in (None, persona.gender) and not _also_said(text, persona, gender):
            reason = "The seeker speaks as somebody of another gender; speak as the persona does."
            yield self.found(GENDER, reason, turn=number, text=text)
        occupation = stated_occupation(text)
        if occupation and not may_be_one(occupation, persona.occupation) and not _told(occupation, persona):
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
    story = " ".join(" ".join(words(told)) for told in _own_words(persona))
    return (sentence for sentence in found if " ".join(words(sentence)) not in story)


def _told(occupation: str, persona: Persona) -> bool:
    """Tell whether the persona's own story says this occupation too, beside the one under its name."""
    return any(occupation in told.lower() or stated_occupation(told) == occupation for told in _own_words(persona))


def _also_said(text: str, persona: Persona, gender: Gender | None) -> bool:
    """Tell whether the message only repeats what the persona's own story says."""
    said = {sentence for sentence in sentences(text) if stated_gender(sentence) is gender}
    return any(stated_gender(told) is gender for told in _own_words(persona)) or any(
        sentence in told for sentence in said for told in _own_words(persona)
    )
