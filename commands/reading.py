"""One conversation, to be read: the seeker on the left, the supporter further right with its reasoning dimmed above."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table

from ..generators.identity import OFFLINE
from ..signatures import ATTRIBUTES, CheckResult, Dialogue, Evidence, Persona, Reasoning, RoleCard, Severity, short
from .plain import as_text

WIDTH = 100
"""Columns at most; longer lines are hard to read."""
INDENT = 16
"""Columns that one speaker keeps free on the other's side."""


def print_dialogue(
    paper: Console, number: int, dialogue: Dialogue, who: Persona | RoleCard, checks: Sequence[CheckResult] = ()
) -> None:
    """Print a dialogue with its persona or role card, what the checks found below each turn, and how it was made."""
    found = [(result.judge, one) for result in checks for one in result.evidence]
    width = min(paper.width, WIDTH)
    title = as_text(f"Dialogue {number} · {short(dialogue.id)}")
    told = _card(who) if isinstance(who, RoleCard) else _persona(who)
    paper.print(Panel(told, title=title, title_align="left", width=width))
    for position, turn in enumerate(dialogue.turns, start=1):
        left, right = (0, INDENT) if turn.speaker == "seeker" else (INDENT, 0)
        for part in (*_turn(turn.speaker, turn.text, turn.reasoning), *_found(found, position)):
            paper.print(Padding(part, (0, right, 0, left)), width=width)
        paper.print()
    for part in _found(found, None):
        paper.print(part, width=width)
    if dialogue.crisis:
        paper.print(as_text(f"The seeker has words of {', '.join(dialogue.crisis).replace('_', '-')}.", "red"))
    paper.print(as_text(_made(dialogue), "dim"), width=width)


def _turn(speaker: str, text: str, reasoning: Reasoning | None) -> Iterator[RenderableType]:
    if reasoning is not None:
        yield _pairs((name.replace("_", " "), value) for name, value in reasoning.steps().items())
    style = "" if speaker == "seeker" else "cyan"
    yield as_text(speaker.capitalize(), f"bold {style}".strip())
    yield as_text(text, style)


def _found(found: Sequence[tuple[str | None, Evidence]], turn: int | None) -> Iterator[RenderableType]:
    """Yield a line for each thing found in a turn, or in the whole (None)."""
    for judge, one in found:
        if one.turn == turn:
            by = f" ({judge.partition('?')[0]})" if judge else ""
            yield as_text(f"{one.severity.value} {one.kind}{by}: {one.reason}", _STYLES[one.severity])


_STYLES = {Severity.FAULT: "red", Severity.FLAW: "yellow"}


def _pairs(items: Iterator[tuple[str, str]], style: str = "dim") -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in items:
        table.add_row(as_text(name, style), as_text(value, style))
    return table


def _persona(persona: Persona) -> Table:
    event = persona.event
    told: dict[str, str] = {
        "gender": persona.gender.value,
        "age": str(persona.age),
        "personality": str(persona.personality),
        "event": f"{event.description} ({event.time}; {event.location}; {event.participants})",
        "emotional_experience_words": ", ".join(persona.emotional_experience_words),
    }
    items = ((name, told.get(name) or str(getattr(persona, name))) for name in ATTRIBUTES)
    inferred = set(persona.inferred)
    marked = ((name.replace("_", " "), f"{value} (inferred)" if name in inferred else value) for name, value in items)
    return _pairs(marked, style="")


def _card(card: RoleCard) -> Table:
    told = {"card": card.text, "attitude": card.attitude, "manner": card.manner}
    return _pairs(((name, value) for name, value in told.items() if value), style="")


def _made(dialogue: Dialogue) -> str:
    ended = f"Ended: {dialogue.stop_reason.value.replace('_', ' ') if dialogue.stop_reason else 'not known'}"
    if dialogue.provenance is None:
        return ended
    made = ", ".join(f"{role} {lm}" for role, lm in dialogue.provenance.generators.items())
    offline = any(lm.startswith(OFFLINE) for lm in dialogue.provenance.generators.values())
    return f"{ended}. Generators: {made}{'. Not training data' if offline else ''}"
