"""Chat messages, as training programs take them: one object a line, the seeker as user and the supporter as assistant.

    {"messages": [{"role": "system" | "user" | "assistant", "content"}]}

A system message that comes first is ``about["system"]``. Our own additions, which others pass over: a message may have
a ``strategy``, a record an ``id``, ``topic``, ``emotion``, ``situation``, and where it comes from: the ``source`` that
it was read from, or the ``generators`` that wrote it and the ``corpus`` of the post behind it, so that licence and
warning are not lost on the way. Reasoning is not written: what trains a model to speak must not have it say what it
thinks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Literal

from ...signatures import Dialogue, Reasoning, Turn
from ..columns import kind_of, shown
from ..format import Format, ReadDialogue, Source
from ..licences import UNKNOWN
from ..spelling import DialogueError, Quirks, require_object, said, strategy, utterance
from .beside import about_of, notes_on, own_id, written_beside
from .origin import generators_in, post_corpus

Role = Literal["seeker", "supporter", "system"]

_SYSTEM, _STRATEGY = "system", "strategy"


@dataclass(frozen=True)
class Chat:
    """How a form of chat names its parts. The first of several names is the one that we write."""

    turns: tuple[str, ...]
    """Of the list of messages."""
    role: tuple[str, ...]
    """Of who speaks."""
    text: tuple[str, ...]
    roles: Mapping[str, Role]
    """What is said there → whose it is."""

    @cached_property
    def written(self) -> dict[Role, str]:
        """Whose a message is → what we write there."""
        return {role: name for name, role in reversed([*self.roles.items()])}

    def fits(self, record: Any) -> bool:
        """Return whether a record is, or is meant to be, written so."""
        return isinstance(record, Mapping) and any(isinstance(record.get(name), list) for name in self.turns)

    def read(self, record: Mapping[str, Any], quirks: Quirks) -> ReadDialogue:
        """Return the dialogue of a record.

        Raises:
            DialogueError: the record is no dialogue of two people.
        """
        require_object(record, "a dialogue")
        name = next((name for name in self.turns if isinstance(record.get(name), list)), None)
        if name is None:
            raise DialogueError(f'there is no list "{self.turns[0]}"')
        orders, turns, notes = list[str](), list[Turn](), dict[int, dict[str, Any]]()
        for number, message in enumerate(record[name], start=1):
            place = f"message {number}"
            role, value, rest = self._parts(message, place, quirks)
            if role != "system":
                turns.append(_turn(role, value, rest.pop(_STRATEGY, None), place, quirks))
                notes[len(turns)] = rest
                continue
            if rest:
                quirks["notes on system messages, left out"] += 1
            if turns:
                quirks["system messages within the conversation, left out"] += 1
            else:
                orders.append(_text(value, place, quirks))
        if not turns:
            raise DialogueError(f'"{name}" has no message of a seeker or a supporter')
        source = Source.of(record.get("source"))
        taken = [name, *(["id"] if _is_name(record.get("id")) else []), *(["source"] if source else [])]
        about = about_of(record, taken, notes, quirks)
        if len(orders) > 1:
            quirks["system messages in a row, joined"] += 1
        if orders and _SYSTEM in about:
            quirks[f'a note that is called "{_SYSTEM}" beside a system message, left out'] += 1
        if orders:
            about[_SYSTEM] = "\n\n".join(orders)
        return ReadDialogue(
            Dialogue(turns=tuple(turns)),
            id=str(record["id"]) if _is_name(record.get("id")) else "",
            simulated=bool(generators_in(about)),
            topic=said(record, "topic"),
            emotion=said(record, "emotion"),
            situation=said(record, "situation"),
            about=about,
            source=source,
        )

    def _parts(self, message: object, place: str, quirks: Quirks) -> tuple[Role, object, dict[str, Any]]:
        """Return whose a message is, what it says, and the rest of it."""
        if not isinstance(message, Mapping):
            raise DialogueError(f"{place} is {kind_of(message)}; it has to be an object")
        said_by = next((name for name in self.role if name in message), self.role[0])
        text = next((name for name in self.text if name in message), self.text[0])
        for name, ours in ((said_by, self.role[0]), (text, self.text[0])):
            if name != ours:
                quirks[f'"{name}" read as "{ours}"'] += 1
        spelt = message.get(said_by)
        if not isinstance(spelt, str):
            raise DialogueError(f'{place}: "{said_by}" is {kind_of(spelt)}; it has to be one of {self._listed()}')
        role = self.roles.get(spelt.strip().casefold())
        if role is None:
            raise DialogueError(f'{place}: "{said_by}" is {shown(spelt)}; it is none of {self._listed()}')
        for call in ("tool_calls", "function_call"):
            if message.get(call):
                raise DialogueError(f'{place} has "{call}"; in a dialogue of two people no tools are called')
        if spelt != self.written[role]:
            quirks[f'"{shown(spelt)}" read as "{self.written[role]}"'] += 1
        return role, message.get(text), {name: rest for name, rest in message.items() if name not in (said_by, text)}

    def _listed(self) -> str:
        return ", ".join(self.roles)

    def write(self, found: ReadDialogue) -> dict[str, Any]:
        """Return the record of a dialogue, without the supporter's reasoning but for the strategy."""
        messages = list(self._messages(found))
        taken = {*self.turns}
        if messages[0][self.role[0]] == self.written["system"]:
            taken.add(_SYSTEM)
        origin = _origin(found)
        name = found.id if "source" in origin and "id" not in found.about else own_id(found)
        names = {"id": name, "topic": found.topic, "emotion": found.emotion, "situation": found.situation}
        return written_beside(found, names, taken) | origin | {self.turns[0]: messages}

    def _messages(self, found: ReadDialogue) -> Iterator[dict[str, Any]]:
        orders = found.about.get(_SYSTEM)
        if isinstance(orders, str):
            yield {self.role[0]: self.written["system"], self.text[0]: orders}
        for number, turn in enumerate(found.dialogue.turns, start=1):
            own = {self.role[0]: self.written[turn.speaker], self.text[0]: turn.text}
            label = {_STRATEGY: turn.strategy} if turn.strategy else {}
            yield own | label | notes_on(found, number, {*self.role, *self.text, _STRATEGY})

    def format(self, key: str, name: str) -> Format:
        """Return it as a format, of JSON Lines."""
        return Format(key, name, self.fits, self.read, self.write, takes_notes=True, licence=UNKNOWN)


