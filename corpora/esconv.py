"""ESConv in the three wordings that it is published in, read into our types.

    original     {"speaker": "seeker" | "supporter", "annotation": {"strategy" | "feedback"}, "content"}
    Hugging Face {"speaker": "usr" | "sys", "strategy", "text"}
    FailedESConv as the original, but the seeker is called "speaker" and the supporter "listener"

Conversations of people: the same side may write several messages in a row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..signatures import Dialogue, Reasoning, Speaker, Turn
from .columns import kind_of, shown
from .spelling import DialogueError, Quirks, strategy, utterance

_SPEAKERS: dict[str, Speaker] = {
    "seeker": "seeker", "usr": "seeker", "speaker": "seeker",
    "supporter": "supporter", "sys": "supporter", "listener": "supporter",
}  # fmt: skip
_NAMES = {"usr": "ESConv (Hugging Face)", "sys": "ESConv (Hugging Face)"} | dict.fromkeys(
    ("speaker", "listener"), "FailedESConv"
)


def is_esconv(record: Mapping[str, Any]) -> bool:
    """Return whether a record is, or is meant to be, a conversation of ESConv."""
    return isinstance(record.get("dialog"), list)


def name_of(record: Mapping[str, Any]) -> str:
    """Return which ESConv a record is of."""
    first = record["dialog"][:1]
    speaker = first[0].get("speaker") if first and isinstance(first[0], Mapping) else None
    return _NAMES.get(str(speaker), "ESConv")


def read_conversation(record: Mapping[str, Any], quirks: Quirks) -> tuple[Dialogue, dict[str, Any]]:
    """Return the dialogue of a record, and what else the record says, as found.

    The ratings that seekers gave while they talked are under ``feedback``: number of the turn → rating.

    Raises:
        DialogueError: the record is no conversation.
    """
    lines = record.get("dialog")
    if not isinstance(lines, list) or not lines:
        raise DialogueError('"dialog" has no utterances' if lines == [] else 'there is no list "dialog" of utterances')
    turns = tuple(_turn(line, f"utterance {number}", quirks) for number, line in enumerate(lines, start=1))
    about = {name: value for name, value in record.items() if name != "dialog"}
    feedback = _feedback(lines)
    return Dialogue(turns=turns), about | ({"feedback": feedback} if feedback else {})


def _turn(line: object, place: str, quirks: Quirks) -> Turn:
    if not isinstance(line, Mapping):
        raise DialogueError(f"{place} is {kind_of(line)}; it has to be an object with speaker and text")
    said_by = _SPEAKERS.get(str(line.get("speaker")))
    if said_by is None:
        raise DialogueError(f'{place}: "speaker" is {shown(str(line.get("speaker")))}; it is none of {_listed()}')
    text = utterance(line["text"] if "text" in line else line.get("content"), place, quirks)
    named = strategy(_annotation(line).get("strategy", line.get("strategy")), place, quirks)
    if named and said_by == "seeker":
        quirks["strategies of seekers left out"] += 1
        named = None
    return Turn(speaker=said_by, text=text, reasoning=Reasoning(strategy=named) if named else None)


def _annotation(line: Mapping[str, Any]) -> Mapping[str, Any]:
    found = line.get("annotation")
    return found if isinstance(found, Mapping) else {}


def _feedback(lines: Sequence[Mapping[str, Any]]) -> dict[int, Any]:
    rated = ((number, _annotation(line).get("feedback")) for number, line in enumerate(lines, start=1))
    return {number: rating for number, rating in rated if rating is not None}


def _listed() -> str:
    return ", ".join(_SPEAKERS)
