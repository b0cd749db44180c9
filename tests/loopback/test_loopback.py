"""The loopback provider does what its options say: the tests of the engine and the benchmarks rest on that."""

from __future__ import annotations

import json
import socket
from http.client import HTTPConnection, RemoteDisconnected
from typing import Any
from urllib.parse import urlsplit

import pytest
from socialsim.signatures import ESCONV, DialogueLine, Persona

from tests.loopback import KINDS, Loopback
from tests.loopback.answers import STRATEGIES

ASK = "Answer with [[ ## strategy ## ]], [[ ## utterance ## ]], and end with [[ ## completed ## ]]."
REFUSED = {"429": 429, "429-retry-after": 429, "500": 500, "503": 503}
ANSWERED = ("close", "empty", "wrong-fields", "length", "truncated-json")


@pytest.fixture
def server(running: Loopback) -> Loopback:
    running.reset()
    return running


def chat(number: int = 0, ask: str = ASK, model: str = "bench") -> bytes:
    said = f"Since spring I cannot sleep, night {number}.\n\n{ask}"
    messages = [
        {"role": "system", "content": "Help. [[ ## post ## ]] [[ ## reason ## ]]"},
        {"role": "user", "content": said},
    ]
    return json.dumps({"model": model, "messages": messages}).encode()


def connect(server: Loopback, timeout: float = 10) -> HTTPConnection:
    return HTTPConnection(urlsplit(server.base_url).netloc, timeout=timeout)


def post(server: Loopback, body: bytes, key: str = "none") -> tuple[int, Any, dict[str, str]]:
    """Return status, body and headers of an answer; the body as it came where it is no JSON."""
    connection = connect(server)
    try:
        connection.request("POST", "/v1/chat/completions", body, {"Authorization": f"Bearer {key}"})
        answer = connection.getresponse()
        data = answer.read()
        try:
            return answer.status, json.loads(data), dict(answer.headers)
        except ValueError:
            return answer.status, data, dict(answer.headers)
    finally:
        connection.close()


def text(answer: Any) -> str:
    return str(answer["choices"][0]["message"]["content"])


def test_what_the_last_message_asks_for_is_answered(server: Loopback) -> None:
    status, answer, _ = post(server, chat())
    fields = text(answer).split("[[ ## ")
    assert status == 200
    assert [field.partition(" ")[0] for field in fields[1:]] == ["strategy", "utterance", "completed"]
    assert fields[1].partition("\n")[2].strip() in STRATEGIES
    assert answer["choices"][0]["finish_reason"] == "stop"
    assert server.log()[0]["fields"] == ["strategy", "utterance"]


def test_without_an_ask_the_markers_of_the_system_message_are_answered(server: Loopback) -> None:
    _, answer, _ = post(server, chat(ask="Go on."))
    assert text(answer).startswith("[[ ## post ## ]]\n")
    assert "[[ ## reason ## ]]\nsomebody asks for help\n" in text(answer)


def test_the_seeker_closes_in_its_last_message_only(server: Loopback) -> None:
    ask = "Answer with [[ ## intention ## ]], and end with [[ ## completed ## ]]."
    answers = [
        post(server, chat(ask=f"message 8 of 8 ({phase})\n\n{ask}"))[1]
        for phase in ("1 more to come", "your last message")
    ]
    assert [text(answer).splitlines()[1] for answer in answers] == ["continue", "resolved"]


def test_a_persona_a_dialogue_and_the_strategies_are_valid(server: Loopback) -> None:
    _, answer, _ = post(server, chat(ask="Answer with [[ ## persona ## ]], and end with [[ ## completed ## ]]."))
    Persona.model_validate_json(text(answer).splitlines()[1])
    _, answer, _ = post(server, chat(ask="Answer with [[ ## dialogue ## ]], and end with [[ ## completed ## ]]."))
    lines = [DialogueLine.model_validate(line) for line in json.loads(text(answer).splitlines()[1])]
    assert [line.speaker for line in lines] == ["seeker", "supporter"] * 8
    assert ESCONV.names == STRATEGIES


def test_one_request_has_one_answer_and_another_request_another(server: Loopback) -> None:
    first, again, other = (post(server, chat(number))[1] for number in (0, 0, 1))
    assert first == again
    assert text(first) != text(other)


