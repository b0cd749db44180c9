"""The forms in which replies of systems are written down: how a record is told, and which replies it holds.

ours      one reply a line, as `Reply` has it, with the names of the system and of the test set
MIME      a block of text with the replies of three systems (`formats/outputs.py`)
a table   a row or an object for each point of a conversation, its columns known by name (`reply_columns.py`)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from pydantic import ValidationError

from ..signatures import Reasoning, Reply, Turn
from .columns import kind_of
from .format import itself
from .formats.messages import Chat
from .formats.outputs import blocks, read_block, read_row
from .records import Record
from .reply_columns import Columns
from .spelling import DialogueError, Quirks, mended, require_object, strategy

FIELDS = (
    "system", "data", "dialogue", "turn", "context", "references", "text", "strategy", "reference_strategy",
    "reasoning", "about",
)  # fmt: skip
"""Of a record of ours, in the order in which they are written."""
_NEEDED = frozenset({"system", "data", "dialogue", "references", "text"})
_SYSTEMS = ("Greedy", "Beam", "Topk")
"""MIME's, in the order of its own scores."""

_CONTEXT = Chat(
    turns=("context",),
    role=("speaker", "role", "from"),
    text=("text", "content", "value"),
    roles={
        "seeker": "seeker", "supporter": "supporter", "usr": "seeker", "sys": "supporter", "user": "seeker",
        "assistant": "supporter", "client": "seeker", "counselor": "supporter", "human": "seeker", "gpt": "supporter",
        "speaker": "seeker", "listener": "supporter", "bot": "supporter", "system": "system",
    },
)  # fmt: skip


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
    reply = Reply(
        _text(record["text"], "text"),
        _references(record["references"], "references"),
        _text(record["dialogue"], "dialogue") or "",
        _turn(record.get("turn"), "turn"),
        context,
        _text(record.get("strategy"), "strategy"),
        _text(record.get("reference_strategy"), "reference_strategy"),
        reasoning,
        about,
    )
    return [Found(_text(record["system"], "system") or "", _text(record["data"], "data") or "", reply)]


def _read_block(record: Any, quirks: Quirks) -> list[Found]:
    found = read_block(record, quirks)
    *before, reference = found.dialogue.turns
    about = {name: value for name, value in found.about.items() if name not in _SYSTEMS}
    return [
        Found(name, "", Reply(found.about[name], (reference.text,), context=tuple(before), about=about))
        for name in _SYSTEMS
    ]


def _read_row(record: Any, quirks: Quirks, columns: Columns) -> list[Found]:
    require_object(record, "a reply with what is told of it")
    taken = columns.read()
    about = {name: value for name, value in record.items() if name not in taken}
    references = tuple(
        text for name in columns.references for text in _references(record.get(name), name) if text is not None
    )
    context = _context(record.get(columns.context), quirks) if columns.context else ()
    dialogue = record.get(columns.dialogue) if columns.dialogue else None
    turn = _turn(record.get(columns.turn), columns.turn) if columns.turn else None
    own, persons = (
        strategy(_unbracketed(record.get(name)), name, quirks) if name else None
        for name in (columns.strategy, columns.reference_strategy)
    )
    return [
        Found(
            name if len(columns.text) > 1 else "",
            "",
            Reply(
                _reply(record.get(name), name),
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


def table(name: str, columns: Columns) -> Form:
    """Return the form of a table.

    Args:
        name: of its syntax.
    """
    return Form(f"{name} with replies in {' and '.join(columns.text)}", partial(_read_row, columns=columns))


OURS = Form("replies of SocialSim", _read_ours)
MIME = Form("MIME's replies", _read_block, "mime", blocks)


def _text(value: object, name: str) -> str | None:
    """Return a text as found; None for null, which is what a failed reply is."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise DialogueError(f'"{name}" is {kind_of(value)}; it has to be a string')
    return mended(value)


def _reply(value: object, name: str) -> str | None:
    # ESConv's own code writes the list of what was sampled, of one where nothing else was asked for.
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, list):
        raise DialogueError(f'"{name}" has {len(value)} replies; one of them has to be chosen')
    return _text(value, name)


def _references(value: object, name: str) -> tuple[str, ...]:
    texts = value if isinstance(value, list) else [value]
    return tuple(text for one in texts if (text := _text(one, name)) is not None)


def _turn(value: object, name: str) -> int | None:
    if value is None or value == "":
        return None
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        with suppress(ValueError, OverflowError):
            number = float(value)  # "3.0", as pandas writes a column with gaps
            if number.is_integer():
                return int(number)
    raise DialogueError(f'"{name}" is no whole number')


def _context(value: object, quirks: Quirks) -> tuple[Turn, ...]:
    """Return the turns before a reply: messages; texts alone, of which the last is the seeker's, and so on backwards;
    or one text, with "User:" and "Assistant:" before each utterance or without."""
    if value is None or value == "" or value == []:
        return ()
    if isinstance(value, str):
        if value.startswith(("User:", "Assistant:")):
            return read_row({"context": value, "target": "-"}, quirks).dialogue.turns[:-1]
        value = [value]
    if not isinstance(value, list):
        raise DialogueError(f"the context is {kind_of(value)}; it has to be a text or a list")
    if all(isinstance(one, str) for one in value):
        return tuple(
            Turn(speaker="supporter" if (len(value) - number) % 2 else "seeker", text=mended(text.strip()))
            for number, text in enumerate(value, start=1)
        )
    return _CONTEXT.read({"context": value}, quirks).dialogue.turns


def _unbracketed(value: object) -> object:
    return value.strip().removeprefix("[").removesuffix("]") if isinstance(value, str) else value
