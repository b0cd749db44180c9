"""Findings of studies that nobody ran, for what is said of numbers: two generators, four frameworks, 30 personas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from socialsim.evaluation.measure import Better
from socialsim.evaluation.study.findings import (
    CellAccount,
    Effect,
    Family,
    Judges,
    Mean,
    MixedModel,
    OutcomeFindings,
    PairedContrast,
    Sample,
    Source,
    StudyFindings,
    Term,
)
from socialsim.evaluation.study.observations import Outcome
from socialsim.signatures import Dialogue, Persona, Reasoning, Turn

GENERATORS = ("weak", "strong")
FRAMEWORKS = ("direct", "persona_only", "reasoning_only", "full")
Bounds = tuple[float, float | None, float | None]
"""A difference, or a share, and its interval."""
ADDED: dict[str | None, Bounds] = {
    "weak": (0.12, 0.08, 0.16),
    "strong": (0.04, 0.01, 0.07),
    None: (0.08, 0.05, 0.11),
}
SHARES: dict[Source, Bounds] = {
    "generator": (0.41, 0.33, 0.50),
    "framework": (0.18, 0.12, 0.25),
    "generator × framework": (0.06, 0.02, 0.11),
}
PLAIN: dict[Source, Bounds] = SHARES | {"generator × framework": (0.01, 0.0, 0.03)}
"""Of a study without an interaction."""
NOT_SHOWN: dict[str | None, Bounds] = {
    "weak": (0.01, -0.05, 0.07),
    "strong": (0.01, -0.02, 0.04),
    None: (0.01, -0.02, 0.04),
}
_NONE: Bounds = (0.0, None, None)
_FREE: dict[Source, int] = {"generator": 1, "framework": 3, "generator × framework": 3}
WITHOUT = {"weak": 0.5, "strong": 0.7}


def outcome(
    name: str = "quality",
    *,
    added: Mapping[str | None, Bounds] = ADDED,
    shares: Mapping[Source, Bounds] = SHARES,
    without: Mapping[str, float] = WITHOUT,
    apart: Bounds = (0.2, 0.15, 0.25),
    apart_full: Bounds = (0.12, 0.07, 0.17),
    across: Bounds = (-0.08, -0.12, -0.04),
    lost: Mapping[tuple[str, str], int] | None = None,
    better: Better | None = "higher",
    steers: bool = False,
    p: Mapping[Source, float] | None = None,
    at_worst: Mapping[str | None, Bounds] | None = None,
    left_out: tuple[str, ...] = (),
    constant: float | None = None,
    units: int = 30,
    why_not: str = "",
) -> OutcomeFindings:
    """Return what is said of one outcome.

    Args:
        added: what `full` has over `direct` with each generator; None: over all.
        without: mean of each generator with `direct`.
        apart: what the second generator has over the first with `direct`, and `apart_full` with `full`.
        across: what the first one with `full` has over the second with `direct`.
        lost: values that each cell lacks, of 60.
        p: of effects; of others it agrees with their interval.
        at_worst: what `full` has over `direct` with every missing value at the worst.
        left_out: generators and frameworks with an empty cell: they are in no contrast over all generators.
    """
    generators, lost, p = tuple(without), lost or {}, p or {}
    means = [
        Mean(one, framework, without[one] + place / 3 * added.get(one, _NONE)[0], None, None, 60 - gone, gone)
        for one in generators
        for place, framework in enumerate(FRAMEWORKS)
        for gone in (lost.get((one, framework), 0),)
    ]
    of_generators = [
        Mean(one, None, without[one] + added.get(one, _NONE)[0] / 2, None, None, 240, 0) for one in generators
    ]
    contrasts = [
        _contrast("framework within generator", (one, "full"), (one, "direct"), bounds) for one, bounds in added.items()
    ]
    if len(generators) > 1:
        first, second = generators[:2]
        contrasts += [
            _contrast("framework within generator", (None, "persona_only"), (None, "direct"), (0.03, 0.01, 0.05)),
            _contrast("framework within generator", (None, "reasoning_only"), (None, "direct"), (0.01, -0.01, 0.03)),
            _contrast("generator within framework", (second, "direct"), (first, "direct"), apart),
            _contrast("generator within framework", (first, "full"), (second, "full"), _minus(apart_full)),
            _contrast("across", (first, "full"), (second, "direct"), across),
        ]
    missing = sum(one.missing for one in means)
    model = MixedModel("y ~ g * f", (Term("strong", 0.2, 0.02, 0.16, 0.24, 1e-9),), 0.01, 0.02, 480, "")
    return OutcomeFindings(
        Outcome(name, better, (0, 1), "persona", f"what {name} is", steers=steers),
        sum(one.n for one in means),
        missing,
        units,
        (*means, *of_generators),
        tuple(
            Effect(source, _FREE[source], one[0], *one, 0.1, p.get(source, 0.001 if one[1] else 0.2))
            for source, one in shares.items()
        ),
        tuple(contrasts),
        MixedModel("y ~ g * f", why_not=why_not) if why_not else model,
        left_out,
        tuple(
            _contrast("framework within generator", (one, "full"), (one, "direct"), bounds)
            for one, bounds in (at_worst or {}).items()
        ),
        constant,
    )


def study(*outcomes: OutcomeFindings, **changes: Any) -> StudyFindings:
    """Return a whole study of these outcomes; `changes` are its other fields."""
    generators = tuple(dict.fromkeys(one.generator for one in outcomes[0].means if one.generator)) if outcomes else ()
    fields: dict[str, Any] = {
        "title": "How much is the generator?",
        "question": "How much of the gain is the generator, and how much the framework?",
        "generators": generators,
        "frameworks": FRAMEWORKS,
        "seeds": (0, 1),
        "baseline": "direct",
        "full": "full",
        "about_levels": {"full": "persona and reasoning", "weak": "7 billion parameters"},
        "common": ("personas=bank", "n=30"),
        "personas": 30,
        "made_by": "somebody",
        "cells": tuple(cell(one, framework, seed) for one in generators for framework in FRAMEWORKS for seed in (0, 1)),
        "outcomes": outcomes,
        "judges": Judges(("judge-a", "judge-b"), {"judge-a": (240, 3), "judge-b": (240, 0)}),
        "samples": (sample(),),
        "threats": ("The seed was not honoured by strong.",),
        "command": "socialsim study lm=weak,strong",
        "seed": 0,
        "resamples": 2_000,
        "versions": {"socialsim": "1.0"},
        "reference": {"Exploration": (0.6, 0.3, 0.2, 0.1, 0.1, 0.05)},
    }
    return StudyFindings(**fields | changes)


def cell(generator: str, framework: str, seed: int, **changes: Any) -> CellAccount:
    """Return the account of a cell of 30 dialogues: 25 accepted, and one without text."""
    fields: dict[str, Any] = {
        "folder": f"cells/{generator}-{framework}-{seed}",
        "command": f"socialsim simulate lm={generator} program={framework} seed={seed}",
        "state": "done",
        "wanted": 30,
        "by_status": {"done": 25, "check-failed": 3, "parse-failed": 1, "not made": 1},
        "answers": 400,
        "unread": 20,
        "tokens_in": 200_000,
        "tokens_out": 50_000,
        "cost_usd": 0.5,
        "kinds": {"leakage": 2, "a kind of one's own": 1},
        "figures": {"Distinct-2": 0.4},
        "sixths": {"Exploration": (0.5, 0.4, None, 0.2, 0.1, 0.0)} if "reasoning" in framework else {},
    }
    return CellAccount(generator, framework, seed, **fields | changes)


def sample(text: str = "My boss shouts at me.") -> Sample:
    """Return a persona with a dialogue in every cell but that of the weak generator with the baseline."""
    thoughts = Reasoning(situation="The boss shouts.", strategy="Question")
    persona = Persona.model_validate(
        {
            "gender": "female",
            "age": 34,
            "occupation": "nurse",
            "personality": "Openness, Conscientiousness, Introversion, Neuroticism, Agreeableness",
            "topic": "work",
            "subtopic": "conflict",
            "situation": "My boss shouts at me.",
            "event": {"time": "May", "location": "ward", "participants": "boss", "description": "He shouted."},
            "emotional_experience_words": "anxious, ashamed",
            "coped_strategies_and_effects": "I walk.",
            "goals_and_expectations": "To be heard.",
            "inferred": ["age"],
        }
    )
    turns = (
        Turn(speaker="seeker", text=text),
        Turn(speaker="supporter", text="When did that begin?", reasoning=thoughts),
    )
    cells = [
        (one, framework) for one in GENERATORS for framework in FRAMEWORKS if (one, framework) != ("weak", "direct")
    ]
    return Sample(persona, 0, dict.fromkeys(cells, Dialogue(turns=turns)))


def _contrast(
    family: Family, a: tuple[str | None, str | None], b: tuple[str | None, str | None], bounds: Bounds
) -> PairedContrast:
    return PairedContrast(family, a, b, *bounds, *(0.01, 0.02, 0.5, 0.7, 30, 0))


def _minus(bounds: Bounds) -> Bounds:
    value, low, high = bounds
    return -value, None if high is None else -high, None if low is None else -low
