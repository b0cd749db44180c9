"""A profile says everything, holds in a config, and refuses what it does not know; missing is missing."""

from __future__ import annotations

import sys
from copy import deepcopy
from dataclasses import replace
from math import inf, nan
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from omegaconf import OmegaConf
from socialsim.evaluation.text import PROFILES, Profile, check, describe, measures
from socialsim.evaluation.text.profile import F1, Bleu, Distinct, Rouge
from socialsim.evaluation.text.tokenizing import tokenizer as tokenizer_of
from socialsim.signatures import ConfigurationError, Reply

from tests.evaluation.text.real import values

NAMED = [name for name, profile in PROFILES.items() if profile.tokenizer]
REPLIES = [
    Reply("that sounds hard .", ("that must be hard .",), "1"),
    Reply("", ("how are you ?",), "1"),
    Reply(None, ("why ?",), "2"),
    Reply("i see", (), "2"),
]


@pytest.mark.parametrize("name", NAMED)
def test_missing_is_missing_and_blank_is_a_bad_reply(name: str) -> None:
    for measure in measures(REPLIES, PROFILES[name]):
        compares = not measure.name.startswith(("Distinct", "Length"))
        np.testing.assert_array_equal(measure.counted, [True, True, False, not compares])
        if compares and not measure.name.startswith("BLEU"):
            alone = next(one for one in measures(REPLIES[:1], PROFILES[name]) if one.name == measure.name)
            if measure.name != "CIDEr":  # with one reply there is no idf
                assert measure.value() == pytest.approx(alone.value() / 2)


@pytest.mark.parametrize("name", NAMED)
def test_without_a_reply_nothing_is_defined(name: str) -> None:
    for replies in ([], [Reply(None, ("a",))]):
        assert all(np.isnan(one.value()) for one in measures(replies, PROFILES[name]))


@pytest.mark.parametrize("name", list(PROFILES))
def test_a_profile_holds_in_a_config_and_takes_overrides(name: str) -> None:
    said = OmegaConf.from_dotlist(
        ["rouge.beta=3", "metrics=[bleu-2,length]", "bleu.weights=[1,0.5]", "tokenizer=split"]
    )
    changed = OmegaConf.to_object(OmegaConf.merge(OmegaConf.structured(PROFILES[name]), said))
    assert isinstance(changed, Profile)
    assert (changed.rouge.beta, changed.metrics, changed.bleu.smoothing) == (
        3,
        ["bleu-2", "length"],
        PROFILES[name].bleu.smoothing,
    )
    check(changed)


def test_measuring_leaves_the_named_profiles_as_they_are() -> None:
    before = deepcopy(PROFILES)
    for name in NAMED:
        values(REPLIES, PROFILES[name])
    assert before == PROFILES


ESCONV = PROFILES["esconv-nltk"]


@pytest.mark.parametrize(
    ("profile", "complaint"),
    [
        (
            replace(ESCONV, metrics=["bleu"]),
            "profile.metrics: bleu: there is no such metric; there are bleu-4, rouge-l",
        ),
        (replace(ESCONV, metrics=[]), "profile.metrics is empty: say which"),
        (PROFILES["misc-bpe"], "say profile.tokenizer=FOLDER, the model's own"),
        (
            replace(ESCONV, tokenizer="spacy"),
            "profile.tokenizer: spacy: no such folder, and no tokenizer of that name: nltk",
        ),
        (
            replace(ESCONV, bleu=Bleu(smoothing="method6")),
            "profile.bleu.smoothing of nltk: 'method6' is none of none, method1",
        ),
        (replace(ESCONV, bleu=Bleu(library="sacrebleu", smoothing="method1")), "is none of none, floor, add-k, exp"),
        (replace(ESCONV, bleu=Bleu(weights=[1, 0.5])), "BLEU-4 needs 4 weights, there are 2"),
        (replace(ESCONV, bleu=Bleu(weights=[1, 0.5, 0.3, 0.2], orders="individual")), "leave one of them out"),
        (replace(ESCONV, bleu=Bleu(effective=True)), "profile.bleu.effective=true is for bleu.library=sacrebleu"),
        (replace(ESCONV, bleu=Bleu(tokenizer="14a")), "profile.bleu.tokenizer: 14a: no such folder, and no tokenizer"),
        (replace(ESCONV, bleu=Bleu(lowercase=True)), "profile.bleu.lowercase goes with a bleu.tokenizer"),
        (replace(ESCONV, bleu=Bleu(constant=-1)), "profile.bleu.constant=-1"),
        (replace(ESCONV, bleu=Bleu(constant=nan)), "profile.bleu.constant=nan: it has to be a finite number"),
        (replace(ESCONV, bleu=Bleu(weights=[1, 0.5, inf, 0])), "profile.bleu.weights=inf: it has to be a finite"),
        (replace(ESCONV, rouge=Rouge(beta=inf)), "profile.rouge.beta=inf: it has to be a finite number"),
        (replace(ESCONV, scale=nan), "profile.scale=nan: it has to be a finite number"),
        (replace(ESCONV, f1=F1(lowercase=True)), "profile.f1.lowercase goes with a f1.tokenizer"),
        (replace(ESCONV, rouge=Rouge(beta=0)), "profile.rouge.beta=0: it has to be above 0"),
        (replace(ESCONV, rouge=Rouge(stemmer=True)), "profile.rouge.stemmer=true is for rouge.library=rouge-score"),
        (replace(ESCONV, distinct=Distinct(runs="last")), "profile.distinct.runs: 'last' is none of all, esconv"),
    ],
)
def test_a_setting_that_there_is_not_is_refused_with_those_that_there_are(profile: Profile, complaint: str) -> None:
    for work in (describe, lambda one: measures(REPLIES, one)):
        with pytest.raises(ConfigurationError) as refused:
            work(profile)
        assert complaint in str(refused.value)
        assert "\n" not in str(refused.value)