def _origin(found: ReadDialogue) -> dict[str, Any]:
    """Return where a dialogue comes from, as a record says it: who wrote it, or the corpus that it was read from."""
    corpus = post_corpus(found)
    posts = {"corpus": corpus} if corpus else {}
    if made := found.dialogue.provenance:
        return {"generators": dict(made.generators)} | posts
    if found.source is None or found.source.format in ("jsonl", "messages", "sharegpt"):
        return posts
    return {"source": asdict(found.source)} | posts


def _turn(role: Literal["seeker", "supporter"], value: object, label: object, place: str, quirks: Quirks) -> Turn:
    text = utterance(_joined(value, place, quirks), place, quirks)
    named = strategy(label, place, quirks)
    if named and role == "seeker":
        quirks["strategies of seekers left out"] += 1
        named = None
    return Turn(speaker=role, text=text, reasoning=Reasoning(strategy=named) if named else None)


def _text(value: object, place: str, quirks: Quirks) -> str:
    text = _joined(value, place, quirks)
    if not isinstance(text, str):
        raise DialogueError(f"{place}: the text is {kind_of(text)}; it has to be a string")
    return text


def _joined(value: object, place: str, quirks: Quirks) -> object:
    """Return the parts of a text that is given in parts as one, a line for each."""
    if not isinstance(value, list):
        return value
    for number, part in enumerate(value, start=1):
        if not isinstance(part, Mapping) or part.get("type") != "text" or not isinstance(part.get("text"), str):
            kind = part.get("type") if isinstance(part, Mapping) else None
            told = shown(kind) if isinstance(kind, str) else kind_of(part)
            raise DialogueError(f"{place}: part {number} is {told}; only parts that are text can be read")
    quirks["texts in parts, joined"] += 1
    return "\n".join(part["text"] for part in value)


def _is_name(value: object) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)


MESSAGES = Chat(
    turns=("messages",),
    role=("role",),
    text=("content",),
    roles={"user": "seeker", "assistant": "supporter", "system": "system", "developer": "system"},
).format("messages", "chat messages")
