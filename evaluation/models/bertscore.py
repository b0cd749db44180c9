"""BERTScore: each token of a reply beside the token of the reference that means most nearly the same, and back.

    encoder = load_encoder("models/roberta-large")
    precision, recall, f1 = scores(outputs.replies, encoder).measures()

Equal to the package bert-score 0.3.13, whose last release (2023) fails on blank texts with today's transformers and
gives the first word of a text to RoBERTa without the blank that it had. One difference: a token whose likenesses are
all negative keeps the greatest of them, which the package replaces by 0 where a longer text is in the batch.

Source: Zhang et al. 2020, "BERTScore: Evaluating Text Generation with BERT".
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ...generators.local.hub import local_first
from ...generators.local.loading import quiet, resolved_device
from ...signatures import ConfigurationError, Reply
from ..measure import Array, Sums, mean

if TYPE_CHECKING:
    import torch

LAYERS = {
    "bert-base-chinese": 8,
    "bert-base-multilingual-cased": 9,
    "bert-base-uncased": 9,
    "bert-large-uncased": 18,
    "deberta-large-mnli": 18,
    "deberta-xlarge-mnli": 40,
    "distilbert-base-uncased": 5,
    "roberta-base": 10,
    "roberta-large": 17,
}
"""Model → the layer that agrees best with people's ratings of WMT16 translations, as bert-score has it."""
_AT_ONCE = 512
"""Replies whose tokens' vectors are in memory together; 512 take about 150 MB with roberta-large."""


@dataclass(frozen=True, eq=False)
class Encoder:
    """A model that gives every token of a text a vector."""

    name: str
    model: Any
    tokenizer: Any
    layer: int
    batch_size: int = 64

    @property
    def room(self) -> int:
        """Return the most tokens that the model reads, the marks around a text among them."""
        return min(int(self.tokenizer.model_max_length), int(self.model.config.max_position_embeddings))

    def tokens(self, text: str) -> tuple[list[int], bool]:
        """Return the tokens of a text, with the marks around it, as many as fit; and whether it was cut for that."""
        found = list(self.tokenizer(text.strip(), verbose=False)["input_ids"])
        cut = len(found) > self.room
        return [*found[: self.room - 1], found[-1]] if cut else found, cut

    def vectors(self, texts: Sequence[list[int]]) -> list[torch.Tensor]:
        """Return (tokens, dimensions) of length 1 for each text, in float32."""
        import torch

        found: list[torch.Tensor] = [torch.empty(0)] * len(texts)
        order = sorted(range(len(texts)), key=lambda place: -len(texts[place]))
        for start in range(0, len(order), self.batch_size):
            places = order[start : start + self.batch_size]
            width = len(texts[places[0]])
            ids = torch.full((len(places), width), self.tokenizer.pad_token_id)
            mask = torch.zeros_like(ids)
            for row, place in enumerate(places):
                ids[row, : len(texts[place])] = torch.tensor(texts[place])
                mask[row, : len(texts[place])] = 1
            with torch.inference_mode():
                device = self.model.device
                out = self.model(ids.to(device), attention_mask=mask.to(device), output_hidden_states=True)
                hidden = torch.nn.functional.normalize(out.hidden_states[self.layer].float(), dim=-1).cpu()
            for row, place in enumerate(places):
                found[place] = hidden[row, : len(texts[place])]
        return found


@dataclass(frozen=True)
class Scores:
    """BERTScore of each reply; NaN where it is missing."""

    precision: Array
    recall: Array
    f1: Array
    cut: int
    """Replies and references that are longer than the model reads, and were cut at their end."""
    about: str
    """How it was measured, in a line to be printed with the figures."""

    def measures(self) -> list[Sums]:
        """Return the means over replies of precision, recall and F1, in [-1, 1]."""
        named = {"precision": self.precision, "recall": self.recall, "F1": self.f1}
        return [mean(f"BERTScore {name}", values, reach=(-1, 1)) for name, values in named.items()]


