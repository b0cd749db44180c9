"""What the answer says generator by generator, and in details."""

from __future__ import annotations

from dataclasses import replace

import pytest
from socialsim.evaluation.study.answer import answer
from socialsim.evaluation.study.answer_generators import details
from socialsim.evaluation.study.findings import PairedContrast
from socialsim.evaluation.study.wording import contrast_of

from tests.evaluation.study.made import (
    ADDED,
    NOT_SHOWN,
    PLAIN,
    outcome,
    study,
)


def test_where_the_framework_does_most_is_not_claimed() -> None:
    assert "most" not in answer(study(outcome()))


def test_mixed_signs_are_told_generator_by_generator() -> None:
    added = {"weak": (0.1, 0.05, 0.15), "strong": (-0.05, -0.08, -0.02), None: (0.02, -0.01, 0.05)}
    found = study(outcome(added=added))
    said = answer(found)
    assert "no difference in quality between full and direct is shown: +0.020 (-0.010 to +0.050)" in said
    assert "what the framework explains lies among other frameworks, or is too small to place" in said
    assert "By generator: better with weak; worse with strong." in said
    assert "better with weak 0.10 (0.05 to 0.15); worse with strong 0.050" in " ".join(
        details(found, found.outcomes[0])
    )


def test_nothing_shown_does_not_show_that_there_is_nothing() -> None:
    found = study(outcome(added=NOT_SHOWN, shares=PLAIN | {"framework": (0.01, 0.0, 0.02)}))
    said = " ".join(details(found, found.outcomes[0]))
    assert "no difference is shown with weak +0.01 (-0.05 to +0.07) and strong" in said
    assert "which does not show that there is none" in said
    assert "That what a framework does depends on the generator is not shown." in said
    assert "other frameworks" not in answer(found)


def test_a_difference_over_all_may_be_shown_within_none() -> None:
    said = answer(study(outcome(added=NOT_SHOWN | {None: (0.08, 0.05, 0.11)})))
    assert "Within no single generator is it shown." in said


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
    ],
)
def test_whether_the_framework_lifts_the_weakest_over_the_strongest(across, said) -> None:
    assert said in answer(study(outcome(across=across)))


def test_that_it_is_open_is_told_in_the_details_alone() -> None:
    found = study(outcome(across=(0.01, -0.02, 0.04)))
    assert "Whether weak with full reaches strong with direct is open: +0.010" in " ".join(
        details(found, found.outcomes[0])
    )
    assert "reaches" not in answer(found)


def test_generators_that_are_not_shown_to_differ_are_not_held_against_each_other() -> None:
    said = answer(study(outcome(apart=(0.01, -0.02, 0.04))))
    assert "With direct, strong and weak are not shown to differ: +0.010 (-0.020 to +0.040)." in said
    assert "still worse" not in said


def test_another_pair_is_named_where_the_ends_are_not_shown_to_differ() -> None:
    # the pair weak and strong is shown; noisy, the highest by its mean, has no contrast that is
    three = outcome(without={"weak": 0.5, "strong": 0.7, "noisy": 0.9})
    ends = [
        PairedContrast("generator within framework", ("noisy", "direct"), (one, "direct"), *bounds, 0, 30, 0)
        for one, bounds in (("weak", (0.4, -0.1, 0.9, 0.1, 0.1, 0.3)), ("strong", (0.2, -0.3, 0.7, 0.4, 0.4, 0.1)))
    ]
    said = answer(study(replace(three, contrasts=(*three.contrasts, *ends))))
    assert (
        "With direct, strong is better than weak, by 0.20 (0.15 to 0.25); the strongest by its mean, noisy, is not "
        "shown to differ from the weakest, weak."
    ) in said
    alike = outcome(without={"weak": 0.5, "strong": 0.7, "noisy": 0.9}, apart=(0.2, -0.1, 0.5))
    said = answer(study(replace(alike, contrasts=(*alike.contrasts, *ends))))
    assert (
        "With direct, no two generators are shown to differ, not even noisy, the strongest by its mean, from weak"
        in said
    )


def test_one_generator_says_nothing_of_generators() -> None:
    only = outcome(without={"weak": 0.5}, added={"weak": (0.1, 0.05, 0.15)}, shares={"framework": (0.2, 0.1, 0.3)})
    said = answer(study(only))
    assert said.startswith("With one generator the study cannot say what the choice of generator does.")
    assert "With weak, quality is better (higher) with full than with direct" in said
    assert "all generators" not in said


def test_a_generator_that_is_left_alone_is_all_that_is_spoken_of() -> None:
    added = {"weak": (0.3, 0.2, 0.4), "strong": (0.04, 0.01, 0.07)}
    said = answer(study(outcome(added=added, shares={"framework": (0.2, 0.1, 0.3)}, left_out=("weak",))))
    assert said.startswith(
        "weak has a cell without any value of quality: what follows is within strong alone, and what the choice of "
        "generator does stays open."
    )
    assert "With strong, quality is better (higher) with full than with direct, by 0.040" in said
    assert "strongest" not in said


def test_nothing_is_said_over_generators_that_all_lack_a_cell() -> None:
    added = {"weak": (0.3, 0.2, 0.4)}
    said = answer(study(outcome(added=added, shares={}, left_out=("weak", "strong"))))
    assert "weak and strong have a cell without any value of quality: nothing can be said over all generators." in said
    assert "By generator: better with weak; too little was measured with strong." in said


def test_a_contrast_without_an_interval_is_named_and_not_blamed_on_all_units() -> None:
    said = answer(study(outcome(added=ADDED | {"weak": (0.12, None, None)})))
    assert "By generator: better with strong; no interval can be given with weak." in said
    assert "personas are too few" not in said


def test_a_contrast_is_found_from_either_side() -> None:
    found = outcome()
    turned = contrast_of(found, "generator within framework", ("strong", "full"), ("weak", "full"))
    assert turned is not None
    assert (turned.difference, turned.low, turned.high) == (0.12, 0.07, 0.17)
    assert turned.wins == pytest.approx(0.3)
    assert turned.effect == -0.5


def test_rules_are_not_the_weak_that_are_lifted_where_two_llms_are() -> None:
    added = ADDED | {"rules": (0.3, 0.2, 0.4)}
    found = outcome(added=added, without={"weak": 0.5, "strong": 0.7, "rules": 0.1})
    said = answer(study(found, offline=("rules",)))
    assert "the strongest LLM, strong, is better than the weakest, weak, by 0.20 (0.15 to 0.25)" in said
