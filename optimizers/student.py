"""A program as DSPy's optimizers see it: some of its predictors are theirs to tune, and it can be stopped.

An optimizer deep-copies the program it is given, changes demonstrations and instructions of what `named_predictors`
names, and scores the copies. Copies of a `student` share one `Ledger`. What is traced, demonstrations among it, is
plain data: DSPy draws demonstrations by a hash of the pickled trace, and the pickle of a model such as `dspy.History`
is another in every process.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

import dspy
from pydantic_core import to_jsonable_python

from ..programs.checks.policy import STANDARD
from ..programs.program import Program, Steps
from ..programs.provenance import fingerprint
from ..programs.runner import classify
from .ledger import Halted, Ledger, ends

CANDIDATE = "_candidate"
"""Attribute of a prediction: which candidate made it."""


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
        with (
            self._watched(inputs) as candidate,
            _traced_plainly(self._ledger.example_of(inputs) if self._ledger.marks else None),
        ):
            prediction = super().forward(**inputs)
        return _marked(prediction, candidate)

    async def aforward(self, **inputs: Any) -> dspy.Prediction:
        try:
            with self._watched(inputs) as candidate:
                prediction = await super().aforward(**inputs)
        except Halted as halted:
            raise halted.why from None  # the runner lets the others have what is paid for, and then ends
        return _marked(prediction, candidate)

    @contextmanager
    def _watched(self, inputs: dict[str, Any]) -> Iterator[str]:
        """Yield the candidate's name; see that what ends the run does end it, and that an outage is no score."""
        candidate = fingerprint(self)
        self._ledger.note(candidate, self, self._names)
        try:
            yield candidate
        except Exception as problem:
            end = ends(problem)
            if end is None:
                self._ledger.ran(candidate, inputs, failed=True)
                raise classify(problem) from problem
            self._ledger.halt(end)
            raise Halted(end) from None
        self._ledger.ran(candidate, inputs, failed=False)

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
def _traced_plainly(example: str | None) -> Iterator[None]:
    """Have what is traced inside join the trace as plain data, where somebody keeps one; with the example's id, which a
    demonstration made of it keeps.
    """
    trace = dspy.settings.trace
    if trace is None:
        yield
        return
    origin = {"id": example} if example is not None else {}
    with dspy.context(trace=[]):
        try:
            yield
        finally:
            trace.extend(
                (predictor, plain(inputs) | origin, dspy.Prediction(**plain(dict(outputs))))
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

    Args:
        accepting: a metric that is given a trace is asked whether the run may be shown as a demonstration, as DSPy has
            it. Then a dialogue with a fault in it scores nothing, however good the rest.
    """

    def __init__(self, metric: Any, ledger: Ledger, *, accepting: bool = False) -> None:
        self.metric, self.ledger, self.accepting = metric, ledger, accepting
        self.__name__ = getattr(metric, "name", type(metric).__name__)

    def __call__(
        self, example: Any, prediction: Any, trace: Any = None, pred_name: Any = None, pred_trace: Any = None
    ) -> Any:
        if self.accepting and trace is not None and not accepted(prediction):
            return dspy.Prediction(score=0.0, feedback="The checks do not accept it.")
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
                self._failed(arguments[0], arguments[1])
                raise
            self.ledger.halt(end)
            raise Halted(end) from None

    def _failed(self, example: Any, prediction: Any) -> None:
        """Write down 0 for what could not be scored: who cannot be judged is not chosen for what is left out."""
        candidate = getattr(prediction, CANDIDATE, None)
        if candidate is not None:
            self.ledger.score(candidate, example.id, 0.0)


def accepted(prediction: dspy.Prediction) -> bool:
    """Return whether nothing that was found in what a program made rejects it; what was not checked is accepted."""
    return not STANDARD.against(prediction.get("checks") or ())
