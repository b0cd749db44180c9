"""The sampling seed of the work in hand, carried to every call without passing it through every signature."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_seed: ContextVar[int | None] = ContextVar("socialsim_sampling_seed", default=None)


@contextmanager
def sampling_seed(seed: int | None) -> Iterator[None]:
    """Send `seed` with every LM call made inside; engines that cannot honour a seed ignore it."""
    token = _seed.set(seed)
    try:
        yield
    finally:
        _seed.reset(token)


def current_seed() -> int | None:
    """Return the seed to send with the next call; None lets the provider draw."""
    return _seed.get()
