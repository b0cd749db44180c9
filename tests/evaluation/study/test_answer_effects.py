"""What the answer says of shares of variance and of the framework, in every case."""

from __future__ import annotations

from dataclasses import replace

import pytest
from socialsim.evaluation.study.answer import answer
from socialsim.evaluation.study.findings import Source
from socialsim.evaluation.study.main_contrast import turned_at_worst
from socialsim.evaluation.study.wording import contrast_of

from tests.evaluation.study.made import (
    ADDED,
    NOT_SHOWN,
    SHARES,
    Bounds,
    outcome,
    study,
)


def test_the_answer_begins_with_shares_of_variance_and_their_intervals() -> None:
    assert answer(study(outcome())).startswith(
        "Beside noise alone, the generator explains 41 % of the variance in quality (95 % interval 33 to 50), the "
        "framework 18 % (12 to 25) and their interaction 6.0 % (2.0 to 11)."
    )


@pytest.mark.parametrize(
    ("generator", "framework", "said"),
    [
        ((0.41, 0.33, 0.50), (0.18, 0.12, 0.25), "these 2 generators differ more among themselves than these 4 fr"),
        ((0.18, 0.12, 0.25), (0.41, 0.33, 0.50), "these 4 frameworks differ more among themselves than these 2 ge"),
        ((0.30, 0.20, 0.40), (0.25, 0.15, 0.35), "Which of the two explains more is not settled."),
    ],
)
def test_what_differs_more_is_said_only_where_intervals_have_nothing_in_common(generator, framework, said) -> None:
    shares: dict[Source, Bounds] = {"generator": generator, "framework": framework}
    assert said in answer(study(outcome(shares=shares | {"generator × framework": (0.01, 0.0, 0.03)})))
    nothing = answer(study(outcome(shares=shares | {"generator × framework": (0.06, 0.02, 0.1)})))
    assert "differ more" not in nothing
    assert "explains more" not in nothing


def test_nothing_is_left_unsettled_between_shares_without_intervals() -> None:
    shares: dict[Source, Bounds] = {"generator": (0.3, 0.2, 0.4), "framework": (0.2, None, None)}
    said = answer(study(outcome(shares=shares)))
    assert "settled" not in said
    assert "20 % for the framework; no interval can be given" in said


def test_an_effect_that_may_be_none_is_not_shown_and_never_absent() -> None:
    said = answer(study(outcome(shares=SHARES | {"framework": (0.02, 0.0, 0.05)})))
    assert "The framework (0 to 5.0 %) is not shown to explain any." in said
    assert "no effect" not in said


def test_an_effect_on_the_edge_is_uncertain() -> None:
    edge = outcome(shares=SHARES | {"framework": (0.02, 0.0, 0.17)}, p={"framework": 0.03})
    assert "What the framework explains is uncertain (p = .030, interval from 0 to 17 %)." in answer(study(edge))


def test_a_share_is_never_nothing_when_it_is_shown() -> None:
    said = answer(study(outcome(shares=SHARES | {"framework": (0.0004, 0.0001, 0.02)})))
    assert "the framework <0.1 % (<0.1 to 2.0)" in said


def test_the_framework_stands_beside_the_generators_in_the_unit_of_the_outcome() -> None:
    assert (
        "Over all generators, quality is better (higher) with full than with direct, by 0.080 (0.050 to 0.110); with "
        "direct, the strongest generator, strong, is better than the weakest, weak, by 0.20 (0.15 to 0.25)."
    ) in answer(study(outcome()))
    assert "By generator: better with each." in answer(study(outcome()))


def test_a_framework_that_hurts_is_said_to() -> None:
    worse = {name: (-value, -high, -low) for name, (value, low, high) in ADDED.items()}
    said = answer(study(outcome(added=worse)))
    assert "quality is worse (lower) with full than with direct, by 0.080 (0.050 to 0.110)" in said
    assert "By generator: worse with each." in said


def test_lower_may_be_better() -> None:
    said = answer(study(outcome("PPL", better="lower", without={"weak": 20.0, "strong": 12.0}, apart=(-8, -9, -7))))
    assert "PPL is worse (higher) with full than with direct, by 0.08" in said
    assert "the strongest generator, strong, is better than the weakest, weak, by 8.0 (7.0 to 9.0)" in said


