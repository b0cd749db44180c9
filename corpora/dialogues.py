"""Dialogues from a file of any form that we know: what is a dialogue is read, what is not is counted with its place.

    reading = read_dialogues(Path("valid.txt"))
    for found in reading:
        ...
    print(reading.schema.name, reading.records, reading.bad, reading.quirks)

Which form it is, is told by content: ESConv in its three wordings, ESCoT, SSConv (with the profiles beside it), and our
own ``dialogues.jsonl``. To read another one, add a `Schema`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ..signatures import Dialogue, InputError, Persona, RecordError
from . import esconv, escot, ssconv
from .columns import kind_of
from .forms import Form, recognise
from .posts import LOOK
from .records import Record
from .spelling import DialogueError, Quirks
from .textfile import TextFile, open_text

PROFILES = (("ssconv", "profiles"), ("SSConv_ESC_dataset", "UserProfile"))
"""How the name of a file of profiles follows from that of the dialogues: ours, and the release's."""


@dataclass(frozen=True)
class ReadDialogue:
    """A dialogue, and what its file says about it."""

    dialogue: Dialogue
    number: int
    """Which record of the file it is, from 1."""
    line: int
    """Where the record starts, from 1."""
    id: str
    """Its own name in the file; the number where it has none."""
    persona: Persona | None = None
    simulated: bool = False
    """False for conversations of people."""
    about: Mapping[str, Any] = field(default_factory=dict)
    """What else the record says, as found: emotion, problem, situation, survey, notes."""


@dataclass(frozen=True)
class Schema:
    """One way to write a dialogue down."""

    name: str
    fits: Callable[[Mapping[str, Any]], bool]
    """Whether a record is, or is meant to be, written so."""
    read: Callable[[Mapping[str, Any], ReadDialogue, Quirks], ReadDialogue]
    """Fills what the record says into what is known of it; raises `DialogueError`."""


@dataclass
class DialogueReading:
    """The dialogues of one file, read while they are iterated; every iteration starts over and counts anew.

    After a complete iteration `records` is the number of dialogues plus the bad ones. Dialogues that occur twice come
    twice.
    """

    file: TextFile
    form: Form
    schema: Schema
    personas: Mapping[str, Persona] = field(default_factory=dict)
    """The personas of the profiles beside the file, by ID."""
    bad_personas: list[RecordError] = field(default_factory=list)
    """One error for every record of the profiles that is no persona."""
    records: int = 0
    """Records seen so far, bad ones included."""
    bad: list[RecordError] = field(default_factory=list)
    """One error for every record that was skipped."""
    quirks: Quirks = field(default_factory=Quirks)
    """What was read otherwise than it is written, and how often."""

    def __iter__(self) -> Iterator[ReadDialogue]:
        """Yield the dialogues.

        Raises:
            InputError: the JSON breaks off, or the end was reached and no record is a dialogue.
        """
        self.records, self.bad, self.quirks = 0, [], Quirks()
        for record in _whole(self.file, self.form):
            self.records += 1
            try:
                yield self._dialogue(record)
            except DialogueError as problem:
                self.bad.append(_bad(self.file, self.form, self.records, record, problem))
        if len(self.bad) == self.records:
            others = f"; none of the {self.records:,} records is a dialogue" if self.records > 1 else ""
            raise InputError(f"{self.bad[0]}{others}")

    def _dialogue(self, record: Record) -> ReadDialogue:
        if record.problem:
            raise DialogueError(record.problem)
        if not isinstance(record.value, Mapping):
            raise DialogueError(f"the record is {kind_of(record.value)}; a dialogue is an object")
        blank = ReadDialogue(Dialogue(turns=()), self.records, record.line, str(self.records))
        found = self.schema.read(record.value, blank, self.quirks)
        return replace(found, persona=found.persona or self.personas.get(found.id))


