"""Batches at a provider's batch service, written down so that a run that was killed finds them again.

A batch is recorded before it is handed in, as an intent without an id, and again with the provider's id afterwards.
Between the two only the provider knows whether it has the batch; it is asked for the batch's name.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from ..signatures import digest
from .migrations import responses

_PATIENCE = 60.0
"""Seconds to wait for another process to finish its transaction."""


@dataclass(frozen=True)
class RecordedBatch:
    """A batch and the content addresses of its calls. `id` None: an intent."""

    name: str
    id: str | None
    keys: tuple[str, ...]
    made: datetime


class BatchStore:
    """The batches of the response cache in the file `path`; None keeps them in memory.

    It may be used from several threads, and by several processes at once.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._db = sqlite3.connect(path or ":memory:", timeout=_PATIENCE, check_same_thread=False, isolation_level=None)
        if path is None:  # a file has its tables from the response cache
            responses.apply(Database(self._db))
        self._lock, self._turn = threading.Lock(), threading.Lock()
        self._turn_here: sqlite3.Connection | None = None

    def unfinished(self, generator: str) -> list[RecordedBatch]:
        """Return the batches of a generator whose answers have not been fetched, oldest first."""
        rows = self._execute(
            "SELECT name, id, keys, made FROM batches WHERE generator = ? AND status = 'open' ORDER BY rowid", generator
        )
        return [
            RecordedBatch(name, id, tuple(json.loads(keys)), datetime.fromisoformat(made))
            for name, id, keys, made in rows
        ]

    def intend(self, generator: str, keys: list[str]) -> RecordedBatch:
        """Record that a batch of these calls is about to be handed in.

        Its name is the content address of the calls and of how many batches there were before: calls that expired in
        one batch make up another one.
        """
        ((before,),) = self._execute("SELECT count(*) FROM batches")
        name = digest("batch", [generator, sorted(keys), before])
        made = datetime.now(UTC)
        self._execute(
            "INSERT INTO batches (name, generator, keys, status, made) VALUES (?, ?, ?, 'open', ?)",
            name, generator, json.dumps(keys), made.isoformat(timespec="seconds"),
        )  # fmt: skip
        return RecordedBatch(name, None, tuple(keys), made)

    def submitted(self, name: str, id: str) -> None:
        """Record that the provider has the batch, and under which id."""
        self._execute("UPDATE batches SET id = ? WHERE name = ?", id, name)

    def finish(self, name: str, status: str) -> None:
        """Record how the batch ended; to be called when its answers are kept. The list of calls is dropped."""
        self._execute("UPDATE batches SET status = ?, keys = '[]' WHERE name = ?", status, name)

    def forget(self, name: str) -> None:
        """Forget an intent that came to nothing."""
        self._execute("DELETE FROM batches WHERE name = ?", name)

    def take_turn(self) -> bool:
        """Take the turn to hand in, unless somebody else has it: another thread, object or process.

        Whoever has it may take an intent that is not its own for one of a run that was killed.
        """
        if not self._turn.acquire(blocking=False):
            return False
        if self._path is None:
            return True
        # SQLite's lock on an empty file: on every platform, the system lets go of it when its holder is killed.
        there = sqlite3.connect(
            self._path.with_name(f"{self._path.name}.turn"), timeout=0, check_same_thread=False, isolation_level=None
        )
        try:
            there.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            there.close()
            self._turn.release()
            return False
        self._turn_here = there
        return True

    def give_turn(self) -> None:
        """Let others hand in."""
        if self._turn_here is not None:
            self._turn_here.close()
            self._turn_here = None
        self._turn.release()

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    def _execute(self, statement: str, *values: str) -> list[tuple[str, ...]]:
        with self._lock:
            return self._db.execute(statement, values).fetchall()
