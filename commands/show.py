"""`socialsim show`: list the dialogues of a corpus, or read one."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from ..cache import CHECK_FAILED, DONE, CorpusStore
from ..cache.cards import played
from ..signatures import InputError, RoleCard, short
from .corpus import Row, find, open_corpus
from .plain import Paper, as_text
from .reading import print_dialogue
from .schema import ShowConfig


def run(config: ShowConfig) -> None:
    """Print the list, or the dialogue that `config.id` names."""
    with open_corpus(config.dir, config.run) as (store, rows):
        if config.id is None:
            _print_list(rows)
        else:
            _print_one(store, find(rows, config.id, config.dir))


def _print_list(rows: Sequence[Row]) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("no.", "id", "seeker", "topic", "turns", "ended", "status"):
        table.add_column(name, justify="right" if name in ("no.", "turns") else "left", overflow="fold")
    for row in rows:
        seeker = ", ".join(str(part) for part in (row["gender"], row["age"]) if part)
        ended = (row["stop_reason"] or "").replace("_", " ")
        status = row["status"] or "not made yet"
        cells = (row["position"], short(row["id"]), seeker, row["topic"] or "", row["turns"] or "", ended, status)
        table.add_row(*(as_text(cell) for cell in cells))
    Paper().print(table)


def _print_one(store: CorpusStore, row: Row) -> None:
    if row["status"] not in (DONE, CHECK_FAILED):
        raise InputError(
            f"dialogue {row['position']} is {row['status'] or 'not made yet'}: "
            f"{row['error'] or 'run the command that began it again'}"
        )
    paper, dialogue = Paper(), store.dialogue(row["id"])
    who = played(store, row["persona_id"])
    shown = who if isinstance(who, RoleCard) else who.persona
    print_dialogue(paper, row["position"], dialogue, shown, store.results(row["id"]))
    if row["status"] == CHECK_FAILED:
        paper.print(as_text(f"Set aside: {row['error']}", "bold"), soft_wrap=True)
