"""The part of a JSON text that is being read: an array of any length takes the memory of its longest elements."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

BLANKS = " \t\r\n\x00\ufeff"
"""What may stand between records: white space, padding, the byte-order mark of a file appended to another."""
_BLANK = re.compile(f"[{BLANKS}]*")


class Decoder:
    """Reads JSON as people write it, with bare tabs and line ends inside strings, and notes names that occur twice."""

    def __init__(self) -> None:
        self._json = json.JSONDecoder(strict=False, object_pairs_hook=self._object)
        self._doubled = list[str]()

    def whole(self, text: str) -> Any:
        """Return the value that `text` is; raises as `json.loads` does."""
        self._doubled.clear()
        return self._json.decode(text)

    def first(self, text: str, position: int) -> tuple[Any, int]:
        """Return the value that begins at a position, and where it ends; raises as `json.loads` does."""
        self._doubled.clear()
        return self._json.raw_decode(text, position)

    @property
    def doubled(self) -> tuple[str, ...]:
        """Names that one object of the latest value has twice; the last of each counts, as everywhere."""
        return tuple(self._doubled)

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            often = Counter(name for name, _ in pairs)
            self._doubled += [name for name, number in often.items() if number > 1]
        return made


class Window:
    """A text that comes in pieces, and a position in it, which only moves on."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self.decoder = Decoder()
        self._pieces = pieces
        self._text, self._position = "", 0
        self._line, self._column = 1, 1  # of the beginning of `_text`

    def at(self) -> str:
        """Return the next character that is not blank, and stand before it; "" at the end."""
        while True:
            self._position = _end(_BLANK, self._text, self._position)
            if self._position < len(self._text) or not self._read():
                return self._text[self._position : self._position + 1]

    def skip(self, by: int = 1) -> None:
        """Go past the next characters."""
        self._position += by

    def decode(self) -> Any:
        """Return the JSON value that begins here, and stand behind it.

        Raises:
            JSONDecodeError: there is none; `pos` is for `place`.
            ValueError, RecursionError: it cannot be held: a number of 5,000 digits, brackets 1,000 deep.
        """
        while True:
            try:
                value, end = self.decoder.first(self._text, self._position)
            except json.JSONDecodeError:
                # What breaks off here may go on in the next pieces.
                if not self._read(len(self._text) - self._position):
                    raise
                continue
            # A number at the end of a piece ("12", "12.", "12e+") may go on in the next.
            if self._text[end : end + 3].strip("eE.+-") or not self._read():
                self._position = end
                return value

    def place(self, position: int | None = None) -> tuple[int, int]:
        """Return line and column, from 1, of where we stand, or of a position that `decode` complained of."""
        end = self._position if position is None else position
        lines = self._text.count("\n", 0, end)
        column = end - self._text.rfind("\n", 0, end) if lines else self._column + end
        return self._line + lines, column

    def _read(self, most: int = 0) -> bool:
        """Take in another piece, or as many as have `most` characters; return whether there was one."""
        pieces, length = list[str](), 0
        while length <= most and (piece := next(self._pieces, "")):
            pieces.append(piece)
            length += len(piece)
        if pieces:
            self._line, self._column = self.place()
            self._text, self._position = "".join([self._text[self._position :], *pieces]), 0
        return bool(pieces)


def _end(pattern: re.Pattern[str], text: str, position: int) -> int:
    found = pattern.match(text, position)
    return found.end() if found else position
