"""BERTScore beside the package bert-score, on tiny models made on the spot."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("llguidance")

import torch
from socialsim.evaluation.models.bertscore import Encoder, load_encoder, scores
from socialsim.signatures import ConfigurationError, Reply

WORDS = "[PAD] [UNK] [CLS] [SEP] [MASK] i am so sad today . , you are not alone what happened ? ##s ##ed very".split()
PAIRS = [
    ("i am sad .", "i am very sad today"),
    ("you are not alone", "you alone ?"),
    ("what", "what happened ?"),
    ("so", "so"),
    ("i , you , i , you", "today"),
]


def make_bert(folder: Path) -> Path:
    from transformers import BertConfig, BertModel, BertTokenizerFast

    (folder / "vocab.txt").write_text("\n".join(WORDS))
    tokenizer = BertTokenizerFast(str(folder / "vocab.txt"), model_max_length=16)
    tokenizer.save_pretrained(folder)
    torch.manual_seed(0)
    sizes = {"hidden_size": 32, "num_hidden_layers": 4, "num_attention_heads": 4, "intermediate_size": 64}
    BertModel(BertConfig(vocab_size=len(WORDS), max_position_embeddings=16, **sizes)).save_pretrained(folder)
    return folder


def make_roberta(folder: Path) -> Path:
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers
    from transformers import RobertaConfig, RobertaModel, RobertaTokenizer

    bpe = Tokenizer(models.BPE())
    bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=320, special_tokens=special, initial_alphabet=alphabet, show_progress=False
    )
    bpe.train_from_iterator([text for pair in PAIRS for text in pair], trainer)
    bpe.model.save(str(folder))
    files = (str(folder / name) for name in ("vocab.json", "merges.txt"))
    RobertaTokenizer(*files, model_max_length=60).save_pretrained(folder)
    torch.manual_seed(0)
    sizes = {"hidden_size": 32, "num_hidden_layers": 4, "num_attention_heads": 4, "intermediate_size": 64}
    config = RobertaConfig(vocab_size=320, max_position_embeddings=64, pad_token_id=1, **sizes)
    RobertaModel(config).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def bert(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    torch.set_num_threads(1)
    return load_encoder(str(make_bert(tmp_path_factory.mktemp("bert"))), 3, "cpu")


def replies(*pairs: tuple[str, str]) -> list[Reply]:
    return [Reply(said, (reference,)) for said, reference in pairs]


def together(encoder: Encoder, some: list[Reply], idf: bool = False) -> np.ndarray:
    found = scores(some, encoder, idf)
    return np.column_stack([found.precision, found.recall, found.f1])


@pytest.mark.parametrize("idf", [False, True], ids=["plain", "idf"])
def test_scores_are_those_of_the_package(bert: Encoder, idf: bool) -> None:
    bert_score = pytest.importorskip("bert_score", reason="bert-score is absent: BERTScore was not compared with it")
    said, references = zip(*PAIRS, strict=True)
    one_by_one = {"batch_size": 1, "nthreads": 0, "device": "cpu"}  # with company it takes 0 for negative likenesses
    theirs = bert_score.score(list(said), list(references), model_type=bert.name, num_layers=3, idf=idf, **one_by_one)
    ours = together(bert, replies(*PAIRS), idf)
    assert ours == pytest.approx(torch.stack(theirs, dim=1).numpy(), abs=1e-5)


def test_several_references_are_scored_as_the_package_does(bert: Encoder) -> None:
    bert_score = pytest.importorskip("bert_score", reason="bert-score is absent: BERTScore was not compared with it")
    some = [Reply("i am sad", ("you are sad", "i am alone ."))]
    theirs = bert_score.score(
        ["i am sad"], [["you are sad", "i am alone ."]], model_type=bert.name, num_layers=3, batch_size=1, device="cpu"
    )
    assert together(bert, some) == pytest.approx(torch.stack(theirs, dim=1).numpy(), abs=1e-5)


def test_roberta_reads_the_first_word_as_any_other(tmp_path: Path) -> None:
    encoder = load_encoder(str(make_roberta(tmp_path)), 3, "cpu")
    alone, _ = encoder.tokens("sad")
    within, _ = encoder.tokens("i am sad")
    assert alone[1:-1] == within[-1 - len(alone[1:-1]) : -1]
    found = together(encoder, replies(("so", "so"), ("so", "i am sad .")))
    assert found[0] == pytest.approx(1, abs=1e-4) and (found[1] < 0.999).all()


def test_a_score_worked_by_hand(bert: Encoder) -> None:
    said, reference = (bert.vectors([bert.tokens(text)[0]])[0] for text in ("i am", "sad"))
    likeness = (said @ reference.T).numpy()  # [CLS] i am [SEP] × [CLS] sad [SEP]
    precision, recall = (likeness[1].max() + likeness[2].max()) / 2, likeness[:, 1].max()
    expected = [precision, recall, 2 * precision * recall / (precision + recall)]
    assert together(bert, replies(("i am", "sad")))[0] == pytest.approx(expected)


def test_company_and_order_change_nothing(bert: Encoder) -> None:
    whole = together(bert, replies(*PAIRS))
    assert together(bert, replies(*PAIRS[::-1]))[::-1] == pytest.approx(whole, abs=1e-6)
    for pair, row in zip(PAIRS, whole, strict=True):
        assert together(bert, replies(pair))[0] == pytest.approx(row, abs=1e-6)


def test_a_blank_reply_is_bad_and_a_failed_one_missing(bert: Encoder) -> None:
    some = [Reply(" ", ("i am sad",)), Reply(None, ("i am sad",)), Reply("i am sad"), Reply("i am sad", ("i am sad",))]
    found = together(bert, some)
    assert found[0].tolist() == [0, 0, 0]
    assert np.isnan(found[1:3]).all()
    assert found[3] == pytest.approx(1, abs=1e-4)
    f1 = scores(some, bert).measures()[2]
    assert (f1.name, f1.counted.tolist()) == ("BERTScore F1", [True, False, False, True])
    assert f1.value() == pytest.approx(0.5, abs=1e-4)


def test_long_texts_are_cut_at_their_end_and_counted(bert: Encoder) -> None:
    found = scores(replies(("sad " * 30, "sad"), ("so", "so")), bert)
    cut = scores(replies(("sad " * 14, "sad")), bert)
    assert (found.cut, cut.cut) == (1, 0)
    assert found.f1[0] == pytest.approx(cut.f1[0])
    assert "1 texts cut" in found.about


def test_another_layer_gives_another_score(bert: Encoder) -> None:
    other = load_encoder(bert.name, 1, "cpu")
    assert (together(other, replies(*PAIRS[:2])) != together(bert, replies(*PAIRS[:2]))).all()


def test_what_cannot_be_used_is_one_line(bert: Encoder, tmp_path: Path) -> None:
    for wrong, message in (
        ((bert.name, None), "its best layer is not known; say bertscore.layer=N"),
        ((bert.name, 5), "has layers 1 to 4"),
        ((str(tmp_path / "none"), 3), "there is no such folder"),
        ((str(tmp_path), 3), "cannot be loaded"),
    ):
        with pytest.raises(ConfigurationError, match=message) as refused:
            load_encoder(*wrong, "cpu")
        assert "\n" not in str(refused.value)
