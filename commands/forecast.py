"""What a run would take, without calling anybody: `dry_run=true`.

A few of the posts and of the dialogues that are missing are rehearsed with the offline generator in the place of each
LM: the same program makes the same calls with the same prompts around other words. Their lengths, times what is
missing, are the forecast.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack

import dspy
from rich.table import Table

from ..cache import FILE, CorpusStore
from ..generators import Tokens
from ..generators.build import name_of
from .dialogues import Dialogues, order_of
from .outlook import REHEARSED, Outlook, look_ahead
from .plain import Paper, as_text
from .rehearsal import CHARACTERS_PER_TOKEN, People, Rehearsal, Role, rehearse
from .schema import BankConfig, SimulateConfig
from .start import Start, check_folder

FOOTNOTE = (
    f"Nothing was called. {REHEARSED} posts and dialogues were rehearsed with rules in the place of the LMs, and "
    f"{CHARACTERS_PER_TOKEN} characters taken for a token; a model may write twice as much. Repeated is what a prompt "
    "shares with one before it. Where that is cheaper, USD begins with all of it met in the provider's prompt cache "
    "and ends with none. Answers kept from a run that was not finished will cost nothing, but are counted here. "
    "Turns and dialogues that the checks have made again are not: rules make hardly any."
)


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
            people = _some(start, store, ahead)
            if people and missing > 0:
                roles += rehearse(config.program, people, config.seed, start.compiled).roles(start.cast, missing)
    return roles


def _done(config: SimulateConfig, start: Start, store: CorpusStore, ids: list[str]) -> int:
    """Return how many dialogues of personas that are there are not to be made."""
    return len(ids) - len(Dialogues(store, order_of(config, start, ids), start.session).missing(config.retry_failed))


def _some(start: Start, store: CorpusStore | None, ahead: Outlook) -> People:
    """Return some of the personas, with the posts behind them, to be rehearsed with."""
    if start.personas is not None:
        return [(stored.persona, stored.post) for stored in start.personas[:REHEARSED]]
    stored = [store.persona(persona_id) for persona_id in ahead.ids[:REHEARSED]] if store else []
    return [*((one.persona, one.post) for one in stored), *ahead.accepted][:REHEARSED]


def print_forecast(roles: list[Role], total: bool = True) -> None:
    """Print the forecast as a table, with what it rests on. Names of LMs stand below it, unbroken.

    Args:
        total: whether the roles are of one run, and are added up.
    """
    paper = Paper()
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("role")
    for column in ("calls", "tokens in", "repeated", "tokens out", "USD"):
        table.add_column(column, justify="right")
    for role in roles:
        table.add_row(*_row(role.name, role.calls, role.tokens, role.usd))
    if total:
        tokens = sum((role.tokens for role in roles), Tokens())
        table.add_row(*_row("total", sum(role.calls for role in roles), tokens, total_usd(role.usd for role in roles)))
    paper.print(table, "")
    for name in dict.fromkeys(name_of(role.lm) for role in roles):
        whose = ", ".join(role.name for role in roles if name_of(role.lm) == name)
        paper.print(as_text(f"{whose}: {name}"), soft_wrap=True)
    paper.print(f"\n{FOOTNOTE}", soft_wrap=True)


def _row(name: str, calls: float, tokens: Tokens, usd: tuple[float, float] | None) -> Iterator[str]:
    yield from (name, f"{calls:,.0f}")
    yield from (about(count) for count in (tokens.input, tokens.cached, tokens.output))
    yield as_usd(usd)


def about(count: int) -> str:
    """Return a number of tokens to two digits or three, which is more than a forecast knows."""
    for unit, name in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if count >= 10 * unit:
            return f"{count / unit:,.0f} {name}"
        if count >= unit:
            return f"{count / unit:.1f} {name}"
    return str(count)


def total_usd(prices: Iterable[tuple[float, float] | None]) -> tuple[float, float] | None:
    """Return what several cost together, at least and at most; None where one price is unknown."""
    least = most = 0.0
    for usd in prices:
        if usd is None:
            return None
        least, most = least + usd[0], most + usd[1]
    return least, most


def as_usd(usd: tuple[float, float] | None) -> str:
    """Return a price as it is printed."""
    if usd is None:
        return "not known"
    least, most = (f"{one:,.0f}" if one >= 100 else f"{one:.2f}" for one in usd)
    return least if least == most else f"{least}–{most}"
