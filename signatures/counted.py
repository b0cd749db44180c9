"""How many there are of something, in words for people."""

from __future__ import annotations


def counted(number: int, what: str) -> str:
    """Return ``1 dialogue``, ``1,300 dialogues``; for a noun whose plural has an s and no more."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
