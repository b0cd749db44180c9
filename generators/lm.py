"""The LM that programs talk to: a `dspy.LM` whose calls take the short way to our engines.

DSPy's own way serves every kind of request and backend; for a plain chat it spends several times as long on pricing,
planning and thread changes as on the call. Whatever is not a plain chat (streaming, tools) takes that way, to the same
engines.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import dspy
from dspy.clients.call_result import legacy_output
from dspy.clients.errors import wrap_error
from dspy.lm15 import CacheConfig, Config, LM15Error, Message, Request, Response
from dspy.utils.callback import with_callbacks
from dspy.utils.exceptions import LMUnexpectedError

from ..signatures import SocialSimError, seed_from
from .config import LMConfig
from .identity import server_of
from .listening import telling
from .meter import usage_of

_PLAIN = {"temperature", "max_tokens", "max_completion_tokens", "seed", "top_p", "stop", "response_format"}
_PLAIN |= {"prompt_cache", "cache"}  # the latter is about DSPy's own cache, which is off
_ROLES = {"user": Message.user, "assistant": Message.assistant}
_MARKED = ("anthropic", "openai-chat", "openai")
"""Providers whose prompt cache has a switch; on a server of one's own it is a matter of how the server was started."""


class GeneratorLM(dspy.LM):
    """A generator, as DSPy knows LMs.

    Args:
        config: what it was made from; saved with a program, in place of the engine.
        provider_name: how DSPy's tables call the provider.
        constrains_output: whether the engine holds an answer to the schema that it is given.
    """

    def __init__(
        self, model: str, config: LMConfig, provider_name: str = "", *, constrains_output: bool = False, **settings: Any
    ) -> None:
        # The engine tries again and keeps answers; DSPy's retries are in lockstep, its cache knows no servers.
        super().__init__(model, cache=False, num_retries=0, **settings)
        self.config, self.provider_name, self.constrains_output = config, provider_name, constrains_output
        self.server = server_of(config)

    @with_callbacks  # type: ignore[untyped-decorator]
    def __call__(self, prompt: Any = None, *, messages: Any = None, **kwargs: Any) -> Any:
        """Answer messages; a list with one text, or with a dictionary where the answer is more than text."""
        several = self._several(kwargs)
        if several:
            return [self(prompt, messages=messages, **each)[0] for each in several]
        kwargs = self._settled(kwargs)
        request = self._request(messages, kwargs)
        with _known_errors(self.model), telling() as told:
            if request is None:
                return super().__call__.__wrapped__(self, prompt, messages=messages, **kwargs)
            response = self._engine_spec.complete(request)
            if told is not None:
                told.end(response.text or "")
            return self._outputs(response, messages, kwargs)

    @with_callbacks  # type: ignore[untyped-decorator]
    async def acall(self, prompt: Any = None, *, messages: Any = None, **kwargs: Any) -> Any:
        """The same in an event loop, and all of it in that loop."""
        several = self._several(kwargs)
        if several:
            answers = await asyncio.gather(*(self.acall(prompt, messages=messages, **each) for each in several))
            return [answer[0] for answer in answers]
        kwargs = self._settled(kwargs)
        request = self._request(messages, kwargs)
        with _known_errors(self.model), telling() as told:
            if request is None:
                return await super().acall.__wrapped__(self, prompt, messages=messages, **kwargs)
            response = await self._async_engine_spec.complete(request)
            if told is not None:
                told.end(response.text or "")
            return self._outputs(response, messages, kwargs)

    def dump_state(self) -> dict[str, Any]:
        """Return the settings; no key is among them, since a config only names the variable that has one."""
        changed = {name: self.kwargs[name] for name in ("temperature", "max_tokens") if name in self.kwargs}
        return {"_dspy_lm_class": f"{__name__}.GeneratorLM", "config": asdict(self.config) | changed}

    @classmethod
    def load_state(cls, state: dict[str, Any]) -> GeneratorLM:
        """Return the LM of settings that were saved."""
        from .build import build_lm

        return build_lm(LMConfig(**state["config"]))

    def __deepcopy__(self, memo: dict[int, Any]) -> GeneratorLM:
        """A copy has settings of its own and shares the engine, whose connections and counts are the run's."""
        copied: GeneratorLM = self.copy()
        return copied

    def __reduce__(self) -> tuple[Any, ...]:
        """Elsewhere it is made anew from its settings; keys come from the environment there."""
        return _made_anew, (self.config, self.kwargs)

    def close(self) -> None:
        """Close the connections of synchronous calls."""
        close = getattr(self._engine_spec, "close", None)
        if close is not None:
            close()

    async def aclose(self) -> None:
        """Close the connections of the running event loop."""
        close = getattr(self._async_engine_spec, "aclose", None)
        if close is not None:
            await close()

    def _several(self, kwargs: dict[str, Any]) -> list[dict[str, Any]]:
        """Return the settings of each of `n` completions, which differ in their seeds: one question has one answer."""
        wanted = {**self.kwargs, **kwargs}.get("n") or 1
        if wanted == 1:
            return []
        seed = kwargs.get("seed")
        seeds = [seed, *(seed_from("completion", seed, number) for number in range(1, wanted))]
        return [{**kwargs, "n": 1, "seed": one} for one in seeds]

    def _settled(self, kwargs: dict[str, Any]) -> dict[str, Any]:
        """Return the settings of a call, DSPy's rollouts made seeds, the provider's prompt cache switched on."""
        kwargs = {**self.kwargs, **kwargs}
        if kwargs.get("n") == 1:
            del kwargs["n"]
        rollout = kwargs.pop("rollout_id", None)
        if rollout is not None:  # the optimizers' word for "answer the same prompt again, differently"
            kwargs["seed"] = seed_from("rollout", kwargs.get("seed"), rollout)
        if self.provider_name in _MARKED and not self.server and "prompt_cache" not in kwargs:
            seed = kwargs.get("seed")
            # Our prompts only grow, so all of one is worth keeping; the key brings a dialogue's calls to one machine.
            kwargs["prompt_cache"] = CacheConfig(prefix="history", key=f"socialsim-{seed}" if seed else None)
        return kwargs

    def _request(self, messages: Any, kwargs: dict[str, Any]) -> Request | None:
        """Return a plain chat as a request; None where it is something else."""
        plain = (
            messages
            and kwargs.keys() <= _PLAIN
            and dspy.settings.send_stream is None
            and all(isinstance(message["content"], str) for message in messages)
            and messages[0]["role"] in ("system", *_ROLES)
            and all(message["role"] in _ROLES for message in messages[1:])
        )
        if not plain:
            return None
        system = messages[0]["content"] if messages[0]["role"] == "system" else None
        said = messages[1:] if system is not None else messages
        stop = kwargs.get("stop") or ()
        return Request(
            model=self.model,
            system=system,
            messages=tuple(_message(message["role"], message["content"]) for message in said),
            config=Config(
                max_tokens=kwargs.get("max_tokens") or kwargs.get("max_completion_tokens"),
                temperature=kwargs.get("temperature"),
                top_p=kwargs.get("top_p"),
                seed=kwargs.get("seed"),
                stop=(stop,) if isinstance(stop, str) else tuple(stop),
                response_format=_flat(kwargs.get("response_format")),
                cache=kwargs.get("prompt_cache"),
            ),
        )

    def _outputs(self, response: Response, messages: Any, kwargs: dict[str, Any]) -> list[Any]:
        usage, output = usage_of(response, self.provider_name), legacy_output(response)
        outputs = [output if len(output) > 1 else output["text"]]
        if dspy.settings.usage_tracker:
            dspy.settings.usage_tracker.add_usage(self.model, usage)
        if not dspy.settings.disable_history:
            self.update_history(
                {
                    "prompt": None,
                    "messages": messages,
                    "kwargs": kwargs,
                    "response": response,
                    "outputs": outputs,
                    "usage": usage,
                    "cost": None,
                    "timestamp": datetime.now(UTC).isoformat(),
                    "uuid": str(UUID(int=random.getrandbits(128), version=4)),
                    "model": self.model,
                    "response_model": response.model,
                    "model_type": self.model_type,
                }
            )
        return outputs


def _made_anew(config: LMConfig, settings: dict[str, Any]) -> GeneratorLM:
    from .build import build_lm

    lm = build_lm(config)
    lm.kwargs = settings
    return lm


@lru_cache(maxsize=8192)
def _message(role: str, text: str) -> Message:
    """Return a message. A conversation's are the same in call after call, and making one checks all of it anew."""
    made: Message = _ROLES[role](text)
    return made


def _flat(response_format: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return an output schema in DSPy's canonical form; OpenAI's has one more level."""
    if response_format and "json_schema" in response_format:
        return {"type": "json_schema", **response_format["json_schema"]}
    return response_format


@contextmanager
def _known_errors(model: str) -> Iterator[None]:
    """Let an engine's errors out as DSPy's, and ours as what they are: DSPy wraps what it does not know."""
    try:
        yield
    except LM15Error as error:
        raise wrap_error(error, model=model) from error
    except LMUnexpectedError as error:
        if isinstance(error.__cause__, SocialSimError):
            raise error.__cause__ from None
        raise
