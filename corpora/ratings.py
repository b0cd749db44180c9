"""Ratings in and out: what people or judges said of items, whatever form the file has.

A cell is a number, or missing; a word is one where the level is nominal or the words are named. Nothing is guessed: a
cell that is neither is an error with its place, and so is a second rating of the same item, dimension and rater.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ..signatures import InputError, Rating, RecordError, counted
from .columns import shown
from .rating_forms import Cell, Columns, cells_of, is_missing, name_of, number
from .syntax import recognise
from .textfile import TextFile, open_text

COLUMNS = ("item", "scale", "dimension", "rater", "value", "problem", "note")
"""Of the file that we write."""
RATING = "rating"

_FOR_WORDS = "level=nominal, or words=[LOW,…,HIGH]"

# What a spreadsheet would compute, and what we put in front of it so that it does not.
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")


@dataclass(frozen=True)
class RatingsRead:
    """The ratings of one or several files."""

    ratings: tuple[Rating, ...]
    words: tuple[str, ...]
    """What values stand for, where the cells are words: value n is the word number n, from 0; () for numbers."""
    forms: tuple[str, ...]
    """What each file was read as, a sentence each."""
    unmatched: tuple[str, ...]
    """How many items some raters have and others have not, a sentence each."""


def read_ratings(
    paths: Sequence[Path], columns: Columns | None = None, words: Sequence[str] = (), nominal: bool = False
) -> RatingsRead:
    """Return the ratings of tables or JSON files, whose items are matched by their names.

    Args:
        columns: which columns hold what, where it is not clear; see `Columns`.
        words: the categories in their order, where cells are words.
        nominal: cells may be any word.

    Raises:
        InputError: a file cannot be read or its columns told apart, a cell is no rating, or an item is rated twice; the
            message has the line and the column.
    """
    given = columns or Columns()
    found: list[tuple[str, Cell]] = []
    forms = []
    for path, name in zip(paths, _names(paths), strict=True):
        file = open_text(path, of=RATING)
        syntax = recognise(file)
        if syntax.name == "plain text":
            if _is_lone_line(file):
                raise InputError(f"{file.name}: has a header and no row below it; ratings need a row each")
            raise InputError(
                f"{file.name}: is no table and no JSON; ratings need columns, such as item, rater and value"
            )
        records = [*syntax.records(file)]
        form, cells = cells_of(file.name, name, records, given, len(paths) == 1, nominal or bool(words))
        forms.append(f"{file.name} was read as {form}")
        found += [(file.name, cell) for cell in cells]
    if not found:
        hint = "" if nominal or words else f"; where they are words, say {_FOR_WORDS}"
        raise InputError(f"{', '.join(path.name for path in paths)}: no ratings{hint}")
    _refuse_repeated(found)
    named = tuple(words) or (_words_in(found) if nominal else ())
    ratings = tuple(_rating(name, cell, named) for name, cell in found)
    return RatingsRead(ratings, named, tuple(forms), tuple(unmatched(ratings)))


def write_ratings(ratings: Iterable[Rating], words: Sequence[str] = ()) -> str:
    """Return ratings as CSV, a row each, as `read_ratings` reads them; a missing value is an empty cell."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in ratings:
        value = "" if one.value is None else words[int(one.value)] if words else _digits(one.value)
        texts = [_guarded(text) for text in (one.item, one.scale, one.dimension, one.rater)]
        writer.writerow([*texts, _guarded(value) if words else value, _guarded(one.problem), _guarded(one.note)])
    return file.getvalue()


def unmatched(ratings: Sequence[Rating]) -> list[str]:
    """Return, for each rater and dimension that lacks items of it, how many."""
    items: dict[str, set[str]] = {}
    rated: dict[tuple[str, str], set[str]] = {}
    for one in ratings:
        items.setdefault(one.dimension, set()).add(one.item)
        rated.setdefault((one.rater, one.dimension), set()).add(one.item)
    lacking = Counter[tuple[str, int, int]]()
    for (rater, dimension), there in rated.items():
        if len(there) < len(items[dimension]):
            lacking[rater, len(items[dimension]) - len(there), len(items[dimension])] += 1
    return [
        f"{shown(rater)} has no row for {short:,} of {counted(total, 'item')}"
        + (f" of {counted(dimensions, 'dimension')}" if dimensions > 1 else "")
        for (rater, short, total), dimensions in lacking.items()
    ]


def _is_lone_line(file: TextFile) -> bool:
    return sum(1 for line in islice(filter(str.strip, file.lines()), 2)) == 1


def _names(paths: Sequence[Path]) -> list[str]:
    """Return what each file names, with its folder where two are called the same."""
    names = [name_of(path) for path in paths]
    return [
        f"{path.resolve().parent.name}/{name}" if names.count(name) > 1 else name
        for path, name in zip(paths, names, strict=True)
    ]


def _rating(file: str, cell: Cell, words: Sequence[str]) -> Rating:
    text = cell.text.strip()
    item, scale, dimension, rater, problem, note = map(
        _unguarded, (cell.item, cell.scale, cell.dimension, cell.rater, cell.problem, cell.note)
    )
    value: float | None
    if is_missing(text):
        value = None
    elif words:
        word = _word(text)
        if word not in words:
            listed = ", ".join(map(shown, words))
            raise RecordError(file, cell.line, f'{cell.place}: "{shown(text)}" is none of {listed}')
        value = float(words.index(word))
    else:
        value = number(text)
        if value is None:
            raise RecordError(
                file,
                cell.line,
                f'{cell.place}: "{shown(text)}" is no number; leave a missing rating empty, or say {_FOR_WORDS}',
            )
    return Rating(item, scale, dimension, rater, value, problem, note)


def _words_in(found: Sequence[tuple[str, Cell]]) -> tuple[str, ...]:
    """Return all words that occur, in their order; () where all are numbers."""
    texts = {cell.text.strip() for _, cell in found if not is_missing(cell.text)}
    return () if all(number(text) is not None for text in texts) else tuple(sorted({_word(text) for text in texts}))


def _word(text: str) -> str:
    """Return a category; 3 and 3.0 are the same."""
    value = number(text)
    return _unguarded(text) if value is None else _digits(value)


def _digits(value: float) -> str:
    """Return a number that reads back as itself, without the .0 of whole ones."""
    return repr(float(value)).removesuffix(".0")


def _refuse_repeated(found: Sequence[tuple[str, Cell]]) -> None:
    places: dict[tuple[str, ...], tuple[str, int]] = {}
    for file, cell in found:
        key = (cell.item, cell.scale, cell.dimension, cell.rater)
        if key in places:
            before, line = places[key]
            what = f'of "{shown(cell.dimension)}" ' if cell.dimension else ""
            raise RecordError(
                file,
                cell.line,
                f'{shown(cell.rater)} rates item "{shown(cell.item)}" {what}again, after {before}:{line}; keep one',
            )
        places[key] = file, cell.line


def _guarded(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
