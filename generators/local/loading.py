"""Weights into memory: a causal language model with its tokenizer, and an adapter merged into it."""

from __future__ import annotations

import importlib.util
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ...signatures import ConfigurationError
from .chat import end_of_reply
from .hub import local_first
from .threads import fit_threads

DTYPES = ("auto", "float32", "bfloat16", "float16")


@dataclass(eq=False)
class LoadedModel:
    """A model in memory. Only its worker's thread touches it."""

    name: str
    model: Any
    tokenizer: Any
    device: Any
    context: int | None
    """Most tokens of prompt and answer together; None where the model states none."""
    ends: frozenset[int]
    """Tokens that end a turn."""

    @cached_property
    def grammar_tokenizer(self) -> Any:
        """The vocabulary as llguidance sees it; takes about a second for a large one.

        Raises:
            ConfigurationError: the tokenizer is not one of the tokenizers library, so its bytes are not known.
        """
        from llguidance.hf import from_tokenizer

        try:
            return from_tokenizer(self.tokenizer, eos_token=sorted(self.ends) or None)
        except (ValueError, AttributeError) as error:
            raise ConfigurationError(
                f"lm.model={self.name}: typed answers need a fast tokenizer (tokenizer.json): {one_line(error)}"
            ) from error

    def count(self, text: bytes) -> int:
        """Return the number of tokens of `text`, which may begin inside of a character."""
        begun = len(text) - len(text.lstrip(bytes(range(0x80, 0xC0))))
        return begun + len(self.tokenizer.encode(text[begun:].decode(), add_special_tokens=False))


def resolved_device(device: str, key: str = "lm.device") -> str:
    """Return where to compute: ``auto`` is CUDA if there is any, else Apple's MPS, else the CPU.

    Args:
        key: the setting that holds `device`, for messages.

    Raises:
        ConfigurationError: no such device, here or at all, or the extra `local` is not installed.
    """
    _see_that_packages_are_there("torch", "transformers", "llguidance")
    import torch

    if device == "auto":
        return "cuda:0" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu"
    kind, _, number = device.partition(":")
    if kind not in ("cpu", "cuda", "mps") or (number and not (kind == "cuda" and number.isdecimal())):
        raise ConfigurationError(f"{key}={device}: is no device; use auto, cpu, cuda, cuda:N or mps")
    if kind == "mps" and not torch.backends.mps.is_available():
        raise ConfigurationError(f"{key}={device}: this machine has none; use auto or cpu")
    if kind == "cuda":
        there = torch.cuda.device_count() if torch.cuda.is_available() else 0
        if int(number or 0) >= there:
            raise ConfigurationError(f"{key}={device}: torch sees {there} CUDA devices here; use auto or cpu")
        return f"cuda:{int(number or 0)}"
    return kind


def load(model: str, adapter: str | None, dtype: str, device: str) -> LoadedModel:
    """Return the model in memory, ready to answer.

    Args:
        device: as `resolved_device` returns it.
        dtype: of the weights. ``auto`` is the checkpoint's own, and float32 on a CPU, where the short types are slow.

    Raises:
        ConfigurationError: what is asked for does not exist, does not fit together, or is no causal language model.
    """
    if dtype not in DTYPES:
        raise ConfigurationError(f"lm.dtype={dtype}: is no data type; use {', '.join(DTYPES[:-1])} or {DTYPES[-1]}")
    if adapter is not None:
        _see_that_packages_are_there("peft")
    import torch
    from safetensors import SafetensorError

    wanted = "float32" if dtype == "auto" and device == "cpu" else dtype
    try:
        with quiet():
            weights, tokenizer = local_first("lm.model", model, lambda local: _read(model, wanted, local))
    except (OSError, ValueError, RuntimeError, KeyError, ImportError, SafetensorError) as error:
        raise ConfigurationError(f"lm.model={model}: cannot be loaded: {one_line(error)}") from error
    check_vocabulary(f"lm.model={model}", tokenizer, weights.get_input_embeddings().num_embeddings, "the model")
    if adapter is not None:
        weights, tokenizer = _with_adapter(weights, tokenizer, model, adapter)
    try:
        weights = weights.to(torch.device(device)).eval().requires_grad_(False)
    except RuntimeError as error:
        raise ConfigurationError(f"lm.model={model}: does not fit on {device}: {one_line(error)}") from error
    fit_threads(weights)
    config = weights.config.get_text_config()
    return LoadedModel(
        name=model if adapter is None else f"{model}+{adapter}",
        model=weights,
        tokenizer=tokenizer,
        device=torch.device(device),
        context=getattr(config, "max_position_embeddings", None),
        ends=_ends(weights, tokenizer),
    )


def _see_that_packages_are_there(*packages: str) -> None:
    for package in packages:
        if importlib.util.find_spec(package) is None:
            raise ConfigurationError(f"lm.engine=transformers needs {package}: pip install 'socialsim[local]'")


