"""What a GPU is made use of: a model of Llama-2-7B's shape, random weights, tuned as `socialsim finetune` tunes.

bfloat16, adapters on all linear layers, gradient checkpointing, sequences without padding. Weights and tokens are drawn
at random, on the GPU itself: nothing is downloaded, and neither changes how long a step takes.

The share of the chip's peak counts what has to be computed for a token, once: with N weights in matrix products, L
layers of width d and sequences of T tokens, 2 N + 2 L d T forward (the second for attention, half of it masked), and
the same again for N and twice that for attention backward, since frozen weights have no gradients. Computing forward a
second time, as checkpointing does, is work of the chip's and none of the model's; with it the share is told, too. What
adapters compute, less than one in a hundred, is left out.
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from socialsim.finetune.base import Base
from socialsim.finetune.examples import Example
from socialsim.finetune.recipe import Recipe
from socialsim.finetune.training import Data, train

from tests.generators.local.tiny import make_tokenizer

from ..checks.tables import print_table

SHAPE = {"hidden_size": 4096, "intermediate_size": 11008, "num_hidden_layers": 32, "num_attention_heads": 32}
RECIPE = Recipe(epochs=1, batch=16, device_batch=8, max_tokens=1024, checkpointing=True, packing=False)
STEPS, WARMING_UP = 20, 5
PEAKS = {"H100": 989e12, "H200": 989e12, "A100": 312e12}
"""Operations per second of dense bfloat16, by the makers' data sheets (SXM); of other chips the share is not told."""


@dataclass(frozen=True)
class Drawn(Base):
    """A model whose weights are drawn where it computes."""

    def weights(self) -> Any:
        import torch
        from transformers import LlamaConfig, LlamaForCausalLM

        before = torch.get_default_dtype()
        torch.set_default_dtype(getattr(torch, self.dtype))
        try:
            with torch.device(self.device):
                return LlamaForCausalLM(LlamaConfig(**SHAPE))
        finally:
            torch.set_default_dtype(before)


class Clock:
    """Notes when steps end."""

    def __init__(self) -> None:
        self.ends: list[float] = []

    def begin(self, steps: int, done: int) -> None: ...

    def step(self) -> None:
        self.ends.append(time.perf_counter())

    def valid(self, epoch: float, loss: float) -> None: ...


def show() -> None:
    """Print tokens per second and the share of the peak; where there is no GPU, that."""
    import torch

    if not torch.cuda.is_available():
        print("SKIPPED, nothing was measured: there is no GPU here")
        return
    name = torch.cuda.get_device_name()
    speed = tokens_per_second("cuda:0")
    once, twice = operations(recompute=False), operations(recompute=True)
    peak = next((peak for chip, peak in PEAKS.items() if chip in name), None)
    rows = [
        ("tokens/s", f"{speed:,.0f}"),
        ("TFLOP/s of the model", f"{speed * once / 1e12:.0f}"),
        ("share of the peak, %", f"{100 * speed * once / peak:.1f}" if peak else "not known of this chip"),
        ("with what is computed twice, %", f"{100 * speed * twice / peak:.1f}" if peak else "not known of this chip"),
        ("most memory, GiB", f"{torch.cuda.max_memory_allocated() / 2**30:.0f}"),
    ]
    print_table((f"{name}, 7B, {RECIPE.device_batch} × {RECIPE.max_tokens} tokens", ""), rows)


def tokens_per_second(device: str) -> float:
    """Return the speed of tuning, first steps left out."""
    import torch

    tokenizer, clock = make_tokenizer(), Clock()
    drawn = torch.randint(len(tokenizer), (STEPS * RECIPE.batch, RECIPE.max_tokens)).tolist()
    examples = [Example(tokens, tokens, 1) for tokens in drawn]
    with tempfile.TemporaryDirectory() as folder:
        train(Drawn("7B-shaped", device, RECIPE), tokenizer, Data(examples), RECIPE, Path(folder), 0, clock)
    seconds = clock.ends[-1] - clock.ends[WARMING_UP - 1]
    return (STEPS - WARMING_UP) * RECIPE.batch * RECIPE.max_tokens / seconds


def operations(recompute: bool) -> float:
    """Return the floating-point operations of a token, forward and backward."""
    from transformers import LlamaConfig

    config = LlamaConfig(**SHAPE)
    width, layers = config.hidden_size, config.num_hidden_layers
    of_a_layer = 4 * width**2 + 3 * width * config.intermediate_size
    weights = layers * of_a_layer + width * config.vocab_size
    linear, attention = 2 * weights, 2 * layers * width * RECIPE.max_tokens
    forward, backward = linear + attention, linear + 2 * attention
    # The output layer lies outside of what is checkpointed.
    again = forward - 2 * width * config.vocab_size if recompute else 0
    return forward + backward + again
