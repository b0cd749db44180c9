"""Drive one program over many inputs, and never lose a result.

Each job ends in exactly one outcome: done, or the way in which it failed. The receiver gets outcomes as they finish,
one at a time, in this process and thread, so it can store each before the next arrives; nothing is kept here, so
memory does not grow with the number of jobs. Stopping (Ctrl-C, an error in the receiver) loses only the jobs in
flight, and of those only the calls in flight where there is a response cache.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

import dspy
from dspy.utils.exceptions import (
    AdapterParseError,
    LMAuthError,
    LMBillingError,
    LMConfigurationError,
    LMError,
    LMInvalidRequestError,
    LMUnsupportedFeatureError,
    LMUnsupportedModelError,
)
from dspy.utils.usage_tracker import track_usage

from ..signatures import BudgetReached, ConfigurationError, GenerationError, ParseFailure, ProviderFailure, Refusal

Usage = dict[str, dict[str, int]]
"""LM name → token counts (``prompt_tokens``, ``completion_tokens``), as the engine reported them."""

_HOPELESS = (LMAuthError, LMBillingError, LMConfigurationError, LMUnsupportedModelError)
_LM_SETTINGS = {"disable_history": True, "max_trace_size": 0}  # both keep every prompt in memory otherwise

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """One call of the program: a name to know it by, and the program's inputs."""

    key: str
    inputs: dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """How a job ended. `result` is there exactly when `error` is not."""

    key: str
    result: dspy.Prediction | None = None
    error: GenerationError | None = None
    usage: Usage = field(default_factory=dict)

    @property
    def status(self) -> str:
        return self.error.status if self.error else "done"


class Elsewhere(Protocol):
    """Machines that do jobs for this one."""

    def outcomes(
        self, make_program: Callable[..., dspy.Module], jobs: Iterable[Job], at_once: int
    ) -> Generator[Outcome, None, None]:
        """Do the jobs, at most `at_once` together, and yield what became of each, as they finish."""


def run(
    make_program: Callable[..., dspy.Module],
    jobs: Iterable[Job],
    receive: Callable[[Outcome], None],
    *,
    concurrency: int = 1,
    processes: int = 1,
    patience: Patience | None = None,
    elsewhere: Elsewhere | None = None,
) -> None:
    """Run every job and hand each outcome to `receive`.

    Args:
        make_program: returns the program, its LMs set; called once in every process, so with several processes it must
            be picklable (a module-level function, or a `functools.partial` of one).
        jobs: taken from lazily, so they may be many.
        receive: called in this thread, once per job, in order of completion.
        concurrency: jobs in flight at once in one process, for generators that wait on a network. More jobs than the
            LMs take calls keep them busy to the end, when long jobs are left over; see `in_flight`.
        patience: when to give up on a provider that does not answer; its own by default.
        processes: processes that work side by side, one job each; for generators that compute here.
        elsewhere: machines that do the jobs instead of this process, which then takes no `processes`. There
            `make_program` is given a session, or None where no LM has use for one.

    Raises:
        ConfigurationError: the provider says that no call can succeed (wrong key, unknown model, no credit), or nothing
            but provider errors came back.
        BudgetReached: the budget is spent. Jobs that could still be finished are.
    """
    deliver = (patience or Patience()).watching(receive)
    if elsewhere is not None:
        with closing(elsewhere.outcomes(make_program, jobs, concurrency)) as outcomes:
            for outcome in outcomes:
                deliver(outcome)
        return
    if processes == 1 and concurrency > 1:
        asyncio.run(_run_at_once(make_program(), jobs, deliver, concurrency))
        return
    if processes > 1:
        for outcome in _run_in_processes(make_program, jobs, processes):
            deliver(outcome)
        return
    program = make_program()
    try:
        for outcome in _run_in_turn(program, jobs):
            deliver(outcome)
    finally:
        for lm in _lms(program):
            lm.close()


async def arun(
    program: dspy.Module,
    jobs: Iterable[Job],
    receive: Callable[[Outcome], None],
    *,
    concurrency: int = 64,
    patience: Patience | None = None,
) -> None:
    """Do what `run` does in an event loop that is already running, as in a notebook."""
    await _run_at_once(program, jobs, (patience or Patience()).watching(receive), concurrency)


