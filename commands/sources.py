"""What a run starts from: posts, or personas in a file; read and judged before anything is written."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ..cache import CorpusStore, StoredPersona
from ..corpora.formats.ssconv import persona_values
from ..corpora.licences import Licence
from ..corpora.posts import PostReading, examples_path, read_posts
from ..corpora.syntax import recognise
from ..corpora.textfile import open_text
from ..signatures import InputError, Persona, RecordError, digest
from .schema import PostsConfig

EXAMPLES = "examples"
FROM_FILE = "file/"
"""Prefix of the generator's name of personas that came from a file: who made them is not known."""


@dataclass
class Counts:
    """What was found in a source."""

    records: int
    usable: int
    duplicates: int
    bad: list[RecordError] = field(default_factory=list)


def open_posts(config: PostsConfig) -> tuple[PostReading, Counts]:
    """Read the posts once from end to end, and return them to be read again, with their counts.

    Where their makers have terms of their own, these are shown: nobody has been asked about the posts yet.

    Raises:
        InputError: the file cannot be read, or none of its records can be used.
    """
    path = examples_path() if config.path in (None, EXAMPLES) else Path(str(config.path)).expanduser()
    reading = read_posts(path, text=config.text, encoding=config.encoding)
    usable = sum(1 for _ in reading)
    if reading.format is not None:
        show_notice(reading.format.licence)
    return reading, Counts(reading.records, usable, reading.duplicates, list(reading.bad))


def show_notice(licence: Licence) -> None:
    """Print what has to be known before data under a licence is used, as one line on standard error."""
    if licence.notice:
        print(f"socialsim: {licence.notice}", file=sys.stderr)


def open_personas(name: str) -> tuple[list[StoredPersona], Counts]:
    """Read personas: of the folder of a bank or corpus, with their posts, or of a file, where they are our own
    (alone, or in the records of dialogues.jsonl) or UserProfile records.

    Raises:
        InputError: it cannot be read, or has no persona.
    """
    folder = Path(name).expanduser()
    if folder.is_dir():
        return _of_folder(folder)
    file = open_text(Path(name).expanduser(), of="persona")
    counts = Counts(0, 0, 0)
    found: dict[str, StoredPersona] = {}
    for record in recognise(file).records(file):
        counts.records += 1
        try:
            if record.problem:
                raise InputError(record.problem)
            persona = persona_of(record.value)
        except InputError as problem:
            counts.bad.append(RecordError(file.name, record.line, str(problem)))
            continue
        stored = StoredPersona(digest("persona", persona), persona, None, FROM_FILE + file.name)
        counts.duplicates += stored.id in found
        found.setdefault(stored.id, stored)
    counts.usable = len(found)
    if not found:
        raise InputError(
            f"{counts.bad[0]} (none of the {counts.records} records of this file can be used)"
            if counts.bad
            else f"{file.name}: there are no personas in this file"
        )
    return list(found.values()), counts


def _of_folder(folder: Path) -> tuple[list[StoredPersona], Counts]:
    with CorpusStore.open_existing(folder) as store:
        stored = list(store.personas())
    if not stored:
        raise InputError(f"personas={folder}: there are no personas in this folder")
    return stored, Counts(len(stored), len(stored), 0)


def persona_of(value: object) -> Persona:
    """Return the persona that a record holds.

    Raises:
        InputError: it is not a persona; the message names the first attribute that is wrong.
    """
    if not isinstance(value, Mapping):
        raise InputError("the record is not a JSON object; a persona has named attributes")
    inner = value.get("persona")
    attributes: Mapping[str, Any] = inner if isinstance(inner, Mapping) else value
    try:
        return Persona.model_validate(persona_values(attributes) if "Event Time" in attributes else dict(attributes))
    except ValidationError as error:
        first = next(iter(error.errors(include_url=False)))
        raise InputError(f'"{".".join(map(str, first["loc"]))}": {first["msg"]}') from error


def problems(bad: list[RecordError], most: int = 5) -> Iterator[str]:
    """Yield the first bad records, a line each, and how many more there are."""
    yield from (str(error) for error in bad[:most])
    if len(bad) > most:
        yield f"and {len(bad) - most} more"
