"""The answer of a study says what its numbers show, in every case, and begins with what makes it doubtful."""

from __future__ import annotations

import re
from dataclasses import replace

from socialsim.evaluation.study.answer import answer
from socialsim.evaluation.study.findings import Judges

from tests.evaluation.study.made import (
    ADDED,
    FRAMEWORKS,
    GENERATORS,
    NOT_SHOWN,
    PLAIN,
    cell,
    outcome,
    study,
)


def test_two_or_three_sentences_answer_and_the_whole_is_short() -> None:
    added = ADDED | {"third": (0.05, 0.02, 0.08)}
    whole = outcome(added=added, without={"weak": 0.5, "third": 0.6, "strong": 0.7}, shares=PLAIN)
    said = answer(study(whole, outcome("sound")))
    shares, _interaction, compared, contrasts = said.split(". ")[:4]
    assert shares.startswith("Beside noise alone, the generator explains 41 %")
    assert compared.startswith("By variance, these 2 generators differ more")
    assert contrasts.startswith("Over all generators, quality is better")
    assert len(said.split()) <= 110


def test_what_rules_score_is_higher_and_never_better() -> None:
    said = answer(study(outcome("form", steers=True), outcome("sound", steers=True), judges=Judges()))
    assert "form is higher with full than with direct" in said
    assert "sound is higher" in said
    assert not re.search("better|worse|strongest|weakest", said)
    assert (
        "All this is by the rules' score of form, of rules that also sent drafts back; no reader has confirmed it."
    ) in said
    assert "confirmed" not in answer(study(outcome(steers=True)))
    assert "rules' score" not in answer(study(outcome(), judges=Judges()))


def test_an_outcome_that_never_varies_gets_one_sentence() -> None:
    assert answer(study(outcome("sound", constant=1.0))) == ("sound is 1 in every dialogue, so it tells nothing apart.")
    said = answer(study(outcome(), outcome("sound", constant=1.0)))
    assert said.endswith("sound is 1 in every dialogue, so it tells nothing apart.")
    assert "Other outcomes" not in said


def test_many_missing_values_come_first() -> None:
    lost = {("weak", "full"): 20, ("weak", "direct"): 12, ("strong", "full"): 20}
    assert answer(study(outcome(lost=lost))).startswith(
        "11 % of the values of quality are missing, from 0 % (weak with persona_only) to 33 % (weak with full)"
    )


def test_values_that_framework_and_baseline_miss_unlike_come_first() -> None:
    said = answer(study(outcome(lost={("weak", "full"): 3, ("weak", "direct"): 1})))
    assert said.startswith(
        "0.8 % of the values of quality are missing, and with weak unequally, 5.0 % with full and 1.7 % with direct:"
    )
    assert "missing" not in answer(study(outcome(lost={("weak", "full"): 3, ("weak", "direct"): 2})))
    assert "missing" not in answer(study(outcome(lost={("weak", "persona_only"): 3})))


def test_unfinished_cells_make_it_preliminary() -> None:
    cells = tuple(cell("weak", name, 0, state="stopped" if name == "full" else "done") for name in FRAMEWORKS)
    assert answer(study(outcome(), cells=cells)).startswith("1 of 4 cells is not done, so what follows is preliminary.")


def test_a_corpus_that_was_mostly_rejected_is_told_first() -> None:
    cells = tuple(cell("weak", name, 0, by_status={"done": 4, "check-failed": 6}) for name in FRAMEWORKS)
    assert answer(study(outcome(), cells=cells)).startswith("Of the dialogues the checks accepted 40 % only:")
    none = tuple(cell("weak", name, 0, by_status={"check-failed": 10}) for name in FRAMEWORKS)
    assert "Of the dialogues the checks accepted none:" in answer(study(outcome(), cells=none))


def test_other_outcomes_are_summed_up_by_what_they_show() -> None:
    others = (
        outcome("accepted"),
        outcome("helpfulness", added=NOT_SHOWN),
        outcome("PPL", better="lower"),
        outcome("length", better=None),
    )
    assert (
        "Other outcomes (full against direct, uncorrected): accepted is better; no difference is "
        "shown for helpfulness; PPL is worse; length is higher."
    ) in answer(study(outcome(), *others))


def test_a_study_of_parts_is_held_against_the_whole() -> None:
    said = answer(study(outcome(), full="direct"))
    assert "Held against direct over all generators, persona_only is better, by 0.030 (0.010 to 0.050)" in said
    assert "full is better, by 0.080" in said


def test_parts_that_show_nothing_are_named_together() -> None:
    found = outcome()
    nothing = {"difference": 0.01, "low": -0.02, "high": 0.04, "p": 0.5, "p_holm": 1.0}
    alike = replace(found, contrasts=tuple(replace(one, **nothing) for one in found.contrasts))
    said = answer(study(alike, full="direct"))
    assert "no difference is shown for persona_only, reasoning_only and full." in said


def test_no_values_no_answer() -> None:
    assert answer(study()) == "There is no answer: nothing was measured."


def test_equally_missing_values_come_first_too() -> None:
    lost = {(one, name): 12 for one in GENERATORS for name in FRAMEWORKS}
    assert answer(study(outcome(lost=lost))).startswith("20 % of the values of quality are missing: failures")


def test_rules_say_nothing_about_llms() -> None:
    assert "says nothing about LLMs" in answer(study(outcome(), offline=GENERATORS))
    some = answer(study(outcome(), offline=("weak",)))
    assert "Of the generators, weak is rules and no LLM" in some
    assert "says nothing about LLMs" not in some
    assert "rules" not in answer(study(outcome()))
