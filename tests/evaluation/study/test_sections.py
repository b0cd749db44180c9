"""The report of a study has what a reader needs to trust it, and says so where there is nothing to say."""

from __future__ import annotations

import pytest
from socialsim.evaluation.report.blocks import Block, Conversations, Number, Plot, Report, Table, Text
from socialsim.evaluation.report.write import files
from socialsim.evaluation.study.findings import Judges, StudyFindings
from socialsim.evaluation.study.sections import report

from tests.evaluation.study.made import ADDED, FRAMEWORKS, GENERATORS, cell, outcome, sample, study


@pytest.fixture(scope="module")
def whole() -> Report:
    return report(study(outcome(), outcome("accepted", why_not="Its values are yes or no.")))


def table(found: Report, name: str) -> Table:
    return next(one for one in found.tables() if one.name == name)


def blocks(found: Report, title: str) -> list[Block]:
    return [one for part in found.sections if part.title == title for one in part.blocks]


def texts(found: Report, title: str) -> str:
    said = [one.text for one in blocks(found, title) if isinstance(one, Text)]
    return " ".join(one if isinstance(one, str) else " ".join(one) for one in said)


def column(one: Table, name: str) -> list[object]:
    return [row[one.head.index(name)] for row in one.rows]


def test_the_question_and_the_answer_stand_first(whole: Report) -> None:
    question, answered = whole.lead
    assert isinstance(question, Text)
    assert isinstance(answered, Text)
    assert question.text == "How much of the gain is the generator, and how much the framework?"
    assert answered.lead
    assert "the generator explains 41 %" in str(answered.text)


def test_every_table_has_rows_as_wide_as_its_head_and_a_name_of_its_own(whole: Report) -> None:
    names = [one.name for one in whole.tables()]
    wanted = "grid effects contrasts mixed generators means progress cost failures kinds cells".split()
    assert set(wanted) <= set(names)
    assert len(names) == len(set(names))
    for one in whole.tables():
        assert one.rows, one.name
        assert {len(row) for row in one.rows} == {len(one.head)}, one.name


def test_it_has_its_charts(whole: Report) -> None:
    assert [one.name for one in whole.plots()] == "shares contrasts means progress cost".split()


def test_the_grid_says_what_each_part_is(whole: Report) -> None:
    rows = {row[1]: row[2] for row in table(whole, "grid").rows}
    assert rows["full"] == "persona and reasoning"
    assert rows["direct"] == "the others are held against it"
    said = texts(whole, "What was run")
    assert "2 generators × 4 frameworks × 2 seeds: 16 cells, 16 of them done." in said
    assert "480 dialogues were wanted, 464 made, 400 accepted." in said


def test_a_contrast_is_bold_only_where_it_is_shown() -> None:
    added = ADDED | {"strong": (0.01, -0.02, 0.04)}
    rows = table(report(study(outcome(added=added))), "contrasts").rows
    strong = {row[:3]: row[3].strong for row in rows if isinstance(row[3], Number)}
    assert strong["weak", "full", "direct"]
    assert not strong["strong", "full", "direct"]
    assert strong["all", "full", "direct"]


def test_what_the_other_frameworks_add_is_told_before_their_chart(whole: Report) -> None:
    said = blocks(whole, "Effects")[0]
    assert isinstance(said, Text)
    assert said.text == (
        "Held against direct over all generators, persona_only is better, by 0.030 (0.010 to 0.050); reasoning_only is "
        "not shown to differ from it, +0.010 (-0.010 to +0.030)."
    )
    assert "Held against" not in str(whole.lead[1])


