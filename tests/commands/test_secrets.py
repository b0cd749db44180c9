"""A key is in the environment and in what is sent to its provider, and nowhere else: no file, no output, no error."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from socialsim.cache import ResponseCache
from socialsim.generators import Budget, LMConfig, Session, build_lm
from socialsim.programs import Supporter
from socialsim.signatures import ConfigurationError, Turn, as_history

from tests.commands.conftest import ENTRY, unchecked
from tests.server import Body, Server, plausible

CANARY = "sk-canary-4f9b1d7ac06e4be2a58133c0de7712f9"
VARIABLE = "SOCIALSIM_CANARY_KEY"


class Echo(Server):
    """A provider that repeats the key that it was sent in every error; `fails` says what it fails with, if at all."""

    def __init__(self) -> None:
        super().__init__()
        self.fails: Callable[[Body], int | None] = lambda body: None
        self.answer = self._answer

    def _answer(self, body: Body) -> str | int:
        return self.fails(body) or plausible(body)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Echo]:
    failure = {"message": f"Incorrect API key provided: {CANARY}", "type": f"for {CANARY}", "code": CANARY}
    monkeypatch.setattr("tests.server.failure", lambda status: {"error": failure})
    with Echo() as running:
        yield running
        sent = [headers["Authorization"] for headers in running.headers]
        assert sent and set(sent) == {f"Bearer {CANARY}"}, "the key never got to where it belongs"


class Place:
    """A folder that is home, cache and working directory of the program, and all that it ever printed."""

    def __init__(self, folder: Path, server: Server, posts: Path) -> None:
        self.folder, self.said = folder, b""
        lm = ["lm=server", "lm.model=m", f"lm.api_base={server.base_url}", f"lm.api_key_env={VARIABLE}"]
        few = ["lm.retries=1", "lm.timeout=5", "program.min_turns=4", "program.max_turns=6"]
        self.words = [f"posts={posts}", f"out={folder / 'out'}", *lm, *few]
        self.environment = {name: value for name, value in os.environ.items() if not name.endswith("_API_KEY")}
        homes = dict.fromkeys(("HOME", "XDG_CACHE_HOME", "DSPY_CACHEDIR", "TMPDIR", "HF_HOME"), str(folder))
        self.environment |= {VARIABLE: CANARY, "SOCIALSIM_DEBUG": "1", **homes}

    def start(self, *words: object) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*ENTRY, *unchecked(words)],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def end(self, process: subprocess.Popen[bytes]) -> int:
        out, err = process.communicate(timeout=120)
        self.said += out + err
        return process.returncode

    def run(self, *words: object) -> int:
        return self.end(self.start(*words))

    def secret_places(self) -> list[str]:
        """Return the files that have the key in them, or in their names, and "output"."""
        key = CANARY.encode()
        found = ["output"] if key in self.said else []
        for path in self.folder.rglob("*"):
            if CANARY in path.name or (path.is_file() and key in path.read_bytes()):
                found.append(str(path))
        return found


@pytest.fixture
def place(tmp_path: Path, server: Echo, posts: Callable[[int], Path]) -> Place:
    folder = tmp_path / "place"
    folder.mkdir()
    return Place(folder, server, posts(3))


def test_a_run_that_goes_well_and_one_that_is_refused_tell_nobody(place: Place, server: Echo) -> None:
    server.fails = lambda body: 401
    assert place.run("simulate", *place.words) == 2
    assert b"does not accept the key: Incorrect API key provided: (the key)" in place.said
    server.fails = lambda body: None
    assert place.run("simulate", *place.words) == 0
    assert {"corpus.db", "responses.db", "run.json"} <= {path.name for path in (place.folder / "out").iterdir()}
    assert place.secret_places() == []


@pytest.mark.parametrize("status", [400, 401, 429, 500])
def test_errors_in_the_middle_of_a_run_tell_nobody(status: int, place: Place, server: Echo) -> None:
    """Some posts go well; then every call fails, and the words of the provider are stored or shown."""
    server.fails = lambda body: status if "night 1." in str(body) else None
    if status == 429:
        server.fails = lambda body: status if len(server.requests) == 3 else None
    assert place.run("simulate", *place.words) in (0, 2)
    assert len(server.requests) > 2
    assert place.secret_places() == []


def test_a_stopped_run_tells_nobody_while_it_lasts_or_afterwards(place: Place, server: Echo) -> None:
    server.hold_after = 10
    process = place.start("simulate", *place.words)
    assert server.holding.wait(timeout=120)
    assert (place.folder / "out" / "corpus.db-wal").stat().st_size > 0
    assert place.secret_places() == []
    process.send_signal(signal.SIGINT)
    assert place.end(process) == 130
    assert b"stopped" in place.said
    assert place.secret_places() == []


def test_a_sweep_and_a_shown_configuration_tell_nobody(place: Place, server: Echo) -> None:
    server.fails = lambda body: 500 if "night 1." in str(body) else None
    assert place.run("simulate", "-m", *place.words, "seed=0,1", "n=1") == 0
    assert len([path for path in place.folder.rglob("corpus.db")]) == 2
    assert place.run("simulate", *place.words, "--cfg", "all") == 0
    assert VARIABLE.encode() in place.said
    assert place.secret_places() == []


CRASH = """
import sys
from socialsim.commands.main import main
from socialsim.programs.ask import Ask

async def broken(self, **inputs):
    calls.append(1)
    if len(calls) > 4:
        raise ZeroDivisionError("as in a bug")
    return await usual(self, **inputs)

calls, usual = [], Ask.aforward
Ask.aforward = broken
sys.exit(main())
"""


def test_a_crash_with_its_traceback_tells_nobody(place: Place) -> None:
    command = [sys.executable, "-c", CRASH, "simulate", "checks=report", *place.words]
    said = subprocess.run(command, cwd=place.folder, env=place.environment, capture_output=True, check=False)
    place.said = said.stdout + said.stderr
    assert said.returncode == 1 and b"Traceback" in place.said and b"as in a bug" in place.said
    assert place.secret_places() == []


def test_a_saved_program_has_no_key_and_can_be_loaded_and_called(
    server: Echo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, CANARY)
    session = Session(ResponseCache(tmp_path / "responses.db"), Budget(calls=100))
    config = LMConfig(engine="remote", model="openai/m", api_base=server.base_url, api_key_env=VARIABLE)
    program, again = Supporter(nodes=()), Supporter(nodes=())
    program.set_lm(build_lm(config, session))
    conversation = as_history([Turn(speaker="seeker", text="I cannot sleep.")], "supporter")
    first = program(conversation=conversation).utterance
    program.save(tmp_path / "program.json")
    again.load(tmp_path / "program.json", allow_unsafe_lm_state=True)
    assert again(conversation=conversation).utterance == first
    assert CANARY not in repr(again.dump_state()) + repr(vars(config)) + repr(program)
    for path in tmp_path.iterdir():
        assert CANARY.encode() not in path.read_bytes(), path


@pytest.mark.parametrize(
    "address", [f"http://user:{CANARY}@HOST", f"http://{CANARY}@HOST", f"http://HOST?key={CANARY}"]
)
@pytest.mark.parametrize("host", ["127.0.0.1:1/v1", "[::1/v1", "a b/v1"])
def test_an_address_with_a_secret_in_it_is_refused_without_repeating_it(address: str, host: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        build_lm(LMConfig(engine="remote", model="openai/m", api_base=address.replace("HOST", host)))
    assert CANARY not in "".join(traceback.format_exception(refused.value))
    assert "lm.api_base=" in str(refused.value)
