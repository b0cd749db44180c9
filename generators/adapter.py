"""How a signature becomes messages, and an answer becomes fields.

DSPy's own adapters write a `History` by the fields of the current signature, so a reasoning node would see the other
side's words and not its own. This one lays a conversation out as the chat that it is:

    system      what is asked, and the form of the answer           constant per signature, or per chain (`briefing`)
    examples    one user/assistant pair per demonstration           constant per signature
    user        inputs declared before the conversation (persona)   constant per dialogue
    chat        what was said, one message per turn                 only ever appended to
    steps       asks of earlier steps and their answers             only ever appended to within a turn
    user        inputs declared after the conversation, and the ask
    again       a draft that was not good enough, and why           only where a turn is written again (`draft`)

The parts are in order of how long they stay the same, because providers reuse what they computed for the beginning of
an earlier prompt. Demonstrations belong to one signature: where the steps of a chain have some, the prompts of one turn
share the system message only, and each goes on from its own prompt of the turn before.

Text from users and models is data: a field marker inside it is taken apart, so it cannot change the prompt's structure.
An answer that cannot be read is asked again, with the error shown, up to `REASKS` times.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Any, cast

import dspy
from dspy.clients._deprecation import adapter_message_call
from dspy.utils.exceptions import AdapterParseError
from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

from ..signatures import ConfigurationError
from .answer import problem, read_answer
from .briefing import COMPLETED, Layout, current_briefing, layout_of
from .draft import current_draft
from .sampling import current_seed, seed_of_draft, seed_of_reask

Message = dict[str, Any]

LAYOUT = 2
"""Number of the layout above; it goes up when prompts change, because it is part of a program's fingerprint."""

REASKS = 3
"""How often an answer that cannot be read is asked again. A dialogue has about 60 calls: where three answers in ten are
unreadable, asking again once finishes 1 dialogue in 300, three times 6 in 10."""

ANSWERS, UNREAD = "answers", "unread"
"""What an LM's usage says beside its tokens: how often it answered, and how often that could not be read."""

UNREADABLE = "That answer could not be read:"
AGAIN = "That answer has to be better:"
EXAMPLE = "An example."
BEGINS = "(The conversation begins.)"  # several providers refuse a chat that does not begin with the user
_MARKER = re.compile(r"\[\[(\s*##)")
_MISSING = "Not supplied for this example."
_SHOWN = "_shown_as"
"""Attribute of a demonstration: its signature, its values, and the messages made of them."""


