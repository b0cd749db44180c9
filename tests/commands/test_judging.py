"""simulate with a judge: it decides what is accepted, and never what is said."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from socialsim.cache import CHECK_FAILED, DONE, CorpusStore
from socialsim.programs.checks.judges import JUDGES
from socialsim.signatures import Verdict

from tests.commands.conftest import Program, read_json
from tests.server import Body, Server, plausible, wanted

N = 3


def verdict(rating: int, *quotes: str) -> str:
    faults = [{"turn": 1, "quote": quote, "reason": "It does not fit."} for quote in quotes]
    return f"[[ ## faults ## ]]\n{json.dumps(faults)}\n\n[[ ## rating ## ]]\n{rating}\n\n[[ ## completed ## ]]"


def judging(rate: Callable[[Body], str]) -> Callable[[Body], str]:
    def answer(body: Body) -> str:
        assert wanted(body) == ["faults", "rating"], "only judges ask this server"
        return rate(body)

    return answer


@pytest.fixture
def command(server: Server, tmp_path: Path) -> list[str]:
    """Dialogues by rules, judged by the server, which finds nothing wrong."""
    server.answer = judging(lambda body: verdict(3))
    return ["simulate", f"n={N}", f"out={tmp_path / 'out'}", "checks=standard", *judged_by(server, "judge-a")]


def judged_by(server: Server, model: str) -> list[str]:
    lm = [f"judge_lm.model={model}", f"judge_lm.api_base={server.base_url}", "judge_lm.retries=0"]
    return ["lm@judge_lm=server", *lm]


def store(tmp_path: Path) -> CorpusStore:
    return CorpusStore.open_existing(tmp_path / "out")


def statuses(tmp_path: Path) -> list[Any]:
    with store(tmp_path) as corpus:
        return [row["status"] for row in corpus.run_dialogues(corpus.last_run() or 0)]


def test_every_dialogue_is_judged_once_by_each_judge(
    socialsim: Program, server: Server, command: list[str], tmp_path: Path
) -> None:
    assert socialsim(*command).code == 0
    assert len(server.requests) == N * len(JUDGES)
    assert socialsim(*command).code == 0
    assert len(server.requests) == N * len(JUDGES)
    record = read_json(tmp_path / "out" / "run.json")
    assert record["generators"]["judge"].startswith("openai/judge-a")
    assert record["checks"]["verdicts"]["judged safety"] == {"passed": N}


def test_what_a_judge_fails_is_set_aside_and_left_out_of_the_files(
    socialsim: Program, server: Server, command: list[str], tmp_path: Path
) -> None:
    first: list[str] = []

    def rate(body: Body) -> str:
        script = str(body["messages"][-1]["content"]).partition("1 seeker: ")[2]
        opening = script.partition("\n")[0]
        first.append(opening)
        return verdict(1, opening) if opening == first[0] else verdict(3)

    server.answer = judging(rate)
    said = socialsim(*command)
    assert said.code == 0
    assert sorted(statuses(tmp_path)) == [CHECK_FAILED, DONE, DONE]
    assert len(read_json(tmp_path / "out" / "ssconv.json")) == N - 1
    assert "check-failed" in said.out


def test_another_judge_judges_again_and_no_dialogue_is_made_again(
    socialsim: Program, server: Server, command: list[str], tmp_path: Path
) -> None:
    server.answer = judging(
        lambda body: verdict(0, str(body["messages"][-1]["content"]).partition("1 seeker: ")[2].partition("\n")[0])
    )
    assert socialsim(*command).code == 2  # none is accepted
    assert statuses(tmp_path) == [CHECK_FAILED] * N
    server.answer = judging(lambda body: verdict(3))
    other = [word.replace("=judge-a", "=judge-b") for word in command]
    assert socialsim(*other).code == 0
    assert statuses(tmp_path) == [DONE] * N
    assert read_json(tmp_path / "out" / "run.json")["dialogues"]["made"] == 0
    with store(tmp_path) as corpus:
        [row, *_] = corpus.run_dialogues(corpus.last_run() or 0)
        judges = {(result.judge or "").partition("?")[0] for result in corpus.results(row["id"])}
    assert judges == {"", "openai/judge-a", "openai/judge-b"}


def test_a_judge_that_cannot_be_read_leaves_the_dialogue_unscored_and_accepted(
    socialsim: Program, server: Server, command: list[str], tmp_path: Path
) -> None:
    server.answer = judging(lambda body: "I would rather not say.")
    assert socialsim(*command).code == 0
    with store(tmp_path) as corpus:
        [row, *_] = corpus.run_dialogues(corpus.last_run() or 0)
        said = [result for result in corpus.results(row["id"]) if result.judge]
    assert {(one.verdict, one.score) for one in said} == {(Verdict.UNSCORED, None)}
    assert all(one.problem.startswith("parse-failed") for one in said)
    assert statuses(tmp_path) == [DONE] * N
    server.answer = judging(lambda body: verdict(3))
    asked = len(server.requests)
    assert socialsim(*command).code == 0
    assert len(server.requests) == asked
    assert socialsim(*command, "retry_failed=true").code == 0
    assert read_json(tmp_path / "out" / "run.json")["checks"]["verdicts"]["judged safety"] == {"passed": N}


def test_a_judge_of_the_generator_s_own_family_is_warned_about(
    socialsim: Program, server: Server, command: list[str], tmp_path: Path
) -> None:
    server.answer = lambda body: verdict(3) if "rating" in wanted(body) else plausible(body)
    turns = ["program.min_turns=4", "program.max_turns=4"]
    lm = ["lm=server", "lm.model=gpt-mine", f"lm.api_base={server.base_url}", *turns]
    said = socialsim(*[word.replace("judge-a", "gpt-yours").replace("standard", "report") for word in command], *lm)
    assert said.code == 0
    assert "openai/gpt-yours" in said.err and "same family" in said.err
    assert "same family" not in socialsim(*[word.replace("standard", "report") for word in command], *lm).err


def test_rules_cannot_be_the_judge(socialsim: Program, tmp_path: Path) -> None:
    said = socialsim("simulate", "lm@judge_lm=offline", f"out={tmp_path / 'out'}")
    assert said.code == 2
    assert "the offline generator cannot judge" in said.complaint
    assert not (tmp_path / "out").exists()


def test_a_forecast_counts_the_judge(socialsim: Program, server: Server, command: list[str], tmp_path: Path) -> None:
    said = socialsim(*command, "dry_run=true")
    assert said.code == 0
    [line] = [line for line in said.out.splitlines() if line.startswith("judge ")]
    assert line.split()[1] == str(N * len(JUDGES))
    assert server.requests == []


def test_what_judging_took_is_part_of_what_the_corpus_cost(
    socialsim: Program, server: Server, command: list[str], tmp_path: Path
) -> None:
    prices = ["judge_lm.usd_per_million_input_tokens=1000", "judge_lm.usd_per_million_output_tokens=1000"]
    assert socialsim(*command, *prices).code == 0
    record = read_json(tmp_path / "out" / "run.json")
    used = record["tokens"]["openai/judge-a"]
    assert used["prompt_tokens"] > 1000
    assert record["cost_usd"] == pytest.approx((used["prompt_tokens"] + used["completion_tokens"]) / 1000)


def test_a_judge_is_not_paid_for_what_the_rules_reject(
    socialsim: Program, server: Server, command: list[str], tmp_path: Path
) -> None:
    """Offline replies under a taxonomy that they do not know fail by rules."""
    lm = ["lm=server", "lm.model=m", f"lm.api_base={server.base_url}", "checks.takes=1", "checks.tries=1"]
    server.answer = lambda body: verdict(3) if "rating" in wanted(body) else plausible(body)
    assert socialsim(*command, *lm, "program.min_turns=4", "program.max_turns=4").code == 2
    assert set(statuses(tmp_path)) == {CHECK_FAILED}
    assert server.asking_for("rating") == []
