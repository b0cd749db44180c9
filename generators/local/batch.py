"""The decoding loop: several answers written together, one token each per step.

Each prompt is read by itself, as soon as there is room, and its keys and values join the batch's cache, padded on the
left; a finished row leaves at once. So a long answer never holds up a short one, and nobody waits for a full batch.
Reading prompts one by one keeps a prompt's arithmetic the same alone and in company, and costs little: a prompt of
hundreds of tokens keeps the device busy by itself.

What it is not: no paged cache, no shared prefixes, no speculation, one device. For large corpora vLLM is faster.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from .call import Call
from .loading import LoadedModel
from .sampling import pick

if TYPE_CHECKING:
    import torch


class Batch:
    """The calls that are being answered, and their cache. `step` and `admit` run on the worker's thread."""

    def __init__(self, loaded: LoadedModel) -> None:
        self.loaded = loaded
        self.calls: list[Call] = []
        self._last: list[int] = []
        """The token that each row wrote last, which the model has not read yet."""
        self._read: list[int] = []
        """Tokens of each row that the model has read: the filled part of its cache, at the right."""
        self._cache: Any = None
        takes = inspect.signature(loaded.model.forward).parameters
        self._takes_positions, self._takes_keep = "position_ids" in takes, "logits_to_keep" in takes

    def admit(self, call: Call) -> None:
        """Read a call's prompt and draw its first token; it stays in the batch unless that ended its answer."""
        import torch
        from transformers import DynamicCache

        # Without a config every layer keeps all it has read, also that of a sliding window; only so can rows be joined.
        cache = DynamicCache()
        logits = self._forward([call.prompt], [0], cache)
        token = pick(logits, [call.sampler], [call.draft.allowed()])[0]
        call.draft.add(token)
        if call.over:
            return
        if self._cache is None:
            self._cache = cache
        else:
            width, added = self._cache.get_seq_length(), cache.get_seq_length()
            for new, mine in zip(cache.layers, self._cache.layers, strict=True):
                for name in ("keys", "values"):
                    old = _padded(getattr(mine, name), added - width)
                    setattr(new, name, torch.cat([old, _padded(getattr(new, name), width - added)]))
            self._cache = cache  # only now: memory may have run out halfway
        self.calls.append(call)
        self._last.append(token)
        self._read.append(len(call.prompt))

    def step(self) -> None:
        """Write one more token of every answer."""
        logits = self._forward([[token] for token in self._last], self._read, self._cache)
        self._read = [read + 1 for read in self._read]
        samplers = [call.sampler for call in self.calls]
        self._last = pick(logits, samplers, [call.draft.allowed() for call in self.calls])
        for call, token in zip(self.calls, self._last, strict=True):
            call.draft.add(token)

    def release(self) -> list[Call]:
        """Return the calls that are over, and give their rows' room back."""
        import torch

        gone = [call for call in self.calls if call.over]
        if not gone:
            return []
        stay = [row for row, call in enumerate(self.calls) if not call.over]
        if not stay:
            self.clear()
            return gone
        self.calls = [self.calls[row] for row in stay]
        self._last = [self._last[row] for row in stay]
        self._read = [self._read[row] for row in stay]
        rows = torch.tensor(stay, device=self.loaded.device)
        empty = self._cache.get_seq_length() - max(self._read)
        for layer in self._cache.layers:
            layer.keys, layer.values = layer.keys[rows, :, empty:], layer.values[rows, :, empty:]
        return gone

    def clear(self) -> list[Call]:
        """Return the calls of the batch, and forget them all."""
        calls, self.calls, self._last, self._read, self._cache = self.calls, [], [], [], None
        return calls

    def _forward(self, tokens: list[list[int]], read: list[int], cache: Any) -> torch.Tensor:
        """Return the logits after the last of `tokens`, one row per call."""
        import torch

        device = self.loaded.device
        width, new = cache.get_seq_length(), len(tokens[0])
        columns = torch.arange(width + new, device=device)
        padding = torch.tensor([width - count for count in read], device=device)[:, None]
        options: dict[str, Any] = {"logits_to_keep": 1} if self._takes_keep else {}
        if self._takes_positions:
            options["position_ids"] = columns[width:][None, :] - padding
        output = self.loaded.model(
            input_ids=torch.tensor(tokens, device=device),
            attention_mask=(columns[None, :] >= padding).long(),
            past_key_values=cache,
            use_cache=True,
            **options,
        )
        logits: torch.Tensor = output.logits[:, -1].float()
        return logits


def _padded(states: torch.Tensor, columns: int) -> torch.Tensor:
    """Return keys or values (rows × heads × tokens × width) with `columns` empty ones at the left, if any."""
    if columns <= 0:
        return states
    rows, heads, _, width = states.shape
    import torch

    return torch.cat([states.new_zeros(rows, heads, columns, width), states], dim=2)
