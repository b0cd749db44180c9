"""Means of cells and over them."""

from __future__ import annotations

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
    """The cells have means ½ (of 4 values), ½ (of 2), 1 (of 1) and 0 (of 4)."""
    first = [[[0, 1], [1, 0]], [[0, 1], [NAN, NAN]]]
    other = [[[1, NAN], [NAN, NAN]], [[0, 0], [0, 0]]]
    answer = found(np.array([first, other], dtype=float))
    assert [*answer] == [(g, f) for g in (None, "g0", "g1") for f in (None, "f0", "f1")]
    values = {key: (one.value, one.n, one.missing) for key, one in answer.items()}
    assert values == {
        (None, None): (0.5, 11, 5),
        (None, "f0"): (0.75, 5, 3),
        (None, "f1"): (0.25, 6, 2),
        ("g0", None): (0.5, 6, 2),
        ("g1", None): (0.5, 5, 3),
        ("g0", "f0"): (0.5, 4, 0),
        ("g0", "f1"): (0.5, 2, 2),
        ("g1", "f0"): (1.0, 1, 3),
        ("g1", "f1"): (0.0, 4, 0),
    }
    assert all(one.low is None and one.high is None for one in answer.values()), "two units have no interval"


def test_the_interval_of_a_cell_is_that_of_its_values_by_unit_and_ends_where_the_scale_does() -> None:
    values = np.random.default_rng(0).random((1, 1, 2, 12))
    one = found(values)["g0", "f0"]
    assert (one.low, one.high) == pytest.approx(interval_of_mean(values.ravel(), [*range(12)] * 2))
    answer = found(np.array([0.0, 0.0, 0.0, 0.7]).reshape(1, 1, 1, 4))["g0", "f0"]
    assert answer.low == 0 and answer.high is not None and answer.high <= 1


def test_an_empty_cell_has_no_mean_and_neither_has_what_is_over_it() -> None:
    values = np.random.default_rng(0).random((2, 2, 1, 5))
    values[1, 1] = NAN
    answer = found(values, kept=slice(1))
    for over in (("g1", "f1"), ("g1", None)):
        assert (answer[over].value, answer[over].low, answer[over].high) == (None, None, None)
    assert (answer["g1", None].n, answer["g1", None].missing) == (5, 5)
    assert answer[None, "f0"].value == pytest.approx(values[0, 0].mean()), "of the generators that are complete"
    assert answer["g1", "f0"].value == pytest.approx(values[1, 0].mean())
