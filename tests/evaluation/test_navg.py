"""NAvg, worked by hand, and what is said with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from socialsim.evaluation.measure import Measure, mean
from socialsim.evaluation.navg import NAvgSpec, navg, ratios
from socialsim.signatures import ConfigurationError
from socialsim.stats import Draws, interval

DRAWS = Draws(["d1", "d2", "d3", "d4"], seed=1)


def system(bleu: float | None, perplexity: float | None, length: float = 9) -> list[Measure]:
    """Return a system whose figures are the same in every dialogue."""
    values = (("BLEU", bleu, "higher"), ("PPL", perplexity, "lower"), ("length", length, None))
    return [mean(name, [value] * 4, better) for name, value, better in values]  # type: ignore[arg-type]


SYSTEMS: Mapping[str, Sequence[Measure]] = {"a": system(2, 10), "b": system(4, 30), "c": system(6, 20)}


def values(systems: Mapping[str, Sequence[Measure]], spec: NAvgSpec) -> dict[str, float | None]:
    return {one.system: one.value for one in navg(systems, spec, DRAWS)}


def test_navg_is_the_mean_of_ratios_to_the_mean_and_perplexity_is_inverted() -> None:
    """Means 4 and 20: a has 2/4 and 20/10, b 4/4 and 20/30, c 6/4 and 20/20."""
    found = values(SYSTEMS, NAvgSpec())
    assert found == pytest.approx({"a": (0.5 + 2) / 2, "b": (1 + 2 / 3) / 2, "c": (1.5 + 1) / 2})


def test_a_system_can_be_the_reference_and_is_1_then() -> None:
    found = values(SYSTEMS, NAvgSpec(reference="b"))
    assert found == pytest.approx({"a": (0.5 + 3) / 2, "b": 1, "c": (1.5 + 1.5) / 2})


def test_metrics_and_directions_are_options() -> None:
    assert values(SYSTEMS, NAvgSpec(("BLEU",))) == pytest.approx({"a": 0.5, "b": 1, "c": 1.5})
    turned = NAvgSpec(("BLEU", "length"), directions={"BLEU": "lower", "length": "higher"})
    assert values(SYSTEMS, turned) == pytest.approx({"a": (2 + 1) / 2, "b": 1, "c": (2 / 3 + 1) / 2})


def test_what_was_chosen_is_said_in_a_line() -> None:
    assert NAvgSpec().describe(SYSTEMS) == "NAvg: ratio to the mean of a, b, c, inverted for PPL, mean over BLEU, PPL"
    assert NAvgSpec(("BLEU",), "b", allow_missing=True).describe(SYSTEMS) == (
        "NAvg: ratio to b, mean over BLEU; a metric that a system lacks is left out of its mean"
    )


def test_the_ratios_of_a_table_have_a_mean_of_1_over_its_systems() -> None:
    """Three systems, nine metrics of very different size, as a paper's table has them; perplexity, the last, is
    inverted, and the mean of inverted ratios is above 1 (Jensen)."""
    table = np.array(
        [
            [18.1, 7.2, 3.4, 1.9, 16.8, 5.1, 24.3, 6.7, 14.9],
            [16.4, 6.1, 2.6, 1.3, 15.2, 3.9, 20.2, 6.1, 17.5],
            [21.7, 9.4, 5.0, 3.1, 18.0, 6.0, 29.9, 7.9, 12.2],
        ]
    )
    found = ratios(table, [False] * 8 + [True])
    assert found[:, :8].mean(axis=0) == pytest.approx(np.ones(8))
    assert found[:, 8].mean() > 1
    assert ((found > 0.5) & (found < 2)).all()
    assert found.mean(axis=1).argmax() == 2


def test_without_one_of_the_metrics_there_is_no_navg_unless_that_is_allowed() -> None:
    """b has no perplexity, so the mean of the others' is 15."""
    systems = SYSTEMS | {"b": system(4, None)}
    a, b, c = navg(systems, NAvgSpec(), DRAWS)
    assert (a.value, c.value) == pytest.approx(((0.5 + 1.5) / 2, (1.5 + 0.75) / 2))
    assert (b.value, b.low, b.high, b.missing) == (None, None, None, ("PPL",))
    assert a.metrics == ("BLEU", "PPL") and a.missing == ()
    [b] = [one for one in navg(systems, NAvgSpec(allow_missing=True), DRAWS) if one.system == "b"]
    assert (b.value, b.metrics, b.missing) == (1.0, ("BLEU",), ("PPL",))


