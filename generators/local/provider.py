"""A model in this process as a provider of answers."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress

from dspy.lm15 import LM15Error, Request, Response, ServerError, response_from_openai_chat

from ...signatures import ConfigurationError
from ..engine import Answer
from ..listening import current_telling
from .call import Call
from .loading import LoadedModel
from .worker import worker_for


class LocalProvider:
    """Answers with a causal language model of transformers, loaded when this is made.

    A request's `response_format` (see `output_schema`) is the form that its answer has for certain; `stop` then has no
    part, the form ends by itself. One of a frame (`frame_format`) is held to as far as the answer goes. Without one the
    answer is free text. The finish reason is ``length`` where `max_tokens` cut an answer short, also where its form was
    closed for that. `temperature` None or 0 takes the likeliest token; otherwise `seed` makes an answer repeatable.

    Args:
        model: a folder, or a name on the hub; what is on this machine already is not looked for on the hub.
        adapter: folder or name of a peft adapter (LoRA) to merge into the model.
        dtype: ``auto``, ``float32``, ``bfloat16`` or ``float16``.
        device: ``auto``, ``cpu``, ``cuda``, ``cuda:N`` or ``mps``.
        batch_size: most calls answered at once; more wait. Memory grows with it.

    Raises:
        ConfigurationError: the extra `local` is missing, or the model, adapter, dtype or device is not there or does
            not fit.
    """

    def __init__(
        self, model: str, adapter: str | None = None, dtype: str = "auto", device: str = "auto", batch_size: int = 8
    ) -> None:
        if not model:
            raise ConfigurationError("lm.model: no model named; give a folder with weights, or a name on the hub")
        if batch_size < 1:
            raise ConfigurationError(f"lm.batch_size={batch_size}: is no number of calls; use 1 or more")
        self._worker = worker_for(model, adapter, dtype, device, batch_size)

    @property
    def loaded(self) -> LoadedModel:
        """The model itself, for whoever measures it. While calls are answered it is the worker's."""
        return self._worker.loaded

    name = "openai"
    """Tokens are counted as in OpenAI's chat completions, whose form the answers have."""

    async def ask(self, request: Request) -> Answer:
        """Return the answer, raw as the JSON of a chat completion. Any event loop, any number of calls at once.

        Cancelling it takes the call out of the batch.

        Raises:
            dspy.lm15.InvalidRequestError: the request has an option that is not known here, or `max_tokens` is too
                small for the form of the answer; ContextLengthError where both exceed the model's context.
            dspy.lm15.ServerError: the model failed, for instance for want of memory.
            ConfigurationError: a typed answer was asked of a model without a fast tokenizer.
        """
        call = Call(request, _to_listener())
        self._worker.submit(call)
        raw = await asyncio.wrap_future(call.result)
        return Answer(raw, self.read(request, raw))

    def read(self, request: Request, raw: bytes) -> Response:
        """Return an answer that `ask` gave, from its raw form.

        Raises:
            dspy.lm15.ServerError: `raw` is not one.
        """
        try:
            return response_from_openai_chat(json.loads(raw), model=request.model)
        except LM15Error:
            raise
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ServerError(f"the answer cannot be read: {type(error).__name__}") from error

    async def aclose(self) -> None:
        """Nothing belongs to an event loop: the model stays in memory for the next one."""


def _to_listener() -> Callable[[str], None] | None:
    """Return what tells an answer from the worker's thread in this event loop; None where nobody listens."""
    told, loop = current_telling(), asyncio.get_running_loop()
    if told is None:
        return None

    def tell(text: str) -> None:
        with suppress(RuntimeError):  # the loop was closed this very moment; nobody waits any more
            loop.call_soon_threadsafe(told.so_far, text)

    return tell
