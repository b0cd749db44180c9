"""The runner: every job ends in exactly one outcome, whatever happens to it."""

from __future__ import annotations

import functools
import warnings
from collections.abc import Callable

import dspy
import pytest
from dspy.lm15 import AuthError, RateLimitError, Request, ServerError, UnsupportedFeatureError
from socialsim.generators import build_lm
from socialsim.generators.adapter import REASKS
from socialsim.programs import Seeker, Simulation, Supporter
from socialsim.programs.runner import Job, Outcome, run
from socialsim.signatures import ConfigurationError, Turn, as_history

from tests.people import numbered
from tests.recorder import Answer, everything, recorded_lm

MODES = pytest.mark.parametrize("concurrency", [1, 4])


def jobs(*texts: str) -> list[Job]:
    return [Job(text, {"conversation": as_history([Turn(speaker="seeker", text=text)], "supporter")}) for text in texts]


def supporter(answer: Answer) -> Callable[[], dspy.Module]:
    lm, _ = recorded_lm(answer)

    def make() -> dspy.Module:
        program = Supporter(nodes=())
        program.set_lm(lm)
        return program

    return make


def failing(problems: dict[str, Exception | str]) -> Answer:
    """Answer normally, except where the conversation holds a key of `problems`."""
    usual = numbered()

    def answer(fields: list[str], request: Request) -> dict[str, str] | str:
        for text, problem in problems.items():
            if text in everything(request):
                if isinstance(problem, str):
                    return problem
                raise problem
        return usual(fields, request)

    return answer


@MODES
def test_every_job_ends_in_one_outcome_with_its_true_status(concurrency: int) -> None:
    problems: dict[str, Exception | str] = {
        "garbled": "[[ ## wrong ## ]] nothing",
        "limited": RateLimitError("slow down"),
        "down": ServerError("out"),
        "beyond": UnsupportedFeatureError("not in rules"),
    }
    outcomes: list[Outcome] = []
    run(supporter(failing(problems)), jobs("fine", *problems, "well"), outcomes.append, concurrency=concurrency)
    assert {outcome.key: outcome.status for outcome in outcomes} == {
        "fine": "done",
        "garbled": "parse-failed",
        "limited": "provider-error",
        "down": "provider-error",
        "beyond": "refused",
        "well": "done",
    }
    assert len(outcomes) == 6
    garbled = next(outcome for outcome in outcomes if outcome.key == "garbled")
    assert garbled.result is None and garbled.error is not None and garbled.error.raw == "[[ ## wrong ## ]] nothing"


@MODES
def test_tokens_are_counted_for_failures_too(concurrency: int) -> None:
    outcomes: list[Outcome] = []
    run(
        supporter(failing({"garbled": "[[ ## wrong ## ]] nothing"})),
        jobs("fine", "garbled"),
        outcomes.append,
        concurrency=concurrency,
    )
    spent = {outcome.key: outcome.usage["test/model"]["prompt_tokens"] for outcome in outcomes}
    assert spent == {"fine": 10, "garbled": 10 * (1 + REASKS)}


@MODES
def test_a_wrong_key_stops_the_run_at_once_with_the_providers_words(concurrency: int) -> None:
    outcomes: list[Outcome] = []
    make = supporter(failing({"a": AuthError("this key is not known")}))
    with pytest.raises(ConfigurationError, match="this key is not known"):
        run(make, jobs("a", "a2", "a3", "a4", "a5", "a6"), outcomes.append, concurrency=concurrency)
    assert outcomes == []


@MODES
def test_a_server_that_never_answers_stops_the_run(concurrency: int) -> None:
    outcomes: list[Outcome] = []
    make = supporter(failing({"job": ServerError("out")}))
    with pytest.raises(ConfigurationError, match="no answer from the generator, 3 times"):
        run(make, jobs(*(f"job {number}" for number in range(50))), outcomes.append, concurrency=concurrency)
    assert 3 <= len(outcomes) < 3 + concurrency  # those in flight may still arrive


@MODES
def test_an_error_in_the_receiver_comes_out_and_stops_the_work(concurrency: int) -> None:
    def receive(outcome: Outcome) -> None:
        raise KeyError(outcome.key)

    with pytest.raises(KeyError):
        run(supporter(numbered()), jobs("one", "two", "three"), receive, concurrency=concurrency)


@MODES
def test_jobs_are_taken_only_as_they_are_needed(concurrency: int) -> None:
    taken = 0
    ahead = 0
    done = 0

    def endless() -> object:
        nonlocal taken
        for job in jobs(*(f"job {number}" for number in range(100))):
            taken += 1
            yield job

    def receive(outcome: Outcome) -> None:
        nonlocal ahead, done
        done += 1
        ahead = max(ahead, taken - done)

    run(supporter(numbered()), endless(), receive, concurrency=concurrency)  # type: ignore[arg-type]
    assert done == 100 and ahead <= concurrency


def offline_seeker() -> dspy.Module:
    program = Seeker(sees="post")
    program.set_lm(build_lm())
    return program


def test_several_processes_give_the_same_outcomes_as_one() -> None:
    from tests.people import persona

    work = [
        Job(
            str(number),
            {
                "persona": persona(situation=f"I lost {number} pounds and I worry about it all day long."),
                "conversation": as_history([], "seeker"),
                "progress": "message 1 of about 9",
            },
        )
        for number in range(6)
    ]
    results: list[dict[str, str]] = []
    for processes in (1, 2):
        outcomes: list[Outcome] = []
        run(functools.partial(offline_seeker), work, outcomes.append, processes=processes)
        results.append({outcome.key: outcome.result.utterance for outcome in outcomes})
    assert results[0] == results[1] and len(results[0]) == 6


def test_a_cancelled_program_ends_in_its_own_context() -> None:
    """A body that is left to the garbage collector resets its seed in another context, which fails unseen."""
    import asyncio

    from tests.people import persona
    from tests.recorder import AsyncRecorder, Recorder

    class Hanging(AsyncRecorder):
        async def complete(self, request: Request) -> None:  # type: ignore[override]
            started.set()
            await asyncio.Event().wait()

    async def cancel() -> None:
        recorder = Recorder(numbered())
        lm = dspy.LM("test/model", engine=recorder, async_engine=Hanging(recorder), cache=False)
        with dspy.context(lm=lm):
            task = asyncio.create_task(Simulation(Seeker(), Supporter()).acall(persona=persona()))
            await asyncio.wait_for(started.wait(), timeout=10)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    started = asyncio.Event()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        asyncio.run(cancel())
