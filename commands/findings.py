"""What the checks found in many dialogues: counted while they pass by, and printed as tables at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import nlargest

from rich.table import Table

from ..programs.checks import KINDS, quality
from ..programs.checks.corpus import CorpusReport, Spread
from ..programs.checks.policy import Policy
from ..signatures import UTTERANCE, CheckResult, Evidence, Severity, Verdict, counted, short
from .plain import Paper, as_text

_MOST_TOPICS = 5


@dataclass(frozen=True)
class Found:
    """What the checks say of one dialogue."""

    number: int
    id: str
    evidence: tuple[Evidence, ...]

    @property
    def weight(self) -> tuple[int, int]:
        """Faults, then flaws: what makes a dialogue worse than another."""
        faults = sum(one.severity is Severity.FAULT for one in self.evidence)
        return faults, len(self.evidence) - faults


@dataclass
class _OfCheck:
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    scores: list[float] = field(default_factory=list)


@dataclass
class Findings:
    """What the checks found; dialogues are added one by one and not kept, but for the worst."""

    policy: Policy
    most: int
    """How many of the worst dialogues are kept."""
    dialogues: int = 0
    accepted: int = 0
    scores: list[float] = field(default_factory=list)
    """The combined score of each dialogue that has one."""
    worst: list[Found] = field(default_factory=list)
    """The dialogues with most faults, then with most flaws, the worst first; none without evidence."""
    judges: set[str] = field(default_factory=set)
    problem: str = ""
    """Why a judge left something unscored, the first time."""
    _checks: dict[str, _OfCheck] = field(default_factory=dict)
    _kinds: Counter[tuple[str, Severity]] = field(default_factory=Counter)

    def add(self, number: int, identifier: str, results: Sequence[CheckResult]) -> str:
        """Count what the checks say of a dialogue, and return why it is not accepted; "" when it is."""
        against = self.policy.against(results)
        self.dialogues += 1
        self.accepted += not against
        score = quality(results)
        self.scores += [] if score is None else [score]
        for result in results:
            of_check = self._checks.setdefault(f"judged {result.check}" if result.judge else result.check, _OfCheck())
            of_check.verdicts[result.verdict] += 1
            self.judges |= {result.judge} if result.judge else set()
            self.problem = self.problem or result.problem
            of_check.scores += [] if result.score is None else [result.score]
        evidence = tuple(one for result in results for one in result.evidence)
        self._kinds.update({(one.kind, one.severity) for one in evidence})
        if evidence and self.most:
            self.worst = nlargest(
                self.most, [*self.worst, Found(number, identifier, evidence)], key=lambda found: found.weight
            )
        return against

    @property
    def pass_rate(self) -> float:
        """Share of the dialogues that are accepted."""
        return self.accepted / self.dialogues

    def print(self, paper: Paper) -> None:
        """Print what was counted."""
        shown = f"{self.accepted} of {self.dialogues} dialogues pass ({self.pass_rate:.1%})"
        paper.print(as_text(f"{shown}; combined score {_mean(self.scores)}", "bold"), soft_wrap=True)
        paper.print()
        paper.print(self._table_of_checks())
        for line in self._notes():
            paper.print(as_text(line), soft_wrap=True)
        if self._kinds:
            paper.print()
            paper.print(self._table_of_kinds())
        for found in self.worst:
            paper.print()
            for line in _told(found):
                paper.print(as_text(line), soft_wrap=True)

    def _notes(self) -> Iterator[str]:
        if self.judges:
            yield f"judged by {', '.join(sorted(self.judges))}"
        if self.problem:
            yield f"unscored, for instance: {self.problem}"
        if self.policy.rejects == "flaw":
            yield "a check fails by faults; here flaws reject a dialogue, too"

    def _table_of_checks(self) -> Table:
        table = _table(("check", "passed", "failed", "unscored", "mean score"))
        for name, of_check in self._checks.items():
            counts = (str(of_check.verdicts[verdict] or "") for verdict in Verdict)
            table.add_row(as_text(name), *counts, _mean(of_check.scores))
        return table

    def _table_of_kinds(self) -> Table:
        table = _table(("found", "severity", "dialogues", "meaning"))
        for (kind, severity), count in sorted(self._kinds.items(), key=lambda item: (-item[1], item[0])):
            meaning = KINDS[kind].meaning if kind in KINDS else "What a judge quotes as wrong."
            table.add_row(as_text(kind), severity.value, str(count), as_text(meaning))
        return table


def print_report(paper: Paper, report: CorpusReport) -> None:
    """Print what can be said of the corpus only as a whole."""
    table = Table.grid(padding=(0, 2))
    for name, value in _of_corpus(report):
        table.add_row(as_text(name, "bold"), as_text(value))
    paper.print(table)


def _of_corpus(report: CorpusReport) -> Iterator[tuple[str, str]]:
    near, dialogues = report.near_duplicates, report.dialogues
    yield "turns", f"{report.turns:,}, {report.turns / dialogues:.1f} a dialogue"
    first = f"; {short(near[0].dialogue)} is nearly {short(near[0].of)}" if near else ""
    yield "near-duplicates", f"{len(near)} of {dialogues} dialogues are nearly the same as an earlier one{first}"
    for who, shares in report.distinct.items():
        named = ", ".join("-" if share is None else f"{share:.3f}" for share in shares)
        yield f"Distinct-1/2/3, {who}", named
    if report.strategies.counts:
        yield "strategies", f"{_spread(report.strategies)}; {_listed(report.strategies)}"
    if report.personas:
        yield "personas", f"{report.personas} dialogues have one"
        yield "topics", f"{_spread(report.topics)}; most: {_listed(report.topics, _MOST_TOPICS)}"
        yield "personalities", _spread(report.personalities)
        yield "genders", _listed(report.genders)
    if report.ages:
        ages = report.ages
        yield "ages", f"{ages.youngest} to {ages.oldest}, mean {ages.mean:.1f}, standard deviation {ages.deviation:.1f}"
    crises = round((report.crisis_share or 0) * dialogues)
    yield "crisis", f"in {crises} of {dialogues} dialogues the seeker has words of danger to life or of abuse"


def _told(found: Found) -> Iterator[str]:
    faults, flaws = found.weight
    yield f"Dialogue {found.number} · {short(found.id)}: {counted(faults, 'fault')}, {counted(flaws, 'flaw')}"
    for one in sorted(found.evidence, key=lambda one: (one.severity is Severity.FLAW, one.turn or 0)):
        place = f"turn {one.turn}: " if one.turn else ""
        part = f" ({one.part})" if one.part != UTTERANCE else ""
        quoted = f' "{" ".join(one.text.split())}"' if one.text else ""
        yield f"  {one.severity.value} {one.kind}: {place}{one.reason}{part}{quoted}"


def _spread(spread: Spread) -> str:
    entropy = "" if spread.entropy is None else f", entropy {spread.entropy:.2f} of 1"
    return f"{len(spread.counts)} of {spread.possible}{entropy}"


def _listed(spread: Spread, most: int | None = None) -> str:
    total = sum(spread.counts.values())
    return ", ".join(f"{name} {count / total:.0%}" for name, count in list(spread.counts.items())[:most])


def _mean(scores: Sequence[float]) -> str:
    return f"{sum(scores) / len(scores):.3f}" if scores else "-"


def _table(names: Iterable[str]) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in names:
        numbers = name in ("passed", "failed", "unscored", "mean score", "dialogues")
        table.add_column(name, justify="right" if numbers else "left", overflow="fold", no_wrap=name == "severity")
    return table
