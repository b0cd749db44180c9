"""The whole of it: measure, search, measure again, and say whether it was worth it.

    optimized = optimize(task, parts, method="bootstrap")
    print(optimized.compiled.about.better)

The search sees the parts train and select. Whether the winner is better is decided on dev, which nothing was chosen by;
test is for the report.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from itertools import chain
from typing import IO, Any

import dspy
from dspy.utils.exceptions import AdapterParseError, LMError

from ..generators.identity import lm_identity
from ..programs.program import Program
from ..programs.provenance import fingerprint
from ..signatures import BudgetReached, ConfigurationError
from .compiled import About, Compiled, Tuned, give
from .hush import hushed
from .ledger import Halted, Ledger
from .lesson import Lesson, Settings
from .measuring import Measured, compare, measure
from .methods import METHODS, best_so_far
from .proposing import unanswered
from .splits import Item, Split, unrelated

_PACKAGES = ("socialsim", "dspy", "pydantic", "numpy")


@dataclass(frozen=True)
class Task:
    """What is to be tuned, and by what it is judged."""

    module: str
    """How it is called: all, seeker, supporter, a node, persona."""
    program: Program
    """Its LMs set."""
    names: tuple[str, ...]
    """Predictors of `program` that are tuned; the others stay as they are."""
    metric: Any
    roles: Mapping[str, Any]
    """Role → its LM."""
    answered: bool = False
    """Whether its examples are answers that can be shown as they are."""


Phase = contextlib.AbstractContextManager[Callable[[bool], None]]
"""What lasts as long as a phase of the work; what it yields is told after every run whether it failed."""


@dataclass(frozen=True)
class Watch:
    """Whom to tell how far it is."""

    phase: Callable[[str, int | None], Phase] = lambda name, total: contextlib.nullcontext(lambda failed: None)
    """Given the phase's name and number of runs, None where it is not known. Told in the thread that did the work."""
    log: IO[str] | None = None
    """Where what DSPy's optimizers say goes; None for nowhere."""


@dataclass(frozen=True)
class Optimized:
    """A compiled program, example by example, and why the search ended early, if it did."""

    compiled: Compiled | None
    """None where a budget ended before any candidate was tried to the end."""
    measured: Mapping[str, tuple[Measured, Measured]]
    """Part → before and after."""
    searched: tuple[int, int]
    """Runs of the search, and how many of them came to nothing."""
    limit: BudgetReached | None = None


