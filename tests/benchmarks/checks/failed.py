"""Conversations that ESConv's makers did not accept, against those that they did: can the checks tell?"""

from __future__ import annotations

import random
from collections.abc import Sequence
from statistics import mean

from socialsim.programs.checks import check, quality

from .sources import Source, failed, valid
from .tables import print_table

RESAMPLES = 1000


def auc(higher: Sequence[float], lower: Sequence[float]) -> float:
    """Return how often a value of `higher` is above one of `lower`, a tie counting half: the area under the ROC curve.

    Computed from mid-ranks (Mann and Whitney 1947), so in n log n.
    """
    values = sorted([(value, True) for value in higher] + [(value, False) for value in lower])
    ranks, place = 0.0, 0
    while place < len(values):
        end = place
        while end < len(values) and values[end][0] == values[place][0]:
            end += 1
        ranks += (place + 1 + end) / 2 * sum(is_higher for _, is_higher in values[place:end])
        place = end
    return (ranks - len(higher) * (len(higher) + 1) / 2) / (len(higher) * len(lower))


def interval(higher: Sequence[float], lower: Sequence[float]) -> tuple[float, float]:
    """Return the bootstrap 95 % interval of the AUC."""
    rng = random.Random(0)
    drawn = sorted(auc(rng.choices(higher, k=len(higher)), rng.choices(lower, k=len(lower))) for _ in range(RESAMPLES))
    return drawn[round(0.025 * RESAMPLES)], drawn[round(0.975 * RESAMPLES) - 1]


def show() -> None:
    """Print the AUC of the score, of each check's, and of measures that look at nothing but size."""
    parts = {"accepted": valid(), "failed": failed()}
    scored = {part: [_scores(source) for source in sources] for part, sources in parts.items()}
    rows = []
    for name in scored["accepted"][0]:
        accepted, not_accepted = (
            [scores[name] for scores in scored[part] if name in scores] for part in ("accepted", "failed")
        )
        low, high = interval(accepted, not_accepted)
        means = (f"{mean(values):.3g}" for values in (accepted, not_accepted))
        rows.append((name, f"{auc(accepted, not_accepted):.3f}", f"{low:.3f} to {high:.3f}", *means))
    print_table(("score", "AUC", "95 % interval", "mean of accepted", "mean of failed"), rows)


def _scores(source: Source) -> dict[str, float]:
    """Return score → value: of all checks, of each, and of what needs no check."""
    results = check(source.case(persona=False))
    by_check = {f"check: {result.check}": result.score for result in results if result.score is not None}
    all_words = [len(turn.text.split()) for turn in source.turns]
    return {
        "all checks": quality(results) or 0.0,
        **by_check,
        "utterances alone": float(len(all_words)),
        "words alone": float(sum(all_words)),
        "words an utterance alone": mean(all_words),
    }
