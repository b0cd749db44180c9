"""What goes wrong between a run and its provider: it ends as what it is, is told in a line, and can be made good."""

from __future__ import annotations

import json
import socket
import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from socialsim.commands.files import DIALOGUES, PROFILES, SSCONV
from socialsim.generators import remote

from tests.commands.conftest import Program, read_json
from tests.loopback import KINDS, Loopback
from tests.server import Body, Server, plausible, wanted

Posts = Callable[[int], Path]
TURNS = ["program.min_turns=4", "program.max_turns=6"]
TRUE_OUTCOMES = {"done", "parse-failed", "provider-error", "refused"}
UNREADABLE = ("empty", "wrong-fields", "length")
"""Kinds of faults that are answers, but none that can be used."""


@pytest.fixture
def server(running: Loopback) -> Loopback:
    running.reset()
    return running


@pytest.fixture
def lm(server: Loopback) -> list[str]:
    return ["lm=server", "lm.model=m", f"lm.api_base={server.base_url}", "lm.concurrency=8"]


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pauses between attempts are those of a quiet day, so that a test of hundreds of faults takes seconds."""
    monkeypatch.setattr(remote, "_FIRST_PAUSE", 0.01)
    monkeypatch.setattr(remote, "_BUSY_PATIENCE", 0.3)


def stored(folder: Path, table: str) -> Counter[str]:
    database: Any = sqlite3.connect(folder / "corpus.db")
    try:
        return Counter(dict(database.execute(f"SELECT status, count(*) FROM {table} GROUP BY status")))
    finally:
        database.close()


def made_of(folder: Path) -> int:
    """Return how many dialogues the files of a folder have, all three the same."""
    lines = (folder / DIALOGUES).read_text().splitlines()
    assert all(json.loads(line)["dialogue"]["turns"] for line in lines)
    assert len(lines) == len(read_json(folder / SSCONV)) == len(read_json(folder / PROFILES))
    return len(lines)


@pytest.mark.parametrize(("share", "retries"), [(0.3, 6), (0.5, 1)])
def test_under_mixed_faults_all_ends_as_what_it_is_and_is_made_good_without_them(
    share: float, retries: int, socialsim: Program, server: Loopback, lm: list[str], posts: Posts, tmp_path: Path
) -> None:
    out, total = tmp_path / "out", 12
    command = ["simulate", f"posts={posts(total)}", f"n={total}", f"out={out}", *lm, *TURNS]
    server.reset(faults=dict.fromkeys(KINDS, share / len(KINDS)), retry_after=0.05, fault_seed=3)
    said = socialsim(*command, "lm.timeout=0.5", f"lm.retries={retries}")
    assert said.code == 0, said.err
    run, of_posts, of_dialogues = read_json(out / "run.json"), stored(out, "screenings"), stored(out, "dialogues")
    assert set(server.stats()["faults"]) == set(KINDS)
    assert set(of_posts | of_dialogues) <= TRUE_OUTCOMES
    assert run["posts"]["by_status"] == of_posts and of_posts.total() == run["posts"]["looked_at"] == total
    assert run["dialogues"]["by_status"] == of_dialogues
    assert of_dialogues.total() == run["dialogues"]["total"] == run["personas"]["total"] == of_posts["done"]
    assert made_of(out) == run["dialogues"]["done"] == of_dialogues["done"]
    failed = 2 * total - of_posts["done"] - of_dialogues["done"]
    assert failed > 0 or share < 0.5, "the harder case is to have failures"

    server.reset()
    assert socialsim(*command, "retry_failed=true").code == 0
    assert stored(out, "dialogues") == {"done": total} and made_of(out) == total


@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_that_does_not_pass_ends_the_dialogue_as_what_it_is(
    kind: str, socialsim: Program, server: Loopback, lm: list[str], posts: Posts, tmp_path: Path
) -> None:
    out, path = tmp_path / "out", posts(1)
    assert socialsim("extract", f"posts={path}", f"out={out}", *lm).code == 0
    server.reset(faults={kind: 1.0}, retry_after=0.1)
    command = ["simulate", f"posts={path}", "n=1", f"out={out}", *lm, *TURNS]
    said = socialsim(*command, "lm.timeout=0.3", "lm.retries=1")
    status = "done" if kind == "close" else "parse-failed" if kind in UNREADABLE else "provider-error"
    assert stored(out, "dialogues") == {status: 1}
    assert read_json(out / "run.json")["dialogues"]["by_status"] == {status: 1}
    assert (said.code, made_of(out)) == ((0, 1) if status == "done" else (2, 0))
    assert status == "done" or f"dialogue 1: {status}: " in said.err.splitlines()[-1]
    server.reset()
    again = ["retry_failed=true"] if status == "parse-failed" else []  # provider errors are always asked again
    assert socialsim(*command, *again).code == 0
    assert stored(out, "dialogues") == {"done": 1} and made_of(out) == 1


def test_dialogues_that_break_off_first_do_not_stop_those_that_go_well(
    socialsim: Program, posts: Posts, tmp_path: Path
) -> None:
    """Three without a word from the provider are the end; these were answered before it failed."""
    broken: list[str] = []

    def answer(body: Body) -> str | int:
        if "situation" in wanted(body) and len(broken) < 4:  # what the supporter asks first
            broken.append(str(body["messages"]))
            return 500
        return plausible(body)

    out = tmp_path / "out"
    with Server() as server:
        server.answer = answer
        one = ["lm=server", "lm.model=m", f"lm.api_base={server.base_url}", "lm.concurrency=1", "lm.retries=0"]
        said = socialsim("simulate", f"posts={posts(5)}", "n=5", f"out={out}", *one, *TURNS)
    assert said.code == 0, said.err
    assert read_json(out / "run.json")["dialogues"]["by_status"] == {"done": 1, "provider-error": 4}


def nobody() -> str:
    """Return the address of a port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}/v1"


