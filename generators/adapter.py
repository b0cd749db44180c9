"""How a signature becomes messages, and an answer becomes fields.

DSPy's own adapters write a `History` by the fields of the current signature, so a reasoning node would see the other
side's words and not its own. This one lays a conversation out as the chat that it is:

    system      what is asked, and the form of the answer           constant per signature
    examples    one user/assistant pair per demonstration           constant per program
    user        inputs declared before the conversation (persona)   constant per dialogue
    chat        what was said, one message per turn                 only ever appended to
    user        inputs declared after the conversation, and the ask

Text from users and models is data: a field marker inside it is taken apart, so it cannot change the prompt's structure.
An answer that cannot be read is asked again once, with the error shown.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from functools import lru_cache
from typing import Any, Literal, get_args, get_origin

import dspy
from dspy.adapters.utils import translate_field_type
from dspy.utils.exceptions import AdapterParseError
from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

from ..signatures import ConfigurationError
from .sampling import current_seed

Message = dict[str, Any]

_ANY_MARKER = re.compile(r"^[ \t*#>`_-]*\[\[\s*##\s*(\w+)\s*##\s*\]\][ \t*`_:]*\n?", re.MULTILINE)
_MARKER = re.compile(r"\[\[(\s*##)")
EXAMPLE = "An example."
WANTED = "Answer with these fields, each under its marker, and nothing else:"
BEGINS = "(The conversation begins.)"  # several providers refuse a chat that does not begin with the user
_COMPLETED = "[[ ## completed ## ]]"
_MISSING = "Not supplied for this example."


LAYOUT = 1
"""Number of the layout below; it goes up when prompts change, because it is part of a program's fingerprint."""


class ConversationAdapter(dspy.ChatAdapter):
    """Lay out conversations as chats; read answers written under ``[[ ## field ## ]]`` markers."""

    def __init__(self, callbacks: list[Any] | None = None, correction: AdapterParseError | None = None) -> None:
        super().__init__(callbacks=callbacks, use_json_adapter_fallback=False)
        self.correction = correction

    def __call__(self, lm: Any, lm_kwargs: Any, signature: Any, demos: Any, inputs: Any) -> list[dict[str, Any]]:
        kwargs = _with_seed(lm_kwargs)
        try:
            fields: list[dict[str, Any]] = super().__call__(lm, dict(kwargs), signature, demos, inputs)
            return fields
        except AdapterParseError as error:
            if self.correction is not None:
                raise
            return type(self)(self.callbacks, error)(lm, kwargs, signature, demos, inputs)

    async def acall(self, lm: Any, lm_kwargs: Any, signature: Any, demos: Any, inputs: Any) -> list[dict[str, Any]]:
        kwargs = _with_seed(lm_kwargs)
        try:
            fields: list[dict[str, Any]] = await super().acall(lm, dict(kwargs), signature, demos, inputs)
            return fields
        except AdapterParseError as error:
            if self.correction is not None:
                raise
            return await type(self)(self.callbacks, error).acall(lm, kwargs, signature, demos, inputs)

    def format(self, signature: Any, demos: Any, inputs: Any) -> list[Message]:
        """Return the messages of one call, in the order the module's docstring shows."""
        before, history, after = _split_inputs(signature)
        messages = [{"role": "system", "content": _system_message(signature)}]
        for demo in demos:
            messages += demonstration(signature, demo)
        said = inputs[history].messages if history and inputs.get(history) is not None else []
        if said and before:
            messages.append({"role": "user", "content": _fields(signature, before, inputs)})
        elif said and "assistant" in said[0]:
            messages.append({"role": "user", "content": BEGINS})
        messages += [{"role": role, "content": _as_data(text)} for turn in said for role, text in turn.items()]
        ask = after if said else before + after
        messages.append({"role": "user", "content": _join(_fields(signature, ask, inputs), _ask(signature))})
        if self.correction is not None:
            messages += _correction(self.correction)
        return _merge_neighbours(messages)

    def parse(self, signature: Any, completion: str) -> dict[str, Any]:
        """Read the fields of an answer.

        Raises:
            AdapterParseError: a field is missing, of the wrong type, or text that is only white space.
        """
        try:
            fields: dict[str, Any] = super().parse(signature, _spelt_as_asked(signature, completion))
        except AdapterParseError as error:
            error.lm_response = completion  # what is kept is what the model wrote
            raise
        blank = [name for name, value in fields.items() if isinstance(value, str) and not value.strip()]
        if blank:
            raise EmptyFieldError(signature, completion, blank[0])
        return fields


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


def _with_seed(lm_kwargs: dict[str, Any]) -> dict[str, Any]:
    seed = current_seed()
    return {"seed": seed, **lm_kwargs} if seed is not None else dict(lm_kwargs)


def _split_inputs(signature: Any) -> tuple[list[str], str | None, list[str]]:
    names = list(signature.input_fields)
    history = next((name for name, field in signature.input_fields.items() if field.annotation is dspy.History), None)
    if history is None:
        return [], None, names
    position = names.index(history)
    return names[:position], history, names[position + 1 :]


