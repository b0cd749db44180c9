"""Replies of systems, from whatever file they were written to, beside what people said there; and written as ours.

    reading = read_replies(Path("details.csv"))
    for outputs in reading.outputs:
        print(outputs.system, outputs.data, len(outputs.replies))
    print(reading.form, reading.records, reading.bad, reading.grouped_by)

Which form it is, is told by content (`reply_forms.py`); which columns of a table are read, by their names or by the
user. Texts are as found, outer white space too: a tokenizer may make something of it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import IO

from ..signatures import ConfigurationError, InputError, Outputs, RecordError, Reply
from .dialogues import bad_record, whole
from .formats.outputs import is_mime
from .posts import LOOK
from .records import keys_of
from .reply_columns import Wanted, columns_of
from .reply_forms import MIME, OURS, Form, Found, is_ours, table, written
from .reply_groups import BY_NAME, conversations
from .spelling import DialogueError, Quirks
from .syntax import Syntax, recognise
from .textfile import TextFile, open_text
from .writing import json_lines

_OF = "reply"


@dataclass(frozen=True)
class ReplyReading:
    """The replies of a file, of one or more systems."""

    name: str
    """The file's, without its folder."""
    form: str
    outputs: list[Outputs]
    """In the order in which systems first occur."""
    records: int
    """Bad ones included."""
    grouped_by: str
    """What tells which replies are of one conversation, and are resampled together."""
    bad: list[RecordError] = field(default_factory=list)
    """One error for every record that could not be read."""
    quirks: Quirks = field(default_factory=Counter)
    """What was read otherwise than it is written, and how often."""


def read_replies(
    path: Path,
    *,
    columns: Wanted | None = None,
    references: Sequence[Path] = (),
    system: str | None = None,
    data: str | None = None,
    encoding: str | None = None,
) -> ReplyReading:
    """Return the replies of a file.

    Args:
        columns: for a table, which column holds what: text, references, strategy, reference_strategy, dialogue, turn,
            context. What is not said is known by name.
        references: for a text with one reply a line, texts with one reference a line.
        system: name of the system, or what is put before the names of several; None for the name in the file, or the
            file's own.
        data: name of the test set; None for the name in the file, or "".
        encoding: of all the files; None for UTF-8, or UTF-16 with its byte-order mark.

    Raises:
        InputError: a file cannot be read, no reply is found in it, or it is not clear which column holds what.
    """
    file = open_text(path, encoding, of=_OF)
    if references:
        if columns:
            raise ConfigurationError("references= goes with a text of one reply a line, columns= with a table")
        return _lines(file, references, system, data, encoding)
    syntax = recognise(file, _lone_text(columns))
    form = _form(file, syntax, columns or {})
    found, bad, quirks = list[list[Found]](), list[RecordError](), Quirks()
    records = 0
    for number, record in enumerate(form.gather(whole(file, syntax)), start=1):
        records = number
        try:
            if record.problem:
                raise DialogueError(record.problem)
            here: Quirks = Counter()
            found.append(form.read(record.value, here))
            quirks += here
        except DialogueError as problem:
            bad.append(bad_record(file, syntax, number, record, str(problem)))
    if not found:
        more = f"; none of the {records:,} records holds a reply" if records > 1 else ""
        raise InputError(f"{bad[0]}{more}" if bad else f"{file.name}: there are no records in it")
    outputs, grouped_by = _by_system(found, system, data or form.data, path.stem, forced=data is not None)
    return ReplyReading(file.name, form.name, outputs, records, grouped_by, bad, quirks + _noted(outputs, grouped_by))


def write_replies(stream: IO[str], outputs: Iterable[Outputs]) -> None:
    """Write replies as JSON Lines, one reply a line; `read_replies` gives them back."""
    stream.writelines(json_lines(written(one.system, one.data, reply) for one in outputs for reply in one.replies))


def _lone_text(columns: Wanted | None) -> str | None:
    text = (columns or {}).get("text")
    return text if isinstance(text, str) else None


