"""How many calls a server is given at once: complaints lower it, answers raise it, and no turn is ever lost."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest
from socialsim.generators.pace import GENTLE, LONGEST_PAUSE, Pace


async def settle() -> None:
    """Let everything that can run do so."""
    for _ in range(10):
        await asyncio.sleep(0)


def in_a_loop(test: Coroutine[Any, Any, None]) -> None:
    async def bounded() -> None:
        await asyncio.wait_for(test, timeout=30)

    asyncio.run(bounded())


class Calls:
    """Calls that begin when the pace lets them, and end when the test says so."""

    def __init__(self, pace: Pace) -> None:
        self.pace = pace
        self.begun: list[int] = []
        self.tasks: list[asyncio.Task[None]] = []
        self._over: list[asyncio.Event] = []

    def add(self, count: int) -> None:
        for number in range(len(self.tasks), len(self.tasks) + count):
            self._over.append(asyncio.Event())
            self.tasks.append(asyncio.create_task(self._call(number)))

    async def _call(self, number: int) -> None:
        await self.pace.begin()
        try:
            self.begun.append(number)
            await self._over[number].wait()
        finally:
            self.pace.end()

    async def end(self, *numbers: int) -> None:
        for number in numbers:
            self._over[number].set()
        await settle()


def test_no_more_than_the_limit_begin_and_the_others_follow_in_the_order_in_which_they_came() -> None:
    async def test() -> None:
        calls = Calls(Pace(3))
        calls.add(8)
        await settle()
        assert calls.begun == [0, 1, 2]
        await calls.end(1)
        assert calls.begun == [0, 1, 2, 3]
        calls.add(1)  # a newcomer finds the limit reached, and a queue before it
        await calls.end(0, 2)
        assert calls.begun == [0, 1, 2, 3, 4, 5]
        await calls.end(*range(9))
        assert calls.begun == [*range(9)] and calls.pace.active == 0

    in_a_loop(test())


def test_a_newcomer_does_not_pass_those_who_wait_when_the_limit_grows() -> None:
    async def test() -> None:
        pace = Pace(2)
        pace.limit = 1.0
        calls = Calls(pace)
        calls.add(3)
        await settle()
        pace.limit = 3.0
        calls.add(1)
        await settle()
        assert calls.begun == [0, 1, 2]
        await calls.end(*range(4))

    in_a_loop(test())


def test_complaints_about_calls_of_one_era_are_one_complaint() -> None:
    async def test() -> None:
        pace = Pace(10)
        eras = [await pace.begin() for _ in range(10)]
        for era in eras:
            pace.complained(era)
        assert pace.limit == pytest.approx(10 * GENTLE)
        for _ in eras:
            pace.end()
        pace.complained(await pace.begin())
        assert pace.limit == pytest.approx(10 * GENTLE * GENTLE)

    in_a_loop(test())


def test_a_server_that_complains_of_one_call_at_a_time_is_left_alone_for_longer_and_longer() -> None:
    async def test() -> None:
        loop, pace = asyncio.get_running_loop(), Pace(1)
        breaks = []
        for _ in range(3):
            era = pace._era
            pace.complained(era)
            pace.complained(era)  # about a call of the same time: it says nothing new
            breaks.append(pace._not_before - loop.time())
        assert breaks == pytest.approx([0.5, 1.0, 2.0], abs=0.05)
        pace.went_well()
        pace._not_before = 0.0
        pace.complained(pace._era)
        assert pace.limit == 1.0 and pace._not_before - loop.time() == pytest.approx(0.5, abs=0.05)

    in_a_loop(test())


def test_the_limit_moves_between_one_and_the_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socialsim.generators.pace.FIRST_BREAK", 0.0)

    async def test() -> None:
        pace = Pace(8)
        for _ in range(50):
            pace.complained(await pace.begin())
            pace.end()
        assert pace.limit == 1.0
        pace.went_well()
        assert pace.limit == 2.0  # one answer, where one call is made at a time
        pace.went_well()
        pace.went_well()
        assert 2.5 < pace.limit < 3.0  # two answers for about one more
        for _ in range(100):
            pace.went_well()
        assert pace.limit == 8.0

    in_a_loop(test())


def test_nobody_begins_before_the_pause_is_over_and_then_in_order() -> None:
    async def test() -> None:
        loop, pace = asyncio.get_running_loop(), Pace(2)
        calls = Calls(pace)
        pace.complained(0, pause=0.05)
        calls.add(3)
        await settle()
        assert calls.begun == []
        pace.complained(0, pause=0.15)  # another one, which wants to be left alone for longer
        not_before = loop.time() + 0.15
        while not calls.begun:
            await asyncio.sleep(0.001)
        assert loop.time() >= not_before - 0.01
        await settle()
        assert calls.begun == [0, 1]
        await calls.end(0, 1)
        await calls.end(2)
        assert calls.begun == [0, 1, 2] and pace.active == 0

    in_a_loop(test())


def test_a_pause_of_hours_is_cut_short() -> None:
    async def test() -> None:
        pace = Pace(1)
        pace.complained(0, pause=36_000.0)
        assert pace._not_before <= asyncio.get_running_loop().time() + LONGEST_PAUSE

    in_a_loop(test())


def test_a_call_that_is_cancelled_while_it_waits_leaves_its_place_to_the_next() -> None:
    async def test() -> None:
        calls = Calls(Pace(1))
        calls.add(4)
        await settle()
        calls.tasks[1].cancel()
        await settle()
        await calls.end(0)
        assert calls.begun == [0, 2]
        calls.tasks[2].cancel()  # this one has begun
        await settle()
        assert calls.begun == [0, 2, 3]
        await calls.end(3)
        assert calls.pace.active == 0

    in_a_loop(test())


def test_a_call_that_is_cancelled_as_it_is_let_through_gives_its_turn_back() -> None:
    async def test() -> None:
        calls = Calls(Pace(1))
        calls.add(3)
        await settle()
        calls.pace.end()  # lets 1 through, which has not run since
        calls.pace.active += 1  # 0 itself goes on
        calls.pace.limit = 2.0
        calls.tasks[1].cancel()
        await settle()
        assert calls.begun == [0, 2] and calls.pace.active == 2
        await calls.end(0, 2)
        assert calls.pace.active == 0

    in_a_loop(test())


def test_when_all_are_cancelled_nothing_is_left_behind() -> None:
    async def test() -> None:
        calls = Calls(Pace(2))
        calls.add(6)
        await settle()
        for task in calls.tasks:
            task.cancel()
        await asyncio.gather(*calls.tasks, return_exceptions=True)
        assert calls.pace.active == 0
        calls.add(2)
        await settle()
        assert calls.begun == [0, 1, 6, 7]
        await calls.end(6, 7)

    in_a_loop(test())
