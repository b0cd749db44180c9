"""A program as DSPy's optimizers see it: some of its predictors are theirs to tune, and it can be stopped.

An optimizer deep-copies the program it is given, changes demonstrations and instructions of what `named_predictors`
names, and scores the copies. Copies of a `student` share one `Ledger`: it knows how every candidate did on every
example, so the best so far can be had at any moment, whichever optimizer is at work. An optimizer takes any error of a
program for a bad example and goes on, so what has to end the run is raised as `Halted`, which it does not catch.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import dspy

from ..programs.program import Program, Steps
from ..programs.provenance import fingerprint
from ..programs.runner import Outcome, Patience, classify
from ..signatures import BudgetReached, ConfigurationError, GenerationError
from .compiled import Tuned, tuned

CANDIDATE = "_candidate"
"""Attribute of a prediction: which candidate made it."""


_ENDS = (BudgetReached, ConfigurationError)
"""What no other example would fare better with."""


class Halted(BaseException):
    """The run has to end now; `why` is the reason as it was raised. No `Exception`, which optimizers would count."""

    def __init__(self, why: Exception | KeyboardInterrupt) -> None:
        self.why = why
        super().__init__(str(why))


class Ledger:
    """What every candidate scored on every example. It belongs to a run: copies of a student share it."""

    def __init__(self, ran: Callable[[bool], None] = lambda failed: None) -> None:
        self._ran = ran
        self.why: Exception | KeyboardInterrupt | None = None
        self._answered = Patience().watching(lambda outcome: None)
        self._candidates: dict[str, Tuned] = {}
        self._scores: dict[str, dict[str, float]] = {}
        self._lock = threading.Lock()

    def __deepcopy__(self, memo: dict[int, Any]) -> Ledger:
        return self

    def halt(self, why: Exception | KeyboardInterrupt) -> None:
        """Have every copy of the student stop before its next reply."""
        with self._lock:
            self.why = self.why or why

    def answered(self, outcome: Outcome) -> None:
        """Take notice of how a program ended; raises `ConfigurationError` where a provider has stopped answering."""
        with self._lock:
            self._ran(outcome.error is not None)
            self._answered(outcome)

    def note(self, candidate: str, program: Any, names: Collection[str]) -> None:
        """Keep what a candidate consists of."""
        if candidate not in self._candidates:
            state = tuned(program, names)
            with self._lock:
                self._candidates.setdefault(candidate, state)

    def score(self, candidate: str, example: str, score: float) -> None:
        """Write down how a candidate did on an example, the first time."""
        with self._lock:
            self._scores.setdefault(candidate, {}).setdefault(example, score)

    def trials(self, examples: Collection[str]) -> list[tuple[float, Tuned]]:
        """Return mean score and state of every candidate that was scored on all of `examples`, in order of time."""
        with self._lock:
            done = {name: scores for name, scores in self._scores.items() if scores.keys() >= set(examples)}
            means = {name: sum(scores[one] for one in examples) / len(examples) for name, scores in done.items()}
            return [(mean, self._candidates[name]) for name, mean in means.items() if examples]


def student(program: Program, names: Collection[str], ledger: Ledger) -> Program:
    """Return a copy of `program` in which optimizers find the predictors `names` and no others.

    It goes by the name of the program's own class, because optimizers that write instructions show a model its source.
    """
    kind = type(program)
    shown = {"__module__": kind.__module__, "__qualname__": kind.__qualname__, "__doc__": kind.__doc__}
    copied: Any = program.deepcopy()
    copied.__class__ = type(kind.__name__, (_Student, kind), shown)
    copied._names, copied._ledger = frozenset(names), ledger
    made: Program = copied
    return made


class _Student(Program):
    _names: frozenset[str]
    _ledger: Ledger

    def named_parameters(self) -> list[tuple[str, Any]]:
        """Return what is to be tuned; the rest is as fixed as the program's code."""
        return [(name, one) for name, one in super().named_parameters() if name in self._names]

    def reset_copy(self) -> _Student:
        """Return a copy without demonstrations. DSPy's own would take the LMs away, too, and each role has its own."""
        copied: _Student = self.deepcopy()
        for _, predictor in copied.named_parameters():
            predictor.demos, predictor.traces, predictor.train = [], [], []
        return copied

    def forward(self, **inputs: Any) -> dspy.Prediction:
        with self._watched() as candidate:
            prediction = super().forward(**inputs)
        return _marked(prediction, candidate)

    async def aforward(self, **inputs: Any) -> dspy.Prediction:
        with self._watched() as candidate:
            prediction = await super().aforward(**inputs)
        return _marked(prediction, candidate)

    @contextmanager
    def _watched(self) -> Iterator[str]:
        """Yield the candidate's name; see that what ends the run does end it, and that an outage is no score."""
        candidate = fingerprint(self)
        self._ledger.note(candidate, self, self._names)
        try:
            try:
                yield candidate
                self._ledger.answered(Outcome(candidate))
            except Exception as problem:
                failure = problem if isinstance(problem, _ENDS) else classify(problem)
                if isinstance(failure, GenerationError):
                    self._ledger.answered(Outcome(candidate, error=failure))
                raise failure from problem
        except _ENDS as end:
            self._ledger.halt(end)
            raise Halted(end) from None

    def steps(self, **inputs: Any) -> Steps:
        body = super().steps(**inputs)
        try:
            wanted = next(body)
            while True:
                if self._ledger.why is not None:
                    raise Halted(self._ledger.why)
                try:
                    answer = yield wanted
                except Exception as error:  # noqa: BLE001 - the body decides, as in Program.forward
                    wanted = body.throw(error)
                else:
                    wanted = body.send(answer)
        except StopIteration as end:
            made: dspy.Prediction = end.value
            return made
        finally:
            body.close()


def _marked(prediction: dspy.Prediction, candidate: str) -> dspy.Prediction:
    setattr(prediction, CANDIDATE, candidate)
    return prediction


class Watched:
    """A metric that writes down in a ledger what it says, example by example.

    Examples have an `id`; a prediction that no student made is scored and not written down.
    """

    def __init__(self, metric: Any, ledger: Ledger) -> None:
        self.metric, self.ledger = metric, ledger
        self.__name__ = getattr(metric, "name", type(metric).__name__)

    def __call__(
        self, example: Any, prediction: Any, trace: Any = None, pred_name: Any = None, pred_trace: Any = None
    ) -> Any:
        try:
            said = self.metric(example, prediction, trace, pred_name, pred_trace)
        except _ENDS as end:  # a judge costs, too
            self.ledger.halt(end)
            raise Halted(end) from None
        candidate = getattr(prediction, CANDIDATE, None)
        if candidate is not None:
            self.ledger.score(candidate, example.id, float(said.score))
        return said


def best_of(trials: Iterable[tuple[float, Tuned]]) -> Tuned | None:
    """Return the state with the highest mean, the first of equals; None where nothing was tried to the end."""
    best: tuple[float, Tuned] | None = None
    for trial in trials:
        best = trial if best is None or trial[0] > best[0] else best
    return best[1] if best else None
