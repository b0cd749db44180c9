"""The optimizers by name: DSPy's own, set up so that they see what they may tune, and nothing of dev and test."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import wraps
from importlib.util import find_spec
from typing import Any, get_args

import dspy
from dspy.teleprompt.gepa import InstructionProposer
from dspy.teleprompt.simba_utils import append_a_rule

from ..generators.identity import lm_identity
from ..programs.program import Program
from ..signatures import ConfigurationError, seed_from
from .compiled import Tuned, give, tuned
from .ledger import best_of
from .lesson import Lesson
from .measuring import measure
from .proposing import proposer_of, readable
from .student import Watched, accepted, student


def labeled(lesson: Lesson) -> Tuned:
    """Show each predictor what people wrote."""
    state = _written(lesson)
    if not any(one.demos for one in state.values()):
        raise ConfigurationError(
            "optimizer=labeled: there is nothing that people wrote for these predictors and strategies to show; say "
            "demonstrations=FILE"
        )
    return state


def _written(lesson: Lesson) -> Tuned:
    """Return what people wrote for each predictor; nothing for those that nobody wrote for."""
    state: Tuned = {}
    for role, items in lesson.shown.items():
        names = [name for name in lesson.names if name.startswith(f"{role}.")]
        examples = [item.example for item in items]
        if not names or not examples or not _of_one_taxonomy(lesson.program, examples):
            continue
        random.Random(seed_from("labeled", lesson.seed)).shuffle(examples)
        pupil = student(lesson.program, names, lesson.ledger)
        state |= tuned(dspy.LabeledFewShot(k=lesson.settings.labeled).compile(pupil, trainset=examples), names)
    return state


def _of_one_taxonomy(program: Program, examples: Sequence[Any]) -> bool:
    """Return whether all strategies in the examples are the program's; those of another taxonomy would teach the wrong
    names.
    """
    shown = {str(example.strategy) for example in examples if example.get("strategy")}
    asked = (predictor.signature.output_fields.get("strategy") for predictor in program.predictors())
    known = [set(get_args(field.annotation)) for field in asked if field is not None]
    return not known or shown <= known[0]


def bootstrap(lesson: Lesson) -> Tuned:
    """Show each predictor what the program, taught by what people wrote, did in the best of its own runs."""
    teacher, threshold, ranked = _teacher(lesson)
    compiled = dspy.BootstrapFewShot(
        metric=lesson.accepting,
        metric_threshold=threshold,
        max_bootstrapped_demos=lesson.settings.bootstrapped,
        max_labeled_demos=lesson.raw,
        max_errors=len(ranked) + 1,
    ).compile(lesson.pupil, teacher=teacher, trainset=ranked)
    return tuned(compiled, lesson.names)


def random_search(lesson: Lesson) -> Tuned:
    """Try nothing, what people wrote, and sets of the program's own runs; take what does best on the select part."""
    candidates = lesson.settings.candidates
    try:
        teacher, threshold, _ = _teacher(lesson)
        tried = [number for number in range(-3, candidates) if number != -2 or lesson.raw]
    except _NothingToShowError:
        teacher, threshold, tried = lesson.pupil, 1.0, [-3, *([-2] if lesson.raw else [])]
    dspy.BootstrapFewShotWithRandomSearch(
        metric=lesson.accepting,
        metric_threshold=threshold,
        max_bootstrapped_demos=lesson.settings.bootstrapped,
        max_labeled_demos=lesson.raw,
        num_candidate_programs=candidates,
        num_threads=lesson.at_once,
        max_errors=_errors(lesson),
    ).compile(
        lesson.pupil,
        teacher=teacher,
        trainset=lesson.learned,
        valset=[item.example for item in lesson.select],
        restrict=tried,
    )
    if not lesson.raw and (written := _written(lesson)):
        _evaluate(lesson, written)
    return _best(lesson)


def mipro(lesson: Lesson) -> Tuned:
    """Search instructions and demonstrations together (Opsahl-Ong et al. 2024)."""
    require("mipro")
    teacher, threshold, _ = _teacher(lesson)
    settings, select = lesson.settings, [item.example for item in lesson.select]
    dspy.MIPROv2(
        metric=lesson.accepting,
        prompt_model=_proposer(lesson, "mipro"),
        task_model=_lms(lesson)[0],
        auto=None,
        num_candidates=settings.candidates,
        max_bootstrapped_demos=settings.bootstrapped,
        max_labeled_demos=lesson.raw,
        num_threads=lesson.at_once,
        max_errors=_errors(lesson),
        metric_threshold=threshold,
        seed=seed_from("mipro", lesson.seed),
        track_stats=False,
    ).compile(
        lesson.pupil,
        teacher=teacher,
        trainset=lesson.learned,
        valset=select,
        num_trials=settings.rounds,
        minibatch=len(select) > settings.batch,
        minibatch_size=settings.batch,
    )
    return _best(lesson)


