"""Effects of a grid: sums of squares as least squares have them, p as textbooks have it, and what no value tells."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import special, stats
from socialsim.evaluation.measure import Array
from socialsim.evaluation.study.cells import Cells
from socialsim.evaluation.study.effects import effects
from socialsim.evaluation.study.findings import Effect
from statsmodels.stats.anova import AnovaRM

from .grids import grid

SOURCES = ["generator", "framework", "generator × framework"]


def drawn(shape: tuple[int, int, int, int], seed: int = 0, missing: float = 0.0) -> Array:
    """Return values of (generators, frameworks, seeds, units) with effects of all kinds."""
    random = np.random.default_rng(seed)
    generators, frameworks, _, units = shape
    cells, persons = random.normal(0, 0.5, (generators, frameworks, 1, 1)), random.normal(3, 1, units)
    values = cells + persons + random.normal(0, 0.3, (generators, frameworks, 1, units)) + random.normal(0, 0.5, shape)
    values[random.random(shape) < missing] = np.nan
    return np.asarray(values)


def least_squares(values: Array) -> dict[str, tuple[float, float]]:
    """Return source → its sum of squares (type III) and the residual one, by columns for every unit and effect."""
    places = np.argwhere(np.isfinite(values))
    y = values[np.isfinite(values)]

    def coded(axis: int) -> Array:
        levels = values.shape[axis]
        return np.vstack([np.eye(levels - 1), -np.ones(levels - 1)])[places[:, axis]]

    one, other = coded(0), coded(1)
    both = (one[:, :, None] * other[:, None, :]).reshape(len(y), -1)
    units, columns = np.eye(values.shape[3])[places[:, 3]], dict(zip(SOURCES, (one, other, both), strict=True))

    def residual(without: str = "") -> float:
        rows = np.hstack([units, *(part for name, part in columns.items() if name != without)])
        return float(((y - rows @ np.linalg.lstsq(rows, y, rcond=None)[0]) ** 2).sum())

    return {name: (residual(name) - residual(), residual()) for name in SOURCES}


def rows(values: Array) -> Array:
    """Return (units, cells, seeds), as `Cells` takes them."""
    return np.moveaxis(values, 3, 0).reshape(values.shape[3], -1, values.shape[2])


@pytest.mark.parametrize("missing", [0.0, 0.2])
def test_sums_of_squares_are_those_of_a_regression_with_a_column_for_every_unit(missing: float) -> None:
    values = drawn((3, 4, 2, 15), missing=missing)
    total = float(np.nansum((values - np.nanmean(values)) ** 2))
    expected = least_squares(values)
    for effect in effects(grid(values)):
        squares, residual = expected[effect.source]
        assert effect.eta2 == pytest.approx(squares / (squares + residual), rel=1e-9)
        assert effect.share == pytest.approx(squares / total, rel=1e-9)


def test_balanced_sums_of_squares_are_those_of_the_means() -> None:
    """Two generators, two frameworks, three units, one seed. Means of generators are 3 and 4, of frameworks 2.5 and
    4.5, so their sums of squares are 12 · ¼ = 3 and 12 · 1 = 12. The cells have 2, 4, 3, 5: no interplay. Units have
    means 3, 3.5 and 4. In the first two cells units are (1, 2, 3) and (4, 4, 4), in the others (3, 3, 3) and
    (4, 5, 6): less unit, cell and mean that leaves ±½ eight times, 2 in all; the total is 3 + 12 + 2 + 2 = 19."""
    values = np.array([[[[1, 2, 3]], [[4, 4, 4]]], [[[3, 3, 3]], [[4, 5, 6]]]], dtype=float)
    generator, framework, both = effects(grid(values))
    assert (generator.eta2, generator.share) == pytest.approx((3 / 5, 3 / 19))
    assert (framework.eta2, framework.share) == pytest.approx((12 / 14, 12 / 19))
    assert (both.eta2, both.share) == (0.0, 0.0)
    assert [effect.free for effect in (generator, framework, both)] == [1, 1, 1]


def test_between_two_frameworks_p_is_that_of_the_paired_t_test() -> None:
    values = drawn((1, 2, 3, 9), seed=4)
    [framework] = effects(grid(values))
    assert framework.source == "framework"
    assert framework.p == pytest.approx(stats.ttest_rel(*values[0].mean(axis=1)).pvalue, rel=1e-9)


def test_among_more_p_is_that_of_repeated_measures_after_greenhouse_and_geisser() -> None:
    """F is that of statsmodels; ε is Box's, of the covariances of the frameworks with rows and columns centred."""
    pandas = pytest.importorskip("pandas")
    values = drawn((1, 4, 1, 12), seed=1)
    of_units = values[0, :, 0]
    rows = [(unit, framework, of_units[framework, unit]) for unit in range(12) for framework in range(4)]
    table = pandas.DataFrame(rows, columns=["unit", "framework", "y"])
    f = float(AnovaRM(table, "y", "unit", within=["framework"]).fit().anova_table["F Value"].iloc[0])
    centre = np.eye(4) - 1 / 4
    covariance = centre @ np.cov(of_units) @ centre
    epsilon = np.trace(covariance) ** 2 / (3 * (covariance**2).sum())
    [framework] = effects(grid(values))
    assert framework.p == pytest.approx(special.fdtrc(3 * epsilon, 33 * epsilon, f), rel=1e-9)


