"""A dialogue as one row of typed columns, for whoever has a table reader and not SocialSim; and back, whole.

    row_of(record_of(found, OURS))        # every column, as plain values
    record_of_row(row)                    # the record of ours again

A column holds what is useful by itself. What no column can hold as it is (an integer of 80 bits, half a character, a
field that only one post has) is kept as a list of changes in `REST`, so that a row always gives its record again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from ...signatures import NODES
from ..residue import residue, restored

Kind = str | list[Any] | dict[str, Any]
"""What a column holds: the name of an Arrow type, ``[kind]`` for a list, ``{name: kind}`` for a struct."""

REST = "rest"

_HALF = re.compile("[\ud800-\udfff]")
"""Half a character, which a string of JSON can hold and UTF-8 cannot."""

COLUMNS: dict[str, Kind] = {
    "id": "string",
    "turns": [dict.fromkeys(("speaker", "text", *NODES, "other"), "string")],
    "topic": "string",
    "emotion": "string",
    "situation": "string",
    "persona": {
        "gender": "string",
        "age": "int64",
        "occupation": "string",
        "personality": dict.fromkeys(
            ("openness", "conscientiousness", "extraversion", "neuroticism", "agreeableness"), "string"
        ),
        "topic": "string",
        "subtopic": "string",
        "situation": "string",
        "event": dict.fromkeys(("time", "location", "participants", "description"), "string"),
        "emotional_experience_words": ["string"],
        "coped_strategies_and_effects": "string",
        "goals_and_expectations": "string",
        "inferred": ["string"],
    },
    "crisis": ["string"],
    "simulated": "bool",
    "stop_reason": "string",
    "generators": [{"role": "string", "name": "string"}],
    "program": "string",
    "seed": "int64",
    "versions": [{"package": "string", "version": "string"}],
    "persona_id": "string",
    "post": {"id": "string", "source": "string", "line": "int64", "source_id": "string"},
    "source": {"format": "string", "file": "string", "record": "int64", "line": "int64"},
    "about": "string",
    "as_written": "string",
    REST: "string",
}
"""The columns in their order. Those of the last three, and ``other`` of a turn, are JSON."""

MEANING = {
    "id": "name of the dialogue; of a simulated one the content address of how it was made",
    "turns": "in order: `speaker` (`seeker` or `supporter`), `text`, and what the supporter thought before the reply: "
    "`situation`, `thought`, `action`, `strategy`, and in `other` (JSON) the steps of another chain; null where "
    "nothing is known",
    "topic": "what it is about, in the words of its source",
    "emotion": "what the seeker feels, in the words of its source",
    "situation": "what happened, as told beside the conversation",
    "persona": "the simulated seeker in 11 attributes; `inferred` names those that were guessed",
    "crisis": "kinds of crisis that the seeker speaks of; empty for none found",
    "simulated": "whether it was simulated",
    "stop_reason": "why a simulated dialogue ended",
    "generators": "what wrote it, by role",
    "program": "fingerprint of the program that made it",
    "seed": "of its making",
    "versions": "of the packages that made it",
    "persona_id": "content address of the persona",
    "post": "name and place of the post that the persona was made of, without its text",
    "source": "format, file and place that it was read from",
    "about": "JSON: what else its source says of it, under the source's own names; of single turns under `turns`",
    "as_written": "JSON: how its source spelt it, so that the source's format can be written again",
    "rest": "JSON: what the columns cannot hold; mostly null",
}
"""Column → what it holds, in Markdown, for whoever reads a dataset card."""


def row_of(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the row of a record of ours."""
    # What the file of lines would hold: enumerations are strings there, and tuples lists.
    whole: dict[str, Any] = json.loads(json.dumps(record))
    kept = {name: whole.pop(name, None) for name in ("about", "as_written")}
    dialogue = whole["dialogue"]
    made = dialogue["provenance"] or {}
    told = {
        **whole,
        "turns": [_row_of_turn(turn) for turn in dialogue["turns"]],
        "simulated": whole.get("simulated") is not False,
        "stop_reason": dialogue["stop_reason"],
        "program": made.get("program"),
        "seed": made.get("seed"),
        "generators": _pairs(made.get("generators"), "role", "name"),
        "versions": _pairs(made.get("versions"), "package", "version"),
    }
    row = {name: _fitting(told.get(name), kind) for name, kind in COLUMNS.items()}
    changes = residue(_record(row), {name: value for name, value in whole.items() if name != "number"})
    kept[REST] = list(changes) or None
    return row | {name: None if value is None else _json(value) for name, value in kept.items()}


