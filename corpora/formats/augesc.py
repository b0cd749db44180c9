"""AugESC: dialogues that a language model wrote on from openings, one JSON list a line (Zheng et al. 2023).

    [["usr", "I feel so alone."], ["sys", "What happened?"], …]

There are no strategies and nothing beside the conversation. The licence is that of the makers' data page, CC BY-NC 4.0.
"""

from __future__ import annotations

from typing import Any

from ...signatures import Dialogue, Speaker, Turn
from ..columns import kind_of, shown
from ..format import Format, ReadDialogue
from ..licences import CC_BY_NC
from ..spelling import DialogueError, Quirks, utterance

_SPEAKERS: dict[str, Speaker] = {"usr": "seeker", "sys": "supporter"}
_NAMES = {speaker: name for name, speaker in _SPEAKERS.items()}


def is_augesc(record: Any) -> bool:
    """Return whether a record is, or is meant to be, a dialogue of AugESC: a list with a pair of strings in it."""
    return isinstance(record, list) and any(map(_is_pair, record))


def read(record: Any, quirks: Quirks) -> ReadDialogue:
    """Return the dialogue of a line.

    Raises:
        DialogueError: the line is no list of speakers and what they say.
    """
    if not isinstance(record, list) or not record:
        raise DialogueError("there are no utterances" if record == [] else f"the record is {kind_of(record)}; {_FORM}")
    turns = tuple(_turn(pair, f"utterance {number}", quirks) for number, pair in enumerate(record, start=1))
    # By an LM, so that what people may do and simulations may not is found in them.
    return ReadDialogue(Dialogue(turns=turns), simulated=True)


def _turn(pair: object, place: str, quirks: Quirks) -> Turn:
    if not isinstance(pair, list) or len(pair) != 2:
        what = f"a list of {len(pair)}" if isinstance(pair, list) else kind_of(pair)
        raise DialogueError(f"{place} is {what}; it has to be a pair of speaker and text")
    name, text = pair
    speaker = _SPEAKERS.get(name) if isinstance(name, str) else None
    if speaker is None:
        told = shown(name) if isinstance(name, str) else kind_of(name)
        raise DialogueError(f"{place}: the speaker is {told}; it is none of {', '.join(_SPEAKERS)}")
    return Turn(speaker=speaker, text=utterance(text, place, quirks))


def _write(found: ReadDialogue) -> list[list[str]]:
    return [[_NAMES[turn.speaker], turn.text] for turn in found.dialogue.turns]


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(part, str) for part in value)


_FORM = 'a dialogue of AugESC is a list of pairs, ["usr" or "sys", text]'

AUGESC = Format("augesc", "AugESC", is_augesc, read, _write, licence=CC_BY_NC, language="en")
