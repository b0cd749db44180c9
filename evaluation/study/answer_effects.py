"""Sentences on effects: what explains how much, what the framework adds, and whether it lifts the weak over the strong.

Each function yields the sentences that the numbers allow, and none where they allow none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from ...signatures import counted
from .findings import Effect, Family, OutcomeFindings, PairedContrast, StudyFindings
from .wording import (
    Finding,
    amount,
    contrast_of,
    digits,
    direction,
    finding,
    is_shown,
    listed,
    percent,
    ranked,
)

_WITHIN: Family = "framework within generator"
_BETWEEN: Family = "generator within framework"


def explained(findings: StudyFindings, found: OutcomeFindings) -> Iterator[str]:
    """Yield how much of the variance each source explains, and which one more."""
    if len(findings.generators) == 1:
        yield "With one generator the study cannot say what the choice of generator does."
    if len(findings.frameworks) == 1:
        yield "With one framework the study cannot say what a framework does."
    if found.left_out:
        verb = "has" if len(found.left_out) == 1 else "have"
        yield (
            f"{listed(found.left_out)} {verb} a cell without any value of {found.outcome.name} and no part in what is "
            "said over all."
        )
    effects = [one for one in found.effects if one.omega2 is not None]
    if any(one.low is None for one in effects) or any(one.low is None for one in found.contrasts):
        yield (
            f"{counted(found.units, found.outcome.unit)} {'is' if found.units == 1 else 'are'} too few for some of the "
            "intervals: a figure without one describes these dialogues and shows nothing beyond them."
        )
    if effects:
        yield from _shares(found, effects)
    generator, of_framework = found.effect("generator"), found.effect("framework")
    if generator and of_framework:
        yield from _compared(generator, of_framework)


def _shares(found: OutcomeFindings, effects: Sequence[Effect]) -> Iterator[str]:
    may_be_none = [one for one in effects if one.low is not None and one.low <= 0]
    shares = [_share(one, place == 0) for place, one in enumerate(one for one in effects if one not in may_be_none)]
    outcome, noise = found.outcome.name, f"the noise within {found.outcome.unit}s"
    if shares:
        apart = ", so they do not add up to 100 %" if len(shares) > 1 else ""
        yield f"Of the variance in {outcome}, {listed(shares)}: partial ω², each beside {noise} alone{apart}."
    if may_be_none:
        named = [f"{_name(one)} (95 % interval 0 to {percent(one.high or 0.0)} %)" for one in may_be_none]
        verb = "is" if len(named) == 1 else "are"
        yield f"{_capital(listed(named))} {verb} not shown to explain any of the variance in {outcome} beside {noise}."


def _name(effect: Effect) -> str:
    if effect.source == "generator × framework":
        return "the interaction of both"
    return f"the {effect.source}"


def _share(effect: Effect, first: bool) -> str:
    share = f"{_name(effect)} {'explains ' if first else ''}{percent(effect.omega2 or 0.0)} %"
    if effect.low is None or effect.high is None:
        return f"{share} (no interval)"
    interval = "95 % interval " if first else ""
    return f"{share} ({interval}{percent(effect.low)} to {percent(effect.high)})"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _compared(generator: Effect, of_framework: Effect) -> Iterator[str]:
    """Say which is larger only where the intervals have nothing in common, which is stricter than a test."""
    for more, less in ((generator, of_framework), (of_framework, generator)):
        if more.low is not None and less.high is not None and more.low > less.high:
            yield f"In this study the {more.source} matters more than the {less.source}."
            return
    if generator.low or of_framework.low:
        yield "Which of generator and framework matters more is not settled: their intervals overlap."


def framework(findings: StudyFindings, found: OutcomeFindings) -> Iterator[str]:
    """Yield what the framework adds to the baseline: over all generators, then within each."""
    full, baseline = findings.full, findings.baseline
    within = {
        name: one
        for name in findings.generators
        if (one := contrast_of(found, _WITHIN, (name, full), (name, baseline))) and one.difference is not None
    }
    if len(findings.generators) == 1:
        for name, one in within.items():
            yield _difference(f"With {name}", findings, found, one)
        return
    overall = contrast_of(found, _WITHIN, (None, full), (None, baseline))
    if overall and overall.difference is not None:
        yield _difference("Over all generators", findings, found, overall)
    lacking = [name for name in findings.generators if name not in within]
    if within and lacking:
        yield f"Too much of {listed(lacking)} failed to hold {full} against {baseline} there."
    if within:
        yield _within(findings, found, within)
    both = found.effect("generator × framework")
    if within and both and both.low is not None and both.low <= 0:
        yield "That what a framework does depends on the generator is not shown."


def _difference(where: str, findings: StudyFindings, found: OutcomeFindings, one: PairedContrast) -> str:
    name, full, baseline = found.outcome.name, findings.full, findings.baseline
    if not is_shown(one):
        return f"{where}, no difference in {name} between {full} and {baseline} is shown: {amount(one, digits(found))}."
    how = direction(finding(one, found.outcome.better), found.outcome.better)
    return f"{where}, {name} is {how} with {full} than with {baseline}, by {amount(one, digits(found))}."


def _within(findings: StudyFindings, found: OutcomeFindings, within: Mapping[str, PairedContrast]) -> str:
    groups: dict[Finding, list[str]] = {}
    for name, one in within.items():
        groups.setdefault(finding(one, found.outcome.better), []).append(f"{name} {amount(one, digits(found))}")
    if len(groups) > 1:
        clauses = [
            f"{'no difference is shown' if word == 'not shown' else word} with {listed(named)}"
            for word, named in sorted(groups.items(), key=lambda group: group[0] == "not shown")
        ]
        return f"Generator by generator: {'; '.join(clauses)}."
    ((word, named),) = groups.items()
    if word == "not shown":
        return f"Within no one generator is a difference shown, which does not show there is none: {listed(named)}."
    every = "every generator" if len(within) == len(findings.generators) else "every other generator"
    return f"It is {word} within {every}{_most(findings, found, within)}: {listed(named)}."


def _most(findings: StudyFindings, found: OutcomeFindings, within: Mapping[str, PairedContrast]) -> str:
    """Return where the difference is largest, if it is shown to differ between generators at all."""
    both = found.effect("generator × framework")
    if both is None or not both.low or len(within) < 2:
        return ""
    most = max(within, key=lambda name: abs(within[name].difference or 0.0))
    places = ranked(found, findings.baseline)
    ends = {places[-1]: "weakest", places[0]: "strongest"} if len(places) > 1 else {}
    if found.outcome.better is None or most not in ends:
        return f", most with {most}"
    return f", most with {most}, the {ends[most]} generator with {findings.baseline}"


def order(findings: StudyFindings, found: OutcomeFindings) -> Iterator[str]:
    """Yield the pairs of generators that change places between baseline and framework, where both orders are shown."""
    for one, other in combinations(findings.generators, 2):
        without = contrast_of(found, _BETWEEN, (one, findings.baseline), (other, findings.baseline))
        having = contrast_of(found, _BETWEEN, (one, findings.full), (other, findings.full))
        if without is None or having is None or not (is_shown(without) and is_shown(having)):
            continue
        words = [finding(each, found.outcome.better) for each in (without, having)]
        if words[0] != words[1]:
            yield (
                f"The order of generators changes: {one} is {words[0]} than {other} with {findings.baseline}, and "
                f"{words[1]} with {findings.full}."
            )


def parts(findings: StudyFindings, found: OutcomeFindings) -> Iterator[str]:
    """Yield what the other frameworks have over the baseline: the parts of the whole, or what is left without one."""
    generator = findings.generators[0] if len(findings.generators) == 1 else None
    baseline, outcome = findings.baseline, found.outcome
    clauses = []
    for name in findings.frameworks:
        one = contrast_of(found, _WITHIN, (generator, name), (generator, baseline))
        if name in (findings.full, baseline) or one is None or one.difference is None:
            continue
        word, by = finding(one, outcome.better), amount(one, digits(found))
        clauses.append(
            f"{name} is not shown to differ from it, {by}" if word == "not shown" else f"{name} is {word}, by {by}"
        )
    if clauses:
        over = f"with {generator}" if generator else "over all generators"
        yield f"Held against {baseline} {over}, {'; '.join(clauses)}."


def lifted(findings: StudyFindings, found: OutcomeFindings) -> Iterator[str]:
    """Yield how far apart the generators are without the framework, and whether it lifts the weakest to the strongest.

    These two are chosen by their means, so that they look further apart than they are; Holm's correction, which goes
    over all pairs, is what keeps that from being said of chance.
    """
    full, baseline, better = findings.full, findings.baseline, found.outcome.better
    places, kind = ranked(found, baseline), "generator"
    models = [name for name in places if name not in findings.offline]
    if findings.offline and len(models) > 1:  # rules are the floor: to lift them over an LLM is not the question
        places, kind = models, "LLM"
    if better is None or len(places) < 2:
        return
    strong, weak = places[0], places[-1]
    apart = contrast_of(found, _BETWEEN, (strong, baseline), (weak, baseline))
    if apart is None or apart.difference is None:
        return
    by = amount(apart, digits(found))
    if not is_shown(apart):
        ends = f"the strongest {kind}, {strong}, is shown to differ from the weakest, {weak}"
        yield f"With {baseline}, not even {ends}: {by}."
        return
    yield f"With {baseline}, the strongest {kind}, {strong}, is better than the weakest, {weak}, by {by}."
    across = contrast_of(found, "across", (weak, full), (strong, baseline))
    if across is None or across.difference is None:
        return
    by = amount(across, digits(found))
    match finding(across, better):
        case "better":
            yield f"The {kind} {weak} with {full} is even better than {strong} with {baseline}, by {by}."
        case "worse":
            yield f"The {kind} {weak} with {full} is still worse than {strong} with {baseline}, by {by}."
        case _:
            yield f"Whether {weak} with {full} is as good as {strong} with {baseline} is open: the difference is {by}."
