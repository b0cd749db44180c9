"""The answer of a study says what its numbers show, in every case, and begins with what makes it doubtful."""

from __future__ import annotations

from dataclasses import replace

import pytest
from socialsim.evaluation.study.answer import answer
from socialsim.evaluation.study.findings import Judges
from socialsim.evaluation.study.threats import threats
from socialsim.evaluation.study.wording import contrast_of

from tests.evaluation.study.made import ADDED, FRAMEWORKS, GENERATORS, SHARES, cell, outcome, study

NOT_SHOWN = {"weak": (0.01, -0.05, 0.07), "strong": (0.01, -0.02, 0.04), None: (0.01, -0.02, 0.04)}


def test_shares_of_variance_come_with_their_intervals() -> None:
    said = answer(study(outcome()))
    assert said.startswith(
        "Of the variance in quality, the generator explains 41 % (95 % interval 33 to 50), the framework 18 % (12 to "
        "25) and the interaction of both 6.0 % (2.0 to 11): partial ω², each beside the noise within personas alone, "
        "so they do not add up to 100 %."
    )


@pytest.mark.parametrize(
    ("generator", "framework", "said"),
    [
        ((0.41, 0.33, 0.50), (0.18, 0.12, 0.25), "In this study the generator matters more than the framework."),
        ((0.18, 0.12, 0.25), (0.41, 0.33, 0.50), "In this study the framework matters more than the generator."),
        ((0.30, 0.20, 0.40), (0.25, 0.15, 0.35), "not settled: their intervals overlap"),
    ],
)
def test_what_matters_more_is_said_only_where_intervals_have_nothing_in_common(generator, framework, said) -> None:
    assert said in answer(study(outcome(shares={"generator": generator, "framework": framework})))


def test_an_effect_that_may_be_none_is_not_shown_and_never_absent() -> None:
    said = answer(study(outcome(shares=SHARES | {"framework": (0.02, 0.0, 0.05)})))
    assert "The framework (95 % interval 0 to 5.0 %) is not shown to explain any of the variance" in said
    assert "no effect" not in said


def test_the_framework_is_told_within_every_generator_and_where_it_does_most() -> None:
    said = answer(study(outcome()))
    assert (
        "Over all generators, quality is better (higher) with full than with direct, by 0.080 (0.050 to 0.110)." in said
    )
    assert (
        "within every generator, most with weak, the weakest generator with direct: weak 0.120 (0.080 to 0.160)" in said
    )


def test_where_it_does_most_is_not_said_without_an_interaction() -> None:
    said = answer(study(outcome(shares=SHARES | {"generator × framework": (0.01, 0.0, 0.03)})))
    assert "most with" not in said
    assert "That what a framework does depends on the generator is not shown." in said


def test_a_framework_that_hurts_is_said_to() -> None:
    worse = {name: (-value, -high, -low) for name, (value, low, high) in ADDED.items()}
    said = answer(study(outcome(added=worse)))
    assert "quality is worse (lower) with full than with direct, by 0.080 (0.050 to 0.110)" in said
    assert "It is worse within every generator" in said


def test_lower_may_be_better() -> None:
    said = answer(study(outcome("PPL", better="lower", without={"weak": 20.0, "strong": 12.0}, apart=(-8, -9, -7))))
    assert "PPL is worse (higher) with full than with direct, by 0.08" in said
    assert "the strongest generator, strong, is better than the weakest, weak, by 8.00 (7.00 to 9.00)" in said


def test_where_neither_is_better_nothing_is_called_better() -> None:
    said = answer(study(outcome("length", better=None)))
    assert "length is higher with full than with direct" in said
    assert "better" not in said
    assert "strongest" not in said


def test_mixed_signs_are_told_generator_by_generator() -> None:
    added = {"weak": (0.1, 0.05, 0.15), "strong": (-0.05, -0.08, -0.02), None: (0.02, -0.01, 0.05)}
    said = answer(study(outcome(added=added)))
    assert "no difference in quality between full and direct is shown: +0.020 (-0.010 to +0.050)" in said
    assert "Generator by generator: better with weak 0.100 (0.050 to 0.150); worse with strong 0.050" in said


def test_nothing_shown_does_not_show_that_there_is_nothing() -> None:
    said = answer(study(outcome(added=NOT_SHOWN)))
    assert "Within no one generator is a difference shown, which does not show there is none: weak +0.010" in said


