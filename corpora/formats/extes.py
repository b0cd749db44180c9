"""ExTES: dialogues that ChatGPT wrote, with strategies of their own (Zheng et al. 2023).

    {"scene", "description", "content": [{"User"} | {"AI Strategy", "AI"}]}

The record differs from one release to the next: both sides in one object, names in small letters, names that are there
and null, a reply that is an object ``{"Response"}``. All of it is read, and counted. The 16 strategies are those of
`signatures.EXTES`; what else stands in their place stays as it is. Its makers state no licence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...signatures import Dialogue, Reasoning, Turn
from ..columns import kind_of, shown
from ..format import Format, ReadDialogue
from ..licences import UNSTATED
from ..spelling import DialogueError, Quirks, require_object, said, strategy, utterance
from .beside import about_of, notes_on, written_beside

_USER, _AI, _STRATEGY, _RESPONSE = "User", "AI", "AI Strategy", "Response"
_NAMES = {name.casefold(): name for name in (_USER, _AI, _STRATEGY)}
_OTHERS = "Others"

Said = tuple[Turn, dict[str, Any]]
"""A turn, and what else its record says of it."""


def is_extes(record: Any) -> bool:
    """Return whether a record is, or is meant to be, a dialogue of ExTES."""
    content = record.get("content") if isinstance(record, Mapping) else None
    return isinstance(content, list) and ("scene" in record or any(_is_turn(turn) for turn in content))


def read(record: Mapping[str, Any], quirks: Quirks) -> ReadDialogue:
    """Return the dialogue of a record.

    Raises:
        DialogueError: the record is no dialogue.
    """
    require_object(record, "a dialogue")
    content = record.get("content")
    if not isinstance(content, list) or not content:
        raise DialogueError('"content" has no turns' if content == [] else 'there is no list "content" of turns')
    found = [one for place, turn in enumerate(content, 1) for one in _turns(turn, f"turn {place}", quirks)]
    notes = {number: notes for number, (_, notes) in enumerate(found, start=1)}
    return ReadDialogue(
        Dialogue(turns=tuple(turn for turn, _ in found)),
        simulated=True,  # by ChatGPT, so that what people may do and simulations may not is found in them
        topic=said(record, "scene"),
        situation=said(record, "description"),
        about=about_of(record, ("content",), notes, quirks),
    )


def _turns(value: object, place: str, quirks: Quirks) -> Iterator[Said]:
    """Yield the turns of an element of the content: one, or the user's and then the reply to it."""
    if not isinstance(value, Mapping):
        raise DialogueError(f"{place} is {kind_of(value)}; it has to be an object")
    parts, notes = _named(value, quirks)
    if _USER not in parts and _AI not in parts:
        raise DialogueError(f'{place} has neither "{_USER}" nor "{_AI}"')
    if _USER in parts:
        turn = Turn(speaker="seeker", text=utterance(parts[_USER], place, quirks))
        if _AI not in parts:
            if parts.get(_STRATEGY) not in (None, ""):
                quirks["strategies of seekers left out"] += 1
            yield turn, notes
            return
        quirks["objects that both sides speak in, read as two turns"] += 1
        yield turn, {}
    text, label = parts[_AI], parts.get(_STRATEGY)
    if isinstance(text, Mapping) and text.get(_RESPONSE) is not None:
        quirks[f'replies that are an object, read as its "{_RESPONSE}"'] += 1
        inside, rest = _named(text, quirks)
        label = inside.get(_STRATEGY) if label is None else label
        text, notes = rest.pop(_RESPONSE), rest | notes
    named = _strategy(label, place, quirks)
    reasoning = Reasoning(strategy=named) if named else None
    yield Turn(speaker="supporter", text=utterance(text, place, quirks), reasoning=reasoning), notes


def _named(value: Mapping[str, Any], quirks: Quirks) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what stands under the names of ExTES, in any case, and the rest; a name with null is not there."""
    parts: dict[str, Any] = {name: value[name] for name in _NAMES.values() if value.get(name) is not None}
    rest: dict[str, Any] = {}
    for spelt, content in value.items():
        name = _NAMES.get(spelt.strip().casefold(), "")
        if name == spelt or (name and content is None):
            continue
        if name and name not in parts:
            quirks[f'"{shown(spelt)}" read as "{name}"'] += 1
            parts[name] = content
        else:
            rest[spelt] = content
    return parts, rest


def _strategy(value: object, place: str, quirks: Quirks) -> str | None:
    if isinstance(value, str) and not value.strip():
        quirks[f'empty strategies read as "{_OTHERS}"'] += 1
        return _OTHERS
    return strategy(value, place, quirks)


def _is_turn(value: object) -> bool:
    return isinstance(value, Mapping) and any(isinstance(name, str) and name.casefold() in _NAMES for name in value)


def _write(found: ReadDialogue) -> dict[str, Any]:
    content = []
    for number, turn in enumerate(found.dialogue.turns, start=1):
        if turn.speaker == "seeker":
            own = {_USER: turn.text}
        else:
            own = ({_STRATEGY: turn.strategy} if turn.strategy else {}) | {_AI: turn.text}
        notes = notes_on(found, number)
        content.append(own | {name: note for name, note in notes.items() if name.strip().casefold() not in _NAMES})
    names = {"scene": found.topic, "description": found.situation}
    # Others' programs count on both, even where there is nothing to say.
    return dict.fromkeys(names, "") | written_beside(found, names, ("content",)) | {"content": content}


EXTES = Format("extes", "ExTES", is_extes, read, _write, lines=False, licence=UNSTATED, language="en")
