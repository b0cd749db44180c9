"""ESConv-SRA: an ESConv conversation up to some point, and a model's reply by each of several ExTES strategies.

    {"dialog": [text, …], "speakers": ["seeker" | "supporter", …], "situation", "responses": {strategy: text},
     "prompts": {strategy: text}}

A file is one of them. No reply is the one that was given, so that all of them stay notes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...signatures import Dialogue, Speaker, Turn
from ..columns import kind_of, shown
from ..format import Format, ReadDialogue
from ..licences import UNSTATED
from ..spelling import DialogueError, Quirks, require_object, said, utterance
from .beside import about_of

_SPEAKERS: dict[str, Speaker] = {"seeker": "seeker", "supporter": "supporter"}


def is_sra(record: Any) -> bool:
    """Return whether a record is, or is meant to be, a conversation of ESConv-SRA."""
    return isinstance(record, Mapping) and record.keys() >= {"dialog", "speakers"}


def read(record: Any, quirks: Quirks) -> ReadDialogue:
    """Return the conversation of a record; `about` has the replies and prompts by strategy.

    Raises:
        DialogueError: the record is no conversation, or has not one speaker for each utterance.
    """
    require_object(record, "a dialogue")
    texts, speakers = _list(record, "dialog"), _list(record, "speakers")
    if len(texts) != len(speakers):
        raise DialogueError(f'"dialog" has {len(texts)} utterances and "speakers" {len(speakers)} speakers')
    turns = tuple(
        Turn(speaker=_speaker(who, f"utterance {number}"), text=utterance(text, f"utterance {number}", quirks))
        for number, (who, text) in enumerate(zip(speakers, texts, strict=True), start=1)
    )
    about = about_of(record, ("dialog", "speakers"), {}, quirks)
    return ReadDialogue(Dialogue(turns=turns), situation=said(record, "situation"), about=about)


def _list(record: Mapping[str, Any], name: str) -> list[Any]:
    value = record.get(name)
    if not isinstance(value, list) or not value:
        raise DialogueError(
            f'"{name}" is empty' if value == [] else f'"{name}" is {kind_of(value)}; it has to be a list'
        )
    return value


def _speaker(value: object, place: str) -> Speaker:
    said_by = _SPEAKERS.get(value) if isinstance(value, str) else None
    if said_by is None:
        told = shown(value) if isinstance(value, str) else kind_of(value)
        raise DialogueError(f"{place}: the speaker is {told}; it has to be seeker or supporter")
    return said_by


ESCONV_SRA = Format("esconv-sra", "ESConv-SRA", is_sra, read, alone=True, licence=UNSTATED, language="en")
