"""ESCoT: dialogues up to one reply of the supporter, with notes on the seeker and on the reply.

    {"id", "original_data": {"dialog": [{"speaker": "seeker" | "supporter", "content"}], "strategy", "response"},
     "cot_data": {"emotion", "emotion_stimuli", "individual_appraisal", "recognized_strategy", "strategy_reason"}}

Only the response has a strategy. There are 13: ESConv's but for "Others", and six of its own, which stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..signatures import Dialogue, Reasoning, Turn
from . import esconv
from .columns import kind_of
from .spelling import DialogueError, Quirks, strategy, utterance

NOTES = ("emotion", "emotion_stimuli", "individual_appraisal", "strategy_reason")
"""What the seeker feels, what it is about, what they make of it, and why this strategy."""


def is_escot(record: Mapping[str, Any]) -> bool:
    """Return whether a record is, or is meant to be, a dialogue of ESCoT."""
    return isinstance(record.get("original_data"), Mapping)


def read_conversation(record: Mapping[str, Any], quirks: Quirks) -> tuple[Dialogue, dict[str, Any]]:
    """Return the dialogue of a record, the response as its last turn, and the `NOTES`, as found.

    Raises:
        DialogueError: the record is no dialogue with a response.
    """
    told = record.get("original_data")
    if not isinstance(told, Mapping):
        raise DialogueError('there is no "original_data" with a dialog and a response')
    before, _ = esconv.read_conversation({"dialog": told.get("dialog")}, quirks)
    text = utterance(told.get("response"), "response", quirks)
    named = strategy(told.get("strategy"), "response", quirks)
    response = Turn(speaker="supporter", text=text, reasoning=Reasoning(strategy=named) if named else None)
    notes = _notes(record.get("cot_data"), quirks)
    if notes.get("recognized_strategy", told.get("strategy")) != told.get("strategy"):
        quirks["strategies that the notes name otherwise, read as the dialogue has them"] += 1
    about = {name: notes[name] for name in NOTES if notes.get(name) is not None}
    return Dialogue(turns=(*before.turns, response)), about


def _notes(value: object, quirks: Quirks) -> Mapping[str, Any]:
    if isinstance(value, Mapping):
        return value
    quirks["dialogues without notes" if value is None else f"notes that are {kind_of(value)}, left out"] += 1
    return {}
