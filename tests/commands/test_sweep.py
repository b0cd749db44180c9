"""`socialsim simulate -m`: one folder a job, named by what is swept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.commands.conftest import Program, read_json
from tests.server import Server


def test_each_job_of_a_sweep_has_a_folder_named_by_what_is_swept(
    socialsim: Program, by_server: list[str], posts: Callable[[int], Path], tmp_path: Path
) -> None:
    out = tmp_path / "sweep"
    said = socialsim(
        "simulate", "-m", f"posts={posts(1)}", f"out={out}", *by_server, "seed=0,1", "lm.model=org/one,two"
    )
    assert said.code == 0
    folders = {path.name for path in out.iterdir() if path.is_dir()}
    assert folders == {f"lm.model={model},seed={seed}" for model in ("org_one", "two") for seed in (0, 1)}
    texts = {(out / name / "ssconv.json").read_bytes() for name in folders}
    assert len(texts) == 4, "every job has a corpus of its own"
    for name in folders:
        assert read_json(out / name / "run.json")["config"]["out"] == f"{out}/{name}"
    assert not list((tmp_path / "cwd").iterdir())


def test_a_job_that_fails_leaves_the_others_their_results(
    socialsim: Program, server: Server, by_server: list[str], posts: Callable[[int], Path], tmp_path: Path
) -> None:
    out = tmp_path / "sweep"
    said = socialsim("simulate", "-m", f"posts={posts(1)}", f"out={out}", *by_server, "program.sees=nothing,persona")
    assert said.code == 2
    assert "socialsim: program.sees=nothing: program.sees=nothing: there is no such sees" in said.err
    assert said.err.splitlines()[-1] == "socialsim: not every job of the sweep was done; see above"
    assert "Traceback" not in said.err
    assert (out / "program.sees=persona" / "ssconv.json").exists()
    assert not (out / "program.sees=nothing" / "corpus.db").exists()


def test_show_and_export_do_not_sweep(socialsim: Program) -> None:
    for command in ("show", "export"):
        said = socialsim(command, "somewhere", "-m")
        assert said.code == 2
        assert "takes no -m" in said.complaint
