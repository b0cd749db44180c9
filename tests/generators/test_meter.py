"""What is counted and what is refused: the unknown stays unknown, and the limit of calls is exact."""

from __future__ import annotations

import threading

import pytest
from socialsim.generators import Budget, LMConfig, Meter, Price, Tokens, price
from socialsim.signatures import BudgetReached


def test_tokens_are_read_as_providers_report_them() -> None:
    full = {"prompt_tokens": 100, "completion_tokens": 7, "prompt_tokens_details": {"cached_tokens": 64}}
    assert Tokens.reported(full) == Tokens(100, 7, 64)
    assert Tokens.reported({}) == Tokens(0, 0, 0)
    assert Tokens.reported({"prompt_tokens": None, "prompt_tokens_details": None}) == Tokens(0, 0, 0)
    assert Tokens.reported({"prompt_tokens": 5, "prompt_tokens_details": {"cached_tokens": 9}}).cached == 5
    written = {"prompt_tokens": 9, "prompt_tokens_details": {"cached_tokens": 4, "cache_creation_tokens": 8}}
    assert Tokens.reported(written) == Tokens(9, 0, 4, 5), "more was stored than was there"
    assert Tokens(1, 2, 1, 3) + Tokens(10, 20, 5, 4) == Tokens(11, 22, 6, 7)


def test_a_price_is_for_a_million_tokens_and_cached_ones_have_their_own() -> None:
    used = Tokens(1_000_000, 200_000, 400_000)
    assert Price(2.0, 10.0).of(used) == pytest.approx(2.0 + 2.0)
    # 600,000 at 2, 400,000 at 0.5 and 200,000 at 10 dollars a million
    assert Price(2.0, 10.0, 0.5).of(used) == pytest.approx(1.2 + 0.2 + 2.0)
    assert Price(2.0, 10.0, 0.0).of(used) == pytest.approx(1.2 + 2.0)
    # 500,000 at 2, 400,000 at 0.5, 100,000 at 2.5 and 200,000 at 10 dollars a million; half of it in a batch
    stored = Tokens(1_000_000, 200_000, 400_000, 100_000)
    assert Price(2.0, 10.0, 0.5, 2.5).of(stored) == pytest.approx(1.0 + 0.2 + 0.25 + 2.0)
    assert Price(2.0, 10.0, 0.5, 2.5, factor=0.5).of(stored) == pytest.approx((1.0 + 0.2 + 0.25 + 2.0) / 2)


@pytest.mark.parametrize("unknown", [Price(), Price(1.0, None), Price(None, 1.0), Price(None, None, 0.5)])
def test_an_unknown_price_is_unknown_and_not_nothing(unknown: Price) -> None:
    assert unknown.of(Tokens(10, 10)) is None
    assert unknown.of(Tokens()) is None
    assert Price(0.0, 0.0).of(Tokens(10, 10)) == 0.0


def test_rules_cost_nothing_and_a_remote_model_what_is_said() -> None:
    assert price(LMConfig()) == Price(0.0, 0.0)
    assert price(LMConfig(engine="remote", model="openai/m")) == Price()
    said = LMConfig(
        engine="remote", model="openai/m", usd_per_million_input_tokens=1.0, usd_per_million_output_tokens=2.0,
        usd_per_million_cached_input_tokens=0.1,
    )  # fmt: skip
    assert price(said) == Price(1.0, 2.0, 0.1)


def test_one_call_of_unknown_price_makes_the_cost_unknown_and_keeps_the_known_part() -> None:
    meter = Meter()
    assert meter.cost == 0.0
    for known in (Price(1.0, 1.0), Price()):
        meter.begin()
        meter.end(Tokens(500_000, 500_000), known)
    assert meter.cost is None
    assert (meter.usd, meter.unpriced, meter.calls) == (1.0, 1, 2)
    assert meter.tokens == Tokens(1_000_000, 1_000_000)


def test_a_call_without_an_answer_is_not_paid() -> None:
    meter = Meter(Budget(calls=1))
    meter.begin()
    with pytest.raises(BudgetReached):
        meter.begin()  # the one in flight may yet be answered
    meter.end(None, Price())
    assert (meter.calls, meter.in_flight, meter.cost) == (0, 0, 0.0)
    meter.begin()


@pytest.mark.parametrize(
    ("budget", "limit"),
    [
        (Budget(calls=2), "budget.calls=2"),
        (Budget(tokens=20), "budget.tokens=20"),
        (Budget(usd=0.00002), "budget.usd=2e-05"),
    ],
)
def test_each_limit_stops_and_says_which_it_was(budget: Budget, limit: str) -> None:
    meter = Meter(budget)
    for _ in range(2):  # of 10 tokens and 0.00001 dollars each
        meter.begin()
        meter.end(Tokens(4, 6), Price(1.0, 1.0))
    with pytest.raises(BudgetReached) as reached:
        meter.begin()
    assert (reached.value.limit, str(reached.value)) == (limit, f"{limit} is reached")
    assert meter.in_flight == 0


def test_the_limit_of_calls_is_exact_from_many_threads() -> None:
    meter = Meter(Budget(calls=1000))
    refused = threading.Event()

    def work() -> None:
        try:
            while True:
                meter.begin()
                meter.end(Tokens(1, 1), Price(1.0, 1.0))
        except BudgetReached:
            refused.set()

    threads = [threading.Thread(target=work) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert refused.is_set()
    assert (meter.calls, meter.in_flight, meter.tokens) == (1000, 0, Tokens(1000, 1000))


def test_a_budget_without_limits_is_none() -> None:
    assert not Budget()
    assert Budget(usd=1.0) and Budget(calls=1) and Budget(tokens=1)
