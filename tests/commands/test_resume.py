"""Kill it anywhere, run the same command again: nothing is lost, nothing is paid twice, and the result is the same."""

from __future__ import annotations

import resource
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from socialsim.cache import DONE, CorpusStore

from tests.commands.conftest import Program, in_own_process, read_json
from tests.server import Server

# Four posts take 2 calls each to become personas. A dialogue of 2 or 3 exchanges takes 6 calls an exchange, 12 to 18 in
# all. With one call at a time, after 8 + 18 + 6 calls one dialogue is done and at most two are, of four.
POSTS, HELD_AFTER = 4, 32


def statuses(folder: Path) -> list[str | None]:
    with CorpusStore.open_existing(folder) as store:
        run = store.last_run()
        assert run is not None
        return [row["status"] for row in store.run_dialogues(run)]


def test_after_a_kill_the_same_command_gives_what_an_undisturbed_one_gives(
    socialsim: Program, server: Server, by_server: list[str], posts: Callable[[int], Path], tmp_path: Path
) -> None:
    command = ["simulate", f"posts={posts(POSTS)}", "n=4", "lm.concurrency=1", *by_server]
    assert socialsim(*command, f"out={tmp_path / 'undisturbed'}").code == 0
    undisturbed = len(server.requests)

    server.requests.clear()
    server.hold_after = HELD_AFTER
    killed = tmp_path / "killed"
    process = in_own_process(*command, f"out={killed}", cwd=tmp_path)
    assert server.holding.wait(timeout=120)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    before = statuses(killed)
    assert 1 <= before.count(DONE) <= 2
    assert not (killed / "ssconv.json").exists()

    paid = len(server.requests)
    server.hold_after = None
    server.release.set()
    assert socialsim(*command, f"out={killed}").code == 0
    for name in ("ssconv.json", "profiles.json", "dialogues.jsonl"):
        assert (killed / name).read_bytes() == (tmp_path / "undisturbed" / name).read_bytes()
    assert read_json(killed / "run.json")["dialogues"]["reused"] == before.count(DONE)
    # Nothing that was answered is asked for again; only the call that was in flight is.
    assert HELD_AFTER + len(server.requests) - paid == undisturbed


@pytest.mark.parametrize("concurrency", [1, 4])
def test_ctrl_c_says_what_is_saved_and_the_same_command_goes_on(
    concurrency: int,
    socialsim: Program,
    server: Server,
    by_server: list[str],
    posts: Callable[[int], Path],
    tmp_path: Path,
) -> None:
    out = tmp_path / "out"
    command = ["simulate", f"posts={posts(POSTS)}", "n=4", f"lm.concurrency={concurrency}", *by_server, f"out={out}"]
    server.hold_after = HELD_AFTER
    process = in_own_process(*command, cwd=tmp_path)
    assert server.holding.wait(timeout=120)
    process.send_signal(signal.SIGINT)
    printed, err = process.communicate(timeout=60)
    saved = statuses(out).count(DONE)
    assert process.returncode == 130
    assert err.splitlines()[-1] == (
        f"socialsim: stopped: {saved} of 4 dialogues are saved in {out}; run the same command again to go on"
    )
    assert "Traceback" not in printed + err
    with CorpusStore.open_existing(out) as store:
        assert [row["status"] for row in store.db.query("SELECT status FROM runs")] == ["stopped"]

    server.hold_after = None
    server.release.set()
    assert socialsim(*command).code == 0
    assert statuses(out) == [DONE] * 4


def test_ctrl_c_among_the_posts_keeps_the_personas(
    socialsim: Program, server: Server, by_server: list[str], posts: Callable[[int], Path], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    command = ["simulate", f"posts={posts(POSTS)}", "n=4", "lm.concurrency=1", *by_server, f"out={out}"]
    server.hold_after = 3  # the first post takes two calls, the second is in the middle of its two
    process = in_own_process(*command, cwd=tmp_path)
    assert server.holding.wait(timeout=120)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.splitlines()[-1].startswith(f"socialsim: stopped: 1 persona is saved in {out};")
    server.hold_after = None
    server.release.set()
    assert socialsim(*command).code == 0
    assert statuses(out) == [DONE] * 4


def test_a_full_disk_is_one_line_and_the_same_command_goes_on(tmp_path: Path) -> None:
    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    command = ["simulate", "n=10", f"out={tmp_path / 'out'}"]
    process = in_own_process(*command, cwd=tmp_path, preexec_fn=little_room)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 2
    assert err.splitlines()[-1].startswith("socialsim: corpus.db: ")
    assert "Traceback" not in err
    process = in_own_process(*command, cwd=tmp_path)
    process.communicate(timeout=120)
    assert process.returncode == 0
    assert len(read_json(tmp_path / "out" / "ssconv.json")) == 10
