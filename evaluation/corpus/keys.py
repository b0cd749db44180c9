"""A set of 64-bit keys that only grows and is counted once, in the memory of a few million: what is more goes to disk.

Sorted runs are written to one temporary file, each key of a run once. Counting reads them side by side, one range of
keys after another, as an external merge sort does.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import IO

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]

HELD = 1 << 19
"""Keys in memory, 8 bytes each; sorting them takes as much again."""
_RANGES = 64
_EDGES = (np.arange(1, _RANGES, dtype=np.uint64) << np.uint64(64 - 6)).astype(np.uint64)


class KeySet:
    """Takes arrays of keys; `parts` gives each key once, in order, and ends it."""

    def __init__(self, held: int = HELD) -> None:
        self._most = held
        self._held: list[Keys] = []
        self._file: IO[bytes] | None = None
        self._runs: list[list[int]] = []
        """Of each run of the file: where its ranges begin, and where it ends, in keys."""

    def add(self, keys: Keys) -> None:
        """Add keys; the array is the set's from now on.

        Raises:
            OSError: the disk of temporary files is full.
        """
        self._held.append(_each_once(keys))
        if sum(map(len, self._held)) > self._most:
            self._held = [_each_once(np.concatenate(self._held))]
            if len(self._held[0]) > self._most // 2:  # otherwise it was mostly the same keys again
                self._write()

    def parts(self) -> Iterator[Keys]:
        """Yield the keys in order, each once: a range of them at a time, all that can share their upper 6 bits."""
        held = _each_once(np.concatenate([np.empty(0, np.uint64), *self._held]))
        if self._file is None:
            yield held
            return
        self._held = [held]
        self._write()
        with self._file as file:
            for part in range(_RANGES):
                yield _each_once(np.concatenate([_read(file, run[part], run[part + 1]) for run in self._runs]))

    def _write(self) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile(prefix="socialsim-")  # noqa: SIM115 - closed by `parts`
        (run,) = self._held
        start = self._file.tell() // run.itemsize
        self._file.write(run.data)
        ends = np.searchsorted(run, _EDGES).tolist()
        self._runs.append([start + place for place in [0, *ends, len(run)]])
        self._held = []


def _each_once(keys: Keys) -> Keys:
    keys.sort()
    first = np.ones(len(keys), bool)
    np.not_equal(keys[1:], keys[:-1], out=first[1:])
    return keys[first]


def _read(file: IO[bytes], begin: int, end: int) -> Keys:
    file.seek(begin * 8)
    return np.frombuffer(file.read((end - begin) * 8), np.uint64)