def test_the_line_under_a_table_says_what_changes_its_figures() -> None:
    line = describe(ESCONV)
    for word in (
        "word_tokenize",
        "lower-cased",
        "method3",
        "β = 1.2",
        "without the last run",
        "× 100, not CIDEr and Length",
    ):
        assert word in line
    assert "case:mixed|eff:no|tok:13a|smooth:exp|version:" in describe(PROFILES["standard"])
    assert "Distinct" not in describe(PROFILES["nlg-eval"])
    assert len({describe(PROFILES[name]) for name in NAMED}) == len(NAMED)
    assert "\n" not in line


@pytest.mark.parametrize(
    "change",
    [
        {"bleu": Bleu(smoothing="method1", constant=1e-12)},
        {"bleu": Bleu(smoothing="method3", level="sentence")},
        {"bleu": Bleu(smoothing="method3", orders="individual")},
        {"bleu": Bleu(smoothing="method3", weights=[1, 0.5, 0.33, 0.25])},
        {"bleu": Bleu(smoothing="method3", tokenizer="13a", lowercase=True)},
        {"rouge": Rouge(figure="recall")},
        {"rouge": Rouge(references="best-f")},
        {"rouge": Rouge(library="rouge-score", stemmer=True)},
        {"distinct": Distinct(level="sentence", runs="esconv")},
        {"f1": F1(tokenizer="parlai")},
        {"lowercase": False},
        {"scale": 1.0},
    ],
)
def test_every_change_of_a_setting_changes_the_line(change: dict[str, Any]) -> None:
    assert describe(replace(ESCONV, **change)) != describe(ESCONV)


def test_a_model_s_own_tokens_are_read_from_its_folder(tmp_path: Path) -> None:
    pytest.importorskip("transformers")
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    pieces = {"un": 0, "##happy": 1, "i": 2, "am": 3, "[UNK]": 4}
    own = Tokenizer(models.WordPiece(pieces, unk_token="[UNK]"))
    own.pre_tokenizer = pre_tokenizers.Whitespace()
    PreTrainedTokenizerFast(tokenizer_object=own, unk_token="[UNK]").save_pretrained(tmp_path / "model")
    profile = replace(PROFILES["misc-bpe"], tokenizer=str(tmp_path / "model"), metrics=["length", "bleu-1"])
    found = values([Reply("I am unhappy", ("i am happy",))], profile)
    assert found["Length"] == 4
    assert found["BLEU-1"] == pytest.approx(50)  # i, am of i, am, un, ##happy
    assert "tokens of model, lower-cased" in describe(profile)
    (tmp_path / "empty").mkdir()
    with pytest.raises(ConfigurationError, match="holds no tokenizer that can be read"):
        values(REPLIES, replace(profile, tokenizer=str(tmp_path / "empty")))


@pytest.mark.parametrize(
    ("tokenizer", "tokens"),
    [
        ("nltk", "It 's the dog , no ?"),
        ("split", "It's the dog, no?"),
        ("wordpunct", "It ' s the dog , no ?"),
        ("parlai", "it s dog no"),
        ("13a", "It's the dog , no ?"),
        ("intl", "It ' s the dog , no ?"),
        ("zh", "It's the dog , no ?"),
        ("char", "I t ' s t h e d o g , n o ?"),
    ],
)
def test_tokenizers_by_name(tokenizer: str, tokens: str) -> None:
    assert tokenizer_of(tokenizer, lowercase=False).split("It's the  dog, no?") == tokens.split()
    assert tokenizer_of(tokenizer, lowercase=True).split("It's the  dog, no?") == tokens.lower().split()


def test_a_package_that_is_not_installed_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rouge", None)  # as Python has it for a module that cannot be imported
    remedy = r"^profile.rouge.library=rouge needs rouge: pip install 'socialsim\[evaluate\]'$"
    for work in (describe, lambda one: measures(REPLIES, one)):
        with pytest.raises(ConfigurationError, match=remedy):
            work(PROFILES["sentence-split"])
