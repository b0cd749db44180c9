"""What the report says of effects: shares of variance, contrasts, and the mixed model."""

from __future__ import annotations

from collections.abc import Sequence

from ..report.blocks import Block, Cell, Number, Table, Text
from ..report.charts import effects_chart, shares_chart
from ..report.marks import Estimate
from .answer import constant
from .answer_generators import details
from .findings import Family, OutcomeFindings, PairedContrast, StudyFindings
from .parts import parts
from .wording import cell_name, digits, is_shown

_WITHIN: Family = "framework within generator"
_BETWEEN: Family = "generator within framework"
_FIGURES = ("a − b", "p", "p (Holm)", "d_z", "a ahead", "units", "missing")
_NOTE = (
    "a − b in the outcome's own unit, of units with both sides, with its 95 % interval; d_z: Cohen's, over units; "
    "a ahead: the share of units in which a has what counts as better in the outcome, ties half; missing: units that "
    "lack a side. Holm's correction goes over the contrasts of a kind and outcome. Bold: shown, by "
    "interval and by corrected p."
)


def effects(findings: StudyFindings) -> list[Block]:
    """Return the blocks: the first outcome with its charts, the others in the tables."""
    if not findings.outcomes:
        return [Text("Nothing was measured.")]
    first, *others = findings.outcomes
    alike = [Text(said) for one in findings.outcomes if (said := constant(one))]
    vary = [one for one in findings.outcomes if one.constant is None]
    blocks: list[Block] = list(alike)
    if first.constant is None:
        blocks += [Text(one) for one in parts(findings, first) if findings.full != findings.baseline]
        blocks += [Text(one) for one in details(findings, first)]
        blocks += _drawn(findings, first)
    blocks += [_effects(vary)] if any(one.effects for one in vary) else []
    if first.constant is None:
        blocks += _contrasts(findings, first)
    rows = [
        (found.outcome.name, cell_name(one.a), cell_name(one.b), *_figures(found, one))
        for found in others
        if found.constant is None
        for one in found.contrasts
    ]
    caption = "The same contrasts of the other outcomes"
    blocks += _table("contrasts_others", caption, ("outcome", "a", "b"), rows, folded=True)
    return [*blocks, *_mixed(vary)]


def _drawn(findings: StudyFindings, first: OutcomeFindings) -> list[Block]:
    blocks: list[Block] = []
    if any(one.omega2 is not None for one in first.effects):
        bars = [Estimate(one.source, one.omega2 and max(one.omega2, 0.0), one.low, one.high) for one in first.effects]
        says = (
            f"Partial ω² of {first.outcome.name}: what each source explains beside the noise within "
            f"{first.outcome.unit}s. Lines are 95 % intervals."
        )
        blocks.append(shares_chart("shares", f"What explains {first.outcome.name}", says, bars, "partial ω², %"))
    return blocks


def _contrasts(findings: StudyFindings, first: OutcomeFindings) -> list[Block]:
    blocks: list[Block] = []
    within = _of(first, _WITHIN)
    drawn = [one for one in within if one.difference is not None]
    if drawn:
        estimates = [
            Estimate(one.a[1] or "", one.difference, one.low, one.high, one.a[0] or "all generators", is_shown(one))
            for one in drawn
        ]
        unit = first.outcome.unit
        says = (
            f"{first.outcome.name}: each framework less {findings.baseline}, {unit} by {unit}, within each generator."
        )
        title = f"What frameworks add to {findings.baseline}"
        blocks.append(effects_chart("contrasts", title, says, estimates, f"difference in {first.outcome.name}"))
    name = first.outcome.name
    return [
        *blocks,
        *_table("contrasts", f"{name}: what each framework adds", ("generator", "a", "b"), _rows(first, _WITHIN)),
        *_table("between", f"{name}: generators", ("framework", "a", "b"), _rows(first, _BETWEEN), folded=True),
        *_table(
            "across", f"{name}: the framework on one generator, not on another", ("a", "b"), _rows(first, "across")
        ),
    ]


