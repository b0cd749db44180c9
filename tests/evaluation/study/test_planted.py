"""Planted effects are recovered; `make bench-study` prints the same of 500 studies, and of more families."""

from __future__ import annotations

from tests.benchmarks.study.planted import SOURCES, tally
from tests.benchmarks.study.planting import Family

STUDIES = 60


def test_intervals_hold_planted_effects() -> None:
    """Of 60 intervals that hold the truth in 95 of 100 studies fewer than 51 do in 1 of 1,000 tests, and all 60 in 1 of
    20. Means and contrasts are many to a study, and rise and fall together."""
    found = tally(Family("a small test", spreads=(0.6, 1.0, 1.5), missing=0.05), STUDIES, resamples=300)
    for source in SOURCES:
        assert 51 <= found.held[source] <= STUDIES
    for kind in ("means", "contrasts"):
        assert 0.90 < found.held[kind] / found.tried[kind] < 0.985
    assert found.shown["generator"] == STUDIES


def test_frameworks_that_do_nothing_are_seldom_called_significant() -> None:
    """Of 60 tests at 5 % more than 8 are significant in 1 of 1,000."""
    found = tally(Family("a small null", framework=False), STUDIES, resamples=300)
    for name in ("framework", "generator × framework"):
        assert found.called[name] <= 8
    assert found.shown["any contrast"] <= 8
    assert found.called["generator"] == STUDIES


def test_intervals_of_two_values_hold_the_truth_with_20_personas_too() -> None:
    """They are a little too wide rather than far too narrow; resamples alone hold it in 82 of 100 cells."""
    found = tally(Family("a small test of two values", personas=20, kind="two-valued"), STUDIES, resamples=300)
    for kind in ("means", "contrasts"):
        assert found.held[kind] / found.tried[kind] > 0.93
