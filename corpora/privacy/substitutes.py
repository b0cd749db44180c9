"""What stands in for what was found: something of the same sort that reads naturally and is nobody's.

A name becomes a common name of the same gender, so that "she" still fits; a city becomes one of the same state or
country and about the same size, so that "the city" still fits. Which one is drawn by a digest of the post, so that the
same post gives the same text and nobody can learn over many posts what stands for what. Contacts become ones reserved
for fiction: example.com (RFC 2606), 555-0100 and up (North American numbering plan).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256
from math import log

from .finding import Finding, Kind
from .lexicon import City, cities, people
from .places import INSTITUTION_HINT

_TOWNS = ("Fairview", "Riverton", "Greenville", "Oakdale", "Ashford", "Milton", "Brookside", "Westbury")
_PARTS = frozenset({"Brooklyn", "Queens", "Manhattan", "The Bronx", "Bronx", "Staten Island"})
"""Parts of a city that GeoNames lists beside it."""
_FEW = 4
_INSTITUTIONS = ("Riverside", "Lakeview", "Northfield", "Oakwood", "Fairmont", "Hillcrest")


class Substitutes:
    """Stand-ins within one post: one for each original, no two the same, none that the post contains itself."""

    def __init__(self, text: str) -> None:
        self._salt = sha256(text.encode("utf-8", "surrogatepass")).digest()
        self._present = set(re.findall(r"\w+", text.casefold()))
        self._given: dict[tuple[Kind, str], str] = {}
        self._counted: dict[Kind, int] = {}

    def of(self, finding: Finding, original: str) -> str:
        """Return the stand-in for an original, in its case (lower, Capital or UPPER)."""
        key = (finding.kind, re.sub(r"\s+", " ", original.casefold()))
        if key not in self._given:
            self._given[key] = self._new(finding, original)
        return _cased(self._given[key], original) if finding.kind in (Kind.NAME, Kind.PLACE) else self._given[key]

    def _new(self, finding: Finding, original: str) -> str:
        if finding.kind is Kind.NAME:
            known = people()
            return self._draw(known.last if finding.hint == "surname" else known.first[finding.hint], original)
        if finding.kind is Kind.PLACE:
            return self._draw(_like(finding.hint), original)
        number = self._counted[finding.kind] = self._counted.get(finding.kind, -1) + 1
        again = str(number + 1) if number else ""
        if finding.kind is Kind.EMAIL:
            return f"someone{again}@example.com"
        if finding.kind is Kind.LINK:
            return f"https://example.com/{again}".rstrip("/")
        if finding.kind is Kind.PHONE:
            return f"555-{100 + number % 100:04d}"
        mark = re.match(r"/?u/|[@$]", original)
        return f"{mark.group() if mark else ''}someone{again or 1}"

    def _draw(self, options: Sequence[str], original: str) -> str:
        """Return an option that is neither in the post nor given yet; a given one only when all are."""
        taken = {given.casefold() for given in self._given.values()}
        digest = sha256(self._salt + original.casefold().encode("utf-8", "surrogatepass")).digest()
        start = int.from_bytes(digest[:8], "big")
        turned = [options[(start + step) % len(options)] for step in range(len(options))]
        free = (one for one in turned if one.casefold() not in taken and not self._said(one))
        return next(free, turned[0])

    def _said(self, option: str) -> bool:
        return any(word in self._present for word in re.findall(r"\w+", option.casefold()))


def _like(hint: str) -> Sequence[str]:
    """Return places of the same sort: cities of the same state or country and of about the same size."""
    if hint == INSTITUTION_HINT:
        return _INSTITUTIONS
    found = cities().named.get(hint)
    if found is None:
        return _TOWNS
    fit = [city for city in cities().within[found.country] if city.name.isascii() and city.name not in _PARTS]
    same_state = [city for city in fit if city.region == found.region and _alike(city, found)]
    options = same_state if len(same_state) >= _FEW else fit
    by_size = sorted(options, key=lambda city: abs(log(city.people) - log(found.people)))
    return [city.name for city in by_size if city.name.casefold() != hint and city != found][: 2 * _FEW] or _TOWNS


def _alike(one: City, other: City) -> bool:
    return other.people / 2 <= one.people <= other.people * 2


def _cased(replacement: str, original: str) -> str:
    if original.islower():
        return replacement.lower()
    return replacement.upper() if original.isupper() and len(original) > 3 else replacement
