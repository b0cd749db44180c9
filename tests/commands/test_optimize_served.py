"""`socialsim optimize` with models behind a server: used afterwards, killed, stopped, at the end of a budget."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from socialsim.commands.owned import LOCK
from socialsim.optimizers import load
from socialsim.optimizers.compiled import CANDIDATE_FILE, FILE

from tests.commands.conftest import Program, Said, in_own_process, read_json
from tests.optimizers.folders import file_in, is_found
from tests.optimizers.scripted import READER, RULE, STRATEGIES, WRITER, Script, right, write_dialogues
from tests.server import Body, Server

CONCURRENCY = 4
BETTER = re.compile(r"^Better on dev by 0\.\d{4}, with 95 % confidence", re.MULTILINE)
TASK = ["module=strategy", "metric=strategy", "program.nodes=[strategy]"]
SIZES = {
    "labeled": ["optimizer.labeled=2"],
    "bootstrap": ["optimizer.bootstrapped=2", "optimizer.labeled=2"],
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
    train = write_dialogues(tmp_path / "made.jsonl", 40)

    def words(method: str, out: Path) -> list[str]:
        typed = ["optimize", f"optimizer={method}", *TASK, *SIZES[method], f"train={train}", f"out={out}"]
        typed += served("lm", READER, server)
        if method in ("mipro", "simba", "gepa"):
            typed += ["lm@proposer_lm=server", *served("proposer_lm", WRITER, server)[1:]]
        return typed

    return words


def served(role: str, model: str, server: Server) -> list[str]:
    settings = {"model": model, "api_base": server.base_url, "concurrency": CONCURRENCY, "retries": 0}
    return ["lm=server", *(f"{role}.{name}={value}" for name, value in settings.items())]


def program(folder: Path) -> dict[str, Any]:
    """Return a compiled program without what it cost, which is the one thing that may differ."""
    state: dict[str, Any] = read_json(file_in(folder))
    del state["metadata"]["socialsim"]["about"]["cost"]
    return state


def about(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = read_json(file_in(folder))["metadata"]["socialsim"]["about"]
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
    assert said.code == 0 and BETTER.search(said.out)
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
        assert not is_found(killed)
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
        ("gepa", 11, CONCURRENCY),  # after 8 to select by and 3 to reflect on the writer is asked
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
    assert not is_found(out)

    go_on(server)
    assert socialsim(*command(method, out)).code == 0
    assert program(out) == program(tmp_path / "undisturbed")
    # Those that waited for a place may be sent when those in flight are cancelled.
    assert asked(server).total() - len(needed) <= 2 * CONCURRENCY


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
    assert is_found(out) is saved and not (out / FILE).exists()
    if saved:
        assert not about(out)["finished"] and not about(out)["scores"]
        assert about(out)["cost"]["calls"] == calls
        assert "The budget ended before it was measured. The same command goes on from there." in said.out.splitlines()
    else:
        assert "nothing to save yet" in said.out
    assert not list(out.glob("*.new")) and [path.name for path in out.glob(".*")] == [LOCK], "nothing half-written"

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
    assert said.out == "" and not is_found(out)
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
    assert len(read_json(file_in(out))) == 6 + 1  # every predictor, and the account
    used = socialsim("simulate", "n=2", f"out={tmp_path / 'use'}", f"program.compiled={file_in(out)}", *turns)
    assert used.code == 0 and len(read_json(tmp_path / "use" / "ssconv.json")) == 2


def test_a_folder_s_program_stays_where_another_run_finds_nothing_better(
    socialsim: Program, command: Command, server: Server, script: Script, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    said = socialsim(*command("gepa", out))
    assert said.code == 0 and f"In {out}: program.json, run.json" in said.out.splitlines()
    assert f"Use it: socialsim simulate 'program.nodes=[strategy]' program.compiled={out}" in said.out.splitlines()
    assert not (out / CANDIDATE_FILE).exists()
    before = (out / FILE).read_bytes()

    def misled(body: Body) -> str | int:
        return (
            "[[ ## new_instruction ## ]]\nBe kind.\n\n[[ ## completed ## ]]"
            if body["model"] == WRITER
            else script(body)
        )

    server.answer = misled
    said = socialsim(*command("gepa", out), "cache=null")
    assert said.code == 0 and f"In {out}: candidate.json, run.json" in said.out.splitlines()
    words = "'program.nodes=[strategy]' program.compiled"
    assert f"Use it all the same: socialsim simulate {words}={out}/candidate.json" in said.out.splitlines()
    assert (out / FILE).read_bytes() == before
    assert not load(out / CANDIDATE_FILE).about.better
    assert read_json(out / "run.json")["better"] is False
    use = ["simulate", "n=1", f"program.compiled={out}", "program.nodes=[strategy]", "program.min_turns=4"]
    said = socialsim(*use, "program.max_turns=4", *served("lm", READER, server), f"out={tmp_path / 'use'}")
    assert said.code == 0 and "is not known to be better" not in said.err


def test_two_runs_at_once_in_one_folder_are_refused_and_the_first_goes_on(
    socialsim: Program, command: Command, server: Server, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    hold_after(server, 5)
    process = in_own_process(*command("gepa", out), cwd=tmp_path)
    assert server.holding.wait(timeout=120)
    checks = len(server.checks)
    said = socialsim(*command("gepa", out))
    assert (said.code, said.out) == (2, "")
    assert said.complaint == f"socialsim: {out}: another run is at work there; wait for it, or say another out=DIR"
    assert len(server.checks) == checks and len(server.requests) <= 5 + CONCURRENCY, "the second has asked nobody"
    go_on(server)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    paid = len(server.requests)
    assert socialsim(*command("gepa", out)).code == 0, "it is nobody's any more"
    assert len(server.requests) == paid


STAYS = "the program before stays the one to use."
DEV, TEST = range(40, 54), range(54, 68)
"""Days of the dialogues that are given as dev and test."""
Reads = Callable[[int, bool], str]
"""How the reader does on a day, by whether it knows the rule: as it is, blind (always wrong), or dumb."""


@pytest.mark.parametrize(
    ("reads", "verdict"),
    [
        (lambda day, knows: "as it is", r"Better on dev by 0\.\d{4}, with 95 % confidence\."),
        (
            lambda day, knows: "blind" if day in TEST else "as it is",
            r"Better on dev by 0\.\d{4}, with 95 % confidence; on test that is not beyond doubt\.",
        ),
        (
            lambda day, knows: "dumb" if day == DEV[0] and knows else "as it is",
            f"It scores better on dev, but fails more often: {STAYS}",
        ),
        (
            lambda day, knows: "dumb" if day in DEV[:2] else "as it is",
            "Too little to decide by, 12 examples in 12 groups: it takes 10 groups, and a score for 90 % of the "
            "examples. The program before stays the one to use.",
        ),
        (lambda day, knows: "blind" if day in DEV and knows else "as it is", f"Worse on dev: {STAYS}"),
        (lambda day, knows: "blind" if day in DEV else "as it is", f"Not better on dev with 95 % confidence: {STAYS}"),
        (
            lambda day, knows: "dumb" if day in DEV else "as it is",
            f"Nothing in dev could be scored both before and after: {STAYS}",
        ),
    ],
)
def test_the_verdict_says_what_dev_and_test_say(
    reads: Reads,
    verdict: str,
    socialsim: Program,
    command: Command,
    server: Server,
    script: Script,
    tmp_path: Path,
) -> None:
    def reader(body: Body) -> str | int:
        day = day_of(body)
        how = reads(day, RULE in body["messages"][0]["content"]) if day is not None else "as it is"
        if body["model"] != READER or how == "as it is":
            return script(body)
        return "I had rather not say." if how == "dumb" else "[[ ## strategy ## ]]\nOthers\n\n[[ ## completed ## ]]"

    server.answer = reader
    said = socialsim(*command("gepa", tmp_path / "out"), *parts(tmp_path))
    assert said.code == 0
    assert [line for line in said.out.splitlines() if re.fullmatch(verdict, line)]
    assert "runs of the search failed" not in said.out


def test_the_verdict_says_how_many_runs_of_the_search_failed(
    socialsim: Program, command: Command, server: Server, script: Script, tmp_path: Path
) -> None:
    server.answer = lambda body: "I had rather not say." if day_of(body) == 0 else script(body)
    out = tmp_path / "out"
    said = socialsim(*command("random_search", out), *parts(tmp_path))
    assert said.code == 0
    searched = read_json(out / "run.json")["searched"]
    assert 0 < searched["failed"] < searched["runs"] < 1000
    told = "{failed} of the {runs} runs of the search failed; there, a failed run counts as 0".format(**searched)
    assert told in said.out.splitlines()


def day_of(body: Body) -> int | None:
    """Return the day of what the reader is asked about, or is asked again; None for another request."""
    days = re.findall(r"day (\d+)", " ".join(str(message["content"]) for message in body["messages"][1:]))
    return int(days[-1]) if days and body["model"] == READER else None


def parts(folder: Path) -> list[str]:
    """Write dialogues for dev and for test, and return what to type."""
    lines = write_dialogues(folder / "all.jsonl", TEST.stop).read_text(encoding="utf-8").splitlines(keepends=True)
    for name, days in (("dev", DEV), ("test", TEST)):
        (folder / f"{name}.jsonl").write_text("".join(lines[day] for day in days), encoding="utf-8")
    return [f"{name}={folder / name}.jsonl" for name in ("dev", "test")]


MORE = {
    "labeled": ["optimizer.labeled=3"],
    "bootstrap": ["optimizer.labeled=3", "optimizer.bootstrapped=3"],
    "random_search": ["optimizer.candidates=6"],
    "mipro": ["optimizer.candidates=3", "optimizer.rounds=11", "optimizer.batch=3"],
    "simba": ["optimizer.candidates=2", "optimizer.rounds=5", "optimizer.batch=4"],
    "gepa": ["optimizer.rounds=6"],
}


@pytest.mark.parametrize("sizes", ["few", "more"])
@pytest.mark.parametrize("method", list(MORE))
def test_a_dry_run_tells_at_least_what_the_same_command_then_takes(
    method: str, sizes: str, socialsim: Program, command: Command, server: Server, script: Script, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    words = [*command(method, out), *(MORE[method] if sizes == "more" else [])]
    said = socialsim(*words, "dry_run=true")
    assert said.code == 0 and server.requests == server.checks == [] and not out.exists()
    told = forecast(said)
    assert socialsim(*words).code == 0
    searched, measured = runs(script, out)
    assert measured <= told["to measure dev and test, before and after"] == 40
    assert searched <= told["to search"]
    assert len(script.asked[WRITER]) <= told.get("to write instructions", 0)


def forecast(said: Said) -> dict[str, int]:
    """Return what for → calls at most, as they were printed."""
    rows = re.findall(r"^  (to [^:]+): (?:[\d,]+ runs, )?([\d,]+) calls$", said.out, re.MULTILINE)
    return {name: int(calls.replace(",", "")) for name, calls in rows}


def runs(script: Script, out: Path) -> tuple[int, int]:
    """Return how often the reader was asked about what is learned from, and about what is held out."""
    held_out = {name for part in ("dev", "test") for name in about(out)["data"][part]}
    days = [re.search(r"day (\d+)", str(body["messages"][-1]["content"])) for body in script.asked[READER]]
    measured = sum(f"made-{day[1]}#2" in held_out for day in days if day)
    return len(days) - measured, measured


def test_a_dry_run_of_gepa_counts_a_proposal_that_is_tried_beyond_its_bounds(
    socialsim: Program, command: Command, server: Server, script: Script, tmp_path: Path
) -> None:
    """It looks at the bounds before a proposal, and not before it tries it on all of select."""
    words, written = [*command("gepa", tmp_path / "out"), "optimizer.rounds=1"], iter(range(1, 1000))

    def climb(body: Body) -> str | int:
        said = script(body)
        if not isinstance(said, str):
            return said
        if body["model"] == WRITER:
            return f"[[ ## new_instruction ## ]]\nLevel {next(written)}.\n\n[[ ## completed ## ]]"
        level = int("".join(re.findall(r"Level (\d+)\.", str(body["messages"][0]["content"])))[:3] or 0)
        asked = str(body["messages"][-1]["content"])
        spoken = next((line for line in asked.splitlines() if line.split(" ")[0] in STRATEGIES), "")
        known = spoken and (sum(map(ord, spoken)) + level) % 3 == 0
        return f"[[ ## strategy ## ]]\n{right(spoken) if known else 'Others'}\n\n[[ ## completed ## ]]"

    server.answer = climb
    told = forecast(socialsim(*words, "dry_run=true"))
    assert socialsim(*words).code == 0
    searched, _ = runs(script, tmp_path / "out")
    assert 15 < searched <= told["to search"], "more than once all of train and select"
    assert len(script.asked[WRITER]) <= told["to write instructions"]