def _effects(outcomes: Sequence[OutcomeFindings]) -> Table:
    rows = [
        (
            *(found.outcome.name, one.source, one.free, Number(one.eta2, 3)),
            Number(one.omega2 and max(one.omega2, 0.0), 3, one.low, one.high, strong=bool(one.low)),
            *(Number(one.share, 3), Number(one.p, kind="p")),
        )
        for found in outcomes
        for one in found.effects
    ]
    note = (
        "Partial: of a source's variance and the noise of one dialogue within units, seeds included, so shares do not "
        "add up to 100 %. That noise is not the effect by unit of repeated measures: partial η² as SPSS or JASP print "
        "it there is another figure, not to be compared. η² is what was found, too high by chance; ω² is without that "
        "bias. η² of all: of the whole variance, with that between units. Intervals: 95 %, bootstrap over "
        "units, bold where they leave out 0; they have two sides and p has one, so they do where p is below about .025."
    )
    head = ("outcome", "source", "df", "η² (partial)", "ω² (partial)", "η² of all", "p")
    return Table("effects", "How much each source explains", head, tuple(rows), note, names=2)


def _of(found: OutcomeFindings, family: Family) -> list[PairedContrast]:
    return [one for one in found.contrasts if one.family == family]


def _rows(found: OutcomeFindings, family: Family) -> list[tuple[Cell, ...]]:
    return [(*_named(one), *_figures(found, one)) for one in _of(found, family)]


def _named(one: PairedContrast) -> tuple[str, ...]:
    """Return what the sides have in common, where they do, and then what each is."""
    if one.family == _WITHIN:
        return one.a[0] or "all", one.a[1] or "", one.b[1] or ""
    if one.family == _BETWEEN:
        return one.a[1] or "all", one.a[0] or "", one.b[0] or ""
    return cell_name(one.a), cell_name(one.b)


def _figures(found: OutcomeFindings, one: PairedContrast) -> tuple[Cell, ...]:
    return (
        Number(one.difference, digits(found), one.low, one.high, strong=is_shown(one)),
        *(Number(one.p, kind="p"), Number(one.p_holm, kind="p"), Number(one.effect)),
        *(Number(one.wins, 0, kind="percent"), one.units, one.missing),
    )


def _table(
    name: str, caption: str, names: tuple[str, ...], rows: Sequence[tuple[Cell, ...]], folded: bool = False
) -> list[Block]:
    return [Table(name, caption, (*names, *_FIGURES), tuple(rows), _NOTE, folded, len(names))] if rows else []


def _mixed(outcomes: Sequence[OutcomeFindings]) -> list[Block]:
    blocks: list[Block] = [
        Text(f"There is no mixed model of {found.outcome.name}. {found.mixed.why_not}")
        for found in outcomes
        if found.mixed.why_not
    ]
    fitted = [found for found in outcomes if found.mixed.terms]
    if not fitted:
        return blocks
    rows = [
        (
            *(found.outcome.name, one.name, Number(one.estimate, 3, one.low, one.high)),
            *(Number(one.error, 3), Number(one.p, kind="p")),
        )
        for found in fitted
        for one in found.mixed.terms
    ]
    variances = "; ".join(
        f"{found.outcome.name}: {found.mixed.formula}, variance between units {found.mixed.unit_variance:.3g}, "
        f"residual {found.mixed.residual_variance:.3g}, {found.mixed.n:,} values"
        for found in fitted
        if found.mixed.unit_variance is not None and found.mixed.residual_variance is not None
    )
    note = (
        "Fitted to each unit's means over seeds; treatment-coded against the first generator and the baseline; 95 % "
        f"intervals and p by Student's t. {variances}."
    )
    head = ("outcome", "term", "estimate", "error", "p")
    return [*blocks, Table("mixed", "Linear mixed models", head, tuple(rows), note, folded=True, names=2)]
