"""What a conversion would lose of a record's wording: the difference between it and what our writer makes of it.

We keep what a record says; how it spells it (a line end after an utterance, "Questions" for "Question", a field that
nobody else has) is of no use to anybody but the same format. So that reading and writing give the same record again,
the difference is kept beside the dialogue and put back by the writer.

    kept = residue(format.write(found), found.record)
    restored(format.write(found), kept) == found.record

A difference is a list of changes ``[path, value]``; ``[path]`` alone takes away what is at the path.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import Any

Change = list[Any]


def residue(written: Any, original: Any) -> tuple[Change, ...]:
    """Return the changes that make `original` of `written`, two JSON values; () where they are the same."""
    return tuple(_changes(written, original, []))


def restored(written: Any, changes: Sequence[Change]) -> Any:
    """Return `written` with the changes made.

    Raises:
        ValueError: a change names a place that is not there.
    """
    value = deepcopy(written) if changes else written
    for path, *new in changes:
        try:
            if path:
                _change(value, path, new)
            else:
                value = deepcopy(new[0])
        except (KeyError, IndexError, TypeError) as error:
            raise ValueError(f"there is no {'/'.join(map(str, path))} in the record") from error
    return value


def _change(value: Any, path: Sequence[Any], new: Sequence[Any]) -> None:
    for step in path[:-1]:
        value = value[step]
    if new:
        value[path[-1]] = deepcopy(new[0])
    else:
        del value[path[-1]]


def _changes(written: Any, original: Any, path: list[Any]) -> Iterable[Change]:
    if isinstance(written, dict) and isinstance(original, dict):
        for key, value in original.items():
            if key in written:
                yield from _changes(written[key], value, [*path, key])
            else:
                yield [[*path, key], value]
        yield from ([[*path, key]] for key in written if key not in original)
    elif isinstance(written, list) and isinstance(original, list) and len(written) == len(original):
        for number, pair in enumerate(zip(written, original, strict=True)):
            yield from _changes(*pair, [*path, number])
    # The same value of another type is another value: 1, 1.0 and true.
    elif type(written) is not type(original) or written != original:
        yield [path, original]
