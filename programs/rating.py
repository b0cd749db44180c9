"""A rater: a model that says how good a conversation is, on the dimensions of a scale.

What cannot be read of an answer is missing, with the problem; it is never a low rating. What can be read is kept.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from itertools import groupby
from typing import Any

import dspy
from dspy.utils.exceptions import AdapterParseError

from ..generators.answer import read_parts
from ..generators.identity import lm_identity
from ..generators.sampling import sampling_seed
from ..signatures import Dialogue, Dimension, ProviderFailure, Rating, Scale, Turn, seed_from
from ..signatures.asks_of_rater import rating_of, rating_signature, reason_of
from .ask import Ask
from .checks.judges import script
from .program import Call, Program, Steps, call
from .runner import classify

OPENING = 3
"""Messages of the seeker in which the beginning is told; the first is often no more than a greeting."""

_SILENT = "the seeker says nothing"

Answer = tuple[dict[str, Any], str]
"""What could be read of an answer, by field, and why the rest is missing."""


class Rater(Program):
    """Rate dialogues by a scale.

    Args:
        one_by_one: ask for each dimension in a call of its own, so that none colours another. Otherwise one call asks
            for all that are about the same part of the conversation.

    Calling it with ``item``, ``dialogue`` and optionally ``seed`` and ``attempt`` returns ``ratings``: a list with one
    `Rating` for each dimension, those that are computed at the end.
    """

    def __init__(self, scale: Scale, one_by_one: bool = False) -> None:
        super().__init__()
        self.scale = scale
        groups = [[one] for one in scale.dimensions] if one_by_one else _together(scale.dimensions)
        self.asks = {"-".join(one.name for one in group): Ask(rating_signature(scale, group)) for group in groups}
        self._groups = dict(zip(self.asks, groups, strict=True))

    @property
    def kept_as(self) -> str:
        """The scale that its ratings name."""
        return self.scale.name

    @property
    def calls(self) -> int:
        """How many calls a dialogue takes, if every answer can be read."""
        return len(self.asks)

    def steps(self, item: str, dialogue: Dialogue, seed: int = 0, attempt: int = 0) -> Steps:  # type: ignore[override]
        ratings: list[Rating] = []
        for name, ask in self.asks.items():
            group, rater = self._groups[name], rater_of(ask)
            shown = opening(dialogue.turns) if group[0].sees == "opening" else dialogue.turns
            if not shown:
                ratings += [Rating(item, self.scale.name, one.name, rater, None, _SILENT) for one in group]
                continue
            with sampling_seed(seed_from(seed, self.scale.name, name, dialogue.id), attempt):
                fields, problem = yield from answered(ask, conversation=script(shown))
            for one in group:
                ratings.append(_rating(Rating(item, self.scale.name, one.name, rater, None, problem), fields))
        return dspy.Prediction(ratings=self.scale.with_differences(ratings))

    def missing(self, item: str, rater: str, problem: str) -> list[Rating]:
        """Return the ratings of an item that could not be rated at all."""
        return [Rating(item, self.scale.name, name, rater, None, problem) for name in self.scale.names()]


def opening(turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """Return the beginning of a conversation: to the seeker's third message, and never beyond the first half.

    In a conversation so short that the seeker is silent in the first half, to the seeker's first message; () where the
    seeker says nothing.
    """
    said = [number for number, turn in enumerate(turns, start=1) if turn.speaker == "seeker"]
    early = [number for number in said if number <= len(turns) / 2] or said[:1]
    return turns[: early[:OPENING][-1]] if early else ()


def answered(ask: Ask, **given: Any) -> Generator[Call, Any, Answer]:
    """Ask, and return what could be read of the answer. Where the provider fails, that is raised: ask later."""
    try:
        answer: dspy.Prediction = yield call(ask, **given)
    except Exception as problem:  # classified: what is no failure of this answer is raised again
        error = classify(problem)
        if isinstance(error, ProviderFailure):
            raise
        part = read_parts(ask.signature, problem.lm_response) if isinstance(problem, AdapterParseError) else {}
        return part, f"{error.status}: {error}"
    return dict(answer.items()), ""


def rater_of(ask: Ask) -> str:
    """Return the name of the LM that is asked."""
    return lm_identity(ask.lm or dspy.settings.lm)


def _together(dimensions: Iterable[Dimension]) -> list[list[Dimension]]:
    """Return the dimensions in groups that are shown the same."""
    return [list(group) for _, group in groupby(dimensions, key=lambda one: one.sees)]


def _rating(missing: Rating, fields: dict[str, Any]) -> Rating:
    """Return the rating of the dimension of `missing`; that itself where it is not among the fields."""
    value = fields.get(rating_of(missing.dimension))
    if value is None:
        return missing
    note = str(fields.get(reason_of(missing.dimension)) or "").strip()
    return Rating(missing.item, missing.scale, missing.dimension, missing.rater, float(value), note=note)