def test_usage_is_counted_as_providers_do(server: Loopback) -> None:
    short, long = chat(), chat(ask="a long story " * 1000 + ASK)
    usage = post(server, short)[1]["usage"]
    assert usage["prompt_tokens"] == len(short) // 4
    assert usage["total_tokens"] == usage["prompt_tokens"] + usage["completion_tokens"]
    assert usage["prompt_tokens_details"] == {"cached_tokens": 0}  # too short
    usage = post(server, long)[1]["usage"]
    assert usage["prompt_tokens_details"] == {"cached_tokens": len(long) // 4 // 2 // 128 * 128}


def test_a_request_in_chunks_and_odd_headers_over_one_connection(server: Loopback) -> None:
    body = chat()
    head = b"POST /v1/chat/completions HTTP/1.1\r\nhost:x\r\n"
    chunked = head + b"TRANSFER-ENCODING:   chunked\r\n\r\n%x;why=not\r\n%b\r\n%x\r\n%b\r\n0\r\n\r\n" % (
        40, body[:40], len(body) - 40, body[40:],
    )  # fmt: skip
    plain = head + b"CONTENT-length:%d  \r\n\r\n%b" % (len(body), body)
    address = urlsplit(server.base_url)
    with socket.create_connection((address.hostname or "", address.port or 0), timeout=10) as client:
        stream = client.makefile("rb")
        for request in (chunked, plain, plain[:7], plain[7:200], plain[200:] + plain):  # the last two in odd pieces
            client.sendall(request)
        answers = [read_answer(stream) for _ in range(4)]
    assert all(answer == answers[0] for answer in answers)
    assert [entry["status"] for entry in server.log()] == [200] * 4
    assert server.stats()["different"] == 1


def read_answer(stream: Any) -> bytes:
    length = 0
    while (line := stream.readline()) != b"\r\n":
        assert line, "the connection was closed before the answer"
        if line.lower().startswith(b"content-length:"):
            length = int(line.partition(b":")[2])
    data: bytes = stream.read(length)
    return data


def test_what_is_no_http_is_refused_and_the_connection_closed(server: Loopback) -> None:
    address = urlsplit(server.base_url)
    with socket.create_connection((address.hostname or "", address.port or 0), timeout=10) as client:
        client.sendall(b"hello\r\n\r\n")
        assert client.makefile("rb").read().startswith(b"HTTP/1.1 400 ")


def test_what_is_no_chat_and_no_option_is_refused(server: Loopback) -> None:
    assert post(server, b"{}")[0] == 400
    assert post(server, b"not JSON")[0] == 400
    connection = connect(server)
    for path, body, status in (("/reset", '{"latenzy": 1}', 400), ("/v1/embeddings", "{}", 404)):
        connection.request("POST", path, body)
        answer = connection.getresponse()
        assert (answer.status, bool(answer.read())) == (status, True)
    connection.close()
    assert server.stats()["total"] == 2  # the reset that was refused changed nothing


@pytest.mark.parametrize("kind", REFUSED)
def test_a_refusal_has_its_status(server: Loopback, kind: str) -> None:
    server.reset(faults={kind: 1.0}, retry_after=7)
    status, body, headers = post(server, chat())
    assert status == REFUSED[kind]
    assert headers.get("Retry-After") == ("7" if kind == "429-retry-after" else None)
    assert body.startswith(b"<html>") if kind == "503" else body["error"]["message"]


def test_a_message_can_be_empty_or_cut_off_or_about_something_else(server: Loopback) -> None:
    _, whole, _ = post(server, chat())
    server.reset(faults={"empty": 1.0})
    assert text(post(server, chat())[1]) == ""
    server.reset(faults={"length": 1.0})
    _, cut, _ = post(server, chat())
    assert cut["choices"][0]["finish_reason"] == "length"
    assert len(text(cut)) < len(text(whole))
    assert text(whole).startswith(text(cut))
    server.reset(faults={"wrong-fields": 1.0})
    other = text(post(server, chat())[1])
    assert "[[ ## other_utterance ## ]]" in other
    assert "[[ ## utterance ## ]]" not in other


def test_a_truncated_body_is_half_of_the_good_one(server: Loopback) -> None:
    _, whole, _ = post(server, chat())
    server.reset(faults={"truncated-json": 1.0})
    status, half, headers = post(server, chat())
    assert status == 200
    assert int(headers["Content-Length"]) == len(half) == len(json.dumps(whole, separators=(",", ":"))) // 2
    with pytest.raises(ValueError):
        json.loads(half)


def test_a_reset_breaks_off_in_the_middle_of_an_answer(server: Loopback) -> None:
    server.reset(faults={"reset": 1.0})
    with pytest.raises(ConnectionResetError):
        post(server, chat())
    assert server.stats()["unanswered"] == 1


def test_after_close_the_next_request_on_the_connection_fails(server: Loopback) -> None:
    server.reset(faults={"close": 1.0})
    connection = connect(server)
    connection.request("POST", "/v1/chat/completions", chat())
    answer = connection.getresponse()
    assert "Connection" not in answer.headers
    assert text(json.load(answer))
    with pytest.raises((RemoteDisconnected, ConnectionError)):
        connection.request("POST", "/v1/chat/completions", chat(1))
        connection.getresponse()


def test_a_request_that_hangs_waits_until_its_client_leaves(server: Loopback) -> None:
    server.reset(faults={"hang": 1.0})
    connection = connect(server, timeout=0.2)
    connection.request("POST", "/v1/chat/completions", chat())
    with pytest.raises(TimeoutError):
        connection.getresponse()
    assert server.stats()["waiting"] == 1
    connection.close()
    stats = server.stats()
    while stats["waiting"]:  # the server may hear of the new question before the old connection's end
        stats = server.stats()
    assert (stats["total"], stats["answered"], stats["unanswered"]) == (1, 0, 1)


def test_a_trickle_arrives_byte_by_byte(server: Loopback) -> None:
    pause = 2e-4
    server.reset(faults={"trickle": 1.0}, trickle=pause)
    _, answer, headers = post(server, chat())
    assert text(answer).endswith("[[ ## completed ## ]]")
    (entry,) = server.log()
    assert entry["answered"] - entry["came"] >= pause * int(headers["Content-Length"])


def test_the_answer_comes_after_the_latency(server: Loopback) -> None:
    server.reset(latency=0.05)
    post(server, chat())
    (entry,) = server.log()
    assert entry["answered"] - entry["came"] >= 0.05


def test_requests_wait_at_the_same_time(server: Loopback) -> None:
    server.reset(latency=0.3)
    connections = [connect(server) for _ in range(20)]
    for number, connection in enumerate(connections):
        connection.request("POST", "/v1/chat/completions", chat(number))
    for connection in connections:
        assert connection.getresponse().status == 200
        connection.close()
    assert server.stats()["most_waiting"] == 20


def test_a_wrong_key_is_repeated_in_the_refusal(server: Loopback) -> None:
    server.reset(key="right")
    status, body, _ = post(server, chat(), key="wrong")
    assert (status, body["error"]["code"]) == (401, "invalid_api_key")
    assert "wrong" in body["error"]["message"]
    assert post(server, chat(), key="right")[0] == 200


def test_an_unknown_model_and_a_spent_quota_have_openais_codes(server: Loopback) -> None:
    server.reset(models=["bench"], quota=2)
    status, body, _ = post(server, chat(model="other"))
    assert (status, body["error"]["code"]) == (404, "model_not_found")
    assert post(server, chat())[0] == 200
    status, body, _ = post(server, chat())
    assert (status, body["error"]["code"]) == (429, "insufficient_quota")


def test_faults_are_drawn_from_the_seed_the_request_and_how_often_it_came(server: Loopback) -> None:
    def drawn(seed: int) -> list[str | None]:
        server.reset(faults={"500": 0.4, "empty": 0.2}, fault_seed=seed)
        for number in [*range(30), *range(30)]:
            post(server, chat(number))
        return [entry["fault"] for entry in server.log()]

    first, again, other = drawn(1), drawn(1), drawn(2)
    assert first == again != other
    assert first[:30] != first[30:]  # asking again can help
    assert {*first} == {None, "500", "empty"}


def test_stats_add_up(server: Loopback) -> None:
    server.reset(faults=dict.fromkeys(("500", "429", "reset", "close", "empty"), 0.15))
    for number in range(60):
        try:
            post(server, chat(number % 40))
        except ConnectionResetError:
            continue
    stats, log = server.stats(), server.log()
    faults = stats["faults"]
    assert stats["total"] == len(log) == 60
    assert stats["different"] == 40
    assert stats["answered"] == sum(stats["statuses"].values()) == 60 - faults["reset"]
    assert stats["answered"] + stats["unanswered"] + stats["waiting"] == 60
    assert stats["statuses"]["500"] == faults["500"]
    assert stats["statuses"]["429"] == faults["429"]
    assert stats["statuses"]["200"] == 60 - faults["500"] - faults["429"] - faults["reset"]


def test_a_misspelt_or_impossible_fault_is_refused(server: Loopback) -> None:
    with pytest.raises(ValueError, match="no such fault: resett"):
        Loopback(faults={"resett": 0.5})
    with pytest.raises(ValueError, match="at most 1"):
        Loopback(faults={"reset": 0.7, "hang": 0.7})
    assert set(KINDS) == {*REFUSED, *ANSWERED, "reset", "hang", "trickle"}


def test_models_are_listed(server: Loopback) -> None:
    server.reset(models=["bench"])
    connection = connect(server)
    connection.request("GET", "/v1/models")
    assert [model["id"] for model in json.load(connection.getresponse())["data"]] == ["bench"]
    connection.close()
