"""Our own records: everything about a dialogue, typed; what `dialogues.jsonl` holds.

A simulated dialogue comes with its persona, its provenance and the name of the post. An imported one says instead where
it was read from, what its source said beside it, and how its source spelt it (`residue.py`).

    {"number", "id", "persona_id", "persona", "post", "crisis", "dialogue": {"turns", "stop_reason", "provenance"},
     "simulated", "source", "topic", "emotion", "situation", "about", "as_written"}

The last seven are there only where they say something.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from pydantic import ValidationError

from ...signatures import Dialogue, Persona
from ..columns import kind_of
from ..format import Format, ReadDialogue, Source
from ..licences import UNKNOWN
from ..spelling import DialogueError, Quirks, said


def is_ours(record: Any) -> bool:
    """Return whether a record is, or is meant to be, one of ours."""
    return isinstance(record, Mapping) and isinstance(record.get("dialogue"), Mapping)


def read(record: Mapping[str, Any], quirks: Quirks) -> ReadDialogue:
    """Return the dialogue of a record of ``dialogues.jsonl``.

    Raises:
        DialogueError: it is none of ours; the message names the first value that is wrong.
    """
    if not isinstance(record, Mapping):
        raise DialogueError(f"the record is {kind_of(record)}; a dialogue of ours is an object")
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
    about, post, changes = record.get("about"), record.get("post"), record.get("as_written")
    return ReadDialogue(
        dialogue,
        id=str(record.get("id", "")),
        persona=persona,
        simulated=record.get("simulated") is not False,
        topic=said(record, "topic"),
        emotion=said(record, "emotion"),
        situation=said(record, "situation"),
        post=post if isinstance(post, Mapping) else None,
        about=about if isinstance(about, Mapping) else {},
        source=_source(record.get("source")),
        as_written=tuple(changes) if isinstance(changes, list) else (),
    )


def write(found: ReadDialogue) -> dict[str, Any]:
    """Return the record of a dialogue."""
    made = found.dialogue.provenance
    imported = {
        "simulated": None if found.simulated else False,
        "source": asdict(found.source) if found.source and found.source.format != OURS.key else None,
        "topic": found.topic or None,
        "emotion": found.emotion or None,
        "situation": found.situation or None,
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


def _source(value: object) -> Source | None:
    if not isinstance(value, Mapping):
        return None
    try:
        return replace(Source("", "", 0, 0), **value)
    except TypeError as error:
        raise DialogueError('"source" has to have format, file, record and line') from error


OURS = Format("jsonl", "dialogues.jsonl", is_ours, read, write, licence=UNKNOWN)
