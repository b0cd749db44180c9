"""What people said of themselves in a corpus, as ratings: so that a judge can be held against them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..corpora.columns import shown
from ..corpora.format import ReadDialogue
from ..signatures import Rating, Scale
from ..signatures.scales import OUTCOME

SEEKER = "seeker"
"""The rater's name."""
_ASKED = {"before": "initial_emotion_intensity", "after": "final_emotion_intensity"}
"""Dimension of `OUTCOME` → what the survey of ESConv calls it."""


def surveyed(scale: Scale, item: str, found: ReadDialogue) -> list[Rating]:
    """Return what the seeker of a dialogue answered in the survey of ESConv; [] where there was none, or of another
    scale. What was not answered is missing."""
    survey = found.about.get("survey_score")
    answers = survey.get("seeker") if isinstance(survey, Mapping) else None
    if scale is not OUTCOME or not isinstance(answers, Mapping):
        return []
    ratings = [_rating(scale, item, dimension, answers.get(name)) for dimension, name in _ASKED.items()]
    return scale.with_differences(ratings)


def _rating(scale: Scale, item: str, dimension: str, answer: Any) -> Rating:
    if answer is None or not str(answer).strip():
        return Rating(item, scale.name, dimension, SEEKER, None, "not answered")
    written = str(answer).strip()
    if re.fullmatch(r"[0-9]{1,9}", written) and int(written) in scale.values:
        return Rating(item, scale.name, dimension, SEEKER, float(written))
    problem = f"answered {shown(written)}, which is not from {scale.lowest} to {scale.highest}"
    return Rating(item, scale.name, dimension, SEEKER, None, problem)