def _read(model: str, dtype: str, local: bool) -> tuple[Any, Any]:
    import transformers

    name = str(Path(model).expanduser()) if Path(model).expanduser().is_dir() else model
    weights = causal_model(name, local, dtype=dtype)
    if weights._is_stateful:
        raise ValueError("recurrent models are not supported; serve it with vLLM and use lm=vllm")
    return weights, transformers.AutoTokenizer.from_pretrained(name, local_files_only=local)


def causal_model(name: str, local: bool, **options: Any) -> Any:
    """Return the weights of a causal language model, all of which its checkpoint has.

    Args:
        name: a folder, or a name on the hub.
        local: look on this machine only.
        options: of transformers' `from_pretrained`.

    Raises:
        ValueError: the checkpoint lacks some; whatever transformers raises where it cannot be read.
    """
    import transformers

    auto: Any = transformers.AutoModelForCausalLM
    here = {"local_files_only": local}
    # adapter_kwargs: transformers looks whether the model is an adapter, and would ask the hub for that whatever else
    # it is told; without a network that alone takes 23 seconds of trying again.
    weights, report = auto.from_pretrained(name, adapter_kwargs=here, output_loading_info=True, **here, **options)
    missing = sorted(report["missing_keys"])
    if missing:  # transformers fills them with random numbers and goes on
        raise ValueError(f"the checkpoint lacks weights that a causal language model has, for instance {missing[0]}")
    return weights


def check_vocabulary(place: str, tokenizer: Any, rows: int, model: str) -> None:
    """See that a model has an embedding for every token that it may be given.

    Args:
        place: the setting that brought the tokenizer, with its value.
        rows: of the embedding.
        model: what to call the model.

    Raises:
        ConfigurationError: it has fewer.
    """
    if len(tokenizer) > rows:
        raise ConfigurationError(f"{place}: its tokenizer has {len(tokenizer):,} tokens, and {model} knows {rows:,}")


def _with_adapter(weights: Any, tokenizer: Any, model: str, adapter: str) -> tuple[Any, Any]:
    """Return the model with the adapter merged into its weights, so that it costs nothing while decoding.

    A tokenizer that comes with the adapter takes the place of the model's own: it may have been given a chat template,
    and that is the one under which the adapter was tuned.

    Raises:
        ConfigurationError: there is no such adapter, or it was made for another model.
    """
    import transformers

    try:
        with quiet():
            folder = local_first("lm.adapter", adapter, lambda here: _folder(adapter, here))
            result, merged = _merged(weights, folder)
            if (Path(folder) / "tokenizer_config.json").is_file():
                tokenizer = transformers.AutoTokenizer.from_pretrained(folder, local_files_only=True)
    except (OSError, ValueError, RuntimeError, KeyError, AttributeError, TypeError) as error:
        raise ConfigurationError(f"lm.adapter={adapter}: does not fit {model}: {one_line(error)}") from error
    strange = [*result.missing_keys, *result.unexpected_keys]
    if strange:
        raise ConfigurationError(
            f"lm.adapter={adapter}: was made for another model than {model}; they do not agree on {strange[0]}"
        )
    check_vocabulary(f"lm.adapter={adapter}", tokenizer, merged.get_input_embeddings().num_embeddings, model)
    return merged, tokenizer


def _folder(adapter: str, local: bool) -> str:
    """Return the folder of an adapter; peft, given a name, would ask the hub even for what is on this machine."""
    from huggingface_hub import snapshot_download

    if Path(adapter).expanduser().is_dir():
        return str(Path(adapter).expanduser())
    return snapshot_download(adapter, local_files_only=local, allow_patterns=_OF_AN_ADAPTER)


_OF_AN_ADAPTER = ["adapter_*", "tokenizer*", "special_tokens_map.json", "vocab*", "merges.txt", "chat_template*"]


def _merged(weights: Any, folder: str) -> tuple[Any, Any]:
    from peft import PeftConfig, PeftModel

    wrapped = PeftModel(weights, PeftConfig.from_pretrained(folder))
    # Not PeftModel.from_pretrained, which only warns of weights that do not match.
    result = wrapped.load_adapter(folder, "default")
    return result, wrapped.merge_and_unload()


def _ends(weights: Any, tokenizer: Any) -> frozenset[int]:
    stated = [tokenizer.eos_token_id, getattr(weights.generation_config, "eos_token_id", None)]
    with suppress(ConfigurationError):  # a template that refuses a conversation is told of when it is given one
        stated.append(end_of_reply(tokenizer))
    flat = [end for one in stated for end in (one if isinstance(one, list) else [one])]
    return frozenset(int(end) for end in flat if end is not None)


@contextmanager
def quiet() -> Iterator[None]:
    """Keep transformers' reports and bars out of the terminal; what matters in them becomes an error of ours."""
    import transformers

    logging: Any = transformers.utils.logging
    before = logging.get_verbosity()
    bar = logging.is_progress_bar_enabled()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # what peft and transformers tell each other
            yield
    finally:
        logging.set_verbosity(before)
        if bar:
            logging.enable_progress_bar()


def one_line(error: BaseException) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    return text.partition(". ")[0].rstrip(".")[:300]
