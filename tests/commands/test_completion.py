"""Tab completion, as bash asks for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from socialsim.commands.main import COMMANDS

from tests.commands.conftest import Program


def completions(line: str, socialsim: Program, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("COMP_LINE", line)
    monkeypatch.setenv("COMP_POINT", str(len(line)))
    said = socialsim("-sc", "query=bash")
    assert (said.code, said.err) == (0, "")
    assert os.environ["COMP_LINE"] == line
    return said.out.split()


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("socialsim ", [*COMMANDS]),
        ("socialsim s", ["simulate", "show", "split", "study"]),
        ("socialsim ex", ["extract", "export"]),
        ("/usr/bin/socialsim sim", ["simulate"]),
        ("socialsim simulate prog", ["program=", "program."]),
        ("socialsim simulate program=f", ["program=full", "program=fused"]),
        ("socialsim simulate n=3 lm=gpt-4o-", ["lm=gpt-4o-mini"]),
        ("socialsim simulate posts=some/file.csv retry", ["retry_failed="]),
        ("socialsim show ru", ["run="]),
        ("socialsim nonsense x", []),
    ],
)
def test_commands_come_first_and_then_what_hydra_offers(
    line: str, offered: list[str], socialsim: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sorted(completions(line, socialsim, monkeypatch)) == sorted(offered)


def test_a_command_s_name_is_completed_without_heavy_imports() -> None:
    code = (
        "import sys; from socialsim.commands.main import main; main(['-sc', 'query=bash']);"
        "print(sorted({'dspy', 'hydra', 'pydantic'} & set(sys.modules)))"
    )
    environment = os.environ | {"COMP_LINE": "socialsim si", "COMP_POINT": "12"}
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert said.stdout == "simulate\n[]\n"


def test_bash_completes_once_the_script_is_installed(socialsim: Program, tmp_path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash here")
    script = socialsim("-sc", "install=bash").out
    program = tmp_path / "socialsim"
    program.write_text(f"#!{sys.executable}\nimport sys\nfrom socialsim.commands.main import main\nsys.exit(main())\n")
    program.chmod(0o755)
    (tmp_path / "install").write_text(script)
    ask = (
        f"source {tmp_path}/install; COMP_LINE='socialsim simulate program=f'; COMP_POINT=29; COMP_CWORD=2;"
        "hydra_bash_completion; echo ${COMPREPLY[@]}"
    )
    environment = os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    said = subprocess.run([bash, "-c", ask], capture_output=True, text=True, check=True, env=environment)
    assert said.stdout == "program=full program=fused\n"
