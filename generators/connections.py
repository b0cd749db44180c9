"""A pool of HTTP connections for one event loop."""

from __future__ import annotations

import sys
import types
from collections.abc import Coroutine, Generator
from typing import Any
from urllib.request import getproxies

import aiohttp


def open_pool() -> aiohttp.ClientSession:
    """Return a pool without a cap: how many calls are made at once is the pace's business. It has to be closed."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=60),
        cookie_jar=aiohttp.DummyCookieJar(),
        request_class=_Request,
        trust_env=bool(getproxies()),  # to look for a proxy costs two changes of thread a call
    )


class _EagerRequest(aiohttp.ClientRequest):
    """A request whose body leaves at once, as aiohttp has it from Python 3.12 on.

    Otherwise the body waits for a turn of the event loop. A hundred calls that are prepared in one turn then leave
    together after the last of them, come back together, and the server idles in between: measured, at 256 calls in
    flight and 500 ms, .86 of the ideal rate instead of .93.
    """

    def write_bytes(self, *args: Any, **kwargs: Any) -> Coroutine[Any, Any, None]:
        writing = super().write_bytes(*args, **kwargs)
        try:
            waits_for = writing.send(None)
        except StopIteration:
            return _nothing()
        return _the_rest(writing, waits_for)


async def _nothing() -> None:
    pass


@types.coroutine
def _the_rest(writing: Coroutine[Any, Any, None], waits_for: Any) -> Generator[Any, Any, None]:
    try:
        while True:
            try:
                sent = yield waits_for
            except BaseException as problem:  # noqa: BLE001 - handed on to where it belongs, a cancellation too
                waits_for = writing.throw(problem)
            else:
                waits_for = writing.send(sent)
    except StopIteration:
        return


_Request = _EagerRequest if sys.version_info < (3, 12) else aiohttp.ClientRequest
