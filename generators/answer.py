"""An answer becomes fields: read generously, because models vary the form without meaning anything by it.

They put markers in bold or quotation marks, drop their spaces, differ in case, answer a single question without any
marker, or write the fields as JSON. What is still missing, empty or of the wrong type is an error that says so in words
that help to write a better answer.
"""

from __future__ import annotations

import enum
import json
import re
from contextlib import suppress
from functools import lru_cache
from typing import Any, Literal, get_args, get_origin

from dspy.adapters.utils import apply_output_field_defaults, parse_value
from dspy.utils.exceptions import AdapterParseError
from pydantic import TypeAdapter, ValidationError

_HEADER = re.compile(r"^[ \t*#>`_-]*\[\[\s*##\s*(\w+)\s*##\s*\]\][ \t*`_:]*\n?", re.MULTILINE)
_FENCE = re.compile(r"^```(?:json)?\s*\n(.*)\n```$", re.DOTALL)
_AROUND_A_CHOICE = " \t\n\"'`*-."
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
    written = _written(completion, tuple(outputs))
    fields: dict[str, Any] = {}
    for name, (annotation, choices) in outputs.items():
        if name not in written:
            continue
        value = written[name]
        if choices and isinstance(value, str):
            value = choices.get(value.strip(_AROUND_A_CHOICE).casefold(), value)
        try:
            fields[name] = _read(value, annotation)
        except _UNREADABLE as error:
            raise AdapterParseError(
                "ConversationAdapter", signature, completion, f"the field {name} could not be read: {error}"
            ) from error
    if len(fields) < len(outputs):
        fields = apply_output_field_defaults(signature, fields)
        if len(fields) < len(outputs):
            raise AdapterParseError("ConversationAdapter", signature, completion, parsed_result=fields)
    for name, value in fields.items():
        if isinstance(value, str) and not value.strip():
            raise EmptyFieldError(signature, completion, name)
    return fields


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
    """Return what stands under each marker; the first of a name counts."""
    parts = _HEADER.split(completion)
    written: dict[str, Any] = {}
    for name, text in zip(parts[1::2], parts[2::2], strict=True):
        written.setdefault(name, text.strip().replace("\r\n", "\n"))
    text = completion.strip()
    if written or not text:
        return written
    as_json = _from_json(text, names)
    if as_json is not None:
        return as_json
    return {names[0]: text} if len(names) == 1 and "[[" not in text else {}


def _from_json(text: str, names: tuple[str, ...]) -> dict[str, Any] | None:
    fenced = _FENCE.match(text)
    text = fenced[1].strip() if fenced else text
    if not (text.startswith("{") and text.endswith("}")):
        return None
    try:
        value = json.loads(text)
    except _UNREADABLE:
        return None
    return value if isinstance(value, dict) and set(value) == set(names) else None


def _read(value: Any, annotation: Any) -> Any:
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
    return {choice.strip(_AROUND_A_CHOICE).casefold(): choice for choice in offered}
