"""`socialsim export`: write the finished dialogues of a corpus to files again."""

from __future__ import annotations

from ..cache import DONE
from ..signatures import ConfigurationError, InputError
from .corpus import open_corpus
from .files import DIALOGUES, PROFILES, SSCONV, finished, write_dialogues
from .schema import ExportConfig
from .start import check_folder

FORMATS = {"ssconv": (SSCONV, PROFILES), "jsonl": (DIALOGUES,)}


def run(config: ExportConfig) -> None:
    """Write the files of `config.format` and say where they are."""
    if config.format not in FORMATS:
        raise ConfigurationError(f"format={config.format}: there is no such format; there are {', '.join(FORMATS)}")
    target = config.to if config.to is not None else config.dir
    with open_corpus(config.dir, config.run) as (store, rows):
        done = [row["id"] for row in rows if row["status"] == DONE]
        if not done:
            raise InputError(f"{config.dir}: none of the {len(rows)} dialogues is finished")
        folder = check_folder(target)
        folder.mkdir(parents=True, exist_ok=True)
        write_dialogues(folder, finished(store, done), FORMATS[config.format])
    names = ", ".join(f"{target}/{name}" for name in FORMATS[config.format])
    print(f"{len(done)} of {len(rows)} dialogues are in {names}")
