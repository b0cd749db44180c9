"""Which model answers: `build_lm` turns a few settings into a `dspy.LM`."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dspy.utils.exceptions import LMConfigurationError

from ..signatures import ConfigurationError
from .chatbots import ChatbotFolder, read_chatbot
from .config import LMConfig
from .engine import AsyncEngine, Provider, SyncEngine
from .identity import server_of
from .lm import GeneratorLM
from .meter import Price
from .session import Session

if TYPE_CHECKING:
    from .local import LocalProvider

ENGINES = ("offline", "remote", "transformers", "chatbot")


def build_lm(config: LMConfig | None = None, session: Session | None = None) -> GeneratorLM:
    """Return the generator that `config` describes; without one, the offline generator.

    Args:
        session: what it shares with the other LMs of a run; without one it keeps no answers and has no budget.

    Raises:
        ConfigurationError: unknown engine, no model named, a skill that is none, or the key's environment variable is
            not set.
        InputError: `path` is no chatbot.
    """
    config, session = config or LMConfig(), session or Session()
    _check_skill(config)
    match config.engine:
        case "offline":
            from .offline import offline_lm

            return offline_lm(config.skill)
        case "remote":
            return _remote(config, session)
        case "transformers" | "chatbot":
            name = name_of(config)
            return _lm(config, session, name, name, local_provider(config), constrains_output=True)
    raise ConfigurationError(f"lm.engine: {config.engine!r} is not an engine; use {', '.join(ENGINES)}")


def _check_skill(config: LMConfig) -> None:
    if not 0 < config.skill <= 1:
        raise ConfigurationError(f"lm.skill={config.skill:g}: has to be above 0 and at most 1, which is all of it")
    if config.skill != 1 and config.engine != "offline":
        raise ConfigurationError(f"lm.skill={config.skill:g}: is for lm=offline; a model has the skill that it has")


def price(config: LMConfig) -> Price:
    """Return what a generator costs; rules and models in this process cost nothing."""
    if config.engine != "remote":
        return Price(0.0, 0.0)
    return Price(
        config.usd_per_million_input_tokens,
        config.usd_per_million_output_tokens,
        config.usd_per_million_cached_input_tokens,
        config.usd_per_million_stored_input_tokens,
        config.batch_price_factor if config.batch else 1.0,
    )


def name_of(config: LMConfig) -> str:
    """Return the name under which a generator's tokens are counted."""
    if config.engine == "chatbot":
        return chatbot_of(config).identity
    if config.engine != "transformers":
        return config.model
    return f"transformers/{config.model}" + (f"+{config.adapter}" if config.adapter else "")


def chatbot_of(config: LMConfig) -> ChatbotFolder:
    """Return the chatbot that the settings of an engine ``chatbot`` name.

    Raises:
        ConfigurationError: they name none, or a model beside it.
        InputError: the folder is no chatbot.
    """
    for name, value in (("model", config.model), ("adapter", config.adapter)):
        if value:
            raise ConfigurationError(f"lm.{name}={value}: the folder of a chatbot says which; leave it out")
    if not config.path:
        raise ConfigurationError("lm.path: no chatbot named; say the folder that `socialsim finetune` has made")
    return read_chatbot(config.path)


def local_provider(config: LMConfig) -> LocalProvider:
    """Return the model in this process that the settings name; it is in memory once, whoever asks.

    Raises:
        ConfigurationError: none is named, or it cannot be loaded.
        InputError: `path` is no chatbot.
    """
    from .local import LocalProvider

    given = (config.dtype, config.device, config.batch_size)
    if config.engine != "chatbot":
        if not config.model:
            raise ConfigurationError("lm.model: no model named; say a folder, or a name in your hub cache")
        return LocalProvider(config.model, config.adapter, *given)
    found = chatbot_of(config)
    try:
        return LocalProvider(found.base_name, str(found.adapter_path), *given)
    except ConfigurationError as error:
        if found.merged is None:
            raise ConfigurationError(f"lm.path={config.path}: {error}") from error
    return LocalProvider(str(found.folder / found.merged), None, *given)


def with_protocol(config: LMConfig) -> LMConfig:
    """Return the settings with a bare model name of a server made ``openai/NAME``, which names the protocol.

    Raises:
        ConfigurationError: it is not said whose model it is, nor where it is served.
    """
    if config.engine != "remote" or config.model.startswith(_OWN_PROTOCOL) or not config.model:
        return config
    if config.api_base:
        return replace(config, model=f"openai/{config.model}")
    if "/" not in config.model:
        raise ConfigurationError(
            f"lm.model={config.model}: say whose model it is, for instance openai/{config.model}, or where it is "
            "served, with lm=server lm.api_base=http://HOST:PORT/v1"
        )
    return config


_OWN_PROTOCOL = ("openai/", "anthropic/")


def _remote(config: LMConfig, session: Session) -> GeneratorLM:
    from .remote import NO_KEY, Remote
    from .wire import Wire

    config = with_protocol(config)
    if not config.model or config.model.endswith("/"):
        raise ConfigurationError(
            "lm.model: no model named; say which the server should use, for instance lm.model=llama3.1"
        )
    key = os.environ.get(config.api_key_env, "") if config.api_key_env else NO_KEY
    if not key:
        raise ConfigurationError(
            f"{config.api_key_env} is not set; export the key for lm.model={config.model} under that name"
        )
    wire = Wire(config.model, key, config.api_base)
    generator = "?".join([config.model, *(f"{name}={value}" for name, value in server_of(config).items())])
    provider: Provider
    if config.batch:
        from .batch import Batch

        provider = Batch(wire, session, config, key=key, generator=generator)
    else:
        provider = Remote(
            wire, session, key=key, concurrency=config.concurrency, timeout=config.timeout, retries=config.retries
        )
    return _lm(config, session, config.model, generator, provider)


def _lm(config: LMConfig, session: Session, model: str, generator: str, provider: Provider, **more: Any) -> GeneratorLM:
    # DSPy would otherwise fetch a price list from the network on the first call; ours are in conf/lm/.
    os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")
    engine = AsyncEngine(provider, session, generator, price(config))
    try:
        return GeneratorLM(
            model,
            config,
            provider.name,
            engine=SyncEngine(engine),
            async_engine=engine,
            temperature=config.temperature,
            max_tokens=config.max_tokens,
            **more,
        )
    except (LMConfigurationError, ValueError) as error:
        raise ConfigurationError(f"lm.model={config.model}: {' '.join(str(error).split())}") from error
