"""Support strategies and stages: the supporter's repertoire, as named by the field.

Definitions paraphrase Liu et al. 2021 (ESConv, after Hill's Helping Skills); ExTES labels are those of Zheng et al.
2023, its definitions and its assignment to stages are ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """The three stages of emotional support. Their order is a tendency, never a rule (ESConv)."""

    EXPLORATION = "Exploration"
    COMFORTING = "Comforting"
    ACTION = "Action"


class Strategy(StrEnum):
    """The eight strategies of ESConv, spelt as in its data."""

    QUESTION = "Question"
    RESTATEMENT = "Restatement or Paraphrasing"
    REFLECTION = "Reflection of feelings"
    SELF_DISCLOSURE = "Self-disclosure"
    AFFIRMATION = "Affirmation and Reassurance"
    SUGGESTION = "Providing Suggestions"
    INFORMATION = "Information"
    OTHERS = "Others"


@dataclass(frozen=True)
class StrategyDefinition:
    """One strategy of a taxonomy: its name, what it is (shown to the model), and the stage it belongs to, if any."""

    name: str
    meaning: str
    stage: Stage | None


@dataclass(frozen=True)
class Taxonomy:
    """A named list of strategies. Make your own and pass it to `Supporter(taxonomy=…)`."""

    name: str
    strategies: tuple[StrategyDefinition, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(str(strategy.name) for strategy in self.strategies)

    def stage_of(self, name: str) -> Stage | None:
        """Return the stage of a strategy; None for pleasantries and for names that are not in the taxonomy."""
        return next((strategy.stage for strategy in self.strategies if strategy.name == name), None)

    def describe(self) -> str:
        """Return the taxonomy as prompt text, one strategy a line."""
        return "\n".join(f"- {strategy.name}: {strategy.meaning}" for strategy in self.strategies)


_EXPLORE, _COMFORT, _ACT = Stage.EXPLORATION, Stage.COMFORTING, Stage.ACTION

ESCONV = Taxonomy(
    "esconv",
    (
        StrategyDefinition(
            Strategy.QUESTION,
            "ask something that helps the seeker put the problem into words; open questions first, closed ones for "
            "specifics",
            _EXPLORE,
        ),
        StrategyDefinition(
            Strategy.RESTATEMENT, "say back what the seeker said, shorter and clearer, so that they hear it", _EXPLORE
        ),
        StrategyDefinition(Strategy.REFLECTION, "name and describe what the seeker seems to feel", _COMFORT),
        StrategyDefinition(
            Strategy.SELF_DISCLOSURE,
            "share a similar experience or feeling of your own to show understanding",
            _COMFORT,
        ),
        StrategyDefinition(
            Strategy.AFFIRMATION, "point to the seeker's strengths and efforts, reassure and encourage", _COMFORT
        ),
        StrategyDefinition(
            Strategy.SUGGESTION, "offer ways to change something, leaving the decision with the seeker", _ACT
        ),
        StrategyDefinition(
            Strategy.INFORMATION, "give useful facts, explanations, resources, or answers to a question", _ACT
        ),
        StrategyDefinition(
            Strategy.OTHERS, "greetings, thanks, farewells, and support that fits none of the above", None
        ),
    ),
)

EXTES = Taxonomy(
    "extes",
    (
        StrategyDefinition("Reflective Statements", "say back the essence of what the seeker said", _EXPLORE),
        StrategyDefinition("Clarification", "ask so that the problem becomes clearer to both", _EXPLORE),
        StrategyDefinition("Emotional Validation", "say that the seeker's feelings make sense", _COMFORT),
        StrategyDefinition("Empathetic Statements", "show that you feel with the seeker", _COMFORT),
        StrategyDefinition("Affirmation", "recognise the seeker's strengths and efforts", _COMFORT),
        StrategyDefinition("Offer Hope", "speak of the chance that things get better, without promising", _COMFORT),
        StrategyDefinition("Avoid Judgment and Criticism", "make room for everything, without blame", _COMFORT),
        StrategyDefinition("Suggest Options", "offer several things the seeker could do", _ACT),
        StrategyDefinition("Collaborative Planning", "work out a next step together", _ACT),
        StrategyDefinition("Provide Different Perspectives", "offer another way to look at the situation", _ACT),
        StrategyDefinition("Reframe Negative Thoughts", "help turn a harsh thought into a fairer one", _ACT),
        StrategyDefinition("Share Information", "give useful facts or resources", _ACT),
        StrategyDefinition("Normalize Experiences", "say that many people live through something like it", _COMFORT),
        StrategyDefinition("Promote Self-Care Practices", "encourage rest, sleep, movement, company", _ACT),
        StrategyDefinition("Stress Management", "offer a technique that lowers stress", _ACT),
        StrategyDefinition("Others", "greetings, thanks, farewells, and what fits none of the above", None),
    ),
)

TAXONOMIES = {taxonomy.name: taxonomy for taxonomy in (ESCONV, EXTES)}