def load_encoder(model: str, layer: int | None = None, device: str = "auto") -> Encoder:
    """Return the encoder.

    Args:
        model: a folder, or a name on the hub; what is on this machine already is not looked for on the hub.
        layer: whose vectors are taken, from 1; None for the one of `LAYERS`, by the last part of the name.

    Raises:
        ConfigurationError: it is not there, cannot be loaded, or has no such layer; or the extra `local` is missing.
    """
    where = resolved_device(device)
    import torch
    from safetensors import SafetensorError

    chosen = layer if layer is not None else LAYERS.get(Path(model).name)
    if chosen is None:
        raise ConfigurationError(f"bertscore.model={model}: its best layer is not known; say bertscore.layer=N")
    try:
        with quiet():
            weights, tokenizer = local_first("bertscore.model", model, lambda local: _read(model, local))
    except (OSError, ValueError, RuntimeError, KeyError, ImportError, SafetensorError) as error:
        told = " ".join(str(error).split()).partition(". ")[0][:300]
        raise ConfigurationError(f"bertscore.model={model}: cannot be loaded: {told}") from error
    layers = weights.config.num_hidden_layers
    if not 1 <= chosen <= layers:
        raise ConfigurationError(f"bertscore.layer={chosen}: {model} has layers 1 to {layers}")
    return Encoder(model, weights.to(torch.device(where)).eval(), tokenizer, chosen)


def _read(model: str, local: bool) -> tuple[Any, Any]:
    import transformers

    auto: Any = transformers
    name = str(Path(model).expanduser()) if Path(model).expanduser().is_dir() else model
    weights = auto.AutoModel.from_pretrained(name, local_files_only=local, dtype="float32")
    if weights.config.is_encoder_decoder:
        raise ValueError("it has an encoder and a decoder; BERTScore takes models like BERT and RoBERTa")
    # The first word of a text is then written as words within it are, as bert-score does it for RoBERTa.
    return weights, auto.AutoTokenizer.from_pretrained(name, local_files_only=local, add_prefix_space=True)


def scores(
    replies: Sequence[Reply], encoder: Encoder, idf: bool = False, advance: Callable[[], None] = lambda: None
) -> Scores:
    """Return how alike replies and references are.

    The marks around a text can be matched and have no weight. A blank reply is scored 0. Of several references the best
    precision, the best recall and the best F1 count.

    Args:
        idf: whether rare tokens weigh more: log((N + 1) / (n + 1)) for a token of n of the N references.
        advance: called once for every reply that is done.
    """
    found, cut = np.full((len(replies), 3), np.nan), 0
    weigh = _weigher(replies, encoder, idf)
    there = [place for place, reply in enumerate(replies) if reply.text is not None and reply.references]
    for start in range(0, len(there), _AT_ONCE):
        places = there[start : start + _AT_ONCE]
        tokens = {text: encoder.tokens(text) for place in places for text in _texts(replies[place])}
        cut += sum(was_cut for _, was_cut in tokens.values())
        ids = [one for one, _ in tokens.values()]
        known = dict(zip(tokens, zip(encoder.vectors(ids), map(weigh, ids), strict=True), strict=True))
        for place in places:
            said, *references = (known[text] for text in _texts(replies[place]))
            found[place] = np.max([_alike(*said, *reference) for reference in references], axis=0)
            advance()
    weights = "idf of the references" if idf else "no idf"
    about = f"BERTScore: {encoder.name}, layer {encoder.layer}, {weights}, not rescaled, {cut:,} texts cut"
    return Scores(found[:, 0], found[:, 1], found[:, 2], cut, about)


def _texts(reply: Reply) -> Iterator[str]:
    yield reply.text or ""
    yield from reply.references


def _weigher(replies: Sequence[Reply], encoder: Encoder, idf: bool) -> Callable[[list[int]], torch.Tensor]:
    """Return a function of the tokens of a text to their weights."""
    import torch

    marks = {encoder.tokenizer.cls_token_id, encoder.tokenizer.sep_token_id}
    if not idf:
        return lambda ids: torch.tensor([float(one not in marks) for one in ids])
    references = [text for reply in replies if reply.text is not None for text in reply.references]
    often = Counter(one for text in references for one in set(encoder.tokens(text)[0]))
    return lambda ids: torch.tensor([math.log((len(references) + 1) / (often[one] + 1)) for one in ids])


def _alike(
    said: torch.Tensor, said_weights: torch.Tensor, reference: torch.Tensor, reference_weights: torch.Tensor
) -> tuple[float, float, float]:
    """Return precision, recall and F1; 0 where a text is blank or none of its tokens has weight."""
    if len(said) <= 2 or len(reference) <= 2 or not said_weights.any() or not reference_weights.any():
        return 0.0, 0.0, 0.0
    likeness = said @ reference.T
    precision = float(likeness.max(dim=1).values @ said_weights / said_weights.sum())
    recall = float(likeness.max(dim=0).values @ reference_weights / reference_weights.sum())
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0
