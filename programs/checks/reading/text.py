"""What rules look at in a text beside its words: what it is about, its sentences, what it shares with another.
Remembered by text, since every turn is looked at by many rules and, in the loop, many times.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from snowballstemmer import stemmer

from ....corpora.words import ngrams, words

_SENTENCE = re.compile(r"(?<=[.!?…])[\"')\]]*\s+|\n+")
_stem = lru_cache(maxsize=16384)(stemmer("english").stemWord)

FUNCTION_WORDS = frozenset(
    """
    a about above after again all almost also although always am an and another any anybody anyone anything are aren't
    around as at away back be because been before being below between both but by can can't cannot could couldn't did
    didn't do does doesn't doing don don't done down during each either else enough even ever every everybody everyone
    everything few first for from further get gets getting give given go goes going gone good got had hadn't happen has
    hasn't have haven't having he he's her here hers herself him himself his how i i'd i'll i'm i've if in into is isn't
    it it's its itself just keep kind know known last least less let let's like little look lot lots made make makes
    making many may maybe me might mine more most much must my myself need never next no nobody none nor not nothing now
    of off often on once one ones only onto or other others our ours ourselves out over own perhaps put quite rather
    really right said same say see seem seems several shall she she's should shouldn't since so some somebody someone
    something sometimes soon still such take tell than that that's the their theirs them themselves then there there's
    these they they'd they'll they're they've thing things think this those though through time to together too try
    trying two under until up upon us use used very want wants was wasn't way ways we we'd we'll we're we've well were
    weren't what what's when where which while who whole whom whose why will with within without won't would wouldn't
    yeah yes yet you you'd you'll you're you've your yours yourself yourselves
    """.split()
)
"""Words that say nothing of what a text is about."""


@lru_cache(maxsize=2048)
def content(text: str) -> frozenset[str]:
    """Return the stems of the words that say what a text is about."""
    return frozenset(_stem(word.removesuffix("'s")) for word in words(text) if word not in FUNCTION_WORDS)


@lru_cache(maxsize=2048)
def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, without the empty ones."""
    return tuple(part.strip() for part in _SENTENCE.split(text) if part.strip())


def shared_run(text: str, others: Iterable[str], size: int) -> str:
    """Return the first run of `size` words of `text` that one of `others` has too; "" if none has."""
    theirs = set().union(*(ngrams(other, size) for other in others))
    found = words(text)
    runs = (found[start : start + size] for start in range(len(found) - size + 1))
    return " ".join(next((run for run in runs if run in theirs), ()))
