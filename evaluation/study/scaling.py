"""What is said of corpora at every size: does quality hold while they are made, and does variety come to an end."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from ...signatures import counted
from ..report.blocks import Block, Cell, Number, Plot, Report, Section, Table, Text
from ..report.charts import curves_chart, effects_chart
from ..report.marks import Estimate, Line, Panel
from ..results import with_interval
from .growth import MEASURES, SATURATED, Growth, Trend
from .wording import ALPHA, percent

MARGIN = 0.05
"""How much something may change, of a scale from 0 to 1, and still be said to hold."""
_CURVES = {
    "quality": "Quality",
    "Distinct-2, same amount": "Distinct-2, equal text",
    "Distinct-2": "Distinct-2 of all",
    "new pairs": "New pairs of words",
    "near-duplicates": "Near-duplicates",
    "strategies": "Evenness of strategies",
}
"""Measure → title of its panel: all are from 0 to 1."""
_OF_WHOLE = ("Distinct-2, same amount", "Heaps", "new pairs", "near-duplicates")
_AS_MADE, _RANDOM = "as it was made", "random orders"


def scaling_report(title: str, question: str, found: Sequence[Growth], resamples: int, footer: Sequence[str]) -> Report:
    """Return what is said of some corpora."""
    return Report(
        title,
        (Text(question), *(Text(" ".join(_answer(one)), lead=True) for one in found)),
        (
            Section("The corpora", (_corpora(found), *_rules(found))),
            Section("Does it change while it is made?", (_trends(found), *_trends_chart(found))),
            Section("Does it come to an end?", tuple(_grown(found))),
            Section("How it was measured", (_meanings(), Text(tuple(_method(found[0], resamples))))),
        ),
        tuple(footer),
    )


def _answer(one: Growth) -> Iterator[str]:
    quality, variety = one.trend("quality"), one.trend("Distinct-2, same amount")
    yield f"{one.name} ({counted(one.dialogues, 'dialogue')}): {_held('the quality', quality, 'score')}."
    yield f"On equal amounts of text {_held('variety', variety, 'Distinct-2')}."
    yield _ended(one)
    share = one.whole("near-duplicates") or 0
    alike = f"{percent(share)} % of the dialogues are" if share else "No dialogue is"
    yield f"{alike} nearly the same as one before."
    if one.rules:
        yield "Its dialogues are by the offline rules, in whole or in part: the floor, and no training data."


def _held(what: str, trend: Trend, unit: str) -> str:
    """Return whether something holds, and no more than its interval says."""
    if trend.change is None or trend.low is None or trend.high is None:
        return f"whether {what} holds cannot be told from so little"
    change = f"{unit} {'+' if trend.change > 0 else ''}{with_interval(trend.change, trend.low, trend.high, 3)}"
    change += " from the first made to the last"
    sure = trend.p_holm is not None and trend.p_holm < ALPHA
    way = "rises" if trend.change > 0 else "falls"
    if trend.low > -MARGIN and trend.high < MARGIN:
        return f"{what} holds to within {MARGIN:g}" + (f", though it {way} ({change})" if sure else f" ({change})")
    return f"{what} {way} ({change})" if sure else f"whether {what} holds cannot be told ({change})"


def _ended(one: Growth) -> str:
    new, heaps, size = one.whole("new pairs"), one.whole("Heaps"), one.saturates()
    last = "" if new is None else f"of the different pairs of words in its last tenth {percent(new)} % are new"
    more = "" if heaps is None else f", and twice as much text has {percent(2**heaps - 1)} % more different words"
    if not last:
        return "Whether its variety comes to an end cannot be told: it has no two words together."
    if size is not None:
        return f"Its variety has come to an end, at {counted(size, 'dialogue')} or before: {last}{more}."
    return f"Its variety has not come to an end: {last}{more}."


def _corpora(found: Sequence[Growth]) -> Table:
    head = ("corpus", "dialogues", "words", "quality", "accepted, %", *_OF_WHOLE)
    rows = tuple(_of_corpus(one) for one in found)
    note = (
        f"Same amount: {counted(found[0].amount, 'word')}, or pairs of words, as few as the smallest part has of any."
    )
    return Table("corpora", "The corpora as a whole", head, rows, note)


def _of_corpus(one: Growth) -> tuple[Cell, ...]:
    quality, accepted = Number(one.whole("quality"), 3, *one.quality), Number(one.whole("accepted"), 1, kind="percent")
    rest = (Number(one.whole(name), 3) for name in _OF_WHOLE)
    return one.name, one.dialogues, one.words, quality, accepted, *rest


def _rules(found: Sequence[Growth]) -> Iterator[Block]:
    if names := [one.name for one in found if one.rules]:
        yield Text(
            f"Written by the offline rules, in whole or in part: {', '.join(names)}. Rules have a few hundred phrases: "
            "they are the floor that other corpora stand on, and their text is never training data."
        )


def _trends(found: Sequence[Growth]) -> Table:
    rows = tuple(
        (one.name, each.measure, Number(each.change, 3, each.low, each.high), Number(each.p_holm, kind="p"), each.n)
        for one in found
        for each in one.trends
    )
    note = (
        "Along a straight line through the dialogues, or stretches of text of equal length, in the order in which they "
        "were made or stand in their file; 95 % intervals; p after Holm for the whole table."
    )
    head = ("corpus", "measure", "change, first to last", "p", "n")
    return Table("trends", "Change from the first dialogue to the last", head, rows, note, names=2)


def _trends_chart(found: Sequence[Growth]) -> Iterator[Plot]:
    rows = [Estimate(each.measure, each.change, each.low, each.high, one.name) for one in found for each in one.trends]
    if any(row.value is not None for row in rows):
        says = "How much each measure changes from the first dialogue made to the last, with 95 % intervals."
        yield effects_chart("trends", "Change while it was made", says, rows, "change from the first to the last")


def _grown(found: Sequence[Growth]) -> Iterator[Block]:
    for number, one in enumerate(found, start=1):
        yield _curves(one, number)
        yield _by_size(one, number)


def _curves(one: Growth, number: int) -> Plot:
    panels = [
        Panel(title, one.sizes, _lines(one.figures[name]))
        for name, title in _CURVES.items()
        if np.isfinite(one.figures[name]).any()
    ]
    says = (
        f"{one.name}, from {one.sizes[0]:,} to {counted(one.dialogues, 'dialogue')}: the mean of "
        f"{counted(_orders(one), 'random order')} with the least and the most of them, and the order of making, dashed."
    )
    title = f"Growth of {one.name}"
    return curves_chart(f"growth-{number}", title, says, panels, "dialogues", "from 0 to 1", log=True)


def _lines(figures: np.ndarray) -> list[Line]:
    random = figures[1:]
    return [
        Line(_RANDOM, _known(random.mean(axis=0)), _known(random.min(axis=0)), _known(random.max(axis=0))),
        Line(_AS_MADE, _known(figures[0]), reference=True),
    ]


def _known(values: np.ndarray) -> list[float | None]:
    return [float(one) if math.isfinite(one) else None for one in values]


def _by_size(one: Growth, number: int) -> Table:
    known = [name for name in MEASURES if np.isfinite(one.figures[name]).any()]
    rows = tuple(_at_sizes(one, name) for name in known)
    note = f"Means over {counted(_orders(one), 'random order')} of the dialogues; each part is in the next."
    head = ("", *(f"{size:,}" for size in one.sizes))
    return Table(f"growth-{number}", f"{one.name} by number of dialogues", head, rows, note, folded=True)


def _at_sizes(one: Growth, name: str) -> tuple[Cell, ...]:
    return name, *(Number(one.at(name, at), 0 if name == "topics" else 3) for at in range(len(one.sizes)))


def _orders(one: Growth) -> int:
    return len(one.figures["quality"]) - 1


def _meanings() -> Table:
    return Table("measures", "What the measures are", ("measure", "what it is"), tuple(MEASURES.items()), names=2)


def _method(one: Growth, resamples: int) -> Iterator[str]:
    yield (
        "In a random order a mean, and Distinct of equal amounts of text, is the same at every size but for chance. "
        "Whether they change is told by the order of making alone: for a file that somebody has shuffled it tells "
        "nothing."
    )
    yield (
        f"Variety is said to come to an end where fewer than {percent(SATURATED)} % of the different pairs of words "
        "in the last tenth of the dialogues are new, at that size and all larger ones."
    )
    yield f"Something is said to hold where the whole interval of its change is within {MARGIN:g}."
    yield (
        f"Intervals: 95 %, bootstrap with {resamples:,} resamples over the people whose dialogues they are, as far as "
        "personas and posts tell them, and over stretches of text."
    )
    yield "All finished dialogues are counted, also those that the checks reject; those that failed are not there."
