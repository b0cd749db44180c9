"""SQLite's write-ahead log, with which several processes read and write a file at once."""

from __future__ import annotations

import sqlite3
import time

from sqlite_utils import Database

_PAUSE = 0.02
"""Seconds between two tries."""


def share(db: Database, patience: float) -> None:
    """Turn the write-ahead log on, which the file remembers.

    While another process does the same, SQLite says at once that the file is locked, whatever time-out it was given; so
    it is asked again, for `patience` seconds.

    Raises:
        sqlite3.Error: the file is no database, or stays locked.
    """
    until = time.monotonic() + patience
    while db.journal_mode != "wal":
        try:
            db.enable_wal()
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(_PAUSE)
    # With NORMAL nothing is lost when the process dies; only a power cut may undo the last transactions.
    db.execute("PRAGMA synchronous = NORMAL")
