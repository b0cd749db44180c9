"""What a coefficient is on a resample: its library's value of the items, as often as they were drawn; and intervals."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import beta
from socialsim.evaluation.agreement.alpha import krippendorff
from socialsim.evaluation.agreement.chance import cohen, fleiss, gwet
from socialsim.evaluation.agreement.coefficient import Array, Coefficient
from socialsim.evaluation.agreement.correlation import correlation
from socialsim.evaluation.agreement.difference import bias, percent
from socialsim.evaluation.agreement.figure import drawn, measured
from socialsim.evaluation.agreement.icc import icc
from socialsim.evaluation.agreement.study import of_many, of_two
from socialsim.stats import Draws

from tests.evaluation.agreement.simulated import Ratings, coverage
from tests.evaluation.agreement.test_textbook import OBSERVERS

NAN = np.nan
TWO = of_two("ratio") + of_two("ratio", "order") + of_two("interval") + of_two("ordinal") + of_two("nominal")
MANY = of_many("ratio") + of_many("nominal")


def ratings(raters: int, gaps: bool = False, seed: int = 3) -> Array:
    random = np.random.default_rng(seed)
    values = Ratings(0.7).draw(random, 40)[:, :raters]
    values[:5] += 0.5  # halves, as means of a crowd have
    if gaps:
        values[random.random(values.shape) < 0.2] = NAN
    return values


@pytest.mark.parametrize("coefficient", [pytest.param(one, id=one.name) for one in TWO])
@pytest.mark.parametrize("gaps", [False, True], ids=["complete", "gaps"])
def test_two_raters(coefficient: Coefficient, gaps: bool) -> None:
    _is_the_library_s_on_resamples(coefficient, ratings(2, gaps))


@pytest.mark.parametrize("coefficient", [pytest.param(one, id=one.name) for one in MANY])
@pytest.mark.parametrize("gaps", [False, True], ids=["complete", "gaps"])
def test_three_raters(coefficient: Coefficient, gaps: bool) -> None:
    _is_the_library_s_on_resamples(coefficient, ratings(3, gaps))


def _is_the_library_s_on_resamples(coefficient: Coefficient, values: Array) -> None:
    values = values[coefficient.usable(values)]
    weights = np.stack([np.ones(len(values)), np.random.default_rng(1).integers(1, 4, len(values))])
    found = coefficient.drawn(values, weights)
    repeated = np.repeat(values, weights[1].astype(int), axis=0)  # every item is there, so that the categories stay
    assert found == pytest.approx([coefficient.value(values), coefficient.value(repeated)], abs=1e-9)


def test_items_are_those_with_the_ratings_that_a_coefficient_takes() -> None:
    values = np.array([[1, 2, 3], [1, NAN, 2], [2, 2, NAN], [NAN, 3, NAN], [4, NAN, 4], [2, 1, 2.0]])
    by_name = {
        one.coefficient: one for one in measured("d", "group", "all", values, of_many("interval"), Draws(range(6)))
    }
    used = {name: (one.items, one.ratings) for name, one in by_name.items()}
    assert used["Krippendorff's alpha, interval"] == (5, 12)
    assert used["ICC(2,1)"] == (2, 6)
    assert used["ICC(1,1)"] == used["Fleiss' kappa"] == (3, 6)  # most items have two ratings
    assert used["Gwet's AC1"] == (6, 13)
    assert {one.missing for one in by_name.values()} == {5}


@pytest.mark.parametrize(
    ("values", "coefficient", "why"),
    [
        ([[2, 2], [2, 2], [2, 2]], cohen(), "all ratings are the same"),
        ([[2, 2], [2, 2], [2, 2]], krippendorff("ordinal"), "all ratings are the same"),
        ([[2, 2], [2, 2], [2, 2]], fleiss(), "all ratings are the same"),
        ([[2, 2], [2, 2], [2, 2]], gwet(), "all ratings are the same"),
        ([[2, 2], [2, 2], [2, 2]], icc("2,1"), "all ratings are the same"),
        ([[2, 1], [2, 2], [2, 3]], correlation("Spearman"), "a rater gave every item the same"),
        ([[2, NAN], [NAN, 2], [2, 3]], cohen("quadratic"), "1 item with enough ratings"),
        ([[2, NAN], [NAN, 2]], percent(), "0 items with enough ratings"),
    ],
)
def test_what_is_not_defined_is_nan_and_says_why(values: list[list[float]], coefficient: Coefficient, why: str) -> None:
    (found,) = measured("d", "pair", "a – b", np.array(values, dtype=float), [coefficient], Draws(range(len(values))))
    assert np.isnan(found.value)
    assert (found.low, found.high, found.why) == (None, None, why)


def test_perfect_agreement_has_a_value_and_no_interval() -> None:
    values = np.array([[1, 1], [2, 2], [3, 3], [1, 1.0]])
    (found,) = measured("d", "pair", "a – b", values, [cohen()], Draws(range(4)))
    assert (found.value, found.low) == (1, None)
    assert found.why == "no interval: resamples of perfect agreement are perfect"


def test_no_interval_leaves_the_range_of_its_coefficient() -> None:
    values = np.array([[1, 1], [2, 2], [3, 3], [1, 1], [2, 2], [3, 2], [1, 1], [2.0, 2]])
    for found in measured("d", "pair", "a – b", values, of_two("ordinal"), Draws(range(8))):
        if found.low is not None and found.high is not None:
            assert -1 <= found.low < found.value < found.high <= 1, found.coefficient


def test_the_mean_of_raters_has_the_interval_of_one_rater_carried_over() -> None:
    # Spearman and Brown: both are functions of one ratio of variances, so form 3's bounds belong together.
    values = ratings(3)
    one, mean = measured("d", "group", "all", values, [icc("3,1"), icc("3,k")], Draws(range(40)))
    assert mean.value == pytest.approx(3 * one.value / (1 + 2 * one.value))
    assert one.low is not None and mean.low is not None
    assert mean.low == pytest.approx(3 * one.low / (1 + 2 * one.low), abs=0.03)


def test_few_ratings_with_hardly_a_disagreement_have_an_interval_around_their_value() -> None:
    # One disagreement in 60: it is in none of 36 % of the resamples, and nothing is left of it without that item.
    values = np.array([[number % 3, number % 3] for number in range(60)], dtype=float)
    values[0, 1] = 1
    few = np.array([[1, 2], [3, 3], [5, 4], [2, 2.0]])
    for ratings in (values, few):
        for found in measured("d", "pair", "a – b", ratings, of_two("ordinal"), Draws(range(len(ratings)))):
            if found.low is not None and found.high is not None:
                assert found.low < found.value < found.high, found.coefficient
    (kappa,) = measured("d", "pair", "a – b", values, [cohen()], Draws(range(60)))
    assert kappa.low is not None and kappa.low > 0.85  # exactly, by Clopper and Pearson's interval of 1 of 60: .866


@pytest.mark.parametrize("items", [40, 100])
def test_the_interval_of_few_disagreements_is_that_of_rare_events(items: int) -> None:
    # Some resamples have none of them, and are perfect: 13 of 100 where there are two, one in 1,000 where there are 7.
    lows = []
    for differing in range(1, 8):
        values = np.array([[number % 2] * 2 for number in range(items)], dtype=float)
        values[:differing, 1] = 1 - values[:differing, 0]
        draws = Draws(range(items))
        (found,) = measured("d", "pair", "a – b", values, [cohen()], draws)
        assert found.low is not None and found.high is not None
        exact = 1 - 2 * beta.ppf(0.975, differing + 1, items - differing)  # Clopper and Pearson, at chance of one half
        low, high = np.quantile(drawn([cohen()], values, draws)[0], [0.025, 0.975])
        assert found.low == pytest.approx(exact, abs=0.03)
        assert (found.low, found.high) == pytest.approx((low, high), abs=0.095 if differing == 1 else 0.08)
        lows.append(found.low)
    steps = -np.diff(lows)
    assert steps.min() > 0 and steps.max() < 4 / items  # a disagreement more costs about 2 / items


def test_the_interval_of_krippendorffs_example_is_no_wider_than_so_few_items_want() -> None:
    (alpha,) = measured("d", "group", "all", OBSERVERS, [krippendorff("nominal")], Draws(range(12)))
    assert (alpha.low, alpha.high) == pytest.approx((0.4, 1), abs=0.1)  # percentiles: .41 and 1


def test_intervals_of_three_raters_hold_the_truth() -> None:
    # The studies are the same each time. Plain percentiles come to 87 % for Fleiss and 90 % for AC2.
    coefficients = (krippendorff("ordinal"), fleiss(), icc("2,1"), icc("2,k"), gwet(quadratic=True))
    shares = coverage(coefficients, Ratings(0.7), items=30, runs=300)[:, 0]
    assert shares.min() >= 0.93 and shares.max() <= 0.98, shares


def test_intervals_of_two_raters_hold_the_truth() -> None:
    # Plain percentiles come to 91 % for kappa.
    coefficients = (cohen("quadratic"), correlation("Spearman"), bias())
    shares = coverage(coefficients, Ratings(0.4, raters=2), items=50, runs=300)[:, 0]
    assert shares.min() >= 0.93 and shares.max() <= 0.98, shares