def record_of_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the record of ours that a row was made of; columns that others added are notes in its ``about``.

    Raises:
        ValueError: a column of JSON is none; the message names it.
    """
    record, changes = _record(row), _parsed(row.get(REST), REST)
    for change in changes if isinstance(changes, list) else ():
        # Where the row was edited since, a change can be of a place that is gone: the columns say what it is now.
        with suppress(ValueError, TypeError):
            record = restored(record, [change])
    about = _parsed(row.get("about"), "about")
    added = {name: value for name, value in row.items() if name not in COLUMNS and value is not None}
    if added:
        about = (about if isinstance(about, dict) else {}) | added
    kept = {"about": about, "as_written": _parsed(row.get("as_written"), "as_written")}
    return record | {name: value for name, value in kept.items() if value is not None}


def _row_of_turn(turn: Mapping[str, Any]) -> dict[str, Any]:
    steps = turn["reasoning"] or {}
    other = {name: text for name, text in steps.items() if name not in NODES}
    nodes = {name: steps.get(name) for name in NODES}
    return {"speaker": turn["speaker"], "text": turn["text"], **nodes, "other": _json(other) if other else None}


def _record(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the typed columns say."""
    made = {
        "persona_id": row.get("persona_id"),
        "program": row.get("program"),
        "generators": _unpaired(row.get("generators"), "role", "name"),
        "seed": row.get("seed"),
        "versions": _unpaired(row.get("versions"), "package", "version"),
    }
    dialogue = {
        "turns": [_turn_of(turn or {}, number) for number, turn in enumerate(row.get("turns") or (), start=1)],
        "stop_reason": row.get("stop_reason"),
        "provenance": made if made["program"] is not None else None,
    }
    record = {
        "id": row.get("id") or "",
        "persona_id": row.get("persona_id"),
        "persona": row.get("persona"),
        "post": row.get("post"),
        "crisis": row.get("crisis") or [],
        "dialogue": dialogue,
    }
    told = {name: row.get(name) for name in ("source", "topic", "emotion", "situation")}
    told["simulated"] = False if row.get("simulated") is False else None
    return record | {name: value for name, value in told.items() if value is not None}


def _turn_of(turn: Mapping[str, Any], number: int) -> dict[str, Any]:
    other = _parsed(turn.get("other"), f"turns.{number}.other")
    steps = {name: turn.get(name) for name in NODES} | (other if isinstance(other, dict) else {})
    reasoning = steps if any(value is not None for value in steps.values()) else None
    return {"speaker": turn.get("speaker"), "text": turn.get("text"), "reasoning": reasoning}


def _pairs(values: Mapping[str, Any] | None, name: str, value: str) -> list[dict[str, Any]] | None:
    return None if values is None else [{name: one, value: other} for one, other in values.items()]


def _unpaired(pairs: list[Any] | None, name: str, value: str) -> dict[str, Any]:
    return {pair[name]: pair.get(value) for pair in pairs or () if pair and pair.get(name) is not None}


def _fitting(value: Any, kind: Kind) -> Any:
    """Return what a column of a kind can hold of a value, None where that is nothing."""
    if isinstance(kind, dict):
        if not isinstance(value, dict):
            return None
        return {name: _fitting(value.get(name), inner) for name, inner in kind.items()}
    if isinstance(kind, list):
        return [_fitting(one, kind[0]) for one in value] if isinstance(value, list) else None
    if kind == "string":
        return _HALF.sub("\ufffd", value) if isinstance(value, str) else None
    if kind == "bool":
        return value if isinstance(value, bool) else None
    return value if type(value) is int and -(1 << 63) <= value < 1 << 63 else None


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return json.dumps(value) if _HALF.search(text) else text


def _parsed(text: Any, column: str) -> Any:
    if text is None:
        return None
    try:
        return json.loads(text)
    except (ValueError, TypeError, RecursionError) as error:
        raise ValueError(f'"{column}" is not JSON') from error
