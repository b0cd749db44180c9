"""What has happened since the last reset, for tests and benchmarks to read."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from typing import Any


class Entry:
    """One request for a chat. Times are seconds of the machine's monotonic clock."""

    __slots__ = ("answered", "came", "digest", "fault", "fields", "status")

    def __init__(self, digest: str) -> None:
        self.digest = digest
        self.came = time.monotonic()
        self.answered: float | None = None
        """When the last byte was handed to the kernel; None for what hangs, was reset, or whose client left."""
        self.status: int | None = None
        self.fault: str | None = None
        self.fields: Sequence[str] = ()


class Log:
    """Every request, and how many are waiting at once."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.waiting = self.most_waiting = 0
        self._seen: Counter[str] = Counter()

    def open(self, digest: str) -> Entry:
        """Note that a request has come."""
        entry = Entry(digest)
        self.entries.append(entry)
        self._seen[digest] += 1
        self.waiting += 1
        self.most_waiting = max(self.most_waiting, self.waiting)
        return entry

    def seen(self, digest: str) -> int:
        """Return how often this request has come, this time included."""
        return self._seen[digest]

    def close(self, entry: Entry, *, answered: bool) -> None:
        """Note that nothing more will happen to a request."""
        entry.answered = time.monotonic() if answered else None
        self.waiting -= 1

    def stats(self) -> dict[str, Any]:
        answered = sum(entry.answered is not None for entry in self.entries)
        return {
            "total": len(self.entries),
            "different": len(self._seen),
            "answered": answered,
            "waiting": self.waiting,
            "unanswered": len(self.entries) - answered - self.waiting,
            "most_waiting": self.most_waiting,
            "faults": Counter(entry.fault for entry in self.entries if entry.fault),
            "statuses": Counter(str(entry.status) for entry in self.entries if entry.answered is not None),
        }

    def as_json(self) -> list[dict[str, Any]]:
        names = ("digest", "came", "answered", "status", "fault", "fields")
        return [{name: getattr(entry, name) for name in names} for entry in self.entries]
