"""The records of a file, one after another, each with the line where it starts, whatever form they are written in.

A reader never raises for a bad record: it yields one that carries its problem, so that the good ones around it are
kept.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .textfile import TextFile
from .window import BLANKS, Decoder, Window

CELL_LIMIT = 1 << 24
"""Characters of the longest CSV cell; Python's own 131,072 stops at a picture pasted into an answer (CounselChat)."""

_REST = "; the rest of the file could not be read"


@dataclass(frozen=True)
class Record:
    line: int
    """Where it starts, from 1."""
    value: object = None
    """A dict, or a str where the form has no columns; anything else cannot be a post."""
    problem: str = ""
    """Why it could not be read, "" when it could."""
    doubled: tuple[str, ...] = ()
    """Names that one object in it has twice, of which the last counts."""


def json_lines(file: TextFile) -> Iterator[Record]:
    """Yield one record a line; blank lines are none."""
    decoder = Decoder()
    for number, line in enumerate(file.lines(), start=1):
        text = line.strip(BLANKS)
        if text:
            try:
                yield Record(number, decoder.whole(text), doubled=decoder.doubled)
            except json.JSONDecodeError as error:
                yield Record(number, problem=f"not JSON: {error.msg} at column {error.colno}")
            except (ValueError, RecursionError) as error:  # a number of 5,000 digits, brackets 1,000 deep
                yield Record(number, problem=f"not JSON that can be read: {_why(error)}")


def json_values(file: TextFile) -> Iterator[Record]:
    """Yield the elements of an array, or the objects that stand one after another, as they are read.

    At a syntax error the records before it are kept, and one last record says where it is.
    """
    text = Window(file.chunks())
    in_array = text.at() == "["
    text.skip(in_array)
    while text.at() and not (in_array and text.at() == "]"):
        line, _ = text.place()
        try:
            value = text.decode()
        except json.JSONDecodeError as error:
            line, column = text.place(error.pos)
            yield Record(line, problem=f"not JSON: {error.msg} at column {column}{_REST}")
            return
        except (ValueError, RecursionError) as error:
            yield Record(line, problem=f"not JSON that can be read: {_why(error)}{_REST}")
            return
        yield Record(line, value, doubled=text.decoder.doubled)
        if in_array and text.at() == ",":
            text.skip()
        elif in_array and text.at() != "]":
            yield _unexpected(text, 'a "," or a "]" is missing')
            return
        elif not in_array and text.at() not in ("", "{"):
            yield _unexpected(text, "more follows the object; put [ and ] around a list of objects")
            return
    if in_array and not text.at():
        yield _unexpected(text, 'the "]" at the end is missing')
    elif in_array:
        text.skip()
        if text.at():
            yield _unexpected(text, 'more follows the "]"')


def table_rows(file: TextFile, delimiter: str, loose: bool = False) -> Iterator[Record]:
    """Yield a dict a row under the names of the first row; empty rows are none.

    Args:
        loose: cells are written with a space after the delimiter.
    """
    header: list[str] | None = None
    for line, cells, problem in table_cells(file, delimiter, loose):
        if problem:
            yield Record(line, problem=problem)
        elif not any(map(str.strip, cells)):
            continue
        elif header is None:
            header = [cell.strip() for cell in cells]
        elif len(cells) < len(header) or any(cells[len(header) :]):
            yield Record(line, problem=_uneven(len(cells), len(header)))
        else:
            row = dict[str, str]()
            for name, cell in zip(header, cells, strict=False):
                row.setdefault(name, cell)  # of two columns with one name the first counts
            yield Record(line, row)


def table_cells(file: TextFile, delimiter: str, loose: bool = False) -> Iterator[tuple[int, list[str], str]]:
    """Yield the line where each row starts, its cells ([] for a blank line) and its problem, "" when it has none."""
    # The limit belongs to the process, so it is only ever raised. No row needs more than memory for one cell.
    csv.field_size_limit(max(csv.field_size_limit(), CELL_LIMIT))
    # Strict: otherwise a quotation mark that is never closed makes the rest of the file one post.
    reader = csv.reader(file.lines(), delimiter=delimiter, skipinitialspace=loose, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            yield line, next(reader), ""
        except StopIteration:
            return
        except csv.Error as error:
            if "unexpected end" in str(error):
                yield line, [], f"a quotation mark that opens in this row is never closed{_REST}"
                return
            yield (
                line,
                [],
                f"not a row: {_csv_problem(error)}; put the text in quotation marks and double those inside it",
            )


def paragraphs(file: TextFile) -> Iterator[Record]:
    """Yield one text for each run of lines between blank lines."""
    start, lines = 0, list[str]()
    for number, line in enumerate(file.lines(), start=1):
        if line.strip():
            start = start if lines else number
            lines.append(line)
        elif lines:
            yield Record(start, "".join(lines))
            lines = []
    if lines:
        yield Record(start, "".join(lines))


def keys_of(records: Sequence[Record]) -> tuple[str, ...]:
    """Return every column that occurs in the records, in order of first appearance."""
    return tuple(dict.fromkeys(key for record in records if isinstance(record.value, dict) for key in record.value))


def _why(error: ValueError | RecursionError) -> str:
    return "it is nested too deeply" if isinstance(error, RecursionError) else str(error)


def _unexpected(text: Window, what: str) -> Record:
    line, column = text.place()
    return Record(line, problem=f"not JSON: {what} at column {column}{_REST}")


def _csv_problem(error: csv.Error) -> str:
    """Say it without the delimiter, which may be a control character, and without advice to programmers."""
    if "expected after" in str(error):
        return "something follows a closing quotation mark"
    return "a carriage return stands outside quotation marks" if "new-line" in str(error) else str(error)


def _uneven(cells: int, header: int) -> str:
    return (
        f"the row has {cells} cells and the header {header}; "
        "put a text that holds a line end or a delimiter in quotation marks"
    )
