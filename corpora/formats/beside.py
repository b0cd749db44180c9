"""What a record says beside the conversation: taken from one record as found, and put into another under its names."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import PurePath
from typing import Any

from ..format import ReadDialogue
from ..spelling import Quirks, said


def about_of(
    record: Mapping[str, Any], taken: Collection[str], turns: Mapping[int, Mapping[str, Any]], quirks: Quirks
) -> dict[str, Any]:
    """Return the `ReadDialogue.about` of a record.

    Args:
        taken: names in the record that hold the conversation.
        turns: number of the turn, from 1, → what the record says of it.
    """
    about = {name: value for name, value in record.items() if name not in taken}
    if about.pop("turns", None) is not None:  # the name under which notes on turns are kept
        quirks['a note on the whole that is called "turns", left out'] += 1
    notes = {str(number): dict(note) for number, note in turns.items() if note}
    return about | ({"turns": notes} if notes else {})


def written_beside(found: ReadDialogue, names: Mapping[str, str], taken: Collection[str]) -> dict[str, Any]:
    """Return what is written beside a conversation: all that is known about it but notes on turns.

    Args:
        names: what the format calls the topic and the like → the text, left out where it is "". A note of this name is
            written instead where it says the same, since it is spelt as found.
        taken: names that the format needs for other things; notes that have them are left out.
    """
    notes = {name: value for name, value in found.about.items() if name != "turns" and name not in taken}
    told = {name: notes[name] if said(notes, name) == text else text for name, text in names.items() if text}
    return {name: text for name, text in told.items() if name not in notes} | notes | told


def notes_on(found: ReadDialogue, number: int, taken: Collection[str] = ()) -> dict[str, Any]:
    """Return what is said of a turn, by its number from 1, but for notes whose names the format needs."""
    notes = found.about.get("turns", {}).get(str(number), {})
    return {name: value for name, value in notes.items() if name not in taken}


def own_id(found: ReadDialogue) -> str:
    """Return the name of a dialogue; "" where it is only the place that it had in its file."""
    places = {str(found.number)}
    if found.source is not None:
        places = {str(found.source.record), f"{PurePath(found.source.file).stem}-{found.source.record}"}
    return "" if found.id in places else found.id
