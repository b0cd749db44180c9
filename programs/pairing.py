"""A comparer: a model that says which of two conversations is better.

Models favour what they are shown first, or second. So each pair is asked about in both orders, and one is better only
if both answers say so; an answer that changes with the order is a tie, and is counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

import dspy

from ..generators.sampling import sampling_seed
from ..signatures import Dialogue, Rating, Scale, Turn, seed_from
from ..signatures.asks_of_rater import FIRST, SECOND, TIE, compared, comparison_signature, rating_of, reason_of
from .ask import Ask
from .checks.judges import script
from .program import Program, Steps
from .rating import answered, rater_of

SHOWN_FIRST, SHOWN_SECOND = " (shown first)", " (shown second)"
"""What follows the name of a dimension in the ratings of the two answers; the verdict has the name alone."""
CHANGED = "the answer changed with the order"
"""Note of a tie that is one because of that."""

_WORTH = {SHOWN_FIRST: {FIRST: 1.0, SECOND: -1.0, TIE: 0.0}, SHOWN_SECOND: {FIRST: -1.0, SECOND: 1.0, TIE: 0.0}}


class Comparer(Program):
    """Compare two dialogues, or two replies: dialogues that have all but the end in common are shown that once.

    Calling it with ``item`` (the pair's name), ``one``, ``other`` and optionally ``seed`` and ``attempt`` returns
    ``ratings``: for each dimension what was said with `one` shown first and second, and the verdict; 1 where `one` is
    better, -1 where the other is, 0 for a tie.
    """

    def __init__(self, scale: Scale) -> None:
        super().__init__()
        self.scale = scale
        self.ask = Ask(comparison_signature(scale))

    @property
    def kept_as(self) -> str:
        """The scale that its ratings name."""
        return f"{self.scale.name}-pairs"

    @property
    def calls(self) -> int:
        """How many calls a pair takes, if every answer can be read."""
        return len(_WORTH)

    def dimensions(self) -> list[str]:
        return [one.name for one in compared(self.scale)]

    def steps(  # type: ignore[override]
        self, item: str, one: Dialogue, other: Dialogue, seed: int = 0, attempt: int = 0
    ) -> Steps:
        beginning, first, second = _scripts(one.turns, other.turns)
        rater, said = rater_of(self.ask), list[Rating]()
        # Each order has a seed of its own, so that one draw of luck is not in both answers.
        for order, shown in ((SHOWN_FIRST, (first, second)), (SHOWN_SECOND, (second, first))):
            with sampling_seed(seed_from(seed, self.kept_as, order, one.id, other.id), attempt):
                fields, problem = yield from answered(self.ask, beginning=beginning, first=shown[0], second=shown[1])
            for name in self.dimensions():
                value = _WORTH[order].get(str(fields.get(rating_of(name))))
                note = str(fields.get(reason_of(name)) or "").strip() if value is not None else ""
                lacks = problem if value is None else ""
                said.append(Rating(item, self.kept_as, name + order, rater, value, lacks, note))
        return dspy.Prediction(ratings=[*said, *self._verdicts(said)])

    def missing(self, item: str, rater: str, problem: str) -> list[Rating]:
        """Return the ratings of a pair that could not be compared at all."""
        names = [name + order for order in (*_WORTH, "") for name in self.dimensions()]
        return [Rating(item, self.kept_as, name, rater, None, problem) for name in names]

    def _verdicts(self, said: list[Rating]) -> Iterator[Rating]:
        answers = {one.dimension: one for one in said}
        for name in self.dimensions():
            both = [answers[name + order] for order in _WORTH]
            lacks = next((one for one in both if one.value is None), None)
            agreed = both[0].value == both[1].value
            value = None if lacks else both[0].value if agreed else 0.0
            note = CHANGED if value is not None and not agreed else ""
            problem = lacks.problem if lacks else ""
            yield Rating(both[0].item, self.kept_as, name, both[0].rater, value, problem, note)


def _scripts(one: tuple[Turn, ...], other: tuple[Turn, ...]) -> tuple[str | None, str, str]:
    """Return what both have in common, None if nothing, and how each goes on; messages keep their numbers."""
    same = sum(1 for _ in takewhile(lambda pair: _said(pair[0]) == _said(pair[1]), zip(one, other, strict=False)))
    if same == 0 or same == min(len(one), len(other)):  # of two of which one is the other's beginning, both are whole
        return None, script(one), script(other)
    begins = script(one[:same])
    return begins, script(one).removeprefix(f"{begins}\n"), script(other).removeprefix(f"{begins}\n")


def _said(turn: Turn) -> tuple[str, str]:
    return turn.speaker, turn.text