def test_an_order_that_turns_around_is_told_only_where_both_orders_are_shown() -> None:
    turned = "The order of generators changes: weak is worse than strong with direct, and better with full."
    assert turned in answer(study(outcome(apart_full=(-0.05, -0.08, -0.02))))
    assert "order of generators" not in answer(study(outcome(apart_full=(-0.05, -0.12, 0.02))))
    assert "order of generators" not in answer(study(outcome()))


@pytest.mark.parametrize(
    ("across", "said"),
    [
        ((0.05, 0.02, 0.08), "weak with full is even better than strong with direct, by 0.050 (0.020 to 0.080)"),
        ((-0.05, -0.08, -0.02), "weak with full is still worse than strong with direct, by 0.050 (0.020 to 0.080)"),
        ((0.01, -0.02, 0.04), "Whether weak with full is as good as strong with direct is open"),
    ],
)
def test_whether_the_framework_lifts_the_weakest_over_the_strongest(across, said) -> None:
    assert said in answer(study(outcome(across=across)))


def test_generators_that_are_not_shown_to_differ_are_not_held_against_each_other() -> None:
    said = answer(study(outcome(apart=(0.01, -0.02, 0.04))))
    assert (
        "not even the strongest generator, strong, is shown to differ from the weakest, weak: +0.010 (-0.020 to +0.040)"
        in said
    )
    assert "still worse" not in said


def test_one_generator_says_nothing_of_generators() -> None:
    only = outcome(without={"weak": 0.5}, added={"weak": (0.1, 0.05, 0.15)}, shares={"framework": (0.2, 0.1, 0.3)})
    said = answer(study(only))
    assert said.startswith("With one generator the study cannot say what the choice of generator does.")
    assert "With weak, quality is better (higher) with full than with direct" in said
    assert "all generators" not in said


def test_one_framework_says_nothing_of_frameworks() -> None:
    only = outcome(added={}, without={}, shares={"generator": (0.2, 0.1, 0.3)})
    findings = study(outcome(), frameworks=("direct",), full="direct")
    assert "With one framework the study cannot say what a framework does." in answer(findings)
    assert "no dialogue has a value" in answer(study(only))


def test_few_units_show_nothing() -> None:
    def bare(known):
        return {name: (one[0], None, None) for name, one in known.items()}

    said = answer(study(outcome(added=bare(ADDED), shares=bare(SHARES), apart=(0.2, None, None), units=2)))
    assert said.startswith("2 personas are too few")
    assert "the generator explains 41 % (no interval)" in said
    assert "is shown: +0.080, no interval" in said
    assert "matters more" not in said


def test_many_missing_values_come_first() -> None:
    lost = {("weak", "full"): 20, ("weak", "direct"): 12, ("strong", "full"): 20}
    assert answer(study(outcome(lost=lost))).startswith(
        "11 % of the values of quality are missing, from 0 % (weak with persona_only) to 33 % (weak with full):"
    )


def test_equally_missing_values_come_first_too() -> None:
    lost = {(one, name): 12 for one in GENERATORS for name in FRAMEWORKS}
    assert answer(study(outcome(lost=lost))).startswith("20 % of the values of quality are missing: failures")


def test_what_does_not_stand_after_correction_is_not_shown() -> None:
    found = outcome()
    uncorrected = tuple(replace(one, p_holm=0.06) for one in found.contrasts)
    said = answer(study(replace(found, contrasts=uncorrected)))
    assert "no difference in quality between full and direct is shown: +0.080 (+0.050 to +0.110; p after Holm" in said


def test_a_contrast_is_found_from_either_side() -> None:
    found = outcome()
    turned = contrast_of(found, "generator within framework", ("strong", "full"), ("weak", "full"))
    assert turned is not None
    assert (turned.difference, turned.low, turned.high) == (0.12, 0.07, 0.17)
    assert turned.wins == pytest.approx(0.3)
    assert turned.effect == -0.5


def test_unequally_missing_values_come_first_though_they_are_few() -> None:
    assert answer(study(outcome(lost={("weak", "full"): 9}))).startswith("1.9 % of the values of quality are missing")
    assert "missing" not in answer(study(outcome(lost={("weak", "full"): 3})))


def test_a_generator_that_failed_everywhere_is_named() -> None:
    added = {"weak": (0.1, 0.05, 0.15), None: (0.1, 0.05, 0.15), "strong": (0.0, None, None)}
    found = outcome(added=added)
    kept = tuple(one for one in found.contrasts if one.a != ("strong", "full"))
    said = answer(study(replace(found, contrasts=kept, left_out=("strong",))))
    assert "strong has a cell without any value of quality and no part in what is said over all." in said
    assert "Too much of strong failed to hold full against direct there." in said
    assert "within every other generator" in said


