"""An OpenAI-compatible server with a batch service, on loopback, for tests.

with BatchServer() as server:
    server.base_url      http://127.0.0.1:PORT/v1
    server.batches       every batch that was created, in order
    server.executed      the body of every call that a batch made, as often as it was made: what would be paid for

A batch is executed when it is created, and says so after `polls` looks at it. `answer` says what comes of a call:
text, an HTTP status with which it fails, or None for no line at all. `end` says how a batch ends. `hold_at` stops the
server at a moment, so that a test can kill its client there:

    upload    a file has come and is not there yet        create    a batch is asked for and not there yet
    created   the batch is there, nobody was told         poll      somebody looks at a batch
    download  half of the answers are out
"""

from __future__ import annotations

import email
import email.policy
import json
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.server import Body, completion, plausible

PAGE = 2
"""Batches of one page of the list: few, so that paging happens."""
NOW = 4_000_000_000
"""Seconds; batches are made at this time or later, so that none is too old to be found."""


@dataclass
class MadeBatch:
    """A batch that a client created."""

    id: str
    metadata: dict[str, str]
    calls: list[Body]
    output: list[Body] = field(default_factory=list)
    errors: list[Body] = field(default_factory=list)
    looks: int = 0


@dataclass(frozen=True)
class End:
    """How a batch ends. A batch that `failed` makes no calls; `reasons` are its errors."""

    status: str = "completed"
    reasons: tuple[Body, ...] = ()


