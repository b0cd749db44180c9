"""The answer of a study of raters in one paragraph, made of its numbers: it claims what intervals show, and no more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from ...signatures import counted
from ..agreement.figure import Agreement
from ..agreement.report import known
from ..agreement.study import Design, between
from ..results import number, with_interval
from .raters import CROWD, EXPERTS, Beside, Shift
from .wording import ALPHA, listed

_UNTOLD = "not told"


def answer(figures: Sequence[Agreement], beside: Beside, design: Design, judge: str | None, margin: float) -> str:
    """Return the paragraph; the arguments are those of `experts_report`."""
    sentences = [
        *_within(figures, design),
        *_between(figures, design),
        *_who_is_stricter(beside),
        *_who_stands_in(beside, margin),
        *(_judge_is_closer(beside, margin) if judge is not None else ()),
    ]
    return " ".join(sentences)


def _within(figures: Sequence[Agreement], design: Design) -> Iterator[str]:
    for group in (EXPERTS, CROWD):
        if found := _named(figures, f"Krippendorff's alpha, {design.level}", group):
            yield f"Among themselves the {group} agree with α {_range(found)}."


def _between(figures: Sequence[Agreement], design: Design) -> Iterator[str]:
    symbol, name = ("α", "Krippendorff's alpha, nominal") if design.level == "nominal" else ("ρ", "Spearman's rho")
    found = _named(figures, name, between(EXPERTS, CROWD), between(CROWD, EXPERTS))
    if not found:
        yield "How far experts and crowd agree is not defined: on each dimension one of them rated everything alike."
        return
    shown = [one.dimension for one in found if one.low is not None and one.low > 0]
    yield (
        f"Experts and crowd agree with {symbol} {_range(found)}; that they agree better than chance is shown on "
        f"{_share(shown, len(found))}."
    )


def _who_is_stricter(beside: Beside) -> Iterator[str]:
    shifts = [one for one in beside.shifts if {one.higher, one.than} == {EXPERTS, CROWD}]
    told = [one for one in shifts if known(one.figure.value) is not None]
    parts = []
    for stricter, other in ((CROWD, EXPERTS), (EXPERTS, CROWD)):
        found = [one for one in told if is_sure(one) and _stricter_group(one) == stricter]
        sizes = (f"{one.dimension} by {_size(one)}" for one in sorted(found, key=lambda one: -abs(one.figure.value)))
        if found:
            parts.append(
                f"the {stricter} {'is' if stricter == CROWD else 'are'} stricter than the {other} on {listed([*sizes])}"
            )
    rest = [one.dimension for one in told if not is_sure(one)]
    if parts:
        told_apart = "; ".join(parts)
        yield f"{told_apart[0].upper()}{told_apart[1:]}" + (
            f"; on {listed(rest)} no difference is shown." if rest else "."
        )
    elif told:
        yield "That one of them is stricter than the other is not shown on any dimension."


def _who_stands_in(beside: Beside, margin: float) -> Iterator[str]:
    verdicts = {
        one.dimension: _verdict([(each.low, each.high) for each in one.compared], margin) for one in beside.stand_ins
    }
    if not verdicts:
        yield "Whether the crowd could stand in for an expert cannot be told: it takes two experts who rated the same."
        return
    words = {
        "as well": f"as well as an expert does, to within {margin:g}, or better",
        "worse": "less than an expert does",
    }
    named = {said: [name for name in verdicts if verdicts[name] == said] for said in (*words, _UNTOLD)}
    parts = [f"{words[said]} on {listed(named[said])}" for said in words if named[said]]
    if not parts:
        yield "Whether the crowd agrees with the experts as well as an expert does cannot be told on any dimension."
        return
    untold = f"; on {listed(named[_UNTOLD])} that cannot be told" if named[_UNTOLD] else ""
    yield f"The crowd agrees with the experts {'; '.join(parts)}{untold}."


def _judge_is_closer(beside: Beside, margin: float) -> Iterator[str]:
    words = {
        EXPERTS: "closer to the experts",
        CROWD: "closer to the crowd",
        "both": f"as close to the one as to the other, to within {margin:g},",
    }
    named: dict[str, list[str]] = {said: [] for said in (*words, _UNTOLD)}
    for dimension, found in groupby(beside.closer, key=lambda one: one.dimension):
        named[_closer_to([(one.low, one.high) for one in found], margin)].append(dimension)
    parts = [f"{words[said]} on {listed(named[said])}" for said in words if named[said]]
    if not parts:
        yield "Whether the judge is closer to the experts or to the crowd cannot be told on any dimension."
        return
    untold = f"; on {listed(named[_UNTOLD])} that cannot be told" if named[_UNTOLD] else ""
    yield f"The judge is {'; '.join(parts)}{untold}."


def _verdict(bounds: Sequence[tuple[float | None, float | None]], margin: float) -> str:
    """Return what intervals of differences say together; the worst of the coefficients decides."""
    here = [(low, high) for low, high in bounds if low is not None and high is not None]
    if here and len(here) == len(bounds) and all(low > -margin for low, _ in here):
        return "as well"
    return "worse" if any(high < 0 for _, high in here) else _UNTOLD


def _closer_to(bounds: Sequence[tuple[float | None, float | None]], margin: float) -> str:
    here = [(low, high) for low, high in bounds if low is not None and high is not None]
    if not here or len(here) < len(bounds):
        return _UNTOLD
    if all(-margin < low and high < margin for low, high in here):
        return "both"
    if all(low > 0 for low, _ in here):
        return EXPERTS
    return CROWD if all(high < 0 for _, high in here) else _UNTOLD


def _named(figures: Sequence[Agreement], coefficient: str, *who: str) -> list[Agreement]:
    """Return one coefficient of a group, or of two, on each dimension where it is defined."""
    return [
        one for one in figures if one.coefficient == coefficient and one.who in who and known(one.value) is not None
    ]


def _range(found: Sequence[Agreement]) -> str:
    """Return the least and the most of some figures, each with its dimension."""
    ordered = sorted(found, key=lambda one: one.value)
    least, most = ordered[0], ordered[-1]
    if least is most:
        return f"{with_interval(most.value, most.low, most.high, 2)} ({most.dimension})"
    return f"from {number(least.value, 2)} ({least.dimension}) to {number(most.value, 2)} ({most.dimension})"


def _share(named: Sequence[str], of: int) -> str:
    if len(named) == of:
        return "every dimension" if of > 1 else "it"
    return f"{len(named)} of {counted(of, 'dimension')}" + (f" ({listed(named)})" if named else "")


def is_sure(one: Shift) -> bool:
    """Return whether it is shown that one of the two groups rates higher."""
    return one.p_holm is not None and one.p_holm < ALPHA


def _stricter_group(one: Shift) -> str:
    """Return who of the two rates lower."""
    return one.than if one.figure.value > 0 else one.higher


def _size(one: Shift) -> str:
    value, low, high = one.figure.value, one.figure.low, one.figure.high
    return (
        with_interval(value, low, high, 2)
        if value > 0 or low is None or high is None
        else with_interval(-value, -high, -low, 2)
    )
