"""EmpatheticDialogues: somebody tells of a situation and another listens; a table with a row for every utterance.

    as released     conv_id, utterance_idx, context (the emotion), prompt (the situation), speaker_idx, utterance,
                    selfeval, tags; a comma in a text is "_comma_"; speaker_idx is the number of a worker
    by emotion      Dialog_ID, Type (situation | utterance), Actor (none | speaker | listener), Text

The speaker is our seeker and begins; the listener is our supporter. In the second form the emotion is in the name of
the file alone: `ReadDialogue.emotion` is empty there, and `Source.file` has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...signatures import Dialogue, Speaker, Turn
from ..columns import kind_of, shown
from ..format import Format, ReadDialogue
from ..gathering import Row, in_order, notes_of, rows_by, rows_of
from ..licences import CC_BY_NC
from ..spelling import DialogueError, Quirks, said, utterance
from .beside import about_of

_ACTORS: dict[str, Speaker] = {"speaker": "seeker", "listener": "supporter"}
_RELEASED = frozenset({"conv_id", "utterance_idx", "speaker_idx", "utterance"})
_BY_EMOTION = frozenset({"Dialog_ID", "Type", "Actor", "Text"})
_COMMA = "_comma_"


def is_released(record: Any) -> bool:
    """Return whether a record is, or is meant to be, a row of the release."""
    return isinstance(record, Mapping) and record.keys() >= {"conv_id", "utterance_idx", "utterance"}


def is_by_emotion(record: Any) -> bool:
    """Return whether a record is, or is meant to be, a row of the form by emotion."""
    return isinstance(record, Mapping) and record.keys() >= {"Dialog_ID", "Type", "Text"}


def read_released(record: Any, quirks: Quirks) -> ReadDialogue:
    """Return the dialogue of rows of the release, in the order of ``utterance_idx``.

    Raises:
        DialogueError: two rows have one number, the first is missing, so that nobody knows who began, or there are
            more than two speakers.
    """
    numbered = in_order(rows_of(record), "utterance_idx", quirks)
    twice = next((number for number, rows in numbered.items() if len(rows) > 1), None)
    if twice is not None:
        raise DialogueError(f'two rows have "utterance_idx" {twice}')
    if min(numbered) > 1:
        raise DialogueError(f'the first "utterance_idx" is {min(numbered)}; without 1 nobody knows who began')
    rows = [row for [row] in numbered.values()]
    speakers = _speakers(rows)
    turns = tuple(
        Turn(speaker=speakers[str(row["speaker_idx"])], text=_text(row.get("utterance"), f"utterance {number}", quirks))
        for number, row in zip(numbered, rows, strict=True)
    )
    return ReadDialogue(
        Dialogue(turns=turns),
        id=str(rows[0].get("conv_id", "")).strip(),
        emotion=said(rows[0], "context"),
        situation=_with_commas(said(rows[0], "prompt"), quirks),
        about=notes_of([[row] for row in rows], _RELEASED - {"speaker_idx"}),
    )


def read_by_emotion(record: Any, quirks: Quirks) -> ReadDialogue:
    """Return the dialogue of rows of the form by emotion.

    Raises:
        DialogueError: a row is neither a situation nor an utterance of one of the two, or there is no utterance.
    """
    rows = rows_of(record)
    situations, turns = list[str](), list[Turn]()
    lines, others = list[Row](), dict[str, Any]()
    for number, row in enumerate(rows, start=1):
        place = f"row {number}"
        kind = row.get("Type")
        if kind == "situation":
            situations.append(utterance(row.get("Text"), place, quirks))
            others |= about_of(row, _BY_EMOTION, {}, quirks)
        elif kind == "utterance":
            turns.append(Turn(speaker=_actor(row, place), text=utterance(row.get("Text"), place, quirks)))
            lines.append(row)
        else:
            raise DialogueError(f'{place}: "Type" is {_told(kind)}; it has to be situation or utterance')
    if not turns:
        raise DialogueError("there are no utterances")
    if len(situations) != 1:
        quirks["dialogues with several situations, joined" if situations else "dialogues without a situation"] += 1
    about = notes_of([[row] for row in lines], _BY_EMOTION)
    if lost := [name for name, value in others.items() if about.setdefault(name, value) != value]:
        quirks["notes on a situation that are others than those on turns, left out"] += len(lost)
    return ReadDialogue(
        Dialogue(turns=tuple(turns)),
        id=str(rows[0].get("Dialog_ID", "")).strip(),
        situation="\n".join(situations),
        about=about,
    )


def _speakers(rows: list[Row]) -> dict[str, Speaker]:
    """Return who is who: the first to speak tells what happened."""
    for number, row in enumerate(rows, start=1):
        if not isinstance(row.get("speaker_idx"), (str, int)):
            raise DialogueError(f'row {number}: "speaker_idx" is {kind_of(row.get("speaker_idx"))}; it has to say who')
    names = list(dict.fromkeys(str(row["speaker_idx"]) for row in rows))
    if len(names) > 2:
        raise DialogueError(f'there are {len(names)} different "speaker_idx"; a dialogue has two speakers')
    return dict(zip(names, ("seeker", "supporter"), strict=False))


def _actor(row: Row, place: str) -> Speaker:
    actor = row.get("Actor")
    said_by = _ACTORS.get(actor) if isinstance(actor, str) else None
    if said_by is None:
        raise DialogueError(f'{place}: "Actor" of an utterance is {_told(actor)}; it has to be speaker or listener')
    return said_by


def _text(value: object, place: str, quirks: Quirks) -> str:
    return _with_commas(utterance(value, place, quirks), quirks)


def _with_commas(text: str, quirks: Quirks) -> str:
    if _COMMA in text:
        quirks[f'texts in which "{_COMMA}" was read as a comma'] += 1
    return text.replace(_COMMA, ",")


def _told(value: object) -> str:
    return shown(value) if isinstance(value, str) else kind_of(value)


EMPATHETIC = Format(
    "empathetic", "EmpatheticDialogues (by emotion)", is_by_emotion, read_by_emotion,
    gather=rows_by("Dialog_ID"), licence=CC_BY_NC, language="en",
)  # fmt: skip
EMPATHETIC_ORIGINAL = Format(
    "empathetic-original", "EmpatheticDialogues", is_released, read_released,
    gather=rows_by("conv_id"), licence=CC_BY_NC, language="en",
)  # fmt: skip
