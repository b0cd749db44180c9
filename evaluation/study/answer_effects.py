"""What the answer is, generator and framework: which explains how much, and how far each moves the outcome.

Each function yields the sentences that the numbers allow, and none where they allow none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...signatures import counted
from ...stats import FEWEST
from ..results import p_text
from .answer_generators import ends
from .findings import Effect, OutcomeFindings, PairedContrast, StudyFindings
from .main_contrast import kept_generators, main_contrast, told, turned_at_worst, verdict
from .wording import ALPHA, amount, called, direction, finding, is_shown, listed, percent


def within_few(findings: StudyFindings, found: OutcomeFindings) -> Iterator[str]:
    """Yield what the study cannot say for want of generators, frameworks or units."""
    name = found.outcome.name
    if len(findings.generators) == 1:
        yield "With one generator the study cannot say what the choice of generator does."
    if len(findings.frameworks) == 1:
        yield "With one framework the study cannot say what a framework does."
    generators = [one for one in findings.generators if one in found.left_out]
    frameworks = [one for one in findings.frameworks if one in found.left_out]
    if frameworks:
        verb = "has" if len(frameworks) == 1 else "have"
        yield f"{listed(frameworks)} {verb} no value of {name} and no part in what follows."
    if generators:
        verb = "has" if len(generators) == 1 else "have"
        kept = kept_generators(findings, found)
        yield f"{listed(generators)} {verb} a cell without any value of {name}{_what_then(kept)}."
    if found.units < FEWEST:
        yield (
            f"{counted(found.units, found.outcome.unit)} {'is' if found.units == 1 else 'are'} too few for intervals: "
            "all figures describe these dialogues and show nothing beyond them."
        )


def _what_then(kept: Sequence[str]) -> str:
    if not kept:
        return ": nothing can be said over all generators"
    if len(kept) == 1:
        return f": what follows is within {kept[0]} alone, and what the choice of generator does stays open"
    return " and no part in what is said over all"


def explained(found: OutcomeFindings) -> Iterator[str]:
    """Yield how much of the variance each source explains, if it is shown to explain any."""
    known = [one for one in found.effects if one.omega2 is not None]
    bounded = [one for one in known if one.low is not None]
    shown = [one for one in bounded if is_explained(one) and not _is_uncertain(one)]
    uncertain = [one for one in bounded if _is_uncertain(one)]
    may_be_none = [one for one in bounded if not is_explained(one) and not _is_uncertain(one)]
    outcome, noise = found.outcome.name, "beside noise alone"
    if shown:
        shares = [_share(one, "" if place else outcome) for place, one in enumerate(shown)]
        yield f"{_capital(noise)}, {listed(shares)}."
    of_what = "" if shown else f" of the variance in {outcome} {noise}"
    if uncertain:
        yield f"{_capital(_uncertain(uncertain, of_what))}."
    if may_be_none:
        first = "" if shown else "95 % interval "
        named = [f"{source(one)} ({'' if place else first}{_bounds(one)})" for place, one in enumerate(may_be_none)]
        verb = "is" if len(named) == 1 else "are"
        yield f"{_capital(listed(named))} {verb} not shown to explain any{'' if uncertain else of_what}."
    bare = [f"{percent(one.omega2 or 0.0)} % for {source(one)}" for one in known if one.low is None]
    if bare:
        yield (
            f"Of the variance in {outcome}, {listed(bare)}; no interval can be given, so that describes these "
            "dialogues and shows nothing beyond them."
        )


def source(effect: Effect) -> str:
    """Return what it is in a sentence."""
    return "their interaction" if effect.source == "generator × framework" else f"the {effect.source}"


def is_explained(effect: Effect) -> bool:
    """Return whether the interval of a source's share leaves out 0."""
    return effect.low is not None and effect.low > 0


def _is_uncertain(effect: Effect) -> bool:
    """Return whether interval and p disagree, which they do near the edge: one has two sides, the other one."""
    return effect.p is not None and is_explained(effect) != (effect.p < ALPHA)


