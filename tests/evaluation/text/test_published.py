"""Numbers that others published on open data, to the printed digit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from socialsim.evaluation.measure import per_reply
from socialsim.evaluation.text import PROFILES, measures
from socialsim.evaluation.text.profile import Bleu, Rouge

from tests.evaluation.text.real import OpenFile, esconv_replies, mime_replies, nlgeval_replies, values

SENTENCE = PROFILES["sentence-split"]


def test_nlg_eval_prints_these_for_its_example(open_file: OpenFile) -> None:
    found = {name: f"{value:.6f}" for name, value in values(nlgeval_replies(open_file), PROFILES["nlg-eval"]).items()}
    assert found == {
        "BLEU-1": "0.550000",
        "BLEU-2": "0.428174",
        "BLEU-3": "0.284043",
        "BLEU-4": "0.201143",
        "ROUGE-L": "0.522104",
        "CIDEr": "1.242192",
    }


@pytest.mark.parametrize(("decoding", "printed"), [("Greedy", "2.76"), ("Beam", "3.13"), ("Topk", "1.76")])
def test_mime_prints_this_bleu(open_file: OpenFile, decoding: str, printed: str) -> None:
    replies = mime_replies(open_file, decoding)
    assert len(replies) == 5255
    assert f"{values(replies, PROFILES['multi-bleu'])['BLEU-4']:.2f}" == printed
    by_nltk = replace(PROFILES["multi-bleu"], bleu=Bleu(), metrics=["bleu-4"])
    assert f"{values(replies, by_nltk)['BLEU-4']:.2f}" == printed


@pytest.mark.parametrize(
    ("run", "bleu", "rouge"),
    [("vanilla", "4.980785213", "14.925831903"), ("joint", "4.501453072", "13.973720037")],
)
def test_every_row_of_the_deepseek_runs_has_its_own_scores(
    open_file: OpenFile, run: str, bleu: str, rouge: str
) -> None:
    replies, rows = esconv_replies(open_file, run)
    assert len(replies) == 1889
    found = measures(replies, SENTENCE)
    for measure, column, mean in zip(found, ("bleu-2", "rouge-l"), (bleu, rouge), strict=True):
        theirs = np.array([float(row[column]) for row in rows])
        np.testing.assert_allclose(per_reply(measure), theirs, rtol=0, atol=1e-9)
        assert f"{measure.value():.9f}" == mean


@pytest.mark.parametrize(
    ("run", "plain", "google"), [("vanilla", "12.7066", "16.9276"), ("joint", "12.0162", "16.4501")]
)
def test_other_rouges_of_the_same_replies_are_options(open_file: OpenFile, run: str, plain: str, google: str) -> None:
    replies, _ = esconv_replies(open_file, run)
    for rouge, printed in ((Rouge(beta=1), plain), (Rouge("rouge-score"), google)):
        found = values(replies, replace(SENTENCE, rouge=rouge, metrics=["rouge-l"]))
        assert f"{found['ROUGE-L']:.4f}" == printed
