"""Perplexity: how well a model on this machine foresees what people said, per token over the whole test set.

    found = likelihoods(outputs.replies, load("models/chatbot", None, "auto", "cpu"))
    ppl, per_word, bits = found.measures()

Losses and tokens are summed over all utterances before they are divided. The mean over utterances, a known mistake,
gives a short "Hi" as much weight as a paragraph, and another number.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...generators.local.chat import Layout, fitted
from ...generators.local.loading import LoadedModel
from ...signatures import ConfigurationError, Reply
from ..corpus.tokens import NAME, tokens
from ..measure import Array, Sums

_LOSS, _TOKENS, _WORDS, _CHARACTERS = range(4)


@dataclass(frozen=True)
class Reading:
    """How utterances are shown to the model; systems that are compared have to have one."""

    max_tokens: int = 1024
    """Of context and utterance together. Of the conversations of ESConv's validation part 95 in 100 have no more than
    820 words, so few contexts are cut."""
    reasoning: bool = False
    """Whether the reply's reasoning stands before the utterance: how likely it is given context and reasoning."""
    batch_tokens: int = 4096
    """Tokens that are read at once; memory grows with it, figures do not depend on it."""


@dataclass(frozen=True)
class Likelihoods:
    """How likely a model finds the utterances of people."""

    rows: Array
    """(replies, 4): loss in nats, tokens, words, characters; 0 where not `counted`."""
    counted: NDArray[np.bool_]
    """Whether something of the reply was measured; it has no reference, no reasoning where that is asked for, or is too
    long otherwise."""
    cut: int
    """Utterances whose context was cut."""
    too_long: int
    """Utterances that do not fit even without context, which are missing."""
    about: str
    """How it was measured, in a line to be printed with the figures."""

    def measures(self) -> list[Sums]:
        """Return perplexity per token, perplexity per word, and bits per character.

        Perplexities per token can be compared between models of one vocabulary only. The other two can be whatever
        the vocabularies: words are those of `socialsim describe`, characters are Unicode's.
        """
        return [
            self._ratio("PPL", _TOKENS, np.exp),
            self._ratio("PPL per word", _WORDS, np.exp),
            self._ratio("bits per character", _CHARACTERS, lambda nats: nats / np.log(2)),
        ]

    def _ratio(self, name: str, per: int, of: Callable[[Array], Array]) -> Sums:
        rows = self.rows[:, [_LOSS, per]]
        return Sums(name, rows, lambda sums: of(sums[..., 0] / sums[..., 1]), self.counted, "lower")


def likelihoods(
    replies: Sequence[Reply],
    loaded: LoadedModel,
    reading: Reading | None = None,
    advance: Callable[[], None] = lambda: None,
) -> Likelihoods:
    """Return how likely the model finds the references of the replies, each given the reply's context.

    The model sees the conversation by its own chat template (`generators.local.chat`). What is longer than
    `max_tokens` loses its oldest turns, whole ones. What the system wrote has no part in it. Of several references all
    are measured.

    Args:
        advance: called once for every utterance that is done.

    Raises:
        ConfigurationError: the model reads fewer tokens than `max_tokens`, its template refuses the conversations, it
            runs out of memory, or its losses are no numbers.
    """
    reading = reading or Reading()
    if loaded.context is not None and loaded.context < reading.max_tokens:
        raise ConfigurationError(
            f"max_tokens={reading.max_tokens}: {loaded.name} reads {loaded.context}; say that for all that is compared"
        )
    rows, counted = np.zeros((len(replies), 4)), np.zeros(len(replies), dtype=np.bool_)
    laid = list[tuple[int, Layout]]()
    cut = too_long = 0
    for place, reply in enumerate(replies):
        if reading.reasoning and reply.reasoning is None:
            continue
        for text in filter(str.strip, reply.references):
            thought = reply.reasoning if reading.reasoning else None
            found = fitted(loaded.tokenizer, reply.context, text, thought, reading.max_tokens)
            if found is None:
                too_long += 1
                continue
            if not found[0].reply:  # characters that the tokenizer drops
                continue
            cut += found[1] > 0
            laid.append((place, found[0]))
            counted[place] = True
            rows[place, [_WORDS, _CHARACTERS]] += len(tokens(text)), len(text.strip())
    for batch in _batches(laid, reading.batch_tokens):
        for (place, one), loss in zip(batch, _losses(loaded, [one for _, one in batch]), strict=True):
            rows[place, [_LOSS, _TOKENS]] += loss, len(one.reply)
            advance()
    return Likelihoods(rows, counted, cut, too_long, _about(loaded, reading, len(laid), cut, too_long))


