"""What the tests of the command line share: the program itself, a server for it to talk to, and posts."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from socialsim.commands.main import main

from tests.server import Server

ENTRY = [sys.executable, "-c", "import sys; from socialsim.commands.main import main; sys.exit(main())"]
"""The program as its own process, by the same entry point as the console script."""


@dataclass
class Said:
    """What the program left: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """The one line on standard error; more than one is a failure."""
        (line,) = self.err.splitlines()
        assert line.startswith("socialsim: "), line
        return line


Program = Callable[..., Said]


def unchecked(words: Sequence[object]) -> list[str]:
    """Return words to type, with ``checks=report`` where a test server would answer: what it says is no conversation,
    and would rightly be rejected. A test that is about checks says so itself."""
    typed = [str(word) for word in words]
    said = typed[:1] != ["simulate"] or any(word.startswith("checks") for word in typed)
    lms = [at for at, word in enumerate(typed) if word.startswith(("lm=", "lm@")) and not _of_rules(word)]
    # Beside a word of its own kind: Hydra takes flags before key=value or behind, not between.
    return typed if said or not lms else [*typed[: lms[0]], "checks=report", *typed[lms[0] :]]


def _of_rules(word: str) -> bool:
    return all(name.startswith("offline") for name in word.partition("=")[2].split(","))


@pytest.fixture
def socialsim(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Run the program in this process, in an empty folder, with no keys and no debugging in the environment."""
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "SOCIALSIM_DEBUG", "HYDRA_FULL_ERROR"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "cwd"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def run(*words: object) -> Said:
        capsys.readouterr()
        code = main(unchecked(words))
        printed = capsys.readouterr()
        return Said(code, printed.out, printed.err)

    return run


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


@pytest.fixture
def by_server(server: Server) -> list[str]:
    """What to type so that the server answers; dialogues are short, four or six turns."""
    lm = ["lm=server", "lm.model=llama3", f"lm.api_base={server.base_url}", "lm.retries=0"]
    return [*lm, "program.min_turns=4", "program.max_turns=6"]


@pytest.fixture
def posts(tmp_path: Path) -> Callable[[int], Path]:
    """Write a file of as many invented posts."""

    def write(count: int) -> Path:
        path = tmp_path / "posts.jsonl"
        texts = [f"Since spring I cannot sleep and I worry about my work, night {number}." for number in range(count)]
        path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
        return path

    return write


def in_own_process(*words: object, cwd: Path, **options: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*ENTRY, *unchecked(words)], cwd=cwd, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options
    )


def read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
