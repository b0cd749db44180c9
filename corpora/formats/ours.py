"""Our own records: everything about a dialogue, typed; what `dialogues.jsonl` holds.

A simulated dialogue comes with its persona, its provenance and the name of the post. An imported one says instead where
it was read from, what its source said beside it, and how its source spelt it (`residue.py`).

    {"number", "id", "persona_id", "persona", "post", "crisis", "dialogue": {"turns", "stop_reason", "provenance"},
     "simulated", "source", "topic", "emotion", "situation", "about", "as_written"}

The last seven are there only where they say something.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from pydantic import ValidationError

from ...signatures import Dialogue, Persona
from ..columns import kind_of, shown
from ..format import Format, ReadDialogue, Source
from ..licences import UNKNOWN
from ..spelling import DialogueError, Quirks, require_object, said


def is_ours(record: Any) -> bool:
    """Return whether a record is, or is meant to be, one of ours."""
    return isinstance(record, Mapping) and isinstance(record.get("dialogue"), Mapping)


def read(record: Mapping[str, Any], quirks: Quirks) -> ReadDialogue:
    """Return the dialogue of a record of ``dialogues.jsonl``.

    Raises:
        DialogueError: it is none of ours; the message names the first value that is wrong.
    """
    require_object(record, "a dialogue of ours")
    try:
        dialogue = Dialogue.model_validate(record["dialogue"])
        persona = Persona.model_validate(record["persona"]) if record.get("persona") is not None else None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise DialogueError(f'"{".".join(map(str, first["loc"]))}": {first["msg"]}') from error
    except KeyError as missing:
        raise DialogueError(f"there is no {missing}") from missing
    if not dialogue.turns:
        raise DialogueError('"dialogue.turns" is empty')
    about, post = _object(record, "about"), _object(record, "post")
    if about is not None:
        _check_turns(about)
    for name in record.keys() - _FIELDS:
        quirks[f'field "{shown(name)}", which no record of ours has, left out'] += 1
    return ReadDialogue(
        dialogue,
        id=str(record["id"]) if record.get("id") is not None else "",
        persona=persona,
        simulated=record.get("simulated") is not False,
        topic=said(record, "topic") or (persona.topic if persona else ""),
        emotion=said(record, "emotion"),
        situation=said(record, "situation") or (persona.situation if persona else ""),
        post=post,
        about=about or {},
        source=_source(record),
        as_written=_changes(record.get("as_written")),
    )


def write(found: ReadDialogue) -> dict[str, Any]:
    """Return the record of a dialogue."""
    made, told = found.dialogue.provenance, found.persona
    imported = {
        "simulated": None if found.simulated else False,
        "source": asdict(found.source) if found.source and found.source.format != OURS.key else None,
        "topic": found.topic if found.topic and not (told and told.topic == found.topic) else None,
        "emotion": found.emotion or None,
        "situation": found.situation if found.situation and not (told and told.situation == found.situation) else None,
        "about": dict(found.about) or None,
        "as_written": list(found.as_written) or None,
    }
    return {
        "number": found.number,
        "id": found.id,
        "persona_id": made.persona_id if made else None,
        "persona": found.persona.model_dump(mode="json") if found.persona else None,
        "post": found.post,
        "crisis": list(found.dialogue.crisis),
        "dialogue": found.dialogue.model_dump(mode="json"),
    } | {name: value for name, value in imported.items() if value is not None}


_FIELDS = frozenset({
    "number", "id", "persona_id", "persona", "post", "crisis", "dialogue",
    "simulated", "source", "topic", "emotion", "situation", "about", "as_written",
})  # fmt: skip


def _object(record: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    value = record.get(name)
    if not isinstance(value, Mapping | None):
        raise DialogueError(f'"{name}" is {kind_of(value)}; it has to be an object')
    return value


def _check_turns(about: Mapping[str, Any]) -> None:
    turns = about.get("turns", {})
    if not isinstance(turns, Mapping) or not all(isinstance(notes, Mapping) for notes in turns.values()):
        raise DialogueError('"about.turns" has to be an object that has an object for each turn it speaks of')


def _changes(value: object) -> tuple[Any, ...]:
    changes = [] if value is None else value
    if not isinstance(changes, list) or not all(map(_is_change, changes)):
        raise DialogueError('"as_written" has to be a list of changes, each a list of a path and, or not, a value')
    return tuple(changes)


def _is_change(value: object) -> bool:
    return isinstance(value, list) and len(value) in (1, 2) and isinstance(value[0], list)


def _source(record: Mapping[str, Any]) -> Source | None:
    source = Source.of(record.get("source"))
    if source is None and record.get("source") is not None:
        raise DialogueError('"source" has to have the texts "format" and "file" and the numbers "record" and "line"')
    return source


OURS = Format("jsonl", "dialogues.jsonl", is_ours, read, write, licence=UNKNOWN)
