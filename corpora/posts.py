"""Help-seeking posts from a file of any common form: what can be used is read, what cannot is counted with its place.

    reading = read_posts(Path("posts.csv"))
    for post in reading:
        ...
    print(reading.format, reading.records, reading.repeats, reading.bad, reading.quirks)

A record is a post, a duplicate of an earlier post, or bad; none goes missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import islice
from pathlib import Path

from ..signatures.errors import InputError, RecordError
from ..signatures.post import HelpPost
from .columns import TextError, joined, kind_of, shown, source_id_of, text_columns, text_of
from .format import Format, PostFormat
from .formats import FORMATS, POSTS
from .formats.dreaddit import DREADDIT, MIDWAY, starts_midway
from .records import Record, keys_of
from .spelling import Quirks
from .syntax import Syntax, recognise
from .textfile import TextFile, open_text

LOOK = 100
"""Records looked at before the text columns are chosen, since JSON records need not all have the same keys."""


@dataclass
class PostReading:
    """The posts of one file, read while they are iterated; every iteration starts over and counts anew.

    Posts come in file order and no two have the same `HelpPost.id`. After a complete iteration `records` is the number
    of posts plus `duplicates` plus the bad ones.
    """

    file: TextFile
    syntax: Syntax
    columns: tuple[str, ...]
    """Columns the text is taken from; () where the form has none."""
    format: Format | PostFormat | None = None
    """The corpus it is, which has a licence; None for one that we do not know."""
    records: int = 0
    """Records seen so far, bad ones included."""
    repeats: dict[int, int] = field(default_factory=dict)
    """Record whose post the file had already given → the record that gave it, both counted from 1."""
    bad: list[RecordError] = field(default_factory=list)
    """One error for every record that was skipped."""
    odd: dict[int, Mapping[str, int]] = field(default_factory=dict)
    """Record, from 1 → what of it was cleaned or left out, and how often; only of those where something was."""

    @property
    def quirks(self) -> Quirks:
        """What of posts and duplicates was cleaned or left out, and how often."""
        return sum((Counter(quirks) for quirks in self.odd.values()), Counter())

    @property
    def duplicates(self) -> int:
        """Records whose post the file had already given."""
        return len(self.repeats)

    def __iter__(self) -> Iterator[HelpPost]:
        """Yield the posts.

        Raises:
            InputError: the end was reached and no record could be used.
        """
        self.records, self.repeats, self.bad, self.odd = 0, {}, [], {}
        seen: dict[str, int] = {}
        for record in self.syntax.records(self.file):
            self.records += 1
            quirks: Quirks = Counter()
            try:
                post = self._post(record, quirks)
            except TextError as problem:
                self.bad.append(RecordError(self.file.name, record.line, str(problem)))
                continue
            if quirks:
                self.odd[self.records] = dict(quirks)
            first = seen.setdefault(post.id, self.records)
            if first != self.records:
                self.repeats[self.records] = first
                continue
            yield post
        if not seen:
            others = f"; none of the {self.records:,} records can be used" if self.records > 1 else ""
            raise InputError(f"{self.bad[0] if self.bad else f'{self.file.name}: there are no records'}{others}")

    def _post(self, record: Record, quirks: Quirks) -> HelpPost:
        source_id = ""
        if record.problem:
            raise TextError(record.problem)
        if isinstance(record.value, dict):
            text, source_id = text_of(record.value, self.columns, quirks), source_id_of(record.value)
            if self.format is DREADDIT and starts_midway(record.value):
                quirks[MIDWAY] += 1
        elif isinstance(record.value, str) and not self.columns:
            text = joined([record.value], "the text is", quirks)
        else:
            raise TextError(f"the record is {kind_of(record.value)}; a post needs an object with its text")
        corpus = self.format.key if self.format is not None else ""
        return HelpPost(text=text, source=self.file.name, line=record.line, source_id=source_id, corpus=corpus)


def read_posts(path: Path, *, text: str | None = None, encoding: str | None = None) -> PostReading:
    """Look at a file and return its posts, to be iterated.

    JSON Lines, JSON (an array or single objects), CSV, TSV and plain text with a blank line between posts are told
    apart by content, and read record by record.

    Args:
        text: the column that holds the post, or "a+b" for two joined as paragraphs; None to look for `TEXT_COLUMNS`.
        encoding: None for UTF-8, or UTF-16 with its byte-order mark.

    Raises:
        InputError: the file cannot be read, is not text of a known form, has no records, or no such text column.
    """
    file = open_text(path, encoding)
    syntax = recognise(file, text)
    head = _look(file, syntax)
    if not head:
        raise InputError(f"{file.name}: there are no records in this {syntax.name} file; it needs at least one post")
    return PostReading(file, syntax, _columns(file, syntax, head, text), source_of(head))


def source_of(head: Sequence[Record]) -> Format | PostFormat | None:
    """Return the corpus that the first records of a file are of; None if we know none."""
    known: tuple[Format | PostFormat, ...] = (*POSTS, *FORMATS)
    return next((one for one in known if any(one.fits(record.value) for record in head)), None)


def examples_path() -> Path:
    """Return the file of made-up posts that comes with SocialSim."""
    return Path(str(files("socialsim.corpora") / "examples" / "posts.jsonl"))


def _look(file: TextFile, syntax: Syntax) -> list[Record]:
    """Return the first records; more than `LOOK` only while not one of them is an object."""
    records = syntax.records(file)
    head = list(islice(records, LOOK))
    while not keys_of(head) and (more := list(islice(records, LOOK))):
        head = [*head[:1], *more]
    return head


def _columns(file: TextFile, syntax: Syntax, head: list[Record], text: str | None) -> tuple[str, ...]:
    columns = syntax.header or keys_of(head)
    found = text_columns(columns, text)
    if not found and text is not None:
        there = f"it has {_listed(columns)}" if columns else f"it was read as {syntax.name} without columns"
        raise InputError(f"{file.name}: posts.text={shown(text)} names no column of this file; {there}")
    if not found and columns:
        raise InputError(f"{file.name}: no text column among {_listed(columns)}; name it with posts.text=COLUMN")
    return found


def _listed(columns: tuple[str, ...]) -> str:
    names = [shown(name) for name in columns]
    return ", ".join(names[:20]) + (f" and {len(names) - 20} more" if len(names) > 20 else "")
