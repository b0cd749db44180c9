"""SQLite files that several processes may have open at once: how they are opened, read and written.

What is in that of a corpus folder: `store`, `runs`, `checks`; the other one is the book of `ratings`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar, Self

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from ..signatures import InputError
from .migrations import corpus
from .sharing import share

FILE = "corpus.db"
DONE = "done"
CHECK_FAILED = "check-failed"
"""Status of a dialogue that is whole, but that the checks do not accept: it is set aside for review."""
_PATIENCE = 60.0
"""Seconds to wait for another process to finish its transaction."""


class SharedFile:
    """Open, or create, the database in the file `path`.

    Raises:
        InputError: the file is none of its kind, or is locked.
    """

    kind: ClassVar[str]
    """What the file is, for whoever opens another one."""
    migrations: ClassVar[Migrations]

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.db = Database(sqlite3.connect(path, timeout=_PATIENCE))
            share(self.db, _PATIENCE)
            if self.migrations.pending(self.db):
                with self._writing():
                    self.migrations.apply(self.db)
        except sqlite3.Error as error:
            raise InputError(f"{path}: {error}; is this {self.kind}, and is nobody else writing to it?") from error

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


class Tables(SharedFile):
    """Open, or create, the database of a corpus folder.

    Raises:
        InputError: the file is not a corpus store, is locked, or was written by a newer version.
    """

    kind = "a socialsim corpus"
    migrations = corpus

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / FILE)

    @classmethod
    def open_existing(cls, folder: Path) -> Self:
        """Open the store of `folder` for reading; a missing one is an error, not an empty corpus."""
        if not (folder / FILE).is_file():
            raise InputError(f"{folder}: no {FILE} here; run `socialsim simulate out={folder}` first")
        return cls(folder)