def simba(lesson: Lesson) -> Tuned:
    """Look at where runs differ most, and add a rule or a demonstration (DSPy's SIMBA)."""
    if len({lm_identity(lm) for lm in _lms(lesson)}) > 1:
        raise ConfigurationError(
            "optimizer=simba: draws anew from one LM; with an LM for each role say module=seeker or module=supporter"
        )
    whole = [*lesson.train, *lesson.select]  # it has no part of its own to select on
    examples = [item.example for item in whole]
    lesson.ledger.marks = True
    search = dspy.SIMBA(
        metric=lesson.watched,
        bsize=min(lesson.settings.batch, len(examples)),
        num_candidates=lesson.settings.candidates,
        max_steps=lesson.settings.rounds,
        max_demos=lesson.settings.bootstrapped,
        prompt_model=_proposer(lesson, "simba"),
        num_threads=lesson.at_once,
    )
    search.strategies = [readable(one) if one is append_a_rule else _of_accepted_runs(one) for one in search.strategies]
    compiled = search.compile(lesson.pupil, trainset=examples, seed=seed_from("simba", lesson.seed))
    return tuned(compiled, lesson.names)


def gepa(lesson: Lesson) -> Tuned:
    """Have a model read what the metric says of each predictor and reword its instructions (Agrawal et al. 2025)."""
    dspy.GEPA(
        metric=lesson.watched,
        max_full_evals=lesson.settings.rounds,
        reflection_lm=_proposer(lesson, "gepa"),
        instruction_proposer=InstructionProposer(adapter=dspy.ChatAdapter()),  # some servers refuse the JSON mode
        num_threads=lesson.at_once,
        seed=seed_from("gepa", lesson.seed),
    ).compile(lesson.pupil, trainset=lesson.learned, valset=[item.example for item in lesson.select])
    return _best(lesson)


METHODS: dict[str, Callable[[Lesson], Tuned]] = {
    method.__name__: method for method in (labeled, bootstrap, random_search, mipro, simba, gepa)
}
WRITING = ("mipro", "simba", "gepa")
"""Those that need a model which writes instructions."""


def best_so_far(name: str, lesson: Lesson) -> Tuned | None:
    """Return the best candidate that was tried to the end when the search was broken off; None where none was."""
    part = [*lesson.train, *lesson.select] if name == "simba" else lesson.select
    return best_of(lesson.ledger.trials([item.id for item in part]))


def _best(lesson: Lesson) -> Tuned:
    found = best_of(lesson.ledger.trials([item.id for item in lesson.select]))
    if found is None:
        raise ConfigurationError("no candidate got through all examples of the select part; see the optimizer's log")
    return found


class _NothingToShowError(ConfigurationError):
    """No run of the program is good enough to be a demonstration."""


def _teacher(lesson: Lesson) -> tuple[Program, float, list[Any]]:
    """Return the program that shows how it is done, the score from which its runs are shown, and the train part, best
    first.
    """
    teacher = lesson.pupil.deepcopy()
    if not lesson.raw:  # on turns they are shown beside the program's own, and a teacher would see the answer
        give(teacher, _written(lesson))
    measured = measure(teacher, lesson.train, _of_accepted(lesson.watched), at_once=lesson.at_once)
    scores = sorted((score for score in measured.scores.values() if score > 0), reverse=True)
    place = max(len(measured.scores) // 4, lesson.settings.bootstrapped)
    threshold = lesson.settings.threshold or (scores[min(place, len(scores)) - 1] if scores else 1.0)
    if not scores or scores[0] < threshold:
        best = f"; the best scores {scores[0]:.3f}" if scores else "; the checks accept none of them"
        raise _NothingToShowError(f"of {len(lesson.train)} examples none came out well enough to be shown{best}")
    ranked = sorted(lesson.learned, key=lambda example: -measured.scores.get(str(example.id), 0.0))
    teacher._compiled = True  # or DSPy would take its demonstrations away
    return teacher, threshold, ranked


def _of_accepted(metric: Watched) -> Callable[[Any, Any], Any]:
    """Return the metric with 0 for what the checks do not accept, which is not to be shown to anybody."""

    def score(example: Any, prediction: Any) -> Any:
        return metric(example, prediction) if accepted(prediction) else dspy.Prediction(score=0.0)

    return score


def _of_accepted_runs(strategy: Callable[..., bool]) -> Callable[..., bool]:
    """Return what appends a demonstration in SIMBA, given only runs that may be shown; it shows the best of them."""

    @wraps(strategy)
    def shown(bucket: list[dict[str, Any]], system: Any, **named: Any) -> bool:
        runs = [run for run in bucket if run["prediction"] is not None and accepted(run["prediction"])]
        return bool(runs) and strategy(runs, system, **named)

    return shown


def _evaluate(lesson: Lesson, state: Tuned) -> None:
    candidate = lesson.pupil.deepcopy()
    give(candidate, state)
    measure(candidate, lesson.select, lesson.watched, at_once=lesson.at_once)


def _lms(lesson: Lesson) -> list[Any]:
    return [one.lm or dspy.settings.lm for name, one in lesson.program.named_predictors() if name in lesson.names]


def _proposer(lesson: Lesson, name: str) -> Any:
    if lesson.proposer is None:
        raise ConfigurationError(f"optimizer={name}: needs a model that writes instructions; say lm@proposer_lm=NAME")
    return proposer_of(lesson.proposer, lesson.ledger)


def _errors(lesson: Lesson) -> int:
    """Return the errors after which DSPy gives up: never, because what has to end the run ends it otherwise."""
    return len(lesson.train) + len(lesson.select) + 1


def require(method: str) -> None:
    """See that an optimizer's own packages are there, before anything is paid for it.

    Raises:
        ConfigurationError: they are not.
    """
    if method == "mipro" and find_spec("optuna") is None:
        raise ConfigurationError("optimizer=mipro: needs optuna; install socialsim[optimize]")
