"""How a request becomes the model's prompt: its own chat template, as far as it has one."""

from __future__ import annotations

from typing import Any

from dspy.lm15 import InvalidRequestError, Request

from ...signatures import ConfigurationError
from .chat import DAY, next_reply
from .loading import LoadedModel
from .marks import LABELS, inert


def prompt_tokens(loaded: LoadedModel, request: Request) -> list[int]:
    """Return the tokens of the whole prompt, up to where the answer begins.

    A template that refuses a system message, or drops it without a word, gets that text at the head of the first user
    message. A tokenizer without a template (a base model) gets ``User:`` and ``Assistant:`` before each message and
    blank lines between them. A chat that the assistant begins or ends is laid out as `chat` does it: to a template that
    wants the user to begin an empty message is given, and the message that is the last is gone on with.

    Raises:
        InvalidRequestError: a message is not text, or the template refuses the order of the messages.
    """
    from jinja2 import TemplateError

    tokenizer = loaded.tokenizer
    system = inert(tokenizer, _system_text(request))
    said = [_said(message, tokenizer) for message in request.messages]
    if "assistant" in (said[0]["role"], said[-1]["role"]):
        return _of_chat(loaded, system, said)
    if not tokenizer.chat_template:
        plain = [f"{LABELS[one['role']]}{one['content']}" for one in _with_system(system, said)]
        return list(tokenizer.encode("\n\n".join([*plain, "Assistant:"])))
    text: str | None = None
    try:
        text = _rendered(tokenizer, _with_system(system, said))
    except TemplateError as error:
        if not system:
            raise InvalidRequestError(f"the chat template of {loaded.name} refuses this: {error}") from error
    if text is None or system.strip() not in text:
        try:
            text = _rendered(tokenizer, _folded(system, said))
        except TemplateError as error:
            raise InvalidRequestError(f"the chat template of {loaded.name} refuses this: {error}") from error
    # The template writes the special tokens itself.
    return list(tokenizer.encode(text, add_special_tokens=False))


def _of_chat(loaded: LoadedModel, system: str, said: list[dict[str, str]]) -> list[int]:
    try:
        return next_reply(loaded.tokenizer, _with_system(system, said))
    except ConfigurationError as error:
        if system:
            return _of_chat(loaded, "", _folded(system, said))
        raise InvalidRequestError(str(error)) from error


def _rendered(tokenizer: Any, messages: list[dict[str, str]]) -> str:
    # enable_thinking is known to templates of models that may think first; the form of an answer has no place for it.
    known: dict[str, Any] = {"tokenize": False, "enable_thinking": False, "date_string": DAY}
    return str(tokenizer.apply_chat_template(messages, add_generation_prompt=True, **known))


def _with_system(system: str, said: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{"role": "system", "content": system}, *said] if system else said


def _folded(system: str, said: list[dict[str, str]]) -> list[dict[str, str]]:
    if said[0]["role"] != "user":
        return [{"role": "user", "content": system}, *said]
    return [{"role": "user", "content": f"{system}\n\n{said[0]['content']}"}, *said[1:]]


def _system_text(request: Request) -> str:
    if request.system is None or isinstance(request.system, str):
        return request.system or ""
    return "\n\n".join(_text(part) for part in request.system)


def _said(message: Any, tokenizer: Any) -> dict[str, str]:
    if message.role not in LABELS:
        raise InvalidRequestError(f"the local generator knows no messages of role {message.role}")
    text = "\n\n".join(_text(part) for part in message.parts)
    return {"role": message.role, "content": inert(tokenizer, text)}


def _text(part: Any) -> str:
    if part.type != "text":
        raise InvalidRequestError(f"the local generator reads text; a message has a part of type {part.type}")
    return str(part.text)
