"""What the answer to a signature looks like, as a JSON schema.

A generator that can be held to a schema (the local one, and servers with structured output) is given this one. Its
properties are the signature's output fields in their order; the values are what `ConversationAdapter` reads under the
fields' markers.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter


@lru_cache(maxsize=512)
def output_schema(signature: Any) -> dict[str, Any]:
    """Return the `response_format` for the output fields of `signature`, in the form of OpenAI's chat completions.

    Types that several fields share stand once, in the schema's ``$defs``. The result is shared: do not change it.

    Raises:
        pydantic.PydanticInvalidForJsonSchema: an output's type has no JSON schema.
    """
    fields = signature.output_fields
    described, shared = TypeAdapter.json_schemas(
        [(name, "validation", TypeAdapter(field.annotation)) for name, field in fields.items()]
    )
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {name: _mended(described[name, "validation"]) for name in fields},
        "required": list(fields),
        "additionalProperties": False,
    }
    if "$defs" in shared:
        schema["$defs"] = _mended(shared["$defs"])
    return {"type": "json_schema", "json_schema": {"name": signature.__name__, "schema": schema}}


def _mended(schema: Any) -> Any:
    """Return `schema` with the length of lists said as JSON schema says it.

    Pydantic writes ``minLength`` for a list whose type has a validator before it, because it sees no list there; a
    reader of the schema takes no notice of that.
    """
    if isinstance(schema, list):
        return [_mended(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    names = {"minLength": "minItems", "maxLength": "maxItems"} if schema.get("type") == "array" else {}
    return {names.get(name, name): _mended(part) for name, part in schema.items()}
