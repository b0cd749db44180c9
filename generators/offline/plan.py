"""Which strategy comes when: ESConv's tendency, kept from stagnating, and bent by what the seeker just said.

A supporter does not know how long a conversation will be; it goes by a conversation of `USUAL_EXCHANGES`, and lets the
seeker's leave-taking decide about the end.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence

from ...signatures import Strategy, seed_from
from .prompt import Demonstration

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
_EXAMPLE_WEIGHT = 2.0
_NEAREST = 3


def planned_strategies(seed: int, exchanges: int) -> list[Strategy]:
    """Return the supporter's first `exchanges` strategies; a longer plan of one seed begins with the shorter one."""
    rng = random.Random(seed_from("plan", seed))
    plan: list[Strategy] = []
    for number in range(exchanges):
        weights = list(SHARE_BY_SIXTH[min(5, number * 6 // USUAL_EXCHANGES)])
        for index, strategy in enumerate(_ORDER):
            if (plan[-1:] == [strategy] and strategy is not Strategy.QUESTION) or plan[-2:] == [strategy] * 2:
                weights[index] = 0
            if plan.count(strategy) >= _MOST.get(strategy, exchanges):
                weights[index] = 0
        plan.append(rng.choices(_ORDER, weights)[0])
    return plan


def choose(
    seed: int, exchange: int, last: str, closing: bool, danger: bool, demonstrations: Sequence[Demonstration] = ()
) -> Strategy:
    """Return the strategy for the reply to the seeker's message number `exchange`, counted from 1.

    Args:
        last: what the seeker just said; examples near to it pull the choice towards their strategy.
        closing: the seeker is taking leave.
        danger: the seeker's life may be in danger, and this was not answered yet.
    """
    if danger:
        return Strategy.SUGGESTION
    rng = random.Random(seed_from("choice", seed, exchange))
    if closing:
        return rng.choices((Strategy.OTHERS, Strategy.AFFIRMATION), (3, 1))[0]
    planned = planned_strategies(seed, exchange)[-1]
    votes = nearest_strategies(last, demonstrations)
    if votes and rng.random() < _EXAMPLE_WEIGHT / (1 + _EXAMPLE_WEIGHT):
        return votes.most_common(1)[0][0]
    return planned


def nearest_strategies(last: str, demonstrations: Sequence[Demonstration]) -> Counter[Strategy]:
    """Return the strategies of the examples whose conversations end most like `last`, by shared words."""
    here = _content(last)
    known = [
        (len(here & _content(_end_of(demo.inputs.get("conversation", "")))), demo.outputs["strategy"])
        for demo in demonstrations
        if demo.outputs.get("strategy") in set(map(str, Strategy))
    ]
    ranked = sorted((item for item in known if item[0] > 0), key=lambda item: -item[0])[:_NEAREST]
    votes: Counter[Strategy] = Counter()
    for overlap, name in ranked:
        votes[Strategy(name)] += overlap
    return votes


def _end_of(transcript: str) -> str:
    return transcript.rpartition("other:")[2]


def _content(text: str) -> set[str]:
    return {word for word in re.findall(r"[a-z']+", text.lower()) if len(word) > 3}
