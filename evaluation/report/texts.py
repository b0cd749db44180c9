"""Texts of people and models as data: on a page they are shown letter by letter, and nothing in them is obeyed."""

from __future__ import annotations

import re
from html import escape

# C0 and C1 controls but tab and line feed; the marks that turn the direction of writing around, behind which a text
# can look like another; surrogates and non-characters, which no file in UTF-8 may hold.
_UNFIT = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def plain(text: str) -> str:
    """Return `text` without the characters that are not to be seen but do something."""
    return _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def escaped(text: str) -> str:
    """Return `text` for HTML, between tags and in quoted attributes."""
    return escape(plain(text))


def cut(text: str, most: int = 32) -> str:
    """Return `text` on one line, of at most `most` characters; "…" stands for the rest."""
    line = " ".join(plain(text).split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
