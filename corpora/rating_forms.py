"""The forms in which ratings are kept, told from the columns: what a row is, and what a column is.

long               item, dimension, rater, value: a row is one rating
one rater a row    item, rater, then a column for each dimension
one rater a file   item, then a column for each dimension; the file's name names the rater
one rater a column item, then a column for each rater; the file's name names the dimension
scores             JSON {"0": {"fluency": 3, …}}: an object for each item; the file's name names the rater

The last two tables look the same, so several files are taken for a rater each, and a single file for a column a rater.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from ..signatures import InputError, RecordError, counted
from .columns import kind_of, shown, text_columns
from .records import Record, keys_of

ITEM = (
    ("item",),
    ("item_id",),
    ("sp_id", "rp_id"),  # EPITOME: a post and a reply
    ("conv_id",),  # EmpatheticDialogues
    ("conversation_id",),
    ("dialogue_id",),
    ("dialogue",),
    ("dialog_id",),
    ("unit",),
    ("id",),
)
"""What names an item, most telling first; of several columns all together."""
RATER = ("rater", "rater_id", "annotator", "annotator_id", "coder", "judge", "worker", "worker_id", "user", "username")
DIMENSION = ("dimension", "criterion", "aspect", "metric", "question")
VALUE = ("value", "rating", "score", "label")
SCALE, PROBLEM, NOTE = "scale", "problem", "note"
JOIN = "+"
"""Between the parts of an item's name."""

MISSING = frozenset({"", "na", "n/a", "nan", "-", "none", "null"})
"""What stands where there is no rating, in small letters."""

_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d+)?", re.IGNORECASE | re.ASCII)
_OF_FILE = re.compile(r"[_ -]?(?:ratings?|scores?|annotations?)$", re.IGNORECASE)


@dataclass(frozen=True)
class Columns:
    """Which columns hold what, where the user says so; () leaves it to us."""

    items: tuple[str, ...] = ()
    """Together they name the item."""
    raters: tuple[str, ...] = ()
    """One that names the rater, or several, one for each rater."""
    dimensions: tuple[str, ...] = ()
    """Those with ratings; in the long form, the dimensions to be kept."""


@dataclass(frozen=True)
class Cell:
    """A rating as it is written."""

    line: int
    place: str
    """What of the line, for a message."""
    item: str
    dimension: str
    rater: str
    text: str
    scale: str = ""
    problem: str = ""
    note: str = ""


def cells_of(
    file: str, name: str, records: Sequence[Record], columns: Columns, alone: bool, of_words: bool
) -> tuple[str, list[Cell]]:
    """Return what the form is called, and the cells.

    Args:
        name: of the file as a rater or dimension; see `name_of`.
        alone: it is the only file.
        of_words: a column without a number may hold ratings.

    Raises:
        InputError: a record is broken, or the columns cannot be told apart.
    """
    for record in records:
        if record.problem:
            raise RecordError(file, record.line, record.problem)
        if not isinstance(record.value, dict):
            raise RecordError(file, record.line, f"is {kind_of(record.value)}; ratings need a table or JSON objects")
    form = _Form(file, name, records, columns, of_words)
    if len(records) == 1 and all(isinstance(value, dict) for value in form.row(records[0]).values()):
        return form.scores()
    return form.table(alone)


def name_of(path: PurePath) -> str:
    """Return what a file names: ``expert1`` for ``expert1_ratings.csv``."""
    return _OF_FILE.sub("", path.stem) or path.stem


