"""A conversation as a causal model reads it: the tokens that it is given, and those of the reply that comes next.

    laid = lay_out(tokenizer, context, "That sounds hard.")
    laid.prompt + laid.reply + laid.end

Whoever trains a chatbot and whoever measures one have to agree on this, so it is said here once. Turns become messages
of the model's own chat template, several in a row of one speaker one message. A reply that goes on with a turn of the
supporter begins behind what that turn has said so far, and reasoning stands before the reply; both are given.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from ...signatures import ConfigurationError, Reasoning, Turn
from ..bare import merged
from ..frame import frame
from .marks import LABELS, inert

DAY = "26 Jul 2024"
"""Llama 3.1's own. Templates that write a date would else write today's, and what they give would change by day."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A reply and what comes before it, as tokens."""

    prompt: list[int]
    """What the model is given."""
    reply: list[int]
    """The utterance, and nothing else."""
    end: list[int]
    """What ends the turn."""


def lay_out(tokenizer: Any, context: Sequence[Turn], text: str, reasoning: Reasoning | None = None) -> Layout:
    """Return the tokens of a reply after its context.

    They are those of the whole text, where the tokens of its beginning are the beginning of its tokens; where a token
    would reach over the border, the reply is read by itself, as it is written behind a prompt. A template under which
    the beginning of a conversation is not the beginning of its text (some write older turns otherwise) gives the
    prompt, and the reply stands behind it, which is what the model meets when it answers. A template that wants the
    seeker to begin gets an empty message first. A model without a template gets ``User:`` and ``Assistant:`` before
    each message and blank lines between them.

    Args:
        text: the utterance; white space around it is left out.
        reasoning: what stands before the utterance, as its `frame`.

    Raises:
        ConfigurationError: the chat template refuses a conversation, or leaves out what was said in it.
    """
    said = merged(("user" if turn.speaker == "seeker" else "assistant", turn.text) for turn in context)
    return _laid(tokenizer, _inert(tokenizer, said), inert(tokenizer, frame(reasoning)), inert(tokenizer, text.strip()))


def next_reply(tokenizer: Any, said: Sequence[dict[str, str]]) -> list[int]:
    """Return the tokens of chat messages up to where the next reply begins: `Layout.prompt` of the same conversation.

    Args:
        said: messages that take turns; the first may be a system message.

    Raises:
        ConfigurationError: as for `lay_out`.
    """
    return _laid(tokenizer, _inert(tokenizer, said), "", "any text, which does not count").prompt


def special_tokens(tokenizer: Any) -> frozenset[int]:
    """Return the tokens that are no words: those with a part of their own (as eos), and all that were added as such."""
    found = frozenset[int](tokenizer.all_special_ids)
    with suppress(NotImplementedError):  # of Mistral's own tokenizers, which do not tell
        found |= {number for number, token in tokenizer.added_tokens_decoder.items() if token.special}
    return found


def end_of_reply(tokenizer: Any) -> int | None:
    """Return the special token with which a reply ends, which need not be eos; None where it ends with none.

    Raises:
        ConfigurationError: as for `lay_out`.
    """
    special = special_tokens(tokenizer)
    return next((token for token in lay_out(tokenizer, (), "any text").end if token in special), None)


def _inert(tokenizer: Any, said: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    return [{**one, "content": inert(tokenizer, one["content"])} for one in said]


def _laid(tokenizer: Any, said: Sequence[dict[str, str]], thought: str, text: str) -> Layout:
    goes_on = bool(said) and said[-1]["role"] == "assistant"
    given = (f"{said[-1]['content']}\n" if goes_on else "") + thought
    prompt, answer = _rendered(tokenizer, list(said[:-1] if goes_on else said), given + text)
    start = answer.index(given + text)
    # A blank before the first word is one token with it.
    before = start + len(given) if given or answer[:start].strip() else 0
    end = start + len(given) + len(text)
    return Layout(*_tokens(tokenizer, [prompt + answer[:before], answer[before:end], answer[end:]]))


def fitted(
    tokenizer: Any, context: Sequence[Turn], text: str, reasoning: Reasoning | None, most: int
) -> tuple[Layout, int] | None:
    """Return the layout with as many of the latest turns of the context as fit, and how many turns were left out.

    Args:
        most: tokens of prompt and reply together.

    Returns:
        None where the reply does not fit without any context either.
    """

    def without(turns: int) -> Layout:
        return lay_out(tokenizer, context[turns:], text, reasoning)

    def fits(laid: Layout) -> bool:
        return len(laid.prompt) + len(laid.reply) <= most

    laid, left_out, least = without(0), 0, 1
    if fits(laid):
        return laid, 0
    laid, left_out = without(len(context)), len(context)
    if not fits(laid):
        return None
    while least < left_out:  # fewer turns are fewer tokens, so the middle says on which side the least is
        middle = (least + left_out) // 2
        shorter = without(middle)
        if fits(shorter):
            laid, left_out = shorter, middle
        else:
            least = middle + 1
    return laid, left_out


def _rendered(tokenizer: Any, said: list[dict[str, str]], content: str) -> tuple[str, str]:
    """Return the text up to where an answer begins, and the answer `content` as it stands behind it."""
    if not tokenizer.chat_template:
        starts = tokenizer.bos_token if tokenizer.bos_token_id in tokenizer.encode("") else ""
        lines = [f"{LABELS[one['role']]}{one['content']}" for one in said]
        return starts + "\n\n".join([*lines, LABELS["assistant"].rstrip()]), f" {content}{tokenizer.eos_token or ''}"
    from jinja2 import TemplateError

    answer = {"role": "assistant", "content": content}
    told = [one for one in said if one["role"] == "system"]
    from_seeker = [*told, {"role": "user", "content": ""}, *said[len(told) :]]
    try:
        prompt, whole = _by_template(tokenizer, said or from_seeker, answer)
    except TemplateError:
        try:
            prompt, whole = _by_template(tokenizer, from_seeker, answer)
        except TemplateError as error:
            raise ConfigurationError(
                f"{_name(tokenizer)}: its chat template refuses a conversation: {error}"
            ) from error
    if lost := next((one["content"] for one in said if one["content"] not in prompt), None):
        raise ConfigurationError(f'{_name(tokenizer)}: the chat template leaves out what was said: "{lost[:40]}"')
    if whole.startswith(prompt) and content in whole[len(prompt) :]:
        return prompt, whole[len(prompt) :]
    return prompt, content + (tokenizer.eos_token or "")


def _by_template(tokenizer: Any, said: list[dict[str, str]], answer: dict[str, str]) -> tuple[str, str]:
    # enable_thinking: as for answers, see `prompt.py`.
    known: dict[str, Any] = {"tokenize": False, "enable_thinking": False, "date_string": DAY}
    prompt = tokenizer.apply_chat_template(said, add_generation_prompt=True, **known)
    return str(prompt), str(tokenizer.apply_chat_template([*said, answer], **known))


def _tokens(tokenizer: Any, parts: Sequence[str]) -> list[list[int]]:
    """Return the tokens of each part of a text."""

    def encoded(text: str) -> list[int]:
        return list(tokenizer.encode(text, add_special_tokens=False, verbose=False))  # special ones are in the text

    found, text, before = list[list[int]](), "", list[int]()
    for part in parts:
        text += part
        whole = encoded(text)
        found.append(whole[len(before) :] if whole[: len(before)] == before else encoded(part))
        before = whole
    return found


def _name(tokenizer: Any) -> str:
    return f"lm.model={tokenizer.name_or_path}"
