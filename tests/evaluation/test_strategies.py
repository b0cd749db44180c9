"""Figures of strategies: equal to scikit-learn's, to a published report, and to what is worked by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from socialsim.corpora.replies import read_replies
from socialsim.evaluation.measure import Measure
from socialsim.evaluation.strategies import confusion, preference_bias, strategy_measures
from socialsim.signatures import ESCONV, InputError, Reply
from socialsim.stats import Draws


def replies(pairs: Sequence[tuple[str | None, str | None]]) -> list[Reply]:
    """Return replies of (the person's strategy, the system's)."""
    return [Reply("Hm.", ("Oh?",), strategy=own, reference_strategy=persons) for persons, own in pairs]


def by_name(measures: Sequence[Measure]) -> dict[str, Measure]:
    return {one.name.removeprefix("strategy "): one for one in measures}


PAIRS = [("Question", "Question"), ("Question", "Others"), ("Others", "Others"), ("Information", "Question")]


def test_figures_are_those_that_are_worked_by_hand() -> None:
    """Question: one of two, and two chosen: F1 2·1/4. Others: one of one, and two chosen: 2/3. Information: 0."""
    found = by_name(strategy_measures(replies(PAIRS)))
    assert found["accuracy"].value() == 0.5
    assert found["macro-F1"].value() == pytest.approx((1 / 2 + 2 / 3 + 0) / 3)
    assert found["weighted F1"].value() == pytest.approx((2 * 1 / 2 + 2 / 3 + 0) / 4)
    names, matrix = confusion(replies(PAIRS))
    assert names == ("Question", "Information", "Others")
    assert matrix.tolist() == [[1, 0, 1], [1, 0, 0], [0, 0, 1]]


def test_a_reply_without_a_strategy_on_either_side_is_missing_and_so_is_a_failed_one() -> None:
    some = replies([*PAIRS, ("Question", None), (None, "Question")])
    some.append(Reply(None, ("Oh?",), strategy="Question", reference_strategy="Question"))
    for measure in strategy_measures(some):
        assert measure.counted.tolist() == [True] * 4 + [False] * 3
        assert (
            measure.value()
            == by_name(strategy_measures(replies(PAIRS)))[measure.name.removeprefix("strategy ")].value()
        )


def test_figures_are_not_defined_where_nobody_chose_a_strategy() -> None:
    for measure in strategy_measures(replies([(None, None)] * 3)):
        assert np.isnan(measure.value()) and not measure.counted.any()


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("labels", [None, ESCONV.names])
def test_figures_are_those_of_scikit_learn(seed: int, labels: tuple[str, ...] | None) -> None:
    """Also of a system that names a strategy of its own, and of people who never chose two of the eight."""
    metrics = pytest.importorskip("sklearn.metrics")
    draw = np.random.default_rng(seed)
    persons = draw.choice(ESCONV.names[:6], 300).tolist()
    own = [name if draw.random() < 0.3 else str(draw.choice([*ESCONV.names[1:], "Comfort"])) for name in persons]
    found = by_name(strategy_measures(replies([*zip(persons, own, strict=True)]), labels))
    assert found["accuracy"].value() == pytest.approx(metrics.accuracy_score(persons, own), abs=1e-12)
    for name, average in (("macro-F1", "macro"), ("weighted F1", "weighted")):
        wanted = metrics.f1_score(persons, own, labels=labels, average=average, zero_division=0)
        assert found[name].value() == pytest.approx(wanted, abs=1e-12)
    names, matrix = confusion(replies([*zip(persons, own, strict=True)]))
    assert (matrix == metrics.confusion_matrix(persons, own, labels=list(names))).all()


def test_a_resample_has_the_figure_of_its_replies() -> None:
    """As many times as each dialogue was drawn; of the strategies in the resample alone."""
    draw = np.random.default_rng(1)
    some = replies([tuple(draw.choice(ESCONV.names, 2)) for _ in range(12)])
    draws = Draws([number // 3 for number in range(12)], seed=2, resamples=40)
    weights = np.concatenate(list(draws.weights())).astype(int)
    for measure in strategy_measures(some):
        drawn = measure.drawn(draws)
        for weight, value in zip(weights, drawn, strict=True):
            again = [reply for reply, place in zip(some, draws.places, strict=True) for _ in range(weight[place])]
            wanted = next(one for one in strategy_measures(again) if one.name == measure.name).value()
            assert value == pytest.approx(wanted, nan_ok=True)


def test_what_is_in_no_taxonomy_is_one_strategy_where_labels_are_named() -> None:
    some = replies([("Question", "Hum"), ("Question", "Ho"), ("Question", "Question"), ("Others", "Others")])
    names, matrix = confusion(some, ESCONV.names)
    assert names == (*ESCONV.names, "any other")
    assert matrix[0, 0] == 1 and matrix[0, 8] == 2 and matrix[7, 7] == 1 and matrix.sum() == 4
    found = by_name(strategy_measures(some, ESCONV.names))
    assert found["accuracy"].value() == 0.5
    assert found["macro-F1"].value() == pytest.approx((2 * 1 / 4 + 1) / 8)


def test_free_texts_for_strategies_are_refused() -> None:
    some = replies([("Question", f"I would ask, {number}") for number in range(50)])
    with pytest.raises(InputError, match=r"^51 different strategies occur, and at most 40 can be compared; say which"):
        strategy_measures(some)
    assert by_name(strategy_measures(some, ESCONV.names))["accuracy"].value() == 0


# Preference bias


def test_the_bias_is_the_spread_of_the_strengths_of_a_bradley_terry_model() -> None:
    """The system chose the third strategy four times where people chose each of the others, and each of those once
    where people chose the third: 8 of 10 = r / (1 + r), so it is 4 times as strong; (1, 1, 4) of mean 1 is (½, ½, 2).
    """
    counts = np.array([[0, 1, 4], [1, 0, 4], [1, 1, 0]])
    assert preference_bias(counts) == pytest.approx(np.sqrt((0.25 + 0.25 + 1) / 3), abs=1e-4)
    # Turned round it is chosen 2 times of 10, a quarter as strong: (4/3, 4/3, 1/3).
    assert preference_bias(counts.T) == pytest.approx(np.sqrt((1 / 9 + 1 / 9 + 4 / 9) / 3), abs=1e-4)


def test_a_system_that_errs_alike_in_every_direction_prefers_nothing() -> None:
    assert preference_bias(np.full((4, 4), 3.0)) == pytest.approx(0, abs=1e-6)
    assert preference_bias(np.diag([5.0, 1, 9])) == pytest.approx(0, abs=1e-5)  # nor does one that never errs


def test_the_rounds_are_those_of_the_formula() -> None:
    """One strategy after another, written out; far from where it would end after many rounds."""
    draw = np.random.default_rng(4)
    counts = draw.integers(0, 30, (5, 5)) * np.eye(5) * 40 + draw.integers(1, 9, (5, 5))
    p = [1.0] * 5
    for _ in range(20):
        for i in range(5):
            won = sum(counts[j, i] * p[j] / (p[i] + p[j]) for j in range(5))
            p[i] = won / sum(counts[i, j] / (p[i] + p[j]) for j in range(5))
        p = [one / (sum(p) / 5) for one in p]
    assert preference_bias(counts) == pytest.approx(np.std(p), rel=1e-5)


def test_a_strategy_that_nobody_chose_changes_nothing() -> None:
    counts = np.array([[3, 1, 4], [1, 2, 4], [1, 1, 5]])
    wider = np.insert(np.insert(counts, 1, 0, axis=0), 1, 0, axis=1)
    assert preference_bias(wider) == pytest.approx(float(preference_bias(counts)))


def test_the_bias_is_not_defined_for_a_strategy_that_no_person_chose_and_for_one_strategy() -> None:
    assert np.isnan(preference_bias(np.array([[3, 1], [0, 0]])))
    assert np.isfinite(preference_bias(np.array([[3, 0], [1, 0]])))  # never the system: its strength is 0
    assert np.isnan(preference_bias(np.array([[3]])))
    assert preference_bias(np.stack([np.full((2, 2), 1), np.array([[3, 1], [0, 0]])])).shape == (2,)


# The open data


def test_the_report_on_deepseek_is_met_to_the_last_digit(open_file: Callable[[str], Path]) -> None:
    [outputs] = read_replies(open_file("esconv_outputs_deepseek/details_joint.csv")).outputs
    report = json.loads(open_file("esconv_outputs_deepseek/report_joint.json").read_text(encoding="utf-8"))
    names, matrix = confusion(outputs.replies)
    assert [f"[{name}]" for name in names] == report["labels"]
    assert matrix.tolist() == report["confusion_matrix"]
    for labels in (None, ESCONV.names):
        found = by_name(strategy_measures(outputs.replies, labels))
        assert found["accuracy"].value() == pytest.approx(report["strategy_metrics"]["accuracy"], abs=1e-15)
        assert found["macro-F1"].value() == pytest.approx(report["strategy_metrics"]["macro_f1"], abs=1e-15)
        assert round(found["accuracy"].value(), 10) == 0.3075701429
        assert round(found["macro-F1"].value(), 10) == 0.2207830013
