"""What a run would take, without calling anybody: `dry_run=true`.

A few of the dialogues are rehearsed with the offline generator in the place of each LM: the same program makes the same
calls with the same prompts around other words. Their lengths, times what is missing, are the forecast.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import dspy
from dspy.lm15 import Request, Response
from rich.table import Table

from ..cache import FILE, CorpusStore
from ..generators import LMConfig, Tokens, price
from ..generators.lm import GeneratorLM
from ..generators.offline.engine import NAME, AsyncOfflineEngine, OfflineEngine
from ..signatures import InputError, Persona, ProviderFailure, digest
from .casting import make_extractor, make_simulation
from .dialogues import Dialogues, Order
from .plain import Paper, as_text
from .schema import BankConfig, SimulateConfig
from .start import Start, check_folder

REHEARSED = 5
"""Dialogues, and posts, that are tried."""
CHARACTERS_PER_TOKEN = 4
"""What English text has with the tokenizers of today's models, near enough."""


@dataclass
class Role:
    """What one role would take: its LM, its calls, their tokens."""

    name: str
    lm: LMConfig
    calls: float = 0
    tokens: Tokens = field(default_factory=Tokens)

    @property
    def usd(self) -> float | None:
        return price(self.lm).of(self.tokens)


@dataclass
class _Rehearsal(OfflineEngine):
    """The offline engine, with a note of every call: how much was sent, sent before, and written."""

    calls: int = 0
    sent: int = 0
    known: int = 0
    written: int = 0
    _before: list[str] = field(default_factory=list)

    def complete(self, request: Request) -> Response:
        response = super().complete(request)
        prompt = "\n".join([str(request.system), *(message.text or "" for message in request.messages)])
        self.calls += 1
        self.sent += len(prompt)
        self.known += max((shared_prefix(prompt, other) for other in self._before), default=0)
        self.written += len(response.message.text or "")
        self._before = [*self._before[-8:], prompt]  # the calls of the last turn: the longest prefix is among them
        return response

    def lm(self) -> GeneratorLM:
        return GeneratorLM(NAME, LMConfig(), engine=self, async_engine=AsyncOfflineEngine())

    def role(self, name: str, lm: LMConfig, times: float) -> Role:
        tokens = (round(count * times / CHARACTERS_PER_TOKEN) for count in (self.sent, self.written, self.known))
        return Role(name, lm, self.calls * times, Tokens(*tokens))


def forecast(config: BankConfig, start: Start) -> list[Role]:
    """Return what the run would take, role by role; those that have nothing left to do have no calls."""
    known, missing_posts, missing_dialogues = _open_work(config, start)
    with dspy.context(disable_history=True, max_trace_size=0):
        roles, personas = _posts(start, missing_posts)
        if isinstance(config, SimulateConfig):
            roles += _dialogues(config, start, known or personas, missing_dialogues)
    return roles


def _open_work(config: BankConfig, start: Start) -> tuple[list[Persona], int, int]:
    """Return some of the personas that there are, and how many posts and dialogues are still to be made."""
    wanted = min(config.n or start.counts.usable, start.counts.usable)
    if start.personas is not None:
        return [stored.persona for stored in start.personas[:REHEARSED]], 0, wanted
    folder = check_folder(config.out)
    if not (folder / FILE).is_file() or start.posts is None:
        return [], wanted, wanted
    with CorpusStore.open_existing(folder) as store:
        ids, settled = [], 0
        for post in start.posts:
            found = store.personas_of(post)
            ids += [found[0].id] if found else []
            screening = store.screening(post.id, start.extraction.screened_by) if start.extraction else None
            settled += bool(found) or (screening is not None and screening.status != ProviderFailure.status)
            if len(ids) >= wanted:
                break
        done = 0
        if isinstance(config, SimulateConfig):
            order = Order(ids, config.program, start.cast.seeker, start.cast.supporter, config.seed)
            done = len(ids) - len(Dialogues(store, order, start.session).missing(config.retry_failed))
        personas = [store.persona(persona_id).persona for persona_id in ids[:REHEARSED]]
    return personas, max(0, wanted - len(ids)), wanted - done


