"""What is answered: every field that a request asks for, filled plausibly from a hash of the request.

Requests are searched, not parsed: the ask is in the last message, and inside JSON a marker looks as it does outside.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tests.server import PERSONA

_MARKER = re.compile(r"\[\[ ## (\w+) ## \]\]")
_ASKS = (b"Answer with [[ ## ", b"Respond with the corresponding output fields")
"""How an ask begins: ours, and that of DSPy's own adapters."""
_ASK_ENDS = b"[[ ## completed ## ]]"
_LAST = "your last message"
_HASH = b"@@"
"""Stands for the hash of the request in a text."""

STRATEGIES = (
    "Question",
    "Restatement or Paraphrasing",
    "Reflection of feelings",
    "Self-disclosure",
    "Affirmation and Reassurance",
    "Providing Suggestions",
    "Information",
    "Others",
)
SENTENCES = (
    "It sounds as if this has been weighing on you for a long while, and that you carry most of it by yourself (@@).",
    "What I hear is that the days are full, the nights are short, and nobody around you has asked how you are (@@).",
    "There was a moment last week when it felt a little lighter, and I would like to hear what was different (@@).",
    "One small step this evening could be to write down what worries you most, close the book, and leave it (@@).",
)
DIALOGUE_TURNS = 16


@dataclass(frozen=True)
class Form:
    """The fields of one kind of request, each with the values that it may take, as they look inside JSON."""

    fields: tuple[str, ...]
    values: tuple[tuple[bytes, ...], ...]

    def fill(self, digest: str) -> bytes:
        """Return the text of a message, escaped for JSON; another digest, another text."""
        number = int(digest[:8], 16)
        parts = [choices[(number + place) % len(choices)] for place, choices in enumerate(self.values)]
        return b"".join([*parts, _END]).replace(_HASH, digest[:8].encode())


def form_of(body: bytes) -> Form:
    """Return the form that a request wants to have filled: that of its last message, or else of its system message.

    Raises:
        ValueError: the request has neither, because it is no request for a chat.
    """
    for ask in _ASKS:
        at = body.rfind(ask)
        if at >= 0:
            message = body[body.rfind(b'"role"', 0, at) : at]
            return _form_asked(body[at : body.find(_ASK_ENDS, at)], _LAST.encode() in message)
    try:
        messages = json.loads(body)["messages"]
        fields = dict.fromkeys(_MARKER.findall(str(messages[0]["content"])))
        return _form([*fields], _LAST in str(messages[-1]["content"]))
    except (KeyError, IndexError, TypeError) as error:
        raise ValueError(f"no messages: {error}") from error


def other_form(form: Form) -> Form:
    """Return a form of as many fields, none of which was asked for."""
    return _form([f"other_{name}" for name in form.fields], last=False)


@lru_cache(maxsize=512)
def _form_asked(ask: bytes, last: bool) -> Form:
    return _form(_MARKER.findall(ask.decode()), last)


def _form(fields: Sequence[str], last: bool) -> Form:
    fields = tuple(name for name in fields if name != "completed")
    values = [tuple(_in_json(f"[[ ## {name} ## ]]\n{value}\n\n") for value in _choices(name, last)) for name in fields]
    return Form(fields, tuple(values))


def _choices(name: str, last: bool) -> Sequence[str]:
    match name:
        case "seeks_help" | "about_self" | "enough_detail":
            return ("True",)
        case "language":
            return ("en",)
        case "reason":
            return ("somebody asks for help",)
        case "persona":
            return [json.dumps(PERSONA | {"age": age}) for age in range(20, 70)]
        case "strategy":
            return STRATEGIES
        case "intention":
            return ("resolved" if last else "continue",)
        case "dialogue":
            return (json.dumps([_line(number) for number in range(DIALOGUE_TURNS)]),)
    return SENTENCES


def _line(number: int) -> dict[str, str]:
    text = f"{number + 1}. {SENTENCES[number % len(SENTENCES)]}"
    if number % 2 == 0:
        return {"speaker": "seeker", "text": text}
    reasoning = dict.fromkeys(("situation", "thought", "action"), SENTENCES[0])
    return {"speaker": "supporter", **reasoning, "strategy": STRATEGIES[number % len(STRATEGIES)], "text": text}


def _in_json(text: str) -> bytes:
    return json.dumps(text)[1:-1].encode()


_END = _in_json("[[ ## completed ## ]]")
