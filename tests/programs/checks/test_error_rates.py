"""What is published of the rules' errors is what the documentation says, of every kind of failure that there is."""

from __future__ import annotations

import re
from pathlib import Path

from socialsim.programs.checks import RULES
from socialsim.programs.checks.error_rates import ERROR_RATES

DOCS = Path(__file__).resolve().parents[3] / "docs" / "checks.md"


def test_error_rates_are_those_of_the_documentation() -> None:
    text = DOCS.read_text(encoding="utf-8")
    recalls = text[text.index("### 1. Planted defects") : text.index("### 2. False alarms")]
    planted = re.findall(r"^\| (\w+) +\| +(\d+) \| +([\d.]+) \|", recalls, re.MULTILINE)
    assert {name: (int(number), float(recall)) for name, number, recall in planted} == {
        name: (rate.planted, rate.recall) for name, rate in ERROR_RATES.items()
    }
    alarms = re.findall(r"^\| (\w+) +\| +(?:fault|flaw) \| +([\d.]+) \| +([\d.]+) \|", text, re.MULTILINE)
    assert len(alarms) > 10
    measured = {name: (float(people), float(simulated)) for name, people, simulated in alarms}
    assert {name: measured.get(name, (0.0, 0.0)) for name in ERROR_RATES} == {
        name: (rate.alarms, rate.alarms_as_simulated) for name, rate in ERROR_RATES.items()
    }


def test_every_kind_was_measured() -> None:
    assert {kind.name for rule in RULES for kind in rule.kinds} == set(ERROR_RATES)