def test_each_generator_has_what_it_gives_and_takes(whole: Report) -> None:
    found = table(whole, "generators")
    weak = dict(zip(found.head, found.rows[0], strict=True))
    assert weak["generator"] == "weak"
    assert weak["failed"] == 8  # a parse failure in each of eight cells; what was not made has not failed
    numbers = {name: value.value for name, value in weak.items() if isinstance(value, Number)}
    assert numbers["quality, direct"] == 0.5
    assert numbers["quality, full"] == pytest.approx(0.62)
    assert numbers["difference"] == 0.12
    assert numbers["accepted"] == pytest.approx(200 / 232)
    assert numbers["read at once"] == pytest.approx(0.95)
    assert numbers["USD each"] == pytest.approx(4 / 200)
    assert numbers["tokens each"] == 10_000


def priced(**changes: float | None) -> StudyFindings:
    costs = {"weak": 0.5, "strong": 0.5} | changes
    cells = tuple(cell(one, name, 0, cost_usd=costs[one]) for one in GENERATORS for name in FRAMEWORKS)
    return study(outcome(), cells=cells)


def test_an_unknown_price_makes_no_cost_and_no_sum() -> None:
    found = report(priced(strong=None))
    usd = {row[0]: row[-1] for row in table(found, "cost").rows}
    assert usd["strong"] == Number(None, 4, kind="usd")
    assert usd["weak"] == Number(0.02, 4, kind="usd")
    assert any(isinstance(one, Plot) for one in blocks(found, "Cost"))


def test_nothing_paid_is_no_chart() -> None:
    free = report(priced(weak=0.0, strong=0.0))
    assert not any(isinstance(one, Plot) for one in blocks(free, "Cost"))
    assert texts(free, "Cost").startswith("Nothing was paid for.")
    unknown = report(priced(weak=None, strong=None))
    assert texts(unknown, "Cost").startswith("Prices of some generators are not known.")


def test_stages_are_means_over_cells_and_what_is_missing_is_left_out() -> None:
    sixths = [{"Exploration": (0.5, None, None, 0.2, 0.1, 0.0)}, {"Exploration": (0.7, 0.4, None, 0.2, 0.1, 0.0)}]
    cells = tuple(cell("weak", "full", seed, sixths=one) for seed, one in enumerate(sixths))
    rows = table(report(study(outcome(), cells=cells)), "progress").rows
    shares = [one.value for one in rows[0] if isinstance(one, Number)]
    assert rows[0][:3] == ("weak", "full", "Exploration")
    assert shares == [pytest.approx(0.6), 0.4, None, 0.2, pytest.approx(0.1), 0.0]
    assert rows[-1][:3] == ("people (ESConv)", "", "Exploration")


def test_frameworks_without_strategies_are_named_and_not_drawn(whole: Report) -> None:
    assert "direct, persona_only and full name no strategies" in texts(whole, "Progress of the support")
    none = report(study(outcome(), cells=(cell("weak", "direct", 0),)))
    assert "No dialogue names its strategies" in texts(none, "Progress of the support")


def test_failures_are_counted_by_what_they_are(whole: Report) -> None:
    found = table(whole, "failures")
    assert found.head[2:8] == ("wanted", "accepted", "check-failed", "parse-failed", "provider-error", "not made")
    assert found.rows[0] == ("weak", "direct", 60, 50, 6, 2, 0, 2, 800, 40)
    assert "never 0" in texts(whole, "Failures")
    kinds = table(whole, "kinds")
    assert column(kinds, "kind") == ["leakage", "a kind of one's own"]
    assert column(kinds, "all") == [32, 16]


def test_the_best_and_the_worst_generator_talk_with_the_same_persona(whole: Report) -> None:
    (shown,) = (one for one in blocks(whole, "Dialogues side by side") if isinstance(one, Conversations))
    assert [name for name, _ in shown.columns] == ["strong with direct", "strong with full", "weak with full"]
    assert shown.about == "34, female, nurse; work: conflict (seed 0)"
    supporter = shown.columns[1][1][1]
    assert (supporter.strategy, supporter.thoughts) == ("Question", (("situation", "The boss shouts."),))
    said = texts(whole, "Dialogues side by side")
    assert "“My boss shouts at me.” Feels anxious and ashamed. Inferred, not in the post: age." in said
    assert "No dialogue of this persona: weak with direct." in said
    assert "Read with care" not in said


