"""Cues: lists of phrases, one a line, that say what somebody is doing with their words.

A line is a regular expression over `plain` text. Words in angle brackets stand for the many ways to say them.
"""

from __future__ import annotations

import re
from functools import lru_cache

_WORDS = {
    "<i am>": r"i(?:'m| am)",
    "<i have>": r"i(?:'ve| have)",
    "<i will>": r"i(?:'ll| will)",
    "<i would>": r"i(?:'d| would)",
    "<you are>": r"(?:you(?:'re| are)|ur)",
    "<you have>": r"you(?:'ve| have)",
    "<it is>": r"(?:it|that|this)(?:'s| is)",
    "<not>": r"(?:n't| not)",
    "<cannot>": r"(?:can't|cannot|can not|can hardly|can barely)",
    "<very>": r"(?:(?:so|very|really|truly|just|such|a|bit|little|lot|much|still|always|completely|totally|pretty) )*",
    "<any>": r"(?:(?:\w|')+ )",
}
_NO_APOSTROPHE = re.compile(
    r"\b(?:(?P<i>i)(?=m\b|ve\b)|(?P<not>do|does|did|ca|wo|is|are|was|were|have|has|had|could|would|should)n(?=t\b)"
    r"|(?P<be>you|they)(?=re\b|ve\b)|(?P<is>that|what|it)(?=s\b(?! own)))"
)


@lru_cache(maxsize=2048)
def plain(text: str) -> str:
    """Return a text in lower case, with single spaces and with the apostrophes that people leave out ("dont")."""
    lower = " ".join(text.replace("’", "'").casefold().split())
    return _NO_APOSTROPHE.sub(lambda found: f"{found['not']}n'" if found["not"] else f"{found[0]}'", lower)


def cues(phrases: str, around: tuple[str, str] = (r"\b", r"\b")) -> re.Pattern[str]:
    """Return what finds any of the phrases, one a line, as whole words.

    Args:
        phrases: regular expressions, one a line; alternatives of the same line are written ``(?:…|…)``.
        around: what has to stand before and after.
    """
    lines = [line.strip() for line in phrases.splitlines() if line.strip()]
    joined = "|".join(lines)
    for name, pattern in _WORDS.items():
        joined = joined.replace(name, pattern)
    return re.compile(f"{around[0]}(?:{joined}){around[1]}")


def starts(phrases: str) -> re.Pattern[str]:
    """Return what finds a sentence that begins with any of the phrases, one a line, as whole words."""
    return cues(phrases, (r"^\W*", r"\b"))
