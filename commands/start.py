"""The beginning of extract and simulate: all that can be known to be wrong is found before the folder is touched."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from ..cache import FILE, CorpusStore, ResponseCache, StoredPersona
from ..generators import Budget, LMConfig, Session, Tokens, build_lm, price
from ..optimizers.compiled import CANDIDATE_FILE
from ..optimizers.compiled import FILE as PROGRAM_FILE
from ..programs.on_ray import RaySession
from ..signatures import BudgetReached, ConfigurationError, InputError
from .bank import CALLS_PER_POST, Bank, Extraction, build_bank
from .casting import OFFLINE_ENGINE, REMOTE_ENGINE, Cast, answering, cast, suited
from .private import Posts, PrivatePosts, guarded
from .progress import Spending, phase
from .record import configuration
from .schema import (
    BankConfig,
    BudgetConfig,
    ExtractConfig,
    OptimizeConfig,
    PostsConfig,
    RoleplayConfig,
    RunConfig,
    SimulateConfig,
)
from .sources import EXAMPLES, Counts, open_personas, open_posts
from .tuned import Named, for_dialogues, for_extractor, read_compiled

PROGRAMS = (PROGRAM_FILE, CANDIDATE_FILE)


@dataclass
class Start:
    """What a run starts from: posts and how to ask about them, or personas."""

    cast: Cast
    counts: Counts
    session: Session
    posts: Posts | None = None
    extraction: Extraction | None = None
    personas: list[StoredPersona] | None = None
    compiled: tuple[Named, ...] = ()

    def fill(self, store: CorpusStore, wanted: int | None, bank: Bank) -> None:
        """Fill `bank` with the personas that the run is about, and see that the store has them."""
        if self.posts is not None and self.extraction is not None:
            total = min(wanted or self.counts.usable, self.counts.usable)
            spending = Spending(self.session.meter, CALLS_PER_POST * total)
            audit = self.posts.audited(store.path.parent) if isinstance(self.posts, PrivatePosts) else nullcontext()
            with audit, phase("personas", total, spending=spending) as progress:
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
    folder = check_folder(config.out)
    if any((folder / name).is_file() for name in PROGRAMS):
        raise InputError(f"out={config.out}: is the folder of a compiled program; say another out=DIR")
    _go_on_from(folder, config)
    roles, session = prepare(config)
    compiled = read_compiled(config.program.compiled)
    if isinstance(config, ExtractConfig) and (others := for_dialogues(compiled)):
        raise ConfigurationError(f"program.compiled={others[0].name}: is for dialogues, and extract makes none")
    file = config.personas if isinstance(config, SimulateConfig) else None
    if file is not None:
        if config.privacy != "off":
            raise ConfigurationError(
                f"privacy={config.privacy}: is for posts; personas are used as they are, so scrub what they are made of"
            )
        personas, counts = open_personas(file)
        return Start(roles, counts, session, personas=personas, compiled=compiled)
    asked = (config.processes, config.retry_failed, for_extractor(compiled))
    extraction = Extraction(roles.extractor, config.seed, session, *asked)
    reading, counts = open_posts(config.posts)
    posts = guarded(reading, config.privacy)
    return Start(roles, counts, session, posts=posts, extraction=extraction, compiled=compiled)


def prepare(config: RunConfig) -> tuple[Cast, Session]:
    """Return who answers in which role, and what they share, once the numbers of a run make sense.

    Raises:
        ConfigurationError: a number out of range, a model that cannot be reached, or a key that is missing.
    """
    check_numbers(config)
    roles = cast(config)
    if isinstance(config, SimulateConfig | OptimizeConfig):
        config.program = suited(config.program, roles.supporter)
    if config.dry_run:  # nobody is called, so no key is needed
        named = ((field.name, getattr(roles, field.name)) for field in fields(Cast))
        roles = replace(roles, **{name: replace(lm, api_key_env=None) for name, lm in named if lm})
    return roles, _session(config, roles)


def _session(config: RunConfig, roles: Cast) -> Session:
    """Return what the LMs of the run share, having tried them where nothing is known to be in the cache yet."""
    session = _where(config, roles)
    for lm in roles.all():
        build_lm(lm, session)
    cache = Path(config.cache).expanduser() if config.cache is not None else None
    if cache is not None and cache.is_dir():
        raise InputError(f"cache={config.cache}: is a folder; say a file, or null to keep no answers")
    if not config.dry_run and not (cache and cache.is_file()):
        asyncio.run(_try(session))
    return session


def _where(config: RunConfig, roles: Cast) -> Session:
    """Return the session of a run that works where `executor` says."""
    budget, lms = budget_of(config.budget, roles), roles.all()
    if not isinstance(config, BankConfig) or config.executor == "local" or config.dry_run:
        return Session(budget=budget)
    if any(lm.batch for lm in lms):
        raise ConfigurationError("executor=ray: lm.batch=true takes no workers, it only waits; say executor=local")
    return RaySession(
        budget,
        answering(lms),
        address=config.ray_address,
        workers=config.workers,
        most=min((lm.concurrency for lm in lms if lm.engine == REMOTE_ENGINE), default=None),
    )


async def _try(session: Session) -> None:
    try:
        await session.ready()
    finally:
        await session.aclose()


def budget_of(given: BudgetConfig, roles: Cast) -> Budget:
    """Return the budget that a configuration describes, for the LMs of a run.

    Raises:
        ConfigurationError: a limit that is none, or dollars where a price is not known.
    """
    for name, value in (("usd", given.usd), ("calls", given.calls), ("tokens", given.tokens)):
        if value is not None and not value > 0:  # that is, also where it is no number
            raise ConfigurationError(f"budget.{name}={value}: has to be more than 0; budget.{name}=null is no limit")
    for lm in roles.all() if given.usd is not None else ():
        if price(lm).of(Tokens()) is None:
            raise ConfigurationError(
                f"budget.usd={given.usd:g}: the price of {lm.model} is not known; say it with "
                "lm.usd_per_million_input_tokens=X lm.usd_per_million_output_tokens=Y, or set budget.tokens instead"
            )
    return Budget(given.usd, given.calls, given.tokens)


def _go_on_from(folder: Path, config: SimulateConfig | ExtractConfig) -> None:
    """Where nothing was said of posts and privacy, take those that the folder was made with."""
    before = _before(folder)
    said = config.posts.path or (isinstance(config, SimulateConfig) and config.personas)
    if not said and before:
        config.posts = PostsConfig(**before.get("posts", {}))
        if isinstance(config, SimulateConfig):
            config.personas = before.get("personas")
    config.posts.path = config.posts.path or EXAMPLES
    of_posts = not (isinstance(config, SimulateConfig) and config.personas)
    made = (before.get("privacy") or "off") if before and not before.get("personas") else None
    config.privacy = config.privacy or (made if made and of_posts else "off")
    if of_posts and made and config.privacy != made:
        raise ConfigurationError(
            f"privacy={config.privacy}: {folder} was made with privacy={made} and would mix both; say another out=DIR"
        )


def _before(folder: Path) -> dict[str, Any]:
    """Return the configuration of the latest run in a folder; {} for a new one."""
    if not (folder / FILE).is_file():
        return {}
    with CorpusStore.open_existing(folder) as store:
        return store.last_config() or {}


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
def kept_responses(session: Session, roles: Cast, file: str | None) -> Iterator[None]:
    """Keep the answers of models in `file` while this lasts. Rules need none: asking them again costs nothing.

    A cluster that worked for the session is let go at the end.
    """
    if file is not None and any(lm.engine != OFFLINE_ENGINE for lm in roles.all()):
        session.responses = ResponseCache(Path(file).expanduser())
    try:
        yield
    finally:
        if isinstance(session, RaySession):
            session.close()
        if session.responses is not None:
            session.responses.close()


@contextmanager
def recorded(store: CorpusStore, command: str, config: RunConfig | RoleplayConfig) -> Iterator[int]:
    """Record a run in the store, with how it ended; yields its number."""
    run_id = store.start_run(command, configuration(config))
    try:
        yield run_id
    except BaseException as problem:
        with suppress(sqlite3.Error):  # a full disk is told by the first error
            store.end_run(run_id, "stopped" if isinstance(problem, KeyboardInterrupt) else "failed")
        raise
    store.end_run(run_id, "done")


def stopped(why: BaseException, saved: str, out: str) -> BaseException:
    """Return what to raise when a run ends early: its message says what is saved and how to go on."""
    if isinstance(why, BudgetReached):
        more = f"{saved} saved in {out}; the same command goes on from there, with a budget of its own"
        return BudgetReached(why.limit, more)
    return KeyboardInterrupt(f"stopped: {saved} saved in {out}; run the same command again to go on")


def require_personas(bank: Bank) -> None:
    """Refuse to go on without personas.

    Raises:
        InputError: there are none; the message has the first reason.
    """
    if not bank.ids:
        first = f"; the first: {bank.refusals[0]}" if bank.refusals else ""
        raise InputError(f"none of the {bank.examined} posts became a persona{first}")


def check_numbers(config: RunConfig) -> None:
    """Refuse numbers that make no sense.

    Raises:
        ConfigurationError: one of them; the message names it.
    """
    for name in ("n", "processes", "workers"):
        value = getattr(config, name, None)
        if value is not None and value < 1:
            raise ConfigurationError(f"{name}={value}: has to be 1 or more")
    if isinstance(config, BankConfig):
        _check_executor(config)
    if not -(2**63) <= config.seed < 2**63:
        raise ConfigurationError(f"seed={config.seed}: is too long; take one of up to 18 digits")
    for role in ("lm", "extractor_lm", "seeker_lm", "supporter_lm", "judge_lm", "proposer_lm"):
        lm = getattr(config, role, None)
        if lm is not None:
            _check_lm(role, lm)


def _check_executor(config: BankConfig) -> None:
    match config.executor:
        case "local":
            for name, value in (("workers", config.workers), ("ray_address", config.ray_address)):
                if value is not None:
                    raise ConfigurationError(f"{name}={value}: is for executor=ray; executor=local has processes=N")
        case "ray":
            if config.processes > 1:
                raise ConfigurationError(f"processes={config.processes}: is for executor=local; say workers=N")
        case other:
            raise ConfigurationError(f"executor={other}: there is no such executor; there are local, ray")


def _check_lm(role: str, lm: LMConfig) -> None:
    bounds = {
        "concurrency": (1, 4096),
        "max_tokens": (1, 1_000_000),
        "temperature": (0, 2),
        "timeout": (0.001, 86_400),
        "retries": (0, 100),
        "batch_size": (1, 4096),
    }
    for name, (least, most) in bounds.items():
        value = getattr(lm, name)
        if value is not None and not least <= value <= most:
            raise ConfigurationError(f"{role}.{name}={value}: has to be from {least} to {most}")
