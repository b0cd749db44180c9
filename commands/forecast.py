"""What a run would take, without calling anybody: `dry_run=true`.

A few of the posts and of the dialogues that are missing are rehearsed with the offline generator in the place of each
LM: the same program makes the same calls with the same prompts around other words. Their lengths, times what is
missing, are the forecast.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import dspy
from dspy.lm15 import Request, Response
from rich.table import Table

from ..cache import FILE, CorpusStore
from ..generators import LMConfig, Tokens, price
from ..generators.build import name_of
from ..generators.lm import GeneratorLM
from ..generators.offline.engine import NAME, AsyncOfflineEngine, OfflineEngine
from ..programs.checks.judges import JUDGES, script
from ..signatures import Dialogue, HelpPost, Persona, digest
from .casting import make_simulation
from .dialogues import Dialogues, order_of
from .outlook import REHEARSED, Outlook, look_ahead
from .plain import Paper, as_text
from .schema import BankConfig, SimulateConfig
from .start import Start, check_folder
from .tuned import for_dialogues

CHARACTERS_PER_TOKEN = 4
"""What English text has with the tokenizers of today's models, near enough."""
_JUDGES_PROMPTS = sum(len(signature.instructions) + 2000 for signature in JUDGES.values())
"""Characters that all judges are told beside the dialogue: instructions, form of the answer, persona."""
_VERDICT = 600
"""Characters of a judge's answer with one or two faults quoted."""
FOOTNOTE = (
    f"Nothing was called. {REHEARSED} posts and dialogues were rehearsed with rules in the place of the LMs, and "
    f"{CHARACTERS_PER_TOKEN} characters taken for a token; a model may write twice as much. Repeated is what a prompt "
    "shares with one before it. Where that is cheaper, USD begins with all of it met in the provider's prompt cache "
    "and ends with none. Answers kept from a run that was not finished will cost nothing, but are counted here. "
    "Turns and dialogues that the checks have made again are not: rules make hardly any."
)


@dataclass
class Role:
    """What one role would take: its LM, its calls, their tokens."""

    name: str
    lm: LMConfig
    calls: float = 0
    tokens: Tokens = field(default_factory=Tokens)

    @property
    def usd(self) -> tuple[float, float] | None:
        """The least and the most that it costs: all of `tokens.cached` met in the provider's cache, and none of it.

        What is not met there is stored there, where that has a price. None where a price is unknown.
        """
        prices, used = price(self.lm), self.tokens
        most = prices.of(Tokens(used.input, used.output, 0, used.input))
        hits = Tokens(used.input, used.output, used.cached, used.input - used.cached)
        least = most if prices.cached_input is None else prices.of(hits)
        return None if least is None or most is None else (least, most)


@dataclass
class Rehearsal(OfflineEngine):
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
    """Return what the run would take, role by role; nothing for those that have nothing left to do."""
    folder = check_folder(config.out)
    wanted = min(config.n or start.counts.usable, start.counts.usable)
    rehearsal = Rehearsal()
    with ExitStack() as stack, dspy.context(disable_history=True, max_trace_size=0):
        there = (folder / FILE).is_file()
        store = stack.enter_context(CorpusStore.open_existing(folder)) if there else None
        ahead = look_ahead(start, store, wanted, rehearsal.lm())
        roles = []
        if ahead.asked:
            roles = [rehearsal.role("extractor", start.cast.extractor, ahead.asked / ahead.rehearsed)]
        if isinstance(config, SimulateConfig):
            done = _done(config, start, store, ahead.ids) if store else 0
            missing = min(wanted, round(ahead.personas)) - done
            roles += _dialogues(config, start, _some(start, store, ahead), missing)
    return roles


def _done(config: SimulateConfig, start: Start, store: CorpusStore, ids: list[str]) -> int:
    """Return how many dialogues of personas that are there are not to be made."""
    return len(ids) - len(Dialogues(store, order_of(config, start, ids), start.session).missing(config.retry_failed))


def _some(start: Start, store: CorpusStore | None, ahead: Outlook) -> list[tuple[Persona, HelpPost | None]]:
    """Return some of the personas, with the posts behind them, to be rehearsed with."""
    if start.personas is not None:
        return [(stored.persona, stored.post) for stored in start.personas[:REHEARSED]]
    stored = [store.persona(persona_id) for persona_id in ahead.ids[:REHEARSED]] if store else []
    return [*((one.persona, one.post) for one in stored), *ahead.accepted][:REHEARSED]


