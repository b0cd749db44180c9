"""Three clients of one provider, each measured in a process of its own: ours, the openai package, DSPy as it comes.

    python -m tests.benchmarks.clients ours URL ITEMS CONCURRENCY CHAIN

asks ITEMS × CHAIN different questions, `CHAIN` of them one after the other, with CONCURRENCY items at once.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, Literal

import dspy
from socialsim.generators import LMConfig, build_lm
from socialsim.generators.adapter import ConversationAdapter
from socialsim.programs.ask import Ask

from tests.loopback.answers import SENTENCES, STRATEGIES

MODEL, TEMPERATURE, MAX_TOKENS = "bench", 0.7, 2000
Call = Callable[[int], Awaitable[Any]]


# About 2,000 tokens of prompt and 140 of answer, as a turn in the middle of a conversation has.
class ReadConversation(dspy.Signature):
    """You are the supporter in an emotional support conversation. Think in steps, then write your next message.

    Fill the fields in their order; each step builds on the ones before it. In the message, speak as a warm,
    attentive person in a chat: one to three sentences, plain words, one idea, no lists, no headings. Carry out what
    you have thought without naming it. Refer to what the seeker said, and to nothing that was not said. Do not
    diagnose, do not recommend medication, do not blame. If the seeker may be in danger, say that you are concerned
    and point to real-world help. Do not repeat an earlier message.
    """

    transcript: str = dspy.InputField(desc="the conversation so far")
    seeks_help: bool = dspy.OutputField(desc="the seeker still wants to be heard or helped")
    situation: str = dspy.OutputField(desc="the seeker's situation and feelings so far, in one or two sentences")
    thought: str = dspy.OutputField(desc="what the seeker may be thinking or believing, in one sentence")
    strategy: Literal[STRATEGIES] = dspy.OutputField(desc="the one strategy that serves the seeker best")  # type: ignore[valid-type]
    utterance: str = dspy.OutputField(desc="the message itself and nothing else")


TRANSCRIPT = "\n".join(
    f"{'seeker' if turn % 2 == 0 else 'supporter'}: {SENTENCES[turn % len(SENTENCES)]}" for turn in range(52)
)


def transcript(number: int) -> str:
    """Return a conversation of its own for each question: no client can know an answer already."""
    return f"Conversation {number}.\n{TRANSCRIPT}"


def prompt() -> list[dict[str, Any]]:
    """Return the messages that our client sends, with ``{transcript}`` in the place of the conversation."""
    return ConversationAdapter().format(ReadConversation, [], {"transcript": "{transcript}"})


@asynccontextmanager
async def ours(base_url: str, concurrency: int) -> AsyncIterator[Call]:
    settings = LMConfig(
        engine="remote",
        model=f"openai/{MODEL}",
        api_base=base_url,
        temperature=TEMPERATURE,
        max_tokens=MAX_TOKENS,
        concurrency=concurrency,
    )
    lm = build_lm(settings)
    ask = Ask(ReadConversation)
    ask.set_lm(lm)
    yield lambda number: ask.acall(transcript=transcript(number))
    await lm.aclose()


@asynccontextmanager
async def dspy_as_it_comes(base_url: str, concurrency: int) -> AsyncIterator[Call]:
    lm = dspy.LM(
        f"openai/{MODEL}",
        api_base=base_url,
        api_key="none",
        temperature=TEMPERATURE,
        max_tokens=MAX_TOKENS,
        cache=False,
    )
    predict = dspy.Predict(ReadConversation)
    predict.set_lm(lm)
    yield lambda number: predict.acall(transcript=transcript(number))


@asynccontextmanager
async def openai_alone(base_url: str, concurrency: int) -> AsyncIterator[Call]:
    from openai import AsyncOpenAI

    system, user = (message["content"] for message in prompt())
    async with AsyncOpenAI(base_url=base_url, api_key="none") as client:

        async def ask(number: int) -> str:
            answer = await client.chat.completions.create(
                model=MODEL,
                temperature=TEMPERATURE,
                max_tokens=MAX_TOKENS,
                messages=[
                    {"role": "system", "content": system},
                    {"role": "user", "content": user.replace("{transcript}", transcript(number))},
                ],
            )
            return answer.choices[0].message.content or ""

        yield ask


CLIENTS = {"ours": ours, "openai": openai_alone, "dspy": dspy_as_it_comes}


async def measured(name: str, base_url: str, items: int, concurrency: int, chain: int) -> dict[str, float]:
    """Return ``wall`` and ``cpu`` seconds and the number of ``calls``, after one call that is not counted.

    One, and not as many as there will be at once: the openai package is three times as slow when it begins with 64 open
    connections than when it opens what it needs, and what is shown is the better of the two.
    """
    async with CLIENTS[name](base_url, concurrency) as call:
        await call(-1)
        waiting = iter(range(items))

        async def work() -> None:
            for item in waiting:
                for step in range(chain):
                    await call(item * chain + step)

        wall, cpu = time.perf_counter(), time.process_time()
        await asyncio.gather(*(work() for _ in range(concurrency)))
        return {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "calls": items * chain}


def main(name: str, base_url: str, *counts: str) -> None:
    os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"  # else DSPy's first call may fetch a price list
    items, concurrency, chain = map(int, counts)
    with dspy.context(disable_history=True, max_trace_size=0):
        print(json.dumps(asyncio.run(measured(name, base_url, items, concurrency, chain))))


if __name__ == "__main__":
    main(*sys.argv[1:])
