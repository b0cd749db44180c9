"""The mixed model: on balanced data it is the analysis of variance, and otherwise it says why it is not there."""

from __future__ import annotations

import numpy as np
import pytest
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
    """The residual mean square MS leaves a mean of 40 values an error of √(MS/40), a difference of two √(2 MS/40) and
    a difference of differences √(4 MS/40); between units the variance is that of their means less MS/8."""
    values = drawn() * scale
    means, of_units = values.mean(axis=(2, 3)), values.mean(axis=(0, 1, 2))
    left = values - means[:, :, None, None] - of_units + values.mean()
    square = float((left**2).sum()) / (160 - 20 - 3)
    between = float(of_units.var(ddof=1)) - square / 8
    (direct, framework), (generator, both) = means
    expected = {
        "intercept": (direct, ((between + square / 2) / 20) ** 0.5),
        "generator[g1]": (generator - direct, (2 * square / 40) ** 0.5),
        "framework[f1]": (framework - direct, (2 * square / 40) ** 0.5),
        "generator[g1] × framework[f1]": (both - generator - framework + direct, (4 * square / 40) ** 0.5),
    }
    found = mixed_model(grid(values), "f0")
    assert (found.why_not, found.n) == ("", 160)
    assert found.formula == "quality ~ generator * framework + (1 | persona)"
    assert found.residual_variance == pytest.approx(square, rel=1e-3)
    assert found.unit_variance == pytest.approx(between, rel=1e-2)
    for term in found.terms:
        estimate, error = expected.pop(term.name)
        assert term.estimate == pytest.approx(estimate, rel=1e-6)
        assert term.error == pytest.approx(error, rel=5e-3)
        assert (term.low, term.high) == pytest.approx((estimate - 1.96 * error, estimate + 1.96 * error), rel=1e-2)
        assert (term.p < 0.05) == (not term.low < 0 < term.high)
    assert not expected


def test_terms_are_against_the_baseline_wherever_it_stands() -> None:
    values = drawn()
    terms = {term.name: term.estimate for term in mixed_model(grid(values), "f1").terms}
    assert terms["framework[f0]"] == pytest.approx(float((values[0, 0] - values[0, 1]).mean()))


def test_one_generator_leaves_the_frameworks() -> None:
    found = mixed_model(grid(drawn()[:1]), "f0")
    assert found.formula == "quality ~ framework + (1 | persona)"
    assert [term.name for term in found.terms] == ["intercept", "framework[f1]"]


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
