"""The runner on a Ray cluster: this process hands out jobs and receives outcomes, workers on any machine do them.

    session = RaySession(budget, "remote", address="auto")
    run(make_program, jobs, receive, concurrency=256, elsewhere=session)

Only this process writes to the corpus. A job is handed out when a worker has room for it, so memory does not grow with
their number. Where LMs are not rules, one more process on this machine keeps the answers and counts (`Keeper`),
because a database must not be shared over a network file system.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
from collections.abc import Generator, Iterable
from importlib import import_module
from typing import Any, Literal

from ..generators import Budget, Session
from ..generators.shared_session import Keeper, Place
from ..signatures import ConfigurationError
from .ray_shift import Hand, Shift
from .ray_worker import MakeProgram, RayLine, Worker
from .runner import Job, Outcome

Answering = Literal["rules", "models", "remote"]
"""Who answers: rules in a worker, one for each CPU; models in a worker, one for each GPU, or machine if there is none;
or a server somewhere, which one worker on each machine waits for."""

_ROOM_FOR_RULES = 2
"""One job that is being done, one so that the worker never waits for the next."""
_CONNECTING = 10.0
"""Seconds to wait for the cluster's address to answer."""
_STORE = 80 * 2**20
"""Bytes of shared memory for a Ray that is started here; jobs and outcomes are small and do not go through it."""


class RaySession(Session):
    """The session of a run whose programs work on a Ray cluster, which is joined, or started, with the first job.

    Args:
        budget: the most that the run may spend, all workers together.
        address: of the cluster, or ``auto`` for the one that this machine belongs to; None is the one that RAY_ADDRESS
            names, or else a Ray on this machine for as long as the run takes.
        workers: how many; None leaves it to `answering`.
        most: how many are of use.

    Raises:
        ConfigurationError: Ray is not installed, or the address is one of Ray Client.
    """

    def __init__(
        self,
        budget: Budget,
        answering: Answering,
        *,
        address: str | None = None,
        workers: int | None = None,
        most: int | None = None,
    ) -> None:
        super().__init__(budget=budget)
        self._address = address or os.environ.get("RAY_ADDRESS") or "local"
        if self._address.startswith("ray://"):
            raise ConfigurationError(
                f"ray_address={self._address}: is for Ray Client; run the command on a machine of the cluster, with "
                "ray_address=auto"
            )
        self._ray = _ray()
        self._answering, self._wanted, self._most = answering, workers, most
        self.size = 0
        self.hands: list[Hand] = []
        self._ours = False
        self._gpus = 0
        self._keeper: Any = None

    def outcomes(self, make_program: MakeProgram, jobs: Iterable[Job], at_once: int) -> Generator[Outcome, None, None]:
        """Do the jobs and yield what became of each, as they finish; see `Shift.outcomes`."""
        if not self.size:
            self._start()
        shift = Shift(self, make_program, jobs, at_once)
        try:
            yield from shift.outcomes()
        finally:
            if shift.in_flight:
                self._dismiss()
            self.read_account()

    def hire(self, wanted: int) -> None:
        """Have `wanted` workers, or as many as there can be."""
        for share in range(len(self.hands), min(wanted, self.size)):
            self.hands.append(self._new(share))

    def replace(self, dead: Hand) -> Hand:
        """Put a new worker in the place of one that died."""
        self._ray.kill(dead.actor)
        new = self.hands[dead.place.share] = self._new(dead.place.share)
        return new

    def room(self, hand: Hand, at_once: int) -> int:
        """Return how many jobs one worker has at once; models in it take `at_once`, a server is shared."""
        match self._answering:
            case "rules":
                return _ROOM_FOR_RULES
            case "models":
                return at_once
        return hand.place.part(at_once)

    def read_account(self) -> None:
        """Take what all workers have spent into this session's meter."""
        if self._keeper is None:
            return
        try:
            vars(self.meter).update(self._ray.get(self._keeper.account.remote()))
        except import_module("ray.exceptions").RayActorError:
            return  # a worker will say so

    def close(self) -> None:
        """Stop the workers, and Ray if it was joined or started here; closing twice is harmless."""
        if self._ray.is_initialized():
            self._dismiss()
            if self._keeper is not None:
                self._ray.kill(self._keeper)
            if self._ours:
                self._ray.shutdown()
        self._keeper, self._ours, self.size = None, False, 0

    def _dismiss(self) -> None:
        for hand in self.hands:
            self._ray.kill(hand.actor)
        self.hands.clear()

    def _start(self) -> None:
        if not self._ray.is_initialized():
            self._ours = True
            self._connect()
        machines = [node["Resources"] for node in self._ray.nodes() if node["Alive"]]
        unit = {"rules": "CPU", "models": "GPU", "remote": None}[self._answering]
        units = int(sum(machine.get(unit, 0) for machine in machines))
        self._gpus = int(self._answering == "models" and units > 0)
        size = self._wanted or units or len(machines)
        self.size = min(size, self._most or size)
        if self._answering != "rules":
            self._keeper = self._new_keeper()

    def _connect(self) -> None:
        options: dict[str, Any] = {"log_to_driver": False, "configure_logging": False}
        host, colon, port = self._address.rpartition(":")
        if self._address == "local":
            options |= {"include_dashboard": False, "object_store_memory": _STORE, "num_cpus": self._wanted}
        logging.getLogger("ray").setLevel(logging.ERROR)
        try:
            if colon:  # Ray itself would try for minutes, and fill the screen
                socket.create_connection((host.strip("[]"), int(port)), _CONNECTING).close()
            self._ray.init(address=self._address, **options)
        except (OSError, RuntimeError, ValueError) as problem:
            why = getattr(problem, "strerror", None) or " ".join(str(problem).partition(". ")[0].split())
            raise ConfigurationError(
                f"executor=ray: no Ray cluster at {self._address}: {why}; start it, or correct ray_address"
            ) from None
        if threading.current_thread() is threading.main_thread():
            # Over Ray's handler for SIGTERM, which ends it in good order, lies one that prints a trace of memory first.
            signal.signal(signal.SIGTERM, signal.getsignal(signal.SIGTERM))

    def _new_keeper(self) -> Any:
        strategies = import_module("ray.util.scheduling_strategies")
        here = strategies.NodeAffinitySchedulingStrategy(self._ray.get_runtime_context().get_node_id(), soft=False)
        file = self.responses.path.resolve() if self.responses else None
        keeper = self._ray.remote(Keeper).options(num_cpus=0, scheduling_strategy=here)
        return keeper.remote(file, self.meter.budget, frozenset(self._checked))

    def _new(self, share: int) -> Hand:
        place = Place(share, self.size)
        line = RayLine(self._keeper) if self._keeper is not None else None
        worker = self._ray.remote(Worker).options(
            num_cpus=int(self._answering == "rules"),
            num_gpus=self._gpus,
            scheduling_strategy="SPREAD",
            max_concurrency=10_000,  # how many jobs it has is said by `room`
        )
        return Hand(worker.remote(line, place, self.meter.budget, self.responses is not None), place)


def _ray() -> Any:
    # Ray would report on its use to its makers.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        return import_module("ray")
    except ImportError:
        raise ConfigurationError("executor=ray: Ray is not installed; pip install 'socialsim[ray]'") from None
