"""A corpus that was made before: its store, the run that is meant, and a dialogue by number or by id."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..cache import CorpusStore
from ..signatures import InputError, short

Row = dict[str, Any]
"""A line of `CorpusStore.run_dialogues`."""


@contextmanager
def open_corpus(folder: str, run: int | None) -> Iterator[tuple[CorpusStore, list[Row]]]:
    """Open the corpus in `folder`; yields its store and the dialogues of a run, the latest if `run` is None.

    Raises:
        InputError: there is no corpus, no such run, or it has no dialogues.
    """
    with CorpusStore.open_existing(Path(folder).expanduser()) as store:
        number = store.last_run() if run is None else run
        rows = list(store.run_dialogues(number)) if number is not None else []
        if not rows and run is not None:
            raise InputError(f"run={run}: {folder} has no such run with dialogues; its latest is {store.last_run()}")
        if not rows:
            raise InputError(f"{folder}: there are no dialogues yet; make some with `socialsim simulate out={folder}`")
        yield store, rows


def find(rows: Sequence[Row], wanted: str, folder: str) -> Row:
    """Return the dialogue that `wanted` names: its number in the list, or the first digits of its id.

    Raises:
        InputError: none, or several.
    """
    if wanted.isdecimal() and 1 <= int(wanted) <= len(rows):
        return rows[int(wanted) - 1]
    found = [
        row for row in rows if row["id"].removeprefix("sha256:").startswith(wanted.removeprefix("sha256:").lower())
    ]
    if not found or not wanted.strip():
        raise InputError(
            f"id={wanted}: no such dialogue in {folder}; it has 1 to {len(rows)}, listed by `socialsim show {folder}`"
        )
    if len(found) > 1:
        named = ", ".join(short(row["id"]) for row in found[:3])
        raise InputError(f"id={wanted}: {len(found)} dialogues begin so ({named} …); give more digits")
    return found[0]
