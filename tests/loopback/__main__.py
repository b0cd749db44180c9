"""``python -m tests.loopback OPTIONS``: serve until standard input ends; the first line printed is the address."""

from __future__ import annotations

import asyncio
import gc
import json
import sys

from .connection import Connection, Site
from .options import Options
from .provider import Provider

_BACKLOG = 4096
"""Connections that may wait to be accepted: thousands of clients may come at once."""


async def serve(options: Options) -> None:
    loop = asyncio.get_running_loop()
    site = Site(Provider(options))
    server = await loop.create_server(lambda: Connection(site, loop), "127.0.0.1", 0, backlog=_BACKLOG)
    sys.stdout.write(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1\n")
    sys.stdout.flush()
    # The parent holds the other end: when it is gone, however it went, there is nobody left to serve.
    await loop.run_in_executor(None, sys.stdin.buffer.read)


if __name__ == "__main__":
    gc.disable()  # nothing here makes cycles, and a pause would be measured as the client's
    asyncio.run(serve(Options(**json.loads(sys.argv[1]))))
