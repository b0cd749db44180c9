"""What the commands read from a corpus store beyond single dialogues."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from ..cache import CorpusStore
from ..signatures import HelpPost


@dataclass(frozen=True)
class PostRow:
    """What became of a post."""

    status: str
    screened_by: str
    reason: str
    error: str
    usage: dict[str, Any]


def post_row(store: CorpusStore, post_id: str) -> PostRow | None:
    """Return what became of a post when it was last asked about; None if it never was."""
    rows = store.db.query("SELECT status, screened_by, reason, error, usage FROM posts WHERE id = ?", [post_id])
    row = next(iter(rows), None)
    if row is None:
        return None
    usage = json.loads(row["usage"] or "{}")
    return PostRow(row["status"], row["screened_by"], row["reason"] or "", row["error"] or "", usage)


def post_of(store: CorpusStore, persona_id: str) -> HelpPost | None:
    """Return the post behind a persona; None for one that came from a file."""
    rows = store.db.query(
        "SELECT posts.text, posts.source, posts.line, posts.source_id FROM personas "
        "JOIN posts ON posts.id = personas.post_id WHERE personas.id = ?",
        [persona_id],
    )
    row = next(iter(rows), None)
    return HelpPost(**row) if row is not None else None
