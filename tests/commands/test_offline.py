"""The default: no server, no key; and what the offline generator made stays apart from what a model made."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import Program, in_own_process, read_json
from tests.server import Server

SHORT = ["program.min_turns=4", "program.max_turns=6"]


def test_the_default_needs_nothing(socialsim: Program, tmp_path: Path) -> None:
    said = socialsim("simulate", "n=2", *SHORT)
    assert said.code == 0
    out = tmp_path / "cwd" / "outputs" / "simulate"
    assert sorted(path.name for path in out.iterdir()) == [
        "corpus.db", "dialogues.jsonl", "profiles.json", "run.json", "ssconv.json"
    ]  # fmt: skip
    assert "not training data" in said.out
    assert read_json(out / "run.json")["cost_usd"] == 0
    for line in (out / "dialogues.jsonl").read_text().splitlines():
        generators = json.loads(line)["dialogue"]["provenance"]["generators"]
        assert all(name.startswith("offline/") for name in generators.values())
    assert socialsim("show").code == 0


def test_two_processes_give_what_one_gives(socialsim: Program, tmp_path: Path) -> None:
    one = socialsim("simulate", "n=3", *SHORT, f"out={tmp_path / 'one'}")
    process = in_own_process("simulate", "n=3", *SHORT, f"out={tmp_path / 'two'}", "processes=2", cwd=tmp_path)
    _, err = process.communicate(timeout=120)
    assert (one.code, process.returncode) == (0, 0), err
    for name in ("ssconv.json", "profiles.json", "dialogues.jsonl"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


@pytest.mark.parametrize("lm", ["offline", "offline-apprentice", "offline-novice"])
@pytest.mark.parametrize(
    "program", ["chat", "direct", "persona_only", "reasoning_only", "escot", "fused", "single_shot"]
)
def test_every_program_runs_offline_with_any_skill(program: str, lm: str, socialsim: Program, tmp_path: Path) -> None:
    said = socialsim("simulate", "n=1", *SHORT, f"lm={lm}", f"program={program}", f"out={tmp_path / 'out'}")
    assert said.code == 0 and "not training data" in said.out
    ((dialogue,),) = [read_json(tmp_path / "out" / "ssconv.json")]
    assert 2 <= len(dialogue["Dialogue"]) <= 6


def test_offline_personas_are_not_used_by_a_model_but_a_model_s_are_used_offline(
    socialsim: Program, server: Server, by_server: list[str], posts: Callable[[int], Path], tmp_path: Path
) -> None:
    command = ["simulate", f"posts={posts(2)}", f"out={tmp_path / 'out'}", *SHORT]
    assert socialsim(*command, "lm=offline").code == 0
    assert socialsim(*command, *by_server).code == 0
    assert len(server.asking_for("persona")) == 2
    assert {"total": 2, "made": 2, "reused": 0}.items() <= read_json(tmp_path / "out" / "run.json")["personas"].items()
    assert socialsim(*command, "lm=offline").code == 0
    assert read_json(tmp_path / "out" / "run.json")["personas"]["made"] == 0
    assert {record["Occupation"] for record in read_json(tmp_path / "out" / "profiles.json")} == {"glassblower"}


def test_a_sweep_over_generators_is_one_command(
    socialsim: Program, by_server: list[str], posts: Callable[[int], Path], tmp_path: Path
) -> None:
    of_server = [word for word in by_server if word != "lm=server"]
    words = ["simulate", "-m", "lm=offline,server", "seed=0,1", *of_server]
    assert socialsim(*words, f"posts={posts(1)}", f"out={tmp_path / 'out'}").code == 0
    folders = {path.name for path in (tmp_path / "out").iterdir() if path.is_dir()}
    assert folders == {f"lm={lm},seed={seed}" for lm in ("offline", "server") for seed in (0, 1)}


def test_posts_in_another_language_are_named_with_a_reason(socialsim: Program, tmp_path: Path) -> None:
    (tmp_path / "posts.txt").write_text(
        "我最近总是失眠,心情很低落,不知道该怎么办。\n\nI feel alone since my friend moved away in May.\n"
    )
    said = socialsim("simulate", f"posts={tmp_path / 'posts.txt'}", f"out={tmp_path / 'out'}", *SHORT)
    assert said.code == 0
    assert "posts.txt:1: " in said.out
    assert "zh" in said.out


def test_posts_of_which_none_becomes_a_persona_are_an_error_with_the_first_reason(
    socialsim: Program, tmp_path: Path
) -> None:
    (tmp_path / "posts.txt").write_text("我最近总是失眠,心情很低落,不知道该怎么办。\n")
    said = socialsim("simulate", f"posts={tmp_path / 'posts.txt'}", f"out={tmp_path / 'out'}")
    assert said.code == 2
    assert "socialsim: none of the 1 posts became a persona; the first: posts.txt:1: " in said.err
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["corpus.db"]


def test_a_folder_goes_on_with_the_posts_it_was_made_from(
    socialsim: Program, posts: Callable[[int], Path], tmp_path: Path
) -> None:
    assert socialsim("extract", f"posts={posts(2)}", f"out={tmp_path / 'out'}").code == 0
    assert socialsim("simulate", f"out={tmp_path / 'out'}").code == 0
    run = read_json(tmp_path / "out" / "run.json")
    assert run["config"]["posts"]["path"] == str(posts(2))
    assert run["personas"]["reused"] == 2 and run["dialogues"]["done"] == 2
    assert socialsim("simulate", "posts=examples", "n=1", f"out={tmp_path / 'out'}").code == 0
    assert read_json(tmp_path / "out" / "run.json")["config"]["posts"]["path"] == "examples"


def test_the_chain_after_escot_is_kept_shown_and_exported(socialsim: Program, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert socialsim("simulate", "n=2", *SHORT, "program=escot", f"out={out}").code == 0
    nodes = {"emotion", "stimulus", "appraisal", "strategy"}
    for line in (out / "dialogues.jsonl").read_text().splitlines():
        for turn in json.loads(line)["dialogue"]["turns"][1::2]:
            assert {name for name, text in turn["reasoning"].items() if text} == nodes
    shown = socialsim("show", out, 1).out
    for turn in read_json(out / "ssconv.json")[0]["Dialogue"][1::2]:
        steps = dict(line.split(": ", 1) for line in turn["Supporter Step by Step Reasoning"].splitlines())
        assert {name.casefold() for name in steps} == nodes
        assert " ".join(steps["Stimulus"].split()[:4]) in shown
    assert read_json(out / "run.json")["checks"]["verdicts"]["reasoning"] == {"passed": 2}
    assert socialsim("check", out).code == 0