def _posts(start: Start, missing: int) -> tuple[list[Role], list[Persona]]:
    if start.posts is None or not missing:
        return [], []
    rehearsal, personas, tried = _Rehearsal(), [], 0
    extractor = make_extractor(LMConfig())
    extractor.set_lm(rehearsal.lm())
    for post in islice(start.posts, 4 * REHEARSED):
        try:
            found = extractor(post=post)
        except Exception:  # noqa: BLE001 - the rehearsal reads no foreign language; such a post is left out of it
            continue
        tried += 1
        personas += [found.persona] if found.persona else []
        if len(personas) == REHEARSED:
            break
    if not tried:
        raise InputError("dry_run: none of the first posts can be read by the rules that stand in for the model")
    return [rehearsal.role("extractor", start.cast.extractor, missing / max(1, len(personas)))], personas


def _dialogues(config: SimulateConfig, start: Start, personas: list[Persona], missing: int) -> list[Role]:
    chosen = personas[:REHEARSED]
    if not chosen or not missing:
        return []
    seeker, supporter = _Rehearsal(), _Rehearsal()
    program = make_simulation(config.program, LMConfig(), LMConfig())
    single = config.program.kind == "single_shot"
    for part, rehearsal in [(program, supporter)] if single else _parts(program, seeker, supporter):
        part.set_lm(rehearsal.lm())
    for persona in chosen:
        program(persona=persona, persona_id=digest("persona", persona), seed=config.seed, **_post(config, start))
    times = missing / len(chosen)
    if single:
        return [supporter.role("both speakers", start.cast.supporter, times)]
    return [
        seeker.role("seeker", start.cast.seeker, times),
        supporter.role("supporter", start.cast.supporter, times),
    ]


def _parts(program: Any, seeker: _Rehearsal, supporter: _Rehearsal) -> Iterator[tuple[Any, _Rehearsal]]:
    yield program.seeker, seeker
    yield program.supporter, supporter


def _post(config: SimulateConfig, start: Start) -> dict[str, Any]:
    if config.program.sees != "post" or start.posts is None:
        return {}
    return {"post": next(iter(start.posts))}


def shared_prefix(one: str, other: str) -> int:
    """Return how many characters two texts begin with in common."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[:middle] == other[:middle] else (low, middle - 1)
    return low


def print_forecast(roles: list[Role]) -> None:
    """Print the forecast as a table, with what it rests on."""
    paper = Paper()
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("role", "LM"):
        table.add_column(column, overflow="fold")
    for column in ("calls", "tokens in", "of which cacheable", "tokens out", "USD"):
        table.add_column(column, justify="right")
    for role in [*roles, _total(roles)]:
        usd = "not known" if role.usd is None else f"{role.usd:.2f}"
        if role.name == "total":
            known = [one.usd for one in roles]
            usd = "not known" if None in known else f"{sum(one for one in known if one is not None):.2f}"
        counts = (role.calls, role.tokens.input, role.tokens.cached, role.tokens.output)
        table.add_row(as_text(role.name), as_text(role.lm.model), *(f"{count:,.0f}" for count in counts), usd)
    paper.print(table)
    paper.print(
        f"\nNothing was called. {REHEARSED} posts and dialogues were rehearsed with rules in the place of the LMs, and "
        f"{CHARACTERS_PER_TOKEN} characters taken for a token; a model may write twice as much. What is cacheable "
        "costs less where the provider has a prompt cache.",
        soft_wrap=True,
    )


def _total(roles: list[Role]) -> Role:
    total = sum((role.tokens for role in roles), Tokens())
    return Role("total", LMConfig(model=""), sum(role.calls for role in roles), total)
