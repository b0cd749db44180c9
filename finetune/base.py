"""The model that is tuned: its tokenizer at once, its weights when everything else is known to be right."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..generators.local.chat import end_of_reply, lay_out
from ..generators.local.hub import local_first
from ..generators.local.loading import causal_model, check_vocabulary, one_line, quiet
from ..signatures import ConfigurationError, Turn
from .recipe import Recipe
from .template import with_template

_PROBE = (Turn(speaker="seeker", text="I lost my job."), Turn(speaker="supporter", text="When was that?"))


@dataclass(frozen=True)
class Base:
    """Where a base model is, and how it is read."""

    name: str
    """A folder, or a name on the hub."""
    device: str
    """As `resolved_device` returns it."""
    recipe: Recipe

    def tokenizer(self) -> Any:
        """Return the tokenizer, with a chat template in any case.

        Raises:
            ConfigurationError: there is no such model.
        """
        import transformers

        auto: Any = transformers.AutoTokenizer
        tokenizer = self._found(lambda local: auto.from_pretrained(self._path, local_files_only=local))
        if tokenizer.eos_token_id is None:
            raise ConfigurationError(f"model={self.name}: its tokenizer has no token that ends a reply (eos_token)")
        with_template(tokenizer)
        return tokenizer

    def check(self) -> None:
        """See that the model can be told a conversation and that its replies end, without reading its weights.

        Raises:
            ConfigurationError: it has no tokenizer, or one of another model; its chat template refuses a conversation,
                or ends replies with no token of its own; or a sequence of the recipe is longer than what it reads.
        """
        config, tokenizer = self._config(), self.tokenizer()
        check_length(self.name, self.recipe.max_tokens, getattr(config, "max_position_embeddings", None))
        if (rows := getattr(config, "vocab_size", None)) is not None:
            check_vocabulary(f"model={self.name}", tokenizer, rows, "the model")
        with self.told():
            end = end_of_reply(tokenizer)
            lay_out(tokenizer, _PROBE, "Hm.")
        if end is None:
            raise ConfigurationError(
                f"model={self.name}: its chat template ends a reply with no special token, so a chatbot could not "
                "learn to stop; use a model whose template writes one"
            )

    @contextmanager
    def told(self) -> Iterator[None]:
        """Let what is found wrong with a model that answers, whose key is ``lm.model``, be said of ``model``."""
        try:
            yield
        except ConfigurationError as error:
            said = str(error).replace(f"lm.model={self._path}", f"model={self.name}", 1)
            raise ConfigurationError(said) from error

    def weights(self) -> Any:
        """Return the model, on its device where it is quantized, else in main memory.

        Raises:
            ConfigurationError: it cannot be loaded.
        """
        more: dict[str, Any] = {"attn_implementation": "flash_attention_2"} if self.flashes else {}
        if self.recipe.four_bit:
            more |= {"quantization_config": self._in_four_bits(), "device_map": {"": self.device}}
        model = self._found(lambda local: causal_model(self._path, local, dtype=self.dtype, **more))
        if model._is_stateful:
            raise ConfigurationError(f"model={self.name}: recurrent models are not supported")
        return model

    @property
    def dtype(self) -> str:
        """The precision of the weights."""
        import torch

        if self.recipe.precision != "auto":
            return self.recipe.precision
        short = self.device.startswith("cuda") and torch.cuda.is_bf16_supported()
        return "bfloat16" if short else "float32"

    @property
    def flashes(self) -> bool:
        """Whether attention is computed by the package flash_attn."""
        there = importlib.util.find_spec("flash_attn") is not None
        return there and self.device.startswith("cuda") and self.dtype == "bfloat16"

    @property
    def _path(self) -> str:
        folder = Path(self.name).expanduser()
        return str(folder) if folder.is_dir() else self.name

    def _config(self) -> Any:
        import transformers

        found = self._found(lambda local: transformers.AutoConfig.from_pretrained(self._path, local_files_only=local))
        return found.get_text_config()

    def _found(self, load: Any) -> Any:
        try:
            with quiet():
                return local_first("model", self.name, load)
        except ConfigurationError:
            raise
        except (
            Exception
        ) as error:  # files of any content are read there, by libraries that each have errors of their own
            raise ConfigurationError(f"model={self.name}: cannot be loaded: {one_line(error)}") from error

    def _in_four_bits(self) -> Any:
        import torch
        from transformers import BitsAndBytesConfig

        config: Any = BitsAndBytesConfig
        # As in QLoRA: NF4, its constants quantized, too, and computed in bfloat16.
        return config(
            load_in_4bit=True,
            bnb_4bit_quant_type="nf4",
            bnb_4bit_use_double_quant=True,
            bnb_4bit_compute_dtype=torch.bfloat16,
        )


def check_length(model: str, most: int, context: int | None) -> None:
    """See that a model reads sequences of so many tokens; None is as many as one likes.

    Raises:
        ConfigurationError: it reads fewer.
    """
    if context is not None and most > context:
        raise ConfigurationError(f"recipe.max_tokens={most}: model={model} reads {context}")
