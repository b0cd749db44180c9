"""SSConv and UserProfile: the schema of the authors' release, written from our types.

The schema is that of the release's README (Cognition-and-Language-Group/SocialSim): `ID` joins both files, a turn is
``{Turn, Seeker}`` or ``{Turn, "Supporter Step by Step Reasoning", Supporter}``, reasoning is one string. How the
release writes the four nodes into that string is not published; ours is one ``Name: text`` line per node.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..signatures import Dialogue, Persona, Reasoning, Turn


def user_profile(identifier: int, persona: Persona) -> dict[str, Any]:
    """Return one record of ``profiles.json``."""
    return {
        "ID": identifier,
        "Gender": persona.gender.value,
        "Age": persona.age,
        "Occupation": persona.occupation,
        "Personality": str(persona.personality),
        "Topic": persona.topic,
        "Subtopic": persona.subtopic,
        "Situation": persona.situation,
        "Event Time": persona.event.time,
        "Event Location": persona.event.location,
        "Event Participants": persona.event.participants,
        "Event Description": persona.event.description,
        "Emotional Experience Words": ", ".join(persona.emotional_experience_words),
        "Coped Strategies and Effects": persona.coped_strategies_and_effects,
        "Goals and Expectations": persona.goals_and_expectations,
    }


def persona_values(profile: Mapping[str, Any]) -> dict[str, Any]:
    """Return the attributes of a UserProfile record under our names; what is missing stays missing."""
    values = {key.lower().replace(" ", "_"): value for key, value in profile.items() if key != "ID"}
    event = {name.removeprefix("event_"): values.pop(name) for name in sorted(values) if name.startswith("event_")}
    gender = values.get("gender")
    return values | {"event": event, "gender": gender.lower() if isinstance(gender, str) else gender}


def conversation(identifier: int, dialogue: Dialogue) -> dict[str, Any]:
    """Return one record of ``ssconv.json``."""
    return {"ID": identifier, "Dialogue": [_turn(number, turn) for number, turn in enumerate(dialogue.turns, start=1)]}


def json_array(records: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield the text of a JSON array, one record a line, so that a corpus of any size is written in constant memory."""
    separator = "[\n"
    for record in records:
        yield separator + json.dumps(record, ensure_ascii=False)
        separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"


def _turn(number: int, turn: Turn) -> dict[str, Any]:
    if turn.speaker == "seeker":
        return {"Turn": number, "Seeker": turn.text}
    return {"Turn": number, "Supporter Step by Step Reasoning": _one_string(turn.reasoning), "Supporter": turn.text}


def _one_string(reasoning: Reasoning | None) -> str:
    steps = reasoning.steps() if reasoning else {}
    return "\n".join(f"{name.replace('_', ' ').capitalize()}: {text}" for name, text in steps.items())
