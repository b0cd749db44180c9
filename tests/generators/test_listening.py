"""Answers are told piece by piece to who listens, and come back as if nobody did."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from dspy.lm15 import Config, Message, Request
from dspy.utils.exceptions import LMInvalidRequestError
from hypothesis import given
from hypothesis import strategies as st
from socialsim.cache import ResponseCache
from socialsim.generators import LMConfig, Session, build_lm
from socialsim.generators.listening import Piece, Telling, listening
from socialsim.generators.lm import GeneratorLM
from socialsim.generators.meter import Tokens
from socialsim.generators.wire import Wire

from tests.generators.streaming_server import BREAK, HOLD, StreamingServer

ASK = [{"role": "user", "content": "I lost my job."}]


@pytest.fixture
def server() -> Iterator[StreamingServer]:
    with StreamingServer() as running:
        yield running


def lm_at(server: StreamingServer, session: Session | None = None, **settings: Any) -> GeneratorLM:
    config = LMConfig("remote", "openai/m", server.base_url, **{"retries": 0, "temperature": None, **settings})
    return build_lm(config, session)


def ask(lm: GeneratorLM) -> tuple[str, list[Piece]]:
    """Return an answer, and what was told of it."""
    heard = list[Piece]()

    async def asked() -> str:
        try:
            with listening(heard.append):
                return str((await lm.acall(messages=ASK))[0])
        finally:
            await lm.aclose()

    return asyncio.run(asked()), heard


def told(pieces: list[Piece]) -> list[str]:
    """Return what was told, an entry for each answer."""
    answers: dict[int, str] = {}
    for piece in pieces:
        answers[piece.answer] = answers.get(piece.answer, "") + piece.text
    return list(answers.values())


def test_a_stream_is_told_as_it_comes_and_is_the_answer(server: StreamingServer) -> None:
    server.always = ["It’s ", "", "hard", ". 🌧", "\n\nWhat ", "happened?"]
    session = Session()
    answer, heard = ask(lm_at(server, session))
    assert answer == "It’s hard. 🌧\n\nWhat happened?"
    assert [piece.text for piece in heard] == ["It’s ", "hard", ". 🌧", "\n\nWhat ", "happened?"]
    assert len({piece.answer for piece in heard}) == 1
    assert server.requests[0]["stream"] is True
    assert server.requests[0]["stream_options"] == {"include_usage": True}
    assert session.meter.tokens == Tokens(input=7, output=5)


def test_the_first_piece_is_told_before_the_last_is_written(server: StreamingServer) -> None:
    server.always = ["First. ", HOLD, "Last."]
    lm = lm_at(server)

    def hear(piece: Piece) -> None:
        if piece.text == "First. ":
            server.release.set()

    async def asked() -> str:
        with listening(hear):
            return str((await asyncio.wait_for(lm.acall(messages=ASK), 60))[0])

    assert asyncio.run(asked()) == "First. Last."


def test_without_a_listener_nothing_is_streamed(server: StreamingServer) -> None:
    lm = lm_at(server)
    assert asyncio.run(lm.acall(messages=ASK)) == ["I hear you."]
    assert set(server.requests[0]) == {"model", "messages", "max_tokens"}
    assert told(ask(lm)[1]) == ["I hear you."]
    assert {name: server.requests[1][name] for name in server.requests[0]} == server.requests[0]


def test_a_kept_answer_is_told_in_one_piece_whether_it_was_streamed_or_not(
    server: StreamingServer, tmp_path: Path
) -> None:
    for name, first in (("streamed", ask), ("plain", lambda lm: asyncio.run(lm.acall(messages=ASK)))):
        session = Session(ResponseCache(tmp_path / f"{name}.db"))
        first(lm_at(server, session))
        answer, heard = ask(lm_at(server, session))
        assert (answer, [piece.text for piece in heard]) == ("I hear you.", ["I hear you."])
        assert session.meter.reused == 1
    assert len(server.requests) == 2


def test_a_server_that_refuses_streams_is_asked_plainly_and_remembered(server: StreamingServer) -> None:
    server.refuses_streams = True
    lm = lm_at(server)
    for _ in range(2):
        answer, heard = ask(lm)
        assert (answer, [piece.text for piece in heard]) == ("I hear you.", ["I hear you."])
    assert ["stream" in body for body in server.requests] == [True, False, False]


def test_a_request_that_is_refused_for_itself_does_not_end_streaming(server: StreamingServer) -> None:
    server.answers.extend([400, 400])
    lm = lm_at(server)
    with pytest.raises(LMInvalidRequestError, match="told to fail with 400"):
        ask(lm)
    assert len(ask(lm)[1]) == 3
    assert ["stream" in body for body in server.requests] == [True, False, True]


def test_a_server_that_answers_a_stream_in_one_is_read(server: StreamingServer) -> None:
    server.ignores_streams = True
    answer, heard = ask(lm_at(server))
    assert (answer, [piece.text for piece in heard]) == ("I hear you.", ["I hear you."])
    assert len(server.requests) == 1


def test_a_stream_that_breaks_off_is_asked_for_again_as_another_answer(server: StreamingServer) -> None:
    server.answers.append(["I hear ", BREAK])
    answer, heard = ask(lm_at(server, retries=1))
    assert answer == "I hear you."
    assert told(heard) == ["I hear ", "I hear you."]


def test_an_error_within_a_stream_is_an_error(server: StreamingServer) -> None:
    wire = Wire("openai/m", "none", server.base_url)
    body = (
        b'data: {"choices":[{"delta":{"content":"I"}}]}\n\ndata: {"error":{"message":"out of memory","code":"x"}}\n\n'
    )
    with pytest.raises(Exception, match="out of memory"):
        wire.read(REQUEST, body)


def test_who_stops_waiting_hangs_up_and_hears_no_more(server: StreamingServer) -> None:
    server.always = ["First. ", HOLD, "Last."]
    lm, heard = lm_at(server), list[Piece]()

    async def stopped() -> None:
        with listening(heard.append):
            task = asyncio.create_task(lm.acall(messages=ASK))
            await asyncio.to_thread(server.holding.wait, 60)
            while not heard:
                await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await asyncio.to_thread(server.gone.wait, 60)
        await lm.aclose()

    asyncio.run(stopped())
    assert [piece.text for piece in heard] == ["First. "]


def test_two_who_ask_the_same_hear_the_same(server: StreamingServer) -> None:
    lm, heard = lm_at(server), list[Piece]()

    async def both() -> list[Any]:
        with listening(heard.append):
            return list(await asyncio.gather(lm.acall(messages=ASK), lm.acall(messages=ASK)))

    assert asyncio.run(both()) == [["I hear you."], ["I hear you."]]
    assert len(server.requests) == 1
    assert told(heard) == ["I hear you.", "I hear you."]


def test_synchronous_calls_are_told_too(server: StreamingServer) -> None:
    lm, heard = lm_at(server), list[Piece]()
    with listening(heard.append):
        assert lm(messages=ASK) == ["I hear you."]
    lm.close()
    assert [piece.text for piece in heard] == ["I ", "hear ", "you."]


def test_rules_answer_in_one_piece() -> None:
    answer, heard = ask(build_lm())
    assert [piece.text for piece in heard] == [answer]


REQUEST = Request(model="m", messages=(Message.user("Hello"),), config=Config(max_tokens=9))
OF_ANTHROPIC = [
    ("message_start", {"message": {"id": "a", "model": "claude", "usage": {"input_tokens": 3, "output_tokens": 1}}}),
    ("content_block_start", {"index": 0, "content_block": {"type": "text", "text": ""}}),
    ("content_block_delta", {"index": 0, "delta": {"type": "text_delta", "text": "I hear "}}),
    ("ping", {}),
    ("content_block_delta", {"index": 0, "delta": {"type": "text_delta", "text": "you."}}),
    ("content_block_stop", {"index": 0}),
    ("message_delta", {"delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 4}}),
    ("message_stop", {}),
]


def test_a_stream_of_anthropics_protocol_is_read_as_well() -> None:
    wire = Wire("anthropic/claude-x", "a-key-of-some-kind")
    assert json.loads(wire.post(REQUEST, stream=True).body)["stream"] is True
    lines = [
        line
        for name, data in OF_ANTHROPIC
        for line in (f"event: {name}\n", f"data: {json.dumps({'type': name} | data)}\n", "\n")
    ]

    async def texts() -> list[str]:
        async def coming() -> AsyncIterator[bytes]:
            for line in lines:
                yield line.encode()

        return [text async for text in wire.texts(REQUEST, coming())]

    response = wire.read(REQUEST, "".join(lines).encode())
    assert asyncio.run(texts()) == ["I hear ", "you."]
    assert response.text == "I hear you."
    assert response.usage is not None and response.usage.output_tokens == 4


@given(st.lists(st.text(alphabet="ab ", max_size=4)), st.text(alphabet="ab ", max_size=12))
def test_pieces_of_one_answer_always_add_up_to_it(parts: list[str], answer: str) -> None:
    heard = list[Piece]()
    telling = Telling(heard.append)
    for part in parts:
        telling.add(part)
    telling.end(answer)
    assert not answer or told(heard)[-1] == answer
    assert all(piece.text for piece in heard)
    telling.close()
    telling.add("more")
    assert not answer or told(heard)[-1] == answer
