"""BLEU is that of NLTK, of sacrebleu and of coco, on real and on hard replies, and of every resample."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from nltk.translate.bleu_score import SmoothingFunction, corpus_bleu, sentence_bleu
from sacrebleu.metrics import BLEU
from socialsim.evaluation.measure import Sums, per_reply
from socialsim.evaluation.text import PROFILES, Profile, measures
from socialsim.evaluation.text.profile import SMOOTHINGS, Bleu
from socialsim.signatures import Reply
from socialsim.stats import Draws

from tests.evaluation.text.real import OpenFile, esconv_replies, values

pytestmark = pytest.mark.filterwarnings("ignore:\\s*The hypothesis contains 0 counts:UserWarning")
NLTK = SMOOTHINGS["nltk"]
METRICS = ["bleu-1", "bleu-2", "bleu-3", "bleu-4"]


def profile(bleu: Bleu, metrics: list[str] = METRICS) -> Profile:
    return Profile("", tokenizer="split", lowercase=False, scale=1, metrics=metrics, bleu=bleu)


def hard_replies(count: int = 60, seed: int = 3) -> list[Reply]:
    """Return replies of a few words, many of them shorter than four, one in ten blank, with one to three references."""
    draw = random.Random(seed)

    def text(least: int) -> str:
        return " ".join(draw.choices("a b c d e".split(), k=draw.randint(least, 9)))

    return [
        Reply(
            "" if draw.random() < 0.1 else text(1), tuple(text(1) for _ in range(draw.randint(1, 3))), str(place // 4)
        )
        for place in range(count)
    ]


def split(replies: list[Reply]) -> tuple[list[list[list[str]]], list[list[str]]]:
    return [[text.split() for text in one.references] for one in replies], [(one.text or "").split() for one in replies]


def nltk_smoothing(name: str) -> object:
    return None if name == "none" else getattr(SmoothingFunction(), name)


def weights(order: int) -> tuple[float, ...]:
    return (1 / order,) * order


@pytest.mark.parametrize("smoothing", NLTK)
@pytest.mark.parametrize("seed", [3, 4])
def test_corpus_bleu_is_that_of_nltk(smoothing: str, seed: int) -> None:
    replies = hard_replies(seed=seed)
    found = values(replies, profile(Bleu(smoothing=smoothing)))
    for order in (1, 2, 3, 4):
        expected = corpus_bleu(*split(replies), weights(order), nltk_smoothing(smoothing))
        assert found[f"BLEU-{order}"] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("smoothing", NLTK)
def test_sentence_bleu_is_that_of_nltk_for_every_reply(smoothing: str) -> None:
    replies = hard_replies(200)
    for order, measure in enumerate(measures(replies, profile(Bleu(level="sentence", smoothing=smoothing))), 1):
        expected = [
            sentence_bleu(references, reply, weights(order), nltk_smoothing(smoothing))
            for references, reply in zip(*split(replies), strict=True)
        ]
        np.testing.assert_allclose(per_reply(measure), expected, rtol=1e-12, atol=1e-300)
        assert measure.value() == pytest.approx(np.mean(expected))


@pytest.mark.parametrize("smoothing", [name for name in NLTK if name not in ("method5", "method7")])
def test_zeros_after_the_weights_change_nothing(smoothing: str) -> None:
    """As ESConv's code has them. With method5 and method7 they do: the run after the last that counts is another."""
    replies = hard_replies()
    found = values(replies, profile(Bleu(smoothing=smoothing)))
    for order in (1, 2, 3):
        padded = (*weights(order), *[0.0] * (4 - order))
        expected = corpus_bleu(*split(replies), padded, nltk_smoothing(smoothing))
        assert found[f"BLEU-{order}"] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("smoothing", ["none", "method1", "method3", "method7"])
def test_bleu_of_real_replies_is_that_of_nltk(open_file: OpenFile, smoothing: str) -> None:
    replies, _ = esconv_replies(open_file, "joint")
    found = values(replies, profile(Bleu(smoothing=smoothing)))
    for order in (1, 2, 3, 4):
        expected = corpus_bleu(*split(replies), weights(order), nltk_smoothing(smoothing))
        assert found[f"BLEU-{order}"] == pytest.approx(expected, rel=1e-12)


