"""Results of ESC-Eval: a model as the supporter, and ESC-Role, a model that plays a role card, as the seeker.

    {"0": ["AI assistant：…", "ESC-Role：…", …], "1": …}

One object holds the dialogues of all cards; the name of each is the number of its card. The colon is full-width.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from ...signatures import Dialogue, Speaker, Turn
from ..columns import kind_of, shown
from ..format import Format, ReadDialogue
from ..licences import UNSTATED
from ..records import Record
from ..spelling import DialogueError, Quirks, utterance

_SPEAKERS: dict[str, Speaker] = {"ESC-Role": "seeker", "AI assistant": "supporter"}
_LINE = re.compile(r"\s*(ESC-Role|AI assistant)\s*(?:：|: ?)")


def is_results(record: Any) -> bool:
    """Return whether a record is, or is meant to be, an object of results."""
    return isinstance(record, Mapping) and any(
        isinstance(lines, list) and any(isinstance(line, str) and _LINE.match(line) for line in lines)
        for lines in record.values()
    )


def by_card(records: Iterable[Record]) -> Iterator[Record]:
    """Yield an object of one card for each card of an object."""
    for record in records:
        if isinstance(record.value, Mapping) and len(record.value) > 1:
            yield from (replace(record, value={name: lines}) for name, lines in record.value.items())
        else:
            yield record


def read(record: Any, quirks: Quirks) -> ReadDialogue:
    """Return the dialogue of an object of one card.

    Raises:
        DialogueError: it is none, or a line does not say who speaks.
    """
    if not isinstance(record, Mapping) or len(record) != 1:
        raise DialogueError("the record is no object with the dialogue of one card")
    [(name, lines)] = record.items()
    place = f"card {shown(name)}"
    if not isinstance(lines, list) or not lines:
        told = "has no lines" if lines == [] else f"is {kind_of(lines)}; it has to be a list of lines"
        raise DialogueError(f"{place} {told}")
    turns = tuple(_turn(line, f"{place}, line {number}", quirks) for number, line in enumerate(lines, start=1))
    return ReadDialogue(Dialogue(turns=turns), id=name, simulated=True)


def _turn(line: object, place: str, quirks: Quirks) -> Turn:
    if not isinstance(line, str):
        raise DialogueError(f"{place} is {kind_of(line)}; it has to be a string")
    speaker = _LINE.match(line)
    if speaker is None:
        raise DialogueError(f'{place} begins with neither "AI assistant：" nor "ESC-Role："')
    return Turn(speaker=_SPEAKERS[speaker[1]], text=utterance(line[speaker.end() :], place, quirks))


ESC_EVAL_RESULTS = Format(
    "esc-eval-results", "results of ESC-Eval", is_results, read, gather=by_card, licence=UNSTATED
)  # fmt: skip
