"""Reasoning in a fixed form before a reply, for models that write both in one text, and how such a text is read.

    Situation: The seeker has lost a job and sees no way on.
    Thought: I am a failure.
    Action: Acknowledge the shame, then ask what happened.
    Strategy: Reflection of feelings

    That must have been a hard day. What happened?

A line for each node under its name, an empty line, and the utterance. The text of a node is one line, so a frame can be
read in one way only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..corpora.formats.ssconv import label, labelled
from ..signatures import Reasoning

_ITEM = r"[-\s>#.)\d*_]*?"
"""What may stand before a label: a number, a bullet, the marks of a heading or of a quotation."""
FRAME = "frame"
"""The name of the form in which a frame is asked for."""
_BEFORE_A_REPLY = re.compile(
    r"[*_]*(?:utterance|reply|response|supporter|assistant)[*_]*[ \t]*:[*_]*\s*", re.IGNORECASE
)


class FrameError(ValueError):
    """A text is no frame with its utterance; the message says in one line what is missing or in the way."""


@dataclass(frozen=True, slots=True)
class Framed:
    """What a text says that is written as a frame and an utterance."""

    steps: dict[str, str]
    """Node → its text, in the order of `Reasoning.steps`."""
    utterance: str
    repaired: bool = False
    """Whether it was written otherwise than `framed` writes it."""


def frame_format(nodes: Sequence[str]) -> dict[str, Any]:
    """Return the `response_format` that holds a model on this machine to a frame of these nodes and an utterance.

    It is known by its name; as a schema it says which labels there are.
    """
    schema = {"type": "object", "properties": {label(node): {"type": "string"} for node in nodes}}
    return {"type": "json_schema", "json_schema": {"name": FRAME, "schema": schema}}


def frame(reasoning: Reasoning | None) -> str:
    """Return what stands before the utterance, the empty line included; "" without any step that says something."""
    lines = labelled({label(node): text for node, text in _steps(reasoning).items()})
    return f"{lines}\n\n" if lines else ""


def framed(reasoning: Reasoning, utterance: str) -> str:
    """Return a frame with its utterance, which `read_framed` reads as what was given.

    Raises:
        FrameError: the utterance is blank, or has a line that would be taken for a part of the frame.
    """
    steps, said = _steps(reasoning), utterance.strip().replace("\r\n", "\n")
    text = frame(reasoning) + said
    if read_framed(text, [*steps]) != Framed(steps, said):
        raise FrameError(f'an utterance cannot begin as the label of one: "{said[:40]}"')
    return text


def read_framed(text: str, nodes: Sequence[str]) -> Framed:
    """Return what a text says that was to be written as `framed` writes.

    Repaired is what leaves no doubt: labels in bold, as items of a list or in another case, nodes in another order,
    blank lines between them and none behind the last, white space, and a label before the utterance.

    Args:
        nodes: the nodes that have to be there.

    Raises:
        FrameError: a node is missing, empty or there twice, something else stands before the last of them, or there is
            no utterance.
    """
    steps: dict[str, str] = {}
    left = text.strip().replace("\r\n", "\n")
    while len(steps) < len(nodes):
        line, _, left = left.lstrip().partition("\n")
        if not line:
            raise FrameError(f"{_names(nodes, steps)} is missing")
        node, value = _read_line(line, nodes)
        if node is None:
            raise FrameError(f'"{line[:40]}" stands where {_names(nodes, steps)} should')
        if not value:
            raise FrameError(f"{label(node)} is empty")
        if node in steps:
            raise FrameError(f"{label(node)} is there twice")
        steps[node] = value
    said = left.strip()
    said = said[found.end() :] if (found := _BEFORE_A_REPLY.match(said)) else said
    if not said:
        raise FrameError("there is no utterance")
    for line in said.split("\n"):
        node, _ = _read_line(line, nodes)
        if node is not None:
            raise FrameError(f"{label(node)} stands in the utterance")
    reasoning = Reasoning(**steps)
    return Framed(reasoning.steps(), said, repaired=frame(reasoning) + said != text.strip())


def _steps(reasoning: Reasoning | None) -> dict[str, str]:
    steps = reasoning.steps() if reasoning is not None else {}
    return {node: " ".join(text.split()) for node, text in steps.items() if text.strip()}


def _read_line(line: str, nodes: Sequence[str]) -> tuple[str | None, str]:
    """Return the node that a line is of, None where it is of none, and what it says."""
    for node in nodes:
        # Emphasis may end before the colon, behind it, or with the line.
        found = re.match(rf"{_ITEM}([*_]*)\s*{re.escape(label(node))}[*_]*\s*:(.*)", line, re.IGNORECASE)
        if found:
            emphasis, value = found[1], found[2].strip()
            value = value.removeprefix(emphasis).removesuffix(emphasis) if emphasis else value
            return node, " ".join(value.split())
    return None, ""


def _names(nodes: Sequence[str], there: dict[str, str]) -> str:
    return " or ".join(label(node) for node in nodes if node not in there)
