"""ROUGE is that of each library that has one; of several references it takes what the profile says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from rouge import Rouge as PackageRouge
from rouge_score.rouge_scorer import RougeScorer
from socialsim.evaluation.measure import per_reply
from socialsim.evaluation.text import PROFILES, measures
from socialsim.evaluation.text.profile import Rouge
from socialsim.signatures import Reply

from tests.evaluation.text.real import OpenFile, esconv_replies, values
from tests.evaluation.text.test_bleu import hard_replies

SPLIT = replace(PROFILES["nlg-eval"], metrics=["rouge-1", "rouge-2", "rouge-l"])
GOOGLE = ["rouge1", "rouge2", "rougeL"]


@pytest.mark.parametrize("stemmer", [False, True])
def test_rouge_score_s_figures_of_real_replies(open_file: OpenFile, stemmer: bool) -> None:
    replies = esconv_replies(open_file, "vanilla")[0][::5]
    scorer = RougeScorer(GOOGLE, use_stemmer=stemmer)
    theirs = [scorer.score(one.references[0], one.text) for one in replies]
    for figure, name in (("f", "fmeasure"), ("precision", "precision"), ("recall", "recall")):
        found = measures(replies, replace(SPLIT, rouge=Rouge("rouge-score", figure=figure, stemmer=stemmer)))
        for measure, kind in zip(found, GOOGLE, strict=True):
            np.testing.assert_allclose(per_reply(measure), [getattr(one[kind], name) for one in theirs], atol=1e-12)


def test_rouge_score_takes_the_reference_with_the_best_f() -> None:
    replies = [*hard_replies(), Reply("İ don’t “know” — A1 b", ("i DON'T know a1, B", "x"))]
    scorer = RougeScorer(GOOGLE)
    theirs = [scorer.score_multi(one.references, one.text) for one in replies]
    for figure, name in (("f", "fmeasure"), ("precision", "precision"), ("recall", "recall")):
        found = measures(replies, replace(SPLIT, rouge=Rouge("rouge-score", figure=figure)))
        for measure, kind in zip(found, GOOGLE, strict=True):
            np.testing.assert_allclose(per_reply(measure), [getattr(one[kind], name) for one in theirs], atol=1e-12)


def test_rouge_n_of_the_package_rouge(open_file: OpenFile) -> None:
    replies = [one for one in esconv_replies(open_file, "joint")[0][::20] if one.text and one.text.strip()]
    found = measures(replies, replace(SPLIT, rouge=Rouge("rouge", figure="recall")))
    theirs = PackageRouge().get_scores([one.text for one in replies], [one.references[0] for one in replies])
    for measure, kind in zip(found, ("rouge-1", "rouge-2", "rouge-l"), strict=True):
        np.testing.assert_allclose(per_reply(measure), [one[kind]["r"] for one in theirs], atol=1e-12)


def test_the_package_rouge_takes_texts_longer_than_python_s_stack() -> None:
    mine, theirs = " ".join(map(str, range(1_200))), " ".join(map(str, range(2_000, 2_050)))
    replies = [Reply(mine, (theirs,)), Reply("a", ("a",)), Reply("...", ("a",))]
    found = values(replies, replace(SPLIT, rouge=Rouge("rouge"), metrics=["rouge-l"]))
    assert found["ROUGE-L"] == pytest.approx(1 / 3)  # of a text without a word the package raises an error; it is 0


def test_several_references_give_their_best_parts_or_their_best_f() -> None:
    # "a b c d" beside "a b" (precision 2/4, recall 2/2) and "a b c x y z" (precision 3/4, recall 3/6).
    replies = [Reply("a b c d", ("a b", "a b c x y z"))]
    parts = values(replies, replace(SPLIT, rouge=Rouge(beta=1), metrics=["rouge-l"]))
    assert parts["ROUGE-L"] == pytest.approx(2 * 3 / 4 * 1 / (3 / 4 + 1))
    best = values(replies, replace(SPLIT, rouge=Rouge(beta=1, references="best-f"), metrics=["rouge-l"]))
    assert best["ROUGE-L"] == pytest.approx(2 * 2 / 4 * 1 / (2 / 4 + 1))


def test_beta_says_how_much_more_recall_counts() -> None:
    # Precision 1, recall 1/4: F = (1 + β²) · P · R / (R + β² · P), 5/17 for β = 2.
    found = values([Reply("a", ("a b c d",))], replace(SPLIT, rouge=Rouge(beta=2), metrics=["rouge-l"]))
    assert found["ROUGE-L"] == pytest.approx(5 / 17)
