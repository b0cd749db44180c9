"""Means of few units, and of two values: worked by hand, and what SciPy has."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from socialsim.evaluation.study.few import OF_DIFFERENCES, OF_SHARES, sign_flips, two_valued, with_unseen


def test_only_0_and_1_are_two_values() -> None:
    nan = np.nan
    assert two_valued(np.array([0, 1, nan])) and two_valued(np.array([1.0, 1.0]))
    assert not two_valued(np.array([0, 0.5, 1])) and not two_valued(np.array([nan]))


def test_a_share_is_of_the_units_and_of_four_more() -> None:
    """Ten units at 1, with two at 1 and two at 0: 12 of 14, whose variance is (12/14)(2/14) · 14/13."""
    found = with_unseen(np.ones(10), OF_SHARES)
    assert found is not None
    (low, high), _ = found
    half = stats.t(9).ppf(0.975) * (12 / 14 * 2 / 14 / 13) ** 0.5
    assert (low, high) == pytest.approx((12 / 14 - half, 12 / 14 + half))


def test_p_of_a_difference_is_below_a_twentieth_where_the_interval_leaves_0_out() -> None:
    """Of ten units k are 1 better, the rest alike; with half a unit at ±1 and one at 0 the mean is k/12, and the
    variance of the whole weight of 12 is ((k + 1)/12 - (k/12)²) · 12/11."""
    sides = []
    for k in range(11):
        found = with_unseen(np.repeat([1.0, 0.0], [k, 10 - k]), OF_DIFFERENCES)
        assert found is not None
        (low, high), p = found
        error = (((k + 1) / 12 - (k / 12) ** 2) / 11) ** 0.5
        half = stats.t(9).ppf(0.975) * error
        assert (low, high) == pytest.approx((k / 12 - half, k / 12 + half))
        assert p == pytest.approx(2 * stats.t(9).sf(k / 12 / error))
        sides.append(p < 0.05)
        assert sides[-1] == (low > 0)
    assert len({*sides}) == 2


@pytest.mark.parametrize("unseen", [OF_SHARES, OF_DIFFERENCES])
def test_the_plain_mean_is_in_the_interval_even_where_all_units_are_at_the_end(unseen: object) -> None:
    for units in range(3, 200):
        found = with_unseen(np.ones(units), unseen)  # type: ignore[arg-type]
        assert found is not None and found[0][0] < 1 <= found[0][1]


def test_they_weigh_no_more_than_a_value_of_a_unit_does() -> None:
    assert OF_SHARES.beside(4).weights == (0.5, 0.5)


def test_two_units_say_nothing() -> None:
    assert with_unseen(np.ones(2), OF_SHARES) is None


def test_signs_are_tried_as_scipy_tries_them() -> None:
    for units in (2, 7, 12):
        apart = np.random.default_rng(units).normal(0.5, 1, units)
        tried = stats.permutation_test((apart,), np.mean, permutation_type="samples", n_resamples=np.inf)
        assert sign_flips(apart) == pytest.approx(tried.pvalue)


def test_units_that_all_differ_alike_have_the_least_p_and_ties_none() -> None:
    assert [sign_flips(np.full(units, 0.1)) for units in (3, 5, 6)] == [1 / 4, 1 / 16, 1 / 32]
    assert sign_flips(np.zeros(6)) == 1
