"""Replies of models beside those that people gave: the conversation, people's reply as its last turn, models' as notes.

a table on ESConv   context ("User: …" and "Assistant: …" lines, an empty "Assistant: " at its end), target,
                    generated, scores, and target_strategy and pred_strategy ("[Question]") where the model chose one
MIME                blocks of lines with a ruler after each: "emotion:…<tab>vader-score:…<tab>predicted_emotion:…",
                    "Context:[…]" (a list as Python writes it), "Topk:…", "Beam:…", "Greedy:…", "Ref:…";
                    before the first the scores of the whole file, which are no record
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...signatures import Dialogue, Reasoning, Speaker, Turn
from ..columns import kind_of, shown
from ..format import Format, ReadDialogue
from ..licences import CC_BY_NC, UNSTATED
from ..records import Record
from ..spelling import DialogueError, Quirks, strategy, utterance
from .beside import about_of

_SPEAKERS: dict[str, Speaker] = {"User": "seeker", "Assistant": "supporter"}
_LABEL = re.compile(r"^(User|Assistant):[ ]?", re.MULTILINE)
_LINES = ("emotion", "Context", "Topk", "Beam", "Greedy", "Ref")
_BLOCK = re.compile(r"^(?:Context|Ref):", re.MULTILINE)
_RULER = re.compile(r"-{10,}\s*")
_SCORES = re.compile(r"#|EVAL\t|\w+(?:\t[\d.]+)+\s*$")


def is_table(record: Any) -> bool:
    """Return whether a record is, or is meant to be, a row of a table of replies."""
    return isinstance(record, Mapping) and record.keys() >= {"context", "target", "generated"}


def is_mime(record: Any) -> bool:
    """Return whether a text is, or is meant to be, from MIME's blocks."""
    return isinstance(record, str) and len(set(_BLOCK.findall(record))) == 2


def read_row(record: Any, quirks: Quirks) -> ReadDialogue:
    """Return the dialogue of a row; `about` has all columns but context and target.

    Raises:
        DialogueError: the row is no dialogue with a reply.
    """
    if not isinstance(record, Mapping):
        raise DialogueError(f"the record is {kind_of(record)}; it has to be an object")
    context = record.get("context")
    if not isinstance(context, str):
        raise DialogueError(f'"context" is {kind_of(context)}; it has to be a string')
    labels = [*_LABEL.finditer(context)]
    if not labels or context[: labels[0].start()].strip():
        raise DialogueError('"context" does not begin with "User:" or "Assistant:"')
    ends = [*(label.start() for label in labels[1:]), len(context)]
    lines = [(label[1], context[label.end() : end]) for label, end in zip(labels, ends, strict=True)]
    if lines[-1][0] == "Assistant" and not lines[-1][1].strip():
        del lines[-1]  # the model's cue
    turns = [
        Turn(speaker=_SPEAKERS[who], text=utterance(text.removesuffix("\n"), f"context, utterance {number}", quirks))
        for number, (who, text) in enumerate(lines, start=1)
    ]
    named = strategy(_unbracketed(record.get("target_strategy")), "target", quirks)
    text = utterance(record.get("target"), "target", quirks)
    reply = Turn(speaker="supporter", text=text, reasoning=Reasoning(strategy=named) if named else None)
    return ReadDialogue(Dialogue(turns=(*turns, reply)), about=about_of(record, ("context", "target"), {}, quirks))


def blocks(records: Iterable[Record]) -> Iterator[Record]:
    """Yield one text for each block of MIME's file, whatever paragraphs the file is in."""
    start, lines = 0, list[str]()
    for record in records:
        if not isinstance(record.value, str):
            yield record
            continue
        for number, line in enumerate(record.value.split("\n"), start=record.line):
            if _RULER.fullmatch(line):
                if lines:
                    yield Record(start, "\n".join(lines))
                start, lines = 0, []
            elif line.strip() and not (start == 0 and _SCORES.match(line)):
                start = start or number
                lines.append(line.removesuffix("\r"))
    if lines:
        yield Record(start, "\n".join(lines))


def read_block(record: Any, quirks: Quirks) -> ReadDialogue:
    """Return the dialogue of a block; `about` has the emotions, the score and the three replies.

    Who spoke is not written. The reply is the listener's, so what came before it is the speaker's, and so on backwards.

    Raises:
        DialogueError: a line is missing or none of a block's, or the context is no list of texts.
    """
    if not isinstance(record, str):
        raise DialogueError(f"the record is {kind_of(record)}; it has to be a text")
    parts: dict[str, str] = {}
    for line in record.split("\n"):
        name, colon, text = line.partition(":")
        if not colon or name not in _LINES or name in parts:
            twice = "is there twice" if name in parts else f"begins with none of {', '.join(_LINES)}"
            raise DialogueError(f'the line "{shown(line)}" {twice}')
        parts[name] = text
    if missing := [name for name in _LINES if name not in parts]:
        raise DialogueError(f'there is no line "{missing[0]}:"')
    texts = [*_context(parts["Context"]), parts["Ref"]]
    turns = tuple(
        Turn(speaker="seeker" if (len(texts) - number) % 2 else "supporter", text=utterance(text, place, quirks))
        for number, text in enumerate(texts, start=1)
        for place in [f"utterance {number}"]
    )
    emotions = (part.partition(":") for part in f"emotion:{parts['emotion']}".split("\t"))
    told = {name.strip(): value.strip() for name, _, value in emotions}
    about = about_of(told, (), {}, quirks) | {name: parts[name] for name in ("Topk", "Beam", "Greedy")}
    return ReadDialogue(Dialogue(turns=turns), emotion=told["emotion"], about=about)


def _unbracketed(value: object) -> object:
    return value.strip().removeprefix("[").removesuffix("]") if isinstance(value, str) else value


def _context(text: str) -> list[str]:
    try:
        found = ast.literal_eval(text.strip())
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        found = None
    if not isinstance(found, list) or not found or not all(isinstance(one, str) for one in found):
        raise DialogueError(f'"Context" is {shown(text)}; it has to be a list of texts as Python writes it')
    return found


OUTPUTS = Format(
    "outputs", "replies of models on ESConv", is_table, read_row, windows=True, licence=UNSTATED, language="en"
)
MIME = Format(
    "mime", "MIME's replies", is_mime, read_block, gather=blocks, windows=True, licence=CC_BY_NC, language="en"
)
