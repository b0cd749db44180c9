"""`socialsim convert`: dialogues of any form that we read, written in any that we write."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from ..corpora.format import Format, ReadDialogue
from ..corpora.formats import FORMATS
from ..corpora.formats.origin import generators_of
from ..corpora.formats.ours import OURS
from ..corpora.publishing.parquet import write_parquet
from ..corpora.writing import losses, record_of, text_of
from ..generators.identity import OFFLINE
from ..signatures import ConfigurationError, InputError, RecordError, counted
from .entries import Entries, open_dialogues, print_reading
from .files import PROFILES, SSCONV, put_in_place, unfinished
from .hub import write_hub_folder
from .places import place_of_report, place_to_write
from .plain import Paper, as_text, plain
from .progress import Phase, phase
from .schema import ConvertConfig

PARQUET, HF = "parquet", "hf"
WRITTEN = {one.key: one for one in FORMATS if one.write is not None}


@dataclass
class Account:
    """What a conversion comes to, counted while the dialogues pass by."""

    config: ConvertConfig
    target: Format
    progress: Phase
    report: IO[str] | None = None
    dialogues: int = 0
    lost: Counter[str] = field(default_factory=Counter)
    """What the target cannot hold → in how many dialogues."""
    first: dict[str, int] = field(default_factory=dict)
    """What the target cannot hold → the first record of which it is lost."""

    rules: set[str] = field(default_factory=set)
    """The offline generators that wrote some of it."""

    def watch(self, entries: Entries) -> Iterator[ReadDialogue]:
        """Pass dialogues on, writing down what was odd about their records.

        Raises:
            InputError: with `strict`, when all have passed and something is lost.
        """
        for found in entries:
            if self.report is not None and found.quirks:
                where = {"record": found.number, "line": found.line, "id": found.id}
                self.report.write(json.dumps(where | {"quirks": dict(found.quirks)}, ensure_ascii=False) + "\n")
            self.dialogues += 1
            self.rules |= {name for name in generators_of(found).values() if name.startswith(OFFLINE)}
            yield found
            self.progress.advance()
        bad = [*entries.reading.bad, *entries.reading.bad_personas] if entries.reading else []
        for error in bad if self.report is not None else ():
            place = {"file": error.path, "line": error.line, "problem": error.problem}
            self.report.write(json.dumps(place, ensure_ascii=False) + "\n") if self.report else None
        if self.config.strict:
            self._refuse_losses(bad)

    def _refuse_losses(self, bad: Sequence[RecordError]) -> None:
        lost = [
            *self.told(),
            *([f"{counted(len(bad), 'record')} that cannot be read, the first: {bad[0]}"] if bad else []),
        ]
        if lost:
            raise _NotHeld(f"to={self.config.to}: cannot hold everything, and strict=true; {'; '.join(lost)}")

    def records(self, entries: Entries) -> Iterator[Any]:
        """Yield the records of the target, noting what of each dialogue is not in them."""
        for found in self.watch(entries):
            try:
                value = record_of(found, self.target, self.config.as_written)
                lost = losses(found, value, self.target)
            except RecursionError as error:
                raise InputError(f"{entries.name}: record {found.number} is nested too deeply to be written") from error
            for what in lost:
                self.lost[what] += 1
                self.first.setdefault(what, found.number)
            yield value

    def told(self) -> Iterator[str]:
        """Yield what is lost, a line each."""
        for what, count in self.lost.most_common():
            yield f"{what}: {count:,} of {self.dialogues:,} dialogues, first in record {self.first[what]}"


def run(config: ConvertConfig) -> None:
    """Write the dialogues of `config.path` as `config.to`, and say what was lost and what was odd.

    Raises:
        InputError: with `strict`, something is lost; nothing is written then.
    """
    if config.to not in (*WRITTEN, PARQUET, HF):
        raise ConfigurationError(
            f"to={config.to}: there is no such target; there are {', '.join((*WRITTEN, PARQUET, HF))}"
        )
    if config.licence is not None and config.to != HF:
        raise ConfigurationError(f"licence={config.licence}: is for to=hf, whose card says it")
    target = WRITTEN.get(config.to, OURS)  # Parquet and the hub's folder hold what our own records hold
    place = place_of_report(config) if config.report else None
    out = place_to_write(config, is_folder=config.to == HF or target.beside is not None)
    refused = None
    with open_dialogues(config.path, config.run, config.encoding) as entries, ExitStack() as stack:
        report = stack.enter_context(put_in_place(place)) if place else None
        progress = stack.enter_context(phase("dialogues", len(entries.rows) or None))
        account = Account(config, target, progress, report)
        try:
            _write(config, out, entries, account)
        except _NotHeld as problem:  # the report is wanted all the more
            refused = problem
    if refused is not None:
        raise refused
    _print(config, entries, account)


class _NotHeld(InputError):
    """With `strict`: the target cannot hold everything."""


def _write(config: ConvertConfig, out: Path, entries: Entries, account: Account) -> None:
    if config.to == HF:
        write_hub_folder(out, entries, account.watch, config)
        return
    if config.to == PARQUET:
        with unfinished(out) as path:
            write_parquet(path, account.watch(entries))
        return
    with put_in_place(out / SSCONV if account.target.beside else out) as stream:
        stream.writelines(text_of(account.records(entries), account.target))
    if beside := account.target.beside:
        with put_in_place(out / PROFILES) as stream:
            stream.writelines(text_of((beside(found) for found in entries if found.persona), account.target))


def _print(config: ConvertConfig, entries: Entries, account: Account) -> None:
    paper = Paper()
    are = "is" if account.dialogues == 1 else "are"
    written = f"{counted(account.dialogues, 'dialogue')} {are} in {plain(config.out)} ({config.to})"
    paper.print(as_text(written), soft_wrap=True)
    if account.rules:
        names = " and ".join(sorted(account.rules))
        paper.print(as_text(f"Text of {names} is formulaic and is not data to train on."), soft_wrap=True)
    if account.lost:
        paper.print(as_text(f"\nWhat {account.target.name} cannot hold:"))
        for line in account.told():
            paper.print(as_text(f"  {line}"), soft_wrap=True)
    if entries.reading is not None:
        print_reading(paper, entries.reading)
