"""The model that is tuned: its tokenizer at once, its weights when everything else is known to be right."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..generators.local.hub import local_first
from ..generators.local.loading import one_line, quiet
from ..signatures import ConfigurationError
from .recipe import Recipe
from .template import with_template


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

    def context(self) -> int | None:
        """Return the most tokens that the model reads; None where it states none.

        Raises:
            ConfigurationError: there is no such model.
        """
        import transformers

        config = self._found(lambda local: transformers.AutoConfig.from_pretrained(self._path, local_files_only=local))
        found: int | None = getattr(config.get_text_config(), "max_position_embeddings", None)
        return found

    def weights(self) -> Any:
        """Return the model, on its device where it is quantized, else in main memory.

        Raises:
            ConfigurationError: it cannot be loaded.
        """
        import transformers

        auto: Any = transformers.AutoModelForCausalLM
        more: dict[str, Any] = {"attn_implementation": "flash_attention_2"} if self.flashes else {}
        if self.recipe.four_bit:
            more |= {"quantization_config": self._in_four_bits(), "device_map": {"": self.device}}
        # adapter_kwargs: see `generators.local.loading`.
        model = self._found(
            lambda local: auto.from_pretrained(
                self._path,
                dtype=self.dtype,
                adapter_kwargs={"local_files_only": local},
                local_files_only=local,
                **more,
            )
        )
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

    def _found(self, load: Any) -> Any:
        from huggingface_hub.errors import StrictDataclassError
        from safetensors import SafetensorError

        wrong = (OSError, ValueError, RuntimeError, KeyError, ImportError, SafetensorError, StrictDataclassError)
        try:
            with quiet():
                return local_first("model", self.name, load)
        except wrong as error:
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
