"""What was replaced in posts, so that a person can see what scrubbing did. It has the very words that were taken out:
a file of its own, for its owner alone, which nothing needs and which is not part of the corpus.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from ..signatures import InputError

AUDIT = "privacy.db"
POST = "post"
"""The part that is the post itself; the others are what a model said of it, such as its translation."""
_KEY = ("post_id", "part", "start")
_PATIENCE = 60.0


class Audit:
    """The table `replacements` of `privacy.db` in a corpus folder.

    Raises:
        InputError: the file is not such a database, or cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        path = folder / AUDIT
        try:
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            self._db = Database(sqlite3.connect(path, timeout=_PATIENCE))
            self._prepare()
        except (OSError, sqlite3.Error) as error:
            raise InputError(f"{path}: {error}; it has to be a file that we may write to, or none") from error

    def _prepare(self) -> None:
        table = self._db.table("replacements")
        if not table.exists():
            columns = {
                "post_id": str, "part": str, "source": str, "line": int, "kind": str, "start": int, "end": int,
                "original": str, "replacement": str,
            }  # fmt: skip
            table.create(columns, pk=_KEY)
        elif "part" not in table.columns_dict:  # made when posts alone were scrubbed
            table.add_column("part", str, not_null_default=POST)
            table.transform(pk=_KEY)

    def put(self, post_id: str, part: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Record the replacements in a post or another part of what is known of it; they take the place of those of
        that part before, so the same again changes nothing."""
        with self._db.conn:
            table = self._db.table("replacements")
            table.delete_where("post_id = ? AND part = ?", [post_id, part])
            table.insert_all({"post_id": post_id, "part": part} | dict(row) for row in rows)

    def kinds_beside(self, post_id: str) -> list[str]:
        """Return the kind of each replacement in what was made of a post, such as its translation."""
        sql = "SELECT kind FROM replacements WHERE post_id = ? AND part != ?"
        return [row["kind"] for row in self._db.query(sql, [post_id, POST])]

    def close(self) -> None:
        self._db.close()
