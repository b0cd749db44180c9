"""Quality checks: rules, which need no LM, and judges, which do; one file each.

    results = check(Case.of(dialogue, persona=persona))
    quality(results)        # the mean of the scores

What is made of the results is in `policy.py`; how a turn is written again because of them, in
`programs/simulation.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...signatures import CheckResult, Evidence
from .leakage import InformationLeakage
from .pathology import SimulatorPathology
from .persona import PersonaConsistency
from .reasoning import ReasoningChain
from .rule import Case, Kind, Rule
from .safety import Safety
from .strategy import StrategyUse
from .structure import DialogueStructure

RULES: tuple[Rule, ...] = (
    PersonaConsistency(),
    InformationLeakage(),
    DialogueStructure(),
    StrategyUse(),
    ReasoningChain(),
    SimulatorPathology(),
    Safety(),
)
KINDS: dict[str, Kind] = {kind.name: kind for rule in RULES for kind in rule.kinds}
"""Every failure that rules can find, by name."""


def check(case: Case, rules: Sequence[Rule] = RULES) -> tuple[CheckResult, ...]:
    """Return what each rule says about a dialogue, but for those that have nothing to look at in it."""
    return tuple(rule(case) for rule in rules if rule.applies(case))


def check_last_turn(case: Case, rules: Sequence[Rule] = RULES) -> tuple[Evidence, ...]:
    """Return what is wrong with the last turn of a dialogue that goes on."""
    return tuple(one for rule in rules for one in rule.in_turn(case, len(case.turns)))


def quality(results: Iterable[CheckResult]) -> float | None:
    """Return the mean score of the checks that have one; None where none has."""
    scores = [result.score for result in results if result.score is not None]
    return sum(scores) / len(scores) if scores else None


__all__ = ["KINDS", "RULES", "Case", "Kind", "Rule", "check", "check_last_turn", "quality"]
