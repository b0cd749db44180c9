"""What a tuning needs, and whether it is here: packages, a device, space. Asked before anything heavy is loaded."""

from __future__ import annotations

import math
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ..generators.local.hub import local_first
from ..generators.local.loading import one_line, quiet
from ..signatures import ConfigurationError, InputError
from .recipe import Recipe

PACKAGES = ("torch", "transformers", "peft", "trl", "accelerate", "datasets")
LARGE = 1.5e9
"""Parameters from which on a CPU is no use: with two billion, an epoch of ESConv is 10^16 operations, which take a good
one half a day and a laptop several."""
_WIDTHS = {"float32": 4.0, "bfloat16": 2.0}
"""Bytes of a parameter."""
_FOUR_BIT = 0.6
"""Bytes of a parameter in NF4, with its constants, and the embeddings that stay in bfloat16."""
_TUNED = 16
"""Bytes of memory for each parameter of an adapter: itself, its gradient and Adam's two moments, in float32."""
_SAVED = 12
"""Bytes of each in a checkpoint: itself and the moments."""
_CHECKPOINTS = 3
"""The best, the last, and the one that is being written."""
_BESIDE = 20e6
"""Bytes of the tokenizer in each folder; Llama 3.1's has 17 million."""


def check_packages() -> None:
    """See that the packages of the extra `finetune` are installed.

    Raises:
        ConfigurationError: they are not; the message names those that are missing.
    """
    missing = [name for name in PACKAGES if find_spec(name) is None]
    if missing:
        raise ConfigurationError(f"socialsim finetune needs {', '.join(missing)}: pip install 'socialsim[finetune]'")


def parameters_of(model: str) -> int:
    """Return how many parameters a model has, by its config.json and without its weights.

    Args:
        model: a folder, or a name on the hub, which is asked for the configuration alone where it is not here.

    Raises:
        ConfigurationError: there is no such model, or it is no causal language model that transformers knows.
    """
    import torch
    import transformers
    from huggingface_hub.errors import StrictDataclassError

    auto: Any = transformers.AutoModelForCausalLM
    path = str(Path(model).expanduser()) if Path(model).expanduser().is_dir() else model
    try:
        with quiet():
            config = local_first(
                "model", model, lambda local: transformers.AutoConfig.from_pretrained(path, local_files_only=local)
            )
            with torch.device("meta"):  # where tensors have a shape and no contents
                return int(auto.from_config(config).num_parameters())
    except (OSError, ValueError, TypeError, KeyError, RuntimeError, ImportError, StrictDataclassError) as error:
        raise ConfigurationError(f"model={model}: cannot be loaded: {one_line(error)}") from error


def adapter_parameters(parameters: float, rank: int) -> float:
    """Return about how many parameters an adapter on all linear layers has, rather a few too many.

    For each unit of the rank it has some 20 for every layer and dimension of the hidden state, whose product grows as
    the model's parameters to the power of 2/3: that times 0.65 in Llama 3.1 8B, times 0.88 in Qwen2.5 0.5B.
    """
    return 0.9 * rank * math.pow(parameters, 2 / 3)


def check_device(name: str, parameters: float, device: str, recipe: Recipe) -> None:
    """See that a model can be tuned on a device of this machine.

    Args:
        device: as the user says it; ``auto`` is a GPU if there is one.

    Raises:
        ConfigurationError: it is too large for what is here, or `four_bit` is asked for where that does not work.
    """
    import torch

    gpu = torch.cuda.is_available() and device not in ("cpu", "mps")
    if recipe.four_bit and not gpu:
        raise ConfigurationError("recipe.four_bit=true: is for a CUDA GPU, and none is used here; leave it out")
    if recipe.four_bit and find_spec("bitsandbytes") is None:
        raise ConfigurationError("recipe.four_bit=true needs bitsandbytes: pip install bitsandbytes")
    if gpu:
        number = int(device.partition(":")[2] or 0)
        short = recipe.precision == "bfloat16" or (recipe.precision == "auto" and torch.cuda.is_bf16_supported())
        memory = torch.cuda.get_device_properties(number).total_memory
        check_memory(name, parameters, recipe, "bfloat16" if short else "float32", memory)
    elif device == "auto" and parameters > LARGE and not torch.backends.mps.is_available():
        raise ConfigurationError(
            f"model={name} has {parameters / 1e9:,.1f} billion parameters and torch sees no GPU here; use model=tiny "
            "or qwen2.5-0.5b, or a machine with one (device=cpu tries all the same)"
        )


def check_memory(name: str, parameters: float, recipe: Recipe, dtype: str, memory: float) -> None:
    """See that weights, adapter and optimizer fit into so many bytes; activations come on top, and are not known.

    Raises:
        ConfigurationError: they do not.
    """
    tuned = _TUNED * adapter_parameters(parameters, recipe.rank)
    small = _FOUR_BIT * parameters + tuned
    needed = small if recipe.four_bit else _WIDTHS[dtype] * parameters + tuned
    if needed <= memory:
        return
    remedy = "use a smaller model, or a larger GPU"
    if small <= memory:
        remedy = f"recipe.four_bit=true needs {small / 2**30:,.1f}"
    raise ConfigurationError(
        f"model={name}: needs {needed / 2**30:,.1f} GiB of GPU memory at least, and there are "
        f"{memory / 2**30:,.1f}; {remedy}"
    )


def check_space(out: Path, parameters: float, recipe: Recipe, dtype: str, *, merge: bool, tiny: bool) -> None:
    """See that what will be written fits on the disk; what an earlier run wrote there is written over.

    Args:
        dtype: of the weights, as `Base.dtype` names it.
        merge: whether the merged weights are written.
        tiny: whether the base is made and kept there.

    Raises:
        InputError: it does not.
    """
    adapter = adapter_parameters(parameters, recipe.rank)
    needed = _CHECKPOINTS * (_SAVED * adapter + _BESIDE) + 4 * adapter + _BESIDE
    weights = _WIDTHS[dtype] * parameters
    needed += weights * (merge + tiny)
    there = next(one for one in (out, *out.resolve().parents) if one.is_dir())
    free = shutil.disk_usage(there).free + _size(out)
    if needed > free:
        less = ", or leave merge=true out" if merge and needed - weights <= free else ""
        raise InputError(
            f"out={out}: about {needed / 1e9:,.2f} GB will be written, and {free / 1e9:,.2f} GB are free there; make "
            f"room{less}, or say another out=DIR"
        )


def _size(folder: Path) -> int:
    return sum(one.stat().st_size for one in folder.rglob("*") if one.is_file() and not one.is_symlink())
