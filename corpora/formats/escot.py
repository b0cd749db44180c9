"""ESCoT: dialogues up to one reply of the supporter, with notes on the seeker and on the reply.

    {"id", "original_data": {"dialog": [{"speaker": "seeker" | "supporter", "content"}], "strategy", "response"},
     "cot_data": {"emotion", "emotion_stimuli", "individual_appraisal", "recognized_strategy", "strategy_reason"}}

Only the response has a strategy. There are 13: ESConv's but for "Others", and six of its own, which stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...signatures import Dialogue, Reasoning, Turn
from ..columns import kind_of
from ..format import Format, ReadDialogue
from ..licences import UNSTATED
from ..spelling import DialogueError, Quirks, said, strategy, utterance
from . import esconv

NOTES = ("emotion", "emotion_stimuli", "individual_appraisal", "strategy_reason")
"""What the seeker feels, what it is about, what they make of it, and why this strategy."""


def is_escot(record: Any) -> bool:
    """Return whether a record is, or is meant to be, a dialogue of ESCoT."""
    return isinstance(record, Mapping) and isinstance(record.get("original_data"), Mapping)


def read(record: Mapping[str, Any], quirks: Quirks) -> ReadDialogue:
    """Return the dialogue of a record, the response as its last turn, and the `NOTES`, as found.

    Raises:
        DialogueError: the record is no dialogue with a response.
    """
    told = record.get("original_data") if isinstance(record, Mapping) else None
    if not isinstance(told, Mapping):
        raise DialogueError('there is no "original_data" with a dialog and a response')
    before = esconv.read({"dialog": told.get("dialog")}, quirks).dialogue
    text = utterance(told.get("response"), "response", quirks)
    named = strategy(told.get("strategy"), "response", quirks)
    response = Turn(speaker="supporter", text=text, reasoning=Reasoning(strategy=named) if named else None)
    notes = _notes(record.get("cot_data"), quirks)
    if notes.get("recognized_strategy", told.get("strategy")) != told.get("strategy"):
        quirks["strategies that the notes name otherwise, read as the dialogue has them"] += 1
    about = {name: notes[name] for name in NOTES if notes.get(name) is not None}
    return ReadDialogue(
        Dialogue(turns=(*before.turns, response)),
        id=str(record.get("id", "")),
        emotion=said(notes, "emotion"),
        about=about,
    )


def _notes(value: object, quirks: Quirks) -> Mapping[str, Any]:
    if isinstance(value, Mapping):
        return value
    quirks["dialogues without notes" if value is None else f"notes that are {kind_of(value)}, left out"] += 1
    return {}


ESCOT = Format("escot", "ESCoT", is_escot, read, windows=True, licence=UNSTATED, language="en")
