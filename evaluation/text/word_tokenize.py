"""NLTK's `word_tokenize`, token for token and ten times as fast.

NLTK splits a text into sentences (Punkt) and sends each through thirty regular expressions. Those rules look at what
stands between two spaces and at the end of the sentence, nowhere else; so a piece between spaces has the same tokens
wherever it stands, and people say the same pieces over and over. Where a sentence is not so plain, NLTK splits it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from ..packages import package

Split = Callable[[str], list[str]]

PURPOSE = "profile.tokenizer=nltk"
ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof rev fr sr jr st ste hon pres gov sen rep gen col maj capt cmdr lt sgt cpl pvt messrs mx
    ph.d m.d b.a m.a b.s b.sc m.sc m.b.a j.d r.n d.d.s l.p.n esq
    viz vs v al cf approx est incl excl resp
    a.m p.m a.d b.c b.c.e c.e
    u.s u.k u.n u.s.a e.u d.c n.y l.a u.s.s.r
    inc ltd co corp bros assn assoc dept univ govt mfg intl
    ave blvd rd hwy apt bldg mt ft
    jan feb apr aug sept oct nov dec mon tue tues wed thu thur thurs fri
    tel ext max avg lb lbs oz ml km cm mm kg pp vol nos
    ok pa
    """.split()
)
"""English abbreviations as Punkt wants them, without the last period. Left out is what ends sentences more often ("no",
"sat", "min") and what NLTK with its data takes apart, too ("etc", "e.g", "i.e"); with them it keeps "ok." and "pa.",
the states. docs/metrics.md says how often the two differ."""

_SPACES = re.compile(r"[^\S ]")
"""A line break or tab: some of NLTK's rules want a space and no other character."""
_OPENINGS = ("''", '""', "\"''")
"""With these the first piece of a sentence has other tokens than the same piece after a space."""
_CLOSERS = frozenset("])}>\"'»”’")
"""What may stand between the last period and the end of a sentence; NLTK lets spaces stand between them, too."""
_CONTRACTED = frozenset({"cannot", "gimme", "gonna", "gotta", "lemme", "wanna"})
"""Of words that are letters and nothing else, those that NLTK takes apart."""
_REST = "x"
"""Stands in for the rest of a sentence."""


def word_tokenize() -> Split:
    """Return the tokenizer, with a memory of its own.

    Raises:
        ConfigurationError: NLTK is not installed.
    """
    return _Words(_sentences(), package("nltk.tokenize", PURPOSE).NLTKWordTokenizer().tokenize).split


@cache
def has_punkt() -> bool:
    """Whether NLTK's own data for sentences (``punkt_tab``) are installed.

    Raises:
        ConfigurationError: NLTK is not installed.
    """
    try:
        package("nltk.tokenize.punkt", PURPOSE).PunktTokenizer("english")
    except LookupError:
        return False
    return True


def without_punkt() -> Any:
    """Return a sentence tokenizer of NLTK that knows `ABBREVIATIONS` instead of ``punkt_tab``."""
    punkt = package("nltk.tokenize.punkt", PURPOSE)
    known = punkt.PunktParameters()
    known.abbrev_types = set(ABBREVIATIONS)
    return punkt.PunktSentenceTokenizer(known)


def _sentences() -> Any:
    return package("nltk.tokenize.punkt", PURPOSE).PunktTokenizer("english") if has_punkt() else without_punkt()


class _Words:
    def __init__(self, sentences: Any, whole: Split) -> None:
        self._sentences = _remembering(sentences)
        self._whole = whole
        """NLTK's tokenizer of a sentence."""
        self._inside: dict[str, list[str]] = {}
        self._last: dict[str, list[str]] = {}

    def split(self, text: str) -> list[str]:
        """Return the tokens of a text."""
        found: list[str] = []
        for sentence in self._sentences(text):
            found += self._split(sentence)
        return found

    def _split(self, sentence: str) -> list[str]:
        pieces = sentence.split()
        if not pieces:
            return []
        last = pieces.pop()
        if _SPACES.search(sentence) or sentence.startswith(_OPENINGS) or _CLOSERS.issuperset(last):
            return self._whole(sentence)
        inside, found = self._inside, []
        for piece in pieces:
            tokens = inside.get(piece)
            if tokens is None:
                tokens = inside[piece] = _plain(piece, "?!,;:") or self._whole(f"{_REST} {piece} {_REST}")[1:-1]
            found += tokens
        ending = self._last.get(last)
        if ending is None:
            ending = self._last[last] = _plain(last, "?!,;:.") or self._whole(f"{_REST} {last}")[1:]
        return found + ending


def _plain(piece: str, marks: str) -> list[str] | None:
    """Return the tokens of a word, and of the mark after it; None where more may be to it."""
    word, mark = (piece[:-1], [piece[-1]]) if piece[-1] in marks else (piece, [])
    return [word, *mark] if word.isalnum() and word.lower() not in _CONTRACTED else None


def _remembering(punkt: Any) -> Split:
    """Return the sentence tokenizer, which now looks but once at the same two words around the same period."""
    decide = punkt.text_contains_sentbreak
    seen: dict[str, bool] = {}

    def remembered(context: str) -> bool:
        known = seen.get(context)
        if known is None:
            known = seen[context] = decide(context)
        return known

    punkt.text_contains_sentbreak = remembered
    may_end = re.compile(r"[.?!]\s*\S")  # a text in which nothing ends before its end is one sentence

    def split(text: str) -> list[str]:
        if may_end.search(text):
            return list(punkt.tokenize(text))
        return [text.rstrip()]

    return split
