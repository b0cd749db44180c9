"""The dialogues that a command is given: of a corpus folder of ours, of a file, or of a folder of files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ..cache import CHECK_FAILED, DONE, FILE, CorpusStore
from ..corpora.dialogues import DialogueReading, read_dialogues
from ..corpora.format import ReadDialogue
from ..corpora.formats import licence_of
from ..corpora.formats.origin import corpus_of
from ..signatures import ConfigurationError, InputError, counted, digest
from .corpus import Row, open_corpus
from .files import entry, finished
from .plain import Paper, as_text
from .sources import problems, show_notice


@dataclass
class Entries:
    """Dialogues, read anew whenever they are iterated."""

    name: str
    """Of the file or folder, without the folders around it."""
    store: CorpusStore | None = None
    """Of a corpus folder."""
    rows: tuple[Row, ...] = ()
    """The finished dialogues of the folder."""
    reading: DialogueReading | None = None
    """Of anything else: what of it was read, and how."""
    _shown: set[str] = field(default_factory=set)
    """Keys of the corpora whose terms were shown."""

    def __iter__(self) -> Iterator[ReadDialogue]:
        """Yield the dialogues; before the first of a corpus whose makers have terms of their own, show these."""
        for found in self.reading if self.reading is not None else self._stored():
            for key in {found.source.format if found.source else "", corpus_of(found)} - self._shown:
                self._shown.add(key)
                show_notice(licence_of(key))
            yield found

    def digest(self) -> str:
        """Return a content address: of the file, of the files, or of the dialogues of a corpus."""
        if self.reading is None:
            return digest("corpus", [row["id"] for row in self.rows])
        sums = []
        for path in self.reading.files:
            with path.open("rb") as stream:
                sums.append(hashlib.file_digest(stream, "sha256").hexdigest())
        return f"sha256:{sums[0]}" if len(sums) == 1 else digest("files", sums)

    def _stored(self) -> Iterator[ReadDialogue]:
        for one in finished(self.store, [row["id"] for row in self.rows]) if self.store is not None else ():
            yield entry(*one)


@contextmanager
def open_dialogues(
    name: str, run: int | None = None, encoding: str | None = None, rejected: bool = False
) -> Iterator[Entries]:
    """Open what a user names.

    Args:
        run: of a corpus folder, the number of the run; None for the latest.
        encoding: of files; None for UTF-8, or UTF-16 with its byte-order mark.
        rejected: of a corpus folder, yield those dialogues, too, that the checks have set aside.

    Raises:
        InputError: it cannot be read, or holds no dialogues.
        ConfigurationError: `run` is given for something that is no corpus folder.
    """
    path = Path(name).expanduser()
    if (path / FILE).is_file():
        with open_corpus(name, run) as (store, rows):
            wanted = (DONE, CHECK_FAILED) if rejected else (DONE,)
            done = tuple(row for row in rows if row["status"] in wanted)
            if not done:
                raise InputError(f"{name}: none of the {len(rows)} dialogues is finished")
            yield Entries(path.name, store, done)
        return
    if run is not None:
        raise ConfigurationError(f"run={run}: is for the folder of a corpus; {name} is none")
    yield Entries(path.name, reading=read_dialogues(path, encoding))


def print_reading(paper: Paper, reading: DialogueReading) -> None:
    """Say as what a file was read, and what of it was not, or otherwise than it is written."""
    paper.print()
    formats = ", ".join(reading.formats) or reading.format.name
    read = f"{reading.name} was read as {formats}: {counted(reading.records, 'record')}"
    for line in (
        read + (f", {len(reading.bad):,} of them no dialogues" if reading.bad else ""),
        *(f"  {line}" for line in problems(reading.bad)),
        *(f"  no persona: {line}" for line in problems(reading.bad_personas)),
        *(f"  {count:,} {what}" for what, count in reading.quirks.most_common()),
    ):
        paper.print(as_text(line), soft_wrap=True)
