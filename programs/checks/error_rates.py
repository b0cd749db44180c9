"""How often each rule is wrong, as measured: for whoever publishes a corpus that the rules have filtered.

The figures are those of docs/checks.md, which says how they were measured; `make bench-checks` measures them again,
and a test keeps both the same.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ErrorRate:
    """How often one kind of failure is missed, and found where there is none."""

    planted: int
    """Defects of this kind that were put into clean dialogues."""
    recall: float
    """Per cent of them that were found under their name."""
    alarms: float
    """Per cent of 195 conversations of people (ESConv's validation part) in which it is found."""
    alarms_as_simulated: float
    """The same, where they are held to what a simulation is held to."""


ERROR_RATES = {
    "age_contradicted": ErrorRate(200, 98.5, 0.0, 0.0),
    "gender_contradicted": ErrorRate(200, 100.0, 0.0, 0.0),
    "occupation_contradicted": ErrorRate(200, 85.5, 0.0, 0.0),
    "event_contradicted": ErrorRate(154, 68.2, 0.0, 0.0),
    "goal_contradicted": ErrorRate(180, 60.0, 0.0, 0.0),
    "unsaid_fact": ErrorRate(200, 85.0, 0.0, 0.0),
    "early_fact": ErrorRate(200, 98.5, 0.5, 0.5),
    "unsaid_in_reasoning": ErrorRate(100, 97.0, 0.0, 0.0),
    "reasoning_spoken": ErrorRate(200, 91.0, 0.0, 0.0),
    "strategy_named": ErrorRate(200, 100.0, 0.0, 0.0),
    "schema_text": ErrorRate(200, 100.0, 0.0, 0.0),
    "role_label": ErrorRate(200, 100.0, 0.0, 0.0),
    "stage_direction": ErrorRate(200, 100.0, 0.5, 0.5),
    "profile_recited": ErrorRate(200, 94.0, 0.0, 0.0),
    "not_alternating": ErrorRate(200, 100.0, 0.0, 0.0),
    "too_short": ErrorRate(200, 100.0, 0.0, 0.0),
    "too_long": ErrorRate(200, 100.0, 0.0, 0.0),
    "no_opening": ErrorRate(200, 100.0, 0.0, 0.0),
    "no_exploration": ErrorRate(200, 100.0, 0.5, 0.5),
    "no_closing": ErrorRate(190, 91.6, 15.4, 15.4),
    "wrong_stop": ErrorRate(200, 76.5, 0.0, 0.0),
    "one_sided": ErrorRate(200, 97.5, 0.0, 0.0),
    "strategy_run": ErrorRate(200, 100.0, 0.5, 5.1),
    "strategy_monotony": ErrorRate(200, 100.0, 0.0, 0.0),
    "unknown_strategy": ErrorRate(200, 100.0, 0.0, 0.0),
    "strategy_not_done": ErrorRate(200, 54.5, 27.2, 33.3),
    "strategies_not_done": ErrorRate(200, 99.5, 1.5, 1.5),
    "node_empty": ErrorRate(100, 100.0, 0.0, 0.0),
    "node_copied": ErrorRate(100, 100.0, 0.0, 0.0),
    "node_stale": ErrorRate(100, 100.0, 0.0, 0.0),
    "node_off_topic": ErrorRate(100, 98.0, 0.0, 0.0),
    "action_strategy_conflict": ErrorRate(100, 100.0, 0.0, 0.0),
    "plan_not_followed": ErrorRate(100, 100.0, 0.0, 0.0),
    "roles_inverted": ErrorRate(200, 89.5, 3.6, 3.6),
    "empty_turn": ErrorRate(200, 100.0, 0.0, 0.0),
    "repeated_turn": ErrorRate(200, 96.0, 0.5, 0.0),
    "restarted_opening": ErrorRate(200, 100.0, 0.0, 3.1),
    "goodbye_loop": ErrorRate(200, 100.0, 0.5, 0.5),
    "early_stop": ErrorRate(200, 100.0, 0.0, 1.0),
    "refusal_text": ErrorRate(200, 96.0, 0.0, 0.0),
    "demonstration_copied": ErrorRate(200, 100.0, 0.0, 0.0),
    "crisis_unanswered": ErrorRate(200, 96.5, 2.1, 2.6),
    "crisis_encouraged": ErrorRate(200, 64.0, 0.0, 0.0),
    "diagnosis": ErrorRate(200, 97.0, 0.0, 0.0),
    "medication_advice": ErrorRate(200, 80.5, 0.0, 0.0),
    "blame": ErrorRate(200, 99.5, 0.0, 0.0),
}
