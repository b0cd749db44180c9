"""A rating: what one rater, a person or a model, says of one item on one dimension of a scale."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rating:
    """One rating; `item`, `scale`, `dimension` and `rater` together name it."""

    item: str
    """What was rated: the id of a dialogue or reply, or any name that raters agree on."""
    scale: str
    """Name of the scale, such as ``criteria`` or ``esc-eval``; "" where a file of ratings names none."""
    dimension: str
    rater: str
    """A person's or group's name in a file, or the identity of the LM that judged."""
    value: float | None
    """None is missing: skipped, or an answer that could not be read. It is never a low rating."""
    problem: str = ""
    """Why it is missing, where that is known."""
    note: str = ""
    """The rater's reason, in a sentence."""
