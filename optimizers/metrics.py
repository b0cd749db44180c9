"""The metrics that optimizers climb, each for one kind of program and of example.

| metric | program | score |
|---|---|---|
| `Quality` | `Simulation`, `SingleShot` | the mean of the checks, with judges if there are any |
| `TurnQuality` | `Seeker`, `Supporter` | what the checks find in one turn |
| `StepQuality` | one reasoning node | what the checks find in one thought |
| `StrategyAgreement` | the strategy node, `Supporter` | a person's choice of strategy |
| `AttributeAgreement` | `PersonaExtractor` | people's labels of a post |
| `Understanding` | the situation or the thought node | ESCoT's notes on the seeker |
"""

from __future__ import annotations

from .check_metrics import Quality, StepQuality, TurnQuality
from .gold_metrics import AttributeAgreement, StrategyAgreement, Understanding
from .metric import Finding, Metric, Remark

__all__ = [
    "AttributeAgreement",
    "Finding",
    "Metric",
    "Quality",
    "Remark",
    "StepQuality",
    "StrategyAgreement",
    "TurnQuality",
    "Understanding",
]
