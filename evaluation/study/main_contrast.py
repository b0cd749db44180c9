"""The contrast that a study is about, the whole framework against the baseline, and what can be said of it.

A difference that the values at hand show is said to be shown only if it is there, too, with every missing value at the
worst that was seen: failures have no score, and a framework must not gain by failing where it would have done badly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from .findings import OutcomeFindings, PairedContrast, StudyFindings
from .wording import Finding, amount, called, contrast_of, finding, is_shown, listed

Verdict = Finding | Literal["no interval", "hangs on the missing values"]


def kept_generators(findings: StudyFindings, found: OutcomeFindings) -> list[str]:
    """Return the generators that have values in all cells, of which alone something is said over all."""
    return [name for name in findings.generators if name not in found.left_out]


def the_generator(findings: StudyFindings, found: OutcomeFindings) -> str | None:
    """Return the generator that everything is within, where there is but one; None where it is over all."""
    kept = kept_generators(findings, found)
    return kept[0] if len(kept) == 1 else None


def main_contrast(findings: StudyFindings, found: OutcomeFindings) -> PairedContrast | None:
    """Return it over all generators, or with the only one there is; None where nothing was there to compare."""
    return _of(findings, found, the_generator(findings, found))


def within_each(findings: StudyFindings, found: OutcomeFindings) -> Mapping[str, PairedContrast]:
    """Return it within each generator that has both sides."""
    each = ((name, _of(findings, found, name)) for name in findings.generators)
    return {name: one for name, one in each if one is not None}


def turned_at_worst(found: OutcomeFindings, one: PairedContrast) -> PairedContrast | None:
    """Return the contrast with every missing value at the worst that was seen, if that says something else.

    A difference whose interval leaves out 0, and that is not shown for Holm's correction alone, says the same where it
    only passes another correction: there are fewer contrasts at the worst.
    """
    worst = next((other for other in found.at_worst if (other.a, other.b) == (one.a, one.b)), None)
    if worst is None or finding(worst, None) == finding(one, None):
        return None
    return None if is_shown(worst) and _side(worst) == _side(one) else worst


def _side(one: PairedContrast) -> int:
    """Return on which side of 0 the interval is; 0 where it has 0 in it."""
    if one.low is None or one.high is None:
        return 0
    return (one.low > 0) - (one.high < 0)


def verdict(found: OutcomeFindings, one: PairedContrast) -> Verdict:
    """Return what can be said of a contrast, in a word or a few."""
    if one.low is None:
        return "no interval"
    said = finding(one, called(found.outcome))
    return said if said == "not shown" or turned_at_worst(found, one) is None else "hangs on the missing values"


def told(found: OutcomeFindings, one: PairedContrast) -> str:
    """Return what a contrast says, with its figures."""
    word = finding(one, called(found.outcome))
    return f"none is shown, {amount(one)}" if word == "not shown" else f"it is {word} by {amount(one)}"


def clause(said: Verdict, names: Sequence[str]) -> str:
    """Return what is found in some generators, as a part of a sentence."""
    match said:
        case "not shown":
            return f"no difference is shown with {listed(names)}"
        case "no interval":
            return f"no interval can be given with {listed(names)}"
        case "hangs on the missing values":
            return f"the difference with {listed(names)} hangs on the missing values"
        case _:
            return f"{said} with {listed(names)}"


def _of(findings: StudyFindings, found: OutcomeFindings, generator: str | None) -> PairedContrast | None:
    a, b = (generator, findings.full), (generator, findings.baseline)
    one = contrast_of(found, "framework within generator", a, b)
    return one if one is not None and one.difference is not None else None
