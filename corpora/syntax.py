"""Which syntax a file is written in, told from its content: a file's extension is a habit, not a promise.

JSON shows in the first two characters. A table shows in its first row, since prose puts a space after a comma and
column names do not. Whatever is neither is plain text, a blank line between posts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import dropwhile, islice

from ..signatures.errors import InputError
from .columns import text_columns
from .records import Record, json_lines, json_values, paragraphs, table_cells, table_rows
from .textfile import TextFile
from .window import BLANKS

TABLES = {"\t": "TSV", ",": "CSV", ";": "CSV with semicolons"}
LONE = "\x1f"
"""Delimiter of a table of one column: a character no text has, so that its commas stay text."""


@dataclass(frozen=True)
class Syntax:
    name: str
    records: Callable[[TextFile], Iterator[Record]]
    header: tuple[str, ...] = ()
    """Column names of a table; JSON has its own in each record, plain text has none."""


def recognise(file: TextFile, text: str | None = None) -> Syntax:
    """Return the syntax of the file.

    Args:
        text: the user's text column, which a table's header may be known by.

    Raises:
        InputError: it is a web page, or rows of cells without a header.
    """
    first, second = ([*islice((line for line in file.lines() if line.strip(BLANKS)), 2), ""])[:2]
    if _is_pairs(first) or (_is_pairs(second) and not _opens_array(first)):
        return Syntax("JSON Lines", json_lines)  # AugESC: each line is a list of pairs
    start = (first + second).strip(BLANKS)
    follows = start[1:].lstrip(BLANKS)[:1]
    if start.lower().startswith(("<!doctype html", "<html", "<?xml")):
        raise InputError(f"{file.name}: is a web page or XML; give JSON Lines, JSON, CSV, TSV or plain text")
    # "[TW] I cannot sleep" is a post, not an array.
    if start.startswith("[") and follows in set('{"[]'):
        return Syntax("JSON", json_values)
    if _is_object(first) or _is_object(second):  # the second: a broken first line is a bad record, not another form
        return Syntax("JSON Lines", json_lines)
    if start.startswith("{") and follows in set("\"'}"):
        # A second line that opens another object means one a line, and so does no second line.
        one_a_line = not second or second.lstrip().startswith("{")
        return Syntax("JSON Lines", json_lines) if one_a_line else Syntax("JSON", json_values)
    return _table(file, text) or Syntax("plain text", paragraphs)


def _is_object(line: str) -> bool:
    return isinstance(_value(line), dict)


def _is_pairs(line: str) -> bool:
    """Whether a line is a whole list of pairs of strings, but for what is wrong with some of them."""
    value = _value(line)
    pairs = (one for one in (value if isinstance(value, list) else []) if isinstance(one, list) and len(one) == 2)
    return any(isinstance(name, str) and isinstance(text, str) for name, text in pairs)


def _opens_array(line: str) -> bool:
    """Whether a line begins an array that the next goes on with, rather than being a broken list of pairs."""
    start = line.strip(BLANKS)
    return start.startswith("[") and _value(line) is None and not re.match(r'\[\s*\[\s*"', start)


def _value(line: str) -> object:
    """Return the JSON value that a line is; None where it is none, or null."""
    try:
        return json.loads(line.strip(BLANKS), strict=False)
    except (ValueError, RecursionError):
        return None


def _table(file: TextFile, text: str | None) -> Syntax | None:
    found = []
    for delimiter, name in TABLES.items():
        rows = _first_rows(file, delimiter)
        loose = bool(rows) and any(cell.startswith(" ") for cell in rows[0][1])
        if loose:
            rows = _first_rows(file, delimiter, loose)
        if not rows or len(rows[0][1]) < 2:
            continue
        header = tuple(cell.strip() for cell in rows[0][1])
        known = _holds_text(header, text)
        as_long = sum(len(cells) == len(header) for _, cells, _ in rows[1:])
        even = as_long * 2 > len(rows) - 1  # a row or two may be broken, and are bad records then
        # Known names written tight need no more proof; either of the two needs most rows to be as long as the header.
        if (known and not loose) or (even and (known or not loose)):
            found.append(Syntax(name, partial(table_rows, delimiter=delimiter, loose=loose), header))
    if not found:
        return _lone_column(file, text)
    table = max(found, key=lambda syntax: len(syntax.header))
    if not _holds_text(table.header, text) and not all(map(_is_name, table.header[1:])):
        raise InputError(
            f"{file.name}: looks like {table.name} whose first row is no header; "
            "put a row of column names first, or a blank line between the posts of a plain text"
        )
    return table


def _first_rows(file: TextFile, delimiter: str, loose: bool = False) -> list[tuple[int, list[str], str]]:
    return list(islice(dropwhile(_is_blank, table_cells(file, delimiter, loose)), 6))


def _holds_text(header: tuple[str, ...], text: str | None) -> bool:
    return bool(text_columns(header, text) or text_columns(header))


def _is_blank(row: tuple[int, list[str], str]) -> bool:
    return not row[2] and not any(map(str.strip, row[1]))


def _lone_column(file: TextFile, text: str | None) -> Syntax | None:
    rows = _first_rows(file, LONE)[:2]
    header = tuple(cell.strip() for cell in rows[0][1]) if rows else ()
    # A plain text may open with the line "Post" as a heading, but then a blank line follows.
    if _holds_text(header, text) and not _is_blank(rows[-1]):
        return Syntax("CSV", partial(table_rows, delimiter=LONE), header)
    return None


def _is_name(cell: str) -> bool:
    return 0 < len(cell) <= 60 and not cell.replace(".", "").isdigit()
