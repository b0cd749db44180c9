"""AnnoMI: counselling sessions from films, transcribed and coded; a table with a row for every utterance.

    transcript_id, mi_quality, video_title, video_url, topic, utterance_id, interlocutor (therapist | client),
    timestamp, utterance_text, main_therapist_behaviour, client_talk_type

AnnoMI-full has more codes, and an utterance once for every annotator. Codes are no strategies of ours: they stay notes
on turns. "n/a", in the columns of the other side, says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...signatures import Dialogue, Speaker, Turn
from ..columns import kind_of, shown
from ..format import Format, ReadDialogue
from ..gathering import Row, in_order, notes_of, rows_by, rows_of
from ..licences import UNSTATED
from ..spelling import DialogueError, Quirks, said, utterance

LABELS = (
    "main_therapist_behaviour", "client_talk_type", "therapist_input_exists", "therapist_input_subtype",
    "reflection_exists", "reflection_subtype", "question_exists", "question_subtype",
)  # fmt: skip
"""What annotators say of an utterance. Of one that several annotated all are kept, in the order of ``annotator_id``."""

_SPEAKERS: dict[str, Speaker] = {"client": "seeker", "therapist": "supporter"}
_USED = frozenset({"transcript_id", "utterance_id", "interlocutor", "utterance_text"})


def is_annomi(record: Any) -> bool:
    """Return whether a record is, or is meant to be, a row of AnnoMI."""
    return isinstance(record, Mapping) and record.keys() >= {"transcript_id", "interlocutor", "utterance_text"}


def read(record: Any, quirks: Quirks) -> ReadDialogue:
    """Return the session of the rows of one transcript, in the order of ``utterance_id``.

    Raises:
        DialogueError: an utterance is nobody's, or rows with one number have different utterances.
    """
    numbered = in_order(rows_of(record), "utterance_id", quirks)
    turns = tuple(_turn(rows, f"utterance {number}", quirks) for number, rows in numbered.items())
    utterances = list(numbered.values())
    again = sum(map(len, utterances)) - len(utterances)
    if again:
        quirks["rows that repeat an utterance for another annotator, read as one utterance"] += again
    first = utterances[0][0]
    return ReadDialogue(
        Dialogue(turns=turns),
        id=str(first.get("transcript_id", "")).strip(),
        topic=said(first, "topic"),
        about=notes_of(utterances, _USED, nothing=("", "n/a"), lists=LABELS),
    )


def _turn(rows: list[Row], place: str, quirks: Quirks) -> Turn:
    who, text = rows[0].get("interlocutor"), rows[0].get("utterance_text")
    if any((row.get("interlocutor"), row.get("utterance_text")) != (who, text) for row in rows):
        raise DialogueError(f"{place}: rows with this number have different utterances")
    said_by = _SPEAKERS.get(who) if isinstance(who, str) else None
    if said_by is None:
        told = shown(who) if isinstance(who, str) else kind_of(who)
        raise DialogueError(f'{place}: "interlocutor" is {told}; it has to be therapist or client')
    return Turn(speaker=said_by, text=utterance(text, place, quirks))


ANNOMI = Format("annomi", "AnnoMI", is_annomi, read, gather=rows_by("transcript_id"), licence=UNSTATED, language="en")