def test_where_neither_is_better_nothing_is_called_better() -> None:
    said = answer(study(outcome("length", better=None)))
    assert "length is higher with full than with direct" in said
    assert "the highest generator, strong, is higher than the lowest, weak" in said
    assert "better" not in said
    assert "strongest" not in said


def test_one_framework_says_nothing_of_frameworks() -> None:
    only = outcome(added={}, without={}, shares={"generator": (0.2, 0.1, 0.3)})
    findings = study(outcome(), frameworks=("direct",), full="direct")
    assert "With one framework the study cannot say what a framework does." in answer(findings)
    assert "no dialogue has a value" in answer(study(only))


def test_a_framework_without_values_is_not_held_against_the_baseline() -> None:
    said = answer(study(outcome(added={}, left_out=("full",))))
    assert "full has no value of quality and no part in what follows." in said
    assert "Too little of full or direct was measured to hold one against the other." in said


def test_few_units_show_nothing() -> None:
    def bare(known):
        return {name: (one[0], None, None) for name, one in known.items()}

    said = answer(study(outcome(added=bare(ADDED), shares=bare(SHARES), apart=(0.2, None, None), units=2)))
    assert said.startswith("2 personas are too few for intervals")
    assert "41 % for the generator, 18 % for the framework" in said
    assert "is shown: +0.080, no interval" in said
    assert "differ more" not in said


def test_digits_are_those_that_the_interval_tells() -> None:
    tiny = {name: (one[0] / 1e4, one[1] / 1e4, one[2] / 1e4) for name, one in ADDED.items()}
    assert "by 0.0000080 (0.0000050 to 0.0000110)" in answer(study(outcome(added=tiny)))
    large = {name: (one[0] * 1e4, one[1] * 1e4, one[2] * 1e4) for name, one in ADDED.items()}
    assert "by 800 (500 to 1,100)" in answer(study(outcome(added=large)))
    near = ADDED | {None: (0.3, 0.001, 0.6)}
    assert "by 0.300 (0.001 to 0.600)" in answer(study(outcome(added=near)))
    alike = ADDED | {None: (1.0, 1.0, 1.0)}
    assert "by 1.0, alike in every pair" in answer(study(outcome(added=alike)))


def test_what_is_shown_has_to_stand_with_missing_values_at_the_worst() -> None:
    lost = {("weak", "full"): 3, ("strong", "full"): 3}
    worst = {"weak": (0.11, 0.07, 0.15), "strong": (0.0, -0.03, 0.03), None: (0.02, -0.01, 0.05)}
    said = answer(study(outcome(lost=lost, at_worst=worst)))
    assert (
        "Over all generators, no difference in quality between full and direct is shown that does not hang on the "
        "missing values: of those that there are, it is better by 0.080 (0.050 to 0.110); with every missing value at "
        "the worst that was seen, none is shown, +0.020 (-0.010 to +0.050)."
    ) in said
    assert "By generator: better with weak; the difference with strong hangs on the missing values." in said
    assert "hang" not in answer(study(outcome(lost=lost, at_worst=ADDED)))


def test_what_is_not_shown_may_be_at_the_worst() -> None:
    lost = {("weak", "full"): 3}
    worst: dict[str | None, Bounds] = {None: (-0.05, -0.08, -0.02)}
    said = answer(study(outcome(lost=lost, added=NOT_SHOWN, at_worst=worst)))
    assert (
        "+0.010 (-0.020 to +0.040); with every missing value at the worst that was seen, it is worse by 0.050" in said
    )


def test_another_correction_alone_turns_nothing() -> None:
    found = outcome(at_worst={"weak": (0.12, 0.08, 0.16)})
    contrasts = tuple(replace(one, p_holm=0.1) for one in found.contrasts)
    uncorrected = replace(found, contrasts=contrasts)
    weak = contrast_of(uncorrected, "framework within generator", ("weak", "full"), ("weak", "direct"))
    assert weak is not None
    assert turned_at_worst(uncorrected, weak) is None


def test_what_does_not_stand_after_correction_is_not_shown() -> None:
    found = outcome()
    uncorrected = tuple(replace(one, p_holm=0.06) for one in found.contrasts)
    said = answer(study(replace(found, contrasts=uncorrected)))
    assert "no difference in quality between full and direct is shown: +0.080 (+0.050 to +0.110; p after Holm" in said
