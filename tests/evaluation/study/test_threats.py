"""Threats to validity are those that a study has, and no others."""

from __future__ import annotations

import pytest
from socialsim.evaluation.study.findings import Judges
from socialsim.evaluation.study.threats import threats

from tests.evaluation.study.made import ADDED, FRAMEWORKS, cell, outcome, study


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


def test_the_share_of_each_side_is_of_its_levels() -> None:
    said = " ".join(threats(study(outcome())))
    assert "The generator's share is of these 2 generators" in said
    assert "The framework's share is of these 4 frameworks" in said
    alone = " ".join(threats(study(outcome(), frameworks=("direct",), full="direct")))
    assert "The framework's share" not in alone


def test_a_finding_that_hangs_on_missing_values_is_a_threat_in_every_outcome() -> None:
    hanging = outcome("sound", at_worst={None: (0.01, -0.02, 0.04)})
    said = "What is said of full against direct in sound hangs on missing values"
    assert any(one.startswith(said) for one in threats(study(outcome(), hanging)))
    assert not any("hangs" in one for one in threats(study(outcome(at_worst=ADDED))))
