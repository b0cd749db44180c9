"""`socialsim roleplay`: a seeker plays role cards against a supporter; the dialogues are there to be judged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..cache import DONE
from ..cache.cards import Cards
from ..corpora.format import ReadDialogue
from ..corpora.formats.ours import write as typed_record
from ..corpora.writing import json_lines
from ..signatures import BudgetReached, InputError
from .casting import calls_per_dialogue
from .files import DIALOGUES, put_in_place, write_run
from .forecast import print_forecast
from .progress import Spending, phase
from .roleplay_cards import card_entry
from .roleplay_outlook import outlook
from .roleplay_report import account, failures_of, print_account
from .roleplay_start import RolePlays, RoleplayStart, begin
from .schema import RoleplayConfig
from .start import check_folder, kept_responses, open_store, recorded, stopped


def run(config: RoleplayConfig) -> None:
    """Play the cards of `config.cards`, write the files of `config.out` and print a summary."""
    start = begin(config)
    if config.dry_run:
        print_forecast(outlook(config, start))
        return
    folder = check_folder(config.out)
    with (
        open_store(folder) as store,
        kept_responses(start.session, start.cast, config.cache),
        recorded(store, "roleplay", config) as run_id,
    ):
        Cards(store).put(start.cards)
        plays = start.plays(store)
        store.set_run_dialogues(run_id, plays.ids)
        limit = _play(config, start, plays)
        rows = list(store.run_dialogues(run_id))
        done = [row["id"] for row in rows if row["status"] == DONE]
        _write(folder, plays, done)
        written, failures = account(config, start, plays, run_id), failures_of(rows)
        write_run(folder, written)
        print_account(written, start.reading, failures, start.session.meter)
        if limit is not None:
            raise limit
    if not done:
        raise InputError(f"none of the {len(plays.ids)} cards could be played; the first: {failures[0]}")


def _play(config: RoleplayConfig, start: RoleplayStart, plays: RolePlays) -> BaseException | None:
    """Make what is missing; return why the run has to end early, if its budget is spent."""
    missing, total = plays.missing(config.retry_failed), len(plays.ids)
    spending = Spending(start.session.meter, len(missing) * calls_per_dialogue(config.program))
    with phase("role plays", total, total - len(missing), spending) as progress:
        try:
            if missing:
                plays.make(missing, 1, progress)
        except (KeyboardInterrupt, BudgetReached) as why:
            end = stopped(why, f"{progress.finished} of {total} role plays are", config.out)
            if isinstance(why, KeyboardInterrupt):
                raise end from None
            return end
    return None


def _write(folder: Path, plays: RolePlays, done: list[str]) -> None:
    if done or not (folder / DIALOGUES).exists():  # a file with something in it is not replaced by an empty one
        with put_in_place(folder / DIALOGUES) as stream:
            stream.writelines(json_lines(typed_record(one) for one in _entries(plays, done)))


def _entries(plays: RolePlays, done: list[str]) -> Iterator[ReadDialogue]:
    cards = dict(zip(plays.ids, plays.cards, strict=True))
    for number, identifier in enumerate(done, start=1):
        yield card_entry(number, plays.store.dialogue(identifier), cards[identifier])
