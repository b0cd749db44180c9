"""SSConv and UserProfile: the schema of the authors' release, written from our types and read into them.

The schema is that of the release's README (Cognition-and-Language-Group/SocialSim): `ID` joins both files, a turn is
``{Turn, Seeker}`` or ``{Turn, "Supporter Step by Step Reasoning", Supporter}``, reasoning is one string. How the
release writes the four nodes into that string is not published; ours is one ``Name: text`` line per node, and a string
that is written otherwise is read as one node, `WHOLE`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from pydantic import ValidationError

from ...signatures import NODES, Dialogue, Persona, Reasoning, Turn
from ..columns import kind_of
from ..format import Format, ReadDialogue
from ..licences import CC_BY_NC
from ..spelling import DialogueError, Quirks, strategy, utterance
from .beside import about_of, notes_on, written_beside
from .origin import post_corpus

WHOLE = "reasoning"
"""The node that holds a reasoning string which is not written in lines of named nodes."""
_SEEKER, _REASONING, _SUPPORTER = "Seeker", "Supporter Step by Step Reasoning", "Supporter"
_TAKEN = ("ID", "Dialogue", "Crisis")
_LABEL = re.compile(r"^([A-Z][a-z]+(?: [a-z]+){0,2}):(?: |$)", re.MULTILINE)


def user_profile(identifier: int | str, persona: Persona) -> dict[str, Any]:
    """Return one record of ``profiles.json``."""
    return {
        "ID": identifier,
        "Gender": persona.gender.value,
        "Age": persona.age,
        "Occupation": persona.occupation,
        "Personality": str(persona.personality),
        "Topic": persona.topic,
        "Subtopic": persona.subtopic,
        "Situation": persona.situation,
        "Event Time": persona.event.time,
        "Event Location": persona.event.location,
        "Event Participants": persona.event.participants,
        "Event Description": persona.event.description,
        "Emotional Experience Words": ", ".join(persona.emotional_experience_words),
        "Coped Strategies and Effects": persona.coped_strategies_and_effects,
        "Goals and Expectations": persona.goals_and_expectations,
    }


def persona_values(profile: Mapping[str, Any]) -> dict[str, Any]:
    """Return the attributes of a UserProfile record under our names; what is missing stays missing."""
    values = {key.lower().replace(" ", "_"): value for key, value in profile.items() if key != "ID"}
    event = {name.removeprefix("event_"): values.pop(name) for name in sorted(values) if name.startswith("event_")}
    gender = values.get("gender")
    return values | {"event": event, "gender": gender.lower() if isinstance(gender, str) else gender}


def conversation(identifier: int | str, dialogue: Dialogue, corpus: str = "") -> dict[str, Any]:
    """Return one record of ``ssconv.json``: the release's, and beside it what whoever uses it has to know.

    That is the kinds of crisis it speaks of, under ``Crisis``, and as far as it is known who wrote it, by role, under
    ``Generators``, and the corpus of the post that is behind it, under ``Corpus``.

    Args:
        corpus: its key; "" where it is not known.
    """
    made = dialogue.provenance
    return {
        "ID": identifier,
        "Crisis": [kind.value for kind in dialogue.crisis],
        **({"Generators": dict(made.generators)} if made and made.generators else {}),
        **({"Corpus": corpus} if corpus else {}),
        "Dialogue": [_turn(number, turn) for number, turn in enumerate(dialogue.turns, start=1)],
    }


def is_ssconv(record: Any) -> bool:
    """Return whether a record is, or is meant to be, a conversation of SSConv."""
    return isinstance(record, Mapping) and isinstance(record.get("Dialogue"), list)


def read(record: Mapping[str, Any], quirks: Quirks) -> ReadDialogue:
    """Return the dialogue of a record of ``ssconv.json``.

    Raises:
        DialogueError: the record is no conversation.
    """
    found = record.get("Dialogue") if isinstance(record, Mapping) else None
    if not isinstance(found, list) or not found:
        raise DialogueError('"Dialogue" has no turns' if found == [] else 'there is no list "Dialogue" of turns')
    steps = [turn.get(_REASONING) if isinstance(turn, Mapping) else None for turn in found]
    nodes = _nodes_of([text for text in steps if isinstance(text, str) and text.strip()])
    turns = tuple(_read_turn(turn, number, nodes, quirks) for number, turn in enumerate(found, start=1))
    notes = {number: _notes(turn, quirks) for number, turn in enumerate(found, start=1)}
    return ReadDialogue(
        Dialogue(turns=turns),
        id=str(record["ID"]) if record.get("ID") is not None else "",
        simulated=True,
        about=about_of(record, _TAKEN, notes, quirks),
    )


def read_profile(profile: Mapping[str, Any]) -> Persona:
    """Return the persona of a UserProfile record.

    Raises:
        DialogueError: it is no persona; the message names the first attribute that is wrong.
    """
    try:
        return Persona.model_validate(persona_values(profile))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise DialogueError(f'"{".".join(map(str, first["loc"]))}": {first["msg"]}') from error


def labelled(parts: Mapping[str, object]) -> str:
    """Return named texts as one, a ``Name: text`` line for each."""
    return "\n".join(f"{name}: {text}" for name, text in parts.items())


def parts_of(text: str, names: Collection[str]) -> dict[str, str]:
    """Return the named texts of what `labelled` wrote; a name counts where it first begins a line.

    Returns:
        {} where the text does not begin with one of `names`, of which there is at least one.
    """
    found: dict[str, re.Match[str]] = {}
    for match in re.finditer(rf"^({'|'.join(map(re.escape, names))}):(?: |$)", text, re.MULTILINE):
        found.setdefault(match[1], match)
    starts = [*found.values()]
    if not starts or starts[0].start():
        return {}
    ends = [*(match.start() - 1 for match in starts[1:]), len(text)]
    return {match[1]: text[match.end() : end] for match, end in zip(starts, ends, strict=True)}


def label(node: str) -> str:
    """Return the name of a reasoning node as the string has it."""
    return node.replace("_", " ").capitalize()


def _turn(number: int, turn: Turn) -> dict[str, Any]:
    if turn.speaker == "seeker":
        return {"Turn": number, _SEEKER: turn.text}
    return {"Turn": number, _REASONING: reasoning_text(turn.reasoning), _SUPPORTER: turn.text}


def reasoning_text(reasoning: Reasoning | None) -> str:
    """Return the nodes of a turn in one string; "" without any."""
    steps = reasoning.steps() if reasoning else {}
    return steps[WHOLE] if [*steps] == [WHOLE] else labelled({label(name): text for name, text in steps.items()})


def _read_turn(turn: object, number: int, nodes: Collection[str], quirks: Quirks) -> Turn:
    place = f"turn {number}"
    if not isinstance(turn, Mapping):
        raise DialogueError(f"{place} is {kind_of(turn)}; it has to be an object")
    if (_SEEKER in turn) == (_SUPPORTER in turn):
        raise DialogueError(f'{place} needs either "{_SEEKER}" or "{_SUPPORTER}"')
    if turn.get("Turn") != number:
        quirks["turns whose number is not their place"] += 1
    if _SEEKER in turn:
        return Turn(speaker="seeker", text=utterance(turn[_SEEKER], place, quirks))
    text = utterance(turn[_SUPPORTER], place, quirks)
    return Turn(speaker="supporter", text=text, reasoning=_reasoning(turn.get(_REASONING), place, nodes, quirks))


def _notes(turn: Mapping[str, Any], quirks: Quirks) -> dict[str, Any]:
    """Return what a turn says beside what is said and thought."""
    if _SEEKER in turn and turn.get(_REASONING):
        quirks["reasoning of seekers left out"] += 1
    return {name: value for name, value in turn.items() if name not in ("Turn", _SEEKER, _SUPPORTER, _REASONING)}


def _reasoning(value: object, place: str, nodes: Collection[str], quirks: Quirks) -> Reasoning | None:
    if not isinstance(value, str | None):
        raise DialogueError(f'{place}: "{_REASONING}" is {kind_of(value)}; it has to be a string')
    if not value or not value.strip():
        return None
    parts = parts_of(value, nodes) if nodes else {}
    if not parts:
        quirks[f'reasoning in words of its own, kept as one node "{WHOLE}"'] += 1
        return Reasoning(**{WHOLE: value.strip()})
    steps = {name.lower().replace(" ", "_"): text for name, text in parts.items()}
    if "strategy" in steps:
        steps["strategy"] = strategy(steps["strategy"], place, quirks) or ""
    return Reasoning(**steps)


def _nodes_of(strings: list[str]) -> set[str]:
    """Return the names that begin a line as nodes do: those of the paper, and what every one of the strings has.

    A colon in the text of a node is no node, and is not in all of them. Where none has a node of the paper, nothing is.
    """
    paper = {label(name) for name in NODES}
    there = [{match[1] for match in _LABEL.finditer(text)} for text in strings]
    if not any(names & paper for names in there):
        return set()
    return paper | set.intersection(*there)


def _write(found: ReadDialogue) -> dict[str, Any]:
    record = conversation(_identifier(found), found.dialogue, post_corpus(found))
    for number, turn in enumerate(record["Dialogue"], start=1):
        turn |= notes_on(found, number, ("Turn", _SEEKER, _SUPPORTER, _REASONING))
    return record | written_beside(found, {}, {*_TAKEN, *record})


def _beside(found: ReadDialogue) -> dict[str, Any] | None:
    return user_profile(_identifier(found), found.persona) if found.persona else None


def _identifier(found: ReadDialogue) -> int | str:
    """Return the ID of both files: the dialogue's own where it is a number or a name of SSConv's, else its place."""
    if re.fullmatch("0|[1-9][0-9]{0,17}", found.id):  # 007 is a name
        return int(found.id)
    return found.id if found.source and found.source.format == "ssconv" else found.number


SSCONV = Format(
    "ssconv", "SSConv", is_ssconv, read, _write, beside=_beside, lines=False, licence=CC_BY_NC, language="en"
)
