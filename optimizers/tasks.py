"""What can be tuned, and by what it can be judged: a module and a metric make a task.

A module says which predictors are tuned; a metric says on what: whole dialogues of personas, single turns, or posts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import dspy

from ..programs import PersonaExtractor, Simulation, SingleShot
from ..programs.parts import Extraction, Message, Reply
from ..programs.program import Program
from ..signatures import ESCONV, ConfigurationError, Taxonomy
from .metrics import (
    AttributeAgreement,
    Metric,
    Quality,
    StepQuality,
    StrategyAgreement,
    TurnQuality,
    Understanding,
)
from .optimize import Task

Needs = Literal["personas", "turns", "posts"]
NODES_OF_UNDERSTANDING = ("situation", "thought")


@dataclass(frozen=True)
class Judging:
    """A metric by name: what it is applied to, and of which module it can say anything."""

    needs: Needs
    meaning: str
    make: Callable[[str, Taxonomy, Any], Metric]
    """From the module's name, the program's strategies, and judges or None."""
    of: Callable[[str], bool]
    answer: tuple[str, ...] = ()
    """What of a person an example must have."""


def _is_node(module: str) -> bool:
    return module not in ("all", "seeker", "supporter", "utterance", "persona")


METRICS: dict[str, Judging] = {
    "quality": Judging(
        "personas",
        "what the checks say of whole dialogues",
        lambda module, taxonomy, jury: Quality(jury),
        lambda module: module != "persona",
    ),
    "turn_quality": Judging(
        "turns",
        "what the checks say of single turns",
        lambda module, taxonomy, jury: TurnQuality("seeker" if module == "seeker" else "supporter", taxonomy),
        lambda module: module not in ("all", "persona"),
    ),
    "step_quality": Judging(
        "turns",
        "what the checks say of single thoughts",
        lambda module, taxonomy, jury: StepQuality(module, taxonomy),
        _is_node,
    ),
    "strategy": Judging(
        "turns",
        "whether the strategy is the one that a person chose",
        lambda module, taxonomy, jury: StrategyAgreement(),
        lambda module: module in ("strategy", "supporter"),
        ("strategy",),
    ),
    "understanding": Judging(
        "turns",
        "how near a thought comes to what a person noted",
        lambda module, taxonomy, jury: Understanding(module),
        lambda module: module in NODES_OF_UNDERSTANDING,
        ("emotion", "strategy"),  # ESCoT notes the one reply of which it names the strategy
    ),
    "attributes": Judging(
        "posts",
        "how near a persona comes to what a person read in the post",
        lambda module, taxonomy, jury: AttributeAgreement(),
        lambda module: module == "persona",
    ),
}


def metric_of(module: str, named: str | None) -> str:
    """Return the name of the metric: the one named, or else the module's usual one.

    Raises:
        ConfigurationError: there is none of that name, or it says nothing of that module.
    """
    name = named or ("attributes" if module == "persona" else "quality")
    fitting = [one for one, judging in METRICS.items() if judging.of(module)]
    if name not in METRICS:
        raise ConfigurationError(f"metric={name}: there is no such metric; there are {', '.join(METRICS)}")
    if name not in fitting:
        raise ConfigurationError(f"metric={name}: says nothing of module={module}; say {' or '.join(fitting)}")
    return name


def make_task(module: str, metric: str, program: Simulation | SingleShot | PersonaExtractor, jury: Any = None) -> Task:
    """Return what is to be tuned, of a program that has its LMs.

    Args:
        program: the extractor for module ``persona``, what makes dialogues for the others.
        jury: judges whose scores join ``quality``.

    Raises:
        ConfigurationError: the program has no such module.
    """
    judging = METRICS[metric_of(module, metric)]
    judge = judging.make(module, getattr(program, "taxonomy", ESCONV), jury)
    if isinstance(program, PersonaExtractor):
        if module != "persona":
            raise ConfigurationError(f"module={module}: an extractor has one module, persona")
        return Task(module, Extraction(program), ("extractor.extract",), judge, {"extractor": _lm(program.extract)})
    names = _names(module, program)
    tuned: Program = program if judging.needs == "personas" else _part(module, metric, program)
    if isinstance(tuned, Reply) and tuned.until:  # what comes behind it is not asked
        chain = list(tuned.supporter.nodes)
        asked = {f"supporter.nodes['{node}']" for node in chain[: chain.index(tuned.until) + 1]}
        names = tuple(name for name in names if name in asked)
    return Task(module, tuned, names, judge, _lms(program), answered=judging.needs == "turns")


def _names(module: str, whole: Simulation | SingleShot) -> tuple[str, ...]:
    there = [name for name, _ in whole.named_predictors()]
    wanted = {"seeker": "seeker.", "supporter": "supporter.", "utterance": "supporter.write"}
    if module == "all":
        return tuple(there)
    if module in wanted:
        found = tuple(name for name in there if name.startswith(wanted[module]))
    else:
        found = tuple(name for name in there if name == f"supporter.nodes['{module}']")
    if not found:
        raise ConfigurationError(
            f"module={module}: this program has no such module; it has {', '.join(modules(whole))}"
        )
    return found


def modules(whole: Simulation | SingleShot) -> list[str]:
    """Return the modules that a program has, by the names that `task` knows them by."""
    if isinstance(whole, SingleShot):
        return ["all", "persona"]
    nodes = list(whole.supporter.nodes)
    return ["all", "seeker", "supporter", *nodes, *(["utterance"] if nodes else []), "persona"]


def _part(module: str, metric: str, whole: Simulation | SingleShot) -> Program:
    if isinstance(whole, SingleShot):
        raise ConfigurationError(
            f"metric={metric}: looks at single turns, and program=single_shot writes none; say quality"
        )
    if module == "seeker":
        return Message(whole.seeker)
    stop = "strategy" if metric == "strategy" else module
    return Reply(whole.supporter, until=stop if stop in whole.supporter.nodes and metric != "turn_quality" else None)


def _lms(whole: Simulation | SingleShot) -> Mapping[str, Any]:
    return {role: _lm(program.predictors()[0]) for role, program in whole.roles.items()}


def _lm(predictor: Any) -> Any:
    """Return the LM of a predictor: its own, or the one that is configured for all of DSPy.

    Raises:
        ConfigurationError: there is neither.
    """
    lm = predictor.lm or dspy.settings.lm
    if lm is None:
        raise ConfigurationError("the program has no LM; say program.set_lm(…) or dspy.configure(lm=…)")
    return lm
