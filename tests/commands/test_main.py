"""The program before any command runs: its help, and what it says when something is the user's to mend."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from socialsim.commands.main import COMMANDS, main
from socialsim.commands.schema import SCHEMAS

from tests.commands.conftest import ENTRY, Program

SECRET = "sk-abcdefghijklmnopqrstuvwxyz0123"


def test_help_names_every_command_and_imports_nothing_heavy() -> None:
    code = (
        "import sys; from socialsim.commands.main import main; main(['--help']);"
        "heavy = {'dspy', 'hydra', 'omegaconf', 'pydantic', 'rich', 'sqlite_utils', 'torch'};"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stderr == "[]\n"
    for command, what in COMMANDS.items():
        assert f"{command} " in said.stdout
        assert what in said.stdout


@pytest.mark.parametrize("words", [[], ["-h"], ["help"]])
def test_without_a_command_it_helps(words: list[str], socialsim: Program) -> None:
    said = socialsim(*words)
    assert (said.code, said.err) == (0, "")
    assert "socialsim COMMAND [key=value …]" in said.out


def test_version_is_the_package_s(socialsim: Program) -> None:
    assert socialsim("--version").out == "socialsim 0.1.0\n"


def test_an_unknown_command_gets_the_close_one(socialsim: Program) -> None:
    said = socialsim("simulat", "n=1")
    assert said.code == 2
    assert said.complaint == "socialsim: 'simulat' is not a command; did you mean simulate?"


def test_a_flag_or_a_key_before_the_command_is_told_where_it_belongs(socialsim: Program) -> None:
    assert "the command comes first" in socialsim("-m", "simulate").complaint
    assert "the command comes first" in socialsim("n=1").complaint


def test_the_entry_point_returns_the_exit_code(tmp_path: Path) -> None:
    said = subprocess.run([*ENTRY, "simulate", "nn=1"], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert said.returncode == 2
    assert "Traceback" not in said.stderr


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["nn=3"], "nn: simulate has no such key, did you mean n?"),
        (["lm.modl=x"], "lm.modl: simulate has no such key, did you mean lm.model?"),
        (["lm@rater_lm=offline"], "lm@rater_lm: simulate has no such key"),
        (["lm=gpt-5o"], "lm=gpt-5o: no such lm, did you mean gpt-4o?; there are chatbot, claude, deepseek, gpt-4,"),
        (["program=fulll"], "program=fulll: no such program, did you mean full?"),
        (["posts=exampels"], "posts=exampels: no such posts, did you mean examples?"),
        (["n=many"], "n: Value 'many' of type 'str' could not be converted to Integer"),
        (["n=0"], "n=0: has to be 1 or more"),
        (["processes=0"], "processes=0: has to be 1 or more"),
        (["lm=server"], "lm.model is needed; say lm.model=VALUE"),
        (["lm=server", "lm.model=x"], "lm.api_base is needed; say lm.api_base=VALUE"),
        (["lm@seeker_lm=vllm"], "seeker_lm.model is needed"),
        (["seeker_lm.model=x"], "the seeker has no LM of its own yet; choose it with lm@seeker_lm=NAME"),
        (["lm=gpt-4o"], "OPENAI_API_KEY is not set"),
        (["lm@supporter_lm=claude"], "ANTHROPIC_API_KEY is not set"),
        (["lm=gpt-4o", "lm.model=foo"], "lm.model=foo: say whose model it is, for instance openai/foo"),
        (["lm.engine=magic", "lm.model=a/b"], "'magic' is not an engine"),
        (["lm.skill=0"], "lm.skill=0: has to be above 0 and at most 1"),
        (["lm=gpt-4o", "lm.skill=0.5"], "lm.skill=0.5: is for lm=offline"),
        (["program.nodes=[situation,mood]"], "'mood' is not a reasoning node"),
        (["program.taxonomy=hill"], "program.taxonomy=hill: there is no such taxonomy; there are esconv, extes"),
        (["program.min_turns=9", "program.max_turns=9"], "there has to be an even number"),
        (["posts=missing.csv"], "missing.csv: no such file"),
        (["personas=missing.json"], "missing.json: no such file"),
        (["posts.csv"], "'posts.csv' is not key=value; did you mean posts=posts.csv?"),
        (["n=("], "n=(: cannot be read"),
        (["out="], "out is empty"),
        (["--config-dir", "nowhere"], "nowhere' not found"),
    ],
)
def test_what_the_user_can_mend_is_one_line_and_nothing_is_written(
    words: list[str], complaint: str, socialsim: Program, tmp_path: Path
) -> None:
    said = socialsim("simulate", f"out={tmp_path / 'out'}", *words)
    assert said.code == 2
    assert complaint in said.complaint
    assert said.out == ""
    assert not (tmp_path / "out").exists()
    assert not list((tmp_path / "cwd").iterdir())


def test_posts_of_which_none_can_be_used_are_an_error_with_the_first_place(socialsim: Program, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text('{"text": ""}\n{"text": " "}\n')
    said = socialsim("simulate", f"posts={tmp_path / 'empty.jsonl'}", f"out={tmp_path / 'out'}")
    assert said.code == 2
    assert "empty.jsonl:1:" in said.complaint
    assert not (tmp_path / "out").exists()


def test_a_failed_start_leaves_what_is_in_the_folder_alone(
    socialsim: Program, by_server: list[str], posts: Callable[[int], Path], tmp_path: Path
) -> None:
    command = ["simulate", f"posts={posts(1)}", f"out={tmp_path / 'out'}", *by_server]
    assert socialsim(*command).code == 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert socialsim(*command, "posts.text=nothing").code == 2
    assert socialsim(*command, "lm=gpt-4o").code == 2
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


@pytest.mark.parametrize("name", ["file", "file/below", "db"])
def test_a_folder_that_is_none_is_an_error(name: str, socialsim: Program, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "db").mkdir()
    (tmp_path / "db" / "corpus.db").write_text("this is no database, " * 100)
    said = socialsim("simulate", f"out={tmp_path / name}")
    assert said.code == 2
    assert str(tmp_path / name.partition("/")[0]) in said.complaint
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize(
    "words",
    [
        ["lm.api_key=" + SECRET],
        ["+lm.api_key=" + SECRET],
        ["++lm.token=" + SECRET],
        ["seeker_lm.password=hunter2-secret"],
        ["lm.client_secret=hunter2-secret"],
        ["lm.model=" + SECRET],
        [SECRET],
        ["lm.api_key_env=" + SECRET],
        ["lm.api_key_env=hunter2secret"],
        ["lm.api_base=http://me:hunter2-secret@host/v1"],
        ["lm.api_base=https://host/v1?api_key=hunter2-secret"],
    ],
)
def test_a_secret_on_the_command_line_is_refused_and_never_repeated(
    words: list[str], socialsim: Program, tmp_path: Path
) -> None:
    said = socialsim("simulate", f"out={tmp_path / 'out'}", *words)
    assert said.code == 2
    assert "environment" in said.complaint
    assert SECRET not in said.err + said.out
    assert "hunter2" not in said.err + said.out
    assert not (tmp_path / "out").exists()


def test_a_number_of_tokens_is_no_secret(socialsim: Program) -> None:
    said = socialsim("simulate", "--cfg", "job", "lm.max_tokens=5", "lm.usd_per_million_input_tokens=1")
    assert said.code == 0
    assert "max_tokens: 5" in said.out


def test_a_bug_is_one_line_too_and_its_traceback_only_for_those_who_ask(
    socialsim: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(config: object) -> None:
        raise ZeroDivisionError("as in a bug")

    monkeypatch.setattr("socialsim.commands.show.run", broken)
    said = socialsim("show")
    assert said.code == 1
    assert said.complaint == (
        "socialsim: internal error: ZeroDivisionError: as in a bug (set SOCIALSIM_DEBUG=1 for the traceback)"
    )
    monkeypatch.setenv("SOCIALSIM_DEBUG", "1")
    assert "Traceback" in socialsim("show").err


def keys(schema: type, prefix: str = "") -> Iterator[str]:
    for field in dataclasses.fields(schema):
        yield prefix + field.name


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_names_every_key(command: str, socialsim: Program) -> None:
    said = socialsim(command, "--help")
    assert (said.code, said.err) == (0, "")
    for key in keys(SCHEMAS[command]):
        assert re.search(rf"(^|[ @]){key}[=.]", said.out, re.MULTILINE) or f"{command} {key}" in said.out, key


def test_hydra_shows_the_configuration_without_running(socialsim: Program, tmp_path: Path) -> None:
    said = socialsim("simulate", "--cfg", "job", "n=3", f"out={tmp_path / 'my corpus'}")
    assert said.code == 0
    assert f"out: {tmp_path / 'my corpus'} " in " ".join(said.out.split())  # YAML breaks long lines
    assert not (tmp_path / "my corpus").exists()


def test_a_folder_of_the_user_s_adds_options(socialsim: Program, tmp_path: Path) -> None:
    (tmp_path / "conf" / "lm").mkdir(parents=True)
    (tmp_path / "conf" / "lm" / "mine.yaml").write_text(
        "engine: remote\nmodel: mine\napi_base: http://localhost:1/v1\n"
    )
    said = socialsim("simulate", "--config-dir", tmp_path / "conf", "lm=mine", "--cfg", "job")
    assert said.code == 0
    assert "model: mine" in said.out


def test_arguments_come_from_the_command_line_by_default(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["socialsim", "--version"])
    assert main() == 0
    assert capsys.readouterr().out.startswith("socialsim ")
