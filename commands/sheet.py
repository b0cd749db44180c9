"""A sheet of rows for people: CSV that spreadsheet programs open, edit and save without harm to a cell.

A cell that begins like a formula gets an apostrophe in front, so that no program computes it; reading takes it off.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path

from ..corpora.records import CELL_LIMIT
from ..signatures import InputError
from .files import put_in_place

# With their full-width forms, which spreadsheet programs of East Asia take for formulas, too.
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")
_WHOLE = re.compile(r"([0-9]{1,18})(?:[.,]0+)?")
_DELIMITERS = ",;\t"
"""What programs write between cells, by country."""

Row = tuple[int, dict[str, str]]
"""Number as the spreadsheet shows it, from 1 for the header; the cells by column."""


class RowError(InputError):
    """A row of a sheet cannot be taken; it reads ``row N: what is wrong``."""

    def __init__(self, number: int, problem: str) -> None:
        super().__init__(f"row {number}: {problem}")


def write_sheet(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write rows under a header, to be opened by a spreadsheet program."""
    with put_in_place(path) as stream:
        stream.write("\ufeff")  # by this mark Excel knows that it is UTF-8
        writer = csv.DictWriter(stream, columns, restval="")
        writer.writeheader()
        writer.writerows({name: _guarded(cell) for name, cell in row.items()} for row in rows)


def read_sheet(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of a sheet that has at least these columns, in any order; empty rows are left out.

    Every line end in a cell comes as a line feed, since programs save them as they like.

    Raises:
        InputError: the file cannot be read, a column is missing, or a row is no row; the message has its number.
    """
    name = path.name
    csv.field_size_limit(max(csv.field_size_limit(), CELL_LIMIT))
    try:
        with path.open("rb") as file:
            marked = file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # Excel's "Unicode text"
        text = path.read_text(encoding="utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: not UTF-8 text; save the sheet as CSV in UTF-8") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    rows = csv.reader(StringIO(text), delimiter=_delimiter(text), strict=True)
    number = 0
    header: list[str] = []
    try:
        for number, cells in enumerate(rows, start=1):
            if number == 1:
                header = [cell.strip() for cell in cells]
                if missing := [column for column in columns if column not in header]:
                    raise InputError(f"{name}: row 1: there is no column {missing[0]!r}; it needs {', '.join(columns)}")
            elif any(map(str.strip, cells)):
                if len(cells) < len(header):
                    raise InputError(f"{name}: row {number}: it has {len(cells)} cells, and the header {len(header)}")
                yield number, {column: _unguarded(cell) for column, cell in zip(header, cells, strict=False)}
    except csv.Error as error:
        raise InputError(f"{name}: row {number + 1}: {error}; save the sheet as CSV again") from error
    if not header:
        raise InputError(f"{name}: row 1: there is no header; it needs {', '.join(columns)}")


def whole_number(cell: str) -> int | None:
    """Return the number of a cell, None if it is none; some programs make 1.0 of 1."""
    found = _WHOLE.fullmatch(cell.strip())
    return int(found[1]) if found else None


def _delimiter(text: str) -> str:
    header = text.partition("\n")[0]
    return max(_DELIMITERS, key=header.count)


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
