"""How an answer that runs out of tokens is brought to its end: the shortest way on from what is written.

Any model, also one that would write for ever, must leave a valid answer within `max_tokens`. The grammar is followed
byte by byte, with no model: where it leaves a choice, the byte is taken that closes what is open.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from dspy.lm15 import InvalidRequestError

from .form import Form, Kind

_MOST = 20_000
"""Bytes after which a closing is given up: a type that contains itself without end."""

_END_OF_VALUE = b'}]\n,n1234567890"[{ft-'
"""Outside of a JSON string: end what is open; else the shortest value: null, a digit, a string, a list, an object.
Zero is the last digit: a number that must be above 0 would go on as 0.000 for ever."""
_END_OF_STRING = b'".0123456789'


class _Bytes:
    """The vocabulary of the 256 bytes, as llguidance wants to see one."""

    eos_token_id = 256
    bos_token_id = None
    tokens = [bytes([byte]) for byte in range(256)] + [b"<end>"]
    special_token_ids = [256]

    def __call__(self, text: bytes) -> list[int]:
        return list(text)


@lru_cache(maxsize=1)
def _byte_tokenizer() -> Any:
    from llguidance import LLTokenizer, TokenizerWrapper

    return LLTokenizer(TokenizerWrapper(_Bytes()))


class Closing:
    """The ends of answers of one form.

    Raises:
        InvalidRequestError: the form has a part that no grammar can hold to, for instance an unknown string format.
    """

    def __init__(self, form: Form) -> None:
        from llguidance import LLMatcher

        self.form = form
        self._start = LLMatcher(_byte_tokenizer(), form.lark, log_level=0)
        if self._start.is_error():
            reason = self._start.get_error().splitlines()[0]
            raise InvalidRequestError(f"response_format: this form cannot be held to ({reason})")

    def after(self, written: bytes) -> bytes:
        """Return what ends the answer that begins with `written`; empty when it is ended already.

        Raises:
            InvalidRequestError: no end was found, because a type contains itself.
        """
        matcher = self._start.deep_copy()
        matcher.consume_tokens(list(written))
        whole = bytearray(written)
        while not matcher.is_accepting():
            onward = matcher.compute_ff_bytes() or self._shortest(matcher, bytes(whole))
            if not onward or not matcher.consume_tokens(list(onward)) or len(whole) > len(written) + _MOST:
                raise InvalidRequestError("response_format: an answer of this form has no end that can be found")
            whole += onward
        return bytes(whole[len(written) :])

    def _shortest(self, matcher: Any, whole: bytes) -> bytes:
        """Return the byte to go on with; none when a limit of the grammar was reached."""
        allowed = matcher.compute_logit_bias()
        wanted = _wanted(*self.form.open_field(whole))
        return next((bytes([byte]) for byte in (*wanted, *range(256)) if allowed[byte]), b"")


def _wanted(kind: Kind, value: bytes) -> bytes:
    if kind == "json":
        return _END_OF_STRING if _in_string(value) else _END_OF_VALUE
    if kind == "text" and value.endswith((b"\n\n", b"\n[")):
        return b"["
    return b"\n."


def _in_string(json_so_far: bytes) -> bool:
    return json_so_far.replace(rb"\\", b"").replace(rb"\"", b"").count(b'"') % 2 == 1
