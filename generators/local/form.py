"""The form of a typed answer, as a grammar: each field under its marker, text as text, everything else as JSON.

    [[ ## situation ## ]]
    any text without two opening brackets in a row, from a visible character on

    [[ ## strategy ## ]]
    Question

    [[ ## completed ## ]]

The grammar is llguidance's: one Lark text holds the markers, the names to choose from and, inline, JSON schemas, so an
answer that mixes text and JSON is one automaton. Its wheel needs no torch and nothing else, a matcher is ready in
milliseconds with nothing computed ahead per vocabulary (outlines and xgrammar do that), and each answer has its own.

JSON stands in one line, with the separators of `json.dumps`, which is how demonstrations are written.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from dspy.lm15 import InvalidRequestError

from ..frame import FRAME

Kind = Literal["text", "choice", "json"]

# No control characters, and none of the line ends but \n that `str.splitlines`, with which answers are read, knows.
_CONTROL = r"\x00-\x09\x0b-\x1f\x7f-\x9f" + "\u2028\u2029"
_ANY = rf"[^{_CONTROL}]"
_VISIBLE = rf"[^\s{_CONTROL}]"
_TEXT = rf"\[?[^\s{_CONTROL}\[](\[?[^{_CONTROL}\[])*\[?"
_LINE = rf"{_VISIBLE}([^\n{_CONTROL}])*"
_STRING = f"^({_VISIBLE}({_ANY}*{_VISIBLE})?)?$"
_JSON_STYLE = {"whitespace_flexible": False, "item_separator": ", ", "key_separator": ": "}


@dataclass(frozen=True)
class Form:
    """The fields of an answer, in order, and the grammar of the whole."""

    fields: tuple[tuple[str, Kind], ...]
    lark: str
    ends_by_itself: bool = True
    """Whether there is nothing left to write where the grammar is satisfied; else the model says when it ends."""

    def open_field(self, written: bytes) -> tuple[Kind, bytes]:
        """Return the kind of the field that `written` is in, and what stands under its marker so far."""
        for name, kind in reversed(self.fields):
            # No value holds this line: text has no "[[", and JSON no line end.
            _, marker, value = written.rpartition(f"[[ ## {name} ## ]]\n".encode())
            if marker:
                return kind, value
        return "choice", b""


def form_of(response_format: dict[str, Any]) -> Form:
    """Return the form of an answer by the schema that `output_schema` made, or by what `frame_format` did.

    Raises:
        InvalidRequestError: it is neither a JSON schema of an object with at least one property nor a frame.
    """
    if response_format.get("name") == FRAME:
        return _frame(tuple(response_format["schema"]["properties"]))
    return _form(json.dumps(response_format))


@lru_cache(maxsize=64)
def _frame(labels: tuple[str, ...]) -> Form:
    """Return a line for each label, an empty one, and any text: what `generators.frame` writes."""
    ends = ["\n"] * (len(labels) - 1) + ["\n\n"]
    lines = " ".join(f"{_quoted(f'{label}: ')} LINE {_quoted(end)}" for label, end in zip(labels, ends, strict=True))
    # Where a blank is one token with the word behind it, an answer begins with one.
    # A label at the beginning of one of its lines would make the answer one that cannot be read.
    label = rf"({_ANY}*\n)?[^\w\n]*(?i:{'|'.join(map(_escaped, labels))})[^\w\n]*:{_ANY}*"
    text = [f'start: " "? {lines} SAID', f"LINE: /{_LINE}/", f"SAID: /{_VISIBLE}({_ANY})*/ & ~/{label}/"]
    return Form((), "\n".join(text), ends_by_itself=False)


@lru_cache(maxsize=512)
def _form(response_format: str) -> Form:
    wanted = json.loads(response_format)
    schema = wanted.get("schema") or wanted.get("json_schema", {}).get("schema") or {}
    properties = schema.get("properties")
    if not properties:
        raise InvalidRequestError("response_format: the local generator needs a json_schema with the answer's fields")
    shared = {"$defs": _printable(schema["$defs"])} if "$defs" in schema else {}
    fields: list[tuple[str, Kind]] = []
    start: list[str] = [_quoted(_marker(next(iter(properties))))]
    terminals: list[str] = []
    for name, following in zip(properties, [*list(properties)[1:], None], strict=True):
        resolved = _resolved(properties[name], schema)
        end = _marker(following) if following else "[[ ## completed ## ]]"
        if _is_text(resolved):
            # Marker and text are one terminal: the lexer could not tell a text's last line ends from the marker's.
            fields.append((name, "text"))
            start.append(f"TEXT_{len(fields)}")
            terminals.append(f"TEXT_{len(fields)}: /{_TEXT}\\n{_escaped(end)}/")
            continue
        choices = _choices(resolved)
        if choices:
            fields.append((name, "choice"))
            start.append("(" + " | ".join(map(_quoted, choices)) + ")")
        else:
            fields.append((name, "json"))
            start.append("%json " + json.dumps({**_printable(properties[name]), **shared, "x-guidance": _JSON_STYLE}))
        start.append(_quoted(f"\n\n{end}"))
    return Form(tuple(fields), "\n".join([f"start: {' '.join(start)}", *terminals]))


def _marker(name: str) -> str:
    return f"[[ ## {name} ## ]]\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _escaped(text: str) -> str:
    return text.replace("[", r"\[").replace("]", r"\]").replace("\n", r"\n")


def _resolved(schema: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    return schema


def _is_text(schema: dict[str, Any]) -> bool:
    """Return whether the adapter reads this field as it stands: a text, or a text that may be missing."""
    if "anyOf" in schema:
        kinds = [part.get("type") for part in schema["anyOf"]]
        return "string" in kinds and "null" in kinds
    return schema.get("type") == "string" and "enum" not in schema and "const" not in schema


def _choices(schema: dict[str, Any]) -> list[str]:
    """Return the names to choose from, as the prompt writes them; none for other types."""
    if schema.get("type") == "boolean":
        return ["True", "False"]
    names = schema.get("enum", [schema["const"]] if "const" in schema else [])
    return [str(name) for name in names] if all(isinstance(name, (str, int)) for name in names) else []


def _printable(schema: Any) -> Any:
    """Return `schema` with every free string empty or visible at both ends.

    JSON schema's ``minLength`` counts white space, validators that strip it do not.
    """
    if isinstance(schema, list):
        return [_printable(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    limited = {name: part if name in ("enum", "const") else _printable(part) for name, part in schema.items()}
    if schema.get("type") == "string" and not schema.keys() & {"enum", "const", "pattern", "format"}:
        limited["pattern"] = _STRING
    return limited
