"""Chatbots that were tuned on one of several corpora, on the test part of each: at home, and away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..comparing import Contrast, Matrix, matrix
from ..figures import Figure
from ..measure import Better
from ..results import TestSet
from .wording import ALPHA

Stands = Literal["better", "worse", "not shown"]


@dataclass(frozen=True)
class Taught:
    """A chatbot."""

    name: str
    corpus: str
    """Name of what it was tuned on, which is that of a test set, too."""
    reasons: bool
    """Whether it writes down its reasoning before it replies."""
    dialogues: int
    """That it was tuned on."""
    utterances: int


@dataclass(frozen=True)
class Crossed:
    """All chatbots on all test sets."""

    bots: tuple[Taught, ...]
    tests: tuple[TestSet, ...]
    """One for each corpus; its `data` is the corpus's name."""

    def matrix(self, metric: str) -> Matrix:
        """Return one metric, chatbots by test sets; one that answered nothing is there, too, without figures."""
        found = matrix([each for one in self.tests for each in self._figures(one)], metric)
        known = {
            (system, data): cell
            for system, cells in zip(found.systems, found.cells, strict=True)
            for data, cell in zip(found.datas, cells, strict=True)
        }
        systems, datas = tuple(bot.name for bot in self.bots), tuple(one.data for one in self.tests)
        return Matrix(metric, systems, datas, tuple(tuple(known.get((one, data)) for data in datas) for one in systems))

    def metrics(self) -> list[str]:
        """Return the names of all metrics, NAvg first where there is any."""
        return list(dict.fromkeys(each.metric for one in self.tests for each in self._figures(one)))

    def home(self, metric: str | None = None) -> list[tuple[str, Contrast]]:
        """Return test set and contrast, of the chatbot that is at home there less each that is away and reasons as it
        does; of one metric, or of all that have a better direction."""
        corpus, reasons = ({bot.name: of(bot) for bot in self.bots} for of in (_corpus_of, _reasons_of))
        found = []
        for one in self.tests:
            for each in one.contrasts:
                if each.better is None or metric not in (None, each.metric) or reasons[each.a] != reasons[each.b]:
                    continue
                at_home = [corpus[name] == one.data for name in (each.a, each.b)]
                if at_home[0] != at_home[1]:
                    found.append((one.data, each if at_home[0] else each.turned()))
        return found

    def _figures(self, one: TestSet) -> Sequence[Figure]:
        averages = [
            Figure(each.system, one.data, "", NAVG, each.value, each.low, each.high, 0, 0, each.groups, "higher")
            for each in one.navg
        ]
        return [*averages, *one.figures]


NAVG = "NAvg"


def stands(contrast: Contrast) -> Stands:
    """Return how the first of the two systems stands to the other, in one word; Holm's correction counts."""
    if contrast.p_holm is None or contrast.p_holm >= ALPHA or not contrast.difference:
        return "not shown"
    better: Better = "higher" if contrast.difference > 0 else "lower"
    return "better" if better == contrast.better else "worse"


def _corpus_of(bot: Taught) -> str:
    return bot.corpus


def _reasons_of(bot: Taught) -> bool:
    return bot.reasons
