"""Typed models as rows of the store, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ..signatures import HelpPost, Persona, Reasoning, Turn


def persona_row(persona: Persona) -> dict[str, Any]:
    """Return the columns of a persona: one per attribute, the event's parts apart, lists as JSON."""
    row = persona.model_dump(mode="json")
    event = {f"event_{name}": value for name, value in row.pop("event").items()}
    words = json.dumps(row["emotional_experience_words"], ensure_ascii=False)
    lists = {"emotional_experience_words": words, "inferred": json.dumps(row["inferred"])}
    return row | event | lists | {"personality": str(persona.personality)}


def to_persona(row: Mapping[str, Any]) -> Persona:
    """Return the persona of a row."""
    values = {name: row[name] for name in Persona.model_fields if name in row}
    event = {name.removeprefix("event_"): value for name, value in row.items() if name.startswith("event_")}
    lists = {name: json.loads(row[name]) for name in ("emotional_experience_words", "inferred")}
    return Persona.model_validate(values | lists | {"event": event})


def post_row(post: HelpPost) -> dict[str, Any]:
    """Return the columns of a post."""
    return {"id": post.id} | post.model_dump()


def to_post(row: Mapping[str, Any]) -> HelpPost | None:
    """Return the post of a row; None where the row has none."""
    if row["text"] is None:
        return None
    return HelpPost.model_validate({name: row[name] for name in HelpPost.model_fields})


def turn_row(dialogue_id: str, number: int, turn: Turn) -> dict[str, Any]:
    """Return the columns of a turn: one per node of the paper's chain, other nodes as JSON."""
    reasoning = turn.reasoning or Reasoning()
    others = reasoning.model_extra
    return {
        "dialogue_id": dialogue_id,
        "number": number,
        "speaker": turn.speaker,
        "text": turn.text,
        **{node: getattr(reasoning, node) for node in Reasoning.model_fields},
        "other_nodes": json.dumps(others, ensure_ascii=False) if others else None,  # in the order of the chain
    }


def to_turn(row: Mapping[str, Any]) -> Turn:
    """Return the turn of a row."""
    nodes = {node: row[node] for node in Reasoning.model_fields} | json.loads(row["other_nodes"] or "{}")
    reasoning = Reasoning(**nodes) if any(value is not None for value in nodes.values()) else None
    return Turn(speaker=row["speaker"], text=row["text"], reasoning=reasoning)
