"""`socialsim export`: write the finished dialogues of a corpus to files again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ..cache import CHECK_FAILED, DONE, CorpusStore
from ..cache.reviews import Reviews
from ..signatures import ConfigurationError, InputError
from .corpus import Row, open_corpus
from .files import DIALOGUES, PROFILES, SSCONV, Finished, finished, write_dialogues
from .schema import ExportConfig
from .start import check_folder

FORMATS = {"ssconv": (SSCONV, PROFILES), "jsonl": (DIALOGUES,)}


def run(config: ExportConfig) -> None:
    """Write the files of `config.format` and say where they are."""
    if config.format not in FORMATS:
        raise ConfigurationError(f"format={config.format}: there is no such format; there are {', '.join(FORMATS)}")
    target = config.to if config.to is not None else config.dir
    with open_corpus(config.dir, config.run) as (store, rows):
        done = _reviewed(store, rows) if config.reviewed else [row["id"] for row in rows if row["status"] == DONE]
        if not done:
            raise InputError(f"{config.dir}: none of the {len(rows)} dialogues is {_wanted(config)}")
        folder = check_folder(target)
        folder.mkdir(parents=True, exist_ok=True)
        dialogues = finished(store, done)
        write_dialogues(folder, _edited(store, dialogues) if config.reviewed else dialogues, FORMATS[config.format])
    names = ", ".join(f"{target}/{name}" for name in FORMATS[config.format])
    print(f"{len(done)} of {len(rows)} dialogues are in {names}")


def _wanted(config: ExportConfig) -> str:
    return (
        f"accepted in a review; `socialsim review export {config.dir} FILE.csv` begins one"
        if config.reviewed
        else "finished"
    )


def _reviewed(store: CorpusStore, rows: Sequence[Row]) -> list[str]:
    """Return the dialogues that people accepted, also such as the checks had set aside."""
    return list(Reviews(store).usable(row["id"] for row in rows if row["status"] in (DONE, CHECK_FAILED)))


def _edited(store: CorpusStore, dialogues: Iterable[Finished]) -> Iterator[Finished]:
    """Yield dialogues and personas as their reviews leave them."""
    reviews = Reviews(store)
    for number, dialogue, stored in dialogues:
        yield number, reviews.dialogue(dialogue.id), replace(stored, persona=reviews.persona(stored.id))