class ConversationAdapter(dspy.ChatAdapter):
    """Lay out conversations as chats; read answers written under ``[[ ## field ## ]]`` markers."""

    asks_again_after: tuple[type[Exception], ...] = (AdapterParseError,)
    """What `_again` knows an answer to; everything else ends the question."""

    def __init__(self, callbacks: list[Any] | None = None) -> None:
        super().__init__(callbacks=callbacks, use_json_adapter_fallback=False)

    # Of DSPy's own pipeline only these steps concern us: tools and citations are not asked for here, and looking up
    # what the model could do about them costs more than all the rest.
    def __call__(self, lm: Any, lm_kwargs: Any, signature: Any, demos: Any, inputs: Any) -> list[dict[str, Any]]:
        messages = asked = self.format(signature, demos, inputs)
        options = self._form(lm, signature) | _options(lm_kwargs, signature)
        for number in range(1, REASKS + 1):
            try:
                with adapter_message_call(lm, messages):
                    return self._read(signature, lm, lm(messages=messages, **options))
            except self.asks_again_after as error:
                messages, options = self._again(asked, messages, options, error, number)
        with adapter_message_call(lm, messages):
            return self._read(signature, lm, lm(messages=messages, **options))

    async def acall(self, lm: Any, lm_kwargs: Any, signature: Any, demos: Any, inputs: Any) -> list[dict[str, Any]]:
        messages = asked = self.format(signature, demos, inputs)
        options = self._form(lm, signature) | _options(lm_kwargs, signature)
        for number in range(1, REASKS + 1):
            try:
                with adapter_message_call(lm, messages):
                    return self._read(signature, lm, await lm.acall(messages=messages, **options))
            except self.asks_again_after as error:
                messages, options = self._again(asked, messages, options, error, number)
        with adapter_message_call(lm, messages):
            return self._read(signature, lm, await lm.acall(messages=messages, **options))

    def format(self, signature: Any, demos: Any, inputs: Any) -> list[Message]:
        """Return the messages of one call, in the order the module's docstring shows."""
        layout = layout_of(signature, current_briefing())
        messages: list[Message] = [{"role": "system", "content": layout.system}]
        for demo in demos:
            messages += demonstration(signature, demo)
        history = inputs.get(layout.history) if layout.history else None
        said = history.messages if history is not None else []
        if said and layout.before:
            messages.append({"role": "user", "content": _fields(layout.fields, layout.before, inputs)})
        elif said and "assistant" in said[0]:
            messages.append({"role": "user", "content": BEGINS})
        messages += [{"role": role, "content": as_data(text)} for turn in said for role, text in turn.items()]
        for step in layout.earlier:
            if answered := _fields(layout.fields, step.outputs, inputs):
                messages.append({"role": "user", "content": step.ask})
                messages.append({"role": "assistant", "content": _join(answered, COMPLETED)})
        given = layout.after if said else layout.before + layout.after
        messages.append({"role": "user", "content": _join(_fields(layout.fields, given, inputs), layout.ask)})
        return _merge_neighbours(messages + _complaint(layout))

    def parse(self, signature: Any, completion: str) -> dict[str, Any]:
        """Read the fields of an answer.

        Raises:
            AdapterParseError: a field is missing, of the wrong type, or text that is only white space.
        """
        return read_answer(signature, completion)

    def _read(self, signature: Any, lm: Any, outputs: list[Any]) -> list[dict[str, Any]]:
        """Read each completion of a call: a text, or a dictionary with it; None and none at all are empty answers.

        Answers, and those that cannot be read, are counted beside the tokens of whoever tracks usage.
        """
        texts = [output.get("text") if isinstance(output, dict) else output for output in outputs]
        try:
            read = [self.parse(signature, text or "") for text in texts or [""]]
        except AdapterParseError:
            _count(lm, {ANSWERS: 1, UNREAD: 1})
            raise
        _count(lm, {ANSWERS: 1})
        return read

    def _form(self, lm: Any, signature: Any) -> dict[str, Any]:
        """Return the option that holds an answer to its form, for an LM that knows one."""
        if not getattr(lm, "constrains_output", False):
            return {}
        from .output_schema import output_schema

        return {"response_format": output_schema(signature)}

    def _again(
        self, asked: list[Message], latest: list[Message], options: dict[str, Any], error: Any, number: int
    ) -> tuple[list[Message], dict[str, Any]]:
        """Return the call that shows the latest answer and what was wrong with it; those before it are left out."""
        answered = [{"role": "assistant", "content": error.lm_response}] if error.lm_response.strip() else []
        said = f"{UNREADABLE} {as_data(problem(error))}\n{layout_of(error.signature).ask}"
        messages = _merge_neighbours([*asked, *answered, {"role": "user", "content": said}])
        return messages, reseeded(options, number)


def _count(lm: Any, counts: dict[str, int]) -> None:
    if dspy.settings.usage_tracker:
        dspy.settings.usage_tracker.add_usage(getattr(lm, "model", ""), counts)


def adapter_in_force() -> ConversationAdapter:
    """Return the adapter to use: the configured one, else ours.

    Raises:
        ConfigurationError: a stock adapter is configured, which would drop conversations without a word.
    """
    configured = dspy.settings.adapter
    if configured is None:
        return _DEFAULT
    if isinstance(configured, ConversationAdapter):
        return configured
    raise ConfigurationError(
        f"{type(configured).__name__} cannot lay out a conversation; leave dspy.settings.adapter unset or use a "
        "subclass of socialsim.generators.ConversationAdapter"
    )


_DEFAULT = ConversationAdapter()


def demonstration(signature: Any, demo: Any) -> list[Message]:
    """Return the messages that show one demonstration; none when it has no output to show.

    They stay with the demonstration as long as its values are the same objects: it is shown in every call.
    """
    values = dict(demo)
    kept = getattr(demo, _SHOWN, None)
    if kept is not None and kept[0] is signature and _same(kept[1], values):
        return cast(list[Message], kept[2])
    messages = _shown(signature, values)
    if not isinstance(demo, dict):
        setattr(demo, _SHOWN, (signature, values, messages))
    return messages


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return one.keys() == other.keys() and all(value is other[name] for name, value in one.items())


