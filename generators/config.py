"""The settings of one generator."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class LMConfig:
    """Settings of one generator. `conf/lm/` has one file per known model.

    Keys never appear here: `api_key_env` names the environment variable that holds one.
    """

    engine: str = "offline"
    """``offline`` (rules, no model), ``remote`` (any OpenAI-compatible server, any provider DSPy knows),
    ``transformers`` (a model in this process) or ``chatbot`` (one that was tuned here, in this process)."""
    model: str = ""
    """Provider and model, for instance ``openai/gpt-4o``; the offline generator has none. A server of your own is
    ``openai/NAME`` with an `api_base`; for ``transformers`` a folder, or a name in your hub cache."""
    api_base: str | None = None
    """Address of an OpenAI-compatible server, for instance ``http://localhost:8000/v1``."""
    server_name: str | None = None
    """A name for that server, which stands for its address in the names of generators and in the response cache. For
    servers that move: without it, the same model at another address is another generator."""
    api_key_env: str | None = None
    """Environment variable with the key; None for servers that want none."""
    temperature: float | None = 0.7
    """In [0, 2]; the paper is silent, 0.7 varies utterances without losing the answer's form. None: the provider's
    own."""
    max_tokens: int | None = 2000
    """Most tokens of one answer; a persona takes about 600, a whole dialogue with reasoning about 5,000."""
    output_limit: int | None = None
    """Most tokens that the model can write at all, where that is less than a whole dialogue needs."""
    concurrency: int = 16
    """Most calls in flight at once; fewer when the server complains."""
    timeout: float = 120.0
    """Seconds to wait for one answer."""
    retries: int = 6
    """How often a call that failed is made again. A server that says it is busy is waited for, and not counted."""
    batch: bool = False
    """Hand calls to the provider's batch service: half the price, answers within a day. Not for conversations."""
    adapter: str | None = None
    """Folder of a LoRA adapter, for ``transformers``."""
    path: str | None = None
    """Folder of a ``chatbot``, which says what is its base and its adapter."""
    dtype: str = "auto"
    """``auto``, ``float32``, ``bfloat16`` or ``float16``, for models in this process."""
    device: str = "auto"
    """``auto``, ``cpu``, ``cuda``, ``cuda:N`` or ``mps``, for models in this process."""
    batch_size: int = 8
    """Calls that a model in this process answers together."""
    skill: float = 1.0
    """In (0, 1]: how well the rules of ``offline`` do what they can do (`generators.offline.competence`)."""
    usd_per_million_input_tokens: float | None = None
    """Price; None is unknown, and then so is the cost."""
    usd_per_million_output_tokens: float | None = None
    usd_per_million_cached_input_tokens: float | None = None
    """Price of input that the provider had in its prompt cache; None: as other input."""
    usd_per_million_stored_input_tokens: float | None = None
    """Price of input that it put there; None: as other input."""
    batch_price_factor: float = 1.0
    """What a call costs in a batch, as a part of its usual price."""

    @property
    def here(self) -> bool:
        """Whether it is a model in this process."""
        return self.engine in ("transformers", "chatbot")