class _QuietServer(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # killed clients are what some tests are about
            super().handle_error(request, client_address)


class BatchServer:
    """Serve until the context ends."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.batches: list[MadeBatch] = []
        self.executed: list[Body] = []
        self.keys: set[str | None] = set()
        """Every authorization that was sent; failures repeat it, as some providers do."""
        self.looked_for = 0
        """How often the list of batches was asked for."""
        self.polls = 0
        self.answer: Callable[[Body], str | int | None] = plausible
        self.end: Callable[[MadeBatch], End] = lambda batch: End()
        self.refuse: Callable[[str, str], tuple[int, Body] | None] = lambda method, path: None
        """Refuses a request by method and path, with status and body; status 0 breaks the connection off."""
        self.hold_at: str | None = None
        self.holding, self.release = threading.Event(), threading.Event()
        self._lock = threading.Lock()
        self._http = _QuietServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def __enter__(self) -> BatchServer:
        threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.release.set()
        self._http.shutdown()
        self._http.server_close()

    def held(self, moment: str) -> bool:
        """Stop here if a test asked for it; return True when the client is gone afterwards."""
        if self.hold_at != moment:
            return False
        self.hold_at = None
        self.holding.set()
        self.release.wait()
        return True

    def uploaded(self, content_type: str, data: bytes) -> Body:
        message = email.message_from_bytes(
            f"Content-Type: {content_type}\r\n\r\n".encode() + data, policy=email.policy.HTTP
        )
        parts = {part.get_param("name", header="content-disposition"): part for part in message.walk()}
        assert parts["purpose"].get_content().strip() == "batch"
        content = parts["file"].get_payload(decode=True)
        assert isinstance(content, bytes)
        return self._store(content)

    def created(self, asked: Body) -> Body:
        assert asked["endpoint"] == "/v1/chat/completions" and asked["completion_window"] == "24h"
        calls = [json.loads(line) for line in self.files[asked["input_file_id"]].splitlines()]
        with self._lock:
            batch = MadeBatch(f"batch_{len(self.batches) + 1}", asked.get("metadata") or {}, calls)
            self.batches.append(batch)
        if self.end(batch).status != "failed":
            for call in calls:
                self._execute(batch, call)
        return self.shown(batch)

    def shown(self, batch: MadeBatch) -> Body:
        done = batch.looks > self.polls
        end = self.end(batch)
        status = end.status if done else "in_progress" if batch.looks > 1 else "validating"
        counts = {"total": len(batch.calls), "completed": len(batch.output) * done, "failed": len(batch.errors) * done}
        shown: Body = {
            "id": batch.id, "object": "batch", "endpoint": "/v1/chat/completions", "completion_window": "24h",
            "created_at": NOW + self.batches.index(batch), "input_file_id": "file", "metadata": batch.metadata,
            "status": status, "request_counts": counts, "output_file_id": None, "error_file_id": None, "errors": None,
        }  # fmt: skip
        if done and status == "failed":
            return shown | {"errors": {"object": "list", "data": list(end.reasons)}}
        for name, lines in (("output_file_id", batch.output), ("error_file_id", batch.errors)):
            if done and lines:
                shown[name] = self._store("".join(f"{json.dumps(line)}\n" for line in lines).encode())["id"]
        return shown

    def listed(self, after: str | None) -> Body:
        newest_first = self.batches[::-1]
        ids = [batch.id for batch in newest_first]
        start = ids.index(after) + 1 if after else 0
        page = newest_first[start : start + PAGE]
        return {
            "object": "list",
            "data": [self.shown(batch) for batch in page],
            "has_more": start + PAGE < len(ids),
        }

    def _store(self, content: bytes) -> Body:
        with self._lock:
            name = f"file-{len(self.files) + 1}"
            self.files[name] = content
        return {
            "id": name, "object": "file", "bytes": len(content), "created_at": NOW, "filename": "calls.jsonl",
            "purpose": "batch", "status": "processed",
        }  # fmt: skip

    def _execute(self, batch: MadeBatch, call: Body) -> None:
        assert (call["method"], call["url"]) == ("POST", "/v1/chat/completions")
        answer = self.answer(call["body"])
        line: Body = {"id": "batch_req", "custom_id": call["custom_id"], "error": None}
        if answer is None:
            if self.end(batch).status == "expired":
                why = {"code": "batch_expired", "message": "This request could not be executed in time."}
                batch.errors.append(line | {"response": None, "error": why})
        elif isinstance(answer, int):
            said = f"told to fail with {answer} for {', '.join(map(str, self.keys))}"
            body = {"error": {"message": said, "type": "test", "code": answer}}
            batch.errors.append(line | {"response": {"status_code": answer, "body": body}})
        else:
            self.executed.append(call["body"])
            body = completion(call["body"], answer)
            batch.output.insert(0, line | {"response": {"status_code": 200, "body": body}})  # order means nothing

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_POST(self) -> None:
                data = self.rfile.read(int(self.headers["Content-Length"]))
                server.keys.add(self.headers["Authorization"])
                if self.refused():
                    return
                if self.path == "/v1/chat/completions":
                    self.reply(completion(json.loads(data), "OK"))
                elif self.path == "/v1/files":
                    if not server.held("upload"):
                        self.reply(server.uploaded(self.headers["Content-Type"], data))
                elif self.path == "/v1/batches" and not server.held("create"):
                    made = server.created(json.loads(data))
                    if not server.held("created"):
                        self.reply(made)

            def do_GET(self) -> None:
                if self.refused():
                    return
                path, _, query = self.path.removeprefix("/v1/").partition("?")
                match path.split("/"):
                    case ["batches"]:
                        server.looked_for += 1
                        after = [value.removeprefix("after=") for value in query.split("&") if "after=" in value]
                        self.reply(server.listed(after[0] if after else None))
                    case ["batches", id]:
                        found = [batch for batch in server.batches if batch.id == id]
                        if not found:
                            self.reply({"error": {"message": f"No batch found with id '{id}'."}}, 404)
                        elif not server.held("poll"):
                            found[0].looks += 1
                            self.reply(server.shown(found[0]))
                    case ["files", id, "content"]:
                        self.send(server.files[id], halves=server.hold_at == "download")

            def refused(self) -> bool:
                refusal = server.refuse(self.command, self.path)
                if refusal and refusal[0]:
                    self.reply(refusal[1], refusal[0])
                elif refusal:
                    self.close_connection = True
                return refusal is not None

            def reply(self, body: Body, status: int = 200) -> None:
                self.send(json.dumps(body).encode(), status)

            def send(self, data: bytes, status: int = 200, halves: bool = False) -> None:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                half = len(data) // 2 if halves else len(data)
                self.wfile.write(data[:half])
                if halves and server.held("download"):
                    return
                self.wfile.write(data[half:])

            def log_message(self, format: str, *args: object) -> None:
                pass

        return Handler