def _dialogues(
    config: SimulateConfig, start: Start, personas: list[tuple[Persona, HelpPost | None]], missing: int
) -> list[Role]:
    if not personas or missing <= 0:
        return []
    seeker, supporter = Rehearsal(), Rehearsal()
    program = make_simulation(config.program, LMConfig(), LMConfig(), compiled=for_dialogues(start.compiled))
    single = config.program.kind == "single_shot"
    for part, rehearsal in [(program, supporter)] if single else _parts(program, seeker, supporter):
        part.set_lm(rehearsal.lm())
    made = []
    for persona, post in personas:
        seen = {"post": post} if config.program.sees == "post" else {}
        made.append(program(persona=persona, persona_id=digest("persona", persona), seed=config.seed, **seen).dialogue)
    times = missing / len(personas)
    judging = [_judge(start.cast.judge, made, times)] if start.cast.judge else []
    if single:
        return [supporter.role("both speakers", start.cast.supporter, times), *judging]
    return [
        seeker.role("seeker", start.cast.seeker, times),
        supporter.role("supporter", start.cast.supporter, times),
        *judging,
    ]


def _judge(lm: LMConfig, dialogues: Sequence[Dialogue], times: float) -> Role:
    """Return what judging would take: every judge reads every dialogue, some with the thoughts in it."""
    read = len(dialogues) * _JUDGES_PROMPTS + sum(
        len(script(dialogue.turns, thoughts=thoughts)) for dialogue in dialogues for thoughts in (False, True)
    ) * (len(JUDGES) // 2)
    written = len(dialogues) * len(JUDGES) * _VERDICT
    tokens = Tokens(round(read * times / CHARACTERS_PER_TOKEN), round(written * times / CHARACTERS_PER_TOKEN))
    return Role("judge", lm, len(dialogues) * len(JUDGES) * times, tokens)


def _parts(program: Any, seeker: Rehearsal, supporter: Rehearsal) -> Iterator[tuple[Any, Rehearsal]]:
    yield program.seeker, seeker
    yield program.supporter, supporter


def shared_prefix(one: str, other: str) -> int:
    """Return how many characters two texts begin with in common."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[:middle] == other[:middle] else (low, middle - 1)
    return low


def print_forecast(roles: list[Role]) -> None:
    """Print the forecast as a table, with what it rests on. Names of LMs stand below it, unbroken."""
    paper = Paper()
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("role")
    for column in ("calls", "tokens in", "repeated", "tokens out", "USD"):
        table.add_column(column, justify="right")
    for role in roles:
        table.add_row(*_row(role.name, role.calls, role.tokens, role.usd))
    tokens = sum((role.tokens for role in roles), Tokens())
    table.add_row(*_row("total", sum(role.calls for role in roles), tokens, _sum(role.usd for role in roles)))
    paper.print(table, "")
    for name in dict.fromkeys(name_of(role.lm) for role in roles):
        whose = ", ".join(role.name for role in roles if name_of(role.lm) == name)
        paper.print(as_text(f"{whose}: {name}"), soft_wrap=True)
    paper.print(f"\n{FOOTNOTE}", soft_wrap=True)


def _row(name: str, calls: float, tokens: Tokens, usd: tuple[float, float] | None) -> Iterator[str]:
    yield from (name, f"{calls:,.0f}")
    yield from (_about(count) for count in (tokens.input, tokens.cached, tokens.output))
    yield _range(usd)


def _about(count: int) -> str:
    """Return a number of tokens to two digits or three, which is more than a forecast knows."""
    for unit, name in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if count >= 10 * unit:
            return f"{count / unit:,.0f} {name}"
        if count >= unit:
            return f"{count / unit:.1f} {name}"
    return str(count)


def _sum(prices: Iterable[tuple[float, float] | None]) -> tuple[float, float] | None:
    least = most = 0.0
    for usd in prices:
        if usd is None:
            return None
        least, most = least + usd[0], most + usd[1]
    return least, most


def _range(usd: tuple[float, float] | None) -> str:
    if usd is None:
        return "not known"
    least, most = (f"{one:,.0f}" if one >= 100 else f"{one:.2f}" for one in usd)
    return least if least == most else f"{least}–{most}"
