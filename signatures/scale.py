"""A scale: what raters, models or people, are asked about a conversation, and in words what its values mean.

scale = Scale(
    name="warmth", about="how warm the supporter is", lowest=1, highest=5, dimensions=(
        Dimension(name="warmth", question="How warm is the supporter?", anchors={1: "Cold.", 5: "Like a friend."}),
    ),
)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from .rating import Rating

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
"""Names of dimensions are names of fields that a model is asked to fill."""
ScaleName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*$")]

MOST_VALUES = 101
"""Of a scale: 0 to 100."""


class Dimension(BaseModel):
    """One thing that is rated."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    question: Text
    anchors: dict[int, Text]
    """Value → what a conversation is like that has it. The lowest and the highest have one; what has none lies between
    its neighbours."""
    sees: Literal["all", "opening"] = "all"
    """What a rater is shown: the whole conversation, or its beginning and no more."""

    def describe(self) -> str:
        """Return the question and the anchors, a line each."""
        return "\n".join([self.question, *(f"{value}: {text}" for value, text in sorted(self.anchors.items()))])


class Difference(BaseModel):
    """A dimension that nobody is asked about: it is computed from two that are."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    of: Name
    less: Name
    """What is subtracted from `of`."""


class Scale(BaseModel):
    """Dimensions that share their values, the whole numbers from `lowest` to `highest`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: ScaleName
    about: Text
    """What is rated, as the end of a sentence: "how well the supporter helps"."""
    lowest: int
    highest: int
    dimensions: Annotated[tuple[Dimension, ...], Field(min_length=1)]
    differences: tuple[Difference, ...] = ()
    source: str = ""
    """Where it is from; "" where that is not said."""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if not 1 <= self.highest - self.lowest < MOST_VALUES:
            raise ValueError(f"from {self.lowest} to {self.highest} is no scale of 2 to {MOST_VALUES} values")
        names = self.names()
        if twice := next((name for name in names if names.count(name) > 1), None):
            raise ValueError(f"two dimensions are called {twice}")
        for one in self.dimensions:
            if outside := [value for value in one.anchors if not self.lowest <= value <= self.highest]:
                raise ValueError(f"{one.name}: the anchor {outside[0]} is not from {self.lowest} to {self.highest}")
            if bare := [value for value in (self.lowest, self.highest) if value not in one.anchors]:
                raise ValueError(f"{one.name}: {bare[0]} has no anchor; the lowest and the highest value need one")
        asked = {one.name for one in self.dimensions}
        for difference in self.differences:
            if strange := {difference.of, difference.less} - asked:
                raise ValueError(f"{difference.name}: is a difference of two dimensions, and {min(strange)} is none")
        return self

    def names(self) -> list[str]:
        """Return the names of all dimensions, those that are computed last."""
        return [*(one.name for one in self.dimensions), *(one.name for one in self.differences)]

    @property
    def values(self) -> range:
        return range(self.lowest, self.highest + 1)

    def with_differences(self, ratings: Sequence[Rating]) -> list[Rating]:
        """Return what one rater says of one item, with what is computed from it."""
        return [*ratings, *self._differences({one.dimension: one for one in ratings})]

    def _differences(self, said: dict[str, Rating]) -> Iterator[Rating]:
        for one in self.differences:
            of, less = said[one.of], said[one.less]
            missing = next((part for part in (of, less) if part.value is None), None)
            value = None if of.value is None or less.value is None else of.value - less.value
            # The same problem as its cause: whoever asks again for the one gets the other with it.
            yield Rating(of.item, of.scale, one.name, of.rater, value, missing.problem if missing else "")