def test_a_sample_that_speaks_of_a_crisis_comes_with_a_word_of_care() -> None:
    found = report(study(outcome(), samples=(sample("I want to kill myself."),)))
    assert "what follows may speak of suicide" in texts(found, "Dialogues side by side")


def test_a_study_that_nobody_judged_says_what_that_means() -> None:
    assert "every score is of rules" in texts(report(study(outcome(), judges=Judges())), "Judges")
    assert "it takes two who rated" in texts(report(study(outcome())), "Judges")


def test_a_mixed_model_that_does_not_apply_is_told_why(whole: Report) -> None:
    assert "There is no mixed model of accepted. Its values are yes or no." in texts(whole, "Effects")
    assert column(table(whole, "mixed"), "outcome") == ["quality"]


def test_cells_come_with_their_commands_and_those_not_done_are_named() -> None:
    cells = (cell("weak", "direct", 0), cell("weak", "full", 0, state="stopped"))
    found = report(study(outcome(), cells=cells))
    assert column(table(found, "cells"), "command")[1] == "socialsim simulate lm=weak program=full seed=0"
    assert "Not done: weak with full, seed 0 (stopped)." in texts(found, "Every cell")


def test_a_study_of_nothing_is_still_a_report() -> None:
    failed = {"provider-error": 30}
    cells = (cell("weak", "direct", 0, by_status=failed, cost_usd=None, figures={}, kinds={}),)
    found = report(study(generators=("weak",), cells=cells, samples=(), versions={}))
    assert isinstance(found.lead[1], Text)
    assert found.lead[1].text == "There is no answer: nothing was measured."
    assert "report.html" in files(found)


def test_texts_of_models_do_not_become_markup() -> None:
    page = files(report(study(outcome(), samples=(sample("<script>alert(1)</script>"),))))["report.html"]
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_figures_that_the_answer_leaves_out_are_told_with_the_effects(whole: Report) -> None:
    said = texts(whole, "Effects")
    assert "generator by generator: better with weak 0.120 (0.080 to 0.160) and strong 0.040 (0.010 to 0.070)" in said
    assert "weak 0.120" not in str(whole.lead[1])


def test_partial_shares_are_not_taken_for_those_of_other_programs(whole: Report) -> None:
    assert "partial η² as SPSS or JASP print" in table(whole, "effects").note
    assert "means over seeds" in table(whole, "mixed").note


def test_an_outcome_that_never_varies_is_in_no_table_of_effects() -> None:
    found = report(study(outcome(), outcome("sound", constant=1.0)))
    assert "sound is 1 in every dialogue" in texts(found, "Effects")
    assert set(column(table(found, "effects"), "outcome")) == {"quality"}
    assert "contrasts_others" not in [one.name for one in found.tables()]
    assert set(column(table(found, "mixed"), "outcome")) == {"quality"}
    only = report(study(outcome("sound", constant=1.0)))
    assert [type(one) for one in blocks(only, "Effects")] == [Text]


def test_what_rules_score_has_no_best_generator() -> None:
    found = report(study(outcome("form", steers=True)))
    assert "The generators are the highest and the lowest by mean form." in texts(found, "Dialogues side by side")


def test_a_bold_figure_is_never_printed_as_nothing() -> None:
    tiny = {name: (one[0] / 1e4, one[1] / 1e4, one[2] / 1e4) for name, one in ADDED.items()}
    rows = table(report(study(outcome(added=tiny))), "contrasts").rows
    (figure,) = (row[3] for row in rows if row[:3] == ("strong", "full", "direct"))
    assert isinstance(figure, Number)
    assert figure.strong
    assert figure.digits == 7  # two digits of 0.000006
