"""What the frameworks in between have over the baseline: the parts of the whole, or what is left without one."""

from __future__ import annotations

from collections.abc import Iterator

from .findings import OutcomeFindings, StudyFindings
from .main_contrast import the_generator
from .wording import amount, called, contrast_of, finding, listed

MOST = 2
"""Frameworks not shown to differ that are told one by one, with figures; more are named, and tables have the rest."""


def parts(findings: StudyFindings, found: OutcomeFindings) -> Iterator[str]:
    """Yield one sentence of them all; none where there is no such framework, or nothing to compare."""
    generator, baseline = the_generator(findings, found), findings.baseline
    shown, alike = list[str](), dict[str, str]()
    for name in findings.frameworks:
        one = contrast_of(found, "framework within generator", (generator, name), (generator, baseline))
        if name in (findings.full, baseline) or one is None or one.difference is None:
            continue
        word, by = finding(one, called(found.outcome)), amount(one)
        if word == "not shown":
            alike[name] = f"{name} is not shown to differ from it, {by}"
        else:
            shown.append(f"{name} is {word}, by {by}")
    told = [f"no difference is shown for {listed(list(alike))}"] if len(alike) > MOST else [*alike.values()]
    if shown or told:
        over = f"with {generator}" if generator else "over all generators"
        yield f"Held against {baseline} {over}, {'; '.join([*shown, *told])}."
