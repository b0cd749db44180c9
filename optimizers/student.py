"""A program as DSPy's optimizers see it: some of its predictors are theirs to tune, and it can be stopped.

An optimizer deep-copies the program it is given, changes demonstrations and instructions of what `named_predictors`
names, and scores the copies. Copies of a `student` share one `Ledger`: it knows how every candidate did on every
example, so the best so far can be had at any moment, whichever optimizer is at work. An optimizer takes any error of a
program for a bad example and goes on, so what has to end the run is raised as `Halted`, which it does not catch. What
is traced, demonstrations among it, is plain data: DSPy draws demonstrations by a hash of the pickled trace, and the
pickle of a model such as `dspy.History` is another in every process.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from contextvars import copy_context
from typing import Any, TypeVar

import dspy
from pydantic_core import to_jsonable_python

from ..programs.program import Program, Steps
from ..programs.provenance import fingerprint
from ..programs.runner import classify
from ..signatures import ConfigurationError, ProviderFailure
from .compiled import Tuned, tuned

CANDIDATE = "_candidate"
"""Attribute of a prediction: which candidate made it."""

T = TypeVar("T")


class Halted(BaseException):
    """The run has to end now; `why` is the reason as it was raised. No `Exception`, which optimizers would count."""

    def __init__(self, why: Exception | KeyboardInterrupt) -> None:
        self.why = why
        super().__init__(str(why))


def ends(problem: Exception) -> Exception | None:
    """Return the error that has to end the run because of `problem`; None where it is the failure of one example.

    An answer that a provider still owes ends it, too: a search that took it for a score of 0 would choose by the
    weather, and going on later costs nothing.
    """
    try:
        failure = classify(problem)
    except Exception as end:  # noqa: BLE001 - returned; the budget, a wrong key, or a bug
        return end
    if isinstance(failure, ProviderFailure):
        return ConfigurationError(f"no answer from the generator: {failure}")
    return None


class Ledger:
    """What every candidate scored on every example. It belongs to a run: copies of a student share it."""

    def __init__(self, ran: Callable[[bool], None] = lambda failed: None) -> None:
        self._ran = ran
        self.why: Exception | KeyboardInterrupt | None = None
        self._candidates: dict[str, Tuned] = {}
        self._scores: dict[str, dict[str, float]] = {}
        self._lock = threading.Lock()
        self._at_work: dict[Future[Any], threading.Event] = {}

    def __deepcopy__(self, memo: dict[int, Any]) -> Ledger:
        return self

    def halt(self, why: Exception | KeyboardInterrupt) -> None:
        """End what is at work: nobody waits for it any longer, and it stops before its next reply."""
        with self._lock:
            self.why = self.why or why
            for changed in self._at_work.values():
                changed.set()

    def unless_halted(self, work: Callable[[], T]) -> T:
        """Return what `work` returns; leave it where it is when the run is halted, since an answer may take minutes.

        It works in a thread that no exit waits for. The main thread does its work itself, for Ctrl-C interrupts it.
        """
        if threading.current_thread() is threading.main_thread():
            return work()
        done, changed, context = Future[T](), threading.Event(), copy_context()
        with self._lock:
            if self.why is not None:
                raise Halted(self.why)
            self._at_work[done] = changed
        threading.Thread(target=self._do, args=(done, changed, lambda: context.run(work)), daemon=True).start()
        changed.wait()
        if not done.done():
            raise Halted(self.why or RuntimeError("nobody said why"))
        return done.result()

    def _do(self, done: Future[T], changed: threading.Event, work: Callable[[], T]) -> None:
        try:
            done.set_result(work())
        except BaseException as problem:  # noqa: BLE001 - raised by whoever waits for it
            done.set_exception(problem)
        finally:
            changed.set()
            with self._lock:
                del self._at_work[done]

    def settle(self) -> None:
        """Wait for what was left at work: each ends with the answer that it waits for, which is paid for."""
        with self._lock:
            left = list(self._at_work)
        for one in left:
            one.exception()

    def ran(self, failed: bool) -> None:
        """Take notice that a program ended."""
        with self._lock:
            self._ran(failed)

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
        if not examples:
            return []
        with self._lock:
            done = {name: scores for name, scores in self._scores.items() if scores.keys() >= set(examples)}
            means = {name: sum(scores[one] for one in examples) / len(examples) for name, scores in done.items()}
            return [(mean, self._candidates[name]) for name, mean in means.items()]


def student(program: Program, names: Collection[str], ledger: Ledger) -> Program:
    """Return a copy of `program` in which optimizers find the predictors `names` and no others.

    It goes by the name of the program's own class, because optimizers that write instructions show a model its source.
    """
    kind = type(program)
    shown = {"__module__": kind.__module__, "__qualname__": kind.__qualname__, "__doc__": kind.__doc__}
    copied: Any = program.deepcopy()
    copied.__class__ = type(kind.__name__, (_Student, kind), shown)
    copied._names, copied._ledger = frozenset(names), ledger
    copied._tuned = tuple(one for _, one in copied.named_predictors())  # DSPy shows those in lists, not in dictionaries
    made: Program = copied
    return made


class _Student(Program):
    _names: frozenset[str]
    _ledger: Ledger

    def get_lm(self) -> Any:
        """Return the LM of what is tuned. DSPy's own compares copies of it, no two of which are the same object."""
        return self.predictors()[0].lm or dspy.settings.lm

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
        return self._ledger.unless_halted(lambda: self._forward(inputs))

    def _forward(self, inputs: dict[str, Any]) -> dspy.Prediction:
        with self._watched() as candidate, _traced_plainly():
            prediction = super().forward(**inputs)
        return _marked(prediction, candidate)

    async def aforward(self, **inputs: Any) -> dspy.Prediction:
        try:
            with self._watched() as candidate:
                prediction = await super().aforward(**inputs)
        except Halted as halted:
            raise halted.why from None  # the runner lets the others have what is paid for, and then ends
        return _marked(prediction, candidate)

    @contextmanager
    def _watched(self) -> Iterator[str]:
        """Yield the candidate's name; see that what ends the run does end it, and that an outage is no score."""
        candidate = fingerprint(self)
        self._ledger.note(candidate, self, self._names)
        try:
            yield candidate
        except Exception as problem:
            self._ledger.ran(failed=True)
            end = ends(problem)
            if end is None:
                raise classify(problem) from problem
            self._ledger.halt(end)
            raise Halted(end) from None
        self._ledger.ran(failed=False)

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


