"""The lines of a batch's files: a call in the one that goes in, what came of it in those that come out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from dspy.lm15 import LM15Error, Response, ServerError

from ..engine import Answer

ENDPOINT = "/chat/completions"
"""What every call of a batch is a POST to, below the address of the server."""

Read = Callable[[str, bytes, int], Response]
"""Reads key, body and HTTP status of an answer; raises `LM15Error`."""


def call_line(key: str, body: bytes) -> bytes:
    """Return the line of a call. `key` is its content address, `body` the JSON that would be posted."""
    head = json.dumps({"custom_id": _custom_id(key), "method": "POST", "url": f"/v1{ENDPOINT}"})
    return head.removesuffix("}").encode() + b', "body": ' + body + b"}\n"


def read_lines(lines: Iterable[bytes], keys: Iterable[str], read: Read) -> dict[str, Answer | LM15Error]:
    """Return what came of each of the calls `keys` that has a line; lines that cannot be read are passed over.

    Where a call has several lines, the first answer counts.
    """
    named = {_custom_id(key): key for key in keys}
    found: dict[str, Answer | LM15Error] = {}
    for line in lines:
        try:
            said = json.loads(line)
            key = named[said["custom_id"]]
        except (ValueError, LookupError, TypeError):
            continue
        if not isinstance(found.get(key), Answer):
            found[key] = _read(key, said, read)
    return found


def _read(key: str, said: dict[str, Any], read: Read) -> Answer | LM15Error:
    response = said.get("response")
    if not isinstance(response, dict):  # it never got as far as the model
        error = said.get("error")
        message = error.get("message") or error.get("code") if isinstance(error, dict) else None
        return ServerError(str(message or "the batch service did not make this call"))
    raw = json.dumps(response.get("body"), ensure_ascii=False, separators=(",", ":")).encode()
    status = response.get("status_code")
    try:
        return Answer(raw, read(key, raw, status if isinstance(status, int) else 200))
    except LM15Error as problem:
        return problem


def _custom_id(key: str) -> str:
    return key.removeprefix("sha256:")  # 64 characters, the most that some services take
