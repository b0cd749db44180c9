"""Dialogues from a file or a folder in any format that we know: what is a dialogue is read, what is not is reported.

    reading = read_dialogues(Path("valid.txt"))
    for found in reading:
        print(found.id, found.topic, len(found.dialogue.turns), found.quirks)
    print(reading.format.name, reading.records, reading.bad, reading.quirks)

Which format it is, is told by content (`formats/` has one file for each). Records are read one after another, so a file
of any length takes the memory of one dialogue.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any

from ..signatures import InputError, Persona, RecordError
from .columns import kind_of, shown
from .format import Format, ReadDialogue, Source
from .formats import CARDS, FORMATS, POSTS
from .formats.ssconv import SSCONV, read_profile
from .posts import LOOK
from .publishing.parquet import MAGIC, table
from .records import Record
from .spelling import DialogueError, Quirks
from .syntax import Syntax, recognise
from .textfile import DIALOGUE, TextFile, head_of, open_text

PROFILES = (("ssconv", "profiles"), ("SSConv_ESC_dataset", "UserProfile"))
"""How the name of a file of profiles follows from that of the dialogues: ours, and the release's."""
SUFFIXES = frozenset({".json", ".jsonl", ".txt", ".csv", ".tsv", ".parquet"})
"""What is read of a folder; the rest (a README, a licence) is none of its data."""
RECORDS = frozenset({"run.json", "split.json", "description.json"})
"""What our own commands write about data, beside it."""


@dataclass
class DialogueReading:
    """The dialogues of a file or folder, read while they are iterated; every iteration starts over and counts anew.

    After a complete iteration every record is a dialogue that was yielded or one of `bad`. Dialogues that occur twice
    come twice.
    """

    name: str
    """The file's name, or the folder's."""
    files: tuple[Path, ...]
    syntax: Syntax
    """Of the first file."""
    format: Format
    """Of the first file; of a folder each file is told by itself."""
    encoding: str | None = None
    bad_personas: list[RecordError] = field(default_factory=list)
    """One error for every record of the profiles beside a file of SSConv that is no persona."""
    records: int = 0
    """Records seen so far, bad ones included."""
    bad: list[RecordError] = field(default_factory=list)
    """One error for every record that was skipped."""
    quirks: Quirks = field(default_factory=Counter)
    """What was read otherwise than it is written, and how often; `ReadDialogue.quirks` says it of each record."""
    formats: Counter[str] = field(default_factory=Counter)
    """Name of a format → files that are written so."""

    def __iter__(self) -> Iterator[ReadDialogue]:
        """Yield the dialogues.

        Raises:
            InputError: a file is not what its first records are, its JSON breaks off, or the end was reached and no
                record is a dialogue. In a folder such a file is one of `bad`, and the others are read.
        """
        self.records, self.bad, self.quirks, self.formats = 0, [], Counter(), Counter()
        self.bad_personas = []
        for path in self.files:
            try:
                yield from self._of_file(path)
            except InputError as problem:
                if len(self.files) == 1:
                    raise
                self.records += 1
                told = str(problem).removeprefix(f"{path.name}: ")
                self.bad.append(problem if isinstance(problem, RecordError) else RecordError(path.name, 1, told))
        if len(self.bad) == self.records:
            others = f"; none of the {self.records:,} records is a dialogue" if self.records > 1 else ""
            raise InputError(f"{self.bad[0]}{others}" if self.bad else f"{self.name}: there are no records in it")

    def _of_file(self, path: Path) -> Iterator[ReadDialogue]:
        file, syntax = _opened(path, self.encoding)
        written = self.format if len(self.files) == 1 else _recognised(file, syntax)
        self.formats[written.name] += 1
        personas, bad = profiles(path) if written is SSCONV else ({}, [])
        self.bad_personas += bad
        if len(self.files) > 1:  # a broken file is no part of the corpus, and its beginning is none either
            deque(whole(file, syntax), maxlen=0)
        for number, record in enumerate(written.gather(whole(file, syntax)), start=1):
            self.records += 1
            quirks: Quirks = Counter(f'"{shown(name)}" twice in one object, the last taken' for name in record.doubled)
            try:
                found = _dialogue(record, written, quirks)
            except DialogueError as problem:
                self.bad.append(bad_record(file, syntax, number, record, str(problem)))
                continue
            self.quirks.update(quirks)
            source = found.source or Source(written.key, file.name, number, record.line)
            name = found.id or self._name(path, number, written)
            yield replace(
                found,
                number=self.records,
                line=record.line,
                id=name,
                persona=found.persona or personas.get(name),
                quirks=quirks,
                source=source,
                format=written.key,
                record=record.value,
            )

    def _name(self, path: Path, number: int, written: Format) -> str:
        """Return the name of a dialogue that has none of its own."""
        if written.alone:
            return path.stem
        return str(number) if len(self.files) == 1 else f"{path.stem}-{number}"


