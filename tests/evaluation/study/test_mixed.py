"""The mixed model: on balanced data it is the analysis of variance, and otherwise it says why it is not there."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from socialsim.evaluation.measure import Array
from socialsim.evaluation.study.mixed import mixed_model

from .grids import grid

pytestmark = pytest.mark.filterwarnings("error")


def drawn(seed: int = 0, persons: float = 1.0) -> Array:
    random = np.random.default_rng(seed)
    cells = np.array([[1.0, 1.5], [2.0, 3.5]])[:, :, None, None]
    return np.asarray(cells + random.normal(0, persons, 20) + random.normal(0, 0.5, (2, 2, 2, 20)))


@pytest.mark.parametrize("scale", [1.0, 1e-4])
def test_balanced_terms_are_differences_of_means_with_the_errors_of_the_analysis_of_variance(scale: float) -> None:
    """The seeds of a unit in a cell are one value. The residual mean square MS leaves a mean of 20 of them an error of
    √(MS/20), a difference of two √(2 MS/20) and a difference of differences √(4 MS/20); between units the variance is
    that of their means less MS/4. With 20 units Student's t has 19 degrees of freedom."""
    values = drawn() * scale
    seen = values.mean(axis=2)
    means, of_units = seen.mean(axis=2), seen.mean(axis=(0, 1))
    left = seen - means[:, :, None] - of_units + seen.mean()
    square = float((left**2).sum()) / (80 - 20 - 3)
    between = float(of_units.var(ddof=1)) - square / 4
    (direct, framework), (generator, both) = means
    expected = {
        "intercept": (direct, ((between + square) / 20) ** 0.5),
        "generator[g1]": (generator - direct, (2 * square / 20) ** 0.5),
        "framework[f1]": (framework - direct, (2 * square / 20) ** 0.5),
        "generator[g1] × framework[f1]": (both - generator - framework + direct, (4 * square / 20) ** 0.5),
    }
    found = mixed_model(grid(values), "f0")
    assert (found.why_not, found.n) == ("", 80)
    assert found.formula == "quality ~ generator * framework + (1 | persona), of means over seeds"
    assert found.residual_variance == pytest.approx(square, rel=1e-3)
    assert found.unit_variance == pytest.approx(between, rel=1e-2)
    for term in found.terms:
        estimate, error = expected.pop(term.name)
        reach = stats.t(19).ppf(0.975) * error
        assert term.estimate == pytest.approx(estimate, rel=1e-6)
        assert term.error == pytest.approx(error, rel=5e-3)
        assert (term.low, term.high) == pytest.approx((estimate - reach, estimate + reach), rel=1e-2)
        assert term.p == pytest.approx(2 * stats.t(19).sf(abs(estimate / error)), rel=0.1, abs=1e-12)
    assert not expected


def test_terms_are_against_the_baseline_wherever_it_stands() -> None:
    values = drawn()
    terms = {term.name: term.estimate for term in mixed_model(grid(values), "f1").terms}
    assert terms["framework[f0]"] == pytest.approx(float((values[0, 0] - values[0, 1]).mean()))


def test_one_generator_leaves_the_frameworks() -> None:
    found = mixed_model(grid(drawn()[:1, :, :1]), "f0")
    assert found.formula == "quality ~ framework + (1 | persona)"
    assert [term.name for term in found.terms] == ["intercept", "framework[f1]"]


def test_seeds_of_one_unit_are_no_more_units() -> None:
    """Every value twice is as much as every value once."""
    values = drawn()[:, :, :1]
    once, twice = (mixed_model(grid(values.repeat(times, axis=2)), "f0") for times in (1, 2))
    assert once.terms == twice.terms and once.terms


@pytest.mark.parametrize(
    ("values", "why_not"),
    [
        pytest.param((drawn() > 2).astype(float), "The values are yes or no, ", id="binary"),
        pytest.param(drawn()[..., :4], "A variance between units takes 5 of them or more, and there are 4.", id="few"),
        pytest.param(drawn()[:, :, :1] * np.nan, "There are no values.", id="nothing"),
        pytest.param(np.full((2, 2, 2, 9), 0.3), "The values are all alike.", id="alike"),
        pytest.param(drawn()[:1, :1, :1], "There are 20 values for 1 cells and 20 units.", id="one of each"),
        pytest.param(
            drawn(3) - drawn(3).mean(axis=(0, 1, 2)),
            "The variance between units (persona) was found to be 0,",
            id="units alike",
        ),
    ],
)
def test_it_says_why_it_does_not_apply(values: Array, why_not: str) -> None:
    found = mixed_model(grid(values), "f0")
    assert found.why_not.startswith(why_not)
    assert (found.terms, found.unit_variance, found.residual_variance) == ((), None, None)