def test_where_the_reference_lacks_a_metric_nobody_has_a_ratio() -> None:
    systems = SYSTEMS | {"b": system(4, None)}
    assert values(systems, NAvgSpec(reference="b")) == {"a": None, "b": None, "c": None}
    assert values(systems, NAvgSpec(reference="b", allow_missing=True)) == pytest.approx({"a": 0.5, "b": 1, "c": 1.5})


def test_a_ratio_to_0_is_missing() -> None:
    systems = {"a": system(0, 10), "b": system(0, 20)}
    assert values(systems, NAvgSpec(("BLEU",))) == {"a": None, "b": None}
    assert values({"a": system(0, 10), "b": system(4, 20)}, NAvgSpec(("BLEU",))) == {"a": 0, "b": 2}


@pytest.mark.parametrize(
    ("spec", "complaint"),
    [
        (NAvgSpec(reference="d"), r"^navg\.reference=d: there are mean, a, b, c$"),
        (NAvgSpec(("CIDEr",)), r"^navg: there is no metric CIDEr; there are BLEU, PPL, length$"),
        (NAvgSpec(directions={"CIDEr": "higher"}), r"^navg: there is no metric CIDEr"),
        (NAvgSpec(("BLEU", "length")), r"^navg\.metrics: of length neither more nor less is better; leave it out$"),
    ],
)
def test_a_spec_of_what_is_not_there_is_refused(spec: NAvgSpec, complaint: str) -> None:
    with pytest.raises(ConfigurationError, match=complaint):
        navg(SYSTEMS, spec, DRAWS)
    with pytest.raises(ConfigurationError, match=r"no metric is left that has a better direction"):
        navg({"a": system(1, 1)[2:]}, NAvgSpec(), DRAWS)


def test_the_interval_is_of_the_same_resamples_for_all_systems() -> None:
    """The reference moves with them: a system that is always twice as good as the other has 4/3 in every resample."""
    some, draw = [3.0, 1.0, 2.0, 6.0], np.random.default_rng(0)
    systems = {"a": [mean("BLEU", some)], "b": [mean("BLEU", [2 * one for one in some])]}
    a, b = navg(systems, NAvgSpec(), DRAWS)
    assert (a.low, a.high, b.low, b.high) == pytest.approx((2 / 3, 2 / 3, 4 / 3, 4 / 3))
    systems["b"] = [mean("BLEU", draw.uniform(1, 6, 4))]
    a, b = navg(systems, NAvgSpec(), DRAWS)
    one, other = (systems[name][0].drawn(DRAWS) for name in "ab")
    assert a.value is not None
    assert (a.low, a.high) == interval(a.value, one / ((one + other) / 2), 4)
    assert a.groups == 4


def test_one_dialogue_fewer_in_one_metric_is_one_fewer_for_the_interval() -> None:
    systems = {
        "a": [mean("BLEU", [1.0, 2.0, 3.0, 4.0]), mean("ROUGE", [1.0, 2.0, None, None])],
        "b": [mean("BLEU", [2.0, 1.0, 3.0, 4.0]), mean("ROUGE", [1.0, 1.0, 1.0, 1.0])],
    }
    a, b = navg(systems, NAvgSpec(), DRAWS)
    assert (a.groups, a.low, b.groups) == (2, None, 4)
