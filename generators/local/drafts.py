"""The answer to one call while it is being written: which tokens may come next, and when it is done."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Literal, Protocol

from dspy.lm15 import InvalidRequestError

from .closing import Closing
from .form import Form
from .loading import LoadedModel

Finish = Literal["stop", "length"]
_HALF = "\ufffd"
"""What tokens are decoded to that end within a character."""


class Draft(Protocol):
    """What the decoding loop knows of an answer that is being written."""

    finish: Finish | None
    """None while it is being written; ``length`` where `max_tokens` cut it short."""

    def allowed(self) -> bytes | None:
        """Return one byte per token, 0 for those that may not come next; None where any may."""

    def add(self, token: int) -> None:
        """Go on with `token`."""

    def text(self) -> str:
        """Return what is written."""

    def so_far(self) -> str:
        """Return the beginning of it that is not likely to change: whole characters, and nothing that may become a
        stop string. An answer that runs out of tokens may still have to end otherwise."""

    def count(self) -> int:
        """Return the number of tokens written."""


class FreeDraft:
    """Any text, up to the model's end of turn, one of `stop`, or `budget` tokens."""

    def __init__(self, loaded: LoadedModel, budget: int, stop: tuple[str, ...]) -> None:
        self.finish: Finish | None = None
        self._loaded, self._budget, self._stop = loaded, budget, stop
        # A stop string spans at most as many tokens as it has bytes; four more, for characters of several tokens.
        self._reach = max((len(text.encode()) for text in stop), default=0) + 4
        self._tokens: list[int] = []
        self._ended = 0

    def allowed(self) -> bytes | None:
        return None

    def add(self, token: int) -> None:
        if token in self._loaded.ends:
            self._ended, self.finish = 1, "stop"
            return
        self._tokens.append(token)
        if self._stop and any(text in self._decoded(self._tokens[-self._reach :]) for text in self._stop):
            self.finish = "stop"
        elif len(self._tokens) >= self._budget:
            self.finish = "length"

    def text(self) -> str:
        whole = self._decoded(self._tokens)
        return whole[: min((at for text in self._stop if (at := whole.find(text)) >= 0), default=len(whole))]

    def so_far(self) -> str:
        text = self.text()
        if self.finish is None:
            text = text.rstrip(_HALF)
            text = text[: min((len(text) - _begun(text, stop) for stop in self._stop), default=len(text))]
        return text

    def count(self) -> int:
        return len(self._tokens) + self._ended

    def _decoded(self, tokens: list[int]) -> str:
        return str(self._loaded.tokenizer.decode(tokens, skip_special_tokens=True))


class HeldDraft(FreeDraft):
    """Text that is held to a form as far as it goes, and ends where the model ends it.

    One that runs out of tokens is left as it is: to close it would make a reply of nothing.
    """

    def __init__(self, loaded: LoadedModel, form: Form, budget: int) -> None:
        super().__init__(loaded, budget, ())
        self._matcher = _grammar(loaded, form)[0].deep_copy()

    def allowed(self) -> bytes | None:
        return bytes(self._matcher.compute_logit_bias())

    def add(self, token: int) -> None:
        if token not in self._loaded.ends and not self._matcher.consume_token(token):
            self.finish = "length"  # the tokenizer has no token that goes on
            return
        super().add(token)


class FormDraft:
    """An answer of one form, valid whatever the model wants to write, and within `budget` tokens.

    Why it always ends in time: `_safe` tokens were found to leave room for their closing. Further tokens are written on
    trial, at most half of the room that was left, and then one looks again. If there is no room any more, the tokens on
    trial are dropped, and the closing of the safe ones, which fits, ends the answer. So at any time there is a closing
    that fits, and it is computed about log₂(budget) times, not once per token.

    Raises:
        InvalidRequestError: the shortest answer of this form takes more than `budget` tokens.
    """

    def __init__(self, loaded: LoadedModel, form: Form, budget: int) -> None:
        self.finish: Finish | None = None
        self._loaded, self._budget = loaded, budget
        self._matcher, self._closing = _grammar(loaded, form)
        self._matcher = self._matcher.deep_copy()
        self._tokens: list[int] = []
        self._safe, self._end, self._look_at = 0, b"", 0
        shortest = self._look()
        if shortest > budget:
            raise InvalidRequestError(
                f"max_tokens={budget}: the shortest answer of this form takes {shortest} tokens; raise max_tokens"
            )

    def allowed(self) -> bytes | None:
        return bytes(self._matcher.compute_logit_bias())

    def add(self, token: int) -> None:
        if not self._matcher.consume_token(token):  # the tokenizer has no token that goes on, or a limit was reached
            self._close()
            return
        self._tokens.append(token)
        if self._matcher.is_accepting():
            self._safe, self._end, self.finish = len(self._tokens), b"", "stop"
        elif len(self._tokens) >= self._look_at and self._look() > self._budget:
            self._close()

    def text(self) -> str:
        return (self._written(self._safe) + self._end).decode()

    def so_far(self) -> str:
        if self.finish is not None:
            return self.text()
        return self._written(len(self._tokens)).decode(errors="ignore")  # half a character is no text yet

    def count(self) -> int:
        return self._safe + self._loaded.count(self._end)

    def _look(self) -> int:
        """Return how many tokens the answer has if it is closed now; where that fits, it is safe to do so."""
        end = self._closing.after(self._written(len(self._tokens)))
        total = len(self._tokens) + self._loaded.count(end)
        room = self._budget - total
        if room >= 0:
            self._safe, self._end = len(self._tokens), end
            self._look_at = len(self._tokens) + max(1, room // 2)
        return total

    def _close(self) -> None:
        self._tokens = self._tokens[: self._safe]
        self.finish = "length"

    def _written(self, count: int) -> bytes:
        return bytes(self._loaded.grammar_tokenizer.decode_bytes(self._tokens[:count]))


def _begun(text: str, stop: str) -> int:
    """Return how many characters at the end of `text` are the beginning of `stop`."""
    return next(size for size in range(min(len(stop), len(text)), -1, -1) if text.endswith(stop[:size]))


@lru_cache(maxsize=256)
def _grammar(loaded: LoadedModel, form: Form) -> tuple[Any, Closing]:
    """Return the matcher at its start, to be copied, and the closings; both take milliseconds to make."""
    from llguidance import LLMatcher

    closing = Closing(form)
    return LLMatcher(loaded.grammar_tokenizer, form.lark, log_level=0), closing