def test_single_orders_and_other_weights_are_those_of_nltk() -> None:
    replies = hard_replies()
    alone = values(replies, profile(Bleu(orders="individual"), ["bleu-3"]))
    assert alone["BLEU-3"] == pytest.approx(corpus_bleu(*split(replies), (0, 0, 1, 0)), rel=1e-12)
    rounded = values(replies, profile(Bleu(weights=[1, 0.5, 0.33]), ["bleu-3"]))
    assert rounded["BLEU-3"] == pytest.approx(corpus_bleu(*split(replies), (0.33, 0.33, 0.33, 0)), rel=1e-12)


def test_the_constant_of_a_smoothing_is_an_option() -> None:
    replies = hard_replies(8, seed=5)  # few, so that there is something to smooth
    parlai = SmoothingFunction(epsilon=1e-12).method1
    found = values(replies, profile(Bleu(smoothing="method1", constant=1e-12), ["bleu-4"]))
    assert found["BLEU-4"] == pytest.approx(corpus_bleu(*split(replies), smoothing_function=parlai), rel=1e-12)


@pytest.mark.parametrize("smoothing", SMOOTHINGS["sacrebleu"])
@pytest.mark.parametrize("count", [3, 60])
def test_sacrebleu_s_arithmetic_is_that_of_sacrebleu(smoothing: str, count: int) -> None:
    replies = hard_replies(count)
    most = max(len(one.references) for one in replies)
    streams = [
        [one.references[place] if place < len(one.references) else None for one in replies] for place in range(most)
    ]
    found = values(replies, profile(Bleu(library="sacrebleu", smoothing=smoothing)))
    for order in (1, 2, 4):
        theirs = BLEU(tokenize="none", smooth_method=smoothing, max_ngram_order=order)
        expected = theirs.corpus_score([one.text or "" for one in replies], streams).score
        assert 100 * found[f"BLEU-{order}"] == pytest.approx(expected, rel=1e-12, abs=1e-300)


@pytest.mark.parametrize("smoothing", SMOOTHINGS["sacrebleu"])
def test_effective_order_is_that_of_sacrebleu(smoothing: str) -> None:
    replies = hard_replies()
    theirs = BLEU(tokenize="none", smooth_method=smoothing, effective_order=True)
    settings = Bleu(library="sacrebleu", level="sentence", smoothing=smoothing, effective=True)
    (measure,) = measures(replies, profile(settings, ["bleu-4"]))
    expected = [theirs.sentence_score(one.text or "", one.references).score for one in replies]
    np.testing.assert_allclose(100 * per_reply(measure), expected, rtol=1e-12, atol=1e-300)


def test_the_standard_profile_prints_what_sacrebleu_prints(open_file: OpenFile) -> None:
    replies, _ = esconv_replies(open_file, "vanilla")
    expected = BLEU().corpus_score([one.text or "" for one in replies], [[one.references[0] for one in replies]]).score
    found = values(replies, replace(PROFILES["standard"], metrics=["bleu-4"]))
    assert found["BLEU-4"] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    "bleu",
    [
        Bleu(smoothing="method3"),
        Bleu(smoothing="method4"),
        Bleu(library="sacrebleu", smoothing="exp"),
        Bleu(library="coco"),
    ],
)
def test_a_resample_has_the_bleu_of_its_replies(bleu: Bleu) -> None:
    replies = hard_replies()
    draws = Draws([one.dialogue for one in replies], seed=1, resamples=20)
    settings = profile(bleu, ["bleu-4"])
    (measure,) = measures(replies, settings)
    assert isinstance(measure, Sums)
    (all_weights,) = draws.weights()
    for drawn, often in zip(measure.drawn(draws), all_weights, strict=True):
        again = [one for place, one in enumerate(replies) for _ in range(int(often[draws.places[place]]))]
        assert drawn == pytest.approx(values(again, settings)["BLEU-4"], rel=1e-12)


def test_coco_is_worked_by_hand() -> None:
    # "a b c" beside "a b d e": matches 2 of 3 and 1 of 2, one token short: √(2/3 · 1/2) · exp(1 − 4/3).
    found = values([Reply("a b c", ("a b d e",))], profile(Bleu(library="coco"), ["bleu-2"]))
    assert found["BLEU-2"] == pytest.approx((1 / 3) ** 0.5 * np.exp(-1 / 3), rel=1e-8)
