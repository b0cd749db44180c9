"""What an optimizer takes at most, known before anybody is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .lesson import Settings

_FULL_EVERY = 5
"""Trials of mipro on a batch after which it tries the best so far on everything."""
_SUMMARIES = 10
"""Calls in which mipro has the data described, at most."""
_REFLECTED = 3
"""Examples that gepa looks at for a proposal."""


@dataclass(frozen=True)
class Outlay:
    """Runs of the program, one example each, and calls of the model that writes instructions."""

    searching: int
    measuring: int
    proposals: int

    @property
    def runs(self) -> int:
        return self.searching + self.measuring


def outlay(method: str, settings: Settings, sizes: Mapping[str, int], predictors: int) -> Outlay:
    """Return what an optimizer takes at most, for parts of these sizes.

    A run that is made again word for word is counted once, because its answers are kept: demonstrations are taken from
    runs that were scored before.
    """
    train, select = sizes["train"], sizes["select"]
    candidates, rounds = settings.candidates, settings.rounds
    batch = min(settings.batch, train + select)
    searching, proposals = 0, 0
    match method:
        case "bootstrap":
            searching = train
        case "random_search":
            searching = train + select * (candidates + 3)  # none, those in order, and what people wrote
        case "mipro":
            full = 2 + rounds // _FULL_EVERY if select > settings.batch else 1
            searching = train + full * select + rounds * min(settings.batch, select)
            proposals = _SUMMARIES + predictors * (candidates + 2) + 1
        case "simba":
            searching = rounds * batch * (2 * candidates + 1) + (candidates + 1) * (train + select)
            proposals = rounds * (candidates + 1)
        case "gepa":
            # A proposal looks at three examples before and after; one that is better there is tried on all of select,
            # even if the last of them begins just within bounds.
            searching = rounds * (train + select) + 2 * _REFLECTED + select
            proposals = searching // _REFLECTED
    return Outlay(searching, 2 * (sizes["dev"] + sizes["test"]), proposals)