def optimize(
    task: Task,
    parts: Split,
    method: str,
    settings: Settings | None = None,
    *,
    shown: Mapping[str, Sequence[Item]] | None = None,
    proposer: Any = None,
    at_once: int = 1,
    seed: int = 0,
    spent: Callable[[], dict[str, Any]] = dict,
    watch: Watch | None = None,
) -> Optimized:
    """Tune a program.

    Args:
        shown: role → what people wrote; whoever is related to dev or test is left out.
        proposer: the LM that writes instructions.
        at_once: programs in flight, for LMs that are waited for.
        spent: says what was paid, for the record.

    Raises:
        ConfigurationError: the optimizer cannot work on this, or no call can succeed.
    """
    watch, settings = watch or Watch(), settings or Settings()
    if method not in METHODS:
        raise ConfigurationError(f"optimizer={method}: there is no such optimizer; there are {', '.join(METHODS)}")
    held_out = [*parts.dev, *parts.test]
    kept = {role: unrelated(items, held_out) for role, items in (shown or {}).items()}
    with watch.phase("search", None) as ran:
        lesson = Lesson(
            program=task.program,
            names=task.names,
            metric=task.metric,
            train=parts.train,
            select=parts.select,
            shown=kept,
            settings=settings,
            ledger=Ledger(ran),
            at_once=at_once,
            seed=seed,
            proposer=proposer,
            answered=task.answered,
        )
        lesson.ledger.expect(item.example for item in (*parts.train, *parts.select))
        found, limit = _search(lesson, method, watch)
    searched = (lesson.ledger.runs, lesson.ledger.failures)
    if found is None:
        return Optimized(None, {}, searched, limit)
    changed: Any = task.program.deepcopy()
    give(changed, found)
    measured: dict[str, tuple[Measured, Measured]] = {}
    try:
        for name in () if limit else ("dev", "test"):
            items = parts.parts()[name]
            if items:
                both = [
                    _measured(f"{name} {when}", program, items, task, at_once, watch)
                    for when, program in (("before", task.program), ("after", changed))
                ]
                measured[name] = (both[0], both[1])
    except BudgetReached as reached:
        limit = reached
    scores = {
        name: compare(before, after, parts.groups, seed)
        for name, (before, after) in measured.items()
        if before.scores.keys() & after.scores.keys()
    }
    about = About(
        module=task.module,
        metric=task.metric.name,
        optimizer={"name": method, **asdict(settings)},
        program=fingerprint(task.program),
        generators={role: lm_identity(lm) for role, lm in task.roles.items()}
        | ({"proposer": lm_identity(proposer)} if proposer is not None else {}),
        written_by=_writers(found, task, [*parts.train, *chain.from_iterable(kept.values())]),
        data=_data(parts, found),
        kin=_kin(found, [*parts.train, *parts.select, *chain.from_iterable(kept.values())]),
        scores=scores,
        cost=spent(),
        finished=limit is None,
        seed=seed,
        versions={package: version(package) for package in _PACKAGES},
    )
    return Optimized(Compiled(predictors=found, about=about), measured, searched, limit)


def _search(lesson: Lesson, method: str, watch: Watch) -> tuple[Tuned | None, BudgetReached | None]:
    """Return what was found, and the budget that ended the search before its time, if one did."""
    try:
        # Who wants a trace begins one; the one of all of DSPy would only grow.
        with hushed(watch.log), dspy.context(disable_history=True, trace=None):
            return METHODS[method](lesson), None
    except (Halted, BudgetReached) as end:
        why = end.why if isinstance(end, Halted) else end
        if not isinstance(why, BudgetReached):
            raise why from None
        lesson.ledger.halt(why)
        lesson.ledger.settle()
        return best_so_far(method, lesson), why
    except (LMError, AdapterParseError) as problem:
        raise unanswered(method, problem) from problem
    except KeyboardInterrupt as stop:
        lesson.ledger.halt(stop)  # threads that are still at work end at their next reply
        raise


def _measured(name: str, program: Any, items: Sequence[Item], task: Task, at_once: int, watch: Watch) -> Measured:
    with watch.phase(name, len(items)) as tell:
        return measure(program, items, task.metric, at_once=at_once, progress=tell)


def _writers(found: Tuned, task: Task, known: Sequence[Item]) -> tuple[str, ...]:
    """Return the LMs whose text is in the demonstrations: what the program made, and what LMs' dialogues show."""
    made = {name.partition(".")[0] for name, one in found.items() if any(demo.get("augmented") for demo in one.demos)}
    everybody = not made <= task.roles.keys()  # one predictor writes for both sides
    writers = {lm_identity(lm) for role, lm in task.roles.items() if made and (everybody or role in made)}
    shown = {demo.get("id") for one in found.values() for demo in one.demos}
    return tuple(sorted(writers | {item.by for item in known if item.by and item.id in shown}))


def _data(parts: Split, found: Tuned) -> dict[str, list[str]]:
    ids = {name: [item.id for item in items] for name, items in parts.parts().items()}
    return ids | {"demonstrations": sorted(_shown(found))}


def _kin(found: Tuned, known: Sequence[Item]) -> tuple[str, ...]:
    return tuple(sorted({kin for item in known if item.id in _shown(found) for kin in item.kin}))


def _shown(found: Tuned) -> set[str]:
    return {str(demo["id"]) for one in found.values() for demo in one.demos if "id" in demo}
