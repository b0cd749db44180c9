"""Systems compared in pairs: what is worked by hand, what is left out, and how often the interval has the truth."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from socialsim.corpora.replies import read_replies
from socialsim.evaluation.aligning import aligned
from socialsim.evaluation.comparing import Contrast, at_home_first, contrasts, matrix
from socialsim.evaluation.figures import Figure, draws_of, figures
from socialsim.evaluation.measure import Measure, Sums, mean
from socialsim.evaluation.strategies import strategy_measures
from socialsim.evaluation.text.distinct import distinct
from socialsim.evaluation.text.pairs import Pairs
from socialsim.signatures import ConfigurationError, InputError, Outputs, Reply
from socialsim.stats import Draws, interval, p_value

FOUR = Draws(["d1", "d1", "d2", "d3", "d3", "d4"], seed=3)
OURS = [3.0, 1.0, 4.0, 4.0, 2.0, 5.0]
THEIRS = [1.0, 1.0, 2.0, 5.0, 5.0, 5.0]


def only(found: Sequence[Contrast]) -> Contrast:
    [one] = found
    return one


# Figures


def test_a_figure_has_its_interval_its_n_and_what_is_missing() -> None:
    outputs = Outputs("one", "ferry", tuple(Reply("x", (), name) for name in ("d1", "d1", "d2", "d3", "d3", "d4")))
    values = [*OURS[:5], None]
    found = figures(
        outputs, "plain", [mean("score", values), mean("length", [None] * 6, better=None)], draws_of(outputs, 3)
    )
    low, high = interval(2.8, mean("score", values).drawn(FOUR), groups=3) or (None, None)
    assert found == [
        Figure("one", "ferry", "plain", "score", 2.8, low, high, n=5, missing=1, groups=3, better="higher"),
        Figure("one", "ferry", "plain", "length", None, None, None, n=0, missing=6, groups=0, better=None),
    ]
    assert low is not None and high is not None and low < 2.8 < high


def test_two_dialogues_are_too_few_for_an_interval_whatever_else_is_in_the_test_set() -> None:
    outputs = Outputs("one", "ferry", tuple(Reply("x", (), name) for name in ("d1", "d1", "d2", "d3", "d3", "d4")))
    [found] = figures(outputs, "plain", [mean("score", [1.0, None, 2.0, None, None, None])], draws_of(outputs, 3))
    assert (found.value, found.low, found.high, found.groups) == (1.5, None, None, 2)


# Contrasts


def test_a_contrast_is_the_difference_on_the_same_resamples() -> None:
    """By dialogue ours has 2, 4, 3, 5 and theirs 1, 2, 5, 5: apart 1, 2, -2, 0, whose mean is ¼, and whose variance
    (9/16 + 49/16 + 81/16 + 1/16) / 3 = 140/48. Two dialogues are won, one is lost and one is a tie."""
    ours, theirs = mean("score", OURS), mean("score", THEIRS)
    found = only(contrasts({"ours": [ours], "theirs": [theirs]}, FOUR))
    drawn = ours.drawn(FOUR) - theirs.drawn(FOUR)
    assert (found.metric, found.a, found.b) == ("score", "ours", "theirs")
    assert found.difference == pytest.approx(19 / 6 - 19 / 6)
    assert (found.low, found.high) == interval(0.0, drawn, 4)
    assert found.p == p_value(0.0, drawn, 4) == found.p_holm
    assert found.effect == pytest.approx(0.25 / np.sqrt(140 / 48))
    assert found.wins == 2.5 / 4
    assert (found.n, found.missing, found.groups, found.better) == (6, 0, 4, "higher")


def test_the_lower_wins_where_lower_is_better_and_nobody_where_neither_is() -> None:
    for better, wins in (("lower", 1.5 / 4), (None, None)):
        measures = {name: [mean("score", values, better)] for name, values in (("a", OURS), ("b", THEIRS))}  # type: ignore[arg-type]
        assert only(contrasts(measures, FOUR)).wins == wins


def test_a_reply_that_is_missing_in_one_is_left_out_of_both() -> None:
    gone: list[float | None] = [*THEIRS]
    gone[3] = None
    found = only(contrasts({"ours": [mean("score", OURS)], "theirs": [mean("score", gone)]}, FOUR))
    assert found.difference == pytest.approx((3 + 1 + 4 + 2 + 5) / 5 - (1 + 1 + 2 + 5 + 5) / 5)
    assert (found.n, found.missing, found.groups) == (5, 1, 4)
    both = [one for number, one in enumerate(OURS) if number != 3], [one for one in gone if one is not None]
    draws = Draws(["d1", "d1", "d2", "d3", "d4"], seed=3)
    same = only(contrasts({"ours": [mean("score", both[0])], "theirs": [mean("score", both[1])]}, draws))
    assert replace(found, missing=0) == same


def test_runs_of_a_reply_that_is_missing_in_one_are_not_counted_in_the_other() -> None:
    """Ours says 6 words, all of them different; without what it says where theirs failed, 5. Theirs says 2 of 5."""
    ours, theirs = ([[text] for text in texts] for texts in ("abcdef", "ababab"))
    gone = np.array([True, True, True, False, True, True])
    pairs = [Pairs(replies, [[]] * 6) for replies in (ours, theirs)]
    systems = {
        "ours": [distinct(pairs[0], 1, np.ones(6, dtype=bool), without_last=False, scale=1)],
        "theirs": [distinct(pairs[1], 1, gone, without_last=False, scale=1)],
    }
    found = only(contrasts(systems, FOUR))
    assert found.difference == pytest.approx(5 / 5 - 2 / 5)
    systems["ours"] = [distinct(pairs[0], 1, gone, without_last=False, scale=1)]
    assert found == only(contrasts(systems, FOUR))
    assert (found.n, found.missing) == (5, 1)


def test_what_neither_has_is_no_number() -> None:
    none: list[float | None] = [None] * 6
    found = only(contrasts({"ours": [mean("score", OURS)], "theirs": [mean("score", none)]}, FOUR))
    told = (found.difference, found.low, found.high, found.p, found.p_holm, found.effect, found.wins)
    assert told == (None,) * 7
    assert (found.n, found.missing) == (0, 6)


def test_a_difference_that_is_the_same_everywhere_has_no_effect_size() -> None:
    shifted = [one + 1 for one in OURS]
    draws = Draws(range(6))
    found = only(contrasts({"more": [mean("score", shifted)], "ours": [mean("score", OURS)]}, draws))
    assert found.effect is None and found.wins == 1
    assert (found.low, found.high) == (1, 1) or found.high == pytest.approx(found.low)


def test_holm_corrects_for_all_contrasts_of_the_table() -> None:
    """Three systems in two metrics: six contrasts. By hand: the p-values in rising order times 6, 5, …, 1, none below
    the one before it nor above 1."""
    draw = np.random.default_rng(5)
    draws = Draws([number // 2 for number in range(80)], seed=1)
    shared = draw.normal(0, 1, 80)
    systems = {
        name: [mean(metric, shared + draw.normal(shift, 0.5, 80)) for metric in ("one", "two")]
        for name, shift in (("a", 0.3), ("b", 0.1), ("c", 0))
    }
    found = contrasts(systems, draws)
    assert [(one.metric, one.a, one.b) for one in found] == [
        (metric, *pair) for metric in ("one", "two") for pair in (("a", "b"), ("a", "c"), ("b", "c"))
    ]
    least, wanted = 0.0, {}
    for place, one in enumerate(sorted(found, key=lambda one: one.p or 0)):
        least = max(least, min(1.0, (one.p or 0) * (6 - place)))
        wanted[one.metric, one.a, one.b] = least
    assert {(one.metric, one.a, one.b): one.p_holm for one in found} == pytest.approx(wanted)
    assert any(one.p != one.p_holm for one in found)


def test_a_baseline_is_what_all_others_are_compared_with() -> None:
    systems = {name: [mean("score", OURS)] for name in ("a", "b", "c")}
    assert [(one.a, one.b) for one in contrasts(systems, FOUR, baseline="b")] == [("a", "b"), ("c", "b")]
    with pytest.raises(ConfigurationError, match=r"^baseline=d: there are a, b, c$"):
        contrasts(systems, FOUR, baseline="d")


def test_a_metric_that_one_system_lacks_is_compared_among_the_others() -> None:
    systems = {"a": [mean("one", OURS), mean("two", OURS)], "b": [mean("two", THEIRS)], "c": [mean("one", THEIRS)]}
    assert [(one.metric, one.a, one.b) for one in contrasts(systems, FOUR)] == [("one", "a", "c"), ("two", "a", "b")]


# The cross-dataset matrix


def figure(system: str, data: str, value: float, profile: str = "plain") -> Figure:
    return Figure(system, data, profile, "BLEU-2", value, None, None, 9, 0, 3, "higher")


def test_the_matrix_has_a_row_for_each_system_and_a_column_for_each_test_set() -> None:
    found = [figure("ESConv", "esconv", 3.0), figure("ESConv", "extes", 1.0), figure("ExTES", "esconv", 2.0)]
    table = matrix([*found, replace(found[0], metric="BLEU-4")], "BLEU-2")
    assert (table.systems, table.datas) == (("ESConv", "ExTES"), ("esconv", "extes"))
    assert table.cells == ((found[0], found[1]), (found[2], None))
    assert matrix(found, "CIDEr").cells == ()
    with pytest.raises(InputError, match=r"BLEU-2 of ESConv on esconv is there twice, by plain and other; choose one"):
        matrix([*found, figure("ESConv", "esconv", 3.1, "other")], "BLEU-2")


def test_the_system_of_the_test_set_s_own_corpus_is_compared_with_each_other_one() -> None:
    systems = {"ExTES": [mean("score", THEIRS)], "ESConv": [mean("score", OURS)], "SSConv": [mean("score", OURS)]}
    table = contrasts(systems, FOUR)
    home = at_home_first(table, "esconv")
    assert [(one.a, one.b) for one in home] == [("ESConv", "ExTES"), ("ESConv", "SSConv"), ("ExTES", "SSConv")]
    assert home[0] == table[0].turned() and home[1] == table[2]
    assert (home[0].low, home[0].high, home[0].wins) == (-(table[0].high or 0), -(table[0].low or 0), 2.5 / 4)
    assert home[0].turned() == table[0]
    assert at_home_first(table, "cactus") == table


# Rows that go together


def outputs(system: str, rows: Mapping[tuple[str, int | None], str | None], data: str = "ferry") -> Outputs:
    replies = (Reply(text, (f"{name} {turn}?",), name, turn) for (name, turn), text in rows.items())
    return Outputs(system, data, tuple(replies))


def test_rows_that_a_file_leaves_out_are_missing() -> None:
    one = outputs("one", {("d1", 2): "a", ("d1", 4): "b", ("d2", 2): "c"})
    other = outputs("other", {("d2", 2): "C", ("d1", 2): "A", ("d3", 2): "D"})
    first, second = aligned([one, other])
    assert [reply.text for reply in first.replies] == ["a", "b", "c", None]
    assert [reply.text for reply in second.replies] == ["A", None, "C", "D"]
    assert [reply.references for reply in first.replies] == [reply.references for reply in second.replies]
    assert aligned([one]) == [one]


def test_systems_on_different_points_are_not_compared_in_pairs() -> None:
    one = outputs("one", {("d1", None): "a", ("d2", None): "b"})
    with pytest.raises(
        InputError, match=r"^one and two on ferry: reply 2 is to something else; they cannot be compared"
    ):
        aligned([one, outputs("two", {("d1", None): "a", ("d3", None): "b"})])
    with pytest.raises(InputError, match=r"^one and two on ferry: 2 replies and 1; .* data=NAME"):
        aligned([one, outputs("two", {("d1", None): "a"})])
    spaced = replace(one, replies=tuple(replace(one, references=(f"  {one.references[0]}\n",)) for one in one.replies))
    assert len(aligned([one, spaced])) == 2  # one file keeps white space that another drops


# Coverage

Population = tuple[dict[str, Sums], float]
"""Two systems on very many replies, 10 of each dialogue, and the difference between them."""
DIALOGUES, SIZE = 5_000, 10


def of_means(draw: np.random.Generator) -> Population:
    """Scores as skewed as those of sentences, that rise and fall with the dialogue, for each system in its own way."""
    shared = draw.gamma(2, 0.1, DIALOGUES)
    systems = {}
    for name, shift in (("a", 0.04), ("b", 0.0)):
        own = np.repeat(shared + draw.normal(shift, 0.1, DIALOGUES), SIZE)
        systems[name] = mean("score", own + draw.gamma(1, 0.2, DIALOGUES * SIZE))
    return systems, systems["a"].value() - systems["b"].value()


def of_strategies(draw: np.random.Generator) -> Population:
    """macro-F1 of four strategies, one of them rare."""
    persons = draw.choice(4, DIALOGUES * SIZE, p=[0.4, 0.3, 0.2, 0.1])
    systems = {}
    for name, skill in (("a", 0.5), ("b", 0.4)):
        able = np.repeat(np.clip(draw.normal(skill, 0.15, DIALOGUES), 0, 1), SIZE)
        own = np.where(draw.random(len(able)) < able, persons, draw.choice(4, len(able), p=[0.5, 0.3, 0.15, 0.05]))
        replies = [
            Reply("x", (), strategy=str(chosen), reference_strategy=str(meant))
            for chosen, meant in zip(own, persons, strict=True)
        ]
        found = next(one for one in strategy_measures(replies) if one.name == "strategy macro-F1")
        assert isinstance(found, Sums)
        systems[name] = found
    return systems, systems["a"].value() - systems["b"].value()


@pytest.mark.parametrize("population", [of_means, of_strategies])
def test_intervals_have_the_difference_in_them_in_19_of_20_studies(
    population: Callable[[np.random.Generator], Population],
) -> None:
    """Of 8 dialogues each, as few as show it if the interval is not stretched: it then has the truth in 88 of 100."""
    draw = np.random.default_rng(11)
    systems, truth = population(draw)
    held, studies = 0, 300
    for study in range(studies):
        rows = (draw.integers(0, DIALOGUES, 8)[:, None] * SIZE + np.arange(SIZE)).ravel()
        here: dict[str, Sequence[Measure]] = {
            name: [replace(one, rows=one.rows[rows], counted=one.counted[rows])] for name, one in systems.items()
        }
        found = only(contrasts(here, Draws(np.repeat(np.arange(8), SIZE).tolist(), study)))
        assert found.low is not None and found.high is not None
        held += found.low <= truth <= found.high
    assert 0.91 <= held / studies <= 0.98


# The open data


def test_deepseek_with_and_without_strategies_are_compared_on_the_same_replies(
    open_file: Callable[[str], Path],
) -> None:
    """Joint writes longer replies than vanilla, or shorter: whatever it is, it is the mean over the same 1,889."""
    read = [read_replies(open_file(f"esconv_outputs_deepseek/details_{name}.csv")) for name in ("joint", "vanilla")]
    joint, vanilla = aligned([reading.outputs[0] for reading in read])
    draws = draws_of(joint, 0)
    values = [[float(str(reply.about["bleu-2"])) for reply in one.replies] for one in (joint, vanilla)]
    found = only(contrasts({"joint": [mean("BLEU-2", values[0])], "vanilla": [mean("BLEU-2", values[1])]}, draws))
    assert found.difference == pytest.approx(4.501453072 - 4.980785213, abs=1e-8)  # of both reports
    assert (found.n, found.missing, found.groups) == (1889, 0, 137)
    assert found.low is not None and found.high is not None and found.low < found.difference < found.high
