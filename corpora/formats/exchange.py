"""One question and one answer, as question-and-answer corpora and forums have them: a dialogue of two turns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...signatures import Dialogue, Turn
from ..cleaning import clean
from ..columns import as_paragraphs, kind_of
from ..spelling import DialogueError, Quirks, utterance


def exchange(asked: str, answered: str, quirks: Quirks) -> Dialogue:
    """Return the dialogue of what the seeker asked and the supporter answered."""
    return Dialogue(
        turns=(
            Turn(speaker="seeker", text=utterance(asked, "question", quirks)),
            Turn(speaker="supporter", text=utterance(answered, "answer", quirks)),
        )
    )


def question(record: Mapping[str, Any], names: Sequence[str], quirks: Quirks) -> str:
    """Return the texts under some names as the paragraphs of one, cleaned as those of posts are.

    Raises:
        DialogueError: none is there, or one of them is no string; one that is null is empty.
    """
    if not any(name in record for name in names):
        raise DialogueError("there is no " + " and no ".join(f'"{name}"' for name in names))
    return as_paragraphs([text_under(record, name) for name in names], quirks)


def answer(record: Mapping[str, Any], name: str, quirks: Quirks) -> str:
    """Return the text under a name, cleaned.

    Raises:
        DialogueError: it is not there, or no string.
    """
    if record.get(name) is None:
        raise DialogueError(f'there is no text "{name}"')
    return clean(text_under(record, name), quirks)


def text_under(record: Mapping[str, Any], name: str) -> str:
    """Return the text under a name as it stands; "" where it is missing or null.

    Raises:
        DialogueError: it is no string.
    """
    value = record.get(name)
    if not isinstance(value, str | None):
        raise DialogueError(f'"{name}" is {kind_of(value)}; it has to be a string')
    return value or ""
