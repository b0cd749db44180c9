"""Sweeps whose jobs a Hydra launcher runs side by side, in processes of their own; tried with joblib's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import Program, in_own_process, read_json
from tests.server import Server

pytest.importorskip("hydra_plugins.hydra_joblib_launcher", reason="hydra-joblib-launcher is not installed")

JOBLIB = ("hydra/launcher=joblib", "hydra.launcher.n_jobs=2")
KEY = "canary-5d0e7a91b36c"


def test_joblib_gives_what_the_sweep_gives_without_it(
    socialsim: Program,
    server: Server,
    by_server: list[str],
    posts: Callable[[int], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SWEEP_KEY", KEY)
    command = ["simulate", "-m", f"posts={posts(2)}", *by_server, "lm.api_key_env=SWEEP_KEY", "seed=0,1"]
    assert socialsim(*command, "out=alone").code == 0
    asked = len(server.requests)
    process = in_own_process(*command, *JOBLIB, "out=together", cwd=Path.cwd())
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert len(server.requests) == 2 * asked
    for job in ("seed=0", "seed=1"):
        for name in ("ssconv.json", "profiles.json", "dialogues.jsonl"):
            assert Path("alone", job, name).read_bytes() == Path("together", job, name).read_bytes()
        assert read_json(Path("together", job, "run.json"))["config"]["out"] == f"together/{job}"
    assert {headers["Authorization"] for headers in server.headers} == {f"Bearer {KEY}"}
    written = b"".join(path.read_bytes() for path in Path("together").rglob("*") if path.is_file())
    assert KEY.encode() not in written and KEY not in out + err


def test_a_job_that_fails_under_joblib_leaves_the_others_their_results(socialsim: Program) -> None:
    command = ["simulate", "-m", "n=1", "out=sweep", "program.sees=nothing,persona", *JOBLIB]
    process = in_own_process(*command, cwd=Path.cwd())
    _, err = process.communicate(timeout=120)
    assert process.returncode == 2
    assert "socialsim: program.sees=nothing: program.sees=nothing: there is no such sees" in err
    assert err.splitlines()[-1] == "socialsim: not every job of the sweep was done; see above"
    assert "Traceback" not in err
    assert Path("sweep", "program.sees=persona", "ssconv.json").exists()
    assert not Path("sweep", "program.sees=nothing", "corpus.db").exists()
