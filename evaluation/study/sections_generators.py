"""What the report says of each generator: how good, at what cost, and how often it failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ...programs.checks import KINDS
from ..report.blocks import Block, Cell, Number, Table, Text
from ..report.charts import cost_chart, means_chart
from ..report.marks import Line, Point
from .findings import CellAccount, Mean, OutcomeFindings, StudyFindings
from .wording import contrast_of, digits, is_shown

_STATUSES = ("done", "check-failed", "parse-failed", "provider-error")
_MOST = 20
"""Kinds of failures that are listed; what is rarer is in the cells' own reports."""


def generators(findings: StudyFindings) -> list[Block]:
    """Return a table with a row for each generator, and the means of all cells."""
    first = findings.outcomes[0] if findings.outcomes else None
    rows = [_generator(findings, first, name) for name in findings.generators]
    outcome = first.outcome.name if first else "outcome"
    head = (
        *("generator", f"{outcome}, {findings.full}", f"{outcome}, {findings.baseline}", "difference"),
        *("accepted", "read at once", "USD each", "tokens each", "failed"),
    )
    note = (
        "Accepted: of the dialogues that were begun; read at once: of the answers; each: for each accepted dialogue. "
        "Failed: dialogues without text, which have no score. Intervals: 95 %. The difference is of units that have "
        "both; bold where it is shown."
    )
    blocks: list[Block] = [Table("generators", "Each generator", head, tuple(rows), note)]
    if first and any(one.value is not None for one in first.means):
        lines = [
            _line(name, [first.mean(name, framework) for framework in findings.frameworks])
            for name in findings.generators
        ]
        says = f"Mean {outcome} of each generator with each framework; bars are 95 % intervals."
        if len(findings.generators) > 1:
            says += " Lines that are not parallel are what the interaction is about."
        blocks.append(means_chart("means", f"{outcome} in every cell", says, findings.frameworks, lines, outcome))
    return [*blocks, *_means(findings.outcomes), *_figures(findings)]


def _generator(findings: StudyFindings, first: OutcomeFindings | None, name: str) -> tuple[Cell, ...]:
    cells = [one for one in findings.cells if one.generator == name]
    accepted, made, answers = (sum(getattr(one, what) for one in cells) for what in ("accepted", "made", "answers"))
    quality = [Number(None)] * 3
    if first:
        places = digits(first)
        means = [first.mean(name, framework) for framework in (findings.full, findings.baseline)]
        quality = [Number(one.value if one else None, places) for one in means]  # another table has their intervals
        a, b = (name, findings.full), (name, findings.baseline)
        one = contrast_of(first, "framework within generator", a, b)
        known = Number(one.difference, places, one.low, one.high, strong=is_shown(one)) if one else Number(None)
        quality.append(known)
    usd, tokens = _usd(cells), sum(one.tokens_in + one.tokens_out for one in cells)
    return (
        name,
        *quality,
        Number(accepted / made if made else None, 1, kind="percent"),
        Number((answers - sum(one.unread for one in cells)) / answers if answers else None, 1, kind="percent"),
        Number(usd / accepted if usd is not None and accepted else None, 4, kind="usd"),
        Number(tokens / accepted if accepted else None, 0),
        sum(_failed(one) for one in cells),
    )


def _failed(cell: CellAccount) -> int:
    return cell.made - cell.accepted - cell.by_status.get("check-failed", 0)


def _usd(cells: Sequence[CellAccount]) -> float | None:
    """Return what cells cost; None where one of the prices is unknown, since the sum is then, too."""
    costs = [one.cost_usd for one in cells if one.made]
    known = [one for one in costs if one is not None]
    return sum(known) if costs and len(known) == len(costs) else None


def _number(mean: Mean | None, places: int) -> Number:
    return Number(mean.value, places, mean.low, mean.high) if mean else Number(None)


def _line(label: str, means: Sequence[Mean | None]) -> Line:
    values, lows, highs = ([getattr(one, what) if one else None for one in means] for what in ("value", "low", "high"))
    return Line(label, values, lows, highs)


def _means(outcomes: Sequence[OutcomeFindings]) -> list[Block]:
    rows: list[tuple[Cell, ...]] = [
        (
            *(found.outcome.name, one.generator or "all", one.framework or "all"),
            _number(one, digits(found)),
            *(one.n, one.missing),
        )
        for found in outcomes
        for one in found.means
    ]
    head = ("outcome", "generator", "framework", "mean", "n", "missing")
    note = "95 % intervals over units. Over all, each generator and each framework counts as much as the other."
    return [Table("means", "Means of every cell", head, tuple(rows), note, folded=True, names=3)] if rows else []


