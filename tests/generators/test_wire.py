"""The bytes of a call and of its answer, for each sort of provider; bodies as the providers document them."""

from __future__ import annotations

import json
from typing import Any

import dspy
import pytest
from dspy.lm15 import AuthError, Config, Message, RateLimitError, Request, ServerError
from socialsim.generators import LMConfig, Tokens, build_lm
from socialsim.generators.wire import Wire, passes
from socialsim.signatures import ConfigurationError

REQUEST = Request(
    model="any",
    system="Be kind.",
    messages=(Message.user("Hi"), Message.assistant("Hello"), Message.user("I feel low")),
    config=Config(max_tokens=50, temperature=0.7, seed=3),
)
ERROR = b'{"error": {"message": "no", "type": "t", "code": "c"}}'


def sent(wire: Wire, request: Request = REQUEST) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(wire.post(request).body)
    return body


def test_a_server_of_one_s_own_gets_the_names_that_every_server_knows() -> None:
    wire = Wire("openai/org/mine", "none", "http://host:1/v1")
    body = sent(wire)
    assert wire.post(REQUEST).url == "http://host:1/v1/chat/completions"
    assert body.keys() == {"model", "messages", "max_tokens", "temperature", "seed"}
    assert (body["model"], body["max_tokens"], body["seed"]) == ("org/mine", 50, 3)
    assert [message["role"] for message in body["messages"]] == ["system", "user", "assistant", "user"]


def test_openai_and_anthropic_are_told_to_keep_the_beginning_of_the_prompt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_KEY", "a key")
    seen: list[Request] = []

    def note(request: Request) -> Any:
        seen.append(request)
        raise ServerError("enough")

    for model in ("openai/gpt-4o", "anthropic/claude-sonnet-4-5"):
        lm = build_lm(LMConfig(engine="remote", model=model, api_key_env="A_KEY"))
        monkeypatch.setattr(lm._engine_spec, "complete", note)
        with pytest.raises(dspy.utils.exceptions.LMServerError):
            lm(messages=[{"role": "system", "content": "s"}, {"role": "user", "content": "u"}], seed=7)
    openai, anthropic = (
        sent(Wire(model, "k"), request)
        for model, request in zip(("openai/gpt-4o", "anthropic/claude-sonnet-4-5"), seen, strict=True)
    )
    assert openai["prompt_cache_key"] == "socialsim-7"
    assert anthropic["system"][-1]["cache_control"] == {"type": "ephemeral"}
    assert anthropic["messages"][-1]["content"][-1]["cache_control"] == {"type": "ephemeral"}


def test_a_server_of_one_s_own_is_told_nothing_of_prompt_caches() -> None:
    lm = build_lm(LMConfig(engine="remote", model="openai/m", api_base="http://host/v1"))
    assert "prompt_cache" not in lm._settled({"seed": 7})


def test_an_answer_of_anthropic_is_read_with_what_its_cache_did() -> None:
    wire = Wire("anthropic/claude-sonnet-4-5", "k")
    assert "seed" not in sent(wire)  # it takes none
    usage = {"input_tokens": 5, "cache_read_input_tokens": 100, "cache_creation_input_tokens": 20, "output_tokens": 7}
    answer = {
        "id": "m", "type": "message", "role": "assistant", "model": "claude-sonnet-4-5", "stop_reason": "end_turn",
        "content": [{"type": "text", "text": "I hear you."}], "usage": usage,
    }  # fmt: skip
    response = wire.read(REQUEST, json.dumps(answer).encode())
    assert response.message.text == "I hear you."
    reported = dspy.clients.call_result.usage_dict(response, wire.provider)
    assert Tokens.reported(reported) == Tokens(input=125, output=7, cached=100, stored=20)


def test_an_answer_of_gemini_is_read() -> None:
    wire = Wire("gemini/gemini-2.5-flash", "k")
    assert "contents" in sent(wire)
    answer = {
        "candidates": [{"content": {"role": "model", "parts": [{"text": "I hear you."}]}, "finishReason": "STOP"}],
        "usageMetadata": {"promptTokenCount": 5, "candidatesTokenCount": 7, "totalTokenCount": 12},
    }
    assert wire.read(REQUEST, json.dumps(answer).encode()).message.text == "I hear you."


@pytest.mark.parametrize("model", ["openai/gpt-4o", "anthropic/claude-sonnet-4-5", "gemini/gemini-2.5-flash"])
def test_errors_are_sorted_whoever_makes_them(model: str) -> None:
    wire = Wire(model, "k")
    with pytest.raises(AuthError):
        wire.read(REQUEST, ERROR, status=401)
    with pytest.raises(RateLimitError) as busy:
        wire.read(REQUEST, ERROR, [("Retry-After", "3")], 429)
    assert busy.value.retry_after == 3 and passes(busy.value)
    with pytest.raises(ServerError) as fault:
        wire.read(REQUEST, ERROR, status=503)
    assert passes(fault.value)
    with pytest.raises(Exception) as half:
        wire.read(REQUEST, b'{"half')
    assert passes(half.value)


def test_a_provider_that_nobody_knows_is_one_sentence_with_the_way_out() -> None:
    with pytest.raises(ConfigurationError, match=r"mistral/m: .*known are anthropic, .*lm\.api_base=URL"):
        Wire("mistral/m", "k")