def read_dialogues(path: Path, encoding: str | None = None) -> DialogueReading:
    """Look at a file and return its dialogues, to be iterated.

    Args:
        encoding: None for UTF-8, or UTF-16 with its byte-order mark.

    Raises:
        InputError: the file cannot be read, or nothing in it is written as a dialogue that we know.
    """
    file = open_text(path, encoding, of="dialogue")
    form = recognise(file)
    if not form.name.startswith("JSON"):
        raise InputError(f"{file.name}: was read as {form.name}; dialogues are read from JSON and JSON Lines")
    head = [record.value for record in islice(form.records(file), LOOK) if isinstance(record.value, Mapping)]
    for schema in _SCHEMAS:
        if any(schema.fits(value) for value in head):
            break
    else:
        raise InputError(f"{file.name}: no dialogues are found in it; it would have to be {_listed()}")
    if schema is SSCONV:
        return DialogueReading(file, form, schema, *_profiles(path))
    if schema is ESCONV:
        name = next(esconv.name_of(value) for value in head if schema.fits(value))
        schema = replace(schema, name=name)
    return DialogueReading(file, form, schema)


def demonstrations_path() -> Path:
    """Return the file of dialogues, written by hand to be shown to models, that comes with SocialSim."""
    return Path(str(files("socialsim.corpora") / "examples" / "dialogues.jsonl"))


def _whole(file: TextFile, form: Form) -> Iterator[Record]:
    """Yield the records of a file that is whole: JSON that breaks off would be a corpus of whatever came before.

    Raises:
        InputError: it breaks off.
    """
    for record in form.records(file):
        if record.problem and form.name == "JSON":
            raise RecordError(file.name, record.line, record.problem)
        yield record


def _bad(file: TextFile, form: Form, number: int, record: Record, problem: DialogueError) -> RecordError:
    """Return the error of a record; in JSON with its number, since the whole array may be one line."""
    return RecordError(file.name, record.line, f"record {number}: {problem}" if form.name == "JSON" else str(problem))


def _profiles(path: Path) -> tuple[dict[str, Persona], list[RecordError]]:
    """Return the personas beside a file of SSConv by ID, and what is no persona."""
    there = (path.with_name(path.name.replace(*names)) for names in PROFILES)
    beside = next((one for one in there if one != path and one.is_file()), None)
    personas, bad = dict[str, Persona](), list[RecordError]()
    if beside is not None:
        file = open_text(beside, of="persona")
        form = recognise(file)
        for number, record in enumerate(_whole(file, form), start=1):
            try:
                if not isinstance(record.value, Mapping):
                    raise DialogueError(record.problem or f"the record is {kind_of(record.value)}")
                personas[str(record.value.get("ID"))] = ssconv.read_profile(record.value)
            except DialogueError as problem:
                bad.append(_bad(file, form, number, record, problem))
    return personas, bad


def _read_esconv(record: Mapping[str, Any], found: ReadDialogue, quirks: Quirks) -> ReadDialogue:
    dialogue, about = esconv.read_conversation(record, quirks)
    return replace(found, dialogue=dialogue, about=about)


def _read_escot(record: Mapping[str, Any], found: ReadDialogue, quirks: Quirks) -> ReadDialogue:
    # It breaks off after one reply and has strategies of its own, so it is held to what people do.
    dialogue, about = escot.read_conversation(record, quirks)
    return replace(found, dialogue=dialogue, about=about, id=str(record.get("id", found.id)))


def _read_ssconv(record: Mapping[str, Any], found: ReadDialogue, quirks: Quirks) -> ReadDialogue:
    dialogue = ssconv.read_conversation(record, quirks)
    return replace(found, dialogue=dialogue, id=str(record.get("ID", found.id)), simulated=True)


def _read_ours(record: Mapping[str, Any], found: ReadDialogue, quirks: Quirks) -> ReadDialogue:
    try:
        dialogue = Dialogue.model_validate(record["dialogue"])
        persona = Persona.model_validate(record["persona"]) if record.get("persona") is not None else None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise DialogueError(f'"{".".join(map(str, first["loc"]))}": {first["msg"]}') from error
    except KeyError as missing:
        raise DialogueError(f"there is no {missing}") from missing
    return replace(found, dialogue=dialogue, persona=persona, id=str(record.get("id", found.id)), simulated=True)


ESCONV = Schema("ESConv", esconv.is_esconv, _read_esconv)
ESCOT = Schema("ESCoT", escot.is_escot, _read_escot)
SSCONV = Schema("SSConv", ssconv.is_ssconv, _read_ssconv)
OURS = Schema("dialogues.jsonl", lambda record: isinstance(record.get("dialogue"), Mapping), _read_ours)
_SCHEMAS = (OURS, ESCOT, ESCONV, SSCONV)


def _listed() -> str:
    return ", ".join(schema.name for schema in _SCHEMAS[:-1]) + f" or {_SCHEMAS[-1].name}"
