"""Texts of people and models as data: on a page they are shown letter by letter, and nothing in them is obeyed."""

from __future__ import annotations

from html import escape

from ...signatures.unseen import without_unseen


def escaped(text: str) -> str:
    """Return `text` for HTML, between tags and in quoted attributes."""
    return escape(without_unseen(text))


def cut(text: str, most: int = 32) -> str:
    """Return `text` on one line, of at most `most` characters; "…" stands for the rest."""
    line = " ".join(without_unseen(text).split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
