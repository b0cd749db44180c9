"""The database of a corpus folder: how it is opened, read and written. What is in it: `store`, `runs`, `checks`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from sqlite_utils import Database

from ..signatures import InputError
from .migrations import corpus

FILE = "corpus.db"
DONE = "done"
CHECK_FAILED = "check-failed"
"""Status of a dialogue that is whole, but that the checks do not accept: it is set aside for review."""
_PATIENCE = 60.0
"""Seconds to wait for another process to finish its transaction."""


class Tables:
    """Open, or create, the database of a corpus folder.

    Raises:
        InputError: the file is not a corpus store, is locked, or was written by a newer version.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        try:
            self.db = Database(sqlite3.connect(self.path, timeout=_PATIENCE))
            if self.db.journal_mode != "wal":
                self.db.enable_wal()
            # WAL with NORMAL loses nothing when the process dies; only a power cut may undo the last transactions.
            self.db.execute("PRAGMA synchronous = NORMAL")
            if corpus.pending(self.db):
                with self._writing():
                    corpus.apply(self.db)
        except sqlite3.Error as error:
            raise InputError(
                f"{self.path}: {error}; is this a socialsim corpus, and is nobody else writing to it?"
            ) from error

    @classmethod
    def open_existing(cls, folder: Path) -> Self:
        """Open the store of `folder` for reading; a missing one is an error, not an empty corpus."""
        if not (folder / FILE).is_file():
            raise InputError(f"{folder}: no {FILE} here; run `socialsim simulate out={folder}` first")
        return cls(folder)

    def close(self) -> None:
        self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction, begun as a writer: two processes wait for one another instead of failing half way."""
        self.db.execute("BEGIN IMMEDIATE")
        with self.db.conn:
            yield

    def _rows(self, sql: str, values: list[Any]) -> Iterator[dict[str, Any]]:
        return self.db.query(sql, values)

    def _one(self, sql: str, values: list[Any]) -> dict[str, Any] | None:
        return next(iter(self._rows(sql, values)), None)
