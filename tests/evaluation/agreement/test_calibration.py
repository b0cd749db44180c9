"""A judge beside people: the verdict says what the intervals say, and no more."""

from __future__ import annotations

import numpy as np
import pytest
from socialsim.evaluation.agreement.calibration import Calibration, calibrate
from socialsim.evaluation.agreement.chance import cohen
from socialsim.evaluation.agreement.coefficient import Array
from socialsim.evaluation.agreement.study import Design
from socialsim.evaluation.agreement.table import RatingTable, centre_of

from tests.evaluation.agreement.simulated import Ratings

PEOPLE = ("ann", "bob", "cleo")
DESIGN = Design({"people": PEOPLE, "judge": ["judge"]}, resamples=500)


def study(judge: Array, people: Array) -> RatingTable:
    items = tuple(f"item {number}" for number in range(len(judge)))
    return RatingTable("empathy", items, (*PEOPLE[: people.shape[1]], "judge"), np.column_stack([people, judge]))


def verdict(judge: Array, people: Array, margin: float = 0.1) -> str:
    return calibrate(study(judge, people), "judge", "people", DESIGN, margin).verdict


@pytest.fixture
def people() -> Array:
    return Ratings(0.7).draw(np.random.default_rng(5), 400)


def test_a_judge_that_is_one_more_person_agrees_as_well() -> None:
    drawn = Ratings(0.7, raters=4).draw(np.random.default_rng(5), 1_000)
    assert verdict(drawn[:, 3], drawn[:, :3]).endswith("as well as people agree with each other, to within 0.1")
    assert "cannot be told" in verdict(drawn[:, 3], drawn[:, :3], margin=0)  # as well, and not better


def test_a_judge_that_guesses_agrees_less(people: Array) -> None:
    guessed = np.random.default_rng(6).integers(0, 5, 400).astype(float)
    assert verdict(guessed, people).endswith("less than people agree with each other, by more than 0.1")


def test_a_judge_that_knows_the_median_agrees_better(people: Array) -> None:
    assert verdict(centre_of(people, "median"), people).endswith("better than people agree with each other")


def test_few_items_tell_nothing(people: Array) -> None:
    assert verdict(people[:12, 2], people[:12, :2]).endswith("cannot be told from 12 items")


def test_one_person_is_nobody_to_compare_with(people: Array) -> None:
    assert verdict(people[:, 1], people[:, :1]).endswith("it takes two people who rated")


def test_judge_and_person_are_compared_with_the_same_others_on_the_same_items(people: Array) -> None:
    judge = people[:, 0].copy()
    judge[:10] = np.nan
    found = calibrate(study(judge, people), "judge", "people", DESIGN)
    kappa = found.compared[1]
    assert (kappa.coefficient, kappa.items) == ("Cohen's kappa, quadratic", 390)
    by_hand: dict[str, list[float]] = {"judge": [], "people": []}
    for left in range(3):
        others = centre_of(np.delete(people, left, axis=1)[10:], "median")
        by_hand["judge"].append(cohen("quadratic").value(np.column_stack([others, judge[10:]])))
        by_hand["people"].append(cohen("quadratic").value(np.column_stack([others, people[10:, left]])))
    assert (kappa.judge, kappa.people) == pytest.approx((np.mean(by_hand["judge"]), np.mean(by_hand["people"])))
    assert kappa.difference == pytest.approx(kappa.judge - kappa.people)


def test_bias_is_how_much_higher_the_judge_rates(people: Array) -> None:
    found = calibrate(study(centre_of(people, "median") + 1, people), "judge", "people", DESIGN)
    assert [one.coefficient for one in found.against] == ["Spearman's rho", "Cohen's kappa, quadratic", "bias"]
    assert found.against[2].value == pytest.approx(1)
    assert found.against[0].value == pytest.approx(1)  # who is always milder by one still orders the items alike
    assert found.against[1].value < 0.9


def test_nominal_ratings_are_compared_by_kappa_alone(people: Array) -> None:
    design = Design(DESIGN.groups, "nominal", resamples=500)
    found: Calibration = calibrate(study(people[:, 0], people), "judge", "people", design)
    assert [one.coefficient for one in found.against] == ["Cohen's kappa, unweighted"]
