"""`socialsim review`: people decide on personas and dialogues in a spreadsheet; the decisions are kept as a log."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table

from ..cache import CHECK_FAILED, DONE, CorpusStore
from ..cache.cards import Cards
from ..cache.reviews import DIALOGUE, PERSONA, Reviews, State
from ..signatures import ConfigurationError, InputError, counted
from .corpus import open_corpus
from .plain import Paper, as_text
from .review_rows import COLUMNS, NEEDED, decisions, dialogue_rows, persona_row
from .schema import ReviewConfig
from .sheet import RowError, read_sheet, write_sheet
from .start import check_folder

_ACTIONS = ("export", "import")


@dataclass(frozen=True)
class Items:
    """What there is to review: ids of personas and dialogues."""

    personas: list[str]
    dialogues: list[str]


def run(config: ReviewConfig) -> None:
    """Write a sheet, take one in, or count what was decided."""
    if config.action not in _ACTIONS:
        if config.dir is not None:
            raise ConfigurationError(f"action={config.action}: there are {', '.join(_ACTIONS)}")
        _count(config.action, config.run)
        return
    if config.dir is None or config.file is None:
        raise ConfigurationError(f"review {config.action}: say `socialsim review {config.action} DIR FILE.csv`")
    with CorpusStore.open_existing(Path(config.dir).expanduser()) as store:
        if config.action == "export":
            _export(store, config.dir, Path(config.file).expanduser(), config)
        else:
            _import(store, Path(config.file).expanduser(), config.by)


def _count(folder: str, run: int | None) -> None:
    with CorpusStore.open_existing(Path(folder).expanduser()) as store:
        items, reviews = _items(store, folder, run), Reviews(store)
        table = Table(box=None, header_style="bold", pad_edge=False)
        for name in ("", *State):
            table.add_column(name, justify="right" if name else "left")
        for kind, ids in ((PERSONA, items.personas), (DIALOGUE, items.dialogues)):
            counts = reviews.counts(kind, ids)
            table.add_row(f"{kind}s", *(str(counts[state]) for state in State))
        Paper().print(table)


def _export(store: CorpusStore, folder: str, path: Path, config: ReviewConfig) -> None:
    if config.by is not None:
        raise ConfigurationError(f"by={config.by}: is for import; a sheet that is written says who decided before")
    if path.exists():
        raise InputError(f"{path}: is there already, maybe with decisions in it; import it, or choose another name")
    items = _items(store, folder, config.run)
    check_folder(str(path.parent)).mkdir(parents=True, exist_ok=True)
    write_sheet(path, COLUMNS, _rows(items, Reviews(store)))
    personas, dialogues = counted(len(items.personas), "persona"), counted(len(items.dialogues), "dialogue")
    there = f"{personas} and {dialogues} are in {config.file}"
    then = f"socialsim review import {shlex.quote(folder)} {shlex.quote(str(config.file))} by=NAME"
    paper = Paper()
    paper.print(as_text(there), soft_wrap=True)
    paper.print(as_text(f"Change text, reasoning, state ({', '.join(State)}), by and why; then {then}"), soft_wrap=True)


def _rows(items: Items, reviews: Reviews) -> Iterator[dict[str, str]]:
    for number, one in enumerate(items.personas, start=1):
        yield persona_row(number, one, reviews)
    for number, one in enumerate(items.dialogues, start=1):
        yield from dialogue_rows(number, one, reviews)


def _import(store: CorpusStore, path: Path, by: str | None) -> None:
    reviews, rows = Reviews(store), list(read_sheet(path, NEEDED))
    try:
        found = reviews.add(decisions(rows, reviews, by))
    except RowError as problem:
        raise InputError(f"{path.name}: {problem}; nothing was taken from the sheet") from problem
    states = ", ".join(f"{count} {state}" for state in State if (count := sum(one.state is state for one in found)))
    new = f"{counted(len(found), 'decision')} {'is' if len(found) == 1 else 'are'} new"
    Paper().print(as_text(f"{new}{f': {states}' if states else ''}"), soft_wrap=True)


def _items(store: CorpusStore, folder: str, run: int | None) -> Items:
    """Return the dialogues of a run with their personas; all personas where there is no dialogue yet.

    Raises:
        InputError: there is neither.
    """
    if run is None and store.last_run() is None:
        personas = Reviews(store).personas()
        if not personas:
            raise InputError(f"{folder}: there is nothing to review yet")
        return Items(personas, [])
    with open_corpus(folder, run) as (_, rows):
        there = [row for row in rows if row["status"] in (DONE, CHECK_FAILED)]
        played_by = dict.fromkeys(row["persona_id"] for row in there)
        personas = [one for one in played_by if Cards(store).get(one) is None]  # role cards are not ours to change
        return Items(personas, [row["id"] for row in there])
