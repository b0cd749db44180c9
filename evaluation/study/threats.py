"""What may make a study's answer wrong, as far as its numbers show it; what they do not show is not said."""

from __future__ import annotations

from collections.abc import Iterator

from ...generators.identity import OFFLINE
from ...programs.checks.judges import family
from .findings import StudyFindings
from .main_contrast import main_contrast, turned_at_worst
from .wording import cell_name, listed, lost, percent

_FEW = 20
"""Personas below which a study is small: a mean's interval is then wider than 0.47 standard deviations each way."""
_MISSING = 0.05
_UNEQUAL = 1.5
"""Times as many tokens for a dialogue, from which on cells are called unequal."""


def threats(findings: StudyFindings) -> tuple[str, ...]:
    """Return them, a sentence or two each: those that the study brings, then those that its numbers show."""
    found = [
        *findings.threats,
        *_generators(findings),
        *_measures(findings),
        *_judges(findings),
        *_personas(findings),
        *_missing(findings),
        *_at_worst(findings),
        *_effort(findings),
        *_several(findings),
    ]
    return tuple(dict.fromkeys(found))


def _generators(findings: StudyFindings) -> Iterator[str]:
    rules = [name for name in findings.generators if name in findings.offline]
    if rules:
        yield (
            f"{listed(rules)} {'is' if len(rules) == 1 else 'are'} rules, made by the same people as the checks: what "
            "the framework does for rules is how they were written. Text of rules is not training data."
        )
    if len(findings.generators) > 1:
        yield (
            f"The generator's share is of these {len(findings.generators)} generators: it grows with how unlike they "
            "are, and others would give another one."
        )
    if len(findings.frameworks) > 1:
        yield (
            f"The framework's share is of these {len(findings.frameworks)} frameworks: it is smaller the more of them "
            "lie in between, and others would give another one."
        )
    if len(findings.seeds) == 1:
        yield "Each cell has one seed: chance in one dialogue cannot be told from what the persona does in that cell."


def _measures(findings: StudyFindings) -> Iterator[str]:
    steering = [one.outcome.name for one in findings.outcomes if one.outcome.steers]
    if steering:
        yield (
            f"What measures {listed(steering)} also had drafts sent back while they were written: a program may have "
            "learnt to please the rules, and a gain in what they count need not be one that a reader sees."
        )
    if steering and len(steering) == len(findings.outcomes) and not findings.judges.raters:
        yield "No person and no model has rated a dialogue; rules see form and some of the content, and no empathy."


def _judges(findings: StudyFindings) -> Iterator[str]:
    for rater in findings.judges.raters:
        own = [name for name in findings.generators if family(name) == family(rater)]
        if own:
            yield (
                f"The judge {rater} is of the family of {listed(own)}; models favour their own kind, so ratings of "
                "these may be too high."
            )
    if len(findings.judges.raters) == 1:
        yield f"{findings.judges.raters[0]} rated alone: how far another judge or a person would agree is not known."


def _personas(findings: StudyFindings) -> Iterator[str]:
    if 0 < findings.personas < _FEW:
        yield f"Personas are few ({findings.personas}): intervals are wide, and rare problems may be absent."
    own = [name for name in findings.generators if _made_by(findings, name)]
    if own:
        yield (
            f"The personas were made by {findings.made_by}, the same model as {listed(own)} or one of its family: "
            "their wording may suit that generator."
        )
    elif findings.made_by and "," not in findings.made_by:
        yield f"All personas come from one source ({findings.made_by}); what it got wrong is wrong in every cell."


def _made_by(findings: StudyFindings, generator: str) -> bool:
    """Return whether a generator, or one of its family, has also read the posts."""
    makers = findings.made_by.split(", ")
    if any(one.startswith(OFFLINE) for one in makers) and generator in findings.offline:
        return True
    return family(generator) in map(family, makers)


def _missing(findings: StudyFindings) -> Iterator[str]:
    for found in findings.outcomes:
        if found.missing <= _MISSING * (found.n + found.missing):
            continue
        cells = [one for one in found.means if one.generator is not None and one.framework is not None]
        worst = max(cells, key=lost, default=None)
        where = (
            f", most with {cell_name((worst.generator, worst.framework))} ({percent(lost(worst))} %)" if worst else ""
        )
        share = percent(found.missing / (found.n + found.missing))
        yield (
            f"{share} % of the values of {found.outcome.name} are missing{where}. Comparisons take the "
            f"{found.outcome.unit}s that both sides have, and hard ones are likely to be those that fail."
        )


def _at_worst(findings: StudyFindings) -> Iterator[str]:
    for found in findings.outcomes:
        one = main_contrast(findings, found)
        if one is not None and turned_at_worst(found, one):
            yield (
                f"What is said of {findings.full} against {findings.baseline} in {found.outcome.name} hangs on missing "
                "values: with each of them at the worst that was seen, something else would be."
            )


def _effort(findings: StudyFindings) -> Iterator[str]:
    """Cells that were given more to think with: what the framework adds may be what more tokens add."""
    sizes = {name: _tokens(findings, name) for name in (findings.full, findings.baseline)}
    full, baseline = sizes[findings.full], sizes[findings.baseline]
    if full and baseline and full >= _UNEQUAL * baseline:
        yield (
            f"A dialogue took {full / baseline:.1f} times as many tokens with {findings.full} as with "
            f"{findings.baseline}: what the framework adds is not told apart from what more computing adds."
        )


def _tokens(findings: StudyFindings, framework: str) -> float:
    """Return tokens for each dialogue that was made, whatever became of it; 0 where LLMs made none."""
    cells = [one for one in findings.cells if one.framework == framework and one.generator not in findings.offline]
    made = sum(one.made for one in cells)
    return sum(one.tokens_in + one.tokens_out for one in cells) / made if made else 0.0


def _several(findings: StudyFindings) -> Iterator[str]:
    if len(findings.outcomes) > 1:
        yield (
            f"{len(findings.outcomes)} outcomes were tested, and p is corrected within each, not across them: of many "
            "outcomes some differ by chance alone."
        )
    if findings.outcomes:
        yield "Prompts, rules and personas are in English: nothing here is said of other languages or cultures."
