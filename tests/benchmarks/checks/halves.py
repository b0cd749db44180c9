"""Two halves of all wordings of defects: rules are written with one half in view, and measured on the other.

Which half a wording belongs to is decided by its digest. Degrees, numbers and single words belong to both.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from typing import Any, Literal, TypeVar

Half = Literal["development", "held-out"]
T = TypeVar("T")


class HalfOfWordings(random.Random):
    """Draws wordings of one half only."""

    def __init__(self, seed: int, half: Half) -> None:
        super().__init__(seed)
        self._half = half

    def choice(self, seq: Any) -> Any:
        return super().choice(_own(seq, self._half) or seq)

    def sample(self, population: Any, k: int, **options: Any) -> Any:
        own = _own(population, self._half)
        return super().sample(own if len(own) >= k else population, k, **options)


def _own(choices: Sequence[T], half: Half) -> list[T]:
    return [one for one in choices if half_of(one) in (half, None)]


def half_of(choice: object) -> Half | None:
    """Return the half that a wording belongs to; None for what is no wording."""
    text = choice[0] if isinstance(choice, tuple) and choice else choice
    if not isinstance(text, str) or " " not in text:
        return None
    return "held-out" if hashlib.sha256(text.encode()).digest()[0] % 2 else "development"