def _about(loaded: LoadedModel, reading: Reading, measured: int, cut: int, too_long: int) -> str:
    given = "context and reasoning" if reading.reasoning else "context"
    dtype = str(next(loaded.model.parameters()).dtype).removeprefix("torch.")
    return (
        f"PPL: exp(Σ loss / Σ tokens) over {measured:,} utterances given their {given}; the mark that ends a "
        f"turn has no part in it; at most {reading.max_tokens:,} tokens, longer contexts lose their oldest turns "
        f"({cut:,} cut, {too_long:,} utterances too long and missing); {loaded.name}, {dtype}; words: {NAME}"
    )


def _batches(laid: list[tuple[int, Layout]], most: int) -> Iterator[list[tuple[int, Layout]]]:
    """Yield them the longest first, several of nearly one length together, so that little is padding."""
    batch = list[tuple[int, Layout]]()
    for one in sorted(laid, key=lambda one: (-_length(one[1]), one[0])):
        if batch and (len(batch) + 1) * _length(batch[0][1]) > most:
            yield batch
            batch = []
        batch.append(one)
    if batch:
        yield batch


def _length(laid: Layout) -> int:
    return len(laid.prompt) + len(laid.reply)


def _losses(loaded: LoadedModel, batch: Sequence[Layout]) -> list[float]:
    """Return the sum of the losses of each reply's tokens, in nats."""
    import torch

    width, keep = max(map(_length, batch)), max(len(one.reply) for one in batch) + 1
    # Padded on the left: replies end together, and only the last positions need the vocabulary's scores.
    ids = torch.zeros((len(batch), width), dtype=torch.long)
    mask = torch.zeros_like(ids)
    for row, one in enumerate(batch):
        ids[row, width - _length(one) :] = torch.tensor(one.prompt + one.reply)
        mask[row, width - _length(one) :] = 1
    ids, mask = ids.to(loaded.device), mask.to(loaded.device)
    takes = inspect.signature(loaded.model.forward).parameters
    more: dict[str, Any] = {"position_ids": (mask.cumsum(-1) - 1).clamp(min=0)} if "position_ids" in takes else {}
    more |= {"logits_to_keep": keep} if "logits_to_keep" in takes else {}
    try:
        with torch.inference_mode():
            logits = loaded.model(input_ids=ids, attention_mask=mask, use_cache=False, **more).logits[:, -keep:]
            losses = [
                -logits[row, -len(one.reply) - 1 : -1]
                .float()
                .log_softmax(-1)
                .gather(-1, ids[row, -len(one.reply) :, None])
                .sum(dtype=torch.float32 if loaded.device.type == "mps" else torch.float64)
                for row, one in enumerate(batch)
            ]
            found = torch.stack(losses).tolist()
    except RuntimeError as error:
        if "out of memory" not in str(error).lower():
            raise
        raise ConfigurationError(
            f"{loaded.name}: out of memory with {len(batch)} utterances at once; a smaller batch_tokens takes less"
        ) from error
    if not np.isfinite(found).all():
        raise ConfigurationError(f"{loaded.name}: its losses are no numbers; say lm.dtype=bfloat16 or float32")
    return [float(loss) for loss in found]
