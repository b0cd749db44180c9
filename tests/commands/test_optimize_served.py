"""`socialsim optimize` with models behind a server: used afterwards, killed, stopped, at the end of a budget."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Program, in_own_process, read_json
from tests.optimizers.scripted import READER, RULE, WRITER, Script, write_dialogues
from tests.server import Body, Server

CONCURRENCY = 4
TASK = ["module=strategy", "metric=strategy", "program.nodes=[strategy]"]
SIZES = {
    "random_search": ["optimizer.candidates=3", "optimizer.bootstrapped=2", "optimizer.labeled=2"],
    "mipro": ["optimizer.candidates=4", "optimizer.bootstrapped=2", "optimizer.labeled=2", "optimizer.rounds=4"],
    "simba": ["optimizer.candidates=3", "optimizer.bootstrapped=2", "optimizer.rounds=2", "optimizer.batch=6"],
    "gepa": ["optimizer.rounds=3"],
}
LOUD = ("dspy", "Average Metric", "it/s", "Trial", "Iteration", "Warning", "INFO", "Bootstrapped", "Example(")
"""Words of what DSPy, optuna and gepa print, draw, log and warn of."""
Command = Callable[..., list[str]]


@pytest.fixture
def script(server: Server) -> Script:
    script = Script()
    server.answer = script
    return script


@pytest.fixture
def command(server: Server, script: Script, tmp_path: Path) -> Command:
    """Return what to type to have the strategy node tuned by a method into a folder."""
    train = write_dialogues(tmp_path / "made.jsonl", 30)

    def words(method: str, out: Path) -> list[str]:
        typed = ["optimize", f"optimizer={method}", *TASK, *SIZES[method], f"train={train}", f"out={out}"]
        typed += served("lm", READER, server)
        if method != "random_search":
            typed += ["lm@proposer_lm=server", *served("proposer_lm", WRITER, server)[1:]]
        return typed

    return words


def served(role: str, model: str, server: Server) -> list[str]:
    settings = {"model": model, "api_base": server.base_url, "concurrency": CONCURRENCY, "retries": 0}
    return ["lm=server", *(f"{role}.{name}={value}" for name, value in settings.items())]


def program(folder: Path) -> dict[str, Any]:
    """Return a compiled program without what it cost, which is the one thing that may differ."""
    state: dict[str, Any] = read_json(folder / "program.json")
    del state["metadata"]["socialsim"]["about"]["cost"]
    return state


def about(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = read_json(folder / "program.json")["metadata"]["socialsim"]["about"]
    return found


def kept(folder: Path) -> int:
    database: Any = sqlite3.connect(folder / "responses.db")
    (count,) = database.execute("SELECT count(*) FROM responses").fetchone()
    database.close()
    return int(count)


def asked(server: Server) -> Counter[str]:
    return Counter(json.dumps(body, sort_keys=True) for body in server.requests)


def hold_after(server: Server, more: int) -> None:
    """Have the server answer so many requests more, and then none until it is told to."""
    server.release.set()
    server.release, server.holding = threading.Event(), threading.Event()
    server.hold_after = len(server.requests) + more


def go_on(server: Server) -> None:
    server.hold_after = None
    server.release.set()


@pytest.mark.parametrize("method", ["mipro", "simba", "gepa"])
def test_what_was_found_is_used_by_another_process(
    method: str, socialsim: Program, command: Command, server: Server, script: Script, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    said = socialsim(*command(method, out))
    assert said.code == 0 and "Better on dev, with 95 % confidence." in said.out
    assert not [word for word in LOUD if word in said.out + said.err]
    assert method != "simba" or "search: 100 (" in said.err, "how far it is does not go to the log with the rest"
    log = (out / "optimizer.log").read_text()
    assert "it/s" in log and len(log.splitlines()) > 20
    state = read_json(out / "program.json")
    assert RULE in state["supporter.nodes['strategy']"]["signature"]["instructions"]
    assert about(out)["scores"]["dev"]["after"] == 1 > about(out)["scores"]["dev"]["before"]
    assert about(out)["cost"]["calls"] == len(server.requests) == kept(out)

    script.asked[READER].clear()
    use = ["simulate", "n=1", f"program.compiled={out}", "program.nodes=[strategy]", "program.min_turns=4"]
    process = in_own_process(
        *use, "program.max_turns=4", *served("lm", READER, server), f"out={tmp_path / 'use'}", cwd=tmp_path
    )
    _, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    chosen = [body for body in script.asked[READER] if "strategy" in str(body["messages"][-1]["content"])]
    assert chosen and all(RULE in body["messages"][0]["content"] for body in chosen)


@pytest.mark.parametrize("method", ["random_search", "gepa"])
def test_killed_again_and_again_it_asks_again_only_what_was_in_flight_and_ends_the_same(
    method: str, socialsim: Program, command: Command, server: Server, tmp_path: Path
) -> None:
    assert socialsim(*command(method, tmp_path / "undisturbed")).code == 0
    needed, killed, kills = set(asked(server)), tmp_path / "killed", 0
    server.requests.clear()
    for answered in (3, 9, 17):
        hold_after(server, answered)
        process = in_own_process(*command(method, killed), cwd=tmp_path)
        assert server.holding.wait(timeout=120)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        kills += 1
        assert not (killed / "program.json").exists()
    go_on(server)
    assert socialsim(*command(method, killed)).code == 0
    assert program(killed) == program(tmp_path / "undisturbed")
    assert set(asked(server)) == needed
    # One that came when all places but one were taken may have been answered and not yet been written down.
    assert asked(server).total() - len(needed) <= kills * CONCURRENCY


@pytest.mark.parametrize(
    ("method", "answered", "concurrency"),
    [
        ("random_search", 2, CONCURRENCY),  # among the teacher's runs
        ("random_search", 20, CONCURRENCY),
        ("random_search", 20, 1),
        ("gepa", 9, CONCURRENCY),  # after 6 to select by and 3 to reflect on the writer is asked
    ],
)
def test_ctrl_c_waits_for_no_answer_says_so_in_a_line_and_the_same_command_goes_on(
    method: str,
    answered: int,
    concurrency: int,
    socialsim: Program,
    command: Command,
    server: Server,
    tmp_path: Path,
) -> None:
    assert socialsim(*command(method, tmp_path / "undisturbed")).code == 0
    needed, out = set(asked(server)), tmp_path / "out"
    server.requests.clear()
    hold_after(server, answered)
    process = in_own_process(*command(method, out), f"lm.concurrency={concurrency}", cwd=tmp_path)
    assert server.holding.wait(timeout=120)
    process.send_signal(signal.SIGINT)
    printed, err = process.communicate(timeout=60)  # the server answers nobody
    assert process.returncode == 130 and printed == ""
    assert err == f"socialsim: stopped: what was answered is saved in {out}; run the same command again to go on\n"
    assert not (out / "program.json").exists()

    go_on(server)
    assert socialsim(*command(method, out)).code == 0
    assert program(out) == program(tmp_path / "undisturbed")
    assert asked(server).total() - len(needed) <= CONCURRENCY


@pytest.mark.parametrize(
    ("method", "calls", "saved"),
    [
        ("random_search", 5, False),  # the teacher's runs come first
        ("random_search", 25, True),
        ("mipro", 12, False),  # among the proposals
        ("mipro", 40, True),
        ("simba", 20, False),  # its first candidates are seen on a batch only
        ("gepa", 3, False),
        ("gepa", 9, True),  # the program as it was is the first candidate, and the writer has not been asked
        ("gepa", 12, True),
    ],
)
def test_a_budget_is_exact_keeps_the_best_so_far_and_more_of_it_pays_only_the_rest(
    method: str,
    calls: int,
    saved: bool,
    socialsim: Program,
    command: Command,
    server: Server,
    script: Script,
    tmp_path: Path,
) -> None:
    assert socialsim(*command(method, tmp_path / "undisturbed")).code == 0
    needed, out = set(asked(server)), tmp_path / "out"
    server.requests.clear()
    script.latency = 0.02  # so that others are in flight when one is refused
    said = socialsim(*command(method, out), f"budget.calls={calls}")
    assert said.code == 3
    what = "the best so far" if saved else "what was answered"
    assert said.complaint == (
        f"socialsim: budget.calls={calls} is reached: {what} is saved in {out}; "
        "the same command goes on from there, with a budget of its own"
    )
    assert len(server.requests) == kept(out) == calls
    assert (out / "program.json").exists() is saved
    if saved:
        assert not about(out)["finished"] and not about(out)["scores"]
        assert about(out)["cost"]["calls"] == calls
        assert "Not measured on dev yet" in said.out
    else:
        assert "nothing to save yet" in said.out
    assert not list(out.glob("*.new")) and not list(out.glob(".*")), "nothing half-written"

    script.latency = 0.0
    assert socialsim(*command(method, out), "budget.calls=1000").code == 0
    assert program(out) == program(tmp_path / "undisturbed")
    assert set(asked(server)) == needed and asked(server).total() == len(needed), "something was paid twice"


@pytest.mark.parametrize(("model", "method"), [(READER, "random_search"), (READER, "gepa"), (WRITER, "gepa")])
def test_a_server_that_goes_down_ends_the_run_in_a_line_and_no_candidate_is_scored_0(
    model: str,
    method: str,
    socialsim: Program,
    command: Command,
    server: Server,
    script: Script,
    tmp_path: Path,
) -> None:
    assert socialsim(*command(method, tmp_path / "undisturbed")).code == 0
    out, before = tmp_path / "out", len(server.requests)

    def down(body: Body) -> str | int:
        return 500 if body["model"] == model and len(server.requests) > before + 8 else script(body)

    server.answer = down
    said = socialsim(*command(method, out))
    assert said.code == 2
    assert said.complaint == "socialsim: no answer from the generator: the test server was told to fail with 500"
    assert said.out == "" and not (out / "program.json").exists()
    server.answer = script
    assert socialsim(*command(method, out)).code == 0
    assert program(out) == program(tmp_path / "undisturbed")


def test_no_file_of_a_run_has_the_key_that_it_used(
    socialsim: Program, command: Command, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    canary = "canary-0123456789abcdefghij"
    monkeypatch.setenv("SOME_KEY", canary)
    keys = ["lm.api_key_env=SOME_KEY", "proposer_lm.api_key_env=SOME_KEY"]
    said = socialsim(*command("gepa", tmp_path / "out"), *keys)
    assert said.code == 0
    assert any(canary in headers.get("Authorization", "") for headers in server.headers), "it was used"
    for path in (tmp_path / "out").iterdir():
        assert canary.encode() not in path.read_bytes(), path
    assert canary not in said.out + said.err


def test_a_seed_finds_the_same_demonstrations_in_every_process(tmp_path: Path) -> None:
    """DSPy draws by a hash of what it traced, and strings hash differently in each process."""
    words = ["optimize", "module=supporter", "n=12", "program.min_turns=6", "program.max_turns=6"]
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed}
        process = in_own_process(*words, f"out={tmp_path / seed}", cwd=tmp_path, env=environment)
        _, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
    assert program(tmp_path / "1") == program(tmp_path / "2")


@pytest.mark.parametrize(
    ("method", "sizes"),
    [
        ("mipro", ["optimizer.candidates=3", "optimizer.rounds=2"]),
        ("simba", ["optimizer.candidates=2", "optimizer.rounds=2", "optimizer.batch=4"]),
    ],
)
def test_a_whole_simulation_of_rules_is_tuned_with_a_writer_and_the_result_is_used(
    method: str, sizes: list[str], socialsim: Program, server: Server, script: Script, tmp_path: Path
) -> None:
    turns = ["program.min_turns=4", "program.max_turns=6"]
    writer = ["lm@proposer_lm=server", *served("proposer_lm", WRITER, server)[1:]]
    out = tmp_path / "out"
    said = socialsim("optimize", f"optimizer={method}", "n=12", f"out={out}", *sizes, *turns, *writer)
    assert said.code == 0 and "internal error" not in said.err
    assert script.prompts() and not script.asked[READER]
    assert all("class Simulation(DialogueMaker):" in text for text in script.prompts() if "program_code" in text)
    assert not [text for text in script.prompts() if "non-serializable" in text]
    assert len(read_json(out / "program.json")) == 6 + 1  # every predictor, and the account
    used = socialsim("simulate", "n=2", f"out={tmp_path / 'use'}", f"program.compiled={out}", *turns)
    assert used.code == 0 and len(read_json(tmp_path / "use" / "ssconv.json")) == 2