class Patience:
    """Gives up when a provider does not answer: at once if it never did, after a while if it stopped.

    One object may watch several runs, so that a server that is down is noticed though each run is short.
    """

    at_first, later = 3, 30

    def __init__(self) -> None:
        self.failures = 0
        self.answered = False

    def watching(self, receive: Callable[[Outcome], None]) -> Callable[[Outcome], None]:
        """Return a receiver that passes outcomes on and raises when patience is over."""

        def deliver(outcome: Outcome) -> None:
            receive(outcome)
            # Jobs that fail end before those that go well, so what a failed one was answered before counts, too.
            self.answered = self.answered or bool(outcome.usage)
            if not isinstance(outcome.error, ProviderFailure):
                self.answered, self.failures = True, 0
                return
            self.failures += 1
            if self.failures >= (self.later if self.answered else self.at_first):
                raise ConfigurationError(f"no answer from the generator, {self.failures} times: {outcome.error}")

        return deliver


def _run_in_turn(program: dspy.Module, jobs: Iterable[Job]) -> Iterator[Outcome]:
    for job in jobs:
        with dspy.context(**_LM_SETTINGS), track_usage() as usage:
            try:
                result, error = program(**job.inputs), None
            except Exception as problem:  # noqa: BLE001 - classified; what is not a failure of this job is raised again
                result, error = None, classify(problem)
        yield Outcome(job.key, result, error, usage.get_total_tokens())


async def outcome_of(program: dspy.Module, job: Job) -> Outcome:
    """Run one job in the running event loop and return how it ended; raises what ends the run, and bugs."""
    with dspy.context(**_LM_SETTINGS), track_usage() as usage:
        try:
            result, error = await program.acall(**job.inputs), None
        except Exception as problem:  # noqa: BLE001 - as above
            result, error = None, classify(problem)
    return Outcome(job.key, result, error, usage.get_total_tokens())


async def _run_at_once(
    program: dspy.Module, jobs: Iterable[Job], receive: Callable[[Outcome], None], concurrency: int
) -> None:
    waiting = iter(jobs)
    spent: list[BudgetReached] = []

    async def work() -> None:
        # Workers share one iterator; taking from it never yields to the loop, so no job is taken twice.
        for job in waiting:
            try:
                outcome = await outcome_of(program, job)
            except BudgetReached as limit:
                # The others go on until they meet the limit themselves: what they wait for is paid for.
                spent.append(limit)
                return
            receive(outcome)

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(concurrency):
                group.create_task(work())
    except BaseExceptionGroup as several:
        raise several.exceptions[0] from None
    finally:
        await close_connections(program)
    if spent:
        raise spent[0]


async def close_connections(program: dspy.Module) -> None:
    """Close what the program's LMs have open in this event loop, which is about to end."""
    for lm in _lms(program):
        await lm.aclose()


def _lms(program: dspy.Module) -> list[dspy.LM]:
    """Return the LMs that were given to the program; one that is configured for all of DSPy is not ours to close."""
    found = {id(predictor.lm): predictor.lm for predictor in program.predictors()}
    return [lm for lm in found.values() if isinstance(lm, dspy.LM)]


def _run_in_processes(
    make_program: Callable[[], dspy.Module], jobs: Iterable[Job], processes: int
) -> Iterator[Outcome]:
    # spawn: a forked child would share this process's connections and locks.
    context = multiprocessing.get_context("spawn")
    with _interrupts_ignored():
        pool = context.Pool(processes, initializer=_start_worker, initargs=(make_program,))
    with pool:
        yield from pool.imap_unordered(_work_in_worker, jobs, chunksize=4)


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Children started inside ignore Ctrl-C, from their first moment: stopping them is this process's business."""
    if threading.current_thread() is not threading.main_thread():  # only that one may, and only it is interrupted
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


_worker_program: dspy.Module | None = None


def _start_worker(make_program: Callable[[], dspy.Module]) -> None:
    global _worker_program
    _worker_program = make_program()


def _work_in_worker(job: Job) -> Outcome:
    return next(_run_in_turn(_worker_program, [job]))


def classify(problem: Exception) -> GenerationError:
    """Return the failure of one job; raise what no further job can survive, and bugs."""
    if isinstance(problem, GenerationError):
        return problem
    if isinstance(problem, AdapterParseError):
        return ParseFailure("the answer could not be read, nor those to asking again", raw=problem.lm_response)
    if isinstance(problem, _HOPELESS):
        raise ConfigurationError(_one_line(problem)) from problem
    if isinstance(problem, (LMUnsupportedFeatureError, LMInvalidRequestError)):
        return Refusal(_one_line(problem))
    if isinstance(problem, LMError):
        return ProviderFailure(_one_line(problem))
    raise problem


def _one_line(problem: Exception) -> str:
    # DSPy puts the model's name before its message, and advice for its own users after it.
    message = str(getattr(problem, "message", "") or problem).strip()
    return " ".join(message.partition("\n")[0].split())
