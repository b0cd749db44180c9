"""How files of dialogues spell things: white space, strategies, halves of characters. What is read otherwise than it is
written is counted, so that nothing is mended in silence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from ..signatures import TAXONOMIES, InputError
from .columns import kind_of, shown

Quirks = Counter[str]
"""What was read otherwise than it is written → how often."""

SURROGATE = re.compile("[\ud800-\udfff]")
_KNOWN = {name.casefold(): name for taxonomy in TAXONOMIES.values() for name in taxonomy.names}
# Left: FailedESConv, and Hill's Helping Skills, whose names ESConv first used. Right: ESConv as released.
_ALIASES = {
    "questions": "Question",
    "other": "Others",
    "restatement": "Restatement or Paraphrasing",
    "approval and reassurance": "Affirmation and Reassurance",
    "direct guidance": "Providing Suggestions",
}


class DialogueError(InputError):
    """A record is no dialogue; the message says why, without the record's place."""


def require_object(record: object, what: str) -> None:
    """Refuse a record that is no object.

    Args:
        what: what an object would be, such as ``a dialogue``.

    Raises:
        DialogueError: it is none.
    """
    if not isinstance(record, Mapping):
        raise DialogueError(f"the record is {kind_of(record)}; {what} is an object")


def said(record: Mapping[str, Any], name: str) -> str:
    """Return the text that a record has under a name, without white space around it; "" where there is none."""
    value = record.get(name)
    return mended(value.strip()) if isinstance(value, str) else ""


def utterance(value: object, place: str, quirks: Quirks) -> str:
    """Return what was said, without white space around it.

    An empty utterance stays: it is for the checks to find.

    Args:
        place: what the message of an error begins with, such as ``utterance 3``.

    Raises:
        DialogueError: it is no string.
    """
    if not isinstance(value, str):
        raise DialogueError(f"{place}: the text is {kind_of(value)}; it has to be a string")
    text = value.strip()
    if text != value:
        quirks["white space around an utterance left out"] += 1
    if not text:
        quirks["utterances that are empty, kept as they are"] += 1
    if SURROGATE.search(text):
        quirks["utterances with half a character, which became U+FFFD"] += 1
        text = mended(text)
    return text


def mended(text: str) -> str:
    """Return a text that can be printed and stored: half a character (of an emoji cut in two) becomes U+FFFD."""
    return SURROGATE.sub("\ufffd", text)


def strategy(value: object, place: str, quirks: Quirks) -> str | None:
    """Return the name of a strategy as its taxonomy spells it; None where there is none.

    A name that no taxonomy has stays: what it should be is not ours to guess.

    Raises:
        DialogueError: it is no string.
    """
    if value is None:
        return None
    if not isinstance(value, str):
        raise DialogueError(f"{place}: the strategy is {kind_of(value)}; it has to be a string")
    name = mended(" ".join(value.split()))
    known = _KNOWN.get(name.casefold()) or _ALIASES.get(name.casefold())
    if not name:
        quirks["empty strategies read as none"] += 1
    elif known is None:
        quirks[f'strategy "{shown(name)}" is in no taxonomy, kept as it is'] += 1
    elif known != value:
        quirks[f'strategy "{shown(name)}" read as "{known}"'] += 1
    return known or name or None
