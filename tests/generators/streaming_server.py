"""An OpenAI-compatible server on loopback that answers in streams: real sockets, and it goes on only when it is told.

with StreamingServer() as server:
    server.answers.append(["I ", "hear ", "you."])      the next streamed answer, an event for each text

A plain request is answered by the same texts in one. `HOLD` in an answer waits until `server.release` is set, or the
client has gone, which sets `server.gone`; `BREAK` cuts the connection; an int as an answer fails with that HTTP status.
"""

from __future__ import annotations

import json
import select
import threading
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from socialsim.generators.remote import CHECK

HOLD, BREAK = "\0hold", "\0break"
USAGE = {"prompt_tokens": 7, "completion_tokens": 5, "total_tokens": 12}
Script = list[str] | int


class StreamingServer:
    """Serve ``/v1/chat/completions``."""

    def __init__(self) -> None:
        self.answers: deque[Script] = deque()
        self.always: list[str] = ["I ", "hear ", "you."]
        """What is answered where `answers` is empty."""
        self.failure: dict[str, Any] | None = None
        """What a failure says; None for its status."""
        self.requests: list[dict[str, Any]] = []
        self.refuses_streams = False
        self.ignores_streams = False
        self.holding, self.release, self.gone = threading.Event(), threading.Event(), threading.Event()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def __enter__(self) -> StreamingServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.release.set()
        self._http.shutdown()
        self._http.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if body["messages"][-1]["content"] == CHECK:
                    return self._plain(200, completion("OK"))
                server.requests.append(body)
                if body.get("stream") and server.refuses_streams:
                    return self._plain(400, {"error": {"message": "stream is not supported"}})
                script = server.answers.popleft() if server.answers else server.always
                if isinstance(script, int):
                    return self._plain(script, server.failure or {"error": {"message": f"told to fail with {script}"}})
                if body.get("stream") and not server.ignores_streams:
                    return self._stream(script)
                return self._plain(200, completion("".join(script)))

            def _plain(self, status: int, reply: dict[str, Any]) -> None:
                data = json.dumps(reply).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def _stream(self, script: list[str]) -> None:
                self.close_connection = True
                self.send_response(200)
                self.send_header("Content-Type", "text/event-stream; charset=utf-8")
                self.send_header("Connection", "close")
                self.end_headers()
                for text in script:
                    if text == BREAK:
                        return
                    if text == HOLD:
                        if not self._held():
                            return
                    else:
                        self._event(chunk({"content": text}))
                self._event(chunk({}, finish_reason="stop"))
                self._event(chunk(None, usage=USAGE))
                self.wfile.write(b"data: [DONE]\n\n")

            def _event(self, value: dict[str, Any]) -> None:
                data = b": a comment\n\ndata: " + json.dumps(value, ensure_ascii=False).encode() + b"\n\n"
                middle = len(data) // 2  # characters and lines are cut anywhere
                for part in (data[:middle], data[middle:]):
                    self.wfile.write(part)
                    self.wfile.flush()

            def _held(self) -> bool:
                """Wait to go on; False when the client has gone, which makes its end of the socket readable."""
                server.holding.set()
                while not server.release.wait(0.01):
                    if select.select([self.connection], [], [], 0)[0]:
                        server.gone.set()
                        return False
                return True

            def log_message(self, format: str, *args: object) -> None:
                pass

        return Handler


def completion(text: str) -> dict[str, Any]:
    message = {"role": "assistant", "content": text}
    return {
        "id": "c",
        "object": "chat.completion",
        "model": "m",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": USAGE,
    }


def chunk(delta: dict[str, Any] | None, **more: Any) -> dict[str, Any]:
    """Return an event; one without a delta has no choice, only what is in `more`."""
    usage = {"usage": more.pop("usage")} if "usage" in more else {}
    choices = [] if delta is None else [{"index": 0, "delta": delta, **more}]
    return {"id": "c", "object": "chat.completion.chunk", "model": "m", "choices": choices, **usage}
