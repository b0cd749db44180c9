"""Generator by generator: what the framework does within each, how far they are apart, and whether it changes that.

Each function yields the sentences that the numbers allow, and none where they allow none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from ...stats import FEWEST
from .findings import Family, OutcomeFindings, PairedContrast, StudyFindings
from .main_contrast import Verdict, clause, main_contrast, the_generator, told, turned_at_worst, verdict, within_each
from .wording import amount, called, contrast_of, finding, is_shown, listed, ranked

_BETWEEN: Family = "generator within framework"


@dataclass(frozen=True)
class Ends:
    """How far generators are apart with the baseline."""

    clause: str
    shown: bool
    """Whether the best one by its mean is shown to differ from the worst."""


def by_generator(findings: StudyFindings, found: OutcomeFindings) -> Iterator[str]:
    """Yield within which generators the framework is shown to differ from the baseline; figures are in `details`."""
    if the_generator(findings, found) or found.units < FEWEST:
        return
    groups = _groups(findings, found, figures=False)
    if not groups:
        return
    lacking = [name for name in findings.generators if name not in within_each(findings, found)]
    if len(groups) > 1 or lacking:
        clauses = [clause(word, names) for word, names in groups.items()]
        clauses += [f"too little was measured with {listed(lacking)}"] if lacking else []
        yield f"By generator: {'; '.join(clauses)}."
        return
    (word,) = groups
    overall = main_contrast(findings, found)
    if word != "not shown":
        yield f"By generator: {clause(word, ['each'])}."
    elif overall is not None and is_shown(overall):
        yield "Within no single generator is it shown."


def details(findings: StudyFindings, found: OutcomeFindings) -> Iterator[str]:
    """Yield the figures behind `by_generator`, and what the interaction says of them."""
    groups = _groups(findings, found, figures=True)
    if groups and len(findings.generators) > 1:
        clauses = [clause(word, names) for word, names in groups.items()]
        none = ", which does not show that there is none" if list(groups) == ["not shown"] else ""
        yield f"{findings.full} against {findings.baseline}, generator by generator: {'; '.join(clauses)}{none}."
    both = found.effect("generator × framework")
    if groups and both is not None and both.low is not None and both.low <= 0:
        yield "That what a framework does depends on the generator is not shown."
    yield from reached(findings, found, is_open=True)


def _groups(findings: StudyFindings, found: OutcomeFindings, *, figures: bool) -> dict[Verdict, list[str]]:
    groups: dict[Verdict, list[str]] = {}
    for name, one in within_each(findings, found).items():
        worst = turned_at_worst(found, one)
        shown = f"{name} {amount(one)}" + (
            f" (with missing values at the worst, {told(found, worst)})" if worst else ""
        )
        groups.setdefault(verdict(found, one), []).append(shown if figures else name)
    return dict(sorted(groups.items(), key=lambda group: group[0] in ("not shown", "no interval")))


def ends(findings: StudyFindings, found: OutcomeFindings) -> Ends | None:
    """Return how far the strongest generator is from the weakest with the baseline; None with fewer than two.

    These two are chosen by their means, so that they look further apart than they are; Holm's correction, which goes
    over all pairs, is what keeps that from being said of chance. So it does where another pair is named instead, since
    the strongest may be known too little to differ from any.
    """
    names, kind = _places(findings, found)
    if len(names) < 2:
        return None
    better = called(found.outcome)
    up, down = ("highest", "lowest") if better is None else ("strongest", "weakest")
    pairs = [one for pair in combinations(names, 2) if (one := _apart(findings, found, *pair))]
    strong, weak = names[0], names[-1]
    first = _apart(findings, found, strong, weak)
    shown = [one for one in pairs if is_shown(one)]
    start = f"with {findings.baseline}"
    if first and is_shown(first):
        word = finding(first, better)
        return Ends(f"{start}, the {up} {kind}, {strong}, is {word} than the {down}, {weak}, by {amount(first)}", True)
    if shown:
        one = max(shown, key=lambda each: abs(each.difference or 0.0))
        said = f"{start}, {one.a[0]} is {finding(one, better)} than {one.b[0]}, by {amount(one)}; the {up} by its mean"
        return Ends(f"{said}, {strong}, is not shown to differ from the {down}, {weak}", False)
    if not first:
        return None
    if not first.difference:
        return Ends(f"{start}, no two {kind}s are shown to differ", False)
    if len(names) == 2:
        return Ends(f"{start}, {strong} and {weak} are not shown to differ: {amount(first)}", False)
    said = f"{start}, no two {kind}s are shown to differ, not even {strong}, the {up} by its mean, from {weak}"
    return Ends(f"{said}: {amount(first)}", False)


def _apart(findings: StudyFindings, found: OutcomeFindings, one: str, other: str) -> PairedContrast | None:
    contrast = contrast_of(found, _BETWEEN, (one, findings.baseline), (other, findings.baseline))
    return contrast if contrast is not None and contrast.difference is not None else None


def _places(findings: StudyFindings, found: OutcomeFindings) -> tuple[list[str], str]:
    """Return the generators that are held against each other, the best first, and what they are."""
    if the_generator(findings, found):
        return [], ""
    places = ranked(found, findings.baseline)
    models = [name for name in places if name not in findings.offline]
    if findings.offline and len(models) > 1:  # rules are the floor: to lift them over an LLM is not the question
        return models, "LLM"
    return places, "generator"


def order(findings: StudyFindings, found: OutcomeFindings) -> Iterator[str]:
    """Yield the pairs of generators that change places between baseline and framework, where both orders are shown."""
    clauses = []
    for one, other in combinations(findings.generators if not the_generator(findings, found) else (), 2):
        without = _apart(findings, found, one, other)
        having = contrast_of(found, _BETWEEN, (one, findings.full), (other, findings.full))
        if without is None or having is None or not (is_shown(without) and is_shown(having)):
            continue
        words = [finding(each, called(found.outcome)) for each in (without, having)]
        if words[0] != words[1]:
            than = f"{one} is {words[0]} than {other} with {findings.baseline}"
            clauses.append(f"{than}, and {words[1]} with {findings.full}")
    if clauses:
        yield f"The order of generators changes: {'; '.join(clauses)}."


def reached(findings: StudyFindings, found: OutcomeFindings, *, is_open: bool = False) -> Iterator[str]:
    """Yield whether the framework lifts the weakest generator to the strongest, where these are shown to differ.

    Args:
        is_open: yield it, too, where that is open.
    """
    apart = ends(findings, found)
    if found.outcome.better is None or apart is None or not apart.shown:
        return
    names, _ = _places(findings, found)
    strong, weak, full, baseline = names[0], names[-1], findings.full, findings.baseline
    across = contrast_of(found, "across", (weak, full), (strong, baseline))
    if across is None or across.difference is None:
        return
    word = finding(across, called(found.outcome))
    if word == "not shown":
        if is_open:
            yield f"Whether {weak} with {full} reaches {strong} with {baseline} is open: {amount(across)}."
        return
    how = f"{'even' if finding(across, found.outcome.better) == 'better' else 'still'} {word}"
    yield f"{weak} with {full} is {how} than {strong} with {baseline}, by {amount(across)}."
