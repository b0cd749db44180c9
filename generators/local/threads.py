"""How many threads compute a model on a CPU."""

from __future__ import annotations

from functools import cache
from typing import Any

SMALL = 5e7
"""Parameters up to which one thread computes: of matrices as small as these, threads wait for each other longer than
they compute, five times as long where another process wants the core, and the last digits would depend on how many
there are."""


def fit_threads(model: Any) -> None:
    """Let one thread of this process compute, or all, by the size of the model that is to be used next."""
    import torch

    every = _all()  # before there are fewer
    torch.set_num_threads(1 if model.num_parameters() <= SMALL else every)


@cache
def _all() -> int:
    import torch

    return torch.get_num_threads()
