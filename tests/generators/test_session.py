"""What the LMs of a run share, from one phase of it to the next."""

from __future__ import annotations

import asyncio

from socialsim.generators import Session


def test_what_was_learned_of_a_server_in_one_event_loop_holds_in_the_next() -> None:
    session = Session()

    async def slow_down() -> float:
        pace = session.pace("http://one", 64)
        for _ in range(5):
            pace.complained(await pace.begin())
            pace.end()
        return pace.limit

    async def limits() -> tuple[float, float, float]:
        return (
            session.pace("http://one", 64).limit,
            session.pace("http://two", 64).limit,
            session.pace("http://one", 8).limit,
        )

    learned = asyncio.run(slow_down())
    assert learned < 64
    assert asyncio.run(limits()) == (learned, 64.0, learned)
    assert asyncio.run(limits())[0] == learned
