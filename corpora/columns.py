"""Which columns of a record hold the post, and how their contents become one text.

Columns are looked for by name, without regard to case, spaces, underscores and hyphens. The choice is made once a file,
so that no record is read from another column than its neighbours.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from ..signatures.errors import InputError
from .cleaning import clean

LONGEST = 50_000
"""Characters of the longest post taken; longer is a file read wrongly. Reddit itself stops at 40,000."""

TEXT_COLUMNS = (
    ("seeker_post",),  # EPITOME
    ("question", "description"),  # PsyQA
    ("questionTitle", "questionText"),  # CounselChat
    ("title", "selftext"),  # Reddit
    ("title", "body"),
    ("text",),  # Dreaddit
    ("post",),
    ("body",),
    ("content",),
    ("message",),
    ("selftext",),
    ("situation",),  # ESConv
    ("questionText",),
    ("question",),
    ("description",),
)
"""What holds the post, most telling first; of two columns the first is the title of the second."""

ID_COLUMNS = ("id", "post_id", "sp_id", "questionID", "uid")

_REMOVED = frozenset({"[removed]", "[deleted]", "[deleted by user]"})
"""What Reddit leaves of a text that is gone; it is nobody's post."""

REMOVED = "texts that their writer or a moderator took away, left out"
REPEATED = "titles that the text repeats, left out"

_KINDS = {
    "NoneType": "null",
    "str": "a string",
    "bool": "true or false",
    "int": "a number",
    "float": "a number",
    "list": "a list",
    "dict": "an object",
}


class TextError(InputError):
    """A record has no usable text; the message says why, without the record's place."""


def text_columns(columns: Sequence[str], wanted: str | None = None) -> tuple[str, ...]:
    """Return the columns that hold the post, or () when there are none.

    Args:
        wanted: the user's own choice, "a" or "a+b"; None to look for the usual ones.
    """
    if wanted is None:
        choices: Sequence[Sequence[str]] = TEXT_COLUMNS
    else:
        choices = ((wanted,), wanted.split("+"))
    for choice in choices:
        found = [_find(name, columns) for name in choice]
        if None not in found:
            return tuple(name for name in found if name is not None)
    return ()


def text_of(record: Mapping[str, object], columns: Sequence[str], quirks: Counter[str] | None = None) -> str:
    """Return the clean text of `columns`, parts as paragraphs; a title that the text repeats is left out.

    Args:
        quirks: where what is cleaned or left out is counted.

    Raises:
        TextError: there is no text, it is no string, or it is longer than `LONGEST`.
    """
    names = " and ".join(f'"{shown(name)}"' for name in columns)
    if not any(name in record for name in columns):
        raise TextError(f"there is no {names}; a post needs text")
    parts = []
    for name in columns:
        value = record.get(name)
        if value is not None and not isinstance(value, str):
            raise TextError(f'"{shown(name)}" is {kind_of(value)}; a post needs text')
        parts.append(value or "")
    return joined(parts, names + (" are" if len(columns) > 1 else " is"), quirks)


def shown(name: str) -> str:
    """Return a column name fit for a message: one line, at most 40 characters, "" as two quotation marks."""
    visible = "".join(mark if mark.isprintable() else "\ufffd" for mark in " ".join(name.split()))
    return visible[:40] or '""'


def kind_of(value: object) -> str:
    """Return what a JSON value is, in words for a message."""
    return _KINDS.get(type(value).__name__, type(value).__name__)


def joined(parts: Sequence[str], what: str, quirks: Counter[str] | None = None) -> str:
    """Return the clean, non-empty parts as one text.

    Args:
        what: how the message of an error begins, such as ``"text" is``.
        quirks: where what is cleaned or left out is counted.

    Raises:
        TextError: nothing is left, or it is longer than `LONGEST`.
    """
    text = as_paragraphs(parts, quirks)
    if not text:
        raise TextError(f"{what} empty; a post needs text")
    if len(text) > LONGEST:
        raise TextError(f"{what} {len(text):,} characters long; a post may have {LONGEST:,}")
    return text


def as_paragraphs(parts: Sequence[str], quirks: Counter[str] | None = None) -> str:
    """Return the clean parts as paragraphs of one text, without those that are empty or were taken away, and without a
    title that the part after it begins with; "" if nothing is left."""
    done = Counter[str]() if quirks is None else quirks
    kept: list[str] = []
    for part in parts:
        text = clean(part, done)
        if text in _REMOVED:
            done[REMOVED] += 1
        elif text:
            if kept and _begins(text, kept[-1]):
                done[REPEATED] += 1
                kept.pop()
            kept.append(text)
    return "\n\n".join(kept)


def source_id_of(record: Mapping[str, object]) -> str:
    """Return the record's own name, "" when it has none."""
    for name in _id_columns(tuple(record)):
        value = record[name]
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            found = " ".join(clean(str(value)).split())
            if found:
                return found
    return ""


@lru_cache(maxsize=64)  # all rows of a table have the same columns, Dreaddit 116 of them
def _id_columns(columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(found for name in ID_COLUMNS if (found := _find(name, columns)) is not None)


def _find(name: str, columns: Sequence[str]) -> str | None:
    if not name.strip():
        return None  # the nameless first column is a row number that pandas wrote
    if name in columns:
        return name
    return next((column for column in columns if _fold(column) == _fold(name)), None)


def _fold(name: str) -> str:
    return re.sub(r"[\s_-]+", "", name).casefold()


def _begins(text: str, title: str) -> bool:
    """Say whether `text` begins with `title`, whole words, whatever the spacing, case and final full stops."""
    start = " ".join(title.split()).casefold().rstrip(".… ")
    whole = " ".join(text.split()).casefold()
    following = whole[len(start) : len(start) + 1]
    inside_word = start[-1:].isascii() and start[-1:].isalnum() and following.isascii() and following.isalnum()
    return whole.startswith(start) and not inside_word
