"""How several records of a file become the one that holds a whole dialogue: the rows of a table, the turns of an array.

Rows of one dialogue stand together and have its name in a column. Whatever keeps a dialogue from being whole (a row
that could not be read, rows that come again after others) makes it one bad record, never a shorter dialogue.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from .columns import kind_of, shown
from .records import Record
from .spelling import DialogueError, Quirks

Row = Mapping[str, Any]


def rows_by(column: str) -> Callable[[Iterable[Record]], Iterator[Record]]:
    """Return the `Format.gather` that makes one record, a list of rows, of the rows with one value in a column.

    A row that cannot be read spoils the dialogue that it stands in; between two dialogues it is a record of its own.
    """

    def gather(records: Iterable[Record]) -> Iterator[Record]:
        begun: dict[str, int] = {}
        rows, unread = list[Record](), list[Record]()
        for record in records:
            row = _checked(record, column)
            if row.problem:
                unread.append(row)
            elif rows and _name(row, column) == _name(rows[0], column):
                rows += [*unread, row]
                unread = []
            else:
                yield from _dialogue(rows, column, begun)
                yield from unread
                rows, unread = [row], []
        yield from _dialogue(rows, column, begun)
        yield from unread

    return gather


def together(records: Iterable[Record]) -> Iterator[Record]:
    """Yield one record, a list of all values: the `Format.gather` of a format whose file is one dialogue."""
    found = list(records)
    if found:
        yield _joined(found)


def rows_of(value: object, what: str = "row") -> list[Row]:
    """Return the value of a gathered record.

    Raises:
        DialogueError: it is no list of objects, or an empty one.
    """
    if not isinstance(value, list) or not value:
        raise DialogueError(f"there are no {what}s" if value == [] else f"the record is {kind_of(value)}, no {what}s")
    for number, row in enumerate(value, start=1):
        if not isinstance(row, Mapping):
            raise DialogueError(f"{what} {number} is {kind_of(row)}; it has to be an object")
    return value


def in_order(rows: Iterable[Row], column: str, quirks: Quirks) -> dict[int, list[Row]]:
    """Return the rows by their number in a column, the numbers ascending.

    Rows that stand in another order, and numbers that are left out, are counted.

    Raises:
        DialogueError: a row has no whole number there.
    """
    found: dict[int, list[Row]] = {}
    for place, row in enumerate(rows, start=1):
        found.setdefault(_number(row.get(column), f'row {place}: "{column}"'), []).append(row)
    numbers = sorted(found)
    if numbers != list(found):
        quirks["dialogues whose rows are out of order, read by their numbers"] += 1
    if missing := numbers[-1] - numbers[0] + 1 - len(numbers):
        quirks["utterances that are missing, by their numbers"] += missing
    return {number: found[number] for number in numbers}


def notes_of(
    utterances: Sequence[Sequence[Row]],
    used: Collection[str],
    nothing: Collection[str] = ("",),
    lists: Collection[str] = (),
) -> dict[str, Any]:
    """Return what rows say beside the conversation, as `ReadDialogue.about` has it.

    A column with one value throughout speaks of the dialogue, any other of single turns.

    Args:
        utterances: the rows of each turn; several where it was annotated several times.
        used: columns of the conversation itself.
        nothing: cells that say nothing.
        lists: columns whose values are all kept, in the order of the rows, where a turn has several rows, even when
            they agree. Of another column they are when they differ.
    """
    about: dict[str, Any] = {}
    turns: dict[str, dict[str, Any]] = {str(number): {} for number in range(1, len(utterances) + 1)}
    for name in dict.fromkeys(name for rows in utterances for row in rows for name in row if name not in used):
        cells = [[row.get(name) for row in rows] for rows in utterances]
        if name not in lists and name != "turns" and _agree([cell for row in cells for cell in row]):
            about |= {} if _empty(cells[0][0], nothing) else {name: cells[0][0]}
            continue
        for number, values in enumerate(cells, start=1):
            if not all(_empty(value, nothing) for value in values):
                single = len(values) == 1 or (name not in lists and _agree(values))
                turns[str(number)][name] = values[0] if single else values
    notes = {number: told for number, told in turns.items() if told}
    return about | ({"turns": notes} if notes else {})


def _checked(record: Record, column: str) -> Record:
    """Return the record, with its problem where it is no row of a dialogue with a name."""
    if record.problem:
        return record
    if not isinstance(record.value, Mapping):
        return replace(record, problem=f"the row is {kind_of(record.value)}; it has to be an object")
    if not _name(record, column):
        return replace(record, problem=f'the row has no "{column}", the name of its dialogue')
    return record


def _name(record: Record, column: str) -> str:
    value = record.value.get(column) if isinstance(record.value, Mapping) else None
    return str(value).strip() if isinstance(value, (str, int)) and not isinstance(value, bool) else ""


def _dialogue(rows: Sequence[Record], column: str, begun: dict[str, int]) -> Iterator[Record]:
    """Yield the record of gathered rows, none of no rows; `begun` is where each dialogue began, and is added to."""
    if not rows:
        return
    name, line = _name(rows[0], column), rows[0].line
    if begun.setdefault(name, line) != line:
        problem = f'"{column}" {shown(name)} was on line {begun[name]}; rows of one dialogue have to stand together'
        yield Record(line, problem=problem)
    else:
        yield _joined(rows)


def _joined(records: Sequence[Record]) -> Record:
    bad = next((record for record in records if record.problem), None)
    if bad is not None:
        return Record(records[0].line, problem=f"line {bad.line}: {bad.problem}")
    return Record(records[0].line, [record.value for record in records])


def _number(value: object, place: str) -> int:
    if isinstance(value, str) and value.strip().isdecimal() and len(value.strip()) <= _DIGITS:
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    told = shown(value) if isinstance(value, str) else kind_of(value)
    raise DialogueError(f"{place} is {told}; it has to be a whole number")


_DIGITS = 9
"""Of the largest number of an utterance; Python refuses to read 5,000."""


def _agree(values: Sequence[object]) -> bool:
    return all(value == values[0] for value in values)


def _empty(value: object, nothing: Collection[str]) -> bool:
    return value is None or (isinstance(value, str) and value.strip() in nothing)