class _Form:
    def __init__(self, file: str, name: str, records: Sequence[Record], columns: Columns, of_words: bool) -> None:
        self.file, self.name, self.records, self.columns, self.of_words = file, name, records, columns, of_words
        self.keys = keys_of(records)

    @staticmethod
    def row(record: Record) -> Mapping[str, object]:
        return record.value if isinstance(record.value, dict) else {}

    def scores(self) -> tuple[str, list[Cell]]:
        record = self.records[0]
        cells = []
        for item, given in self.row(record).items():
            for dimension, value in given.items() if isinstance(given, dict) else ():
                if not self.columns.dimensions or dimension in self.columns.dimensions:
                    place = f'item "{shown(item)}", "{shown(dimension)}"'
                    cells.append(Cell(record.line, place, item, dimension, self.name, self._text(record, place, value)))
        return f"scores of {counted(len(self.row(record)), 'item')} by {shown(self.name)}", cells

    def table(self, alone: bool) -> tuple[str, list[Cell]]:
        for name in (*self.columns.items, *self.columns.raters):
            self._known(name)
        items = self._items(alone)
        rater = self._rater()
        value = self._one(VALUE) if not set(self.columns.dimensions) & set(self.keys) else None
        if rater and value:
            return "one rating a row", [*self._long(items, rater, value)]
        kept = [*self._rated({*items, rater})]
        if rater:
            form = f"one rater a row, {_dimensions(kept)}"
            return form, [*self._wide(items, kept, lambda record, name: (name, self._name_in(record, rater)))]
        by_rater = len(self.columns.raters) > 1 or (alone and not self.columns.dimensions and len(kept) > 1)
        if by_rater:
            form = f"one rater a column, {counted(len(kept), 'rater')}; dimensions=[COLUMN,…] says otherwise"
            return form, [*self._wide(items, kept, lambda record, name: (self.name, name))]
        form = f"the ratings of {shown(self.name)}, {_dimensions(kept)}"
        return form, [*self._wide(items, kept, lambda record, name: (name, self.name))]

    def _known(self, name: str) -> None:
        if name not in self.keys:
            raise InputError(f"{self.file}: there is no column {shown(name)}; there are {self._listed(self.keys)}")

    def _items(self, alone: bool) -> tuple[str, ...]:
        """Return the columns that name the item; () where rows go by their number."""
        if self.columns.items:
            return self.columns.items
        for choice in ITEM:
            if found := text_columns(self.keys, JOIN.join(choice)):
                return found
        if "" in self.keys:  # the row names that pandas and R write
            return ("",)
        if not alone:
            raise InputError(
                f"{self.file}: no column names the items, so they cannot be matched with other files; say "
                f"items=[COLUMN] with one of {self._listed(self.keys)}"
            )
        return ()

    def _rater(self) -> str | None:
        return self.columns.raters[0] if len(self.columns.raters) == 1 else self._one(RATER)

    def _one(self, names: Sequence[str]) -> str | None:
        return next((found[0] for name in names if (found := text_columns(self.keys, name))), None)

    def _long(self, items: Sequence[str], rater: str, value: str) -> Iterator[Cell]:
        dimension = self._one(DIMENSION)
        for record in self.records:
            row = self.row(record)
            about = _said(row.get(dimension)) if dimension else ""
            if self.columns.dimensions and about not in self.columns.dimensions:
                continue
            yield self._cell(record, items, value, about, self._name_in(record, rater))

    def _wide(
        self, items: Sequence[str], kept: Sequence[str], of: Callable[[Record, str], tuple[str, str]]
    ) -> Iterator[Cell]:
        for record in self.records:
            for name in kept:
                dimension, rater = of(record, name)
                yield self._cell(record, items, name, dimension, rater)

    def _cell(self, record: Record, items: Sequence[str], column: str, dimension: str, rater: str) -> Cell:
        row = self.row(record)
        item = JOIN.join(self._name_in(record, name) for name in items) if items else f"row {record.line}"
        place = f'column "{shown(column)}"'
        return Cell(
            record.line,
            place,
            item,
            dimension,
            rater,
            self._text(record, place, row.get(column)),
            *(_said(row.get(name)) for name in (SCALE, PROBLEM, NOTE)),
        )

    def _name_in(self, record: Record, column: str) -> str:
        name = _said(self.row(record).get(column))
        if not name:
            raise RecordError(self.file, record.line, f'column "{shown(column)}": is empty; it has to name who or what')
        return name

    def _rated(self, others: set[str | None]) -> Iterator[str]:
        """Yield the columns with ratings: those that are named, or else all that hold a number or nothing at all."""
        named = self.columns.dimensions or (self.columns.raters if len(self.columns.raters) > 1 else ())
        for name in named:
            self._known(name)
        if named:
            yield from named
            return
        for name in self.keys:
            if name in others or name in (SCALE, PROBLEM, NOTE):
                continue
            texts = [_said(self.row(record).get(name)) for record in self.records]
            if self.of_words or any(number(text) is not None for text in texts) or all(map(is_missing, texts)):
                yield name

    def _text(self, record: Record, place: str, value: object) -> str:
        if isinstance(value, (bool, list, dict)):
            raise RecordError(self.file, record.line, f"{place}: is {kind_of(value)}; a rating is a number or a word")
        return _said(value)

    @staticmethod
    def _listed(names: Sequence[str]) -> str:
        return ", ".join(map(shown, names))


def is_missing(text: str) -> bool:
    """Return whether a cell says that there is no rating."""
    return text.strip().casefold() in MISSING


def number(text: str) -> float | None:
    """Return the number of a cell, with a decimal point or comma; None if it is none, or too large to be a float."""
    stripped = text.strip()
    if not _NUMBER.fullmatch(stripped):
        return None
    value = float(stripped.replace(",", "."))
    return value if math.isfinite(value) else None


def _said(value: object) -> str:
    return "" if value is None else str(value).strip()


def _dimensions(names: Sequence[str]) -> str:
    return counted(len(names), "dimension")
