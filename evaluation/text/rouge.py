"""ROUGE-L and ROUGE-n (Lin 2004), of each reply: F, precision or recall, between 0 and 1.

The longest common subsequence is rapidfuzz's, which works on 64 tokens at a time. The package rouge 1.0.1 computes
something else under the same name, and is called for that.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from ...signatures import Reply
from ..packages import package
from .pairs import Array, Ints, Pairs
from .profile import Rouge
from .tokenizing import Tokenizer

_ASIDE = re.compile(r"[^a-z0-9]+")
_ASIDE_ASCII = bytes(ord(chr(code).lower()) if chr(code).isalnum() else 32 for code in range(128)) + bytes(128)
_STEMMED = 3
"""rouge-score stems words of more letters than that."""


def rouge(pairs: Pairs, kind: str, settings: Rouge) -> Array:
    """Return (replies,): ROUGE on tokens; NaN where there is no reference.

    Args:
        kind: "l", or how many tokens a run has.
    """
    if kind == "l":
        common: Ints = _longest(pairs)
        mine, theirs = pairs.reply_lengths[pairs.owner], pairs.reference_lengths
    else:
        n = int(kind)
        common = pairs.overlaps(n)
        mine, theirs = (np.maximum(of - n + 1, 0) for of in (pairs.reply_lengths[pairs.owner], pairs.reference_lengths))
    precision, recall = common / np.maximum(mine, 1), common / np.maximum(theirs, 1)
    if settings.library == "lcs" and settings.references == "best-parts":
        return _chosen(pairs.best(precision), pairs.best(recall), settings)
    return _of_best(pairs, precision, recall, settings)


def google_words(stemmer: bool) -> Tokenizer:
    """Return the tokenizer of Google's package rouge-score."""
    if not stemmer:
        return Tokenizer("a-z and 0-9", _google_words)
    stem = cache(package("nltk.stem.porter", "profile.rouge.stemmer=true").PorterStemmer().stem)

    def split(text: str) -> list[str]:
        return [stem(word) if len(word) > _STEMMED else word for word in _google_words(text)]

    return Tokenizer("a-z and 0-9, Porter stems", split)


def package_rouge(replies: Sequence[Reply], kind: str, figure: str) -> Array:
    """Return (replies,): what the package rouge says, of the best reference by F; NaN without reply or reference.

    It raises an error where one side is blank or of full stops only: such a reply has nothing in common, 0.
    """
    score = package("rouge", "profile.rouge.library=rouge").Rouge(metrics=[f"rouge-{kind}"], stats=["f", "p", "r"])

    def best(reply: Reply) -> float:
        if reply.text is None or not reply.references:
            return np.nan
        found = [_scored(score, reply.text, reference)[f"rouge-{kind}"] for reference in reply.references]
        return float(max(found, key=lambda one: one["f"])[figure[0]])

    deepest = max((len(text.split()) for one in replies for text in (one.text or "", *one.references)), default=0)
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, 2 * deepest + 1_000))  # the package walks back through both texts by recursion
    try:
        return np.array([best(reply) for reply in replies], dtype=np.float64)
    finally:
        sys.setrecursionlimit(limit)


def _google_words(text: str) -> list[str]:
    if text.isascii():  # otherwise most of the time that ROUGE-L takes would go into the regular expression
        return text.encode().translate(_ASIDE_ASCII).decode().split()
    return _ASIDE.sub(" ", text.lower()).split()


def _scored(score: Any, reply: str, reference: str) -> Any:
    if any(not text.replace(".", "") for text in (reply, reference)):
        nothing = {"f": 0.0, "p": 0.0, "r": 0.0}
        return {name: nothing for name in score.metrics}
    return score.get_scores(reply, reference)[0]


def _of_best(pairs: Pairs, precision: Array, recall: Array, settings: Rouge) -> Array:
    """Return the figure that the reference with the highest F has, the first of several."""
    f = _f(precision, recall, settings.beta if settings.library == "lcs" else 1.0)
    if settings.figure == "f":
        return pairs.best(f)
    order = np.lexsort((np.arange(len(f)), -f, pairs.owner))
    owners, first = np.unique(pairs.owner[order], return_index=True)
    found = np.full(pairs.size, np.nan)
    found[owners] = (precision if settings.figure == "precision" else recall)[order][first]
    return found


def _chosen(precision: Array, recall: Array, settings: Rouge) -> Array:
    if settings.figure == "precision":
        return precision
    return recall if settings.figure == "recall" else _f(precision, recall, settings.beta)


def _f(precision: Array, recall: Array, beta: float) -> Array:
    below = recall + beta**2 * precision
    return np.where(below == 0, 0.0, (1 + beta**2) * precision * recall / np.where(below == 0, 1.0, below))


def _longest(pairs: Pairs) -> Ints:
    """Return (references,): the length of the longest common subsequence of each with its reply."""
    from rapidfuzz.distance import LCSseq

    met = zip(pairs.replies, pairs.references, strict=True)
    found = [LCSseq.similarity(reply, reference) for reply, references in met for reference in references]
    return np.array(found, dtype=np.int64)
