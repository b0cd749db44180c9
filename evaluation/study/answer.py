"""The answer of a study in one paragraph, made of its numbers: it claims what intervals show, and no more.

An effect whose interval reaches 0 is "not shown", never "none". What makes the answer doubtful comes first.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...signatures import counted
from .answer_effects import explained, framework, lifted, order, parts
from .findings import OutcomeFindings, PairedContrast, StudyFindings
from .wording import cell_name, contrast_of, finding, listed, lost, percent

MUCH = 0.1
"""Share of missing values, or difference in it between two cells, from which on the answer begins with it."""


def answer(findings: StudyFindings) -> str:
    """Return the paragraph; it is about the first outcome, with a sentence on the others."""
    doubts = [*_unfinished(findings), *_rules(findings)]
    first = findings.outcomes[0] if findings.outcomes else None
    if first is None or not first.n:
        what = f"no dialogue has a value of {first.outcome.name}" if first else "nothing was measured"
        return " ".join([*doubts, f"There is no answer: {what}."])
    sentences = [
        *_missing(first),
        *doubts,
        *explained(findings, first),
        *framework(findings, first),
        *order(findings, first),
        *(parts(findings, first) if findings.full == findings.baseline else ()),
        *lifted(findings, first),
        *_others(findings),
        *_unread(findings, first),
    ]
    return " ".join(sentences)


def _missing(first: OutcomeFindings) -> Iterator[str]:
    cells = [one for one in first.means if one.generator is not None and one.framework is not None]
    share = first.missing / (first.n + first.missing)
    least, most = min(cells, key=lost, default=None), max(cells, key=lost, default=None)
    apart = lost(most) - lost(least) if most and least else 0.0
    if share <= MUCH and apart < MUCH:
        return
    spread = ""
    if most and least and apart:
        spread = f", from {_lost_in(least.generator, least.framework, lost(least))} to "
        spread += _lost_in(most.generator, most.framework, lost(most))
    yield (
        f"{percent(share)} % of the values of {first.outcome.name} are missing{spread}: failures have no score, so "
        "cells that lose many may look better than they are."
    )


def _lost_in(generator: str | None, named: str | None, share: float) -> str:
    return f"{percent(share)} % ({cell_name((generator, named))})"


def _unfinished(findings: StudyFindings) -> Iterator[str]:
    unfinished = sum(one.state != "done" for one in findings.cells)
    if unfinished:
        are = "is" if unfinished == 1 else "are"
        yield f"{unfinished} of {counted(len(findings.cells), 'cell')} {are} not done, so what follows is preliminary."


def _rules(findings: StudyFindings) -> Iterator[str]:
    rules = [name for name in findings.generators if name in findings.offline]
    if rules and len(rules) == len(findings.generators):
        every = "The generator is" if len(rules) == 1 else "Every generator here is"
        yield f"{every} rules and no language model: this is a study of rules, and it says nothing about LLMs."
    elif rules:
        yield (
            f"Of the generators, {listed(rules)} {'is' if len(rules) == 1 else 'are'} rules and no LLM: what is said "
            "of generators below is not said of LLMs alone."
        )


def _others(findings: StudyFindings) -> Iterator[str]:
    """What the outcomes but the first say of the same contrast."""
    groups: dict[str, list[str]] = {}
    for found in findings.outcomes[1:]:
        contrast = main_contrast(findings, found)
        if contrast is not None and contrast.difference is not None:
            groups.setdefault(finding(contrast, found.outcome.better), []).append(found.outcome.name)
    if not groups:
        return
    clauses = [
        f"for {listed(names)} no difference is shown"
        if word == "not shown"
        else f"{listed(names)} {'is' if len(names) == 1 else 'are'} {word}"
        for word, names in groups.items()
    ]
    over = ", over all generators" if len(findings.generators) > 1 else ""
    yield (
        f"Of the other outcomes, with {findings.full} against {findings.baseline}{over} and without correction across "
        f"outcomes: {'; '.join(clauses)}."
    )


def main_contrast(findings: StudyFindings, found: OutcomeFindings) -> PairedContrast | None:
    """Return the contrast of the framework with the baseline over all generators, or with the only one there is."""
    generator = findings.generators[0] if len(findings.generators) == 1 else None
    a, b = (generator, findings.full), (generator, findings.baseline)
    return contrast_of(found, "framework within generator", a, b)


def _unread(findings: StudyFindings, first: OutcomeFindings) -> Iterator[str]:
    if first.outcome.steers and not findings.judges.raters:
        yield (
            f"Values of {first.outcome.name} come from rules that also sent drafts back while they were written; no "
            "reader, person or model, has confirmed them."
        )
