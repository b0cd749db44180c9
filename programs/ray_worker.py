"""What a worker of a Ray cluster does: it makes the program once, and then runs the jobs that it is sent."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import dspy

from ..generators import Budget
from ..generators.shared_session import Place, SharedSession
from ..signatures import ConfigurationError, SocialSimError
from .runner import Job, Outcome, close_connections, outcome_of

MakeProgram = Callable[..., dspy.Module]
"""Takes a session, or None where no LM has use for one."""


@dataclass(frozen=True)
class Stop:
    """Why the run has to end: an error in parts, because exceptions do not travel well."""

    kind: type[SocialSimError]
    words: str

    @classmethod
    def because(cls, problem: SocialSimError) -> Stop:
        return cls(type(problem), getattr(problem, "limit", str(problem)))

    def error(self) -> SocialSimError:
        return self.kind(self.words)


class RayLine:
    """How a worker reaches the keeper, which is another actor.

    An ask holds up the worker's event loop for about a millisecond, and a call of an LM takes two (three where there is
    a budget). What is told goes with the next one.
    """

    def __init__(self, keeper: Any) -> None:
        self._keeper = keeper
        self._untold: list[tuple[str, tuple[Any, ...]]] = []

    def ask(self, method: str, *arguments: Any) -> Any:
        """Call a method of the keeper and return what it returns.

        Raises:
            ConfigurationError: the keeper is gone.
        """
        ray, errors = import_module("ray"), import_module("ray.exceptions")
        said, self._untold = [*self._untold, (method, arguments)], []
        try:
            return ray.get(self._keeper.hear.remote(said))
        except errors.RayTaskError as problem:
            raise problem.cause from None
        except errors.RayActorError:
            raise ConfigurationError(
                "executor=ray: the process that keeps the answers has died; run the same command again to go on"
            ) from None

    def tell(self, method: str, *arguments: Any) -> None:
        """Have the keeper call a method, by the time of the next `ask`."""
        self._untold.append((method, arguments))


class Worker:
    """The actor. Its jobs run side by side in its event loop.

    Args:
        line: to the keeper; None where LMs are rules, which have nothing to keep or count.
        keeps: whether answers are kept.
    """

    def __init__(self, line: RayLine | None, place: Place, budget: Budget, keeps: bool) -> None:
        self._session = SharedSession(line, place, budget, keeps) if line else None
        self._program: dspy.Module | None = None
        self._shift = 0

    async def take_on(self, shift: int, make_program: MakeProgram) -> str | Stop:
        """Get ready for the jobs of one run; return the name of this machine.

        Calls of an actor may overtake one another: a shift that ended before this worker had even started must not
        come after the next one.
        """
        host = socket.gethostname()
        if shift < self._shift:
            return host
        self._shift = shift
        if self._program is not None:
            await close_connections(self._program)
        if shift < self._shift:
            return host
        try:
            self._program = make_program(self._session)
        except SocialSimError as problem:
            return Stop(type(problem), f"on the Ray worker {host}: {problem}")
        return host

    async def work(self, job: Job) -> Outcome | Stop:
        """Run one job; return how it ended, or why the run has to."""
        try:
            return await outcome_of(self._program, job)
        except SocialSimError as problem:
            return Stop.because(problem)
        finally:
            if self._session is not None:
                self._session.settle()
