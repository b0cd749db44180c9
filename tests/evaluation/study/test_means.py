"""Means of cells and over them."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from socialsim.evaluation.measure import Array
from socialsim.evaluation.study.findings import Mean
from socialsim.evaluation.study.means import means
from socialsim.stats import interval_of_mean

from .grids import grid

NAN = np.nan


def found(values: Array, kept: slice = slice(None)) -> dict[tuple[str | None, str | None], Mean]:
    reach = (0.0, 1.0)
    return {(one.generator, one.framework): one for one in means(grid(values, reach), grid(values[kept], reach))}


def test_every_cell_counts_alike_in_a_mean_over_cells() -> None:
    """Over seeds the first unit has ½, 0, 1 and 0, and the other one ½, 1, nothing and 0: a third more in the three
    cells that both have. So it would have had 1⅓ in the third one, whose mean is 1⅙. That counts in means over cells;
    of the cell itself is said what such a mean can be."""
    first = [[[0, 1], [1, 0]], [[0, 1], [NAN, NAN]]]
    other = [[[1, NAN], [NAN, NAN]], [[0, 0], [0, 0]]]
    answer = found(np.array([first, other], dtype=float))
    assert [*answer] == [(g, f) for g in (None, "g0", "g1") for f in (None, "f0", "f1")]
    values = {key: (one.value, one.n, one.missing) for key, one in answer.items()}
    assert values == {
        (None, None): (pytest.approx((1 / 2 + 1 / 2 + 7 / 6) / 4), 11, 5),
        (None, "f0"): (pytest.approx((1 / 2 + 7 / 6) / 2), 5, 3),
        (None, "f1"): (pytest.approx(1 / 4), 6, 2),
        ("g0", None): (pytest.approx(1 / 2), 6, 2),
        ("g1", None): (pytest.approx(7 / 12), 5, 3),
        ("g0", "f0"): (pytest.approx(1 / 2), 4, 0),
        ("g0", "f1"): (pytest.approx(1 / 2), 2, 2),
        ("g1", "f0"): (1.0, 1, 3),
        ("g1", "f1"): (pytest.approx(0, abs=1e-12), 4, 0),
    }
    assert all(one.low is None and one.high is None for one in answer.values()), "two units have no interval"


def test_the_interval_of_a_cell_is_that_of_its_values_by_unit_and_ends_where_the_scale_does() -> None:
    values = np.random.default_rng(0).random((1, 1, 2, 12))
    one = found(values)["g0", "f0"]
    assert (one.low, one.high) == pytest.approx(interval_of_mean(values.ravel(), [*range(12)] * 2))
    answer = found(np.array([0.0, 0.0, 0.0, 0.7]).reshape(1, 1, 1, 4))["g0", "f0"]
    assert answer.low == 0 and answer.high is not None and answer.high <= 1


def least_squares(values: Array) -> Array:
    """Return (cells,): what a regression with a column for every unit and cell says of them, in the mean of units."""
    with warnings.catch_warnings(category=RuntimeWarning, action="ignore"):
        of_units = np.nanmean(values, axis=2).reshape(-1, values.shape[3])
    cells, units = of_units.shape
    places = np.argwhere(np.isfinite(of_units))
    rows = np.hstack([np.eye(cells)[places[:, 0]], np.eye(units)[places[:, 1]]])
    found = np.linalg.lstsq(rows, of_units[np.isfinite(of_units)], rcond=None)[0]
    return np.asarray(found[:cells] + found[cells:].mean())


def test_where_values_are_missing_means_are_those_of_a_regression_with_a_column_for_every_unit() -> None:
    random = np.random.default_rng(3)
    values = random.normal(0.5, 0.1, (2, 3, 2, 9)) + random.normal(0, 0.1, 9)
    values[random.random(values.shape) < 0.4] = NAN
    values[:, :, :, 4] = NAN
    expected = least_squares(values[..., np.arange(9) != 4])
    answer = found(values)
    cells = [(f"g{g}", f"f{f}") for g in range(2) for f in range(3)]
    assert [answer[cell].value for cell in cells] == pytest.approx([*expected])
    assert answer[None, "f1"].value == pytest.approx(expected[[1, 4]].mean())
    assert answer[None, "f1"].low is not None


def test_means_differ_as_units_do_that_have_both_though_the_hard_ones_are_missing() -> None:
    """Cells are alike but for 0.1 that the last one has more. Units are unlike, and it lacks those below the middle:
    the mean of its values is far above that, and its least-squares mean is not."""
    units = np.linspace(0.2, 0.8, 30)
    values = np.broadcast_to(units, (2, 2, 1, 30)) + np.random.default_rng(0).normal(0, 0.02, (2, 2, 1, 30))
    values[1, 1] += 0.1
    whole = found(values)["g1", "f1"]
    values[1, 1, 0, :15] = NAN
    answer = found(values)
    own, beside = answer["g1", "f1"], answer["g1", "f0"]
    assert own.value is not None and beside.value is not None and whole.value is not None
    assert np.nanmean(values[1, 1]) - beside.value > 0.2
    assert own.value - beside.value == pytest.approx(0.1, abs=0.02)
    assert own.low is not None and own.high is not None and own.low < whole.value < own.high
    assert (own.n, own.missing) == (15, 15)


def test_where_no_unit_connects_cells_means_are_of_what_is_there() -> None:
    values = np.random.default_rng(0).random((1, 2, 1, 8))
    values[0, 0, 0, :4] = values[0, 1, 0, 4:] = NAN
    answer = found(values)
    assert answer["g0", "f0"].value == pytest.approx(values[0, 0, 0, 4:].mean())
    assert answer["g0", "f1"].value == pytest.approx(values[0, 1, 0, :4].mean())


def test_a_resample_that_draws_nobody_with_a_value_is_no_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert found(np.array([[[[0.5, 0.6, 1.0, NAN]]]]))["g0", "f0"].value == pytest.approx(0.7)


def test_a_unit_counts_once_however_many_seeds_it_has() -> None:
    """Over seeds the units have ½ and 1; the mean of values would be ⅔."""
    answer = found(np.array([[[[0, 1], [1, NAN]]]], dtype=float))["g0", "f0"]
    assert answer.value == pytest.approx(0.75)


def test_an_interval_has_some_width_or_is_not_there() -> None:
    """Of two values it has, since the next unit may have the other one; of other outcomes nobody knows."""
    shares = found(np.ones((2, 2, 2, 10)))
    for one in shares.values():
        assert one.low is not None and one.high == one.value == 1 and one.low < 0.9
    assert shares[None, None].low > shares["g0", "f0"].low  # type: ignore[operator]
    for one in found(np.full((2, 2, 2, 10), 0.7)).values():
        assert (one.value, one.low, one.high) == (pytest.approx(0.7), None, None)


def test_an_interval_of_shares_has_the_mean_in_it_when_values_are_missing() -> None:
    random = np.random.default_rng(1)
    values = (random.random((2, 2, 2, 12)) < 0.95).astype(float)
    values[random.random(values.shape) < 0.3] = NAN
    for one in found(values).values():
        assert one.value is not None and one.low is not None and one.high is not None
        assert 0 <= one.low <= one.value <= one.high <= 1 and one.high - one.low > 0.1


def test_an_empty_cell_has_no_mean_and_neither_has_what_is_over_it() -> None:
    values = np.random.default_rng(0).random((2, 2, 1, 5))
    values[1, 1] = NAN
    answer = found(values, kept=slice(1))
    for over in (("g1", "f1"), ("g1", None)):
        assert (answer[over].value, answer[over].low, answer[over].high) == (None, None, None)
    assert (answer["g1", None].n, answer["g1", None].missing) == (5, 5)
    assert answer[None, "f0"].value == pytest.approx(values[0, 0].mean()), "of the generators that are complete"
    assert answer["g1", "f0"].value == pytest.approx(values[1, 0].mean())
