"""False alarms: what the checks find in dialogues as they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from socialsim.programs.checks import KINDS, Case, check
from socialsim.signatures import Severity

from .sources import offline, valid
from .tables import percent, print_table

ANY = "any fault"


def alarms(cases: Iterable[Case]) -> tuple[Counter[str], int]:
    """Return in how many dialogues each kind is found, and ANY fault; and how many dialogues there are."""
    found: Counter[str] = Counter()
    count = 0
    for case in cases:
        evidence = [one for result in check(case) for one in result.evidence]
        found.update({one.kind for one in evidence})
        found[ANY] += any(one.severity is Severity.FAULT for one in evidence)
        count += 1
    return found, count


def show() -> None:
    """Print the share of dialogues in which a kind is found: conversations of people, and offline dialogues.

    Conversations of people are also held to what a simulation is held to, their runs of one speaker merged: that is how
    often a simulation that talks as people do would be rejected.
    """
    measured = {
        "people": alarms(source.case(persona=False) for source in valid()),
        "people, as if simulated": alarms(source.as_simulated().case(persona=False) for source in valid()),
        "people, made personas": alarms(source.case() for source in valid()),
        "offline": alarms(source.case() for source in offline(300)),
    }
    seen = set().union(*(found for found, _ in measured.values()))
    kinds = [name for name, kind in KINDS.items() if name in seen and kind.severity is Severity.FAULT]
    kinds += [name for name, kind in KINDS.items() if name in seen and kind.severity is Severity.FLAW]
    head = ("kind", "severity", *(f"{origin}, % of {count}" for origin, (_, count) in measured.items()))
    rows = [
        (name, severity, *(percent(found[name], count) for found, count in measured.values()))
        for name, severity in [(ANY, ""), *((name, KINDS[name].severity.value) for name in kinds)]
    ]
    print_table(head, rows)