def test_a_resample_is_fitted_as_if_its_units_were_there_so_often() -> None:
    values = drawn((2, 3, 2, 6), missing=0.2)
    times = np.array([2, 0, 1, 1, 3, 0])
    resampled = Cells(rows(values)).fit(times.astype(float))
    repeated = Cells(rows(values[..., np.repeat(np.arange(6), times)])).fit(np.ones(times.sum()))
    np.testing.assert_allclose(resampled.added, repeated.added)
    assert (resampled.residual, resampled.free) == (pytest.approx(repeated.residual), repeated.free)


def test_what_is_alike_in_all_values_of_a_unit_changes_no_partial_effect() -> None:
    values = drawn((2, 3, 2, 10), missing=0.1)
    moved = values + 1e6 * np.arange(10)
    for one, other in zip(effects(grid(values)), effects(grid(moved)), strict=True):
        partial = [(effect.eta2, effect.omega2, effect.low, effect.high, effect.p) for effect in (one, other)]
        assert partial[0] == pytest.approx(partial[1], rel=1e-6)


def test_the_same_seed_gives_the_same_interval_and_another_one_another() -> None:
    values = grid(drawn((2, 2, 1, 10)))
    assert effects(values, seed=3) == effects(values, seed=3)
    assert effects(values, seed=3)[0].high != effects(values, seed=4)[0].high


def test_an_interval_leaves_0_out_where_p_is_below_a_fortieth() -> None:
    """The effects are small enough for p to be on both sides; near .025 resamples and F may differ."""
    found = [effect for seed in range(40) for effect in effects(grid(drawn((2, 3, 1, 30), seed) / 4), resamples=500)]
    sides = [(effect.p < 0.025, (effect.low or 0) > 0) for effect in found if not 0.01 < (effect.p or 0) < 0.05]
    assert sides.count((True, True)) > 20 and sides.count((False, False)) > 20
    assert len(sides) == sides.count((True, True)) + sides.count((False, False))


def test_omega_is_below_0_where_effects_are_less_than_their_noise() -> None:
    """Every unit has its own order of frameworks, and their means are alike."""
    values = np.array([[[1, 2, 3, 1, 2, 3]], [[2, 3, 1, 2, 3, 1]], [[3, 1, 2, 3, 1, 2]]], dtype=float)[None]
    [effect] = effects(grid(values))
    assert effect.eta2 == 0 and effect.low == 0 and effect.p == 1
    assert effect.omega2 is not None and effect.omega2 < 0


# What no value tells


def test_with_one_generator_there_is_no_effect_of_generators_nor_an_interplay() -> None:
    assert [effect.source for effect in effects(grid(drawn((1, 3, 2, 8))))] == ["framework"]
    assert [effect.source for effect in effects(grid(drawn((3, 1, 2, 8))))] == ["generator"]
    assert effects(grid(drawn((1, 1, 2, 8)))) == ()


def test_two_units_have_effects_and_no_interval() -> None:
    for effect in effects(grid(drawn((2, 2, 2, 2)))):
        assert effect.eta2 is not None and effect.share is not None
        assert (effect.omega2, effect.low, effect.high, effect.p) == (None, None, None, None)


@pytest.mark.parametrize(
    "values",
    [
        pytest.param(np.full((2, 2, 2, 5), 0.1), id="all alike"),
        pytest.param(np.broadcast_to(np.arange(7.0) / 10, (2, 2, 3, 7)), id="alike within units"),
        pytest.param(np.arange(4.0).reshape(2, 2, 1, 1), id="no residual"),
        pytest.param(np.where(np.eye(4).reshape(2, 2, 1, 4) > 0, 1.0, np.nan), id="a unit for each cell"),
    ],
)
def test_where_values_do_not_tell_effects_are_none(values: Array) -> None:
    found = effects(grid(values))
    assert found == tuple(Effect(name, 1, None, None, None, None, None, None) for name in SOURCES)  # type: ignore[arg-type]


def test_cells_that_no_unit_connects_are_not_compared() -> None:
    """Half of the units have values of the first generator only, and half of the other one."""
    values = drawn((2, 2, 2, 8))
    values[0, :, :, :4] = values[1, :, :, 4:] = np.nan
    assert [effect.eta2 for effect in effects(grid(values))] == [None, None, None]


def test_an_effect_without_any_noise_is_all_there_is_and_no_surer_than_units_are_many() -> None:
    values = np.broadcast_to(np.array([0.1, 0.7])[None, :, None, None], (2, 2, 2, 5)).copy()
    generator, framework, both = effects(grid(values))
    assert (framework.eta2, framework.omega2, framework.low, framework.high, framework.p) == (1, 1, None, None, 2**-4)
    assert (generator.eta2, both.eta2) == (None, None)
