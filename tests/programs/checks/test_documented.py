"""docs/checks.md has every failure that rules can find, with its severity."""

from __future__ import annotations

from pathlib import Path

import pytest
from socialsim.programs.checks import KINDS

DOCUMENT = Path(__file__).parents[3] / "docs" / "checks.md"


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_is_documented_with_its_severity_and_its_recall(name: str) -> None:
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    (defined,) = [line for line in lines if line.startswith(f"| `{name}` |")]
    severity = defined.split("|")[2].strip()
    assert severity.removesuffix(" ¹") == KINDS[name].severity.value
    assert severity.endswith("¹") is KINDS[name].of_simulation
    assert any(line.startswith(f"| {name} ") for line in lines), "no recall in the table of planted defects"