@contextmanager
def _traced_plainly() -> Iterator[None]:
    """Have what is traced inside join the trace as plain data, where somebody keeps one."""
    trace = dspy.settings.trace
    if trace is None:
        yield
        return
    with dspy.context(trace=[]):
        try:
            yield
        finally:
            trace.extend(
                (predictor, plain(inputs), dspy.Prediction(**plain(dict(outputs))))
                for predictor, inputs, outputs in dspy.settings.trace
            )


def plain(value: Any) -> Any:
    """Return a value as plain data, which adapters write as they write the value itself."""
    return to_jsonable_python(value, fallback=str)


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
        said = self.ledger.unless_halted(lambda: self._said(example, prediction, trace, pred_name, pred_trace))
        candidate = getattr(prediction, CANDIDATE, None)
        if candidate is not None:
            self.ledger.score(candidate, example.id, float(said.score))
        return said

    def _said(self, *arguments: Any) -> Any:
        try:
            return self.metric(*arguments)
        except Exception as problem:  # a judge costs, too
            end = ends(problem)
            if end is None:
                raise
            self.ledger.halt(end)
            raise Halted(end) from None


def best_of(trials: Iterable[tuple[float, Tuned]]) -> Tuned | None:
    """Return the state with the highest mean, the first of equals; None where nothing was tried to the end."""
    best: tuple[float, Tuned] | None = None
    for trial in trials:
        best = trial if best is None or trial[0] > best[0] else best
    return best[1] if best else None
