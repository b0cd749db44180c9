"""METEOR, CIDEr, unigram F1 and length."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from nltk.translate.meteor_score import meteor_score
from socialsim.evaluation.measure import per_reply
from socialsim.evaluation.text import Profile, measures
from socialsim.evaluation.text.meteor import has_wordnet
from socialsim.evaluation.text.profile import F1
from socialsim.signatures import Reply

from tests.evaluation.text.real import OpenFile, esconv_replies, values
from tests.evaluation.text.test_bleu import hard_replies


def split(*metrics: str) -> Profile:
    return Profile("", tokenizer="split", lowercase=False, scale=1, metrics=list(metrics))


class NoWordNet:
    """A WordNet in which no word is."""

    def synsets(self, word: str) -> Sequence[object]:
        return ()


def test_meteor_is_nltk_s_and_says_whether_it_knows_synonyms(open_file: OpenFile) -> None:
    replies = [*esconv_replies(open_file, "vanilla")[0][::10], *hard_replies(30)]
    (measure,) = measures(replies, split("meteor"))
    known = {} if has_wordnet() else {"wordnet": NoWordNet()}
    expected = [
        meteor_score([text.split() for text in one.references], (one.text or "").split(), **known) for one in replies
    ]
    np.testing.assert_allclose(per_reply(measure), expected, rtol=1e-12)
    assert measure.name == ("METEOR" if has_wordnet() else "METEOR (no synonyms)")


def test_meteor_is_worked_by_hand() -> None:
    # "cats sleep" beside "the cat sleeps": two stems match, in one chunk of two; P = 1, R = 2/3,
    # F = 10 P R / (R + 9 P) = 20/29, penalty 0.5 · (1/2)³.
    (measure,) = measures([Reply("cats sleep", ("the cat sleeps",))], split("meteor"))
    assert measure.value() == pytest.approx(20 / 29 * (1 - 0.5 / 8))


def cider_slowly(replies: Sequence[Reply]) -> list[float]:
    """Return CIDEr-D of each reply by its definition, run by run."""

    def runs(text: str, n: int) -> Counter[tuple[str, ...]]:
        words = text.split()
        return Counter(tuple(words[place : place + n]) for place in range(len(words) - n + 1))

    def weighted(text: str, n: int) -> dict[tuple[str, ...], float]:
        have = Counter(run for one in replies for run in {run for text in one.references for run in runs(text, n)})
        return {run: often * math.log(len(replies) / max(1, have[run])) for run, often in runs(text, n).items()}

    def alike(mine: str, theirs: str, n: int) -> float:
        one, other = weighted(mine, n), weighted(theirs, n)
        norms = [math.sqrt(sum(weight**2 for weight in side.values())) for side in (one, other)]
        product = sum(min(weight, other[run]) * other[run] for run, weight in one.items() if run in other)
        apart = sum(runs(mine, 2).values()) - sum(runs(theirs, 2).values())
        return product / math.prod(norms) * math.exp(-(apart**2) / 72) if all(norms) else 0.0

    return [
        10 * float(np.mean([[alike(one.text or "", text, n) for n in (1, 2, 3, 4)] for text in one.references]))
        for one in replies
    ]


def test_cider_is_its_definition() -> None:
    replies = hard_replies(25)
    (measure,) = measures(replies, split("cider"))
    np.testing.assert_allclose(per_reply(measure), cider_slowly(replies), rtol=1e-10, atol=1e-12)


def test_a_missing_reply_leaves_the_weights_of_cider_as_they_are() -> None:
    replies = hard_replies(25)
    one_missing = [replace_text(replies[0]), *replies[1:]]
    (whole,), (less,) = (measures(some, split("cider")) for some in (replies, one_missing))
    assert less.value() == pytest.approx(per_reply(whole)[1:].mean())


def replace_text(reply: Reply) -> Reply:
    return replace(reply, text=None)


def test_f1_is_the_overlap_of_bags_with_the_best_reference() -> None:
    # Bags {a: 2, b} and {a: 2, c}: 2 in common, of 3 and 3; "b" alone: 1, of 3 and 1.
    found = values([Reply("a a b", ("a c a", "b"))], split("f1"))
    assert found["F1"] == pytest.approx(2 * 2 / 6)


def test_parlai_s_f1_leaves_out_marks_and_articles() -> None:
    replies = [Reply("The dog, a DOG!", ("dog dog cat",))]
    found = values(replies, replace(split("f1"), f1=F1(tokenizer="parlai")))
    assert found["F1"] == pytest.approx(2 * 2 / 5)


def test_length_is_in_tokens_and_neither_way_better() -> None:
    (measure,) = measures([Reply("a b c"), Reply(""), Reply(None)], split("length"))
    assert (measure.value(), measure.better) == (1.5, None)
