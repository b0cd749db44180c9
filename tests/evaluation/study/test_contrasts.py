"""Contrasts of cells: what is worked by hand, what is left out, and which of them are corrected together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats
from socialsim.evaluation.measure import Array
from socialsim.evaluation.study.contrasts import at_worst, paired_contrasts
from socialsim.evaluation.study.findings import PairedContrast
from socialsim.evaluation.study.observations import Observations
from statsmodels.stats.multitest import multipletests

from .grids import grid


def found(
    values: Array, baseline: str = "f0", full: str = "f1", complete: Observations | None = None
) -> dict[tuple[str, str], PairedContrast]:
    """Return a/b → contrast, as ``g0 f1`` and ``g0 f0``; * stands for all generators."""
    whole = grid(values)
    contrasts = paired_contrasts(whole, complete or whole, baseline=baseline, full=full)
    return {
        (" ".join(part or "*" for part in one.a), " ".join(part or "*" for part in one.b)): one for one in contrasts
    }


def test_a_contrast_is_of_the_units_that_have_both_sides() -> None:
    """Seeds averaged, the framework has 2, 5, 3, 4 and none, and the baseline 1, 2, 3, 5 and 9: apart 1, 3, 0, -1,
    whose mean is ¾ and whose variance (1/16 + 81/16 + 9/16 + 49/16) / 3 = 140/48. Two units are won, one is lost."""
    nan = np.nan
    values = np.array([[[[1, 2, 3, nan, 9], [1, 2, 3, 5, 9]], [[1, 5, 2, 4, nan], [3, 5, 4, nan, nan]]]], dtype=float)
    one = found(values)["g0 f1", "g0 f0"]
    assert one.difference == pytest.approx(0.75)
    assert one.effect == pytest.approx(0.75 / (140 / 48) ** 0.5)
    assert one.wins == pytest.approx((2 + 0.5) / 4)
    assert (one.units, one.missing) == (4, 1)
    assert one.low is not None and one.high is not None and one.low < 0.75 < one.high
    assert one.p_holm == one.p


def test_over_all_generators_a_contrast_is_of_the_units_that_have_them_all() -> None:
    """With the second generator all units are 4 better; with the first one three are there, 0, 1 and 3 better. By unit
    that is 2, 2½ and 3½, with a mean of 8/3."""
    values = np.zeros((2, 2, 1, 5))
    values[0, 1, 0] = [0, 1, 3, np.nan, np.nan]
    values[1, 1, 0] = 4
    one = found(values)["* f1", "* f0"]
    assert one.difference == pytest.approx(8 / 3)
    assert one.effect == pytest.approx(8 / 3 / np.std([2, 2.5, 3.5], ddof=1))
    assert (one.wins, one.units, one.missing) == (1, 3, 2)


def test_over_all_generators_means_over_those_whose_cells_are_all_there() -> None:
    values = np.random.default_rng(0).normal(size=(3, 2, 1, 6))
    values[2, 0] = np.nan
    contrasts = found(values, complete=grid(values[:2]))
    apart = values[:2, 1, 0] - values[:2, 0, 0]
    assert contrasts["* f1", "* f0"].difference == pytest.approx(apart.mean())
    empty = contrasts["g2 f1", "g2 f0"]
    assert (empty.difference, empty.low, empty.p, empty.p_holm, empty.units, empty.missing) == (*[None] * 4, 0, 6)


def test_an_interval_and_p_are_near_those_of_the_t_test() -> None:
    values = np.random.default_rng(1).normal(size=(1, 2, 1, 60))
    values[0, 1] += 0.4
    one, expected = found(values)["g0 f1", "g0 f0"], stats.ttest_rel(values[0, 1, 0], values[0, 0, 0])
    low, high = expected.confidence_interval()
    assert (one.low, one.high) == pytest.approx((low, high), abs=0.1 * (high - low))
    assert one.p == pytest.approx(expected.pvalue, rel=0.3)


def test_the_three_families_hold_what_they_say_and_are_corrected_each_for_itself() -> None:
    values = np.random.default_rng(2).normal(size=(3, 3, 2, 20)) + np.arange(3)[:, None, None, None] / 4
    contrasts = found(values, baseline="f1", full="f2")
    families: dict[str, list[PairedContrast]] = {}
    for one in contrasts.values():
        families.setdefault(one.family, []).append(one)
    pairs = {family: [key for key, one in contrasts.items() if one.family == family] for family in families}
    assert pairs["framework within generator"] == [
        (f"{generator} {name}", f"{generator} f1") for generator in ("*", "g0", "g1", "g2") for name in ("f0", "f2")
    ]
    assert pairs["generator within framework"] == [
        (f"{a} {name}", f"{b} {name}") for name in ("f2", "f1") for a, b in (("g0", "g1"), ("g0", "g2"), ("g1", "g2"))
    ]
    assert sorted(pairs["across"]) == [(f"g{a} f2", f"g{b} f1") for a in range(3) for b in range(3) if a != b]
    for members in families.values():
        expected = multipletests([one.p for one in members], method="holm")[1]
        assert [one.p_holm for one in members] == pytest.approx(list(expected))


def test_one_generator_and_one_framework_leave_little_to_compare() -> None:
    values = np.random.default_rng(3).normal(size=(2, 2, 1, 5))
    assert [*found(values[:1])] == [("g0 f1", "g0 f0")]
    assert [*found(values[:, :1], full="f0")] == [("g0 f0", "g1 f0")]


# Few units, two values, and no spread


def test_of_few_units_p_is_no_smaller_than_that_of_all_signs() -> None:
    """So that of five nothing is significant; of six it is where all are better."""
    values = np.zeros((1, 2, 1, 6))
    values[0, 1, 0] = [1.0, 1.1, 0.9, 1.2, 0.8, 1.0]
    six, five = (found(values[..., :units])["g0 f1", "g0 f0"] for units in (6, 5))
    assert (six.p, five.p) == (1 / 32, 1 / 16)
    assert six.low is not None and five.low is not None and six.low > 0 and five.low > 0


@pytest.mark.parametrize("units", [5, 30])
def test_where_all_units_differ_alike_there_is_no_interval_and_p_is_that_of_the_signs(units: int) -> None:
    levels = np.linspace(1, 2, units)
    one = found(np.array([levels, levels + 0.3])[None, :, None])["g0 f1", "g0 f0"]
    assert one.difference == pytest.approx(0.3)
    assert (one.low, one.high, one.effect, one.wins, one.p) == (None, None, None, 1, 2.0 ** (1 - units))
    one = found(np.array([levels, levels])[None, :, None])["g0 f1", "g0 f0"]
    assert (one.difference, one.low, one.high, one.p, one.wins) == (0, None, None, 1, 0.5)


def test_a_difference_of_shares_has_an_interval_even_where_all_units_are_alike() -> None:
    values = np.zeros((1, 2, 1, 20))
    one = found(values)["g0 f1", "g0 f0"]
    assert one.low is not None and one.high is not None
    assert one.low == pytest.approx(-one.high) and 0.05 < one.high < 0.3 and one.p == 1
    values[0, 1] = 1
    one = found(values)["g0 f1", "g0 f0"]
    assert one.difference == 1 and one.low is not None and 0.5 < one.low < 0.9
    assert one.p is not None and one.p < 1e-6


# Had all that is missing been the worst


def worst(values: Array, complete: Observations | None = None) -> tuple[PairedContrast, ...]:
    return at_worst(grid(values), complete or grid(values), baseline="f0", full="f2")


def test_at_worst_missing_values_are_the_lowest_that_was_seen() -> None:
    """The lowest value is 1, in a framework that is neither of the two; 4, none and 6 less 3 each are 1, -2 and 3."""
    values = np.full((1, 3, 1, 3), 3.0)
    values[0, 2, 0], values[0, 1, 0, 0] = [4, np.nan, 6], 1
    [one] = worst(values)
    assert (one.family, one.a, one.b) == ("framework within generator", ("g0", "f2"), ("g0", "f0"))
    assert (one.difference, one.units, one.missing) == (pytest.approx(2 / 3), 3, 0)
    lower = replace(grid(values), outcome=replace(grid(values).outcome, better="lower"))
    [one] = at_worst(lower, lower, baseline="f0", full="f2")
    assert one.difference == pytest.approx((1 + 3 + 3) / 3), "where lower is better, the highest: 6"


def test_at_worst_contrasts_are_over_the_generators_that_contrasts_are_over_and_corrected_together() -> None:
    values = np.random.default_rng(5).normal(size=(3, 3, 2, 20))
    values[:, 2, 0, :3] = np.nan
    contrasts = worst(values, grid(values[:2]))
    assert [(one.a[0], one.units) for one in contrasts] == [(None, 20), ("g0", 20), ("g1", 20), ("g2", 20)]
    over, first, second, _ = (one.difference for one in contrasts)
    assert over == pytest.approx((first + second) / 2)  # type: ignore[operator]
    expected = multipletests([one.p for one in contrasts], method="holm")[1]
    assert [one.p_holm for one in contrasts] == pytest.approx([*expected])


def test_at_worst_there_is_nothing_to_say_where_neither_side_lacks_a_value() -> None:
    values = np.random.default_rng(5).normal(size=(2, 3, 2, 8))
    values[:, 1, 0, 0] = np.nan
    assert worst(values) == ()
    assert worst(values * np.nan) == ()
    values[:, 2, 0, 0] = np.nan
    assert worst(values)
    neither = replace(grid(values), outcome=replace(grid(values).outcome, better=None))
    assert at_worst(neither, neither, baseline="f0", full="f2") == ()
