"""What the values of a record of replies say: texts as found, turns, contexts; and which of them stand for no value."""

from __future__ import annotations

import math
from contextlib import suppress

from ..signatures import Turn
from .columns import kind_of
from .formats.messages import Chat
from .formats.outputs import read_row
from .spelling import DialogueError, Quirks, mended, utterance

MISSING = frozenset({"NaN", "nan", "NA", "N/A", "null", "None", "<NA>"})
"""Cells, exactly so written, in which pandas, R and others say that there is no value. An empty one may be a text."""

_CONTEXT = Chat(
    turns=("context",),
    role=("speaker", "role", "from"),
    text=("text", "content", "value"),
    roles={
        "seeker": "seeker", "supporter": "supporter", "usr": "seeker", "sys": "supporter", "user": "seeker",
        "assistant": "supporter", "client": "seeker", "counselor": "supporter", "human": "seeker", "gpt": "supporter",
        "speaker": "seeker", "listener": "supporter", "bot": "supporter", "system": "system",
    },
)  # fmt: skip


def known(value: object, cells: bool) -> object:
    """Return a value, the very same; None where it stands for none, also in a list.

    Args:
        cells: it is a cell of a table, where a word stands for none; else it is JSON's, where NaN does.
    """
    if cells:
        return None if value in MISSING else value
    if isinstance(value, list) and any(map(_is_nan, value)):
        return [None if _is_nan(one) else one for one in value]
    return None if _is_nan(value) else value


def _is_nan(value: object) -> bool:
    return isinstance(value, float) and math.isnan(value)


def text_of(value: object, name: str) -> str | None:
    """Return a text as found; None for null, which is what a failed reply is.

    Raises:
        DialogueError: it is something else.
    """
    if value is None:
        return None
    if not isinstance(value, str):
        raise DialogueError(f'"{name}" is {kind_of(value)}; it has to be a string')
    return mended(value)


def reply_of(value: object, name: str) -> str | None:
    """Return a reply as found; None where there is none.

    Raises:
        DialogueError: it is no text, or several.
    """
    # ESConv's own code writes the list of what was sampled, of one where nothing else was asked for.
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, list):
        raise DialogueError(f'"{name}" has {len(value)} replies; one of them has to be chosen')
    return text_of(value, name)


def references_of(value: object, name: str) -> tuple[str, ...]:
    """Return the one reference or the several that a value holds.

    Raises:
        DialogueError: one is no text.
    """
    texts = value if isinstance(value, list) else [value]
    return tuple(text for one in texts if (text := text_of(one, name)) is not None)


def turn_of(value: object, name: str) -> int | None:
    """Return the number of a turn.

    Raises:
        DialogueError: it is no whole number.
    """
    if value is None or value == "":
        return None
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        with suppress(ValueError, OverflowError):
            number = float(value)  # "3.0", as pandas writes a column with gaps
            if number.is_integer():
                return int(number)
    raise DialogueError(f'"{name}" is no whole number')


def context_of(value: object, quirks: Quirks) -> tuple[Turn, ...]:
    """Return the turns before a reply: messages; texts alone, of which the last is the seeker's, and so on backwards;
    or one text, with "User:" and "Assistant:" before each utterance or without.

    Raises:
        DialogueError: it is none of these.
    """
    here = Quirks()
    turns = _context(value, here)
    quirks.update(of(here, "contexts"))
    return turns


def of(quirks: Quirks, what: str) -> Quirks:
    """Return quirks that say whose they are, since a reply's own text is as found."""
    return Quirks({f"{told} (of {what})": count for told, count in quirks.items()})


def _context(value: object, quirks: Quirks) -> tuple[Turn, ...]:
    if value is None or value == "" or value == []:
        return ()
    if isinstance(value, str):
        if value.startswith(("User:", "Assistant:")):
            return read_row({"context": value, "target": "-"}, quirks).dialogue.turns[:-1]
        value = [value]
    if not isinstance(value, list):
        raise DialogueError(f"the context is {kind_of(value)}; it has to be a text or a list")
    if all(isinstance(one, str) for one in value):
        return tuple(
            Turn(
                speaker="supporter" if (len(value) - number) % 2 else "seeker",
                text=utterance(text, f"context, utterance {number}", quirks),
            )
            for number, text in enumerate(value, start=1)
        )
    return _CONTEXT.read({"context": value}, quirks).dialogue.turns
