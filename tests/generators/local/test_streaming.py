"""A local model's answers are told while they are written: whole characters, no stop strings, and all of the answer."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from dspy.lm15 import Request
from socialsim.generators.listening import Piece, listening, telling
from socialsim.generators.local import LocalProvider
from socialsim.generators.local.drafts import FreeDraft
from socialsim.signatures import ReplyToSeeker, ScreenPost

from tests.generators.local.tiny import ask_all, free, request_for, text_of


def ask(provider: LocalProvider, request: Request) -> tuple[str, list[str], list[str]]:
    """Return the answer, its pieces as the provider told them, and what was told in all, an entry for each answer."""
    heard = list[Piece]()

    async def asked() -> tuple[str, int]:
        with listening(heard.append), telling() as told:
            assert told is not None
            text = (await provider.ask(request)).response.text or ""
            by_provider = len(heard)
            told.end(text)
            return text, by_provider

    text, by_provider = asyncio.run(asked())
    answers: dict[int, str] = {}
    for piece in heard:
        answers[piece.answer] = answers.get(piece.answer, "") + piece.text
    return text, [piece.text for piece in heard[:by_provider]], list(answers.values())


@pytest.mark.parametrize("seed", range(8))
def test_free_text_is_told_by_whole_characters_and_as_it_is_without_a_listener(
    provider: LocalProvider, seed: int
) -> None:
    request = free("Hello", temperature=1.3, seed=seed, max_tokens=60)
    text, pieces, told = ask(provider, request)
    assert text == text_of(ask_all(provider, [request])[0])
    assert told == [text]
    assert len(pieces) > 20


@pytest.mark.parametrize("signature", [ReplyToSeeker, ScreenPost])
def test_typed_answers_are_told_too(provider: LocalProvider, signature: Any) -> None:
    request = request_for(signature, temperature=1.0, seed=3, max_tokens=200)
    text, pieces, told = ask(provider, request)
    assert text == text_of(ask_all(provider, [request])[0])
    assert told[-1] == text
    assert len(pieces) > 5


def written(provider: LocalProvider, text: str, stop: Sequence[str]) -> list[str]:
    """Return what a draft has so far after each token of a text."""
    loaded = provider._worker.loaded
    draft, seen = FreeDraft(loaded, 500, tuple(stop)), list[str]()
    for token in loaded.tokenizer.encode(text, add_special_tokens=False):
        draft.add(token)
        seen.append(draft.so_far())
        if draft.finish is not None:
            break
    return seen


def test_what_may_become_a_stop_string_is_not_told(provider: LocalProvider) -> None:
    seen = written(provider, "I see. User is no name.\nUser: and so on", ["\nUser:"])
    assert seen[-1] == "I see. User is no name."
    assert all(seen[-1].startswith(text) for text in seen)
    seen = written(provider, "I see.\nUsed up.", ["\nUser:"])
    assert seen[-1] == "I see.\nUsed up."
    assert all(seen[-1].startswith(text) for text in seen)
    assert "I see." in seen


def test_a_character_of_several_tokens_is_told_when_it_is_whole(provider: LocalProvider) -> None:
    seen = written(provider, "a🌧b", [])
    assert list(dict.fromkeys(seen)) == ["a", "a🌧", "a🌧b"]


def test_who_stops_waiting_takes_the_answer_out_of_the_batch(provider: LocalProvider) -> None:
    heard = list[Piece]()

    async def stopped() -> None:
        begun = asyncio.Event()

        def hear(piece: Piece) -> None:
            heard.append(piece)
            begun.set()

        async def asked() -> None:
            with listening(hear), telling():
                await provider.ask(free("Hello", temperature=1.0, seed=1, max_tokens=5000))

        task = asyncio.create_task(asked())
        await asyncio.wait_for(begun.wait(), 60)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        told = len(heard)
        await provider.ask(free("Hello", max_tokens=5))  # the worker has stepped on by now
        assert len(heard) == told

    asyncio.run(stopped())
    assert heard
