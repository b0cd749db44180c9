"""A short simulation that answers as a test says, so that it can fail on some personas and not on others."""

from __future__ import annotations

from dspy.lm15 import Request
from socialsim.optimizers import Item, of_persona
from socialsim.programs import Seeker, Simulation, Supporter

from tests.people import numbered, persona
from tests.recorder import Answer, everything, recorded_lm


def answering(answer: Answer) -> Simulation:
    whole = Simulation(Seeker(), Supporter(nodes=()), turns=(4, 4))
    whole.set_lm(recorded_lm(answer)[0])
    return whole


def aged(*ages: int) -> list[Item]:
    """Return personas of these ages."""
    return [of_persona(persona(age=age), f"persona-{age}") for age in ages]


def unreadable_for(*ages: int) -> Answer:
    """Return what cannot be read where a persona of one of these ages is played, and can elsewhere."""
    usual = numbered()

    def answer(fields: list[str], request: Request) -> dict[str, str] | str:
        shown = everything(request)
        met = any(f'"age": {age}' in shown or f"age: {age}" in shown for age in ages)
        return "what?" if met else usual(fields, request)

    return answer
