"""Ratings become tables, groups of raters become one."""

from __future__ import annotations

import numpy as np
import pytest
from socialsim.evaluation.agreement.figure import mean_rating
from socialsim.evaluation.agreement.study import Design, agreement
from socialsim.evaluation.agreement.table import centre_of, tables
from socialsim.signatures import InputError, Rating
from socialsim.stats import interval_of_mean

NAN = np.nan


def test_a_table_for_each_dimension_with_gaps_where_nobody_rated() -> None:
    said = [("i1", "a", 3.0), ("i2", "a", None), ("i2", "b", 5.0)]
    found = tables([*(Rating(item, "", "empathy", *rest) for item, *rest in said), Rating("i9", "", "skill", "a", 1.0)])
    assert [(one.dimension, one.items, one.raters) for one in found] == [
        ("empathy", ("i1", "i2"), ("a", "b")),
        ("skill", ("i9",), ("a",)),
    ]
    np.testing.assert_array_equal(found[0].values, [[3, NAN], [NAN, 5]])


def test_dimensions_of_two_scales_are_kept_apart() -> None:
    found = tables([Rating("i", scale, "empathy", "a", 1.0) for scale in ("criteria", "esc-eval")])
    assert [one.dimension for one in found] == ["criteria: empathy", "esc-eval: empathy"]


def test_ratings_by_no_scale_belong_to_the_one_that_has_the_dimension() -> None:
    judged, said = Rating("i", "criteria", "empathy", "gpt", 1.0), Rating("i", "", "empathy", "ann", 2.0)
    (table,) = tables([judged, said])
    assert (table.dimension, table.raters) == ("empathy", ("gpt", "ann"))
    with pytest.raises(InputError, match='ann rates item "i" of "empathy" in two places; keep one'):
        tables([judged, said, Rating("i", "criteria", "empathy", "ann", 2.0)])


def test_what_stands_for_a_group() -> None:
    values = np.array([[1, 2, 5], [1, NAN, 2], [NAN, NAN, NAN], [4, 4, 1]])
    np.testing.assert_array_equal(centre_of(values, "median"), [2, 1.5, NAN, 4])
    np.testing.assert_array_equal(centre_of(values, "mean"), [8 / 3, 1.5, NAN, 3])
    np.testing.assert_array_equal(centre_of(values, "majority"), [NAN, NAN, NAN, 4])


def test_groups_are_studied_as_wholes_in_pairs_and_between_each_other() -> None:
    random = np.random.default_rng(0)
    ratings = [Rating(str(i), "", "d", rater, float(random.integers(1, 6))) for i in range(20) for rater in "abcd"]
    (table,) = tables(ratings)
    design = Design({"experts": "ab", "crowd": "cd", "absent": "z"}, resamples=200)
    who = {(one.kind, one.who) for one in agreement(table, design)}
    assert who == {
        *(("rater", name) for name in "abcd"),
        *(("group", "experts"), ("group", "crowd"), ("pair", "a – b"), ("pair", "c – d")),
        ("groups", "experts – crowd"),
    }
    alone = {one.kind for one in agreement(table, Design({"all": "abcd"}, pairs=False, resamples=200))}
    assert alone == {"rater", "group"}


def test_the_same_seed_gives_the_same_intervals_and_another_seed_others() -> None:
    random = np.random.default_rng(0)
    (table,) = tables([Rating(str(i), "", "d", r, float(random.integers(1, 6))) for i in range(20) for r in "ab"])
    bounds = [[one.low for one in agreement(table, Design({"all": "ab"}, seed=seed))] for seed in (0, 0, 1)]
    assert bounds[0] == bounds[1] != bounds[2]


def test_every_rater_has_a_mean_but_not_of_names() -> None:
    ratings = [Rating(item, "", "d", "ann", value) for item, value in zip("abcd", (1.0, 2.0, None, 6.0), strict=True)]
    (table,) = tables(ratings)
    (only,) = agreement(table, Design({"all": ["ann"]}, resamples=200))
    assert (only.kind, only.coefficient, only.value, only.items, only.missing) == ("rater", "mean rating", 3.0, 3, 1)
    assert not [*agreement(table, Design({"all": ["ann"]}, level="nominal", resamples=200))]


def test_a_mean_rating_has_the_interval_of_any_mean() -> None:
    random = np.random.default_rng(4)
    ratings = [
        Rating(str(item), "", "d", rater, None if rater == "bob" and item % 5 == 0 else float(random.integers(1, 6)))
        for rater in ("ann", "bob")
        for item in range(30)
    ]
    (table,) = tables(ratings)
    means = {one.who: one for one in agreement(table, Design({"all": ["ann", "bob"]}, seed=3)) if one.kind == "rater"}
    for rater, count in (("ann", 30), ("bob", 24)):
        said = [(one.item, one.value) for one in ratings if one.rater == rater and one.value is not None]
        found = means[rater]
        assert found.items == len(said) == count
        assert found.value == pytest.approx(np.mean([value for _, value in said]))
        assert (found.low, found.high) == interval_of_mean([v for _, v in said], [item for item, _ in said], seed=3)


def test_a_mean_of_few_or_no_ratings_has_no_interval() -> None:
    (table,) = tables([Rating("a", "", "d", "ann", 2.0), Rating("a", "", "d", "bob", None)])
    one, none = (mean_rating(table, rater) for rater in ("ann", "bob"))
    assert (one.value, one.low, one.items, one.why) == (2.0, None, 1, "no interval from 1 item")
    assert np.isnan(none.value) and (none.low, none.items, none.missing) == (None, 0, 1)
