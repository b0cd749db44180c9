"""The steps of a study: ordinary commands, given the words that would be typed, run in this process and each once.

What was done is in a *record*, a JSON file: step → the digest of its configuration and of what it reads. A step whose
digest stands there is not run again; one that was interrupted has none, and goes on where it was, as its command does.
"""

from __future__ import annotations

import hashlib
import json
import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, redirect_stderr, redirect_stdout
from dataclasses import asdict, dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

import hydra
from hydra.errors import HydraException
from omegaconf import OmegaConf
from omegaconf.errors import OmegaConfBaseException

from ..cache import FILE, CorpusStore
from ..cache.ratings import RATINGS, RatingBook
from ..generators import build_lm, lm_identity
from ..signatures import BudgetReached, ConfigurationError, ProviderFailure, counted, digest
from .complaints import one_line
from .files import put_in_place
from .overrides import for_hydra, refuse_secret_values

REPLIES = "replies.jsonl"
SPENT = "budget reached"
"""Beginning of the note of a step that has spent its budget; it is not gone on with."""
_ASIDE = ("out", "cache", "retry_failed", "processes", "executor", "workers", "ray_address", "dry_run")
"""Keys that decide where and how something is made, and not what."""


@dataclass(frozen=True)
class Step:
    """One command of a study."""

    name: str
    """Unique in its record."""
    command: str
    words: tuple[str, ...]
    """As they would be typed after the command."""
    reads: tuple[Path, ...] = ()
    """Files, and folders of corpora, whose content decides what comes of it."""

    def line(self, flags: Sequence[str] = ()) -> str:
        """Return what is typed to do this step alone."""
        return shlex.join(["socialsim", self.command, *flags, *self.words])


@dataclass(frozen=True)
class Done:
    """How a step ended."""

    ran: bool
    """False where the record had it."""
    note: str = ""
    """What stopped it that is not to be gone on with: its budget; "" for nothing."""


def compose(command: str, words: tuple[str, ...] | list[str]) -> Any:
    """Return the configuration of a command, as if the words had been typed after it.

    Raises:
        ConfigurationError, InputError: what that command would say of them.
    """
    try:
        config = hydra.compose(command, overrides=for_hydra(command, words))
    except (HydraException, OmegaConfBaseException) as problem:
        raise ConfigurationError(one_line(problem, command) or str(problem)) from problem
    refuse_secret_values(OmegaConf.to_container(config, resolve=True))
    return OmegaConf.to_object(config)


def perform(step: Step, record: Path, log: Path) -> Done:
    """Do a step, unless the record says that it is done.

    Args:
        log: what the command prints is appended to it; progress and warnings only where there is no terminal.

    Raises:
        BaseException: whatever the command raises, except that its budget is spent; then nothing is recorded.
    """
    config = compose(step.command, step.words)
    wanted = _digest(step, config)
    known = read_record(record)
    if known.get(step.name, {}).get("digest") == wanted and not getattr(config, "retry_failed", False):
        return Done(False, known[step.name]["note"])
    note = ""
    with _quietly(log, step):
        try:
            _run(step.command, config)
        except BudgetReached as why:
            note = f"{SPENT}: {why.limit}"
    if unanswered := _unanswered(step.command, config):
        return Done(True, f"{counted(unanswered, 'answer')} did not come; run it again")
    known[step.name] = {"digest": wanted, "command": step.line(), "note": note}
    record.parent.mkdir(parents=True, exist_ok=True)
    with put_in_place(record) as stream:
        stream.write(json.dumps(known, ensure_ascii=False, indent=2) + "\n")
    return Done(True, note)


def is_done(step: Step, record: Path) -> bool:
    """Return whether the record says that a step is done."""
    known = read_record(record).get(step.name)
    return known is not None and known["digest"] == _digest(step, compose(step.command, step.words))


def read_record(record: Path) -> dict[str, dict[str, str]]:
    """Return what a record says; {} where there is none, or half of one."""
    try:
        found = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    whole = isinstance(found, dict) and all(isinstance(one, dict) and "digest" in one for one in found.values())
    return found if whole else {}


def _run(command: str, config: Any) -> None:
    module = import_module(f"{__package__}.{command}")
    if command == "simulate":
        module.make(config)  # that none is accepted is a finding of a study, and no error
    else:
        module.run(config)


def _unanswered(command: str, config: Any) -> int:
    """Return how many things a command has still to ask for, because a provider failed: they are asked for again."""
    folder = Path(config.out or getattr(config, "path", "")).expanduser()
    if command == "simulate":
        with CorpusStore.open_existing(folder) as store:
            run = store.last_run()
            rows = store.run_dialogues(run) if run is not None else ()
            return sum(row["status"] == ProviderFailure.status for row in rows)
    if command == "judge":
        with RatingBook.open_existing(folder / RATINGS) as book:
            rater = lm_identity(build_lm(config.judge_lm))
            said = (one for one in book.all(rater=rater) if one.value is None)
            return len({one.item for one in said if one.problem.startswith(ProviderFailure.status)})
    if command == "evaluate" and (folder / REPLIES).is_file():
        with (folder / REPLIES).open(encoding="utf-8") as stream:
            return sum(ProviderFailure.status in (json.loads(line).get("about") or {}).values() for line in stream)
    return 0


def _digest(step: Step, config: Any) -> str:
    settings = {key: value for key, value in asdict(config).items() if key not in _ASIDE}
    return digest("step", [step.command, version("socialsim"), settings, [_content(path) for path in step.reads]])


def _content(path: Path) -> str | None:
    """Return a content address of a file, or of the dialogues of a corpus and what became of them; None for nothing."""
    if (path / FILE).is_file():
        with CorpusStore.open_existing(path) as store:
            run = store.last_run()
            rows = store.run_dialogues(run) if run is not None else ()
            return digest("rows", [[row["id"], row["status"]] for row in rows])
    if not path.is_file():
        return None
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def _quietly(log: Path, step: Step) -> Iterator[None]:
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a", encoding="utf-8") as stream:
        stream.write(f"$ {step.line()}\n")
        with redirect_stdout(stream), nullcontext() if sys.stderr.isatty() else redirect_stderr(stream):
            yield
