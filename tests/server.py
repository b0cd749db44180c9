"""A small OpenAI-compatible server on loopback, for tests: real sockets, answers that depend on the request alone.

with Server() as server:
    server.base_url      http://127.0.0.1:PORT/v1
    server.requests      every request body, as it came

It reads which ``[[ ## field ## ]]`` markers the last message asks for and fills them plausibly; a chat that asks for
none gets a reply without any. `answer` can be replaced to misbehave: it takes the request body and returns the text, or
an int to fail with that HTTP status.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from socialsim.generators.remote import CHECK

MARKER = re.compile(r"\[\[ ## (\w+) ## \]\]")
Body = dict[str, Any]


class _QuietServer(ThreadingHTTPServer):
    """A client that leaves before its answer is nothing to report on: that is what stopping a run looks like."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


PERSONA: Body = {
    "gender": "female",
    "age": 31,
    "occupation": "glassblower",
    "personality": {
        "openness": "Openness",
        "conscientiousness": "Conscientiousness",
        "extraversion": "Introversion",
        "neuroticism": "Neuroticism",
        "agreeableness": "Agreeableness",
    },
    "topic": "work stress",
    "subtopic": "a new shift plan",
    "situation": "I cannot sleep since the shift plan changed.",
    "event": {
        "time": "since spring",
        "location": "at work",
        "participants": "two colleagues",
        "description": "The plan was changed over my head.",
    },
    "emotional_experience_words": ["anxious", "tired"],
    "coped_strategies_and_effects": "I tried tea, which did little.",
    "goals_and_expectations": "I want to be heard.",
    "inferred": ["gender", "age"],
}
"""A persona whose occupation is a word that no prompt and no answer has by itself."""


class Server:
    """Serve ``/v1/chat/completions`` until the context ends."""

    def __init__(self) -> None:
        self.requests: list[Body] = []
        self.checks: list[Body] = []
        """Test calls, which a run begins with; they are in no other count."""
        self.headers: list[dict[str, str]] = []
        self.answer: Callable[[Body], str | int] = plausible
        self.hold_after: int | None = None
        """Requests beyond this many wait until `release` is set, so that a test can act in the middle of a run."""
        self.holding, self.release = threading.Event(), threading.Event()
        self._lock = threading.Lock()
        self._http = _QuietServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, daemon=True)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def __enter__(self) -> Server:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.release.set()
        self._http.shutdown()
        self._http.server_close()

    def asking_for(self, field: str) -> list[Body]:
        """Return the requests whose system message asks for `field`."""
        return [body for body in self.requests if field in wanted(body)]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # else every answer waits 40 ms for an acknowledgement

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                check = body["messages"][-1]["content"] == CHECK
                with server._lock:
                    (server.checks if check else server.requests).append(body)
                    server.headers.append(dict(self.headers))
                    number = len(server.requests)
                if server.hold_after is not None and number > server.hold_after:
                    server.holding.set()
                    server.release.wait()
                answer = server.answer(body)
                status, reply = (
                    (200, completion(body, answer)) if isinstance(answer, str) else (answer, failure(answer))
                )
                data = json.dumps(reply).encode()
                try:
                    self.send_response(status)
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(data)))
                    self.end_headers()
                    self.wfile.write(data)
                except OSError:
                    pass  # the client was killed; that is what some tests do

            def log_message(self, format: str, *args: object) -> None:
                pass

        return Handler


def wanted(body: Body) -> list[str]:
    """Return the fields that a request asks for, in order."""
    ask = body["messages"][-1]["content"].rpartition("Answer with [[")[2]
    return [name for name in MARKER.findall(f"[[{ask}") if name != "completed"]


def plausible(body: Body) -> str:
    """Fill every field asked for; the same request gets the same answer, another seed another one."""
    if not wanted(body):
        return _value("reply", body)
    fields = [f"[[ ## {name} ## ]]\n{_value(name, body)}" for name in wanted(body)]
    return "\n\n".join([*fields, "[[ ## completed ## ]]"])


def completion(body: Body, text: str) -> Body:
    prompt = sum(len(str(message["content"]).split()) for message in body["messages"])
    return {
        "id": "chatcmpl-test",
        "object": "chat.completion",
        "created": 0,
        "model": body["model"],
        "choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": prompt, "completion_tokens": len(text.split()), "total_tokens": prompt},
    }


def failure(status: int) -> Body:
    return {"error": {"message": f"the test server was told to fail with {status}", "type": "test", "code": status}}


_STRATEGIES = ("Question", "Reflection of feelings", "Affirmation and Reassurance", "Providing Suggestions")


def _value(name: str, body: Body) -> str:
    number = int(hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:8], 16)
    last = "your last message" in str(body["messages"][-1]["content"])
    values = {
        "seeks_help": "True",
        "about_self": "True",
        "enough_detail": "True",
        "language": "en",
        "reason": "somebody asks for help",
        "persona": json.dumps(PERSONA | {"age": 20 + number % 50}),
        "strategy": _STRATEGIES[number % len(_STRATEGIES)],
        "intention": "resolved" if last else "continue",
    }
    return values.get(name, f"Some {name} {number:08x}.")
