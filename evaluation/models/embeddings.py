"""Replies beside references by the vectors of their words: embedding average, vector extrema, greedy matching.

    vectors = read_vectors(Path("glove.42B.300d.txt"), words_of(outputs.replies))
    average, extrema, greedy = scores(outputs.replies, vectors).measures()

Words without a vector are left out and counted; nlg-eval gives them the mean of all vectors instead, so its figures
differ where there are such words. A reply without any known word has no figure.

Source: Liu et al. 2016, "How NOT To Evaluate Your Dialogue System".
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Protocol

import numpy as np

from ...generators.local.loading import LoadedModel
from ...signatures import InputError, Reply
from ..corpus.tokens import NAME, tokens
from ..measure import Array, Sums, mean

Tokenizer = Callable[[str], list[str]]


class Vectors(Protocol):
    """What gives texts their vectors."""

    @property
    def name(self) -> str:
        """What it is, in words to be printed with the figures."""
        ...

    def of(self, text: str) -> tuple[Array, int]:
        """Return (known words, dimensions), and how many words have no vector."""
        ...


@dataclass(frozen=True, eq=False)
class WordVectors:
    """Vectors of words from a file."""

    name: str
    known: Mapping[str, Array]
    dimensions: int
    tokenize: Tokenizer = tokens

    def of(self, text: str) -> tuple[Array, int]:
        words = self.tokenize(text)
        found = [self.known[word] for word in words if word in self.known]
        return np.array(found, dtype=np.float64).reshape(len(found), self.dimensions), len(words) - len(found)


@dataclass(frozen=True, eq=False)
class ModelVectors:
    """The vectors that a local model begins with, of its own tokens; every text is known to it."""

    loaded: LoadedModel

    @property
    def name(self) -> str:
        return f"input embeddings of {self.loaded.name}"

    def of(self, text: str) -> tuple[Array, int]:
        ids = self.loaded.tokenizer.encode(text.strip(), add_special_tokens=False)
        weights = self.loaded.model.get_input_embeddings().weight
        return weights[ids].double().cpu().numpy(), 0


@dataclass(frozen=True)
class Scores:
    """The three figures of each reply, in [-1, 1]; NaN where it is missing."""

    average: Array
    extrema: Array
    greedy: Array
    unknown: int
    """Words of replies and references that have no vector."""
    words: int
    about: str
    """How it was measured, in a line to be printed with the figures."""

    def measures(self) -> list[Sums]:
        """Return the means over replies."""
        named = {"embedding average": self.average, "vector extrema": self.extrema, "greedy matching": self.greedy}
        return [mean(name, values, reach=(-1, 1)) for name, values in named.items()]


def words_of(replies: Iterable[Reply], tokenize: Tokenizer = tokens) -> set[str]:
    """Return the words of which `scores` needs vectors."""
    texts = {text for reply in replies for text in (reply.text, *reply.references) if text is not None}
    return {word for text in texts for word in tokenize(text)}


def read_vectors(path: Path, wanted: set[str], tokenize: Tokenizer = tokens) -> WordVectors:
    """Return the vectors of those words that the file has, read line by line.

    Args:
        path: GloVe's text format, or word2vec's with its first line "words dimensions"; also compressed, as ``.gz``.

    Raises:
        InputError: it cannot be read, is no text of vectors, or has none of the words.
    """
    try:
        with _opened(path) as file:
            known, dimensions = _read(path.name, file, {word.encode("utf-8", "replace"): word for word in wanted})
    except (OSError, EOFError) as error:
        raise InputError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error
    if not known:
        raise InputError(f"{path}: has none of the {len(wanted):,} words of the replies; is it of another language?")
    return WordVectors(path.name, known, dimensions, tokenize)


def _opened(path: Path) -> gzip.GzipFile | BufferedReader:
    return gzip.open(path) if path.suffix == ".gz" else path.open("rb")


def _read(name: str, file: Iterable[bytes], wanted: Mapping[bytes, str]) -> tuple[dict[str, Array], int]:
    known: dict[str, Array] = {}
    dimensions = 0
    for number, line in enumerate(file, start=1):
        if number == 1 and len(line.split()) == 2:
            continue  # word2vec's "words dimensions"
        if not dimensions:
            dimensions = len(line.split()) - 1
            _numbers(name, number, line.split()[1:])  # a file of something else is told by its first line
        word, _, rest = line.partition(b" ")
        fields = rest.split() if word in wanted else []
        # More fields: what is named by several words (". . ."), which is none of ours. Of two lines the first counts.
        if not fields or len(fields) > dimensions or wanted[word] in known:
            continue
        if len(fields) < dimensions:
            raise InputError(f"{name}:{number}: has {len(fields)} numbers; the lines before have {dimensions}")
        known[wanted[word]] = _numbers(name, number, fields)
    return known, dimensions


def _numbers(name: str, line: int, fields: Sequence[bytes]) -> Array:
    try:
        found = np.array([float(field) for field in fields])
    except ValueError:
        found = np.array([])
    if not len(found) or not np.isfinite(found).all():
        raise InputError(
            f"{name}:{line}: is no word with its vector; vectors are read as GloVe's or word2vec's text files have them"
        )
    return found


def scores(replies: Sequence[Reply], vectors: Vectors, advance: Callable[[], None] = lambda: None) -> Scores:
    """Return how alike replies and references are; of several references the best counts, for each figure.

    Args:
        advance: called once for every reply with a reference.
    """
    found = np.full((len(replies), 3), np.nan)
    unknown = words = missing = 0
    for place, reply in enumerate(replies):
        if reply.text is None or not reply.references:
            continue
        said, *references = (vectors.of(text) for text in (reply.text, *reply.references))
        unknown += sum(one[1] for one in (said, *references))
        words += sum(len(one[0]) + one[1] for one in (said, *references))
        alike = [_alike(said[0], one[0]) for one in references if len(said[0]) and len(one[0])]
        if alike:
            found[place] = np.max(alike, axis=0)
        else:
            missing += 1
        advance()
    share = f"{unknown:,} of {words:,} words have no vector and are left out"
    about = f"embeddings: {vectors.name}; {share}, {missing:,} replies without any are missing"
    if isinstance(vectors, WordVectors) and vectors.tokenize is tokens:
        about += f"; words: {NAME}"
    return Scores(found[:, 0], found[:, 1], found[:, 2], unknown, words, about)


def _alike(said: Array, reference: Array) -> tuple[float, float, float]:
    """Return average, extrema and greedy matching of two texts, (words, dimensions) each, of which neither is empty."""
    likeness = _unit(said) @ _unit(reference).T
    return (
        _cosine(said.sum(axis=0), reference.sum(axis=0)),
        _cosine(_extremes(said), _extremes(reference)),
        float(likeness.max(axis=0).mean() + likeness.max(axis=1).mean()) / 2,
    )


def _extremes(vectors: Array) -> Array:
    """Return in each dimension the value that is farthest from 0; the lower one of two as far."""
    high, low = vectors.max(axis=0), vectors.min(axis=0)
    farthest: Array = np.where(high > np.abs(low), high, low)
    return farthest


def _cosine(one: Array, other: Array) -> float:
    lengths = np.linalg.norm(one) * np.linalg.norm(other)
    return float(one @ other / lengths) if lengths else 0.0


def _unit(vectors: Array) -> Array:
    lengths: Array = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Array = vectors / np.where(lengths, lengths, 1.0)
    return unit
