"""What optimizers learn from, as examples: personas to be played, and turns as they were written.

An example has an ``id`` and the inputs of the program that it is for; what else it has is what is known to be right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args

import dspy

from ..corpora.dialogues import demonstrations_path, read_dialogues
from ..corpora.format import ReadDialogue
from ..programs.simulation import progress_of
from ..signatures import (
    NODES,
    Dialogue,
    HelpPost,
    Intention,
    Persona,
    Speaker,
    StopReason,
    as_history,
    digest,
    seed_from,
    short,
)
from .splits import Item

ROLES: tuple[Speaker, ...] = get_args(Speaker)
_TAKEN = frozenset({"id", "base", "augmented", "persona", "post", "progress", "intention", "utterance", *NODES})
"""Names that mean something to a program or to DSPy. A note of the same name is something else: ESConv's ``situation``
is in the seeker's words, and a supporter's node would be shown what no supporter can know."""


def of_persona(persona: Persona, persona_id: str, post: HelpPost | None = None, seed: int = 0) -> Item:
    """Return a persona to be played: the inputs of a `Simulation`."""
    inputs: dict[str, Any] = {"persona": persona, "persona_id": persona_id, "post": post, "seed": seed}
    example = dspy.Example(id=short(persona_id), **inputs).with_inputs(*inputs)
    kin = (persona_id, digest("persona", persona), *((post.id,) if post else ()))
    return Item(example, kin, post.text if post else persona.situation)


def of_turns(
    dialogue: Dialogue,
    speaker: Speaker,
    name: str = "",
    persona: Persona | None = None,
    about: Mapping[str, Any] | None = None,
    seed: int = 0,
) -> Iterator[Item]:
    """Yield the turns of a speaker: the conversation until there, and what was thought and said.

    Args:
        name: of the dialogue, which the turns' ids begin with; its content address if not said. One that is not its
            own in all the data, such as its number in a file, would make strangers relatives.
        about: what its file says of it, for metrics that know the notes of that file; a ``situation`` tells relatives.
        seed: the turns' own seeds are drawn from it.

    A seeker's turns are nothing to learn from without the persona that it plays.
    """
    if speaker == "seeker" and persona is None:
        return
    name = name or short(dialogue.id)
    told = str((about or {}).get("situation") or (persona.situation if persona else ""))
    kin = (f"dialogue {name}", *((digest("persona", persona),) if persona else ()))
    by = dialogue.provenance.generators.get(speaker, "") if dialogue.provenance else ""
    numbers = [number for number, turn in enumerate(dialogue.turns) if turn.speaker == speaker]
    for position, number in enumerate(numbers, start=1):
        turn, before = dialogue.turns[number], dialogue.turns[:number]
        identifier = f"{name}#{number + 1}"
        inputs: dict[str, Any] = {"conversation": as_history(before, speaker), "seed": seed_from(seed, identifier)}
        known: dict[str, Any] = {"utterance": turn.text}
        if speaker == "seeker":
            inputs |= {"persona": persona, "progress": progress_of(position, len(numbers))}
            known["intention"] = _intention(dialogue, last=position == len(numbers))
        elif turn.reasoning:
            known |= turn.reasoning.steps()
        notes = {key: value for key, value in (about or {}).items() if key not in _TAKEN | inputs.keys() | known.keys()}
        yield Item(dspy.Example(id=identifier, **inputs, **known, **notes).with_inputs(*inputs), kin, told, by)


def written(dialogues: Iterable[ReadDialogue] | None = None) -> dict[str, list[Item]]:
    """Return role → its turns in dialogues that people wrote; in those that come with SocialSim if none are given."""
    shown: dict[str, list[Item]] = {role: [] for role in ROLES}
    for found in dialogues if dialogues is not None else read_dialogues(demonstrations_path()):
        for role in ROLES:
            shown[role] += of_turns(found.dialogue, role, name_of(found), found.persona, found.about)
    return shown


def name_of(found: ReadDialogue) -> str:
    """Return a dialogue's own name; where it has none, or only a number, its content address."""
    return short(found.dialogue.id) if found.id.isdecimal() else found.id


def _intention(dialogue: Dialogue, last: bool) -> Intention:
    ends = {StopReason.RESOLVED: Intention.RESOLVED, StopReason.SEEKER_LEFT: Intention.LEAVE}
    return ends.get(dialogue.stop_reason, Intention.CONTINUE) if last and dialogue.stop_reason else Intention.CONTINUE