def _uncertain(effects: Sequence[Effect], of_what: str) -> str:
    why = [f"(p {_is(one.p)}, interval from {_bounds(one)})" for one in effects]
    if len(effects) == 1:
        return f"what {source(effects[0])} explains{of_what} is uncertain {why[0]}"
    named = listed([f"{source(one)} {because}" for one, because in zip(effects, why, strict=True)])
    return f"what {named} explain{of_what} is uncertain"


def _is(p: float | None) -> str:
    text = p_text(p)
    return text if text.startswith("<") else f"= {text}"


def _bounds(effect: Effect) -> str:
    return f"{percent(effect.low or 0.0)} to {percent(effect.high or 0.0)} %"


def _share(effect: Effect, outcome: str) -> str:
    """Return a share; the first one says, with the outcome, what it is of."""
    share, bounds = f"{percent(effect.omega2 or 0.0)} %", _bounds(effect).removesuffix(" %")
    if outcome:
        return f"{source(effect)} explains {share} of the variance in {outcome} (95 % interval {bounds})"
    return f"{source(effect)} {share} ({bounds})"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def compared(found: OutcomeFindings) -> Iterator[str]:
    """Yield which levels differ more among themselves, by variance, where the intervals have nothing in common.

    That is stricter than a test. It is not what "matters" more: levels in between make a source's variance
    smaller. With an interaction shown, neither source is one thing, and nothing is yielded.
    """
    generator, framework, both = (found.effect(name) for name in ("generator", "framework", "generator × framework"))
    if generator is None or framework is None or (both and is_explained(both)):
        return
    for more, less in ((generator, framework), (framework, generator)):
        if more.low is not None and less.high is not None and more.low > less.high:
            one, other = (f"these {each.free + 1} {each.source}s" for each in (more, less))
            yield f"By variance, {one} differ more among themselves than {other}."
            return
    if None not in (generator.low, framework.low) and (is_explained(generator) or is_explained(framework)):
        yield "Which of the two explains more is not settled."


def answered(findings: StudyFindings, found: OutcomeFindings) -> Iterator[str]:
    """Yield in the outcome's own unit what the framework adds, beside how far generators are apart without it."""
    one, apart = main_contrast(findings, found), ends(findings, found)
    if one is None:
        if findings.full != findings.baseline and len(kept_generators(findings, found)) > 0:
            yield f"Too little of {findings.full} or {findings.baseline} was measured to hold one against the other."
    elif verdict(found, one) in ("not shown", "no interval", "hangs on the missing values"):
        yield f"{_unshown(findings, found, one)}."
    else:
        how = direction(finding(one, called(found.outcome)), called(found.outcome))
        clause = f"{_where(one)}, {found.outcome.name} is {how} with {findings.full} than with {findings.baseline}"
        clause += f", by {amount(one)}"
        if apart and apart.shown:
            yield f"{clause}; {apart.clause}."
            return
        yield f"{clause}."
    if apart:
        yield f"{_capital(apart.clause)}."


def _where(one: PairedContrast) -> str:
    return f"With {one.a[0]}" if one.a[0] else "Over all generators"


def _unshown(findings: StudyFindings, found: OutcomeFindings, one: PairedContrast) -> str:
    worst = turned_at_worst(found, one)
    said = (
        f"{_where(one)}, no difference in {found.outcome.name} between {findings.full} and {findings.baseline} is shown"
    )
    if worst is None:
        of_framework = found.effect("framework")
        elsewhere = of_framework is not None and is_explained(of_framework) and len(findings.frameworks) > 2
        hint = (
            "; what the framework explains lies among other frameworks, or is too small to place" if elsewhere else ""
        )
        return f"{said}: {amount(one)}{hint}"
    at_worst = f"with every missing value at the worst that was seen, {told(found, worst)}"
    if is_shown(one):
        return (
            f"{said} that does not hang on the missing values: of those that there are, {told(found, one)}; {at_worst}"
        )
    return f"{said}: {amount(one)}; {at_worst}"
