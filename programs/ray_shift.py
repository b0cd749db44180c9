"""One run on a Ray cluster, as the process that drives it sees it: who has which jobs, and what came of them."""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field
from importlib import import_module
from itertools import count, islice
from queue import Empty, SimpleQueue
from typing import Any, Protocol

from ..generators.shared_session import Place
from ..signatures import BudgetReached, ConfigurationError
from .ray_worker import MakeProgram, Stop
from .runner import Job, Outcome

DEATHS = 5
"""Workers that may die without an outcome between them."""
NOBODY_AFTER = 30.0
"""Seconds without a worker after which that is said."""


_numbers = count(1)


@dataclass(eq=False)
class Hand:
    """A worker. `host` is where it is; None until it is ready for jobs."""

    actor: Any
    place: Place
    host: str | None = None
    jobs: dict[str, Job] = field(default_factory=dict)


class Crew(Protocol):
    """The workers of a cluster."""

    size: int
    hands: list[Hand]

    def hire(self, wanted: int) -> None:
        """Have `wanted` workers, or as many as there can be."""

    def replace(self, dead: Hand) -> Hand:
        """Put a new worker in the place of one that died."""

    def room(self, hand: Hand, at_once: int) -> int:
        """Return how many of `at_once` jobs one worker has."""

    def read_account(self) -> None:
        """Take over what was spent."""


def tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")


class Shift:
    """Jobs for a crew, at most `at_once` in flight."""

    def __init__(
        self,
        crew: Crew,
        make_program: MakeProgram,
        jobs: Iterable[Job],
        at_once: int,
        report: Callable[[str], None] = tell,
    ) -> None:
        self._crew, self._make_program, self._at_once, self._report = crew, make_program, at_once, report
        self._number = next(_numbers)
        self._jobs = iter(jobs)
        self._next = deque(islice(self._jobs, crew.size))
        """Jobs to be handed out before those not taken yet: the first ones, and those of workers that died."""
        self._spent: BudgetReached | None = None
        self._deaths = 0
        # Ray's `wait` looks at every job in flight for each one that ends; a queue does not.
        self._events: SimpleQueue[tuple[Hand, Job | None, Any]] = SimpleQueue()

    @property
    def in_flight(self) -> bool:
        return any(hand.jobs for hand in self._crew.hands)

    def outcomes(self) -> Generator[Outcome, None, None]:
        """Yield what became of each job, as they finish.

        Raises:
            ConfigurationError: no job can succeed, or workers die as fast as they start.
            BudgetReached: the budget is spent; jobs that could still be finished are.
        """
        errors = import_module("ray.exceptions")
        self._crew.hire(len(self._next))
        for hand in self._crew.hands:
            self._prepare(hand)
        while self.in_flight or self._has_more():
            hand, job, said = self._event()
            if hand not in self._crew.hands:
                continue  # it died, as another of its jobs has said
            try:
                answer = said.result()
            except errors.RayTaskError as problem:
                raise problem.cause from problem
            except errors.RayActorError:
                self._replace(hand)
                continue
            if isinstance(answer, Stop):
                self._stop(answer)
            if job is None:
                hand.host = answer
            else:
                del hand.jobs[job.key]
            self._hand_out(hand)
            if isinstance(answer, Outcome):
                self._deaths = 0
                self._crew.read_account()
                yield answer
        if self._spent is not None:
            raise self._spent

    def _has_more(self) -> bool:
        if not self._next:
            self._next.extend(islice(self._jobs, 1))
        return bool(self._next) and self._spent is None

    def _stop(self, why: Stop) -> None:
        problem = why.error()
        if not isinstance(problem, BudgetReached):
            raise problem
        # The others go on until they meet the limit themselves: what they wait for is paid for.
        self._spent = self._spent or problem

    def _prepare(self, hand: Hand) -> None:
        # It gets jobs when it is ready: one that finds no room on the cluster would keep them for ever.
        hand.host = None
        self._follow(hand, None, hand.actor.take_on.remote(self._number, self._make_program))

    def _hand_out(self, hand: Hand) -> None:
        while len(hand.jobs) < self._crew.room(hand, self._at_once) and self._has_more():
            job = self._next.popleft()
            hand.jobs[job.key] = job
            self._follow(hand, job, hand.actor.work.remote(job))

    def _follow(self, hand: Hand, job: Job | None, reference: Any) -> None:
        reference.future().add_done_callback(lambda said: self._events.put((hand, job, said)))

    def _event(self) -> tuple[Hand, Job | None, Any]:
        began = time.monotonic()
        while True:
            try:
                return self._events.get(timeout=1.0)
            except Empty:
                self._crew.read_account()
                if time.monotonic() - began > NOBODY_AFTER and not any(hand.host for hand in self._crew.hands):
                    self._report("executor=ray: no worker has started yet; is there a free CPU or GPU on the cluster?")
                    began = time.monotonic()

    def _replace(self, dead: Hand) -> None:
        self._deaths += 1
        where = f" on {dead.host}" if dead.host else ""
        if self._deaths >= DEATHS:
            raise ConfigurationError(
                f"executor=ray: {self._deaths} workers died one after the other, the last{where}; is there memory for "
                "them? The logs of Ray there say more, and the same command goes on"
            )
        self._report(f"executor=ray: a worker{where} died; its {len(dead.jobs)} jobs go to the others")
        self._next.extendleft(reversed(dead.jobs.values()))
        dead.jobs = {}
        self._prepare(self._crew.replace(dead))
        for hand in self._crew.hands:
            if hand.host:
                self._hand_out(hand)
