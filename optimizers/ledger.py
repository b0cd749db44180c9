"""What a search knows of its candidates, and how it is ended: one ledger a run, which all copies of a student share.

It knows how every candidate did on every example, so the best so far can be had at any moment, whichever optimizer is
at work. An optimizer takes any error of a program for a bad example and goes on, so what has to end the run is raised
as `Halted`, which it does not catch.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Mapping
from concurrent.futures import Future
from contextvars import copy_context
from typing import Any, TypeVar

from ..programs.runner import classify
from ..signatures import ConfigurationError, ProviderFailure
from .compiled import Tuned, tuned

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
        self._examples: dict[tuple[int, ...], Any] = {}
        self.marks = False
        """Whether runs are traced with the id of their example, for demonstrations that are made of them."""
        self.runs = self.failures = 0
        """Runs of the search, and those that came to nothing."""
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

    def expect(self, examples: Iterable[Any]) -> None:
        """Make examples known, so that a run is known to be theirs by its inputs, which are the same objects."""
        self._examples |= {_objects(dict(example.inputs())): example for example in examples}

    def example_of(self, inputs: Mapping[str, Any]) -> str | None:
        """Return the id of the example that a program was given; None for what was not expected."""
        found = self._examples.get(_objects(inputs))
        return None if found is None else str(found.id)

    def ran(self, candidate: str, inputs: Mapping[str, Any], failed: bool) -> None:
        """Take notice that a program ended. One that failed has 0: who fails is not chosen for what is left out."""
        example = self.example_of(inputs) if failed else None
        with self._lock:
            self.runs, self.failures = self.runs + 1, self.failures + failed
            if example is not None:
                self._scores.setdefault(candidate, {}).setdefault(example, 0.0)
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


def best_of(trials: Iterable[tuple[float, Tuned]]) -> Tuned | None:
    """Return the state with the highest mean, the first of equals; None where nothing was tried to the end."""
    best: tuple[float, Tuned] | None = None
    for trial in trials:
        best = trial if best is None or trial[0] > best[0] else best
    return best[1] if best else None


def _objects(inputs: Mapping[str, Any]) -> tuple[int, ...]:
    return tuple(id(inputs[name]) for name in sorted(inputs))
