"""An answer becomes fields: read generously, because models vary the form without meaning anything by it.

They put markers in bold or quotation marks, drop their spaces, differ in case, answer a single question without any
marker, or write the fields as JSON. What is still missing, empty or of the wrong type is an error that says so in words
that help to write a better answer.
"""

from __future__ import annotations

import enum
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Any, Literal, get_args, get_origin

from dspy.adapters.utils import apply_output_field_defaults, parse_value
from dspy.utils.exceptions import AdapterParseError
from pydantic import TypeAdapter, ValidationError

_HEADER = re.compile(r"^[ \t*#>`_-]*\[\[\s*##\s*(\w+)\s*##\s*\]\][ \t*`_:]*\n?", re.MULTILINE)
_FENCE = re.compile(r"^```(?:json)?\s*\n(.*)\n```$", re.DOTALL)
_AROUND_A_CHOICE = re.compile(r"^(?:[\s\"'`*]|[-.](?!\d))+|[\s\"'`*.-]+$")
"""Bullets, bold, quotation marks, a full stop; not the sign of a number."""
_TRUTHS = ("true", "false")
_UNREADABLE = (ValueError, TypeError, RecursionError, MemoryError)
"""What reading the text of a model as a type may raise; brackets nested a thousand deep are among it."""


class EmptyFieldError(AdapterParseError):
    """An answer has a field with nothing in it."""

    def __init__(self, signature: Any, completion: str, name: str) -> None:
        self.problem = f"the field {name} is empty"
        super().__init__("ConversationAdapter", signature, completion, self.problem)


def read_answer(signature: Any, completion: str) -> dict[str, Any]:
    """Return field → value, in the order of the signature.

    Raises:
        AdapterParseError: a field is missing, of the wrong type, or text that is only white space. Its `lm_response` is
            what the model wrote.
    """
    outputs = _outputs(signature)
    fields: dict[str, Any] = {}
    for name, value in _written(completion, tuple(outputs)).items():
        try:
            fields[name] = _read(value, *outputs[name])
        except _UNREADABLE as error:
            raise AdapterParseError(
                "ConversationAdapter", signature, completion, f"the field {name} could not be read: {error}"
            ) from error
    if len(fields) < len(outputs):
        fields = apply_output_field_defaults(signature, fields)
        if len(fields) < len(outputs):
            raise AdapterParseError("ConversationAdapter", signature, completion, parsed_result=fields)
    for name, value in fields.items():
        if _is_empty(value):
            raise EmptyFieldError(signature, completion, name)
    return fields


def read_parts(signature: Any, completion: str) -> dict[str, Any]:
    """Return field → value, in the order of the signature, for those fields of an answer that can be read.

    It is for answers that `read_answer` refuses, where a part is better than nothing: no field gets its default.
    """
    outputs = _outputs(signature)
    fields: dict[str, Any] = {}
    for name, value in _written(completion, tuple(outputs)).items():
        with suppress(*_UNREADABLE):
            fields[name] = _read(value, *outputs[name])
    return {name: value for name, value in fields.items() if not _is_empty(value)}


def _is_empty(value: Any) -> bool:
    return isinstance(value, str) and not value.strip()


def problem(error: AdapterParseError) -> str:
    """Return what was wrong with an answer, field by field."""
    cause = error.__cause__
    if isinstance(error, EmptyFieldError):
        return error.problem
    if not error.lm_response.strip():
        return "it is empty"
    if isinstance(cause, ValidationError):
        errors = cause.errors(include_url=False)
        return "; ".join(f"{'.'.join(map(str, one['loc'])) or 'value'}: {one['msg']}" for one in errors)
    if cause is not None:
        return " ".join(str(cause).split())
    missing = [name for name in error.signature.output_fields if name not in (error.parsed_result or {})]
    return f"these fields are missing: {', '.join(missing)}"


def _written(completion: str, names: tuple[str, ...]) -> dict[str, Any]:
    """Return what is written of each field, in the order of `names`; of two under one marker the first counts."""
    parts = _HEADER.split(completion)
    written: dict[str, Any] = {}
    for name, text in zip(parts[1::2], parts[2::2], strict=True):
        written.setdefault(name, text.strip().replace("\r\n", "\n"))
    text = completion.strip()
    if text and not written:
        as_json = _from_json(text, names)
        if as_json is not None:
            written = as_json
        elif len(names) == 1 and "[[" not in text:
            written = {names[0]: text}
    return {name: written[name] for name in names if name in written}


def _from_json(text: str, names: tuple[str, ...]) -> dict[str, Any] | None:
    """Return the object of JSON that a text is, if it has some of the fields.

    Where one is asked for it has to be that alone: other JSON is the answer itself.
    """
    fenced = _FENCE.match(text)
    text = fenced[1].strip() if fenced else text
    if not (text.startswith("{") and text.endswith("}")):
        return None
    try:
        value = json.loads(text)
    except _UNREADABLE:
        return None
    if not isinstance(value, dict):
        return None
    ours = set(value) == set(names) if len(names) == 1 else not value.keys().isdisjoint(names)
    return value if ours else None


def _read(value: Any, annotation: Any, choices: Mapping[str, str]) -> Any:
    if choices and isinstance(value, str | bool):
        chosen = _bare(str(value))
        if chosen in _TRUTHS and chosen not in choices:  # in Python False is 0, which may be the lowest rating
            raise ValueError(f"{value} is none of {', '.join(choices.values())}")
        value = choices.get(chosen, value)
    if annotation in _SIMPLE and isinstance(value, str):
        with suppress(ValidationError):  # DSPy makes a validator for each value; these can be kept
            return _SIMPLE[annotation].validate_python(value)
    return parse_value(value, annotation)


_SIMPLE = {annotation: TypeAdapter(annotation) for annotation in (str, bool, int, float)}


@lru_cache(maxsize=512)
def _outputs(signature: Any) -> dict[str, tuple[Any, dict[str, str]]]:
    return {name: (field.annotation, _choices(field.annotation)) for name, field in signature.output_fields.items()}


def _choices(annotation: Any) -> dict[str, str]:
    """Return each choice of a closed set as it may be written → as it was asked for; empty for other types."""
    if get_origin(annotation) is Literal:
        offered = [str(choice) for choice in get_args(annotation)]
    elif isinstance(annotation, type) and issubclass(annotation, enum.Enum):
        offered = [str(member.value) for member in annotation]
    else:
        return {}
    return {_bare(choice): choice for choice in offered}


def _bare(choice: str) -> str:
    return _AROUND_A_CHOICE.sub("", choice).casefold()
