"""The forms in which replies of systems are written down: how a record is told, and which replies it holds.

ours      one reply a line, as `Reply` has it, with the names of the system and of the test set
MIME      a block of text with the replies of three systems (`formats/outputs.py`)
a table   a row or an object for each point of a conversation, its columns known by name (`reply_columns.py`)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from pydantic import ValidationError

from ..signatures import Reasoning, Reply, Turn
from .columns import kind_of, shown
from .format import itself
from .formats.outputs import blocks, read_block
from .records import Record
from .reply_columns import Columns
from .reply_values import context_of, known, of, references_of, reply_of, text_of, turn_of
from .spelling import DialogueError, Quirks, mended, require_object, strategy

FIELDS = (
    "system", "data", "dialogue", "turn", "context", "references", "text", "strategy", "reference_strategy",
    "reasoning", "about",
)  # fmt: skip
"""Of a record of ours, in the order in which they are written."""
_NEEDED = frozenset({"system", "data", "dialogue", "references", "text"})
_OTHERS = ("dialogue", "turn", "references", "strategy", "reference_strategy")
"""Fields of a record of ours that are read as those of a table are, beside the text."""
_SYSTEMS = ("Greedy", "Beam", "Topk")
"""MIME's, in the order of its own scores."""


@dataclass(frozen=True, slots=True)
class Found:
    """A reply of a record, and whose it is."""

    system: str
    """"" where the record does not say it."""
    data: str
    """"" where the record does not say it."""
    reply: Reply


@dataclass(frozen=True)
class Form:
    """One way to write replies down."""

    name: str
    """What messages call it."""
    read: Callable[[Any, Quirks], list[Found]]
    """Returns the replies of a record's value; raises `DialogueError`."""
    data: str = ""
    """The test set that it is known to be of."""
    gather: Callable[[Iterable[Record]], Iterator[Record]] = itself


def is_ours(record: Any) -> bool:
    """Return whether a record is, or is meant to be, a reply of ours."""
    return isinstance(record, Mapping) and record.keys() >= _NEEDED and isinstance(record["dialogue"], str)


def written(system: str, data: str, reply: Reply) -> dict[str, Any]:
    """Return the record of a reply, which reading gives back."""
    values = {
        "system": system,
        "data": data,
        "dialogue": reply.dialogue,
        "turn": reply.turn,
        "context": [{"speaker": turn.speaker, "text": turn.text} for turn in reply.context],
        "references": list(reply.references),
        "text": reply.text,
        "strategy": reply.strategy,
        "reference_strategy": reply.reference_strategy,
        "reasoning": reply.reasoning.steps() if reply.reasoning else None,
        "about": dict(reply.about),
    }
    return {name: values[name] for name in FIELDS}


def _read_ours(record: Any, quirks: Quirks) -> list[Found]:
    require_object(record, "a reply of ours")
    if missing := _NEEDED - record.keys():
        raise DialogueError(f'there is no "{min(missing)}"')
    try:
        context = tuple(Turn.model_validate(turn) for turn in record.get("context") or ())
        reasoning = Reasoning.model_validate(record["reasoning"]) if record.get("reasoning") else None
    except (ValidationError, TypeError) as error:
        told = error.errors(include_url=False)[0] if isinstance(error, ValidationError) else {"msg": str(error)}
        raise DialogueError(f'"context" or "reasoning": {told["msg"]}') from error
    about = record.get("about") or {}
    if not isinstance(about, Mapping):
        raise DialogueError(f'"about" is {kind_of(about)}; it has to be an object')
    given = _given(record, ("text",), _OTHERS, False, quirks)
    reply = Reply(
        text_of(given["text"], "text"),
        references_of(given["references"], "references"),
        text_of(given["dialogue"], "dialogue") or "",
        turn_of(given["turn"], "turn"),
        context,
        text_of(given["strategy"], "strategy"),
        text_of(given["reference_strategy"], "reference_strategy"),
        reasoning,
        about,
    )
    return [Found(text_of(record["system"], "system") or "", text_of(record["data"], "data") or "", reply)]


def _read_block(record: Any, quirks: Quirks) -> list[Found]:
    here = Quirks()
    found = read_block(record, here)
    quirks.update(of(here, "contexts and references"))
    *before, reference = found.dialogue.turns
    about = {name: value for name, value in found.about.items() if name not in _SYSTEMS}
    return [
        Found(name, "", Reply(found.about[name], (reference.text,), context=tuple(before), about=about))
        for name in _SYSTEMS
    ]


def _read_row(record: Any, quirks: Quirks, columns: Columns, cells: bool) -> list[Found]:
    require_object(record, "a reply with what is told of it")
    taken = columns.read()
    about = {name: value for name, value in record.items() if name not in taken}
    given = _given(record, columns.text, sorted(taken.difference(columns.text)), cells, quirks)
    references = tuple(text for name in columns.references for text in references_of(given[name], name))
    context = context_of(given[columns.context], quirks) if columns.context else ()
    dialogue = given[columns.dialogue] if columns.dialogue else None
    turn = turn_of(given[columns.turn], columns.turn) if columns.turn else None
    own, persons = (
        strategy(_unbracketed(given[name]), name, quirks) if name else None
        for name in (columns.strategy, columns.reference_strategy)
    )
    return [
        Found(
            name if len(columns.text) > 1 else "",
            "",
            Reply(
                reply_of(given[name], name),
                references,
                "" if dialogue is None else mended(str(dialogue).strip()),
                turn,
                context,
                own,
                persons,
                about=about,
            ),
        )
        for name in columns.text
    ]


def _given(
    record: Mapping[str, Any], texts: Sequence[str], others: Sequence[str], cells: bool, quirks: Quirks
) -> dict[str, Any]:
    """Return what a record has under some names; None for what is not there, or is written as missing."""
    given = {}
    for name in (*texts, *others):
        value = record.get(name)
        given[name] = known(value, cells)
        if given[name] is not value:
            missing, none = (
                "replies that are NaN or NA: missing",
                f'values of "{shown(name)}" that are NaN or NA: left out',
            )
            quirks[missing if name in texts else none] += 1
    return given


def table(name: str, columns: Columns, cells: bool) -> Form:
    """Return the form of a table.

    Args:
        name: of its syntax.
        cells: its values are cells, where a word may stand for none.
    """
    read = partial(_read_row, columns=columns, cells=cells)
    return Form(f"{name} with replies in {' and '.join(columns.text)}", read)


OURS = Form("replies of SocialSim", _read_ours)
MIME = Form("MIME's replies", _read_block, "mime", blocks)


def _unbracketed(value: object) -> object:
    return value.strip().removeprefix("[").removesuffix("]") if isinstance(value, str) else value
