"""What a run may spend and what it would take: never more than was said, and nothing paid is lost."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from socialsim.commands.files import DIALOGUES, PROFILES, RUN, SSCONV
from socialsim.commands.forecast import print_forecast
from socialsim.commands.rehearsal import Role
from socialsim.generators import LMConfig, Tokens

from tests.commands.conftest import Program, read_json
from tests.loopback import Loopback
from tests.server import Server, plausible, wanted

Posts = Callable[[int], Path]
CONCURRENCY = 16
PRICES = ["lm.usd_per_million_input_tokens=10", "lm.usd_per_million_output_tokens=30"]


@pytest.fixture
def server(running: Loopback) -> Loopback:
    running.reset(latency=0.01)
    return running


@pytest.fixture
def command(server: Loopback, posts: Posts, tmp_path: Path) -> list[str]:
    lm = ["lm=server", "lm.model=m", f"lm.api_base={server.base_url}", f"lm.concurrency={CONCURRENCY}"]
    turns = ["program.min_turns=4", "program.max_turns=6"]
    return ["simulate", f"posts={posts(20)}", "n=20", f"out={tmp_path / 'out'}", *lm, *turns]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def calls(server: Loopback) -> list[str]:
    """Return the digests of what was asked, without the test call."""
    return [entry["digest"] for entry in server.log() if entry["fields"]]


def query(file: Path, sql: str) -> Any:
    database: Any = sqlite3.connect(file)
    try:
        (found,) = database.execute(sql).fetchone()
        return found
    finally:
        database.close()


def test_a_budget_of_calls_is_exact_and_more_of_it_pays_only_the_rest(
    socialsim: Program, server: Loopback, command: list[str], out: Path
) -> None:
    said = socialsim(*command, "budget.calls=300")
    assert said.code == 3
    assert len(calls(server)) == query(out / "responses.db", "SELECT count(*) FROM responses") == 300
    done = query(out / "corpus.db", "SELECT count(*) FROM dialogues WHERE status = 'done'")
    assert 0 < done < 20
    assert said.err.splitlines()[-1] == (
        f"socialsim: budget.calls=300 is reached: {done} of 20 dialogues are saved in {out}; "
        "the same command goes on from there, with a budget of its own"
    )
    assert "300 calls " in said.out
    assert len(read_json(out / SSCONV)) == len(read_json(out / PROFILES)) == done
    assert len((out / DIALOGUES).read_text().splitlines()) == read_json(out / RUN)["dialogues"]["done"] == done

    assert socialsim(*command, "budget.calls=20").code == 3  # what this run may pay, not all runs together
    assert len(calls(server)) == 320
    said = socialsim(*command, "budget.calls=1000")
    assert said.code == 0 and len(read_json(out / SSCONV)) == 20
    paid = calls(server)
    assert len(paid) == len(set(paid)), "something was paid twice"
    needed = query(out / "corpus.db", "SELECT count(*) / 2 * 6 FROM turns") + 2 * 20
    assert len(paid) == needed


def test_a_budget_that_ends_before_any_dialogue_sends_nobody_to_look_at_one(
    socialsim: Program, command: list[str], out: Path
) -> None:
    said = socialsim(*command, "budget.calls=45")
    assert said.code == 3 and "0 of 20 dialogues are saved" in said.err
    assert said.out.splitlines()[-1].startswith(f"In {out}: ")


def test_a_budget_that_ends_among_the_posts_keeps_the_personas(
    socialsim: Program, server: Loopback, command: list[str], out: Path
) -> None:
    said = socialsim(*command, "budget.calls=21")
    saved = query(out / "corpus.db", "SELECT count(*) FROM personas")
    assert said.code == 3 and 0 < saved < 20
    assert said.err.splitlines()[-1].startswith(f"socialsim: budget.calls=21 is reached: {saved} persona")
    assert len(calls(server)) == 21
    assert socialsim("extract", *[word for word in command[1:] if "turns" not in word]).code == 0
    assert len(calls(server)) == len(set(calls(server))) == 2 * 20


@pytest.mark.parametrize(
    ("budget", "spent", "words"),
    [
        ("budget.tokens=100000", "input_tokens + output_tokens", []),
        ("budget.usd=1.2", "(10 * input_tokens + 30 * output_tokens) / 1e6", PRICES),
    ],
)
def test_tokens_and_dollars_go_over_by_no_more_than_the_calls_in_flight(
    budget: str, spent: str, words: list[str], socialsim: Program, server: Loopback, command: list[str], out: Path
) -> None:
    said = socialsim(*command, budget, *words)
    assert said.code == 3 and f"socialsim: {budget} is reached: " in said.err.splitlines()[-1]
    limit = float(budget.partition("=")[2])
    total = query(out / "responses.db", f"SELECT sum({spent}) FROM responses")
    largest = query(out / "responses.db", f"SELECT max({spent}) FROM responses")
    assert limit <= total < limit + CONCURRENCY * largest
    assert socialsim(*command, *words).code == 0
    assert len(calls(server)) == len(set(calls(server)))


def test_dollars_are_refused_where_a_price_is_not_known(
    socialsim: Program, server: Loopback, command: list[str], out: Path
) -> None:
    for words in ([], PRICES[:1], PRICES[1:]):
        said = socialsim(*command, "budget.usd=1", *words)
        assert said.code == 2 and "budget.usd=1: the price of openai/m is not known" in said.complaint
    assert server.log() == [] and not out.exists()


@pytest.mark.parametrize("budget", ["usd=0", "usd=-1", "calls=0", "calls=-5", "tokens=0", "tokens=-1"])
def test_a_budget_of_nothing_or_less_is_refused(
    budget: str, socialsim: Program, server: Loopback, command: list[str], out: Path
) -> None:
    said = socialsim(*command, f"budget.{budget}", *PRICES)
    assert said.code == 2 and "has to be more than 0" in said.complaint
    assert server.log() == [] and not out.exists()


def test_credit_that_runs_out_stops_the_run_in_a_line_and_it_goes_on_when_there_is_more(
    socialsim: Program, server: Loopback, command: list[str], out: Path
) -> None:
    server.reset(latency=0.01, quota=150)
    said = socialsim(*command)
    assert said.code == 2
    assert "You exceeded your current quota" in said.err.splitlines()[-1] and "Traceback" not in said.err
    answered = [entry["digest"] for entry in server.log() if entry["status"] == 200 and entry["fields"]]
    assert len(answered) == 149  # and the test call
    assert len(server.log()) <= 150 + CONCURRENCY
    server.reset(latency=0.01)
    assert socialsim(*command).code == 0
    assert len(read_json(out / SSCONV)) == 20
    assert not set(answered) & set(calls(server))


# What a run would take


def forecast(said: str) -> dict[str, tuple[float, str]]:
    """Return role → calls and price, as they were printed."""
    count = r"  +[\d.]+(?: [kMG])?"
    rows = re.findall(rf"^(\w[\w ]*?)  +([\d,]+){3 * count}  +(not known|[\d.,–]+) *$", said, re.MULTILINE)
    return {role: (float(count.replace(",", "")), usd) for role, count, usd in rows}


@pytest.mark.parametrize(
    "program", [["simulate"], ["simulate", "program=fused"], ["simulate", "program=single_shot"], ["extract"]]
)
def test_a_dry_run_calls_nobody_and_tells_the_calls_of_the_real_one(
    program: list[str], socialsim: Program, server: Loopback, posts: Posts, out: Path
) -> None:
    lm = ["lm=server", "lm.model=m", f"lm.api_base={server.base_url}"]
    command = [*program, f"posts={posts(12)}", "n=12", f"out={out}", *lm]
    said = socialsim(*command, "dry_run=true", "lm.api_key_env=NO_SUCH_VARIABLE")
    assert said.code == 0 and server.log() == [] and not out.exists()
    expected, usd = forecast(said.out)["total"]
    assert usd == "not known"
    server.reset()
    assert socialsim(*command).code == 0
    assert 0.8 * len(calls(server)) <= expected <= 1.2 * len(calls(server))


def test_a_dry_run_of_what_is_there_already_takes_nothing_and_of_more_the_rest(
    socialsim: Program, server: Loopback, command: list[str]
) -> None:
    assert socialsim(*command, "n=4").code == 0
    server.reset()
    assert forecast(socialsim(*command, "n=4", "dry_run=true").out)["total"][0] == 0
    told = forecast(socialsim(*command, *PRICES, "dry_run=true").out)
    assert server.log() == []
    assert list(told) == ["extractor", "seeker", "supporter", "total"]
    assert told["extractor"][0] == 2 * 16
    assert float(told["total"][1]) == pytest.approx(
        sum(float(told[role][1]) for role in told if role != "total"), abs=0.02
    )
    said = socialsim(*command)
    assert said.code == 0
    assert 0.8 * len(calls(server)) <= told["total"][0] <= 1.2 * len(calls(server))
    assert said.err.startswith("personas: 6 of 20 ("), "the four that were there are no news"


def test_a_dry_run_takes_personas_for_missing_that_rules_made_and_a_model_is_asked_for(
    socialsim: Program, server: Loopback, command: list[str], posts: Posts, out: Path
) -> None:
    assert socialsim("extract", f"posts={posts(20)}", "n=3", f"out={out}").code == 0
    by_model = ["extract", *[word for word in command[1:] if "turns" not in word], "n=5"]
    assert forecast(socialsim(*by_model, "dry_run=true").out)["extractor"][0] == 2 * 5
    assert socialsim(*by_model).code == 0 and len(calls(server)) == 2 * 5
    by_rules = ["extract", f"posts={posts(20)}", "n=5", f"out={out}", "dry_run=true"]
    assert forecast(socialsim(*by_rules).out)["total"][0] == 0, "what a model made is good enough for rules"


def test_a_dry_run_knows_the_posts_that_will_never_have_a_persona(socialsim: Program, posts: Posts, out: Path) -> None:
    """Of six posts two are screened out and one cannot be read; going on, they cost nothing and make no dialogue."""

    def answer(body: dict[str, Any]) -> str:
        text = plausible(body)
        if "persona" in wanted(body):
            return "no fields" if "night 2." in str(body["messages"]) else text
        unwanted = re.search(r"night [01]\.", str(body["messages"]))
        return text.replace("seeks_help ## ]]\nTrue", "seeks_help ## ]]\nFalse") if unwanted else text

    with Server() as model:
        model.answer = answer
        lm = ["lm=server", "lm.model=m", f"lm.api_base={model.base_url}", "program=single_shot"]
        command = ["simulate", f"posts={posts(6)}", f"out={out}", *lm]
        assert socialsim("extract", *command[1:-1], "n=2").code == 0
        known = query(out / "corpus.db", "SELECT count(*) FROM screenings WHERE status != 'done'")
        assert (known, query(out / "corpus.db", "SELECT count(*) FROM personas")) == (3, 2)

        def told(*more: str) -> dict[str, float]:
            rows = forecast(socialsim(*command, *more, "dry_run=true").out)
            return {role: count for role, (count, _) in rows.items()}

        assert told("n=2") == {"both speakers": 2, "total": 2}
        assert told() == {"extractor": 2, "both speakers": 3, "total": 5}
        assert told("retry_failed=true") == {"extractor": 8, "both speakers": 6, "total": 14}
        before = len(model.requests)
        assert socialsim("extract", *command[1:-1]).code == 0
        assert len(model.requests) - before == 2
        assert told() == {"both speakers": 3, "total": 3}
        said = socialsim(*command)  # this model writes no whole dialogue
        assert said.code == 2
        assert said.out.splitlines()[-1] == "Next: the same command with retry_failed=true makes what failed again"
        assert told() == {"total": 0}


def test_a_dry_run_from_personas_leaves_out_the_dialogues_that_are_there(
    socialsim: Program, server: Loopback, command: list[str], out: Path, tmp_path: Path
) -> None:
    assert socialsim(*command, "n=4").code == 0
    words = ["simulate", f"personas={out / PROFILES}", f"out={tmp_path / 'b'}", *command[4:]]
    assert socialsim(*words, "n=1").code == 0
    server.reset()
    told = forecast(socialsim(*words, "n=3", "dry_run=true").out)
    assert socialsim(*words, "n=3").code == 0
    assert 0.8 * len(calls(server)) <= told["total"][0] <= 1.2 * len(calls(server))


def test_the_price_is_told_with_nothing_and_with_everything_in_the_provider_s_cache(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A million tokens in, 600,000 of them repeated, and 100,000 out."""
    long = "openai/" + "a-name-that-is-wider-than-what-is-left-of-a-terminal-" * 2
    lm = LMConfig("remote", long, usd_per_million_input_tokens=10, usd_per_million_output_tokens=30)
    cached = replace(lm, usd_per_million_cached_input_tokens=1)
    stored = replace(cached, usd_per_million_stored_input_tokens=20)
    unknown = LMConfig("remote", "openai/b")
    roles = [
        Role(name, lm, 1000, Tokens(1_000_000, 100_000, 600_000))
        for name, lm in {"a": lm, "b": cached, "c": stored, "d": unknown}.items()
    ]
    print_forecast(roles[:3])
    said = capsys.readouterr().out
    assert {role: usd for role, (_, usd) in forecast(said).items()} == {
        "a": "13.00",  # 10 + 3
        "b": "7.60–13.00",  # 0.4 × 10 + 0.6 × 1 + 3, or as a
        "c": "11.60–23.00",  # 0.4 × 20 + 0.6 × 1 + 3, or 20 + 3
        "total": "32.20–49.00",
    }
    assert f"a, b, c: {long}" in said.splitlines()
    assert max(len(line) for line in said.splitlines()[:5]) <= 80
    print_forecast(roles)
    assert forecast(capsys.readouterr().out)["total"] == (4000, "not known")
