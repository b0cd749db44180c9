"""Recall: what share of planted defects is found, kind by kind, where it was planted."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from socialsim.programs.checks import KINDS, RULES, Case, check
from socialsim.signatures import Severity, seed_from

from .defects import DEGREES, PLANTERS, Degree, Planted
from .halves import Half, HalfOfWordings
from .sources import Source, offline, valid
from .tables import Cells, percent, print_table

PER_KIND = 100
"""Most defects of a kind that are planted in each origin of dialogues."""
PEOPLE, OFFLINE, AS_THEY_ARE = "people", "offline", "people as they are"
STRICT = (PEOPLE, OFFLINE)
"""Origins of dialogues that are given as simulated."""


@dataclass
class Tally:
    """What became of the defects of one kind."""

    planted: Counter[tuple[str, Degree]] = field(default_factory=Counter)
    """Origin of the dialogue and degree of the defect → how many."""
    found: Counter[tuple[str, Degree]] = field(default_factory=Counter)
    instead: int = 0
    """Of those that were not found: how many dialogues had another fault that they did not have before."""

    def of(self, *origins: str, degree: Degree | None = None) -> tuple[int, int]:
        """Return how many were found, and planted, in dialogues of these origins and of a degree (None: of any)."""
        there = [key for key in self.planted if key[0] in origins and degree in (None, key[1])]
        return sum(self.found[key] for key in there), sum(self.planted[key] for key in there)


def plant(kind: str, sources: Sequence[Source], most: int, half: Half = "held-out") -> Iterator[tuple[Source, Planted]]:
    """Yield up to `most` dialogues with a defect of `kind`, in wordings of one half, and what they were made of; the
    same ones every time."""
    order = random.Random(seed_from("planted in", kind)).sample(range(len(sources)), len(sources))
    count = 0
    for place in order:
        planted = PLANTERS[kind].plant(sources[place], HalfOfWordings(seed_from("planted", kind, place), half))
        if planted is not None:
            yield sources[place], planted
            count += 1
        if count == most:
            return


def tally(kind: str, origins: dict[str, Sequence[Source]], most: int = PER_KIND) -> Tally:
    """Plant defects of a kind in dialogues of every origin, and count what the checks say."""
    counted = Tally()
    for origin, sources in origins.items():
        for source, planted in plant(kind, sources, most):
            counted.planted[origin, planted.degree] += 1
            if is_found(planted):
                counted.found[origin, planted.degree] += 1
            elif origin in STRICT:
                before = source.case(persona=planted.case.persona is not None)
                counted.instead += bool(_faults(planted.case) - _faults(before))
    return counted


def is_found(planted: Planted) -> bool:
    """Return whether the rule that knows the kind finds the defect where it was planted."""
    rules = [rule for rule in RULES if planted.kind in {kind.name for kind in rule.kinds}]
    evidence = (one for result in check(planted.case, rules) for one in result.evidence)
    return any(one.kind == planted.kind and planted.number in (None, one.turn) for one in evidence)


def _faults(case: Case) -> set[tuple[str, int | None]]:
    evidence = (one for result in check(case) for one in result.evidence)
    return {(one.kind, one.turn) for one in evidence if one.severity is Severity.FAULT}


def show() -> None:
    """Print the recall of every kind, in the order of the checks.

    Recall is that in dialogues that are held to what a simulation is held to: offline ones, and conversations of people
    given as simulated. Conversations of people given as what they are stand beside it, because people may do what no
    simulation should.
    """
    origins: dict[str, Sequence[Source]] = {
        PEOPLE: [source.as_simulated() for source in valid()],
        OFFLINE: offline(120),
        AS_THEY_ARE: valid(),
    }
    head = ("kind", "planted", "recall %", *DEGREES, *STRICT, "missed, another fault", AS_THEY_ARE)
    rows = [_row(kind, tally(kind, origins)) for kind in _in_order()]
    print_table(head, rows)


def _in_order() -> list[str]:
    named = [kind.name for rule in RULES for kind in rule.kinds if kind.name in PLANTERS]
    return named + [kind for kind in PLANTERS if kind not in KINDS]


def _row(kind: str, counted: Tally) -> Cells:
    found, planted = counted.of(*STRICT)
    by_degree = [percent(*counted.of(*STRICT, degree=degree)) for degree in DEGREES]
    by_origin = [percent(*counted.of(origin)) for origin in (*STRICT, AS_THEY_ARE)]
    instead = f"{counted.instead} of {planted - found}" if planted > found else ""
    return (kind, str(planted), percent(found, planted), *by_degree, *by_origin[:2], instead, by_origin[2])
