"""How good a program is, and how sure that is: what counts as a score, and how often the interval is right."""

from __future__ import annotations

from typing import Any

import dspy
import pytest
from socialsim.generators.offline.engine import offline_lm
from socialsim.optimizers import Item, Scores
from socialsim.optimizers.measuring import Measured, compare, failures, measure
from socialsim.optimizers.metrics import Quality
from socialsim.programs.program import Program, Steps, call
from socialsim.signatures import ConfigurationError, ParseFailure, Refusal

from tests.optimizers.conftest import simulation


def test_of_one_group_or_two_nothing_is_known() -> None:
    scores = compare(Measured({"a": 0.1}), Measured({"a": 0.9}), {"a": 0})
    assert (scores.low, scores.high, scores.better) == (-1.0, 1.0, False)


def test_ties_are_an_interval_of_no_width_and_no_better() -> None:
    same = Measured({str(number): 0.5 for number in range(12)})
    scores = compare(same, same, {str(number): number for number in range(12)})
    assert (scores.difference, scores.low, scores.high, scores.better) == (0.0, 0.0, 0.0, False)


def test_only_examples_with_both_scores_are_compared_and_failures_are_counted() -> None:
    before = Measured({"a": 0.25, "b": 0.5, "c": 0.5}, {"d": "parse-failed"})
    after = Measured({"b": 0.75, "c": 1.0, "d": 1.0}, {"a": "refused"})
    scores = compare(before, after, {"a": 0, "b": 1, "c": 2, "d": 3})
    assert (scores.n, scores.groups) == (2, 2)
    assert (scores.before, scores.after, scores.difference) == (0.5, 0.875, 0.375)
    assert (scores.failed_before, scores.failed_after) == (1, 1)
    assert (scores.low, scores.high) == (-1.0, 1.0)  # two groups


def test_a_group_counts_once_however_many_turns_it_has() -> None:
    before = Measured({f"{number}": 0.0 for number in range(20)})
    after = Measured({f"{number}": float(number > 1) for number in range(20)})
    together = compare(before, after, {f"{number}": min(number, 3) for number in range(20)})
    apart = compare(before, after, {f"{number}": number for number in range(20)})
    assert (together.n, together.groups, together.difference) == (20, 4, 0.9)
    assert (apart.n, apart.groups, apart.difference) == (20, 20, 0.9)
    assert together.low < 0 < apart.low


def scores(**changes: Any) -> Scores:
    values: dict[str, Any] = {"n": 20, "groups": 12, "before": 0.5, "after": 0.6, "difference": 0.1, "low": 0.02}
    return Scores(**values | {"high": 0.2} | changes)


@pytest.mark.parametrize(
    ("changes", "better"),
    [
        ({}, True),
        ({"low": 0.0}, False),
        ({"low": -0.01}, False),
        ({"failed_after": 1}, False),
        ({"failed_before": 1, "failed_after": 1}, True),
        ({"failed_before": 2, "failed_after": 1}, True),
    ],
)
def test_better_is_beyond_doubt_and_not_at_the_price_of_failures(changes: dict[str, Any], better: bool) -> None:
    assert scores(**changes).better is better


@pytest.mark.parametrize(
    ("changes", "decides"),
    [
        ({"groups": 10}, True),
        ({"groups": 9}, False),
        ({"n": 18, "failed_before": 2}, True),
        ({"n": 18, "failed_before": 3}, False),
        ({"n": 18, "failed_before": 3, "failed_after": 3}, False),
        ({"n": 18, "failed_after": 3}, False),
    ],
)
def test_few_groups_and_few_scores_are_too_little_to_decide_by(changes: dict[str, Any], decides: bool) -> None:
    """From 10 groups and 90 of 100 examples on; below that nothing is better, however far above 0 the interval is."""
    assert scores(**changes).decides is decides
    assert scores(**changes).better is decides


def test_nothing_to_compare_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="no example has a score before and after"):
        compare(Measured({"a": 1.0}), Measured({"b": 1.0}), {"a": 0, "b": 1})


class Echo(Program):
    """Says what it is told to, or fails as it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.inner = Inner()

    def steps(self, say: Any) -> Steps:  # type: ignore[override]
        answer: dspy.Prediction = yield call(self.inner, say=say)
        return answer


class Inner(dspy.Module):
    def forward(self, say: Any) -> dspy.Prediction:
        if isinstance(say, Exception):
            raise say
        return dspy.Prediction(said=say)

    async def aforward(self, say: Any) -> dspy.Prediction:
        return self.forward(say)


def told(**says: Any) -> list[Item]:
    return [Item(dspy.Example(id=name, say=say).with_inputs("say"), (name,)) for name, say in says.items()]


def half(example: Any, prediction: Any) -> dspy.Prediction:
    if isinstance(prediction.said, Refusal):
        raise prediction.said
    return dspy.Prediction(score=prediction.said / 2)


@pytest.mark.parametrize("at_once", [0, 1, 4])
def test_a_failure_is_no_score_be_it_the_program_s_or_the_metric_s(at_once: int) -> None:
    failed, progress = ParseFailure("no field", raw="x"), list[bool]()
    items = told(a=1.0, b=failed, c=0.5, d=Refusal("the judge will not"))

    class Judged(Inner):
        def forward(self, say: Any) -> dspy.Prediction:
            return dspy.Prediction(said=say) if isinstance(say, Refusal) else super().forward(say)

    program = Echo()
    program.inner = Judged()
    measured = measure(program, items, half, at_once=at_once, progress=progress.append)
    assert measured.scores == {"a": 0.5, "c": 0.25}
    assert measured.failures == {"b": failed.status, "d": Refusal("").status}
    assert measured.mean == 0.375
    assert sorted(progress) == [False, False, False, True]
    assert failures(measured) == f"1 {failed.status}, 1 {Refusal('').status}"


@pytest.mark.parametrize("at_once", [1, 4])
def test_what_no_other_example_would_fare_better_with_ends_it(at_once: int) -> None:
    with pytest.raises(ConfigurationError, match="wrong key"):
        measure(Echo(), told(a=1.0, b=ConfigurationError("wrong key"), c=1.0), half, at_once=at_once)


def test_nothing_measured_has_no_mean_and_no_failures_in_words() -> None:
    measured = measure(Echo(), [], half)
    assert (measured.mean, failures(measured)) == (0.0, "")


@pytest.mark.parametrize("at_once", [1, 4])
def test_the_order_and_number_at_once_change_no_score(at_once: int, people: list[Item]) -> None:
    program = simulation()
    program.set_lm(offline_lm())
    few = people[:5]
    expected = {item.id: Quality()(item.example, program(**item.example.inputs())).score for item in few}
    assert measure(program, few[::-1], Quality(), at_once=at_once).scores == expected
    assert len(expected) == 5