def _shown(signature: Any, values: Mapping[str, Any]) -> list[Message]:
    layout = layout_of(signature)
    outputs = [name for name in layout.outputs if values.get(name) is not None]
    if not outputs:
        return []
    given = _fields(layout.fields, signature.input_fields, values)
    missing = [f"[[ ## {name} ## ]]\n{_MISSING}" for name in layout.outputs if name not in outputs]
    return [
        {"role": "user", "content": _join(EXAMPLE, given, layout.ask)},
        {"role": "assistant", "content": _join(_fields(layout.fields, outputs, values), *missing, COMPLETED)},
    ]


def _options(lm_kwargs: Mapping[str, Any], signature: Any) -> dict[str, Any]:
    """Return what a call sends beside its messages; what the caller of a predictor chose comes before our own."""
    options: dict[str, Any] = {}
    if (seed := current_seed()) is not None:
        draft = current_draft()
        redone = draft is not None and draft.concerns(signature.output_fields)
        options["seed"] = seed_of_draft(seed, draft.number) if draft and redone else seed
    return options | dict(lm_kwargs)


def reseeded(options: Mapping[str, Any], number: int) -> dict[str, Any]:
    """Return the options of a call for asking again, the `number`-th time."""
    seed = options.get("seed")
    return dict(options) | ({} if seed is None else {"seed": seed_of_reask(seed, number)})


def _complaint(layout: Layout) -> list[Message]:
    """Return the messages that show the draft of this question, if one is being redone, and what is wrong with it."""
    draft = current_draft()
    if draft is None or not draft.concerns(layout.outputs):
        return []
    wrong = "\n".join(f"- {name}: {draft.wrong[name]}" for name in layout.outputs if name in draft.wrong)
    return [
        {"role": "assistant", "content": _join(_fields(layout.fields, layout.outputs, draft.answers), COMPLETED)},
        {"role": "user", "content": f"{AGAIN}\n{as_data(wrong)}\nWrite it again.\n{layout.ask}"},
    ]


def _fields(fields: Mapping[str, Any], names: Iterable[str], values: Mapping[str, Any]) -> str:
    given = [name for name in names if values.get(name) is not None]
    return "\n\n".join(f"[[ ## {name} ## ]]\n{_as_text(fields[name], values[name])}" for name in given)


def _as_text(field: Any, value: Any) -> str:
    """Return the text of a value, the same whether it is the typed object or the plain data of a saved program."""
    if isinstance(value, str):
        return as_data(value)
    with suppress(ValidationError):  # a demonstration may be partial; it is shown as it is
        value = typed(field.annotation, value)
    if isinstance(value, dspy.History):
        said = [(role, text) for turn in value.messages for role, text in turn.items()]
        lines = [f"{'you' if role == 'assistant' else 'other'}: {text}" for role, text in said]
        return as_data("\n".join(lines) or "(nothing was said yet)")
    plain = to_jsonable_python(value, fallback=str)
    return as_data(plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False))


def typed(annotation: Any, value: Any) -> Any:
    """Return a value as the typed object, whether it is that already or the plain data of a saved program.

    Raises:
        pydantic.ValidationError: it is neither.
    """
    return _type_of(annotation).validate_python(value)


@lru_cache(maxsize=256)
def _type_of(annotation: Any) -> TypeAdapter[Any]:
    return TypeAdapter(annotation)


def as_data(text: str) -> str:
    """Return a text with its field markers taken apart."""
    return _MARKER.sub(r"[ [\1", text) if "[[" in text else text


def _merge_neighbours(messages: list[Message]) -> list[Message]:
    """Join messages of one role that follow one another; several chat templates refuse them."""
    merged: list[Message] = []
    for message in messages:
        if merged and merged[-1]["role"] == message["role"]:
            merged[-1] = {**message, "content": _join(merged[-1]["content"], message["content"])}
        else:
            merged.append(message)
    return merged


def _join(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)
