"""The response cache: every answer of a provider, as it came, by the content address of what was asked.

An answer is written before anybody reads it, so a kill at any moment loses only the calls in flight. What a program
makes of an answer is not kept here: a changed reader reads the same answers again and pays for nothing.

One SQLite file in WAL mode; processes and threads may share it. The schema is sqlite-utils', the two statements that
run for every call are plain SQL, which is three times as fast.
"""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from ..signatures import InputError
from .migrations import responses
from .sharing import share

RESPONSES = "responses.db"
_PATIENCE = 60.0
"""Seconds to wait for another process to finish its transaction."""
_BRIEFLY = 2000
"""Milliseconds to wait for it while calls go on."""
_PUT = (
    "INSERT OR IGNORE INTO responses "
    "(key, generator, raw, checksum, input_tokens, output_tokens, cached_tokens, made) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_GET = "SELECT raw, checksum FROM responses WHERE key = ?"
_FORGET = "DELETE FROM responses WHERE key = ? AND checksum = ?"


@dataclass(frozen=True)
class KeptResponse:
    """An answer to be kept. Token counts are None where the provider did not say."""

    key: str
    generator: str
    raw: bytes
    input_tokens: int | None = None
    output_tokens: int | None = None
    cached_tokens: int | None = None


class ResponseCache:
    """Open, or create, the cache in the file `path`.

    Raises:
        InputError: the file is no response cache, or is locked.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._unwritten: dict[str, tuple[Any, ...]] = {}
        """Answers that wait for another process to be done with the file."""
        if path.is_dir():
            raise InputError(f"{path}: is a folder; a response cache is a file, such as {path / RESPONSES}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # Calls come from several threads (event loops, DSPy's workers); the lock makes one connection enough, so
            # that the number of open files does not grow with the number of callers.
            connection = sqlite3.connect(path, timeout=_PATIENCE, check_same_thread=False, isolation_level=None)
            self.db = Database(connection)
            share(self.db, _PATIENCE)
            if responses.pending(self.db):
                connection.execute("BEGIN IMMEDIATE")
                responses.apply(self.db)
                with suppress(sqlite3.OperationalError):  # applied inside a transaction of its own
                    connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise InputError(f"{path}: {error}; is this a response cache of socialsim?") from error
        connection.execute(f"PRAGMA busy_timeout = {_BRIEFLY}")
        self._connection = connection

    @classmethod
    def open_existing(cls, path: Path) -> ResponseCache:
        """Open a cache that has to be there."""
        if not path.is_file():
            raise InputError(f"{path}: there is no response cache here")
        return cls(path)

    def get(self, key: str) -> bytes | None:
        """Return the answer as it came, or None. One that is not what was written is forgotten, to be asked again."""
        with self._lock:
            found = self._open().execute(_GET, (key,)).fetchone()
            if found is None and key in self._unwritten:
                return bytes(self._unwritten[key][2])
            if found is None:
                return None
            raw, checksum = bytes(found[0]), found[1]
            if hashlib.sha256(raw).hexdigest() == checksum:
                return raw
            self._open().execute(_FORGET, (key, checksum))
        return None

    def put(self, kept: KeptResponse) -> None:
        """Keep an answer, durably with respect to a kill, before returning. The first of two stays.

        Where another process has the file for longer than a moment (it is being pruned, say), the answer waits in
        memory and is written with a later one, or when the cache is closed.
        """
        checksum = hashlib.sha256(kept.raw).hexdigest()
        row = (kept.key, kept.generator, kept.raw, checksum, kept.input_tokens, kept.output_tokens, kept.cached_tokens)
        with self._lock:
            self._unwritten[kept.key] = (*row, _now())
            try:
                self._write()
            except sqlite3.OperationalError as error:
                if "locked" not in str(error):
                    raise

    def _write(self) -> None:
        for key, row in list(self._unwritten.items()):
            self._open().execute(_PUT, row)
            del self._unwritten[key]

    def close(self) -> None:
        """Close the file; closing twice is harmless.

        Raises:
            InputError: answers still wait to be written and another process does not let go of the file.
        """
        with self._lock:
            if self._connection is None:
                return
            connection, waiting = self._connection, len(self._unwritten)
            try:
                connection.execute(f"PRAGMA busy_timeout = {round(1000 * _PATIENCE)}")
                self._write()
            except sqlite3.OperationalError as error:
                raise InputError(
                    f"{self.path}: {error}; {waiting} answers could not be kept there, and will be asked for again"
                ) from error
            finally:
                self._connection = None
                connection.close()

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            raise ValueError("this response cache is closed")
        return self._connection

    # For people

    def statistics(self) -> list[dict[str, Any]]:
        """Return a row per generator: answers, bytes, tokens, first and last day."""
        return list(
            self.db.query(
                "SELECT generator, count(*) AS answers, sum(length(raw)) AS bytes, sum(input_tokens) AS input_tokens, "
                "sum(output_tokens) AS output_tokens, sum(cached_tokens) AS cached_tokens, min(made) AS first, "
                "max(made) AS last FROM responses GROUP BY generator ORDER BY generator"
            )
        )

    def damaged(self) -> Iterator[str]:
        """Yield what is wrong, a line each: pages that SQLite cannot read, answers that are not what was written."""
        for (problem,) in self._open().execute("PRAGMA integrity_check"):
            if problem != "ok":
                yield f"{self.path}: {problem}"
        for key, raw, checksum in self._open().execute("SELECT key, raw, checksum FROM responses"):
            if hashlib.sha256(raw).hexdigest() != checksum:
                yield f"{key}: the answer is not the one that was written"

    def prune(self, older_than_days: float | None = None, generator: str | None = None) -> int:
        """Forget answers that are older, of one generator, or both; return how many. The file shrinks."""
        conditions, values = ["1"], []
        if older_than_days is not None:
            conditions.append("made < ?")
            values.append((datetime.now(UTC) - timedelta(days=older_than_days)).isoformat(timespec="seconds"))
        if generator is not None:
            conditions.append("generator = ?")
            values.append(generator)
        with self._lock:
            gone = self._open().execute(f"DELETE FROM responses WHERE {' AND '.join(conditions)}", values).rowcount
            self._open().execute("VACUUM")
        return gone


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
