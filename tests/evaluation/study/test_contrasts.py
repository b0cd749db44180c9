"""Contrasts of cells: what is worked by hand, what is left out, and which of them are corrected together."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from socialsim.evaluation.measure import Array
from socialsim.evaluation.study.contrasts import paired_contrasts
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


def test_over_all_generators_each_of_them_counts_alike() -> None:
    """In the first generator two units are there, 1 and 3 better with the framework; in the other one all four, by 4.
    The mean of the means 2 and 4 is 3, and not the mean of six. By unit that is 2½ and 3½ and twice 4."""
    values = np.zeros((2, 2, 1, 4))
    values[0, 1, 0] = [1, 3, np.nan, np.nan]
    values[1, 1, 0] = 4
    one = found(values)["* f1", "* f0"]
    assert one.difference == pytest.approx(3)
    assert one.effect == pytest.approx(3.5 / np.std([2.5, 3.5, 4, 4], ddof=1))
    assert (one.wins, one.units, one.missing) == (1, 4, 0)


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
