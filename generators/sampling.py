"""The sampling seed of the work in hand, carried to every call without passing it through every signature."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from ..signatures import seed_from

_sampling: ContextVar[tuple[int | None, int]] = ContextVar("socialsim_sampling_seed", default=(None, 0))


@contextmanager
def sampling_seed(seed: int | None, attempt: int = 0) -> Iterator[None]:
    """Send `seed` with every LM call made inside; engines that cannot honour a seed ignore it.

    Args:
        seed: None lets the provider draw.
        attempt: how often this work was tried before. First asks are the same in every attempt, so that answers kept
            from the last one are used again; an answer that could not be read is asked anew with another seed.
    """
    token = _sampling.set((seed, attempt))
    try:
        yield
    finally:
        _sampling.reset(token)


def current_seed() -> int | None:
    """Return the seed to send with the next call; None lets the provider draw."""
    return _sampling.get()[0]


def seed_of_reask(seed: int, number: int) -> int:
    """Return the seed for asking again, the `number`-th time, what was first asked with `seed`.

    It differs from `seed`, because a server that honours seeds would repeat the answer that could not be read.
    """
    return seed_from(seed, _sampling.get()[1], number)


def seed_of_draft(seed: int, number: int) -> int:
    """Return the seed for writing again what was written with `seed` and was not good enough, the `number`-th time."""
    return seed_from(seed, "draft", number)
