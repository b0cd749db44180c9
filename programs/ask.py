"""One question to a model: `dspy.Predict` with the layout that conversations need, wherever it is called from."""

from __future__ import annotations

from typing import Any

import dspy

from ..generators.adapter import adapter_in_force


class Ask(dspy.Predict):
    """Ask what a signature asks. What works on a `Predict` works on it: demonstrations, optimizers, saving."""

    def forward(self, **inputs: Any) -> dspy.Prediction:
        with dspy.context(adapter=adapter_in_force()):
            return super().forward(**inputs)

    async def aforward(self, **inputs: Any) -> dspy.Prediction:
        with dspy.context(adapter=adapter_in_force()):
            return await super().aforward(**inputs)
