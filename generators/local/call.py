"""One call: what is asked, how far the answer is, and who waits for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass, field

from dspy.lm15 import ContextLengthError, InvalidRequestError, Request

from ...signatures import digest, short
from .drafts import Draft, FormDraft, FreeDraft, HeldDraft
from .form import form_of
from .loading import LoadedModel
from .prompt import prompt_tokens
from .sampling import Sampler

MAX_TOKENS = 2000
"""Most tokens of an answer where a request states none."""

_UNKNOWN = ("top_k", "frequency_penalty", "presence_penalty", "logprobs", "probabilities", "reasoning")


@dataclass(eq=False)
class Call:
    """A request in the worker's hands; `prompt`, `draft` and `sampler` are there from `begin` on."""

    request: Request
    tell: Callable[[str], None] | None = None
    """Takes the answer as far as it is written, on the worker's thread; None where nobody listens."""
    result: Future[bytes] = field(default_factory=Future)
    prompt: list[int] = field(default_factory=list)
    draft: Draft = field(init=False)
    sampler: Sampler = field(init=False)

    @property
    def over(self) -> bool:
        """Whether there is nothing left to do: the answer is written, or nobody waits for it any more."""
        return self.result.done() or self.draft.finish is not None

    def begin(self, loaded: LoadedModel) -> None:
        """Write the prompt and lay out the answer.

        Raises:
            InvalidRequestError: something is asked for that the local generator cannot do.
            ContextLengthError: prompt and answer are longer than the model's context.
            ConfigurationError: the model's tokenizer cannot be held to a form.
        """
        config = self.request.config
        unknown = [name for name in _UNKNOWN if getattr(config, name) is not None]
        if unknown or self.request.tools:
            raise InvalidRequestError(f"the local generator has no {unknown[0] if unknown else 'tools'}")
        self.prompt = prompt_tokens(loaded, self.request)
        wanted = MAX_TOKENS if config.max_tokens is None else config.max_tokens
        room = wanted if loaded.context is None else loaded.context - len(self.prompt)
        if room < 1:
            raise self._too_long(loaded)
        budget = min(wanted, room)
        self.sampler = Sampler(config)
        if config.response_format is None:
            self.draft = FreeDraft(loaded, budget, config.stop)
            return
        try:
            form = form_of(dict(config.response_format))
            self.draft = (FormDraft if form.ends_by_itself else HeldDraft)(loaded, form, budget)
        except InvalidRequestError:
            if budget < wanted:
                raise self._too_long(loaded) from None
            raise

    def tell_so_far(self) -> None:
        """Tell who listens how far the answer is."""
        if self.tell is not None and not self.over:
            self.tell(self.draft.so_far())

    def _too_long(self, loaded: LoadedModel) -> ContextLengthError:
        return ContextLengthError(
            f"the prompt has {len(self.prompt)} tokens and leaves no room for an answer; {loaded.name} reads and "
            f"writes {loaded.context} in all"
        )

    def deliver(self, loaded: LoadedModel) -> None:
        """Hand the answer to who waits for it, as the JSON of a chat completion."""
        text, written = self.draft.text(), self.draft.count()
        completion = {
            "id": f"local-{short(digest('answer', [self.prompt, text]))}",
            "object": "chat.completion",
            "model": loaded.name,
            "choices": [
                {
                    "index": 0,
                    "message": {"role": "assistant", "content": text},
                    "finish_reason": self.draft.finish,
                }
            ],
            "usage": {
                "prompt_tokens": len(self.prompt),
                "completion_tokens": written,
                "total_tokens": len(self.prompt) + written,
            },
        }
        with suppress(InvalidStateError):  # cancelled this very moment
            self.result.set_result(json.dumps(completion, ensure_ascii=False).encode())

    def fail(self, error: Exception) -> None:
        """Hand an error to who waits for the answer."""
        with suppress(InvalidStateError):
            self.result.set_exception(error)
