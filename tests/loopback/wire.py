"""HTTP/1.1, as much as a client of a provider needs, parsed for speed and tolerant of how headers are written."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any, NamedTuple


class Request(NamedTuple):
    """A request whose last byte has come. Names of headers are in lower case."""

    method: str
    path: str
    headers: dict[bytes, bytes]
    body: bytes


class MalformedRequestError(ValueError):
    """What came is no HTTP request; nothing after it on this connection can be understood either."""


def parse(buffer: bytearray) -> tuple[Request, int] | None:
    """Return the first request in `buffer` and how many bytes it takes; None while it is not all there.

    Raises:
        MalformedRequestError: the buffer does not begin with a request.
    """
    end, width = buffer.find(b"\r\n\r\n"), 4
    if end < 0:
        end, width = buffer.find(b"\n\n"), 2
        if end < 0:
            return None
    first, *lines = bytes(buffer[:end]).split(b"\n")
    words = first.split()
    if len(words) != 3:
        raise MalformedRequestError("no request line")
    headers: dict[bytes, bytes] = {}
    for line in lines:
        name, _, value = line.partition(b":")
        headers[name.strip().lower()] = value.strip()
    start = end + width
    if headers.get(b"transfer-encoding", b"").lower() == b"chunked":
        chunked = _chunks(buffer, start)
        if chunked is None:
            return None
        body, stop = chunked
    else:
        stop = start + _number(headers.get(b"content-length", b"0"), 10)
        if len(buffer) < stop:
            return None
        body = bytes(buffer[start:stop])
    return Request(words[0].decode("latin-1"), words[1].decode("latin-1"), headers, body), stop


def _chunks(buffer: bytearray, at: int) -> tuple[bytes, int] | None:
    """Return the joined chunks from `at` and where they end; None while they are not all there."""
    chunks: list[bytes] = []
    while True:
        line = buffer.find(b"\r\n", at)
        if line < 0:
            return None
        size = _number(bytes(buffer[at:line]).partition(b";")[0], 16)
        at = line + 2 + size + 2
        if size == 0:
            # Trailers end, like headers, with an empty line; without any, that line is all there is.
            end = buffer.find(b"\r\n\r\n", line)
            return (b"".join(chunks), end + 4) if end >= 0 else None
        if len(buffer) < at:
            return None
        chunks.append(bytes(buffer[line + 2 : at - 2]))


def _number(text: bytes, base: int) -> int:
    try:
        number = int(text, base)
    except ValueError:
        number = -1
    if number < 0:
        raise MalformedRequestError("a length that is no number")
    return number


_OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"


def answer(body: bytes) -> bytes:
    """Return the bytes of a good answer, whose body is JSON."""
    return _OK % (len(body), body)


def refusal(status: int, body: bytes, *headers: str, content_type: str = "application/json") -> bytes:
    """Return the bytes of an answer with another status."""
    phrase = HTTPStatus(status).phrase
    lines = [f"HTTP/1.1 {status} {phrase}", f"Content-Type: {content_type}", f"Content-Length: {len(body)}", *headers]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def error(status: int, message: str, kind: str, code: str | None, *headers: str) -> bytes:
    """Return the bytes of an error in OpenAI's form."""
    body: dict[str, Any] = {"error": {"message": message, "type": kind, "param": None, "code": code}}
    return refusal(status, json.dumps(body).encode(), *headers)
