"""What tuning has gained: the perplexity of the validation part, by the base and by the chatbot as it was saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from ..corpora.format import ReadDialogue
from ..evaluation.models.perplexity import Likelihoods, Reading, likelihoods
from ..finetune.examples import merged_turns
from ..generators.local.loading import load
from ..programs.answering import points
from ..signatures import Dialogue, Reasoning, Reply
from ..stats import Draws, interval
from .progress import phase

MOST = 2000
"""Replies that are measured, of the first dialogues: enough for an interval of a few per cent."""
PPL = 0
"""Place of the perplexity among the measures of `Likelihoods`."""


@dataclass(frozen=True)
class Gain:
    """Perplexities of what people say in the validation part."""

    base: float
    tuned: float
    difference: tuple[float, float] | None
    """95 % interval of tuned less base, by resampling dialogues; None with too few."""
    replies: int
    dialogues: int
    about: str

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def measure(
    dialogues: Sequence[Dialogue], base: str, adapter: Path, nodes: Sequence[str], most: int, device: str, dtype: str
) -> Gain | None:
    """Return what tuning has gained; None where nothing in `dialogues` can be measured.

    Args:
        adapter: its folder, whose tokenizer and chat template the base is measured with, too.
        nodes: what the chatbot writes before a reply, which is given then: perplexity is that of the reply alone.
        most: tokens of context and reply.
    """
    replies = _replies(dialogues, nodes)
    if not replies:
        return None
    found = []
    with phase("perplexity", 2 * len(replies)) as progress:
        reading = Reading(most, bool(nodes))
        # Named by what it is: where it lies on this machine is nothing for a model card.
        model = replace(load(base, str(adapter), dtype, device), name=f"{Path(base).name} with its adapter")
        found.append(likelihoods(replies, model, reading, progress.advance))
        tokenizer = model.tokenizer
        del model  # before the next one is loaded: there may be room for one only
        model = replace(load(base, None, dtype, device), tokenizer=tokenizer)
        found.append(likelihoods(replies, model, reading, progress.advance))
    return _gain(replies, *found)


def _replies(dialogues: Sequence[Dialogue], nodes: Sequence[str]) -> list[Reply]:
    merged = (dialogue.model_copy(update={"turns": tuple(merged_turns(dialogue.turns))}) for dialogue in dialogues)
    found = points(ReadDialogue(one, id=str(number)) for number, one in enumerate(merged))
    made = (
        Reply(None, (point.reference.text,), point.dialogue, point.turn, point.context, reasoning=reasoning)
        for point in found[:MOST]
        for reasoning in [_of(point.reference.reasoning, nodes)]
        if reasoning is not None or not nodes
    )
    return list(made)


def _of(reasoning: Reasoning | None, nodes: Sequence[str]) -> Reasoning | None:
    steps = reasoning.steps() if reasoning is not None else {}
    return Reasoning(**{node: steps[node] for node in nodes}) if all(steps.get(node) for node in nodes) else None


def _gain(replies: Sequence[Reply], tuned: Likelihoods, base: Likelihoods) -> Gain | None:
    measured = tuned.measures()[PPL], base.measures()[PPL]
    if not measured[0].counted.any():
        return None
    draws = Draws([reply.dialogue for reply in replies])
    values = [one.value() for one in measured]
    drawn = measured[0].drawn(draws) - measured[1].drawn(draws)
    return Gain(
        base=values[1],
        tuned=values[0],
        difference=interval(values[0] - values[1], np.asarray(drawn), draws.groups),
        replies=int(measured[0].counted.sum()),
        dialogues=draws.groups,
        about=tuned.about,
    )
