"""The model that writes instructions: what ends a run when it is asked, and what it is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

import dspy
from dspy.utils.callback import BaseCallback

from ..programs.runner import classify
from ..signatures import ConfigurationError
from .ledger import Halted, Ledger, ends
from .student import plain

_Strategy = Callable[..., bool]
_RETOLD = ("checks",)
"""Outputs of a program that the metric's feedback tells in words."""


def proposer_of(lm: Any, ledger: Ledger) -> Any:
    """Return a copy of an LM whose failures end the run, where optimizers would shrug and propose nothing.

    A refusal, or an answer that cannot be read, is a proposal less and no more.
    """
    copied = lm.copy()
    copied.callbacks = [*copied.callbacks, _EndsTheRun(ledger)]
    return copied


class _EndsTheRun(BaseCallback):
    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def on_lm_end(self, call_id: str, outputs: Any, exception: BaseException | None = None) -> None:
        if isinstance(exception, Exception):
            end = ends(exception)
            if end is not None:
                self.ledger.halt(end)
                raise Halted(end) from None


def unanswered(method: str, problem: Exception) -> ConfigurationError:
    """Return what to raise where an optimizer cannot do without an answer of the model that writes instructions."""
    return ConfigurationError(f"optimizer={method}: the model that writes instructions gave none: {classify(problem)}")


def readable(strategy: _Strategy) -> _Strategy:
    """Return what appends a rule in SIMBA, given runs as plain data; of the rest it tells a model the type only."""

    @wraps(strategy)
    def told(bucket: list[dict[str, Any]], system: Any, **named: Any) -> bool:
        return strategy([_plain_run(run) for run in bucket], system, **named)

    return told


def _plain_run(run: Mapping[str, Any]) -> dict[str, Any]:
    example, prediction, trace = run["example"], run["prediction"], run["trace"] or ()
    given = plain(dict(example.inputs()))
    retold = dspy.Example(**plain(dict(example))).with_inputs(*given)
    outputs = {name: value for name, value in dict(prediction or {}).items() if name not in _RETOLD}
    steps = [(predictor, _new_in(inputs, given), made) for predictor, inputs, made in trace]
    return {**run, "example": retold, "prediction": plain(outputs), "trace": steps}


def _new_in(inputs: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a step was given and the program was not, of a conversation the latest message.

    A dialogue has a hundred steps, and whole conversations beside each would be as long as a book.
    """
    return {name: _latest(value) for name, value in inputs.items() if name != "id" and value != given.get(name)}


def _latest(value: Any) -> Any:
    messages = value.get("messages") if isinstance(value, Mapping) else None
    return {"earlier messages": len(messages) - 1, "latest": messages[-1]} if messages else value
