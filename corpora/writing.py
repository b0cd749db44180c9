"""Dialogues as the records of a format: whole where the format can hold them, and with a list of what it cannot.

    value = record_of(found, target)
    lost = losses(found, value, target)

A dialogue that came from the target's own format gets back what was odd about its record, so that reading and writing a
file gives the same records.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, groupby
from typing import Any

from ..signatures import Turn
from .format import Format, ReadDialogue
from .formats import by_key
from .formats.origin import CORPUS, GENERATORS
from .formats.ours import OURS
from .residue import residue, restored
from .spelling import SURROGATE, DialogueError


def record_of(found: ReadDialogue, target: Format, as_written: bool = True) -> Any:
    """Return the record of a dialogue in a format that we write.

    Args:
        as_written: whether a dialogue that came from the target's own format is spelt as it was there.
    """
    if target.write is None:
        raise ValueError(f"{target.name} is read only")
    if target is OURS:
        return target.write(replace(found, as_written=_kept(found)))
    value = target.write(found if _takes_notes(found, target) else replace(found, about=_origin(found)))
    if not as_written or found.source is None or found.source.format != target.key:
        return value
    return _respelt(value, _kept(found), found.id, target)


def _respelt(value: Any, changes: tuple[Any, ...], name: str, target: Format) -> Any:
    """Return the record with the changes that leave what it says as it is.

    A dialogue may have been edited since it was read; what its source spelt in its own way is then said no longer.
    """
    if not changes:
        return value
    meant = _says(value, target, name)

    def with_(*some: Any) -> Any:
        try:
            found = restored(value, some)
        except ValueError:  # a place that is no longer there
            return None
        return found if _says(found, target, name) == meant else None

    whole = with_(*changes)
    if whole is not None:
        return whole
    parts = [tuple(part) for _, part in groupby(changes, key=lambda change: change[0][:2])]  # of a turn, of a field
    return restored(value, [*chain.from_iterable(part for part in parts if with_(*part) is not None)])


def _says(value: Any, target: Format, name: str) -> Any:
    """Return what a record says, however it is spelt; a name that it leaves out is the dialogue's own."""
    try:
        back = target.read(value, Counter())
    except DialogueError:
        return None
    return back.dialogue, back.id or name, back.topic, back.emotion, back.situation, back.simulated


def _origin(found: ReadDialogue) -> dict[str, Any]:
    """Return the notes that say where a dialogue comes from; every format that has a place for them takes them."""
    return {name: note for name, note in found.about.items() if name in (*GENERATORS, *CORPUS)}


def _takes_notes(found: ReadDialogue, target: Format) -> bool:
    """Return whether the notes on a dialogue are fields of the target, and not of strangers."""
    came_from = by_key(found.source.format) if found.source else None
    return (
        target.takes_notes or came_from is None or (came_from.family or came_from.key) == (target.family or target.key)
    )


def _kept(found: ReadDialogue) -> tuple[Any, ...]:
    """Return the residue of a dialogue's first reading."""
    came_from = by_key(found.source.format) if found.source else None
    if found.as_written or came_from is None or came_from.write is None or came_from is OURS:
        return found.as_written
    if found.format != came_from.key or found.record is None:  # not its first reading: nothing of that is here
        return ()
    return residue(came_from.write(found), found.record)


def losses(found: ReadDialogue, value: Any, target: Format) -> list[str]:
    """Return what of a dialogue is not in its record, in words; found by reading the record.

    Whether a record says something is told by what is read from it, so nothing is promised that is not kept.
    """
    try:
        back = target.read(value, Counter())
    except DialogueError as problem:
        return [f"the whole dialogue ({problem})"]
    has_persona = found.persona is not None and (target.beside is not None or back.persona == found.persona)
    lost = [*_lost_of_turns(found.dialogue.turns, back.dialogue.turns)]
    lost += [
        name
        for name in ("topic", "emotion", "situation", "post")
        if getattr(found, name)
        and getattr(back, name) != getattr(found, name)
        and not (has_persona and getattr(found, name) == getattr(found.persona, name, None))
    ]
    lost += ["persona"] if found.persona and not has_persona else []
    lost += ["how it was made"] if found.dialogue.provenance and not back.dialogue.provenance else []
    lost += ["why it ended"] if found.dialogue.stop_reason and not back.dialogue.stop_reason else []
    told = (found.topic, found.emotion, found.situation, back.id)
    lost += [
        f'note "{name}"'
        for name, note in found.about.items()
        if name != "turns" and not _same(back.about.get(name), note) and note not in told  # spoken of already
    ]
    here, there = found.about.get("turns", {}), back.about.get("turns", {})
    names = dict.fromkeys(
        name
        for number, notes in here.items()
        for name, note in notes.items()
        if name not in there.get(number, {}) or not _same(there[number][name], note)
    )
    return lost + [f'note on turns "{name}"' for name in names]


def _same(one: Any, other: Any) -> bool:
    """Return whether two JSON values are the same, also where there is a number in them that is none (NaN)."""
    return bool(one == other) or json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def _lost_of_turns(turns: tuple[Turn, ...], back: tuple[Turn, ...]) -> Iterator[str]:
    if [(turn.speaker, turn.text) for turn in turns] != [(turn.speaker, turn.text) for turn in back]:
        yield "what was said"
        return
    gone = dict.fromkeys(
        name
        for turn, other in zip(turns, back, strict=True)
        for name, text in (turn.reasoning.steps() if turn.reasoning else {}).items()
        if (other.reasoning.steps() if other.reasoning else {}).get(name) != text
    )
    yield from (name if name == "strategy" else f"reasoning: {name}" for name in gone)


def json_array(records: Iterable[Any]) -> Iterator[str]:
    """Yield the text of a JSON array, one record a line, so that a corpus of any size is written in constant memory."""
    separator = "[\n"
    for record in records:
        yield separator + _json(record)
        separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"


def json_lines(records: Iterable[Any]) -> Iterator[str]:
    """Yield the text of JSON Lines."""
    return (_json(record) + "\n" for record in records)


def _json(record: Any) -> str:
    text = json.dumps(record, ensure_ascii=False)
    return json.dumps(record) if SURROGATE.search(text) else text  # half a character is no UTF-8, but its escape is


def text_of(records: Iterable[Any], target: Format) -> Iterator[str]:
    """Yield the text of a file of records, as the format has it."""
    return json_lines(records) if target.lines else json_array(records)