def _figures(findings: StudyFindings) -> list[Block]:
    names = list(dict.fromkeys(name for cell in findings.cells for name in cell.figures))
    rows: list[tuple[Cell, ...]] = [
        (one.generator, one.framework, one.seed, *(Number(one.figures.get(name), 3) for name in names))
        for one in findings.cells
        if one.figures
    ]
    head = ("generator", "framework", "seed", *names)
    note = "Of the accepted dialogues of a cell as one corpus; several of these figures change with its size."
    return [Table("figures", "Each cell as a corpus", head, tuple(rows), note, folded=True, names=2)] if rows else []


def cost(findings: StudyFindings) -> list[Block]:
    """Return what each generator took with each framework, all seeds together, and a chart where any of it was paid."""
    rows: list[tuple[Cell, ...]] = []
    points: list[Point] = []
    first = findings.outcomes[0] if findings.outcomes else None
    for generator, framework, cells in _merged(findings):
        usd, accepted = _usd(cells), sum(one.accepted for one in cells)
        read, written = sum(one.tokens_in for one in cells), sum(one.tokens_out for one in cells)
        each = usd / accepted if usd is not None and accepted else None
        rows.append(
            (
                *(generator, framework, sum(one.made for one in cells), accepted, read, written),
                Number((read + written) / accepted if accepted else None, 0),
                *(Number(usd, 2, kind="usd"), Number(each, 4, kind="usd")),
            )
        )
        mean = first.mean(generator, framework) if first else None
        if each is not None and mean and mean.value is not None:
            points.append(Point(framework, each, mean.value, mean.low, mean.high, generator))
    head = ("generator", "framework", "begun", "accepted", "tokens in", "tokens out", "tokens each")
    note = (
        "Tokens and money of all that was begun, failures included; each: for each accepted dialogue. "
        "“–”: a price is not known, or nothing was accepted."
    )
    table = Table("cost", "What it took", (*head, "USD", "USD each"), tuple(rows), note, names=2)
    if first is None or not any(point.x > 0 for point in points):
        free = any(one.cost_usd is None for one in findings.cells)
        why = "Prices of some generators are not known." if free else "Nothing was paid for."
        return [Text(f"{why} Tokens are in the table."), table]
    name = first.outcome.name
    says = f"Mean {name} (95 % interval) against US dollars for each accepted dialogue, on a logarithmic axis."
    chart = cost_chart("cost", f"{name} and what it costs", says, points, "USD for each accepted dialogue", name)
    return [chart, table]


def failures(findings: StudyFindings) -> list[Block]:
    """Return what became of the dialogues, and what the checks found in those that were finished."""
    there = {status for cell in findings.cells for status in cell.by_status}
    others = sorted(there - {*_STATUSES, "not made"})
    statuses = [one for one in _STATUSES if one != "done"] + others + ["not made"]
    rows: list[tuple[Cell, ...]] = []
    for generator, framework, cells in _merged(findings):
        totals = sum((Counter(one.by_status) for one in cells), Counter[str]())
        answers, unread = sum(one.answers for one in cells), sum(one.unread for one in cells)
        counts = (sum(one.wanted for one in cells), totals["done"], *(totals[status] for status in statuses))
        rows.append((generator, framework, *counts, answers, unread))
    head = ("generator", "framework", "wanted", "accepted", *statuses, "answers", "not read")
    text = (
        "A dialogue that failed has no score: it is missing above, never 0. One that the checks rejected has its text, "
        "and counts where an outcome is of all finished dialogues. Answers that could not be read were asked for again."
    )
    table = Table("failures", "What became of the dialogues", head, tuple(rows), names=2)
    return [Text(text), table, *_kinds(findings)]


def _kinds(findings: StudyFindings) -> list[Block]:
    totals = sum((Counter(one.kinds) for one in findings.cells), Counter[str]())
    by_framework = {
        name: sum((Counter(one.kinds) for one in findings.cells if one.framework == name), Counter[str]())
        for name in findings.frameworks
    }
    rows: list[tuple[Cell, ...]] = [
        (
            kind,
            KINDS[kind].meaning if kind in KINDS else "",
            *(by_framework[name][kind] for name in findings.frameworks),
            number,
        )
        for kind, number in sorted(totals.items(), key=lambda item: (-item[1], item[0]))[:_MOST]
        if number
    ]
    head = ("kind", "what it is", *findings.frameworks, "all")
    note = "Dialogues in which the rules found it, all generators and seeds together."
    return [Table("kinds", "What the checks found", head, tuple(rows), note, folded=True, names=2)] if rows else []


def _merged(findings: StudyFindings) -> list[tuple[str, str, list[CellAccount]]]:
    """Return the cells of each generator with each framework, all seeds together."""
    pairs = [(generator, framework) for generator in findings.generators for framework in findings.frameworks]
    found = [(*pair, [one for one in findings.cells if (one.generator, one.framework) == pair]) for pair in pairs]
    return [each for each in found if each[2]]
