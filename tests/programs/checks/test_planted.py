"""A small measurement of the checks, on offline dialogues alone; `make bench-checks` is the whole of it."""

from __future__ import annotations

import pytest
from socialsim.programs.checks import KINDS, check
from socialsim.signatures import Verdict

from tests.benchmarks.checks.defects import PLANTERS
from tests.benchmarks.checks.failed import auc
from tests.benchmarks.checks.planted import OFFLINE, tally
from tests.benchmarks.checks.sources import offline

DIALOGUES = 30
LEAST = 0.75
"""Recall that is expected of so few defects; the goal of the whole measurement is higher."""
IN_PART = {
    "occupation_contradicted": 0.65,
    "event_contradicted": 0.5,
    "goal_contradicted": 0.45,
    "wrong_stop": 0.6,
    "strategy_not_done": 0.4,
    "crisis_encouraged": 0.45,
    "medication_advice": 0.6,
}
"""Kinds that rules find in part only, and the recall below which something has broken."""


def test_every_kind_has_a_planter() -> None:
    assert set(PLANTERS) == set(KINDS)


@pytest.mark.parametrize("kind", sorted(PLANTERS))
def test_planted_defects_are_found_where_they_were_planted(kind: str) -> None:
    found, planted = tally(kind, {OFFLINE: offline(DIALOGUES)}, most=20).of(OFFLINE)

    assert planted >= 10, "too few to say anything"
    assert found / planted >= IN_PART.get(kind, LEAST)


def test_offline_dialogues_pass() -> None:
    failed = [
        source
        for source in offline(DIALOGUES)
        if any(result.verdict is Verdict.FAILED for result in check(source.case()))
    ]

    assert len(failed) <= 1


def test_auc_counts_ties_as_half() -> None:
    # Four pairs: 2 > 1, 2 = 2, 3 > 1, 3 > 2.
    assert auc([2, 3], [1, 2]) == pytest.approx(3.5 / 4)
    assert auc([1, 1], [1, 1, 1]) == pytest.approx(0.5)
