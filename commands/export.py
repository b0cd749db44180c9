"""`socialsim export`: write the finished dialogues of a corpus to files again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ..cache import CHECK_FAILED, DONE, CorpusStore, StoredPersona
from ..cache.reviews import Reviews
from ..signatures import ConfigurationError, InputError
from .corpus import Row, open_corpus
from .files import DIALOGUES, PROFILES, SSCONV, Finished, finished, write_dialogues
from .schema import ExportConfig
from .start import check_folder

REVIEWED = "reviewed"
"""Folder beside the corpus' own files for what was accepted, which is less than they hold."""
FORMATS = {"ssconv": (SSCONV, PROFILES), "jsonl": (DIALOGUES,)}


def run(config: ExportConfig) -> None:
    """Write the files of `config.format` and say where they are."""
    if config.format not in FORMATS:
        raise ConfigurationError(f"format={config.format}: there is no such format; there are {', '.join(FORMATS)}")
    target = config.to or (f"{config.dir.rstrip('/')}/{REVIEWED}" if config.reviewed else config.dir)
    with open_corpus(config.dir, config.run) as (store, rows):
        done = _reviewed(config, store, rows) if config.reviewed else _finished(config, rows)
        folder = check_folder(target)
        folder.mkdir(parents=True, exist_ok=True)
        dialogues = finished(store, done)
        write_dialogues(folder, _edited(store, dialogues) if config.reviewed else dialogues, FORMATS[config.format])
    names = ", ".join(f"{target}/{name}" for name in FORMATS[config.format])
    print(f"{len(done)} of {len(rows)} dialogues are in {names}")


def _finished(config: ExportConfig, rows: Sequence[Row]) -> list[str]:
    done = [row["id"] for row in rows if row["status"] == DONE]
    if not done:
        raise InputError(f"{config.dir}: none of the {len(rows)} dialogues is finished")
    return done


def _reviewed(config: ExportConfig, store: CorpusStore, rows: Sequence[Row]) -> list[str]:
    """Return the dialogues that people accepted, also such as the checks had set aside.

    Raises:
        InputError: there is none, or the persona of each is rejected.
    """
    reviews = Reviews(store)
    accepted = list(reviews.accepted(row["id"] for row in rows if row["status"] in (DONE, CHECK_FAILED)))
    if not accepted:
        raise InputError(
            f"{config.dir}: none of the {len(rows)} dialogues is accepted in a review; "
            f"`socialsim review export {config.dir} FILE.csv` begins one"
        )
    usable = list(reviews.usable(accepted))
    if not usable:
        raise InputError(
            f"{config.dir}: {len(accepted)} of the {len(rows)} dialogues are accepted in a review, "
            "but each has a persona that is rejected; accept the persona as well"
        )
    if left_out := len(accepted) - len(usable):
        print(f"Left out, because the persona is rejected: {left_out} of the {len(accepted)} accepted dialogues")
    return usable


def _edited(store: CorpusStore, dialogues: Iterable[Finished]) -> Iterator[Finished]:
    """Yield dialogues and personas as their reviews leave them."""
    reviews = Reviews(store)
    for number, dialogue, stored in dialogues:
        if isinstance(stored, StoredPersona):
            stored = replace(stored, persona=reviews.persona(stored.id))
        yield number, reviews.dialogue(dialogue.id), stored
