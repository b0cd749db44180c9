"""One body, two drivers: a program is written once and runs both with and without asyncio.

`steps` is the body. Wherever it needs another module it yields a `Call` and is sent the answer:

    thought = yield call(self.thought, conversation=conversation)

`forward` answers calls in the ordinary way, `aforward` awaits them. Every call goes through the module's own `__call__`
or `acall`, so DSPy's callbacks, tracing, usage tracking and optimizers see the same program either way.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import dspy

Steps = Generator["Call", Any, dspy.Prediction]


@dataclass(frozen=True)
class Call:
    """A module to be called, and its inputs."""

    module: dspy.Module
    inputs: dict[str, Any]


def call(module: dspy.Module, **inputs: Any) -> Call:
    """Return a `Call`; yield it from `steps` to get the module's prediction."""
    return Call(module, inputs)


class Program(dspy.Module):
    """A DSPy module whose body is the generator `steps`."""

    def steps(self, **inputs: Any) -> Steps:
        raise NotImplementedError

    def forward(self, **inputs: Any) -> dspy.Prediction:
        with closing(self.steps(**inputs)) as steps:
            try:
                wanted = next(steps)
                while True:
                    try:
                        answer = wanted.module(**wanted.inputs)
                    except Exception as error:  # noqa: BLE001 - the body decides; what it does not catch comes back out
                        wanted = steps.throw(error)
                    else:
                        wanted = steps.send(answer)
            except StopIteration as end:
                return end.value

    async def aforward(self, **inputs: Any) -> dspy.Prediction:
        # Closed here, also when cancelled: a body left to the garbage collector would end in another context.
        with closing(self.steps(**inputs)) as steps:
            try:
                wanted = next(steps)
                while True:
                    try:
                        answer = await wanted.module.acall(**wanted.inputs)
                    except Exception as error:  # noqa: BLE001 - as in forward
                        wanted = steps.throw(error)
                    else:
                        wanted = steps.send(answer)
            except StopIteration as end:
                return end.value
