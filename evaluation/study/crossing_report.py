"""What is said of chatbots on the corpora of others: matrices of every metric, and at home against away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ...signatures import counted
from ..comparing import Contrast, Matrix
from ..figures import Figure
from ..report.blocks import Block, Cell, Code, Number, Plot, Report, Section, Table, Text
from ..report.charts import matrix_chart
from ..results import digits_of
from .crossing import NAVG, Crossed, stands
from .wording import listed

DRAWN = (NAVG, "PPL", "BLEU-2", "Distinct-2")
"""Metrics that are drawn, where they are there; the others are in tables."""
TOY = "tiny"
"""The model that is made for proof."""
_ANSWERED = ("PPL", "BLEU-2", "ROUGE-L", "BERTScore F1")
"""Metrics that the answer speaks of, where they are there."""


def crossing_report(
    title: str, question: str, found: Crossed, model: str, lines: Sequence[str], footer: Sequence[str]
) -> Report:
    """Return the report of a cross-dataset study.

    Args:
        model: what all chatbots were tuned from.
        lines: the commands that make everything, in order.
    """
    metrics = found.metrics()
    drawn = [name for name in DRAWN if name in metrics]
    return Report(
        title,
        (Text(question), Text(" ".join(_answer(found, model)), lead=True)),
        (
            Section("The chatbots", (_bots(found, model), *_toy(model), _replies(found))),
            Section("Tuned on one, tested on another", tuple(_matrices(found, drawn))),
            Section("At home against away", (_home(found),)),
            Section("The other metrics", tuple(_tables(found, [one for one in metrics if one not in drawn]))),
            Section("How it was measured", (Text(tuple(_notes(found))), Code(tuple(lines)))),
        ),
        tuple(footer),
    )


def _answer(found: Crossed, model: str) -> Iterator[str]:
    if model == TOY:
        yield "The chatbots are toys, which show that the path works, and nothing of any corpus."
    pairs = {metric: [contrast for _, contrast in found.home(metric)] for metric in _ANSWERED}
    told = {metric: contrasts for metric, contrasts in pairs.items() if contrasts}
    if not told:
        yield "Chatbots at home and away cannot be compared: no metric has a value for both."
    alike = [metric for metric, contrasts in told.items() if {*map(stands, contrasts)} == {"not shown"}]
    yield from (_at_home(metric, contrasts) for metric, contrasts in told.items() if metric not in alike)
    if alike:
        yield f"In {listed(alike)} no difference between chatbots at home and away is shown."


def _at_home(metric: str, pairs: Sequence[Contrast]) -> str:
    how = Counter(map(stands, pairs))
    worse = f", worse in {how['worse']}" if how["worse"] else ""
    rest = f", and in {how['not shown']} no difference is shown" if how["not shown"] else ""
    return (
        f"In {metric} ({pairs[0].better} is better) the chatbot at home is better than one away in {how['better']} of "
        f"{counted(len(pairs), 'comparison')}{worse}{rest}."
    )


def _bots(found: Crossed, model: str) -> Table:
    rows = tuple(
        (one.name, one.corpus, "before each reply" if one.reasons else "no", one.dialogues, one.utterances)
        for one in found.bots
    )
    head = ("chatbot", "tuned on", "reasons", "dialogues", "utterances")
    note = (
        f"All are tuned from {model}. Dialogues are those that were read; some may have been left out, as for a crisis."
    )
    return Table("chatbots", "What each chatbot was tuned on", head, rows, note, names=3)


def _toy(model: str) -> Iterator[Block]:
    if model == TOY:
        yield Text(
            "The model is a toy that was made of each corpus on the spot: this shows that the path works, and says "
            "nothing of any corpus. Each toy has words of its own, so that perplexities cannot be compared."
        )


def _replies(found: Crossed) -> Table:
    rows = []
    for one in found.tests:
        points = max((each.n + each.missing for each in one.figures), default=0)
        for bot in one.systems:
            answered = max((each.n for each in one.figures if each.system == bot), default=0)
            rows.append((one.data, bot, points, points - answered))
    head = ("test set", "chatbot", "points to reply to", "no reply")
    note = "A reply that failed is missing; it is no 0."
    return Table("replies", "What was answered", head, tuple(rows), note, names=2, folded=len(rows) > 20)


def _matrices(found: Crossed, metrics: Sequence[str]) -> Iterator[Block]:
    yield Text(
        "A row for each chatbot, a column for each test set. Figures can be compared down a column: test sets "
        "differ, and what is a good figure on one may be a poor one on another."
    )
    for metric in metrics:
        table = found.matrix(metric)
        yield _map(table, metric, found)
        yield _of_matrix(table, metric, found)


def _map(table: Matrix, metric: str, found: Crossed) -> Plot:
    better = next((cell.better for row in table.cells for cell in row if cell is not None), None)
    says = f"{metric} of each chatbot on each test set" + (f"; {better} is better." if better else ".")
    cells = [[None if cell is None else cell.value for cell in row] for row in table.cells]
    down, across = ("tuned on", table.systems), ("tested on", table.datas)
    return matrix_chart(f"map-{_file(metric)}", metric, says, down, across, cells, _digits(table))


def _of_matrix(table: Matrix, metric: str, found: Crossed, folded: bool = False) -> Table:
    corpus, digits = {bot.name: bot.corpus for bot in found.bots}, _digits(table)
    rows = list[tuple[Cell, ...]]()
    for name, cells in zip(table.systems, table.cells, strict=True):
        at_home = [corpus[name] == data for data in table.datas]
        rows.append((name, *(_number(cell, digits, home) for cell, home in zip(cells, at_home, strict=True))))
    note = "Bold: at home. 95 % intervals, bootstrap over the dialogues of the test set."
    if any(cell is None or cell.value is None for cells in table.cells for cell in cells):
        note += " –: no reply, or not defined, as the perplexity of one that reasons where no reasoning stands beside."
    return Table(f"matrix-{_file(metric)}", metric, ("tuned on", *table.datas), tuple(rows), note, folded)


def _tables(found: Crossed, metrics: Sequence[str]) -> Iterator[Block]:
    for metric in metrics:
        yield _of_matrix(found.matrix(metric), metric, found, folded=True)


def _home(found: Crossed) -> Table:
    rows = []
    for data, one in found.home():
        digits = next(each for each in found.tests if each.data == data).digits(one.metric)
        rows.append(
            (
                data,
                one.metric,
                one.a,
                one.b,
                Number(one.difference, digits, one.low, one.high, strong=stands(one) != "not shown"),
                Number(one.p_holm, kind="p"),
                stands(one),
                Number(one.wins, 0, kind="percent"),
                one.n,
            )
        )
    head = ("test set", "metric", "at home", "away", "at home less away", "p", "at home is", "better in, %", "replies")
    note = (
        "Of chatbots that both reason, or both do not. Differences are in the metric's own unit, on the same "
        "replies; p after Holm for all comparisons on the test set; better in: share of its dialogues, ties counted "
        "half."
    )
    return Table("home", "The chatbot of the corpus against the others", head, tuple(rows), note, names=4)


def _notes(found: Crossed) -> Iterator[str]:
    """Return how the figures were made; what is said of one test set alone is said with its name."""
    notes = [{*one.notes} for one in found.tests]
    shared = set.intersection(*notes)
    for one in found.tests:
        for note in one.notes:
            if note not in shared:
                yield f"{one.data}: {note}"
    yield from (note for note in found.tests[0].notes if note in shared)
    yield (
        "Relatives, which are dialogues of one persona, post or situation and near-duplicates, are in one part of a "
        "corpus; dialogues that two corpora share are not looked for."
    )


def _number(cell: Figure | None, digits: int, strong: bool) -> Number:
    return Number(None) if cell is None else Number(cell.value, digits, cell.low, cell.high, strong=strong)


def _digits(table: Matrix) -> int:
    return digits_of(cell for row in table.cells for cell in row)


def _file(metric: str) -> str:
    """Return a metric's name as part of a file's."""
    return "-".join("".join(char if char.isalnum() else " " for char in metric).split())
