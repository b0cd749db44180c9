"""An engine for tests: records every request and answers each field with what a function says."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import dspy
from dspy.lm15 import Message, Request, Response, TextPart, Usage

Answer = Callable[[list[str], Request], "dict[str, str] | str"]


class Recorder:
    """A real engine behind `dspy.LM`: what reaches it is what any provider would be sent."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.requests: list[Request] = []

    def complete(self, request: Request) -> Response:
        self.requests.append(request)
        asked = re.findall(r"\[\[ ## (\w+) ## \]\]", (request.messages[-1].text or "").rpartition("Answer with")[2])
        fields = [name for name in asked if name != "completed"]
        answer = self.answer(fields, request)
        text = answer if isinstance(answer, str) else written(answer)
        return Response(
            id=None,
            model=request.model,
            message=Message.assistant([TextPart(text)]),
            finish_reason="stop",
            usage=Usage(input_tokens=10, output_tokens=5, total_tokens=15),
        )


class AsyncRecorder:
    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder

    async def complete(self, request: Request) -> Response:
        return self.recorder.complete(request)


def written(fields: dict[str, str]) -> str:
    return "\n\n".join(f"[[ ## {name} ## ]]\n{value}" for name, value in fields.items()) + "\n\n[[ ## completed ## ]]"


def recorded_lm(answer: Answer, model: str = "test/model", **options: Any) -> tuple[dspy.LM, Recorder]:
    recorder = Recorder(answer)
    lm = dspy.LM(model, engine=recorder, async_engine=AsyncRecorder(recorder), cache=False, num_retries=0, **options)
    return lm, recorder


def everything(request: Request) -> str:
    """Return all text of a request, for asserting what did and did not reach the model."""
    return "\n".join([str(request.system or ""), *(message.text or "" for message in request.messages)])
