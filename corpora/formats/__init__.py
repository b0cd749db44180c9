"""The formats of the field: one file each, all of them here in the order in which they are recognised."""

from __future__ import annotations

from ..format import CardFormat, Format, PostFormat
from .esconv import ESCONV, FAILED, HUGGING_FACE
from .escot import ESCOT
from .ours import OURS
from .ssconv import SSCONV

FORMATS: tuple[Format, ...] = (OURS, ESCOT, HUGGING_FACE, FAILED, ESCONV, SSCONV)
"""Of dialogues. A format stands before those that would take its records for their own."""
CARDS: tuple[CardFormat, ...] = ()
POSTS: tuple[PostFormat, ...] = ()


def by_key(key: str) -> Format | None:
    """Return the format of dialogues with a key; None if there is none."""
    return next((one for one in FORMATS if one.key == key), None)
