"""Read a request back: what is asked, what is given, what was said, and the examples shown.

The offline generator sees what any model sees, the messages of the request as `generators.adapter` lays them out, and
nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from dspy.lm15 import Message, Request

from ..adapter import AGAIN, BEGINS, EXAMPLE, UNREADABLE
from ..bare import SILENCES

Side = Literal["me", "other"]

_MARKER = re.compile(r"\[\[ ## (\w+) ## \]\]")
_HEADER = re.compile(r"^\[\[ ## (\w+) ## \]\][ \t]*", re.MULTILINE)
_STEP = r"Now the step `[^`]*`\. "
_ASK = re.compile(rf"\n*(?P<step>{_STEP})?Answer with (?P<markers>\[\[ ## .*)$", re.DOTALL)
CHOICES = re.compile(r"^- ([^:\n]+): ", re.MULTILINE)


@dataclass(frozen=True)
class Demonstration:
    """One example of the prompt: field → text."""

    inputs: dict[str, str]
    outputs: dict[str, str]


@dataclass(frozen=True)
class Prompt:
    """A request, understood.

    `conversation` is in order of time; "me" is whoever the model is asked to be.
    """

    outputs: tuple[str, ...]
    inputs: dict[str, str]
    conversation: tuple[tuple[Side, str], ...]
    demonstrations: tuple[Demonstration, ...]
    choices: tuple[str, ...]
    """Names of the strategies that the prompt offers; empty when it offers none."""
    seed: int
    bare: bool = False
    """Whether it is a conversation and nothing else, to which the answer is a text without markers."""

    def said_by(self, side: Side) -> list[str]:
        return [text for who, text in self.conversation if who == side]


@dataclass
class _Reading:
    inputs: dict[str, str] = field(default_factory=dict)
    conversation: list[tuple[Side, str]] = field(default_factory=list)
    demonstrations: list[Demonstration] = field(default_factory=list)


def read_prompt(request: Request) -> Prompt:
    """Return what `request` asks for and gives; a system message without markers asks for no fields."""
    if not _MARKER.search(_text(request.system)):
        return _bare(request)
    reading = _Reading()
    example: str | None = None
    messages = _first_asking(request.messages)
    last = len(messages) - 1
    for position, message in enumerate(messages):
        text = message.text or ""
        if message.role == "user" and position < last and _is_example(text):
            example = text
        elif example is not None:
            reading.demonstrations.append(_demonstration(example, text))
            example = None
        elif message.role == "user":
            _read_user_message(text, reading)
        elif _HEADER.match(text):  # an earlier step's answer; in what was said, markers are taken apart
            reading.inputs.update(_fields(text))
        else:
            reading.conversation.append(("me", text))
    outputs = _asked_for(messages[-1].text or "")
    return Prompt(
        outputs=outputs,
        inputs=reading.inputs,
        conversation=tuple(reading.conversation),
        demonstrations=tuple(reading.demonstrations),
        choices=tuple(_choices(_text(request.system), outputs)),
        seed=request.config.seed or 0,
    )


def _bare(request: Request) -> Prompt:
    spoken = [(message.role, (message.text or "").strip()) for message in request.messages]
    said = tuple(_turn(role, text) for role, text in spoken if text not in SILENCES)
    return Prompt(("utterance",), {}, said, (), (), request.config.seed or 0, bare=True)


def _turn(role: str, text: str) -> tuple[Side, str]:
    return ("me" if role == "assistant" else "other", text)


@lru_cache(maxsize=4096)
def _demonstration(example: str, answer: str) -> Demonstration:
    """Demonstrations come again with every call of their signature, so each is read once."""
    return Demonstration(_fields(_ASK.sub("", example)), _fields(answer))


def _first_asking(messages: Sequence[Message]) -> Sequence[Message]:
    """Return the messages without a draft and the complaint about it: rules write anew, by another seed."""
    if len(messages) > 2 and (messages[-1].text or "").startswith((AGAIN, UNREADABLE)):
        drafted = messages[-2].role == "assistant" and _HEADER.match(messages[-2].text or "")
        return messages[:-2] if drafted else messages
    return messages


def _is_example(text: str) -> bool:
    """Only the adapter writes an ask. A seeker may begin like an example, and then the ask is the last, or a step's."""
    return text.startswith(EXAMPLE) and _ends_as_example(text)


@lru_cache(maxsize=4096)
def _ends_as_example(text: str) -> bool:
    ask = _ASK.search(text)
    return ask is not None and not ask["step"]


def _asked_for(text: str) -> tuple[str, ...]:
    ask = _ASK.search(text)
    return tuple(name for name in _MARKER.findall(ask["markers"]) if name != "completed") if ask else ()


def _choices(system: str, outputs: tuple[str, ...]) -> list[str]:
    """Return the choices that the form of the answer offers; they end with its paragraph."""
    forms = _fields(system)
    return [choice for name in outputs for choice in CHOICES.findall(forms.get(name, "").partition("\n\n")[0])]


def _read_user_message(text: str, reading: _Reading) -> None:
    """A user message is what the other side said, then input fields, then the ask; each part may be missing."""
    text = _ASK.sub("", text)
    header = _HEADER.search(text)
    said = text[: header.start()] if header else text
    if said.strip() not in ("", BEGINS):
        reading.conversation.append(("other", said.strip()))
    if header:
        reading.inputs.update(_fields(text[header.start() :]))


def _fields(text: str) -> dict[str, str]:
    parts = _HEADER.split(text)
    return {name: value.strip() for name, value in zip(parts[1::2], parts[2::2], strict=True) if name != "completed"}


def _text(system: object) -> str:
    if system is None or isinstance(system, str):
        return system or ""
    return "".join(part.text for part in system)  # type: ignore[attr-defined]
