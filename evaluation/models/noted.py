"""How likely a model finds what people said, kept with its replies, so that two models can be compared later on.

What is kept is sums, not perplexities: losses and tokens of each utterance, from which figures and intervals follow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ...signatures import Outputs, Reply
from .perplexity import Likelihoods

NOTE = "likelihood"
"""Its name in `Reply.about`."""
_SUMS = ("loss", "tokens", "words", "characters")


def with_likelihoods(replies: Sequence[Reply], likelihoods: Likelihoods, how: str) -> tuple[Reply, ...]:
    """Return the replies with the sums of each; what is not counted gets none.

    Args:
        how: what has to be the same for figures to be compared.
    """
    return tuple(
        replace(reply, about={**reply.about, NOTE: {**dict(zip(_SUMS, map(float, row), strict=True)), "how": how}})
        if counted
        else reply
        for reply, row, counted in zip(replies, likelihoods.rows, likelihoods.counted, strict=True)
    )


def likelihoods_of(replies: Sequence[Reply]) -> Likelihoods | None:
    """Return what `with_likelihoods` has kept; None where nothing was."""
    rows, counted, how = np.zeros((len(replies), len(_SUMS))), np.zeros(len(replies), dtype=np.bool_), dict[str, None]()
    for place, reply in enumerate(replies):
        note = _note(reply)
        if note is not None:
            rows[place] = [note[name] for name in _SUMS]
            counted[place] = True
            how[str(note.get("how"))] = None
    return Likelihoods(rows, counted, 0, 0, "PPL: " + " and ".join(how)) if how else None


def tokenizers_differ(systems: Sequence[Outputs]) -> bool:
    """Return whether systems count other numbers of tokens in the same utterances: then PPL is not comparable."""
    found = [[note["tokens"] if (note := _note(reply)) else None for reply in one.replies] for one in systems]
    rows = zip(*(tokens for tokens in found if any(tokens)), strict=True)
    return any(len({count for count in row if count is not None}) > 1 for row in rows)


def _note(reply: Reply) -> Mapping[str, Any] | None:
    note = reply.about.get(NOTE)
    kept = isinstance(note, Mapping) and all(isinstance(note.get(name), int | float) for name in _SUMS)
    return note if kept else None
