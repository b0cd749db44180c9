"""The answer of a study in one paragraph, made of its numbers: it claims what intervals show, and no more.

An effect whose interval reaches 0 is "not shown", never "none". What makes the answer doubtful comes first, then what
was asked, generator and framework, and then in few words what else was found; the figures behind these words are in the
section on effects.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...signatures import counted
from .answer_effects import answered, compared, explained, within_few
from .answer_generators import by_generator, order, reached
from .findings import OutcomeFindings, StudyFindings
from .main_contrast import main_contrast, verdict
from .parts import parts
from .wording import called, cell_name, listed, lost, percent

MUCH = 0.1
"""Share of missing values, or difference in it between two cells, from which on the answer begins with it."""
REJECTED = 0.5
"""Share of the dialogues that are accepted below which the answer begins with it."""
APART = 0.02
"""Difference in it between framework and baseline with one generator above which it does, too."""


def answer(findings: StudyFindings) -> str:
    """Return the paragraph; it is about the first outcome, with a sentence on the others."""
    doubts = [*_unfinished(findings), *_rejected(findings), *_rules(findings)]
    first = findings.outcomes[0] if findings.outcomes else None
    if first is None or not first.n:
        what = f"no dialogue has a value of {first.outcome.name}" if first else "nothing was measured"
        return " ".join([*doubts, f"There is no answer: {what}."])
    alike = constant(first)
    sentences = [
        *_missing(findings, first),
        *doubts,
        *([alike] if alike else _found(findings, first)),
        *(() if alike else _yardstick(findings, first)),
        *_others(findings),
    ]
    return " ".join(sentences)


def _found(findings: StudyFindings, first: OutcomeFindings) -> Iterator[str]:
    yield from within_few(findings, first)
    yield from explained(first)
    yield from compared(first)
    yield from answered(findings, first)
    if findings.full == findings.baseline:
        yield from parts(findings, first)
    yield from by_generator(findings, first)
    yield from order(findings, first)
    yield from reached(findings, first)


def constant(found: OutcomeFindings) -> str:
    """Return all there is to say of an outcome that has one value throughout; "" for others."""
    if found.constant is None:
        return ""
    every = "every dialogue" if found.outcome.unit == "persona" else f"every {found.outcome.unit}"
    there = " that has a value" if found.missing else ""
    return f"{found.outcome.name} is {found.constant:g} in {every}{there}, so it tells nothing apart."


def _missing(findings: StudyFindings, first: OutcomeFindings) -> Iterator[str]:
    cells = [one for one in first.means if one.generator is not None and one.framework is not None]
    if not first.missing or not cells:
        return
    share = first.missing / (first.n + first.missing)
    least, most = min(cells, key=lost), max(cells, key=lost)
    named = f"{percent(share)} % of the values of {first.outcome.name} are missing"
    why = "failures have no score, so cells that lose many may look better than they are."
    if share > MUCH or lost(most) - lost(least) >= MUCH:
        ends = [f"{percent(lost(one))} % ({cell_name((one.generator, one.framework))})" for one in (least, most)]
        yield f"{named}{f', from {ends[0]} to {ends[1]}' if ends[0] != ends[1] else ''}: {why}"
        return
    gaps = {name: _lost(first, name, findings.full) - _lost(first, name, findings.baseline) for name in _names(first)}
    widest = max(gaps, key=lambda name: abs(gaps[name]))
    if abs(gaps[widest]) > APART:
        sides = (findings.full, findings.baseline)
        shares = [f"{percent(_lost(first, widest, name))} % with {name}" for name in sides]
        yield f"{named}, and with {widest} unequally, {listed(shares)}: {why}"


def _names(found: OutcomeFindings) -> list[str]:
    return list(dict.fromkeys(one.generator for one in found.means if one.generator is not None))


def _lost(found: OutcomeFindings, generator: str, framework: str) -> float:
    mean = found.mean(generator, framework)
    return lost(mean) if mean else 0.0


def _unfinished(findings: StudyFindings) -> Iterator[str]:
    unfinished = sum(one.state != "done" for one in findings.cells)
    if unfinished:
        are = "is" if unfinished == 1 else "are"
        yield f"{unfinished} of {counted(len(findings.cells), 'cell')} {are} not done, so what follows is preliminary."


def _rejected(findings: StudyFindings) -> Iterator[str]:
    """Where the checks accepted less than half of the dialogues with text, of all or of one generator, say so."""
    worst = min(("", *findings.generators), key=lambda name: _accepted(findings, name))
    if (share := _accepted(findings, worst)) < REJECTED:
        whose = f" of {worst}" if worst else ""
        few = "none" if not share else f"{percent(share)} % only"
        yield f"Of the dialogues{whose} the checks accepted {few}: what follows is of dialogues as they came."


def _accepted(findings: StudyFindings, generator: str) -> float:
    """Return the share of the finished dialogues of a generator, "" for all, that were accepted; 1 without any."""
    cells = [one for one in findings.cells if generator in ("", one.generator)]
    accepted = sum(one.accepted for one in cells)
    finished = accepted + sum(one.by_status.get("check-failed", 0) for one in cells)
    return accepted / finished if finished else 1.0


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
    """What the outcomes but the first say of the same contrast, each of them in one way or another."""
    if findings.full == findings.baseline:
        return
    groups: dict[str, list[str]] = {}
    for found in findings.outcomes[1:]:
        if found.constant is None:
            one = main_contrast(findings, found)
            groups.setdefault(verdict(found, one) if one else "", []).append(found.outcome.name)
    if groups:
        clauses = [_clause(word, names) for word, names in groups.items()]
        yield (f"Other outcomes ({findings.full} against {findings.baseline}, uncorrected): {'; '.join(clauses)}.")
    yield from (alike for found in findings.outcomes[1:] if (alike := constant(found)))


def _clause(word: str, names: list[str]) -> str:
    match word:
        case "":
            return f"too little was measured to tell for {listed(names)}"
        case "no interval":
            return f"no interval can be given for {listed(names)}"
        case "not shown":
            return f"no difference is shown for {listed(names)}"
        case "hangs on the missing values":
            return f"the difference hangs on the missing values for {listed(names)}"
        case _:
            return f"{listed(names)} {'is' if len(names) == 1 else 'are'} {word}"


def _yardstick(findings: StudyFindings, first: OutcomeFindings) -> Iterator[str]:
    if called(first.outcome) != first.outcome.better:
        unread = "" if findings.judges.raters else "; no reader has confirmed it"
        yield f"All this is by the rules' score of {first.outcome.name}, of rules that also sent drafts back{unread}."
