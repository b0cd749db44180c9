"""A text file a user names: found, decoded and cut into numbered lines, or refused in one line that says what to do.

Everything that can be wrong before the first record (no such file, a spreadsheet, a byte that does not decode) is found
here, in one pass over the whole file, so that nothing is half read.
"""

from __future__ import annotations

import codecs
import errno
import io
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import TextIO

from ..signatures.errors import InputError

HEAD = 1 << 16
"""Bytes looked at to tell text from binary data."""

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins with the UTF-16 mark, so it is looked for first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

NOT_TEXT = (
    (b"PK\x03\x04", "is a spreadsheet or a zip archive; save the sheet as CSV, or unpack it"),
    (b"\xd0\xcf\x11\xe0", "is an old Office document; save it as CSV or as plain text"),
    (b"\x1f\x8b", "is gzip data; unpack it first"),
    (b"(\xb5/\xfd", "is zstd data; unpack it first"),
    (b"\xfd7zXZ", "is xz data; unpack it first"),
    (b"PAR1", "is a Parquet file; save it as JSON Lines or CSV"),
    (b"ARROW1", "is an Arrow file; save it as JSON Lines or CSV"),
    (b"SQLite format 3\x00", "is an SQLite database; export the table as CSV"),
    (b"%PDF-", "is a PDF; save its text as a plain text file"),
    (b"version https://git-lfs", "is a Git LFS pointer, not the data; fetch it with git lfs pull"),
)


POST, DIALOGUE = "post", "dialogue"
_AS_UTF_8 = "save the file as UTF-8; `socialsim convert … to=jsonl` does it with encoding=NAME"

NOT_OF_FILES = frozenset({"idna", "punycode", "undefined"})
"""Encodings of host names, which Python counts among those of text."""


@dataclass(frozen=True)
class TextFile:
    """A file that was decoded once to its end without trouble."""

    path: Path
    encoding: str
    newline: str | None
    """As `open` takes it: a line ends at a line feed alone, as editors and grep count; None for an old Mac file."""
    of: str = POST
    """What its records are, for what is said of it. Only of posts can the encoding be said."""

    @property
    def name(self) -> str:
        """Name without its folder, which belongs to one machine only."""
        return os.fsencode(self.path.name).decode("utf-8", "replace")

    def lines(self) -> Iterator[str]:
        """Yield the lines with their ends, without a byte-order mark.

        Raises:
            InputError: a byte does not decode, or the file went away since it was opened.
        """
        return self._pieces(iter)

    def chunks(self) -> Iterator[str]:
        """Yield the text in pieces of `HEAD` characters, without a byte-order mark.

        Raises:
            InputError: as `lines` does.
        """
        return self._pieces(lambda stream: iter(lambda: stream.read(HEAD), ""))

    def _pieces(self, cut: Callable[[TextIO], Iterator[str]]) -> Iterator[str]:
        try:
            with self.path.open(encoding=self.encoding, newline=self.newline) as stream:
                for number, piece in enumerate(cut(stream)):
                    yield piece.removeprefix("\ufeff") if number == 0 else piece
        except OSError as error:
            raise _unreadable(self.path, error, self.of) from error
        except UnicodeError as error:
            raise InputError(f"{self.name}{self._place(error)}") from error

    def _place(self, error: UnicodeError) -> str:
        """Return where the first byte is that does not decode: a stream knows only the block it is in."""
        data = self.path.read_bytes()
        try:
            data.decode(self.encoding)
        except UnicodeDecodeError as found:
            end = "\n" if self.newline else "\r"
            line = data[: found.start].decode(self.encoding, "replace").count(end) + 1
            what = f":{line}: byte 0x{data[found.start]:02x} is not {self.encoding} text"
        except UnicodeError:
            what = f": not {self.encoding} text ({error})"
        else:
            what = f": not {self.encoding} text ({error})"
        other = "cp1252" if self.encoding.startswith("utf") else "utf-8"
        if self.of != POST:
            return f"{what}; {_AS_UTF_8 if self.of == DIALOGUE else 'save the file as UTF-8'}"
        return f"{what}; name the encoding of the file, for example posts.encoding={other}"


def open_text(path: Path, encoding: str | None = None, of: str = POST) -> TextFile:
    """Return the file, decoded once to its end.

    Args:
        encoding: as Python names it; None for UTF-8, or for UTF-16 and UTF-32 with a byte-order mark.
        of: what its records are, for what is said of it: post, dialogue, persona.

    Raises:
        InputError: it is missing, a directory, unreadable, empty, not text, or not in this encoding. Trouble with the
            path is told with the whole path, trouble with the content with the name alone.
    """
    head = head_of(path, of)
    name = TextFile(path, "", None).name
    if not head:
        raise InputError(f"{name}: the file is empty; it needs at least one {of}")
    for magic, problem in NOT_TEXT:
        if head.startswith(magic):
            raise InputError(f"{name}: {problem}")
    known = _known(encoding, of) if encoding is not None else _marked(head)
    if known is None and head.count(0) * 10 > len(head):
        raise InputError(
            f"{name}: one byte in ten or more is NUL, so this is binary data, or UTF-16 without its byte-order mark; "
            f"for the latter {'say posts.encoding=utf-16-le' if of == POST else 'save the file as UTF-8'}"
        )
    file = TextFile(path, known or "utf-8", "\n", of)
    start = head.decode(file.encoding, "replace")
    if "\r" in start and "\n" not in start:
        file = TextFile(path, file.encoding, None, of)
    if not sum(bool(line.strip("\x00 \t\r\n\ufeff")) for line in file.lines()):  # a sum, to decode to the end
        raise InputError(f"{name}: the file is empty but for white space; it needs at least one {of}")
    return file


def head_of(path: Path, of: str) -> bytes:
    """Return how a file begins.

    Raises:
        InputError: it is missing, a directory, no regular file, or unreadable.
    """
    try:
        mode = path.stat().st_mode
        if S_ISDIR(mode):
            raise InputError(f"{path}: is a directory; name one file in it")
        if not S_ISREG(mode):
            raise InputError(f"{path}: is not a regular file; save what it gives to a file first")
        with path.open("rb") as stream:
            return stream.read(HEAD)
    except ValueError as error:
        raise InputError(f"{str(path)!r}: is not a file name ({error})") from error
    except OSError as error:
        raise _unreadable(path, error, of) from error


def _unreadable(path: Path, error: OSError, of: str) -> InputError:
    if error.errno == errno.ENOENT:
        examples = "; posts=examples reads the posts that come with SocialSim" if of == POST else ""
        return InputError(f"{path}: no such file{examples}")
    return InputError(f"{path}: cannot be read ({error.strerror}); check the path and its permissions")


def _known(encoding: str, of: str) -> str:
    try:
        io.TextIOWrapper(io.BytesIO(), encoding)  # refuses what turns bytes into bytes, such as "hex"
        name = codecs.lookup(encoding).name
        if name in NOT_OF_FILES:
            raise LookupError(name)
        return name
    except (LookupError, ValueError) as error:
        key = "posts.encoding" if of == POST else "encoding"
        raise InputError(
            f"{key}={encoding}: no such text encoding; use for example utf-8, cp1252, utf-16 or gb18030"
        ) from error


def _marked(head: bytes) -> str | None:
    return next((encoding for mark, encoding in BYTE_ORDER_MARKS if head.startswith(mark)), None)
