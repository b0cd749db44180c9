"""What the LMs of one run share: the response cache, the meter, and for each server one pace and one pool.

    session = Session(ResponseCache(Path("responses.db")), Budget(usd=5))
    lm = build_lm(config, session)

A run has one; LMs made without one have one each. It may be used from several event loops and threads.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from ..cache import KeptResponse, ResponseCache
from .meter import Budget, Meter
from .pace import Pace

if TYPE_CHECKING:
    import aiohttp

Check = Callable[[], Awaitable[None]]


class Session:
    """The shared part of a run's LMs.

    Args:
        responses: answers are taken from it and kept in it; None keeps nothing.
        budget: the most that the run may spend.
    """

    def __init__(self, responses: ResponseCache | None = None, budget: Budget | None = None) -> None:
        self.responses = responses
        self.meter = Meter(budget or Budget())
        self._unchecked: dict[str, Check] = {}
        self._checked: set[str] = set()
        self._learned: dict[str, Pace] = {}
        self._loops: WeakKeyDictionary[asyncio.AbstractEventLoop, _OfLoop] = WeakKeyDictionary()

    def kept(self, key: str) -> bytes | None:
        """Return the raw answer to a call that was made before, or None."""
        raw = self.responses.get(key) if self.responses else None
        if raw is not None:
            self.meter.reused += 1
        return raw

    def keep(self, answer: KeptResponse) -> None:
        """Keep an answer for later runs."""
        if self.responses:
            self.responses.put(answer)

    def check_first(self, name: str, check: Check) -> None:
        """Have `check` run before the first call that is paid for, of whichever LM; once per name."""
        if name not in self._checked:
            self._unchecked[name] = check

    async def ready(self) -> None:
        """See, once, that every LM of the run can be reached and used, so that none is paid in vain for the others.

        Raises:
            ConfigurationError: wrong key, unknown model, no credit, no server.
        """
        if not self._unchecked:
            return
        async with self._here().checking:
            checks = dict(self._unchecked)
            await asyncio.gather(*(check() for check in checks.values()))
            self._checked |= checks.keys()
            for name in checks:
                self._unchecked.pop(name, None)

    def pace(self, server: str, most: int) -> Pace:
        """Return the pace of a server in this event loop, with the most generous limit asked for."""
        paces = self._here().paces
        if server not in paces:
            paces[server] = Pace(most)
            if server in self._learned:  # in the loop of an earlier phase of the run
                paces[server].limit = min(float(most), self._learned[server].limit)
            self._learned[server] = paces[server]
        elif paces[server].most < most:
            paces[server].most = most
        return paces[server]

    def http(self) -> aiohttp.ClientSession:
        """Return this event loop's pool of connections."""
        here = self._here()
        if here.http is None or here.http.closed:
            from .connections import open_pool  # aiohttp takes a while to import

            here.http = open_pool()
        return here.http

    async def aclose(self) -> None:
        """Close this event loop's connections; a later call opens new ones."""
        here = self._here()
        if here.http is not None:
            await here.http.close()

    def _here(self) -> _OfLoop:
        loop = asyncio.get_running_loop()
        if loop not in self._loops:
            self._loops[loop] = _OfLoop()
        return self._loops[loop]


class _OfLoop:
    """What belongs to one event loop and cannot be used from another."""

    def __init__(self) -> None:
        self.paces: dict[str, Pace] = {}
        self.http: aiohttp.ClientSession | None = None
        self.checking = asyncio.Lock()
