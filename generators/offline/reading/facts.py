"""What a post states about its writer, read off its words; nothing here is guessed.

Each function returns an empty result (None, "", ()) where the post is silent. Guessing is `personas`' business.
"""

from __future__ import annotations

from .circumstances import event_time, location, participants
from .efforts import coping, goals
from .feelings import emotion_words
from .languages import language
from .occupations import occupation, speaks_of_school
from .screening import Screening, screen
from .stated_age import age
from .stated_gender import gender

__all__ = [
    "Screening",
    "age",
    "coping",
    "emotion_words",
    "event_time",
    "gender",
    "goals",
    "language",
    "location",
    "occupation",
    "participants",
    "screen",
    "speaks_of_school",
]
