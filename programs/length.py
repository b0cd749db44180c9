"""How long a dialogue is: bounds in turns, and the length drawn between them."""

from __future__ import annotations

import random

from ..signatures import ConfigurationError

TURNS = (16, 24)
"""Least and most turns of a dialogue, both speakers counted; the paper's have "about 20"."""


def checked(turns: tuple[int, int]) -> tuple[int, int]:
    """Return the bounds of a dialogue's length if an even number of turns, two or more, lies between them."""
    least, most = turns
    if least < 2 or (least + 1) // 2 > most // 2:
        raise ConfigurationError(
            f"program.min_turns={least}, program.max_turns={most}: there has to be an even number, 2 or more, from the "
            "one to the other, since each speaker has as many turns"
        )
    return turns


def drawn_exchanges(turns: tuple[int, int], seed: int) -> int:
    """Return how many times each speaker speaks, drawn between the two bounds."""
    return random.Random(seed).randint((turns[0] + 1) // 2, turns[1] // 2)