@lru_cache(maxsize=512)
def _system_message(signature: Any) -> str:
    given = [f"- {name}: {_desc(field)}" for name, field in signature.input_fields.items() if not _is_history(field)]
    if any(_is_history(field) for field in signature.input_fields.values()):
        given.append("- the conversation so far, as chat messages; the assistant's are your own")
    wanted = [
        f"[[ ## {name} ## ]]\n{_desc(field)}{_type_note(name, field)}"
        for name, field in signature.output_fields.items()
    ]
    return "\n\n".join(
        [
            signature.instructions,
            "You are given:\n" + "\n".join(given),
            WANTED,
            *wanted,
            _COMPLETED,
        ]
    )


def _desc(field: Any) -> str:
    desc = str(field.json_schema_extra.get("desc", ""))
    return "" if desc.startswith("${") else desc


def _type_note(name: str, field: Any) -> str:
    note = translate_field_type(name, field).partition("# note: the value you produce ")[2]
    return f"\n({note})" if note else ""


def _is_history(field: Any) -> bool:
    return field.annotation is dspy.History


@lru_cache(maxsize=512)
def _ask(signature: Any) -> str:
    markers = ", ".join(f"[[ ## {name} ## ]]" for name in signature.output_fields)
    return f"Answer with {markers}, and end with [[ ## completed ## ]]."


def _fields(signature: Any, names: list[str], values: dict[str, Any]) -> str:
    given = [name for name in names if values.get(name) is not None]
    return "\n\n".join(f"[[ ## {name} ## ]]\n{_as_text(signature.fields[name], values[name])}" for name in given)


def _as_text(field: Any, value: Any) -> str:
    """Return the text of a value, the same whether it is the typed object or the plain data of a saved program."""
    if isinstance(value, str):
        return _as_data(value)
    with suppress(ValidationError):  # a demonstration may be partial; it is shown as it is
        value = _type_of(field.annotation).validate_python(value)
    if isinstance(value, dspy.History):
        said = [(role, text) for turn in value.messages for role, text in turn.items()]
        lines = [f"{'you' if role == 'assistant' else 'other'}: {text}" for role, text in said]
        return _as_data("\n".join(lines) or "(nothing was said yet)")
    plain = to_jsonable_python(value, fallback=str)
    return _as_data(plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False))


@lru_cache(maxsize=256)
def _type_of(annotation: Any) -> TypeAdapter[Any]:
    return TypeAdapter(annotation)


def _as_data(text: str) -> str:
    return _MARKER.sub(r"[ [\1", text)


def demonstration(signature: Any, demo: Any) -> list[Message]:
    """Return the messages that show one demonstration; none when it has no output to show."""
    values = dict(demo)
    outputs = [name for name in signature.output_fields if values.get(name) is not None]
    if not outputs:
        return []
    missing = [f"[[ ## {name} ## ]]\n{_MISSING}" for name in signature.output_fields if name not in outputs]
    return [
        {
            "role": "user",
            "content": _join(EXAMPLE, _fields(signature, list(signature.input_fields), values), _ask(signature)),
        },
        {"role": "assistant", "content": _join(_fields(signature, outputs, values), *missing, _COMPLETED)},
    ]


def _correction(error: AdapterParseError) -> list[Message]:
    answered = [{"role": "assistant", "content": error.lm_response}] if (error.lm_response or "").strip() else []
    said = f"That answer could not be read: {_as_data(_problem(error))}\n{_ask(error.signature)}"
    return [*answered, {"role": "user", "content": said}]


def _problem(error: AdapterParseError) -> str:
    """Return what was wrong with an answer, field by field, in words that help to write a better one."""
    cause = error.__context__
    if isinstance(cause, ValidationError):
        errors = cause.errors(include_url=False)
        return "; ".join(f"{'.'.join(map(str, one['loc'])) or 'value'}: {one['msg']}" for one in errors)
    if isinstance(cause, ValueError):
        return " ".join(str(cause).split())
    missing = [name for name in error.signature.output_fields if name not in (error.parsed_result or {})]
    return error.problem if isinstance(error, EmptyFieldError) else f"these fields are missing: {', '.join(missing)}"


class EmptyFieldError(AdapterParseError):
    """An answer has a field with nothing in it."""

    def __init__(self, signature: Any, completion: str, name: str) -> None:
        self.problem = f"the field {name} is empty"
        super().__init__(
            adapter_name="ConversationAdapter", signature=signature, lm_response=completion, message=self.problem
        )


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


def _spelt_as_asked(signature: Any, completion: str) -> str:
    """Return an answer with its markers and choices spelt as they were asked for.

    Models put markers in bold or quotation marks, drop their spaces, differ in case, and answer a single question
    without any marker. None of that changes what they mean.
    """
    completion = _ANY_MARKER.sub(lambda found: f"[[ ## {found[1]} ## ]]\n", completion)
    outputs = signature.output_fields
    if len(outputs) == 1 and "[[" not in completion and completion.strip():
        completion = f"[[ ## {next(iter(outputs))} ## ]]\n{completion.strip()}"
    for name, field in outputs.items():
        if get_origin(field.annotation) is Literal:
            for choice in map(str, get_args(field.annotation)):
                answered = rf"(?<=\[\[ ## {name} ## \]\]\n)[ \t\"'*-]*{re.escape(choice)}[\"'*. \t]*(?=\n|$)"
                completion = re.sub(answered, choice, completion, flags=re.IGNORECASE)
    return completion
