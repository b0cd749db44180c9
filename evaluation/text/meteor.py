"""METEOR of each reply by NLTK (Lavie and Agarwal 2007): exact words, then stems, then WordNet's synonyms.

It is not the Java program METEOR 1.5 that coco and nlg-eval call, whose weights and paraphrases are others. Without
WordNet there are no synonyms, and the figure has another name, so that nobody takes it for the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import numpy as np

from ..packages import package
from .pairs import Array, Pairs

PURPOSE = "profile.metrics=[meteor]"


@cache
def has_wordnet() -> bool:
    """Whether NLTK finds WordNet.

    Raises:
        ConfigurationError: NLTK is not installed.
    """
    try:
        package("nltk.corpus", PURPOSE).wordnet.ensure_loaded()
    except (LookupError, OSError):  # OSError: a WordNet of another origin, without a file that NLTK wants
        return False
    return True


def name() -> str:
    """Return what the figure is called here."""
    return "METEOR" if has_wordnet() else "METEOR (no synonyms)"


def meteor(pairs: Pairs) -> Array:
    """Return (replies,): between 0 and 1, of the best reference; NaN without a reference."""
    score = package("nltk.translate.meteor_score", PURPOSE).meteor_score
    stemmer, synonyms = _Stems(), _Synonyms()
    found = [
        score(references, reply, stemmer=stemmer, wordnet=synonyms) if references else np.nan
        for reply, references in zip(pairs.replies, pairs.references, strict=True)
    ]
    return np.array(found, dtype=np.float64)


class _Stems:
    """NLTK's Porter stemmer, with a memory: it is asked for the same words again and again."""

    def __init__(self) -> None:
        self.stem = cache(package("nltk.stem.porter", PURPOSE).PorterStemmer().stem)


class _Synonyms:
    """What NLTK's METEOR asks of WordNet, with a memory; it knows nothing where WordNet is absent."""

    def __init__(self) -> None:
        self.synsets = cache(_looked_up if has_wordnet() else _nothing)


class _Synonym:
    """A lemma of NLTK's WordNet."""

    def __init__(self, name: str) -> None:
        self._name = name

    def name(self) -> str:
        return self._name


class _Synset:
    """All synsets of a word in one, with the lemmas that METEOR looks at: those of one word, each once."""

    def __init__(self, word: str) -> None:
        synsets = package("nltk.corpus", PURPOSE).wordnet.synsets(word)
        names = dict.fromkeys(name for synset in synsets for name in synset.lemma_names() if "_" not in name)
        self._lemmas = [_Synonym(name) for name in names]

    def lemmas(self) -> list[_Synonym]:
        return self._lemmas


def _looked_up(word: str) -> Iterable[Any]:
    return (_Synset(word),)


def _nothing(word: str) -> Iterable[Any]:
    return ()
