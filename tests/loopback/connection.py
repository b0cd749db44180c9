"""One connection: requests are answered in the order in which they come, each in the way that its fault says."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from dataclasses import dataclass
from typing import cast

from . import wire
from .options import Options
from .provider import Provider, Reply

_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


@dataclass
class Site:
    """What all connections share: the provider in force, which a reset replaces."""

    provider: Provider


class Connection(asyncio.Protocol):
    """Reads requests, sends replies."""

    def __init__(self, site: Site, loop: asyncio.AbstractEventLoop) -> None:
        self._site, self._loop = site, loop
        self._buffer = bytearray()
        self._timer: asyncio.TimerHandle | None = None
        self._reply: Reply | None = None
        self._provider = site.provider
        """The one that the request in hand came to."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._over(answered=False)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if self._reply is None:
            self._take()

    def _take(self) -> None:
        """Take the next request that is all there."""
        try:
            taken = wire.parse(self._buffer)
        except wire.MalformedRequestError as error:
            self._transport.write(wire.error(400, str(error), "invalid_request_error", None, "Connection: close"))
            self._transport.close()
            return
        if taken is None:
            return
        request, length = taken
        del self._buffer[:length]
        reply = self._reset(request) if request.path == "/reset" else self._site.provider.reply(request)
        self._provider, self._reply = self._site.provider, reply
        if reply.delay:
            self._timer = self._loop.call_later(reply.delay, self._send, reply)
        else:
            self._send(reply)

    def _reset(self, request: wire.Request) -> Reply:
        try:
            self._site.provider = Provider(Options(**json.loads(request.body or b"{}")))
        except (TypeError, ValueError) as error:
            return Reply(wire.error(400, str(error), "invalid_request_error", None))
        return Reply(wire.answer(b"{}"))

    def _send(self, reply: Reply) -> None:
        self._timer = None
        match reply.entry and reply.entry.fault:
            case "hang":
                return
            case "trickle":
                self._drip(reply, 0)
                return
            case "reset":
                self._transport.get_extra_info("socket").setsockopt(
                    socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE
                )
                self._transport.write(reply.data[: len(reply.data) // 2])
                self._transport.abort()
                return
            case "close":
                self._transport.write(reply.data)
                self._over(answered=True)
                self._transport.close()
                return
        self._transport.write(reply.data)
        self._over(answered=True)
        if self._buffer:
            self._take()

    def _drip(self, reply: Reply, sent: int) -> None:
        self._timer = None
        self._transport.write(reply.data[sent : sent + 1])
        if sent + 1 < len(reply.data):
            self._timer = self._loop.call_later(self._provider.options.trickle, self._drip, reply, sent + 1)
            return
        self._over(answered=True)
        if self._buffer:
            self._take()

    def _over(self, *, answered: bool) -> None:
        """The request in hand is done with, one way or the other."""
        reply, self._reply = self._reply, None
        if reply is not None and reply.entry is not None:
            self._provider.log.close(reply.entry, answered=answered)
