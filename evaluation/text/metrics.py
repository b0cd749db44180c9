"""The text metrics of a profile, as measures: each reply is tokenized once, and every metric counts the same tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...signatures import Reply
from ..measure import Measure, mean
from .bleu import bleu
from .cider import cider
from .distinct import distinct, distinct_of_each
from .meteor import meteor
from .meteor import name as meteor_name
from .overlap import f1
from .pairs import Array, Pairs, pairs_of
from .profile import F1, Bleu, Profile, check
from .rouge import google_words, package_rouge, rouge
from .tokenizing import tokenizer


def measures(replies: Sequence[Reply], profile: Profile) -> list[Measure]:
    """Return the figures of `profile.metrics`, in that order.

    A reply whose text is None is missing from all of them, a reply without a reference from those that compare; a blank
    reply is a reply, and a bad one.

    Raises:
        ConfigurationError: the profile has a setting that there is not, or what it needs is not installed.
    """
    check(profile)
    texts = _Texts(replies, profile)
    return [_measure(texts, name) for name in profile.metrics]


@dataclass(frozen=True)
class _Texts:
    """The same replies in the tokens that the metrics want."""

    replies: Sequence[Reply]
    profile: Profile

    @cached_property
    def there(self) -> NDArray[np.bool_]:
        return np.array([reply.text is not None for reply in self.replies], dtype=bool)

    @cached_property
    def compared(self) -> NDArray[np.bool_]:
        return np.array([reply.text is not None and bool(reply.references) for reply in self.replies], dtype=bool)

    @cached_property
    def pairs(self) -> Pairs:
        return pairs_of(self.replies, tokenizer(self.profile.tokenizer, self.profile.lowercase))

    @cached_property
    def for_bleu(self) -> Pairs:
        return self._own(self.profile.bleu, "profile.bleu.tokenizer")

    @cached_property
    def for_rouge(self) -> Pairs:
        if self.profile.rouge.library == "lcs":
            return self.pairs
        return pairs_of(self.replies, google_words(self.profile.rouge.stemmer))

    @cached_property
    def for_f1(self) -> Pairs:
        return self._own(self.profile.f1, "profile.f1.tokenizer")

    def _own(self, settings: Bleu | F1, setting: str) -> Pairs:
        if settings.tokenizer == "same":
            return self.pairs
        return pairs_of(self.replies, tokenizer(settings.tokenizer, settings.lowercase, setting))


def _measure(texts: _Texts, name: str) -> Measure:
    profile = texts.profile
    family, _, kind = name.partition("-")
    share: dict[str, Any] = {"scale": profile.scale, "reach": (0, profile.scale)}
    match family:
        case "bleu":
            return bleu(texts.for_bleu, int(kind), profile.bleu, texts.compared, profile.scale)
        case "distinct":
            return _distinct(texts, int(kind))
        case "length":
            return mean("Length", _among(texts.pairs.reply_lengths, texts.there), better=None)
        case "rouge":
            return mean(f"ROUGE-{kind.upper()}", _among(_rouge(texts, kind), texts.compared), **share)
        case "meteor":
            return mean(meteor_name(), _among(meteor(texts.pairs), texts.compared), **share)
        case "cider":
            return mean("CIDEr", _among(cider(texts.pairs), texts.compared), reach=(0, 10))
        case _:
            return mean("F1", _among(f1(texts.for_f1), texts.compared), **share)


def _rouge(texts: _Texts, kind: str) -> Array:
    settings = texts.profile.rouge
    if settings.library == "rouge":
        return package_rouge(texts.replies, kind, settings.figure)
    return rouge(texts.for_rouge, kind, settings)


def _distinct(texts: _Texts, n: int) -> Measure:
    without_last, scale = texts.profile.distinct.runs == "esconv", texts.profile.scale
    if texts.profile.distinct.level == "corpus":
        return distinct(texts.pairs, n, texts.there, without_last, scale)
    return mean(
        f"Distinct-{n}",
        _among(distinct_of_each(texts.pairs, n, without_last), texts.there),
        scale=scale,
        reach=(0, scale),
    )


def _among(values: NDArray[np.generic], counted: NDArray[np.bool_]) -> Array:
    return np.where(counted, values, np.nan).astype(np.float64)
