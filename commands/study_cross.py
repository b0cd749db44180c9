"""`socialsim study study=cross_dataset`: chatbots tuned on each of several corpora, tested on each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ..evaluation.comparing import Contrast
from ..evaluation.figures import Figure
from ..evaluation.navg import NAvg
from ..evaluation.report.blocks import Report
from ..evaluation.results import TestSet
from ..evaluation.study.crossing import Crossed, Taught
from ..evaluation.study.crossing_report import crossing_report
from ..signatures import ConfigurationError, counted
from .files import RUN
from .progress import phase
from .schema import StudyConfig
from .study_cross_plan import Bot, Plan
from .study_steps import compose


def run(config: StudyConfig, out: Path) -> Report:
    """Do what is missing of the study in `out`, and return what was found.

    Raises:
        ConfigurationError: what is asked for does not go together.
        InputError: a corpus cannot be read, or is too small to be parted or learnt from.
        BudgetReached: the budget of an answering chatbot is spent.
    """
    plan = Plan(config, out)
    # What is wrong with the words is told before anything is split or tuned.
    first = next(iter(plan.corpora))
    bot = Bot(first, first, False, out / "chatbots" / first)
    model = compose("finetune", plan.tune(bot).words).model
    compose("evaluate", plan.answer(bot, first).words)
    with phase("corpora", len(plan.corpora)) as progress:
        for name in plan.corpora:
            plan.do(plan.split(name))
            progress.advance()
    bots = plan.bots()
    if not bots:
        raise ConfigurationError("reasoning=true: none of the corpora has reasoning; say reasoning=false")
    steps = [*map(plan.tune, bots), *(plan.answer(bot, data) for data in plan.corpora for bot in bots)]
    steps += [plan.compare(bots, data) for data in plan.corpora]
    notes = list[str]()
    with phase("steps", len(steps)) as progress:
        for step in steps:
            done = plan.do(step)
            notes += [f"{step.name}: {done.note}"] if done.note else []
            progress.advance()
    found = Crossed(tuple(_taught(bot) for bot in bots), tuple(_found(plan.results(data)) for data in plan.corpora))
    unreasoning = [name for name in plan.corpora if True in plan.variants and not plan.reasons(name)]
    notes += [f"{name} has no reasoning, so no chatbot was taught to reason by it" for name in unreasoning]
    rules = "was written by the offline rules, in whole or in part: the floor of a study, and no training data"
    notes += [f"{name} {rules}" for name in plan.corpora if plan.by_rules(name)]
    footer = (
        f"Base: {model.name}; seed {plan.seed}; {counted(config.resamples, 'resample')} of the dialogues.",
        *notes,
    )
    lines = tuple(step.line() for step in (*map(plan.split, plan.corpora), *steps))
    return crossing_report(config.study.title, config.study.question, found, str(model.name), lines, footer)


def _taught(bot: Bot) -> Taught:
    """Return what a chatbot was tuned on, by the record of its run."""
    record = json.loads((bot.folder / RUN).read_text(encoding="utf-8"))
    (read,) = (one for one in record["corpora"] if one["weight"] is not None)
    return Taught(bot.name, bot.corpus, bot.reasons, read["dialogues"], read["utterances"])


def _found(folder: Path) -> TestSet:
    """Return what an evaluation wrote."""
    record: dict[str, Any] = json.loads((folder / "evaluation.json").read_text(encoding="utf-8"))
    (one,) = record["test_sets"]
    return TestSet(
        one["data"],
        tuple(one["systems"]),
        tuple(Figure(**each) for each in one["figures"]),
        tuple(Contrast(**each) for each in one["contrasts"]),
        tuple(
            NAvg(**{**each, "metrics": tuple(each["metrics"]), "missing": tuple(each["missing"])})
            for each in one["navg"]
        ),
        notes=tuple(one["notes"]),
    )
