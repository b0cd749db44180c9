"""Dialogues in Parquet: ours in typed columns (`rows.py`), and any other file of conversations as the records it has.

Parquet has no missing keys: every struct of a column has every field. A field that is null is therefore left out of
what is read of other people's files, or each turn of an ExTES would be of both sides.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

from ...signatures import ConfigurationError, InputError
from ..format import ReadDialogue
from ..formats.ours import OURS
from ..records import Record
from ..syntax import Syntax
from ..textfile import TextFile
from ..writing import record_of
from .rows import COLUMNS, Kind, record_of_row, row_of

MAGIC = b"PAR1"
GROUP = 1_000
"""Rows of a row group."""
BATCH = 100
"""Rows that are Python objects at once; as Arrow's they take a tenth of the memory."""

# What a file is made of is pinned, so that the same dialogues are the same bytes whatever pyarrow's defaults become.
_PINNED: dict[str, Any] = {
    "compression": "zstd",
    "compression_level": 3,
    "version": "2.6",
    "data_page_version": "1.0",
    "use_dictionary": True,
}


@dataclass(frozen=True)
class Size:
    """What was written."""

    dialogues: int
    bytes: int
    """That they take in memory, as Arrow tables."""


def write_parquet(path: Path, dialogues: Iterable[ReadDialogue]) -> Size:
    """Write dialogues to a file and return how much that was.

    Raises:
        ConfigurationError: pyarrow is not installed.
    """
    pa, parquet = _arrow()
    schema, rows, count, size = _schema(), _rows(dialogues), 0, 0
    with parquet.ParquetWriter(path, schema, **_PINNED) as writer:
        while group := list(islice(_batches(rows, schema), GROUP // BATCH)):
            writer.write_table(pa.Table.from_batches(group), row_group_size=GROUP)
            count, size = count + sum(one.num_rows for one in group), size + sum(one.nbytes for one in group)
    return Size(count, size)


def table() -> Syntax:
    """Return the syntax: a record a row, whose line is its number."""
    return Syntax("Parquet", _records)


def features(kind: Kind = COLUMNS) -> Any:
    """Return columns in the words of the `datasets` library, lists as all of its versions take them."""
    if isinstance(kind, dict):
        return {name: features(inner) for name, inner in kind.items()}
    return [features(kind[0])] if isinstance(kind, list) else {"dtype": kind, "_type": "Value"}


def _rows(dialogues: Iterable[ReadDialogue]) -> Iterator[dict[str, Any]]:
    return (row_of(record_of(found, OURS)) for found in dialogues)


def _batches(rows: Iterator[dict[str, Any]], schema: Any) -> Iterator[Any]:
    pa, _ = _arrow()
    while some := list(islice(rows, BATCH)):
        yield pa.RecordBatch.from_pylist(some, schema=schema)


def _arrow() -> tuple[Any, Any]:
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError:
        raise ConfigurationError("Parquet needs pyarrow: pip install 'socialsim[hf]'") from None


@cache
def _schema() -> Any:
    pa, _ = _arrow()

    def type_of(kind: Kind) -> Any:
        if isinstance(kind, dict):
            return pa.struct([(name, type_of(inner)) for name, inner in kind.items()])
        return pa.list_(type_of(kind[0])) if isinstance(kind, list) else pa.type_for_alias(kind)

    told = {"huggingface": json.dumps({"info": {"features": features()}})}
    return pa.schema([(name, type_of(kind)) for name, kind in COLUMNS.items()], metadata=told)


def _records(file: TextFile) -> Iterator[Record]:
    """Yield a record a row.

    Raises:
        InputError: it is not whole.
    """
    pa, parquet = _arrow()
    try:
        with parquet.ParquetFile(file.path) as opened:
            schema, row = opened.schema_arrow, 0
            read = _reader(schema)
            for batch in opened.iter_batches(batch_size=BATCH):
                for values in _values(batch):
                    row += 1
                    yield _record(row, values, read)
    except (pa.ArrowException, OSError, ValueError) as error:
        why = " ".join(str(error).split())[:200]
        raise InputError(f"{file.name}: is no whole Parquet file ({why}); get it again") from error


def _values(batch: Any) -> Iterator[dict[str, Any] | str]:
    """Yield the rows of a batch; of one that cannot be had, why."""
    try:
        yield from batch.to_pylist()
    except (ValueError, OverflowError):  # text that is not UTF-8, a date after the year 9999: of which row?
        for number in range(batch.num_rows):
            try:
                yield batch.slice(number, 1).to_pylist()[0]
            except (ValueError, OverflowError) as error:
                yield " ".join(str(error).split())[:200]


def _record(row: int, values: dict[str, Any] | str, read: Callable[[dict[str, Any]], Any]) -> Record:
    if isinstance(values, str):
        return Record(row, problem=f"the row cannot be read: {values}")
    try:
        return Record(row, read(values))
    except ValueError as error:
        return Record(row, problem=str(error))


def _reader(schema: Any) -> Callable[[dict[str, Any]], Any]:
    """Return what makes the record of a row: one of ours, the object in a line of text, or the row itself."""
    there = {name: kind for name, kind in COLUMNS.items() if name in schema.names}
    if "turns" in there and all(_agrees(schema.field(name).type, kind) for name, kind in there.items()):
        return _of_ours
    return _of_line if schema.names == ["text"] else _plain


def _agrees(type_: Any, kind: Kind) -> bool:
    """Say whether a column can be one of ours that other hands have passed on: fewer fields, longer types, all null."""
    types = import_module("pyarrow.types")
    if types.is_null(type_):
        return True
    if isinstance(kind, dict):
        return bool(types.is_struct(type_)) and all(
            field.name in kind and _agrees(field.type, kind[field.name]) for field in type_
        )
    if isinstance(kind, list):
        return bool(types.is_list(type_) or types.is_large_list(type_)) and _agrees(type_.value_type, kind[0])
    if kind == "string":
        return bool(types.is_string(type_) or types.is_large_string(type_) or types.is_string_view(type_))
    return bool(types.is_boolean(type_) if kind == "bool" else types.is_integer(type_) or types.is_floating(type_))


def _of_ours(row: dict[str, Any]) -> dict[str, Any]:
    return record_of_row({name: value if name in COLUMNS else _plain(value) for name, value in row.items()})


def _of_line(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the object in a line of text: so the hub has ESConv, whose .txt files are JSON Lines."""
    text = str(row.get("text", ""))
    if not text.lstrip().startswith("{"):
        return row
    try:
        found = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise ValueError(f'"text" is not JSON that can be read: {error}') from error
    return found if isinstance(found, dict) else row


def _plain(value: Any) -> Any:
    """Return a value as JSON has it, without fields that are null."""
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items() if inner is not None}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
