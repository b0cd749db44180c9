"""ESConv in the three wordings that it is published in, read into our types.

    original     {"speaker": "seeker" | "supporter", "annotation": {"strategy" | "feedback"}, "content"}
    Hugging Face {"speaker": "usr" | "sys", "strategy", "text"}
    FailedESConv as the original, but the seeker is called "speaker" and the supporter "listener"

Conversations of people: the same side may write several messages in a row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ...signatures import Dialogue, Reasoning, Speaker, Turn
from ..columns import kind_of, shown
from ..format import Format, ReadDialogue
from ..licences import CC_BY_NC
from ..spelling import DialogueError, Quirks, require_object, said, strategy, utterance
from .beside import about_of, notes_on, written_beside

_SPEAKERS: dict[str, Speaker] = {
    "seeker": "seeker", "usr": "seeker", "speaker": "seeker",
    "supporter": "supporter", "sys": "supporter", "listener": "supporter",
}  # fmt: skip


def is_esconv(record: Any) -> bool:
    """Return whether a record is, or is meant to be, a conversation of ESConv, in any wording."""
    return isinstance(record, Mapping) and isinstance(record.get("dialog"), list) and not _is_strings(record["dialog"])


def read(record: Mapping[str, Any], quirks: Quirks) -> ReadDialogue:
    """Return the conversation of a record.

    `about` has the survey as it was answered, in words or none, and what stands beside the utterances, above all the
    ratings that seekers gave while they talked: under ``turns``, as ``feedback``.

    Raises:
        DialogueError: the record is no conversation.
    """
    require_object(record, "a dialogue")
    lines = record.get("dialog")
    if not isinstance(lines, list) or not lines:
        raise DialogueError('"dialog" has no utterances' if lines == [] else 'there is no list "dialog" of utterances')
    turns = tuple(_turn(line, f"utterance {number}", quirks) for number, line in enumerate(lines, start=1))
    notes = {number: _notes(line, quirks) for number, line in enumerate(lines, start=1)}
    return ReadDialogue(
        Dialogue(turns=turns),
        topic=said(record, "problem_type"),
        emotion=said(record, "emotion_type"),
        situation=said(record, "situation"),
        about=about_of(record, ("dialog",), notes, quirks),
    )


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


def _notes(line: Mapping[str, Any], quirks: Quirks) -> dict[str, Any]:
    """Return what a line says beside the utterance and its strategy."""
    annotation = _annotation(line)
    if "annotation" in line and not isinstance(line["annotation"], Mapping | None):
        quirks[f"annotations that are {kind_of(line['annotation'])}, left out"] += 1
    if annotation.get("strategy", line.get("strategy")) != line.get("strategy", annotation.get("strategy")):
        quirks["second strategies of one utterance left out"] += 1
    taken = {"speaker", "annotation", "strategy", "text" if "text" in line else "content"}
    beside = {name: value for name, value in line.items() if name not in taken}
    return beside | {name: value for name, value in annotation.items() if name != "strategy" and value is not None}


def _write(found: ReadDialogue, speakers: Mapping[Speaker, str], text: str, annotated: bool) -> dict[str, Any]:
    lines = []
    for number, turn in enumerate(found.dialogue.turns, start=1):
        label = {"strategy": turn.strategy} if turn.strategy else {}
        if annotated:
            annotation = label | notes_on(found, number, ("strategy",))
            lines.append({"speaker": speakers[turn.speaker], "annotation": annotation, text: turn.text})
        else:
            lines.append({text: turn.text, "speaker": speakers[turn.speaker], **label})
    names = {"emotion_type": found.emotion, "problem_type": found.topic, "situation": found.situation}
    return written_beside(found, names, ("dialog",)) | {"dialog": lines}


def _format(key: str, name: str, speakers: tuple[str, str], text: str, annotated: bool) -> Format:
    names: dict[Speaker, str] = {"seeker": speakers[0], "supporter": speakers[1]}
    return Format(
        key,
        name,
        lambda record: is_esconv(record) and _first_speaker(record) in speakers,
        read,
        lambda found: _write(found, names, text, annotated),
        family="esconv",
        lines=not annotated,
        licence=CC_BY_NC,
        language="en",
    )


def _first_speaker(record: Mapping[str, Any]) -> object:
    lines = record["dialog"]
    return lines[0].get("speaker") if lines and isinstance(lines[0], Mapping) else None


HUGGING_FACE = _format("esconv-hf", "ESConv (Hugging Face)", ("usr", "sys"), "text", annotated=False)
FAILED = _format("failedesconv", "FailedESConv", ("speaker", "listener"), "content", annotated=True)
# Last of the three: what is meant to be ESConv and has nobody's names for the speakers is the original.
ESCONV = replace(_format("esconv", "ESConv", ("seeker", "supporter"), "content", annotated=True), fits=is_esconv)


def _is_strings(lines: list[Any]) -> bool:
    return bool(lines) and isinstance(lines[0], str)


def _listed() -> str:
    return ", ".join(_SPEAKERS)
