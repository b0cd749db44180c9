"""One question to a model: `dspy.Predict` with the layout that conversations need, wherever it is called from."""

from __future__ import annotations

from typing import Any

import dspy

from ..generators.adapter import ConversationAdapter, adapter_in_force
from ..generators.bare import BareAdapter, FramedAdapter


class Ask(dspy.Predict):
    """Ask what a signature asks. What works on a `Predict` works on it: demonstrations, optimizers, saving.

    `Predict` looks at every call whether an output is one of its experimental decision types, which takes as long as
    the rest of it. Only where there may be one, or where somebody listens to a stream, is it asked to.
    """

    def forward(self, **inputs: Any) -> dspy.Prediction:
        adapter = self._adapter()
        if self._is_special():
            with dspy.context(adapter=adapter):
                return super().forward(**inputs)
        lm, config, signature, demos, given = self._forward_preprocess(**inputs)
        return self._forward_postprocess(adapter(lm, config, signature, demos, given), signature, **given)

    async def aforward(self, **inputs: Any) -> dspy.Prediction:
        adapter = self._adapter()
        if self._is_special():
            with dspy.context(adapter=adapter):
                return await super().aforward(**inputs)
        lm, config, signature, demos, given = self._forward_preprocess(**inputs)
        return self._forward_postprocess(await adapter.acall(lm, config, signature, demos, given), signature, **given)

    def _adapter(self) -> ConversationAdapter:
        return adapter_in_force()

    def _is_special(self) -> bool:
        return bool(self.fields) or dspy.settings.send_stream is not None


class BareAsk(Ask):
    """Ask by the conversation alone, as chatbots are asked; the signature has a `conversation` and one text output."""

    def _adapter(self) -> ConversationAdapter:
        return _BARE


class FramedAsk(BareAsk):
    """The same where the chatbot writes its reasoning before the reply; the steps are outputs before the last."""

    def _adapter(self) -> ConversationAdapter:
        return _FRAMED


_BARE, _FRAMED = BareAdapter(), FramedAdapter()
