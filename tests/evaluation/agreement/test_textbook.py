"""Coefficients against the numbers of textbooks and of the papers that they are from."""

from __future__ import annotations

import numpy as np
import pytest
from socialsim.evaluation.agreement.alpha import Level, krippendorff
from socialsim.evaluation.agreement.chance import cohen, fleiss, gwet
from socialsim.evaluation.agreement.coefficient import Array, Coefficient
from socialsim.evaluation.agreement.difference import bias, percent
from socialsim.evaluation.agreement.icc import Form, icc

NAN = np.nan
# Fleiss 1971, table 1: how many of 6 psychiatrists gave each of 30 patients each of 5 diagnoses.
DIAGNOSES = """
00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031
00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006
"""
# Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", section C: 4 observers, 12 units, missing cells.
OBSERVERS = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3],
        [NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN],
    ]
).T
# Shrout and Fleiss 1979, table 2: 6 targets, 4 judges.
TARGETS = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], dtype=float)


def diagnoses() -> Array:
    """Return (patients, psychiatrists); who of them said what is not told, and does not matter."""
    rows = [[code for code, often in enumerate(map(int, word)) for _ in range(often)] for word in DIAGNOSES.split()]
    return np.array(rows, dtype=float)


def value(coefficient: Coefficient, values: Array) -> float:
    return coefficient.value(values[coefficient.usable(values)])


def test_fleiss_1971() -> None:
    assert value(fleiss(), diagnoses()) == pytest.approx(0.430, abs=5e-4)


@pytest.mark.parametrize(
    ("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_krippendorff_2011(level: Level, alpha: float) -> None:
    assert value(krippendorff(level), OBSERVERS) == pytest.approx(alpha, abs=5e-4)


def test_gwet_s_ac1_of_the_same_ratings_is_that_of_the_handbook() -> None:
    # Gwet 2014 computes it on Krippendorff's example; the R package irrCAC prints 0.77544 for cac.raw4raters.
    assert value(gwet(), OBSERVERS) == pytest.approx(0.77544, abs=5e-6)


@pytest.mark.parametrize(
    ("form", "printed", "low", "high"),
    [
        ("1,1", 0.17, -0.13, 0.72),
        ("2,1", 0.29, 0.02, 0.76),
        ("3,1", 0.71, 0.34, 0.95),
        ("1,k", 0.44, -0.88, 0.91),
        ("2,k", 0.62, 0.07, 0.93),
        ("3,k", 0.91, 0.68, 0.99),
    ],
)
def test_shrout_and_fleiss_1979(form: Form, printed: float, low: float, high: float) -> None:
    assert round(value(icc(form), TARGETS), 2) == printed
    textbook = icc(form).textbook(TARGETS)
    # Intervals as R's psych::ICC, which follows the paper, prints them for the same table.
    assert (round(textbook.low or 0, 2), round(textbook.high or 0, 2)) == (low, high)


def test_ratings_that_leave_the_formulas_of_an_icc_nothing_to_divide_have_no_interval() -> None:
    alike = np.array([[2, 2], [1, 3], [3, 1]], dtype=float)  # the means of items are one, and so are those of raters
    assert (icc("2,1").textbook(alike).low, icc("2,1").textbook(alike).high) == (None, None)
    few = np.array([[2, 1, 1], [1, 1, 1], [1, 3, 2]], dtype=float)  # one rating's lower bound is below -1/2
    one, mean = icc("2,1").textbook(few), icc("2,k").textbook(few)
    assert one.low is not None and one.low < -0.5
    assert mean.low is None and mean.high is not None and mean.high < 1


@pytest.mark.filterwarnings("error")
def test_a_rater_who_always_says_the_same_is_no_warning() -> None:
    values = np.array([[0, 1], [1, 1], [0, 1]], dtype=float)
    assert value(cohen("quadratic"), values) == 0
    assert cohen().textbook(values).p is None


def test_cohen_1968() -> None:
    # Table 1 of Cohen 1968: proportions of 200 patients by two psychiatrists; its unweighted kappa is .492.
    table = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
    pairs = [(row, column) for row in range(3) for column in range(3) for _ in range(table[row][column])]
    assert value(cohen(), np.array(pairs, dtype=float)) == pytest.approx(0.492, abs=5e-4)


def test_values_that_nobody_used_are_distance_and_in_order_they_are_not() -> None:
    # Nobody said 2 or 3. By value: mean squared difference 16 · 1/4 = 4; by chance (½ each) 16 · ½ = 8; 1 - 4/8.
    values = np.array([[1, 1], [5, 5], [1, 5], [5, 5]], dtype=float)
    spread = np.array([[1, 1], [5, 5], [1, 4], [5, 5]], dtype=float)
    assert value(cohen("quadratic"), values) == value(cohen("quadratic", "order"), values)  # two values have one gap
    # By value 1, 4, 5: observed 9/4; by chance ½·¼·(0+9+2·16) + ½·¼·(16+1+0) = 7.25. In order 0, 1, 2: ¼ and 17/8.
    assert value(cohen("quadratic"), spread) == pytest.approx(1 - 2.25 / 7.25)
    expected = 0.5 * (0.25 * 0 + 0.25 * 1 + 0.5 * 4) + 0.5 * (0.25 * 4 + 0.25 * 1 + 0.5 * 0)
    assert value(cohen("quadratic", "order"), spread) == pytest.approx(1 - 0.25 / expected)


def test_percent_agreement_and_bias_by_hand() -> None:
    values = np.array([[1, 1, 2], [3, 3, 3], [1, NAN, 4], [5, NAN, NAN]])
    assert value(percent(), values) == pytest.approx((1 / 3 + 1 + 0) / 3)
    assert value(percent(1), values) == pytest.approx((1 + 1 + 0) / 3)
    assert percent().usable(values).tolist() == [True, True, True, False]
    pair = np.array([[1, 2], [2, 2], [3, 5]], dtype=float)  # differences 1, 0, 2: mean 1, standard deviation 1
    found = [value(bias(limit), pair) for limit in (0, -1, 1)]
    assert found == pytest.approx([1, 1 - 1.959964, 1 + 1.959964])
