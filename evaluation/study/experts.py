"""What is said of experts, a crowd and a judge who rated the same: do they agree, who is stricter, who is like whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from ..agreement.calibration import Calibration
from ..agreement.figure import Agreement
from ..agreement.report import known
from ..agreement.study import Design
from ..report.blocks import Block, Cell, Number, Report, Section, Table, Text
from ..report.charts import effects_chart
from ..report.marks import Estimate
from .experts_answer import answer, is_sure
from .raters import Beside

_WITHIN = "Krippendorff's alpha"
_ORDERED = ("Spearman's rho", "Cohen's kappa, quadratic", _WITHIN)
_NAMED = ("agreement, exact", "Cohen's kappa, unweighted", _WITHIN)
"""Beginnings of the names of what is printed of ordered ratings, and of categories; the last table has all."""


def experts_report(
    title: str,
    question: str,
    figures: Sequence[Agreement],
    calibrations: Sequence[Calibration],
    beside: Beside,
    design: Design,
    judge: str | None,
    margin: float,
    notes: Sequence[str],
) -> Report:
    """Return the report of a study of raters.

    Args:
        figures: all that `agreement` says of the design, and so with `calibrations`.
        judge: the name of the judge's group; None for none.
        margin: how much less somebody may agree with people than they do, and still be taken to agree as well.
        notes: how the ratings were read.
    """
    sections = [
        Section("Who rated what", (_raters(figures, design),)),
        Section("Do they agree?", tuple(_agreeing(figures, design))),
        Section("Who is stricter?", tuple(_stricter(beside))),
        Section("Could the crowd stand in for an expert?", (_stand_ins(beside, margin),)),
    ]
    if judge is not None:
        sections.append(Section("The judge", tuple(_judge(beside, calibrations, margin))))
    sections.append(Section("All figures", (_all(figures),)))
    footer = (f"Seed {design.seed}; {design.resamples:,} resamples of the items for each interval.", *notes)
    return Report(
        title,
        (Text(question), Text(answer(figures, beside, design, judge, margin), lead=True)),
        tuple(sections),
        footer,
    )


def _raters(figures: Sequence[Agreement], design: Design) -> Table:
    """Return a row for each rater and dimension: how much was rated, and how high."""
    group_of = {rater: group for group, raters in design.groups.items() for rater in raters}
    rated = [one for one in figures if one.kind == "rater"]
    if not rated:  # categories have no mean
        named = tuple((group, rater) for rater, group in group_of.items())
        return Table("raters", "The raters", ("group", "rater"), named, names=2)
    rows = tuple((group_of[one.who], one.who, one.dimension, _number(one), one.items, one.missing) for one in rated)
    head = ("group", "rater", "dimension", "mean rating", "rated", "missing")
    return Table("raters", "The raters", head, rows, names=3, folded=len(rows) > 20)


def _agreeing(figures: Sequence[Agreement], design: Design) -> Iterator[Block]:
    rows: list[tuple[Cell, ...]] = []
    shown = _NAMED if design.level == "nominal" else _ORDERED
    for dimension, found in groupby(figures, key=lambda one: one.dimension):
        here = [one for one in found if one.kind in ("group", "groups")]
        for who, those in groupby(here, key=lambda one: one.who):
            by_name = {name: one for one in those for name in shown if one.coefficient.startswith(name)}
            cells = [_number(by_name.get(name)) for name in shown]
            items = max(one.items for one in by_name.values())
            rows.append((dimension, who, *cells, items))
    head = ("dimension", "who", *shown, "items")
    note = (
        f"A group alone: agreement of its raters with each other. Two groups: the {design.stands} of the one and "
        "that of the other, which is the steadier the more raters it is of. 95 % intervals, over items."
    )
    yield Table("agreement", "Agreement within groups and between them", head, tuple(rows), note, names=2)
    chosen = [one for one in figures if one.kind in ("group", "groups") and one.coefficient.startswith(_WITHIN)]
    chosen = [one for one in chosen if one.coefficient.endswith(design.level)]
    if estimates := [
        Estimate(one.who, known(one.value), one.low, one.high, one.dimension)
        for one in chosen
        if known(one.value) is not None
    ]:
        says = (
            "Krippendorff's alpha within each group and between groups, with 95 % intervals; 1 is perfect, 0 is chance."
        )
        yield effects_chart("agreement", "Agreement", says, estimates, "Krippendorff's alpha")


def _stricter(beside: Beside) -> Iterator[Block]:
    if not beside.shifts:
        yield Text("Categories have no order, so nobody is stricter.")
        return
    rows = tuple(
        (
            one.dimension,
            f"{one.higher} less {one.than}",
            _number(one.figure, 2, strong=is_sure(one)),
            Number(one.p_holm, kind="p"),
            one.figure.items,
        )
        for one in beside.shifts
    )
    note = (
        "In units of the scale; below 0 the first of the two rates lower. 95 % intervals over items; p after Holm for "
        "the whole table."
    )
    head = ("dimension", "who", "difference", "p", "items")
    yield Table("bias", "How much higher one group rates", head, rows, note, names=2)
    estimates = [
        Estimate(
            f"{one.higher} less {one.than}", known(one.figure.value), one.figure.low, one.figure.high, one.dimension
        )
        for one in beside.shifts
    ]
    says = "How much higher the first group rates than the second, with 95 % intervals."
    yield effects_chart("bias", "Who rates higher", says, estimates, "difference, in units of the scale")


def _stand_ins(beside: Beside, margin: float) -> Block:
    rows = tuple(
        (
            found.dimension,
            one.coefficient,
            Number(known(one.judge), 3),
            Number(known(one.people), 3),
            Number(known(one.difference), 3, one.low, one.high),
            one.items,
        )
        for found in beside.stand_ins
        for one in found.compared
    )
    note = (
        "Crowd and each expert are compared with the same other experts, so that neither has the easier reference. The "
        f"crowd agrees as well where the whole interval of the difference is above −{margin:g}."
    )
    head = ("dimension", "coefficient", "crowd with experts", "expert with experts", "difference", "items")
    if not rows:
        return Text("It takes two experts who rated the same items to tell.")
    return Table("stand-in", "The crowd in the place of an expert", head, rows, note, names=2)


def _judge(beside: Beside, calibrations: Sequence[Calibration], margin: float) -> Iterator[Block]:
    rows = tuple(
        (
            one.dimension,
            one.coefficient,
            Number(one.experts, 3),
            Number(one.crowd, 3),
            Number(one.difference, 3, one.low, one.high),
            one.items,
        )
        for one in beside.closer
    )
    head = ("dimension", "coefficient", "with experts", "with crowd", "difference", "items")
    note = "On the items that all three rated. Above 0 the judge is closer to the experts."
    yield Table("closer", "The judge with experts and with the crowd", head, rows, note, names=2)
    verdicts = tuple((one.dimension, one.people, one.verdict) for one in calibrations)
    caption = f"Whether the judge may stand in for a person, with a margin of {margin:g}"
    yield Table("verdicts", caption, ("dimension", "people", "verdict"), verdicts, names=3)


def _all(figures: Sequence[Agreement]) -> Table:
    rows = tuple(
        (one.dimension, one.kind, one.who, one.coefficient, _number(one), one.items, one.ratings, one.missing, one.why)
        for one in figures
    )
    head = ("dimension", "kind", "who", "coefficient", "value", "items", "ratings", "missing", "why none")
    return Table("figures", "Every figure of `socialsim agree`", head, rows, names=4, folded=True)


def _number(one: Agreement | None, digits: int = 3, strong: bool = False) -> Number:
    return Number(None) if one is None else Number(known(one.value), digits, one.low, one.high, strong=strong)