def _form(file: TextFile, syntax: Syntax, wanted: Wanted) -> Form:
    first = list(islice(syntax.records(file), LOOK))
    values = [record.value for record in first if not record.problem]
    if wanted and not syntax.header and not any(isinstance(value, Mapping) for value in values):
        raise ConfigurationError(f"{file.name}: was read as {syntax.name}, which has no columns; leave columns= out")
    if not wanted and any(map(is_ours, values)):
        return OURS
    if any(map(is_mime, values)):
        return MIME
    if not syntax.header and not any(isinstance(value, Mapping) for value in values):
        broken = next((record for record in first if record.problem), None)
        if broken is not None:
            raise RecordError(file.name, broken.line, broken.problem)
        raise InputError(
            f"{file.name}: was read as {syntax.name}, and no replies are found in it; a text with one reply a line "
            "needs references=FILE with one reference a line"
        )
    try:
        return table(syntax.name, columns_of(syntax.header or keys_of(first), wanted), cells=bool(syntax.header))
    except InputError as problem:
        raise type(problem)(f"{file.name}: {problem}") from problem


def _lines(
    file: TextFile, references: Sequence[Path], system: str | None, data: str | None, encoding: str | None
) -> ReplyReading:
    replies = _texts(file)
    if _is_json(replies):
        raise InputError(f"{file.name}: is JSON; references=FILE goes with a text of one reply a line")
    people = [_texts(open_text(path, encoding, of="reference")) for path in references]
    for path, texts in zip(references, people, strict=True):
        if len(texts) != len(replies):
            raise InputError(
                f"{path.name}: has {len(texts):,} lines and {file.name} {len(replies):,}; "
                "line by line they have to be of one conversation"
            )
    rows = [Reply(text, said) for text, *said_there in zip(replies, *people, strict=True) for said in [(*said_there,)]]
    outputs, grouped_by = _by_system(
        [[Found("", "", row)] for row in rows], system, data or "", file.path.stem, forced=data is not None
    )
    form, quirks = "a text with one reply a line", _noted(outputs, grouped_by)
    return ReplyReading(file.name, form, outputs, len(rows), grouped_by, quirks=quirks)


def _texts(file: TextFile) -> list[str]:
    return [line.removesuffix("\n").removesuffix("\r") for line in file.lines()]


def _is_json(lines: Sequence[str]) -> bool:
    try:
        return isinstance(json.loads(next(line for line in lines if line.strip())), dict | list)
    except (ValueError, RecursionError):
        return False


def _by_system(
    records: Sequence[Sequence[Found]], system: str | None, data: str, stem: str, forced: bool
) -> tuple[list[Outputs], str]:
    names, grouped_by = conversations([record[0].reply for record in records])
    found: dict[tuple[str, str], list[Reply]] = {}
    systems = {one.system for record in records for one in record}
    for record, name in zip(records, names, strict=True):
        for one in record:
            whose = (_named(one.system, system, stem, len(systems)), data if forced else one.data or data)
            reply = one.reply if one.reply.dialogue == name else replace(one.reply, dialogue=name)
            found.setdefault(whose, []).append(reply)
    return [Outputs(name, test, tuple(replies)) for (name, test), replies in found.items()], grouped_by


def _named(found: str, asked: str | None, stem: str, systems: int) -> str:
    if asked is None:
        return found or stem
    return f"{asked} {found}" if found and systems > 1 else asked


def _noted(outputs: Sequence[Outputs], grouped_by: str) -> Quirks:
    """Return what is read as it is written, and may not be meant so."""
    quirks: Quirks = Counter()
    for one in outputs:
        quirks["blank replies: scored as such, not missing"] += sum(
            reply.text is not None and not reply.text.strip() for reply in one.replies
        )
        if grouped_by == BY_NAME:  # else turns are of conversations that we told apart
            places = [(reply.dialogue, reply.turn) for reply in one.replies if reply.turn is not None]
            quirks["replies to a dialogue and turn that is there twice"] += len(places) - len(set(places))
    return +quirks
