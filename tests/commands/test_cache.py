"""`socialsim cache`, and what several runs that share one cache ask and do not ask."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from socialsim.cache import KeptResponse, ResponseCache
from socialsim.commands.files import DIALOGUES, PROFILES, SSCONV

from tests.commands.conftest import Program, in_own_process
from tests.loopback import Loopback

Posts = Callable[[int], Path]
CONCURRENCY = 8
TURNS = ["program.min_turns=4", "program.max_turns=6"]


@pytest.fixture
def server(running: Loopback) -> Loopback:
    running.reset()
    return running


def command(server: Loopback, posts: Path, count: int) -> list[str]:
    lm = ["lm=server", "lm.model=m", f"lm.api_base={server.base_url}", f"lm.concurrency={CONCURRENCY}"]
    return ["simulate", f"posts={posts}", f"n={count}", *lm, *TURNS]


def calls(server: Loopback) -> Counter[str]:
    return Counter(entry["digest"] for entry in server.log() if entry["fields"])


def contents(folder: Path) -> list[bytes]:
    return [(folder / name).read_bytes() for name in (SSCONV, PROFILES, DIALOGUES)]


def by_hand(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        assert database.execute(sql).rowcount == 1


@pytest.fixture
def out(socialsim: Program, server: Loopback, posts: Posts, tmp_path: Path) -> Path:
    """Return the folder of a finished run of two dialogues."""
    folder = tmp_path / "out"
    assert socialsim(*command(server, posts(2), 2), f"out={folder}").code == 0
    return folder


def test_stats_counts_the_answers_of_each_generator(
    socialsim: Program, server: Loopback, out: Path, tmp_path: Path
) -> None:
    said = socialsim("cache", "stats", out)
    assert said.code == 0
    paid = calls(server).total()
    name, answers, tokens = said.out.splitlines()
    assert name == f"openai/m?api_base={server.base_url}"
    today = datetime.now(UTC).date().isoformat()
    assert re.fullmatch(rf"  {paid} answers, \d+\.\d MB, from {today} to {today}", answers)
    assert re.fullmatch(r"  [\d,]+ tokens in \([\d,]+ from the provider's cache\), [\d,]+ out", tokens)
    assert socialsim("cache", "stats", out / "responses.db").out == said.out
    assert said.out == socialsim("cache", f"dir={out}").out


def test_stats_tells_a_name_that_is_wider_than_the_terminal_in_one_line_to_be_copied(
    socialsim: Program, tmp_path: Path
) -> None:
    name = "openai/m?api_base=http://a-name-without-end" + "-and-more" * 20
    with closing(ResponseCache(tmp_path / "a.db")) as cache:
        cache.put(KeptResponse("1", name, b"{}", 12_345, 67, 2_000))
        cache.put(KeptResponse("2", "openai/other", b"{}"))
    said = socialsim("cache", "stats", tmp_path / "a.db").out.splitlines()
    assert said[0] == name
    assert said[2] == "  12,345 tokens in (2,000 from the provider's cache), 67 out"
    assert said[3] == "openai/other" and said[5] == "  0 tokens in, 0 out"
    assert max(len(line) for line in said[1:]) <= 80
    forgotten = socialsim("cache", "prune", tmp_path / "a.db", f"generator='{said[0]}'").out
    assert "1 answers forgotten" in " ".join(forgotten.split())


def test_verify_names_a_damaged_answer_and_a_run_that_needs_it_asks_for_it_again(
    socialsim: Program, server: Loopback, out: Path, posts: Posts, tmp_path: Path
) -> None:
    said = socialsim("cache", "verify", out)
    assert said.code == 0 and f"{calls(server).total()} answers, all of them as they were written" in said.out
    flip = "CAST(substr(raw, 1, 40) || x'00' || substr(raw, 42) AS BLOB)"
    by_hand(
        out / "responses.db",
        f"UPDATE responses SET raw = {flip} WHERE key = (SELECT min(key) FROM responses)",
    )
    said = socialsim("cache", "verify", out)
    assert said.code == 2 and "the answer is not the one that was written" in said.out
    assert f"{out / 'responses.db'}: 1 " in said.complaint and "damaged" in said.complaint
    server.reset()
    again = tmp_path / "again"
    assert socialsim(*command(server, posts(2), 2), f"out={again}", f"cache={out / 'responses.db'}").code == 0
    assert calls(server).total() == 1 and contents(again) == contents(out)
    assert socialsim("cache", "verify", out).code == 0


def test_prune_forgets_what_it_is_told_to_and_a_new_run_pays_for_it_again(
    socialsim: Program, server: Loopback, out: Path, posts: Posts, tmp_path: Path
) -> None:
    paid = calls(server).total()
    assert "0 answers forgotten" in socialsim("cache", "prune", out, "older_than_days=1").out
    assert "0 answers forgotten" in socialsim("cache", "prune", out, "generator=openai/other").out
    name = f"openai/m?api_base={server.base_url}"
    assert f"{paid} answers forgotten" in socialsim("cache", "prune", out, f"generator='{name}'").out
    assert "no answers are kept here" in socialsim("cache", "stats", out).out
    server.reset()
    finished = command(server, posts(2), 2)
    assert socialsim(*finished, f"out={out}").code == 0 and calls(server).total() == 0
    assert socialsim(*finished, f"out={tmp_path / 'b'}", f"cache={out / 'responses.db'}").code == 0
    assert calls(server).total() == paid


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["stats", "nowhere"], "nowhere: there is no response cache here"),
        (["stats"], "dir is needed"),
        (["purge", "."], "action=purge: there are stats, verify, prune"),
        (["prune", "."], "there is no response cache here"),
        (["verify", ".", "older_than_days=1"], "verify takes neither older_than_days nor generator"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line_and_leaves_nothing(
    words: list[str], complaint: str, socialsim: Program, tmp_path: Path
) -> None:
    said = socialsim("cache", *words)
    assert said.code == 2 and complaint in said.complaint
    assert not list((tmp_path / "cwd").iterdir())


def test_prune_without_a_word_about_what_forgets_nothing(socialsim: Program, out: Path) -> None:
    assert "prune what?" in socialsim("cache", "prune", out).complaint
    assert "has to be 0 or more" in socialsim("cache", "prune", out, "older_than_days=-1").complaint
    assert socialsim("cache", "verify", out).code == 0
    assert "no answers" not in socialsim("cache", "stats", out).out


def test_two_runs_at_once_with_one_cache_pay_twice_for_nothing_but_what_both_have_in_flight(
    server: Loopback, posts: Posts, tmp_path: Path
) -> None:
    """A call in flight in one process is not known in another; whatever is kept is known to both at once."""
    server.reset(latency=0.01)
    words = [*command(server, posts(6), 6), f"cache={tmp_path / 'shared.db'}"]
    runs = [in_own_process(*words, f"out={tmp_path / name}", cwd=tmp_path) for name in "ab"]
    for run in runs:
        _, err = run.communicate(timeout=120)
        assert run.returncode == 0, err
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert max(calls(server).values()) <= 2
    came: dict[str, float] = {}
    for entry in sorted(server.log(), key=lambda entry: float(entry["came"])):
        if entry["fields"] and entry["digest"] in came:
            assert entry["came"] < came[entry["digest"]] + 0.25, "it was answered, and had to be kept, long before"
        came.setdefault(entry["digest"], entry["answered"])


def test_a_finished_run_is_replayed_from_its_cache_without_a_server(
    socialsim: Program, posts: Posts, tmp_path: Path
) -> None:
    with Loopback() as gone:
        words = [*command(gone, posts(3), 3), f"cache={tmp_path / 'shared.db'}", "lm.retries=0"]
        assert socialsim(*words, f"out={tmp_path / 'a'}").code == 0
        before = gone.stats()["total"]
        assert socialsim(*words, f"out={tmp_path / 'b'}").code == 0
        assert gone.stats()["total"] == before
    said = socialsim(*words, f"out={tmp_path / 'c'}", "budget.calls=1")
    assert said.code == 0, said.err
    assert f"{before - 1} answered from the cache" in said.out
    assert contents(tmp_path / "a") == contents(tmp_path / "b") == contents(tmp_path / "c")
