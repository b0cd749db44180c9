"""Role cards from a file in a form that we know: what is a card is read, what is not is reported.

reading = read_cards(Path("card_en.json"))
for found in reading:
    print(found.card.id, found.card.problem, found.quirks)
print(reading.format.name, reading.records, reading.bad, reading.quirks)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from ..signatures import InputError, RecordError, RoleCard
from .dialogues import bad_record, format_of, whole
from .format import CardFormat
from .formats import CARDS
from .posts import LOOK
from .spelling import DialogueError, Quirks
from .syntax import Syntax, recognise
from .textfile import TextFile, open_text


@dataclass(frozen=True)
class ReadCard:
    """A role card, and how it was read."""

    card: RoleCard
    """Under the number of its record where it has no name of its own."""
    number: int
    """Which record of the file it is, from 1."""
    line: int
    """Where the record starts, from 1."""
    quirks: Mapping[str, int]
    """What of this record was read otherwise than it is written, and how often."""
    record: Any
    """The record as it stood in the file."""


@dataclass
class CardReading:
    """The cards of a file, read while they are iterated; every iteration starts over and counts anew.

    After a complete iteration every record is a card that was yielded or one of `bad`.
    """

    file: TextFile
    syntax: Syntax
    format: CardFormat
    records: int = 0
    """Records seen so far, bad ones included."""
    bad: list[RecordError] = field(default_factory=list)
    """One error for every record that was skipped."""
    quirks: Quirks = field(default_factory=Counter)
    """What was read otherwise than it is written, and how often."""

    def __iter__(self) -> Iterator[ReadCard]:
        """Yield the cards.

        Raises:
            InputError: its JSON breaks off, or the end was reached and no record is a card.
        """
        self.records, self.bad, self.quirks = 0, [], Counter()
        for number, record in enumerate(whole(self.file, self.syntax), start=1):
            self.records += 1
            quirks: Quirks = Counter()
            try:
                if record.problem:
                    raise DialogueError(record.problem)
                card = self.format.read(record.value, quirks)
            except (DialogueError, RecursionError) as error:
                problem = str(error) if isinstance(error, DialogueError) else "it is nested too deeply"
                self.bad.append(bad_record(self.file, self.syntax, number, record, problem))
                continue
            self.quirks.update(quirks)
            named = card if card.id else card.model_copy(update={"id": str(number)})
            yield ReadCard(named, number, record.line, quirks, record.value)
        if len(self.bad) == self.records:
            others = f"; none of the {self.records:,} records is a role card" if self.records > 1 else ""
            raise InputError(f"{self.bad[0]}{others}")


def read_cards(path: Path, encoding: str | None = None) -> CardReading:
    """Look at a file and return the role cards in it, to be iterated.

    Args:
        encoding: None for UTF-8, or UTF-16 with its byte-order mark.

    Raises:
        InputError: it cannot be read, or nothing in it is written as a role card that we know.
    """
    file = open_text(path, encoding, of="role card")
    syntax = recognise(file)
    head = [record.value for record in islice(syntax.records(file), LOOK) if not record.problem]
    found = next((one for one in CARDS if any(one.fits(value) for value in head)), None)
    if found is None:
        known, other = ", ".join(one.name for one in CARDS), format_of(head)
        what = f"is {other.name}, which holds dialogues" if other else f"was read as {syntax.name}"
        raise InputError(f"{file.name}: {what}, and no role cards are found in it; it would have to be one of {known}")
    return CardReading(file, syntax, found)
