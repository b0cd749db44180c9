"""How a token is drawn: by the call's own random stream, so an answer does not depend on its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dspy.lm15 import Config

if TYPE_CHECKING:
    import torch


class Sampler:
    """Temperature, nucleus and random stream of one call.

    One number in [0, 1) is drawn per token, on the CPU, whatever the device; it picks a token through the cumulative
    distribution in the vocabulary's order. So a seed gives the same answer alone or in a batch, up to the rounding of
    the model's own arithmetic, which batches of another shape can change in the last digit.
    """

    def __init__(self, config: Config) -> None:
        import torch

        self.temperature = config.temperature or 0.0
        self.top_p = 1.0 if config.top_p is None else config.top_p
        self._stream = torch.Generator()
        if config.seed is None:
            self._stream.seed()
        else:
            self._stream.manual_seed(config.seed & 0xFFFF_FFFF_FFFF_FFFF)  # torch takes 64 bits

    def draw(self) -> float:
        import torch

        return float(torch.rand((), generator=self._stream, dtype=torch.float64))


def pick(logits: torch.Tensor, samplers: Sequence[Sampler], allowed: Sequence[bytes | None]) -> list[int]:
    """Return one token per row of `logits` (rows × vocabulary); the likeliest one where the temperature is 0."""
    import torch

    logits = logits.float()
    for row, mask in enumerate(allowed):
        if mask is not None:
            fits = torch.frombuffer(bytearray(mask), dtype=torch.uint8)[: logits.shape[1]].to(logits.device)
            logits[row, : len(fits)].masked_fill_(fits == 0, -torch.inf)
            logits[row, len(fits) :] = -torch.inf
    chosen = logits.argmax(dim=-1)
    drawn = [row for row, sampler in enumerate(samplers) if sampler.temperature > 0]
    if drawn:
        hot = torch.tensor([samplers[row].temperature for row in drawn], device=logits.device)
        nucleus = torch.tensor([samplers[row].top_p for row in drawn], device=logits.device)
        chances = (logits[drawn] / hot[:, None]).softmax(dim=-1)
        if (nucleus < 1).any():
            chances = _nucleus(chances, nucleus)
        # Double precision, because a vocabulary of 150,000 small numbers is added up; MPS has none.
        total = chances.to("cpu" if logits.device.type == "mps" else logits.device, torch.float64).cumsum(dim=-1)
        points = torch.tensor([samplers[row].draw() for row in drawn], dtype=torch.float64, device=total.device)
        picked = torch.searchsorted(total, (points * total[:, -1])[:, None], right=True)[:, 0]
        chosen[drawn] = picked.clamp(max=logits.shape[1] - 1).to(chosen.device)
    return [int(token) for token in chosen.tolist()]


def _nucleus(chances: torch.Tensor, top_p: torch.Tensor) -> torch.Tensor:
    """Return `chances` without the tail: kept are the likeliest tokens that together reach `top_p`, at least one."""
    ordered, order = chances.sort(dim=-1, descending=True)
    before = ordered.cumsum(dim=-1) - ordered
    ordered[:, 1:].masked_fill_(before[:, 1:] >= top_p[:, None], 0.0)
    return chances.scatter(-1, order, ordered)
