"""The people that a text speaks of, by what they are to the seeker, and which of the words may mean one person."""

from __future__ import annotations

import re
from functools import lru_cache

from ....generators.offline.reading.lexicon import RELATION, RELATIONS

_BY_NAME = tuple((re.compile(pattern), name) for pattern, name in RELATIONS.items())
_MAN, _WOMAN = frozenset({"man"}), frozenset({"woman"})
_WHO: dict[str, frozenset[str]] = {
    "parents": frozenset({"mother", "father"}),
    "parent": frozenset({"mother", "father"}),
    "stepmother": frozenset({"mother", "stepmother"}),
    "stepfather": frozenset({"father", "stepfather"}),
    "grandparents": frozenset({"grandmother", "grandfather"}),
    "in-laws": frozenset({"mother-in-law", "father-in-law"}),
    "siblings": frozenset({"sister", "brother"}),
    "stepsister": frozenset({"sister"}),
    "stepbrother": frozenset({"brother"}),
    "children": frozenset({"son", "daughter"}),
    "child": frozenset({"son", "daughter"}),
    "husband": _MAN,
    "boyfriend": _MAN,
    "fiancé": _MAN,
    "ex-husband": _MAN,
    "ex-boyfriend": _MAN,
    "wife": _WOMAN,
    "girlfriend": _WOMAN,
    "fiancée": _WOMAN,
    "ex-wife": _WOMAN,
    "ex-girlfriend": _WOMAN,
    "partner": _MAN | _WOMAN,
    "ex-partner": _MAN | _WOMAN,
    "ex-fiancé": _MAN | _WOMAN,
    "crush": _MAN | _WOMAN,
    "best friend": frozenset({"friend"}),
    "classmates": frozenset({"classmate", "friend"}),
    "roommate": frozenset({"roommate", "friend"}),
    "colleagues": frozenset({"colleague", "friend"}),
    "family": frozenset({"mother", "father", "sister", "brother"}),
    "relatives": frozenset({"mother", "father", "sister", "brother"}),
}
PARTNERS = _MAN | _WOMAN
"""What a partner of either gender is."""
_MENTION = re.compile(rf"\b(?:{RELATION}|pet|student|pupil)\b")
OWN = (
    rf"(?:my|our)\s+(?:(?!and\b|or\b|with\b|to\b|from\b|is\b|was\b|than\b)[\w'-]+\s+){{0,2}}?(?P<who>{RELATION}|pet)\b"
)
"""A regex for "my dear old mother" in lower-case text; its group `who` is the relation."""


@lru_cache(maxsize=2048)
def relation(word: str) -> str:
    """Return the name of the relation that a word such as "mum" says; the word itself where it is none."""
    return next((name for pattern, name in _BY_NAME if pattern.fullmatch(word)), word)


@lru_cache(maxsize=2048)
def who(name: str) -> frozenset[str]:
    """Return what somebody called by the name of a relation may be: a parent is a mother or a father."""
    return _WHO.get(name, frozenset({name}))


@lru_cache(maxsize=2048)
def people(text: str) -> frozenset[str]:
    """Return whom a text mentions, whosever relation they are; "parents" counts as both a mother and a father."""
    found: set[str] = set()
    for hit in _MENTION.finditer(text.replace("’", "'").lower()):
        found |= who(relation(hit.group(0)))
    return frozenset(found)
