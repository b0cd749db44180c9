"""The LM as DSPy and its optimizers handle it: copied, pickled, asked for several answers at once."""

from __future__ import annotations

import asyncio
import copy
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from socialsim.cache import ResponseCache
from socialsim.generators import Budget, LMConfig, Session, build_lm, lm_identity
from socialsim.programs import Seeker, Simulation, Supporter
from socialsim.signatures import ConfigurationError

from tests import server as served
from tests.server import Body, Server

HI = [{"role": "system", "content": "Answer."}, {"role": "user", "content": "Hi"}]


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        running.answer = lambda body: f"seed {body.get('seed')}"
        yield running


def config(server: Server, **more: Any) -> LMConfig:
    return LMConfig(engine="remote", model="mine", api_base=server.base_url, **more)


def test_a_copied_program_shares_the_engine_and_no_module(server: Server) -> None:
    program = Simulation(Seeker(), Supporter())
    program.set_lm(build_lm(config(server)))
    for copied in (program.deepcopy(), copy.deepcopy(program)):
        pairs = list(zip(program.predictors(), copied.predictors(), strict=True))
        assert not any(one is other for one, other in pairs)
        assert all(one.lm.engine is other.lm.engine for one, other in pairs)


def test_a_pickled_lm_is_the_same_generator(server: Server) -> None:
    lm = build_lm(config(server)).copy(temperature=0.1)
    again = pickle.loads(pickle.dumps(lm))
    assert lm_identity(again) == lm_identity(lm)
    assert again(messages=HI) == ["seed None"]


@pytest.mark.parametrize("asynchronous", [False, True])
def test_several_answers_to_one_question_differ_and_are_kept_one_by_one(
    server: Server, asynchronous: bool, tmp_path: Path
) -> None:
    lm = build_lm(config(server), Session(ResponseCache(tmp_path / "responses.db")))

    async def ask() -> Any:
        try:
            return await lm.acall(messages=HI, n=3, seed=7)
        finally:
            await lm.aclose()

    first, again = (asyncio.run(ask()) if asynchronous else lm(messages=HI, n=3, seed=7) for _ in range(2))
    assert first == again and len(set(first)) == 3 and first[0] == "seed 7"
    assert len(server.requests) == 3


def test_another_rollout_is_another_answer(server: Server, tmp_path: Path) -> None:
    lm = build_lm(config(server), Session(ResponseCache(tmp_path / "responses.db")))
    answers = [lm.copy(rollout_id=number)(messages=HI) for number in (1, 2, 1)]
    assert answers[0] == answers[2] != answers[1]
    assert len(server.requests) == 2


def test_one_server_is_one_generator_however_its_address_is_written(server: Server) -> None:
    port = server.base_url.rpartition(":")[2]
    written = [server.base_url, f"{server.base_url}/", f"HTTP://127.0.0.1:{port}"]
    names = {lm_identity(build_lm(LMConfig(engine="remote", model="m", api_base=one))) for one in written}
    assert len(names) == 1


def test_a_server_with_a_name_is_the_same_generator_at_another_address(tmp_path: Path) -> None:
    answers = ResponseCache(tmp_path / "responses.db")
    names, asked = set(), []
    for _ in range(2):
        with Server() as moved:
            lm = build_lm(config(moved, server_name="ours"), Session(answers))
            names.add(lm_identity(lm))
            lm(messages=HI)
            asked.append(len(moved.requests))
            lm.close()
    assert names == {"openai/mine?max_tokens=2000&server=ours&temperature=0.7"}
    assert asked == [1, 0]


def test_tokens_that_nobody_tells_are_not_counted_as_none(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = served.completion
    monkeypatch.setattr(served, "completion", lambda body, text: without_usage(whole(body, text)))
    prices = {"usd_per_million_input_tokens": 5.0, "usd_per_million_output_tokens": 5.0}
    session = Session(budget=Budget(usd=1.0))
    lm = build_lm(config(server, **prices), session)
    lm(messages=HI)
    assert session.meter.cost is None
    with pytest.raises(ConfigurationError, match=r"does not say how many tokens .* use budget\.calls"):
        lm(messages=[*HI[:1], {"role": "user", "content": "Again"}])


def without_usage(answer: Body) -> Body:
    return {name: value for name, value in answer.items() if name != "usage"}
