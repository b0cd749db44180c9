"""How a chatbot is tuned: every number, and why it is what it is.

This is the config group `recipe` as it stands. The paper (arXiv 2506.16756) says LoRA and 5 epochs and is silent on the
rest.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from ..signatures import ConfigurationError

TARGETS = "all-linear"
"""Adapters on every linear layer but the output's: on attention alone LoRA stays behind full tuning (QLoRA, arXiv
2305.14314, section 4)."""
PRECISIONS = ("auto", "float32", "bfloat16")
SCHEDULES = (
    "cosine",
    "linear",
    "constant",
    "constant_with_warmup",
    "polynomial",
    "inverse_sqrt",
    "cosine_with_restarts",
)
"""Of those that transformers has, the ones that are told nothing but the steps and the warmup."""


@dataclass
class Recipe:
    """The settings of one tuning."""

    epochs: float = 5.0
    """The paper's."""
    rank: int = 16
    """Of the adapters. QLoRA finds no effect of the rank once all layers have one; 16 is half a percent of a 7B."""
    alpha: int = 32
    """Twice the rank: updates keep their size when the rank is changed."""
    dropout: float = 0.05
    """On the adapters' input; QLoRA's for models of 7B and 13B."""
    learning_rate: float = 2e-4
    """QLoRA's for 7B; ten times that of full tuning."""
    schedule: str = "cosine"
    """How the learning rate falls: one of `SCHEDULES`."""
    warmup: float = 0.03
    """Share of the steps in which the learning rate rises from 0."""
    batch: int = 16
    """Sequences of a step, over all devices: dialogues, or single replies where reasoning is learnt."""
    device_batch: int = 4
    """Sequences that a device reads at once; memory grows with it, results do not change."""
    max_tokens: int = 1024
    """Of a sequence; 95 in 100 conversations of ESConv fit whole."""
    max_grad_norm: float = 1.0
    """Gradients longer than that are cut to it; transformers' default."""
    weight_decay: float = 0.0
    """An adapter starts at nothing and is small; decay pulls it back to the base model."""
    patience: int | None = 2
    """Evaluations without a lower validation loss after which training ends; the best epoch is kept. None: all epochs,
    and the last one is kept."""
    packing: bool | None = None
    """Several sequences in one row without padding, each blind to the others. None: where flash attention is installed,
    since other kernels pay for the mask that keeps them apart."""
    checkpointing: bool | None = None
    """Forget activations and compute them again, which takes a third more time and a fraction of the memory. None: on a
    GPU."""
    precision: str = "auto"
    """Of the base model: ``bfloat16`` on a GPU that has it and ``float32`` elsewhere, or one of these by name. Adapters
    are float32."""
    four_bit: bool = False
    """The base model in 4 bits (NF4, QLoRA): a 7B takes 5 GB instead of 14. CUDA alone."""
    save_minutes: float = 10.0
    """Least time between two checkpoints within an epoch: what a crash costs."""
    log_steps: int = 10
    """Steps over which a loss in losses.csv is the mean."""

    def check(self) -> None:
        """Refuse numbers that make no sense.

        Raises:
            ConfigurationError: the first of them.
        """
        wrong = {
            "epochs": not 0 < self.epochs < math.inf,
            "rank": self.rank < 1,
            "alpha": self.alpha < 1,
            "dropout": not 0 <= self.dropout < 1,
            "learning_rate": not 0 < self.learning_rate < math.inf,
            "schedule": self.schedule not in SCHEDULES,
            "warmup": not 0 <= self.warmup < 1,
            "batch": self.batch < 1,
            "device_batch": self.device_batch < 1,
            "max_tokens": self.max_tokens < 32,
            "max_grad_norm": not 0 < self.max_grad_norm < math.inf,
            "weight_decay": not 0 <= self.weight_decay < math.inf,
            "patience": self.patience is not None and self.patience < 1,
            "precision": self.precision not in PRECISIONS,
            "save_minutes": not 0 <= self.save_minutes < math.inf,
            "log_steps": self.log_steps < 1,
        }
        if bad := next((name for name, is_wrong in wrong.items() if is_wrong), None):
            raise ConfigurationError(f"recipe.{bad}={getattr(self, bad)}: {_REMEDIES[bad]}")

    def accumulated(self, processes: int) -> tuple[int, int]:
        """Return sequences that a device reads at once, and how often it does before a step is made.

        Raises:
            ConfigurationError: `batch` cannot be divided so.
        """
        each = min(self.device_batch, max(1, self.batch // processes))
        if self.batch % (each * processes):
            raise ConfigurationError(
                f"recipe.batch={self.batch}: has to be a multiple of recipe.device_batch={each} times {processes} "
                "processes"
            )
        return each, self.batch // (each * processes)


_REMEDIES = {
    **dict.fromkeys(("rank", "alpha", "batch", "device_batch", "log_steps"), "has to be 1 or more"),
    **dict.fromkeys(("epochs", "learning_rate", "max_grad_norm"), "has to be above 0"),
    **dict.fromkeys(("dropout", "warmup"), "has to be 0 or more, and below 1"),
    **dict.fromkeys(("weight_decay", "save_minutes"), "has to be 0 or more"),
    "max_tokens": "has to be 32 or more; the replies of ESConv have about 25",
    "patience": "has to be 1 or more evaluations, or null for none",
    "schedule": f"there is no such schedule; there are {', '.join(SCHEDULES)}",
    "precision": f"there is no such precision; there are {', '.join(PRECISIONS)}",
}
