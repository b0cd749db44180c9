"""Personas and answers for tests, invented."""

from __future__ import annotations

from typing import Any

from dspy.lm15 import Request
from socialsim.signatures import Persona

from tests.recorder import Answer

SECRET = "lighthouse-keeper"
"""An occupation that nothing but the persona can put into a prompt."""


def persona(**changes: Any) -> Persona:
    values: dict[str, Any] = {
        "gender": "female",
        "age": 47,
        "occupation": SECRET,
        "personality": "Openness, Conscientiousness, Introversion, Neuroticism, Agreeableness",
        "topic": "loneliness",
        "subtopic": "living far from others",
        "situation": "I have not spoken to anyone for nine days.",
        "event": {
            "time": "since the ferry stopped",
            "location": "on the island",
            "participants": "the ferryman",
            "description": "The ferry stopped in October. My sister used to come every week.",
        },
        "emotional_experience_words": ["lonely", "forgotten"],
        "coped_strategies_and_effects": "I have tried to write letters, but nobody collects them.",
        "goals_and_expectations": "I want to feel less alone.",
        "inferred": ["gender"],
    }
    return Persona.model_validate(values | changes)


def numbered(**fixed: str) -> Answer:
    """Answer every field with its name and a running number, so that each answer is new and can be traced."""
    count = 0

    def answer(fields: list[str], request: Request) -> dict[str, str]:
        nonlocal count
        count += 1
        usual = {"intention": "continue", "strategy": "Question"} | fixed
        return {name: usual.get(name, f"{name} number {count}") for name in fields}

    return answer
