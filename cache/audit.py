"""What was replaced in posts, so that a person can see what scrubbing did. It has the very words that were taken out:
a file of its own, for its owner alone, which nothing needs and which is not part of the corpus.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from ..signatures import InputError

AUDIT = "privacy.db"
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
            columns = {
                "post_id": str, "source": str, "line": int, "kind": str, "start": int, "end": int,
                "original": str, "replacement": str,
            }  # fmt: skip
            self._db.table("replacements").create(columns, pk=("post_id", "start"), if_not_exists=True)
        except (OSError, sqlite3.Error) as error:
            raise InputError(f"{path}: {error}; it has to be a file that we may write to, or none") from error

    def put(self, rows: Iterable[dict[str, Any]]) -> None:
        """Record the replacements of one post; the same post again changes nothing."""
        with self._db.conn:
            self._db.table("replacements").insert_all(rows, replace=True)

    def close(self) -> None:
        self._db.close()
