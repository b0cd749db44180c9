"""All that is said of an outcome, on grids that lack something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import numpy as np
import pytest
from socialsim.evaluation.measure import Array
from socialsim.evaluation.study.findings import OutcomeFindings
from socialsim.evaluation.study.outcome import outcome_findings
from socialsim.signatures import ConfigurationError

from .grids import grid

pytestmark = pytest.mark.filterwarnings("error")


def drawn(*shape: int) -> Array:
    random = np.random.default_rng(7)
    generators, frameworks, _, units = shape
    return np.asarray(
        random.normal(0, 1, (generators, frameworks, 1, 1)) + random.normal(0, 1, units) + random.random(shape)
    )


def findings(values: Array, full: str = "f1") -> OutcomeFindings:
    return outcome_findings(grid(values), baseline="f0", full=full, resamples=200)


def numbers(value: object) -> Iterator[float]:
    if isinstance(value, float):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from numbers(part)
    elif is_dataclass(value):
        for part in fields(value):
            if part.name != "outcome":
                yield from numbers(getattr(value, part.name))


def lacking(values: Array, *place: int) -> Array:
    values = values.copy()
    values[place] = np.nan
    return values


GRIDS = {
    "whole": drawn(3, 3, 2, 10),
    "one generator": drawn(1, 3, 2, 10),
    "one seed": drawn(2, 2, 1, 10),
    "two units": drawn(2, 2, 2, 2),
    "one unit": drawn(2, 2, 2, 1),
    "one value for each cell": drawn(2, 2, 1, 1),
    "nothing": drawn(2, 2, 2, 5) * np.nan,
    "no units": drawn(2, 2, 2, 0),
    "constant": np.full((2, 2, 2, 6), 0.1),
    "yes or no": (drawn(2, 2, 2, 12) > 0.5).astype(float),
    "an empty cell": lacking(drawn(3, 3, 2, 10), 1, 2),
    "an empty baseline": lacking(drawn(3, 3, 2, 10), slice(None), 0),
    "values here and there": np.where(np.random.default_rng(0).random((3, 3, 2, 6)) < 0.85, np.nan, drawn(3, 3, 2, 6)),
    "nothing but cells": np.broadcast_to(drawn(2, 3, 1, 1), (2, 3, 2, 8)),
}


@pytest.mark.parametrize("values", [pytest.param(values, id=name) for name, values in GRIDS.items()])
def test_no_figure_is_ever_nan_and_nothing_is_warned_of(values: Array) -> None:
    found = findings(values)
    assert np.isfinite([*numbers(found)]).all()
    assert found.n + found.missing == values.size
    assert found == findings(values), "the same seed says the same"


def test_a_whole_grid_has_everything() -> None:
    found = findings(GRIDS["whole"])
    assert (found.n, found.missing, found.units, found.left_out) == (180, 0, 10, ())
    assert [effect.source for effect in found.effects] == ["generator", "framework", "generator × framework"]
    assert all(effect.low is not None for effect in found.effects)
    assert len(found.means) == 16 and found.mixed.terms
    assert (found.at_worst, found.constant) == ((), None)
    assert {one.family for one in found.contrasts} == {
        "framework within generator",
        "generator within framework",
        "across",
    }


def test_a_generator_with_an_empty_cell_is_left_out_of_what_is_over_cells_and_named() -> None:
    values = GRIDS["an empty cell"]
    found, without = findings(values), findings(values[[0, 2]])
    assert found.left_out == ("g1",)
    assert found.effects == without.effects
    assert found.mixed.n == without.mixed.n == 60
    assert found.mean(None, "f0") == without.mean(None, "f0")
    own = found.mean("g1", "f0")
    assert own is not None and own.value == pytest.approx(values[1, 0].mean())


def test_a_framework_without_any_value_is_left_out_before_generators_are() -> None:
    found = findings(GRIDS["an empty baseline"])
    assert found.left_out == ("f0",)
    assert len(found.effects) == 3 and found.effects[1].free == 1
    assert found.mixed.why_not == "The baseline, f0, has no values."
    assert findings(GRIDS["nothing"]).left_out == ("g0", "g1", "f0", "f1")


def test_a_value_that_all_have_is_told() -> None:
    assert findings(GRIDS["constant"]).constant == 0.1
    assert findings(lacking(GRIDS["constant"], 0, 0, 0, 0)).constant == 0.1
    assert findings(GRIDS["nothing"]).constant is None


def test_what_is_missing_is_also_taken_for_the_worst() -> None:
    found = findings(lacking(GRIDS["whole"], 1, 1, 0, slice(3)))
    assert [one.a for one in found.at_worst] == [(name, "f1") for name in (None, "g0", "g1", "g2")]
    whole = {one.a: one for one in findings(GRIDS["whole"]).contrasts if one.family == "framework within generator"}
    assert [one.a[0] for one in found.at_worst if one.difference != whole[one.a].difference] == [None, "g1"]


def test_no_interval_is_a_point() -> None:
    for values in GRIDS.values():
        found = findings(values)
        for one in (*found.means, *found.effects, *found.contrasts, *found.at_worst):
            assert one.low is None or one.high is None or one.low < one.high, one


def test_a_framework_that_is_not_there_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="full=whole: there are f0, f1"):
        findings(drawn(2, 2, 1, 3), full="whole")
