"""A conversation and nothing else, as a chatbot reads it that was made for conversations.

    system      instructions, where there are any
    examples    one conversation with its reply per demonstration
    chat        what was said: the seeker as the user, the supporter as the assistant

The reply is the whole text of the answer; that of a chatbot which was tuned to reason has a `frame` before it
(`FramedAdapter`). Nothing of ours stands in the chat, because a chatbot would take it for what
the seeker says: an answer that is blank, or not good enough (`draft`), is asked for again by another seed, without a
word. There are no field markers, so those in what people write are left as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Any

import dspy
from dspy.utils.exceptions import AdapterParseError, LMInvalidRequestError

from ..signatures import Reasoning
from .adapter import ConversationAdapter, Message, as_data, reseeded, typed
from .answer import EmptyFieldError
from .briefing import layout_of
from .frame import FrameError, frame_format, framed, read_framed

SILENCES = ("", "…")
"""What a seeker who has not spoken is made to say, for models that refuse a chat in which the seeker is not the first
and the last to speak: nothing, as in `local.chat`; or a sign of it, for those that refuse empty messages, too."""
REPAIRED = "repaired"
"""Beside the fields of an answer: whether its frame was written otherwise than it should be."""
_UNSAID = re.compile(r"Given the fields `[^.]*`, produce the fields `[^.]*`\.")
"""DSPy's own instructions of a signature that has none."""


class BareAdapter(ConversationAdapter):
    """Lay out the conversation alone; take the whole answer for the one text that the signature asks for."""

    asks_again_after = (AdapterParseError, LMInvalidRequestError)

    def format(self, signature: Any, demos: Any, inputs: Any) -> list[Message]:
        """Return the messages of one call; an empty one of the user where nothing was said."""
        instructions = signature.instructions.strip()
        said = bool(instructions) and not _UNSAID.fullmatch(instructions)
        # Where there is a marker in the system message, the offline generator takes the prompt for a typed one.
        messages: list[Message] = [{"role": "system", "content": as_data(instructions)}] if said else []
        history = layout_of(signature).history
        for demo in demos:
            if demo.get(history) is not None and (answer := self._answer(signature, demo)):
                messages += [*_chat(demo[history]), {"role": "assistant", "content": answer}]
        return messages + (_chat(inputs[history]) or [{"role": "user", "content": ""}])

    def parse(self, signature: Any, completion: str) -> dict[str, Any]:
        """Return the answer under the name of the field.

        Raises:
            AdapterParseError: it is blank.
        """
        (reply,) = signature.output_fields
        text = completion.strip().replace("\r\n", "\n")
        if not text:
            raise EmptyFieldError(signature, completion, reply)
        return {reply: text}

    def _answer(self, signature: Any, demo: Any) -> str:
        """Return a demonstration's answer as the chatbot would write it; "" where it has none."""
        (reply,) = signature.output_fields
        return (demo.get(reply) or "").strip()

    def _form(self, lm: Any, signature: Any) -> dict[str, Any]:
        return {}

    def _again(
        self, asked: list[Message], latest: list[Message], options: dict[str, Any], error: Exception, number: int
    ) -> tuple[list[Message], dict[str, Any]]:
        if isinstance(error, AdapterParseError):
            return latest, reseeded(options, number)
        ways = [asked, *(_taking_turns(asked, silence) for silence in SILENCES)]
        others = ways[ways.index(latest) + 1 :]
        # Kinds of this error say that a chat is too long, or the model unknown, which no other way will change.
        if type(error) is not LMInvalidRequestError or asked == ways[-1] or not others:
            raise error
        return others[0], options


class FramedAdapter(BareAdapter):
    """The same for a signature whose outputs are steps of reasoning and, as the last, the utterance.

    A frame that cannot be read is no answer. One that was repaired is told by `REPAIRED` beside the fields.
    """

    def parse(self, signature: Any, completion: str) -> dict[str, Any]:
        """Return the steps and the utterance by the names of their fields.

        Raises:
            AdapterParseError: it has no such frame before an utterance.
        """
        *nodes, reply = signature.output_fields
        try:
            found = read_framed(completion, nodes)
        except FrameError as error:
            raise AdapterParseError("FramedAdapter", signature, completion, str(error)) from error
        return found.steps | {reply: found.utterance, REPAIRED: found.repaired}

    def _form(self, lm: Any, signature: Any) -> dict[str, Any]:
        *nodes, _ = signature.output_fields
        return {"response_format": frame_format(nodes)} if getattr(lm, "constrains_output", False) else {}

    def _answer(self, signature: Any, demo: Any) -> str:
        *nodes, reply = signature.output_fields
        steps = {node: demo[node] for node in nodes if demo.get(node)}
        return framed(Reasoning(**steps), demo[reply]) if len(steps) == len(nodes) and demo.get(reply) else ""


def merged(said: Iterable[tuple[str, str]]) -> list[Message]:
    """Return chat messages of (role, text): one for all that a role says in a row; blank texts say nothing."""
    spoken = ((role, text.strip()) for role, text in said if text.strip())
    return [
        {"role": role, "content": "\n".join(text for _, text in some)}
        for role, some in groupby(spoken, key=lambda one: one[0])
    ]


def _chat(conversation: Any) -> list[Message]:
    history: dspy.History = typed(dspy.History, conversation)
    return merged(item for turn in history.messages for item in turn.items())


def _taking_turns(messages: list[Message], silence: str) -> list[Message]:
    """Return the messages with `silence` of the user wherever the assistant would begin, end, or speak twice."""
    padded: list[Message] = []
    for message in messages:
        if message["role"] == "assistant" and (not padded or padded[-1]["role"] != "user"):
            padded.append({"role": "user", "content": silence})
        padded.append(message)
    return padded if padded[-1]["role"] == "user" else [*padded, {"role": "user", "content": silence}]
