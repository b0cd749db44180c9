"""Which strategy comes when: ESConv's tendency, kept from stagnating, and bent by near demonstrations.

A supporter does not know how long a conversation will be; it goes by a conversation of `USUAL_EXCHANGES`, and lets the
seeker's leave-taking decide about the end.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from ...signatures import Strategy, seed_from

USUAL_EXCHANGES = 10

_ORDER = tuple(Strategy)
# Strategy share (%) by sixth of the conversation in all 1,300 ESConv dialogues, columns as in `Strategy`; counted from
# the data of Liu et al. 2021.
SHARE_BY_SIXTH = (
    (53.9, 10.8, 4.7, 3.9, 8.0, 1.8, 1.3, 15.5),
    (22.7, 11.5, 11.6, 12.6, 18.9, 11.4, 4.7, 6.6),
    (16.0, 5.0, 10.6, 12.2, 16.4, 22.6, 8.7, 8.5),
    (12.7, 2.9, 8.2, 11.9, 16.1, 26.7, 9.2, 12.3),
    (9.9, 2.7, 7.1, 10.4, 19.0, 21.3, 9.7, 19.9),
    (5.6, 2.2, 4.9, 5.3, 14.6, 13.4, 6.4, 47.6),
)
_MOST = {
    Strategy.SELF_DISCLOSURE: 2,  # a supporter who speaks of themselves more often takes the conversation over
    Strategy.INFORMATION: 2,
    Strategy.RESTATEMENT: 3,
}
_PLAN = 4.0
"""How much the plan weighs against demonstrations, in nearness: four that were wholly near count as much."""
_DECIDED = 1.0
"""Nearness of all demonstrations together at which the choice is drawn from the square of the estimate; with more it
goes on towards the likeliest."""
_CLOSING = {Strategy.OTHERS: 3, Strategy.AFFIRMATION: 1}


def planned_strategies(seed: int, exchanges: int) -> list[Strategy]:
    """Return the supporter's first `exchanges` strategies; a longer plan of one seed begins with the shorter one."""
    rng = random.Random(seed_from("plan", seed))
    plan: list[Strategy] = []
    for number in range(exchanges):
        plan.append(rng.choices(_ORDER, _tendency(number, plan))[0])
    return plan


def _tendency(number: int, before: Sequence[Strategy]) -> list[float]:
    """Return the weight of each strategy for the reply after `number` others; none for what would stagnate."""
    usual = zip(_ORDER, SHARE_BY_SIXTH[min(5, number * 6 // USUAL_EXCHANGES)], strict=True)
    return [0.0 if _stagnates(strategy, before) else weight for strategy, weight in usual]


def _stagnates(strategy: Strategy, before: Sequence[Strategy]) -> bool:
    latest = list(before[-2:])
    return (
        (latest[-1:] == [strategy] and strategy is not Strategy.QUESTION)
        or latest == [strategy] * 2
        or before.count(strategy) >= _MOST.get(strategy, len(before) + 1)
    )


def choose(
    seed: int,
    exchange: int,
    closing: bool,
    danger: bool,
    *,
    shown: Sequence[tuple[float, Strategy]] = (),
    before: Sequence[Strategy] = (),
) -> Strategy:
    """Return the strategy for the reply to the seeker's message number `exchange`, counted from 1.

    Args:
        closing: the seeker is taking leave.
        danger: the seeker's life may be in danger, and this was not answered yet.
        shown: nearness and strategy of each demonstration in the prompt. A few bend the plan, many near ones decide.
        before: the supporter's strategies so far, as far as they can be told; looked at only beside `shown`.
    """
    if danger:
        return Strategy.SUGGESTION
    rng = random.Random(seed_from("choice", seed, exchange))
    if not shown:
        if closing:
            return rng.choices(tuple(_CLOSING), tuple(_CLOSING.values()))[0]
        return planned_strategies(seed, max(1, exchange))[-1]
    estimate = _estimate(_CLOSING_TENDENCY if closing else _tendency(max(0, exchange - 1), before), shown)
    decided = sum(weight for weight, _ in shown) / _DECIDED
    # As the choice goes towards the likeliest, what was done already steps back; or it would be done all the time.
    weights = [
        share ** (1 + decided) / (1 + before.count(strategy)) ** decided
        for strategy, share in zip(_ORDER, estimate, strict=True)
    ]
    return rng.choices(_ORDER, weights)[0]


def _estimate(tendency: Sequence[float], shown: Sequence[tuple[float, Strategy]]) -> list[float]:
    """Return the share of each strategy by demonstrations, smoothed by the tendency; 0 where the tendency has none."""
    counted = dict.fromkeys(_ORDER, 0.0)
    for weight, strategy in shown:
        counted[strategy] += weight
    whole = sum(tendency)
    evidence = _PLAN + sum(counted.values())
    return [
        (_PLAN * usual / whole + counted[strategy]) / evidence if usual else 0.0
        for strategy, usual in zip(_ORDER, tendency, strict=True)
    ]


_CLOSING_TENDENCY = [float(_CLOSING.get(strategy, 0)) for strategy in _ORDER]
