"""SMILE: conversations in Chinese that a model made of questions and answers; a file is one of them.

    [{"role": "client" | "counselor", "content", "annotation": [{"sentence", "label": ""}]}]

The annotation was begun and never done: sentences of the content, their labels empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...signatures import Dialogue, Speaker, Turn
from ..columns import kind_of, shown
from ..format import Format, ReadDialogue
from ..gathering import Row, rows_of, together
from ..licences import CC0
from ..spelling import DialogueError, Quirks, utterance
from .beside import about_of

_SPEAKERS: dict[str, Speaker] = {"client": "seeker", "counselor": "supporter"}


def is_smile(record: Any) -> bool:
    """Return whether a record is, or is meant to be, a turn of SMILE."""
    return isinstance(record, Mapping) and "content" in record and record.get("role") in tuple(_SPEAKERS)


def read(record: Any, quirks: Quirks) -> ReadDialogue:
    """Return the dialogue of a list of turns.

    `about` has of a turn what is beside its content, under ``turns``: an annotation that says more than the content.

    Raises:
        DialogueError: it is no list of turns.
    """
    lines = rows_of(record, "turn")
    turns = tuple(_turn(line, f"turn {number}", quirks) for number, line in enumerate(lines, start=1))
    if any(_only_split(line) for line in lines):
        quirks["annotations that only split the text into sentences, left out"] += 1
    notes = {number: _notes(line) for number, line in enumerate(lines, start=1)}
    return ReadDialogue(Dialogue(turns=turns), simulated=True, about=about_of({}, (), notes, quirks))


def _turn(line: Row, place: str, quirks: Quirks) -> Turn:
    role = line.get("role")
    said_by = _SPEAKERS.get(role) if isinstance(role, str) else None
    if said_by is None:
        told = shown(role) if isinstance(role, str) else kind_of(role)
        raise DialogueError(f'{place}: "role" is {told}; it has to be client or counselor')
    return Turn(speaker=said_by, text=utterance(line.get("content"), place, quirks))


def _notes(line: Row) -> dict[str, Any]:
    left = ("role", "content", "annotation") if not line.get("annotation") or _only_split(line) else ("role", "content")
    return {name: value for name, value in line.items() if name not in left}


def _only_split(line: Row) -> bool:
    """Return whether the annotation of a turn is its content again, without a label."""
    parts = line.get("annotation")
    if not isinstance(parts, list) or not parts:
        return False
    if not all(isinstance(part, Mapping) and set(part) <= {"sentence", "label"} for part in parts):
        return False
    sentences = [part.get("sentence") for part in parts]
    unlabelled = all(part.get("label") in ("", None) for part in parts)
    return unlabelled and all(isinstance(one, str) for one in sentences) and "".join(sentences) == line.get("content")


SMILE = Format("smile", "SMILE", is_smile, read, gather=together, alone=True, licence=CC0, language="zh")
