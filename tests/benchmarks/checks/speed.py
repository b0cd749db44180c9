"""How long the checks take: all rules on 1,000 dialogues of 24 turns, on one core."""

from __future__ import annotations

import time
from itertools import chain, islice

from socialsim.programs.checks import RULES, Case, Rule
from socialsim.signatures import Turn

from .sources import Source, offline
from .tables import print_table

DIALOGUES, TURNS = 1000, 24
_DIFFERENT = 250
"""Dialogues that are made; the rest differ from them by a number in every text, which no text is remembered by."""


def show() -> None:
    different = [_long(source) for source in offline(_DIFFERENT)]
    cases = [_numbered(case, number) for number in range(DIALOGUES // len(different)) for case in different]
    spent = {rule.name: _seconds(rule, cases) for rule in RULES}
    rows = [(name, f"{seconds:.2f}", f"{1000 * seconds / len(cases):.2f}") for name, seconds in spent.items()]
    total = sum(spent.values())
    rows.append(("all", f"{total:.2f}", f"{1000 * total / len(cases):.2f}"))
    print_table(("check", f"s for {len(cases):,} dialogues of {TURNS} turns", "ms a dialogue"), rows)


def _seconds(rule: Rule, cases: list[Case]) -> float:
    start = time.process_time()
    for case in cases:
        rule(case)
    return time.process_time() - start


def _long(source: Source) -> Case:
    """Return the dialogue with as many turns as are measured, filled up in its middle with those of another."""
    own = source.turns
    more = chain.from_iterable(dialogue.turns for dialogue in source.others)
    middle = islice(more, max(0, TURNS - len(own)))
    return Case((*own[:-2], *middle, *own[-2:])[:TURNS], source.persona, source.dialogue.stop_reason)


def _numbered(case: Case, number: int) -> Case:
    turns = tuple(_renamed(turn, number) for turn in case.turns)
    return Case(turns, case.persona, case.stop_reason)


def _renamed(turn: Turn, number: int) -> Turn:
    return turn.model_copy(update={"text": f"{turn.text} No {number}."}) if number else turn