def test_rules_say_nothing_about_llms() -> None:
    assert "says nothing about LLMs" in answer(study(outcome(), offline=GENERATORS))
    some = answer(study(outcome(), offline=("weak",)))
    assert "Of the generators, weak is rules and no LLM" in some
    assert "says nothing about LLMs" not in some
    assert "rules" not in answer(study(outcome()))


def test_rules_are_not_the_weak_that_are_lifted_where_two_llms_are() -> None:
    added = ADDED | {"rules": (0.3, 0.2, 0.4)}
    found = outcome(added=added, without={"weak": 0.5, "strong": 0.7, "rules": 0.1})
    said = answer(study(found, offline=("rules",)))
    assert "the strongest LLM, strong, is better than the weakest, weak, by 0.200 (0.150 to 0.250)" in said


def test_unfinished_cells_make_it_preliminary() -> None:
    cells = tuple(cell("weak", name, 0, state="stopped" if name == "full" else "done") for name in FRAMEWORKS)
    assert answer(study(outcome(), cells=cells)).startswith("1 of 4 cells is not done, so what follows is preliminary.")


def test_other_outcomes_are_summed_up_by_what_they_show() -> None:
    others = (
        outcome("accepted"),
        outcome("helpfulness", added=NOT_SHOWN),
        outcome("PPL", better="lower"),
        outcome("length", better=None),
    )
    assert (
        "over all generators and without correction across outcomes: accepted is better; for helpfulness no difference "
        "is shown; PPL is worse; length is higher."
    ) in answer(study(outcome(), *others))


def test_values_of_rules_that_steered_the_text_are_called_so_until_somebody_reads() -> None:
    said = "no reader, person or model, has confirmed them"
    assert said in answer(study(outcome(steers=True), judges=Judges()))
    assert said not in answer(study(outcome(steers=True)))
    assert said not in answer(study(outcome(), judges=Judges()))


def test_a_study_of_parts_is_held_against_the_whole() -> None:
    said = answer(study(outcome(), full="direct"))
    assert "Held against direct over all generators, persona_only is better, by 0.030 (0.010 to 0.050)" in said
    assert "full is better, by 0.080" in said


def test_no_values_no_answer() -> None:
    assert answer(study()) == "There is no answer: nothing was measured."


def test_threats_are_those_that_the_numbers_show() -> None:
    found = threats(study(outcome(), outcome("accepted")))
    assert found[0] == "The seed was not honoured by strong."
    assert any(one.startswith("2 outcomes were tested") for one in found)
    for word in ("rules,", "sent back", "family", "few", "missing", "tokens"):
        assert not any(word in one for one in found), word


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"offline": ("weak",)}, "weak is rules, made by the same people as the checks"),
        ({"judges": Judges(("gpt-4o",))}, "gpt-4o rated alone"),
        ({"generators": ("gpt-4", "llama-3.1-8b"), "judges": Judges(("gpt-4o",))}, "gpt-4o is of the family of gpt-4;"),
        ({"generators": ("gpt-4", "strong"), "made_by": "openai/gpt-4o"}, "the same model as gpt-4 or one"),
        ({"offline": ("weak",), "made_by": "offline/rules-2, x"}, "the same model as weak or one"),
        ({"personas": 12}, "Personas are few (12)"),
        ({"seeds": (0,)}, "Each cell has one seed"),
    ],
)
def test_a_threat_is_named_with_what_it_threatens(changes, said) -> None:
    assert any(said in one for one in threats(study(outcome(), **changes)))
    assert not any(said in one for one in threats(study(outcome())))


def test_unequal_effort_and_missing_values_are_threats_with_figures() -> None:
    cells = tuple(cell("weak", name, 0, tokens_in=200_000 * (5 if name == "full" else 1)) for name in FRAMEWORKS)
    found = threats(study(outcome(lost={("weak", "full"): 30}, steers=True), cells=cells, judges=Judges()))
    assert any("4.2 times as many tokens with full as with direct" in one for one in found)
    assert any(
        one.startswith("6.2 % of the values of quality are missing, most with weak with full (50 %)") for one in found
    )
    assert any("had drafts sent back" in one for one in found)
    assert any("No person and no model" in one for one in found)
