"""What workers on several machines share: one cache, one account, one budget, one limit of calls at once."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from socialsim.cache import KeptResponse
from socialsim.generators import Budget
from socialsim.generators.meter import Price, Tokens
from socialsim.generators.shared_session import Keeper, Place, SharedSession
from socialsim.signatures import BudgetReached

FREE = Price(0.0, 0.0)


class Direct:
    """A line to a keeper in this process."""

    def __init__(self, keeper: Keeper) -> None:
        self.keeper = keeper

    def ask(self, method: str, *arguments: Any) -> Any:
        return self.keeper.hear([(method, arguments)])

    tell = ask


def workers(keeper: Keeper, budget: Budget, keeps: bool = True) -> tuple[SharedSession, SharedSession]:
    one, two = (SharedSession(Direct(keeper), Place(share, 2), budget, keeps) for share in range(2))
    return one, two


def test_what_one_worker_keeps_the_other_finds(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path / "responses.db", Budget())
    one, two = workers(keeper, Budget())
    assert two.kept("response:1") is None
    one.keep(KeptResponse("response:1", "m", b"said"))
    assert two.kept("response:1") == b"said"
    assert keeper.account()["reused"] == 1


def test_without_a_cache_nobody_is_asked_for_an_answer() -> None:
    one, two = workers(Keeper(None, Budget()), Budget(), keeps=False)
    one.keep(KeptResponse("response:1", "m", b"said"))
    assert two.kept("response:1") is None


def test_a_budget_counts_the_calls_of_all_workers_those_in_flight_too() -> None:
    budget = Budget(calls=3)
    keeper = Keeper(None, budget)
    one, two = workers(keeper, budget)
    one.meter.begin()
    two.meter.begin()
    one.meter.end(Tokens(10, 5), Price(1.0, 2.0))
    one.meter.begin()
    for worker in (one, two):
        with pytest.raises(BudgetReached, match=r"budget\.calls=3 is reached"):
            worker.meter.begin()
    two.meter.retries += 2
    two.meter.end(None, FREE)  # it failed, so nothing was paid
    two.meter.begin()
    account = keeper.account()
    assert (account["calls"], account["tokens"], account["retries"]) == (1, Tokens(10, 5), 2)
    assert account["usd"] == pytest.approx((10 * 1.0 + 5 * 2.0) / 1e6)


def test_without_a_budget_nobody_asks_for_leave_and_all_is_counted() -> None:
    keeper = Keeper(None, Budget())
    one, two = workers(keeper, Budget())
    for worker in (one, two):
        worker.meter.begin()
    for worker in (one, two):
        worker.meter.end(Tokens(10, 5), Price())
    account = keeper.account()
    assert (account["calls"], account["unpriced"]) == (2, 2)


def test_each_server_is_tried_once_whichever_worker_is_first() -> None:
    tried: list[str] = []
    keeper = Keeper(None, Budget(), checked=["known"])

    async def both() -> None:
        for name, session in zip(("one", "two"), workers(keeper, Budget()), strict=True):
            for server in ("known", "new"):
                session.check_first(server, lambda name=name, server=server: check(f"{name} tries {server}"))
            await session.ready()
            await session.ready()

    async def check(what: str) -> None:
        tried.append(what)

    asyncio.run(both())
    assert tried == ["one tries new"]


def test_workers_divide_what_a_server_takes() -> None:
    assert [Place(share, 3).part(8) for share in range(3)] == [3, 3, 2]
    assert [Place(share, 3).part(2) for share in range(3)] == [1, 1, 1]

    async def limit() -> int:
        return workers(Keeper(None, Budget()), Budget())[1].pace("http://server", 5).most

    assert asyncio.run(limit()) == 2
