"""What tests of metrics share: predictions as programs make them, and who is told of what."""

from __future__ import annotations

from typing import Any

import dspy
from socialsim.optimizers.metric import Metric
from socialsim.programs.checks import Case, check
from socialsim.signatures import (
    NODES,
    CheckResult,
    Dialogue,
    Speaker,
    as_history,
)

from tests.conversations import talk
from tests.people import persona

LABEL = "Supporter: I am glad that you wrote."
NODE_NAMES = [f"supporter.nodes[{name!r}]" for name in NODES]
EVERYBODY = ["seeker.write", *NODE_NAMES, "supporter.write"]


def made(case: Case, *more: CheckResult) -> dspy.Prediction:
    """Return what a program gives that has made the case."""
    dialogue = Dialogue(turns=case.turns, stop_reason=case.stop_reason)
    return dspy.Prediction(dialogue=dialogue, checks=(*check(case), *more))


def played(seed: int = 1, **changes: Any) -> dspy.Example:
    return dspy.Example(persona=persona(**changes), seed=seed).with_inputs("persona", "seed")


def whom(metric: Metric, example: Any, prediction: Any, words: str) -> set[str]:
    """Return the predictors of a simulation that are told of `words`."""
    return {name for name in EVERYBODY if words in metric(example, prediction, None, name).feedback}


def heard(*texts: str, speaker: Speaker = "supporter", **more: Any) -> dspy.Example:
    """Return an example whose conversation begins with the seeker, the inputs of the side of `speaker`."""
    inputs = {"conversation": as_history(talk(*texts).turns, speaker)} | more
    return dspy.Example(**inputs).with_inputs(*inputs)