def read_dialogues(path: Path, encoding: str | None = None) -> DialogueReading:
    """Look at a file, or at the first one of a folder, and return the dialogues, to be iterated.

    Args:
        encoding: None for UTF-8, or UTF-16 with its byte-order mark.

    Raises:
        InputError: it cannot be read, or nothing in it is written as a dialogue that we know.
    """
    paths = _files_in(path) if path.is_dir() else (path,)
    why = list[InputError]()
    for one in paths:
        try:
            file, syntax = _opened(one, encoding)
            found = _recognised(file, syntax)
        except InputError as problem:  # a folder may hold other files before its first dialogues
            why.append(problem)
            continue
        return DialogueReading(path.name, paths, syntax, found, encoding)
    raise why[0]


def _recognised(file: TextFile, syntax: Syntax) -> Format:
    """Return the format of a file.

    Raises:
        InputError: no dialogues are found in its first records; of a broken file, where it is broken.
    """
    first = list(islice(syntax.records(file), LOOK))
    head = [record.value for record in first if not record.problem]
    found = format_of(head)
    if found is None and (broken := next((record for record in first if record.problem), None)):
        raise RecordError(file.name, broken.line, broken.problem)
    if found is None:
        raise InputError(f"{file.name}: {_why_not(syntax, head)}")
    return found


def _dialogue(record: Record, written: Format, quirks: Quirks) -> ReadDialogue:
    if record.problem:
        raise DialogueError(record.problem)
    try:
        return written.read(record.value, quirks)
    except RecursionError as error:
        raise DialogueError("it is nested too deeply") from error


def format_of(values: list[Any]) -> Format | None:
    """Return the format that most of the values are written in, of several the first; None if we know none."""
    fitting = (next((place for place, one in enumerate(FORMATS) if one.fits(value)), None) for value in values)
    often = Counter(place for place in fitting if place is not None)
    return FORMATS[max(often, key=lambda place: (often[place], -place))] if often else None


def demonstrations_path() -> Path:
    """Return the file of dialogues, written by hand to be shown to models, that comes with SocialSim."""
    return Path(str(files("socialsim.corpora") / "examples" / "dialogues.jsonl"))


def whole(file: TextFile, syntax: Syntax) -> Iterator[Record]:
    """Yield the records of a file that is whole: JSON that breaks off would be a corpus of whatever came before.

    Raises:
        RecordError: it breaks off.
    """
    for record in syntax.records(file):
        if record.problem and syntax.name == "JSON":
            raise RecordError(file.name, record.line, record.problem)
        yield record


def bad_record(file: TextFile, syntax: Syntax, number: int, record: Record, problem: str) -> RecordError:
    """Return the error of a record; in JSON with its number, since the whole array may be one line."""
    told = problem if syntax.name in ("JSON Lines", "CSV", "TSV", "Parquet") else f"record {number}: {problem}"
    return RecordError(file.name, record.line, told)


def profiles(path: Path) -> tuple[dict[str, Persona], list[RecordError]]:
    """Return the personas beside a file of SSConv by ID, and what is no persona."""
    there = (path.with_name(path.name.replace(*names)) for names in PROFILES)
    beside = next((one for one in there if one != path and one.is_file()), None)
    personas, bad = dict[str, Persona](), list[RecordError]()
    if beside is not None:
        file = open_text(beside, of="persona")
        syntax = recognise(file)
        for number, record in enumerate(whole(file, syntax), start=1):
            try:
                if not isinstance(record.value, Mapping):
                    raise DialogueError(record.problem or f"the record is {kind_of(record.value)}")
                personas[str(record.value.get("ID"))] = read_profile(record.value)
            except DialogueError as problem:
                bad.append(bad_record(file, syntax, number, record, str(problem)))
    return personas, bad


def _opened(path: Path, encoding: str | None = None) -> tuple[TextFile, Syntax]:
    if head_of(path, DIALOGUE).startswith(MAGIC):
        return TextFile(path, "binary", None, DIALOGUE), table()
    file = open_text(path, encoding, of=DIALOGUE)
    return file, recognise(file)


def _files_in(folder: Path) -> tuple[Path, ...]:
    """Return the data files of a folder and of the folders in it, 2 before 10.

    Raises:
        InputError: there are none.
    """
    there = (one for one in folder.rglob("*") if one.suffix in SUFFIXES and one.is_file() and one.name[0] != ".")
    found = [one for one in there if one.name not in RECORDS and not _is_beside(one)]
    if not found:
        raise InputError(f"{folder}: holds no data file ({', '.join(sorted(SUFFIXES))})")
    return tuple(sorted(found, key=lambda one: [(int(part or 0), text) for text, part in _PARTS.findall(str(one))]))


def _is_beside(path: Path) -> bool:
    """Return whether a file holds the personas of another one there."""
    theirs = (path.with_name(path.name.replace(profile, name)) for name, profile in PROFILES)
    return any(one != path and one.is_file() for one in theirs)


_PARTS = re.compile(r"(\D*)(\d*)")


def _why_not(syntax: Syntax, head: list[Any]) -> str:
    for kinds, of, remedy in ((POSTS, "posts of ", "; `socialsim extract posts=FILE` takes them"), (CARDS, "", "")):
        for kind in kinds:
            if any(kind.fits(value) for value in head):
                return f"holds {of}{kind.name} and no dialogues{remedy}"
    return (
        f"was read as {syntax.name}, and no dialogues are found in it; what is read is ESConv, ESCoT, SSConv, "
        "ExTES, AugESC, chat messages and more formats, listed in docs/corpora.md"
    )
