"""The beginning of extract and simulate: all that can be known to be wrong is found before the folder is touched."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ..cache import FILE, CorpusStore, StoredPersona
from ..corpora.posts import PostReading
from ..generators import LMConfig, check_server
from ..signatures import ConfigurationError, InputError
from .bank import Bank, Extraction, build_bank
from .casting import Cast, cast
from .progress import phase
from .record import configuration
from .schema import BankConfig, ExtractConfig, PostsConfig, SimulateConfig
from .sources import EXAMPLES, Counts, open_personas, open_posts


@dataclass
class Start:
    """What a run starts from: posts and how to ask about them, or personas."""

    cast: Cast
    counts: Counts
    posts: PostReading | None = None
    extraction: Extraction | None = None
    personas: list[StoredPersona] | None = None

    def fill(self, store: CorpusStore, wanted: int | None, bank: Bank) -> None:
        """Fill `bank` with the personas that the run is about, and see that the store has them."""
        if self.posts is not None and self.extraction is not None:
            total = min(wanted or self.counts.usable, self.counts.usable)
            with phase("personas", total) as progress:
                build_bank(store, self.posts, wanted, self.extraction, bank, progress)
            return
        chosen = (self.personas or [])[:wanted]
        store.put_personas(chosen)
        bank.ids = [persona.id for persona in chosen]
        bank.reused = len(chosen)
        bank.extracted_by.update(persona.generator for persona in chosen)


def begin(config: SimulateConfig | ExtractConfig) -> Start:
    """Read what the run starts from and make sure that its LMs can be reached for.

    Raises:
        InputError: a number out of range, a file that cannot be used, or a key that is missing.
    """
    _check_numbers(config)
    _go_on_from(check_folder(config.out), config)
    roles = cast(config)
    for lm in roles.all():
        check_server(lm)
    file = config.personas if isinstance(config, SimulateConfig) else None
    if file is not None:
        personas, counts = open_personas(file)
        return Start(roles, counts, personas=personas)
    extraction = Extraction(roles.extractor, config.seed, config.processes, config.retry_failed)
    posts, counts = open_posts(config.posts)
    return Start(roles, counts, posts=posts, extraction=extraction)


def _go_on_from(folder: Path, config: SimulateConfig | ExtractConfig) -> None:
    """Where nothing was said of posts, take those that the folder was made from; the examples for a new folder."""
    said = config.posts.path or (isinstance(config, SimulateConfig) and config.personas)
    if not said and (folder / FILE).is_file():
        with CorpusStore.open_existing(folder) as store:
            before = store.last_config() or {}
        config.posts = PostsConfig(**before.get("posts", {}))
        if isinstance(config, SimulateConfig):
            config.personas = before.get("personas")
    config.posts.path = config.posts.path or EXAMPLES


def check_folder(out: str) -> Path:
    """Return the folder that `out` names, which need not exist yet.

    Raises:
        InputError: it, or what it would have to be made in, is no folder or not ours to write to.
    """
    folder = Path(out).expanduser()
    if not out.strip():
        raise InputError("out is empty; it needs the name of a folder")
    there = next((path for path in (folder, *folder.parents) if path.exists()), folder)
    if not there.is_dir():
        raise InputError(f"{there}: is a file; out=DIR needs the name of a folder")
    if not os.access(there, os.W_OK | os.X_OK):
        raise InputError(f"{there}: is not ours to write to; choose another out=DIR")
    return folder


def open_store(folder: Path) -> CorpusStore:
    """Open the store of `folder`, making both if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    return CorpusStore(folder)


@contextmanager
def recorded(store: CorpusStore, command: str, config: BankConfig) -> Iterator[int]:
    """Record a run in the store, with how it ended; yields its number."""
    run_id = store.start_run(command, configuration(config))
    try:
        yield run_id
    except BaseException as problem:
        with suppress(sqlite3.Error):  # a full disk is told by the first error
            store.end_run(run_id, "stopped" if isinstance(problem, KeyboardInterrupt) else "failed")
        raise
    store.end_run(run_id, "done")


def stopped(saved: str, out: str) -> KeyboardInterrupt:
    """Return what to raise when the user pressed Ctrl-C: its message says what is saved and how to go on."""
    return KeyboardInterrupt(f"stopped: {saved} saved in {out}; run the same command again to go on")


def require_personas(bank: Bank) -> None:
    """Refuse to go on without personas.

    Raises:
        InputError: there are none; the message has the first reason.
    """
    if not bank.ids:
        first = f"; the first: {bank.refusals[0]}" if bank.refusals else ""
        raise InputError(f"none of the {bank.examined} posts became a persona{first}")


def _check_numbers(config: BankConfig) -> None:
    for name, value in (("n", config.n), ("processes", config.processes)):
        if value is not None and value < 1:
            raise ConfigurationError(f"{name}={value}: has to be 1 or more")
    if not -(2**63) <= config.seed < 2**63:
        raise ConfigurationError(f"seed={config.seed}: is too long; take one of up to 18 digits")
    for role in ("lm", "extractor_lm", "seeker_lm", "supporter_lm"):
        lm = getattr(config, role, None)
        if lm is not None:
            _check_lm(role, lm)


def _check_lm(role: str, lm: LMConfig) -> None:
    bounds = {
        "concurrency": (1, 4096),
        "max_tokens": (1, 1_000_000),
        "temperature": (0, 2),
        "timeout": (0.001, 86_400),
        "retries": (0, 100),
    }
    for name, (least, most) in bounds.items():
        value = getattr(lm, name)
        if value is not None and not least <= value <= most:
            raise ConfigurationError(f"{role}.{name}={value}: has to be from {least} to {most}")
