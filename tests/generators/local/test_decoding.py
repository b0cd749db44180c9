"""How answers are drawn and batched: repeatable, in company, and never lost."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import torch
from dspy.lm15 import ContextLengthError, InvalidRequestError, ServerError
from socialsim.generators.engine import Answer
from socialsim.generators.local import LocalProvider
from socialsim.generators.local.sampling import Sampler, pick
from socialsim.signatures import ReplyToSeeker, ScreenPost

from tests.generators.local.tiny import ask_all, finish_of, free, request_for, text_of

SAYINGS = ["Hello", "I lost my job on Monday.", "What can I do about it? " * 9, "Why"]


def underlying(provider: LocalProvider) -> Any:
    return provider._worker.loaded.model


@contextmanager
def forwards(provider: LocalProvider) -> Iterator[list[int]]:
    """Yield a list that gets the number of rows of each pass through the model."""
    rows: list[int] = []

    def note(module: Any, args: Any, options: dict[str, Any]) -> None:
        rows.append(len(options["input_ids"]))

    hook = underlying(provider).register_forward_pre_hook(note, with_kwargs=True)
    try:
        yield rows
    finally:
        hook.remove()


def test_a_seed_gives_the_same_answer_alone_and_in_company(provider: LocalProvider) -> None:
    requests = [
        free(text, temperature=1.0, top_p=0.9, seed=seed, max_tokens=12 + 9 * seed) for seed, text in enumerate(SAYINGS)
    ]
    requests.append(request_for(ScreenPost, temperature=1.0, seed=5, max_tokens=120))
    alone = [text_of(ask_all(provider, [request])[0]) for request in requests]
    torch.manual_seed(99)  # the global stream has no part in it
    company = [text_of(answer) for answer in ask_all(provider, [*requests, *reversed(requests)])]
    assert company == [*alone, *reversed(alone)]
    assert len(set(alone)) == len(requests)


def test_another_seed_gives_another_answer_and_no_temperature_gives_the_likeliest(provider: LocalProvider) -> None:
    drawn = ask_all(provider, [free(temperature=1.0, seed=seed, max_tokens=20) for seed in range(6)])
    assert len({text_of(answer) for answer in drawn}) == 6
    greedy = ask_all(
        provider, [free(temperature=heat, seed=seed, max_tokens=20) for seed, heat in enumerate([0, None])]
    )
    assert text_of(greedy[0]) == text_of(greedy[1])


def test_what_is_likeliest_is_what_transformers_finds(provider: LocalProvider) -> None:
    (answer,) = ask_all(provider, [free(SAYINGS[2], max_tokens=16)])
    tokenizer = provider._worker.loaded.tokenizer
    prompt = tokenizer.apply_chat_template(
        [{"role": "user", "content": SAYINGS[2]}], add_generation_prompt=True, return_tensors="pt"
    )
    wanted = underlying(provider).generate(**prompt, max_new_tokens=16, do_sample=False)
    assert text_of(answer) == tokenizer.decode(wanted[0, prompt["input_ids"].shape[1] :], skip_special_tokens=True)


def test_tokens_are_drawn_as_often_as_the_distribution_says() -> None:
    class Stream(Sampler):
        def __init__(self, point: float, top_p: float) -> None:
            self.temperature, self.top_p, self.point = 1.0, top_p, point

        def draw(self) -> float:
            return self.point

    logits = torch.tensor([0.1, 0.6, 0.3]).log()
    points = [(step + 0.5) / 100 for step in range(100)]

    def counts(top_p: float, mask: bytes | None = None) -> list[int]:
        rows = logits.repeat(100, 1)
        picked = pick(rows, [Stream(point, top_p) for point in points], [mask] * 100)
        return [picked.count(token) for token in range(3)]

    assert counts(1.0) == [10, 60, 30]
    assert counts(0.8) == [0, 67, 33]  # 0.6 alone does not reach 0.8, 0.6 + 0.3 does: 0.6/0.9 and 0.3/0.9
    assert counts(0.0) == [0, 100, 0]
    assert counts(1.0, b"\x01\x00\x01") == [25, 0, 75]


def test_many_calls_share_few_passes_through_the_model(provider: LocalProvider) -> None:
    requests = [free(f"Hello {number}", temperature=1.0, seed=number, max_tokens=30) for number in range(64)]
    with forwards(provider) as rows:
        answers = ask_all(provider, requests)
    written = sum(answer["usage"]["completion_tokens"] for answer in answers)
    steps = len(rows) - len(requests)  # each prompt is read in a pass of its own, which writes the first token
    assert max(rows) == 8
    # Alone, every token but the first takes a step. Eight rows take an eighth of that, and 40 for an uneven end.
    assert steps <= (written - len(requests)) / 8 + 40


def test_a_short_answer_makes_room_before_a_long_one_is_done(provider: LocalProvider) -> None:
    long = [free("Hello", temperature=1.0, seed=number, max_tokens=120) for number in range(7)]
    short = [free("Hello", temperature=1.0, seed=number, max_tokens=5) for number in range(20)]
    order: list[str] = []

    async def one(kind: str, request: Any) -> None:
        await provider.ask(request)
        order.append(kind)

    async def together() -> None:
        await asyncio.gather(*(one("long", r) for r in long), *(one("short", r) for r in short))

    asyncio.run(together())
    full = [at for at, kind in enumerate(order) if kind == "long"]
    assert full[-1] == 26 and order[:20].count("short") >= 18


def test_the_room_of_a_long_prompt_is_given_back(provider: LocalProvider) -> None:
    widths: list[int] = []

    def note(module: Any, args: Any, options: dict[str, Any]) -> None:
        widths.append(options["attention_mask"].shape[1])

    hook = underlying(provider).register_forward_pre_hook(note, with_kwargs=True)
    try:
        ask_all(provider, [free("Hello", max_tokens=40), free("lost " * 200, max_tokens=3)])
    finally:
        hook.remove()
    assert max(widths) > 200 and widths[-1] < 60


def test_free_text_ends_at_a_stop_or_at_max_tokens(provider: LocalProvider) -> None:
    (whole,) = ask_all(provider, [free(max_tokens=30)])
    assert finish_of(whole) == "length" and whole["usage"]["completion_tokens"] == 30
    stop = text_of(whole)[8:12]
    (stopped,) = ask_all(provider, [free(max_tokens=30, stop=("never said", stop))])
    assert finish_of(stopped) == "stop"
    assert text_of(stopped) == text_of(whole).partition(stop)[0]


def test_the_end_of_a_turn_ends_free_text(provider: LocalProvider) -> None:
    answers = ask_all(provider, [free(temperature=2.0, seed=seed, max_tokens=1500) for seed in range(8)])
    ended = [answer for answer in answers if finish_of(answer) == "stop"]
    assert ended and all("</s>" not in text_of(answer) for answer in ended)


def test_the_answer_reads_as_a_response(provider: LocalProvider) -> None:
    request = free(max_tokens=6)
    answer = asyncio.run(provider.ask(request))
    response = provider.read(request, answer.raw)
    assert response == answer.response
    assert response.finish_reason == "length" and response.usage.output_tokens == 6
    assert response.message.text == text_of(ask_all(provider, [request])[0])
    with pytest.raises(ServerError, match="cannot be read"):
        provider.read(request, b"<html>")


def test_calls_of_several_event_loops_are_answered_together(provider: LocalProvider) -> None:
    request = free(temperature=1.0, seed=4, max_tokens=40)
    answers: list[str] = []
    threads = [
        threading.Thread(target=lambda: answers.append(text_of(ask_all(provider, [request])[0]))) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 6 and len(set(answers)) == 1


def test_a_cancelled_call_leaves_the_batch_and_the_others_go_on(provider: LocalProvider) -> None:
    async def cancel_one(rows: list[int]) -> Any:
        endless = asyncio.create_task(provider.ask(free(temperature=1.0, seed=1, max_tokens=7000)))
        other = asyncio.create_task(provider.ask(free(temperature=1.0, seed=2, max_tokens=60)))
        while len(rows) < 5:  # both are being written
            await asyncio.sleep(0)
        endless.cancel()
        waiting = asyncio.create_task(provider.ask(free(max_tokens=5)))
        waiting.cancel()
        return await asyncio.gather(endless, waiting, other, return_exceptions=True)

    with forwards(provider) as rows:
        endless, waiting, other = asyncio.run(cancel_one(rows))
    with forwards(provider) as rows:
        (after,) = ask_all(provider, [free(max_tokens=5)])
    assert isinstance(endless, asyncio.CancelledError) and isinstance(waiting, asyncio.CancelledError)
    assert other == asyncio.run(provider.ask(free(temperature=1.0, seed=2, max_tokens=60)))
    assert finish_of(after) == "length" and rows == [1] * 5  # it is alone: nothing of the endless one goes on


@pytest.mark.parametrize("pass_that_fails", [1, 4], ids=["prompt", "step"])
def test_a_failing_model_fails_its_calls_in_one_sentence_and_the_worker_lives_on(
    provider: LocalProvider, pass_that_fails: int
) -> None:
    passes = 0

    def fail(module: Any, args: Any) -> None:
        nonlocal passes
        passes += 1
        if passes == pass_that_fails:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total of 3 GiB.")

    hook = underlying(provider).register_forward_pre_hook(fail)
    try:
        with pytest.raises(ServerError, match=r"CUDA out of memory; 1 calls .* a smaller lm\.batch_size") as raised:
            ask_all(provider, [free(max_tokens=10)])
        assert "\n" not in str(raised.value)
        assert finish_of(ask_all(provider, [free(max_tokens=10)])[0]) == "length"
    finally:
        hook.remove()


def test_what_is_longer_than_the_context_is_refused(model: Path, provider: LocalProvider) -> None:
    with pytest.raises(ContextLengthError, match=r"leaves no room for an answer; .* reads and writes 8192 in all"):
        ask_all(provider, [free("lost " * 9000)])
    (answer,) = ask_all(provider, [free("lost " * 4080, max_tokens=4000)])
    assert answer["usage"]["total_tokens"] <= 8192


def test_an_option_that_it_does_not_know_is_refused(provider: LocalProvider) -> None:
    with pytest.raises(InvalidRequestError, match="the local generator has no top_k"):
        ask_all(provider, [free(top_k=5)])


def test_one_bad_call_does_not_touch_its_neighbours(provider: LocalProvider) -> None:
    async def together() -> list[Any]:
        calls = [free(max_tokens=9), free(top_k=5), request_for(ReplyToSeeker, max_tokens=60)]
        return await asyncio.gather(*(provider.ask(call) for call in calls), return_exceptions=True)

    first, refused, last = asyncio.run(together())
    assert isinstance(first, Answer) and isinstance(refused, InvalidRequestError) and isinstance(last, Answer)
