"""What is answered to which request, and which of them meet a fault."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass

from . import wire
from .answers import Form, form_of, other_form
from .log import Entry, Log
from .options import Options

_MODEL = re.compile(rb'"model"\s*:\s*"([^"\\]*)"')
_COMPLETION = (
    b'{"id":"chatcmpl-%b","object":"chat.completion","created":0,"model":"%b","choices":[{"index":0,"message":'
    b'{"role":"assistant","content":"%b","refusal":null},"logprobs":null,"finish_reason":"%b"}],"usage":'
    b'{"prompt_tokens":%d,"completion_tokens":%d,"total_tokens":%d,"prompt_tokens_details":{"cached_tokens":%d}}}'
)
_BYTES_PER_TOKEN = 4
_PAGE = b"<html><head><title>503 Service Temporarily Unavailable</title></head><body>nginx</body></html>"


@dataclass(slots=True)
class Reply:
    """Bytes to send after `delay` seconds, in the way that the entry's fault says."""

    data: bytes
    delay: float = 0.0
    entry: Entry | None = None
    """None for what is no request for a chat."""


class Provider:
    """Options in force and what happened under them; a reset makes a new one."""

    def __init__(self, options: Options) -> None:
        self.options, self.log = options, Log()

    def reply(self, request: wire.Request) -> Reply:
        """Return what is answered to a request, and enter a chat in the log."""
        match request.method, request.path:
            case "POST", "/v1/chat/completions":
                return self._chat(request)
            case "GET", "/v1/models":
                models = [{"id": name, "object": "model"} for name in self.options.models or ()]
                return Reply(wire.answer(json.dumps({"object": "list", "data": models}).encode()))
            case "GET", "/stats":
                return Reply(wire.answer(json.dumps(self.log.stats()).encode()))
            case "GET", "/log":
                return Reply(wire.answer(json.dumps(self.log.as_json()).encode()))
        return Reply(wire.error(404, f"no {request.path} here", "invalid_request_error", None))

    def _chat(self, request: wire.Request) -> Reply:
        digest = hashlib.sha256(request.body).hexdigest()
        entry = self.log.open(digest)
        found = _MODEL.search(request.body)
        model = found[1] if found else b""
        data = self._refused(request, model)
        if data is None:
            try:
                data = self._answered(request.body, model, entry)
            except ValueError as error:
                data = wire.error(400, f"no request for a chat: {error}", "invalid_request_error", None)
        entry.status = int(data[9:12])
        return Reply(data, self.options.latency, entry)

    def _refused(self, request: wire.Request, model: bytes) -> bytes | None:
        options = self.options
        if options.key is not None:
            key = request.headers.get(b"authorization", b"").removeprefix(b"Bearer ").decode("latin-1")
            if key != options.key:
                message = f"Incorrect API key provided: {key}."
                return wire.error(401, message, "invalid_request_error", "invalid_api_key")
        if options.models is not None and model.decode() not in options.models:
            message = f"The model `{model.decode()}` does not exist or you do not have access to it."
            return wire.error(404, message, "invalid_request_error", "model_not_found")
        if options.quota is not None and len(self.log.entries) > options.quota:
            message = "You exceeded your current quota, please check your plan and billing details."
            return wire.error(429, message, "insufficient_quota", "insufficient_quota")
        return None

    def _answered(self, body: bytes, model: bytes, entry: Entry) -> bytes:
        form = form_of(body)
        entry.fields = form.fields
        entry.fault = fault = self._fault(entry.digest) if self.options.faults else None
        match fault:
            case "429":
                return wire.error(429, "Rate limit reached for requests.", "requests", "rate_limit_exceeded")
            case "429-retry-after":
                wait = f"Retry-After: {self.options.retry_after:g}"
                return wire.error(429, "Rate limit reached for requests.", "requests", "rate_limit_exceeded", wait)
            case "500":
                return wire.error(500, "The server had an error while processing your request.", "server_error", None)
            case "503":
                return wire.refusal(503, _PAGE, content_type="text/html")
        complete = completion(body, model, form, entry.digest, fault)
        return wire.answer(complete[: len(complete) // 2] if fault == "truncated-json" else complete)

    def _fault(self, digest: str) -> str | None:
        """Return the fault that a request meets this time."""
        drawn = hashlib.sha256(f"{self.options.fault_seed} {digest} {self.log.seen(digest)}".encode()).digest()
        rest = int.from_bytes(drawn[:8]) / 2**64
        for kind, share in self.options.faults.items():
            rest -= share
            if rest < 0:
                return kind
        return None


def completion(body: bytes, model: bytes, form: Form, digest: str, fault: str | None) -> bytes:
    """Return the JSON of a completion of the request `body`."""
    reason = b"stop"
    if fault == "wrong-fields":
        form = other_form(form)
    text = b"" if fault == "empty" else form.fill(digest)
    if fault == "length":
        text, reason = text[: len(text) // 2].rstrip(b"\\"), b"length"  # half of an escape is no JSON
    asked, told = len(body) // _BYTES_PER_TOKEN, len(text) // _BYTES_PER_TOKEN
    # As OpenAI bills: from 1,024 tokens on, and in steps of 128; here always half of the prompt.
    cached = asked // 2 // 128 * 128 if asked >= 1024 else 0
    return _COMPLETION % (digest[:12].encode(), model, text, reason, asked, told, asked + told, cached)