@pytest.mark.parametrize("program", ["simulate", "extract"])
@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"quota": 0}, "has no credit or quota left for this key: You exceeded your current quota"),
        ({"key": "another"}, "wants a key: "),
        ({"models": ("other",)}, "lm.model=m: "),
    ],
)
def test_a_provider_that_cannot_be_used_is_told_at_once(
    program: str, options: dict[str, Any], complaint: str, socialsim: Program, server: Loopback, lm: list[str],
    posts: Posts, tmp_path: Path,
) -> None:  # fmt: skip
    server.reset(**options)
    said = socialsim(program, f"posts={posts(3)}", f"out={tmp_path / 'out'}", *lm)
    assert (said.code, said.out) == (2, "")
    assert complaint in said.complaint and server.base_url in said.complaint
    (test_call,) = server.log()
    assert test_call["fields"] == []
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        (None, "Connection refused; start the server, or correct lm.api_base"),
        ("http://no-such-host.invalid/v1", "no answer from http://no-such-host.invalid"),
        ("localhost:8000/v1", "is no address; say, for instance, http://HOST:8000/v1"),
        ("nonsense", "is no address; say, for instance, http://HOST:8000/v1"),
        ("http://", "is no address; say, for instance, http://HOST:8000/v1"),
        ("ftp://127.0.0.1/v1", "is no address; say, for instance, http://HOST:8000/v1"),
        ("http://127.0.0.1:99999/v1", "is no address; say, for instance, http://HOST:8000/v1"),
        ("http://[::1/v1", "is no address; say, for instance, http://HOST:8000/v1"),
        ("http://a b/v1", "is no address; say, for instance, http://HOST:8000/v1"),
    ],
)
def test_an_address_where_nobody_answers_is_told_at_once(
    address: str | None, complaint: str, socialsim: Program, posts: Posts, tmp_path: Path
) -> None:
    base = f"lm.api_base='{address or nobody()}'"
    said = socialsim("simulate", f"posts={posts(3)}", f"out={tmp_path / 'out'}", "lm=server", "lm.model=m", base)
    assert (said.code, said.out) == (2, "")
    assert complaint in said.complaint
    assert not (tmp_path / "out").exists()


def test_a_key_that_is_revoked_later_asks_nothing_but_the_test_call(
    socialsim: Program, server: Loopback, lm: list[str], posts: Posts, tmp_path: Path
) -> None:
    path, out = posts(8), tmp_path / "out"
    assert socialsim("extract", f"posts={path}", f"out={out}", *lm, "n=2").code == 0
    server.reset(key="another")
    said = socialsim("extract", f"posts={path}", f"out={out}", *lm, "n=8")
    assert (said.code, "wants a key" in said.err.splitlines()[-1]) == (2, True)
    assert [entry["fields"] for entry in server.log()] == [[]]
    assert stored(out, "screenings") == {"done": 2}
