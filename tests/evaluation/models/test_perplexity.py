"""Perplexity beside a naive loop over the same model, one utterance at a time."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("llguidance")

import torch
from socialsim.evaluation.models.perplexity import Likelihoods, Reading, likelihoods
from socialsim.generators.local.chat import fitted
from socialsim.generators.local.loading import LoadedModel, load
from socialsim.signatures import ConfigurationError, Reasoning, Reply, Turn
from socialsim.stats import Draws

from tests.conversations import TURNS
from tests.generators.local.test_loading import make_adapter
from tests.generators.local.tiny import make_model


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_model(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module")
def loaded(folder: Path) -> LoadedModel:
    torch.set_num_threads(1)
    return load(str(folder), None, "auto", "cpu")


def replies(turns: tuple[Turn, ...] = TURNS) -> list[Reply]:
    """Return what a corpus is as replies: every turn of the supporter, with its reasoning."""
    return [
        Reply(turn.text, (turn.text,), "one", number + 1, turns[:number], reasoning=turn.reasoning)
        for number, turn in enumerate(turns)
        if turn.speaker == "supporter"
    ]


def naive(loaded: LoadedModel, reply: Reply, reading: Reading) -> tuple[float, int]:
    """Return loss and tokens of an utterance as transformers says them: labels, -100 where nothing is scored."""
    thought = reply.reasoning if reading.reasoning else None
    found = fitted(loaded.tokenizer, reply.context, reply.references[0], thought, reading.max_tokens)
    assert found is not None
    laid, _ = found
    labels = torch.tensor([[-100] * len(laid.prompt) + laid.reply])
    with torch.inference_mode():
        out: Any = loaded.model(input_ids=torch.tensor([laid.prompt + laid.reply]), labels=labels)
    return float(out.loss) * len(laid.reply), len(laid.reply)


@pytest.mark.parametrize(
    "reading",
    [Reading(), Reading(reasoning=True), Reading(max_tokens=100)],
    ids=["whole contexts", "reasoning", "cut contexts"],
)
def test_losses_are_those_of_one_utterance_at_a_time(loaded: LoadedModel, reading: Reading) -> None:
    found = likelihoods(replies(), loaded, reading)
    expected = [naive(loaded, reply, reading) for reply in replies()]
    assert found.rows[:, 1].tolist() == [tokens for _, tokens in expected]
    assert found.rows[:, 0] == pytest.approx([loss for loss, _ in expected], rel=1e-4)
    assert (found.cut > 0) == (reading.max_tokens == 100)
    total, tokens = map(sum, zip(*expected, strict=True))
    assert found.measures()[0].value() == pytest.approx(math.exp(total / tokens), rel=1e-4)


def test_padding_and_company_change_nothing(loaded: LoadedModel) -> None:
    alone = likelihoods(replies(), loaded, Reading(batch_tokens=1))
    together = likelihoods(replies(), loaded, Reading(batch_tokens=100_000))
    backwards = likelihoods(replies()[::-1], loaded)
    assert together.rows == pytest.approx(alone.rows, rel=1e-5)
    assert backwards.rows[::-1] == pytest.approx(alone.rows, rel=1e-5)


def test_a_model_with_learned_positions_is_read_as_without_padding(tmp_path: Path) -> None:
    from transformers import GPT2Config, GPT2LMHeadModel

    from tests.generators.local.tiny import make_tokenizer

    tokenizer = make_tokenizer(None)
    torch.manual_seed(1)
    GPT2LMHeadModel(
        GPT2Config(vocab_size=len(tokenizer), n_embd=32, n_layer=2, n_head=2, n_positions=1024, initializer_range=0.3)
    ).save_pretrained(tmp_path)
    tokenizer.save_pretrained(tmp_path)
    model = load(str(tmp_path), None, "auto", "cpu")
    found = likelihoods(replies(), model)
    assert found.rows[:, 0] == pytest.approx([naive(model, reply, Reading())[0] for reply in replies()], rel=1e-4)


def test_it_is_per_token_over_the_corpus_and_not_the_mean_over_utterances(loaded: LoadedModel) -> None:
    found = likelihoods(replies(), loaded)
    losses, tokens = found.rows[:, 0], found.rows[:, 1]
    ours = found.measures()[0].value()
    assert ours == pytest.approx(np.exp(losses.sum() / tokens.sum()))
    assert abs(np.exp(losses / tokens).mean() / ours - 1) > 0.01
    assert abs(np.exp((losses / tokens).mean()) / ours - 1) > 0.001


def test_the_other_figures_are_of_the_same_losses(loaded: LoadedModel) -> None:
    said = [Reply("anything", ("Don't worry!",), "one", 2, TURNS[:1])]
    ppl, per_word, bits = likelihoods(said, loaded).measures()
    loss, _ = naive(loaded, said[0], Reading())
    assert [one.name for one in (ppl, per_word, bits)] == ["PPL", "PPL per word", "bits per character"]
    assert per_word.value() == pytest.approx(math.exp(loss / 3), rel=1e-4)  # don't, worry, !
    assert bits.value() == pytest.approx(loss / math.log(2) / 12, rel=1e-4)
    assert {one.better for one in (ppl, per_word, bits)} == {"lower"}


def test_what_the_system_wrote_has_no_part_in_it(loaded: LoadedModel) -> None:
    other = [Reply(None, one.references, one.dialogue, one.turn, one.context) for one in replies()]
    assert likelihoods(other, loaded).rows.tolist() == likelihoods(replies(), loaded).rows.tolist()


def test_what_cannot_be_measured_is_missing(loaded: LoadedModel) -> None:
    some = [
        Reply("a reply", (), "one", 2, TURNS[:1]),
        Reply("a reply", ("  ",), "one", 4, TURNS[:3]),
        Reply("a reply", ("Hello.",), "one", 6, TURNS[:5]),
        Reply("a reply", ("Hello there, how are you today?" * 20,), "two", 2, TURNS[:1]),
    ]
    found = likelihoods(some, loaded, Reading(max_tokens=120))
    assert found.counted.tolist() == [False, False, True, False]
    assert (found.too_long, found.cut) == (1, 1)
    assert "1 cut, 1 utterances too long and missing" in found.about
    unreasoned = likelihoods(replies((TURNS[0], TURNS[1].model_copy(update={"reasoning": None}))), loaded, REASONED)
    assert unreasoned.counted.tolist() == [False] and math.isnan(unreasoned.measures()[0].value())


REASONED = Reading(reasoning=True)


def test_reasoning_is_given_and_not_scored(loaded: LoadedModel) -> None:
    plain, given = likelihoods(replies(), loaded), likelihoods(replies(), loaded, REASONED)
    assert given.rows[:, 2:].tolist() == plain.rows[:, 2:].tolist()  # the same words
    assert (given.rows[:, 0] != plain.rows[:, 0]).all()
    other = [
        Reply(one.text, one.references, one.dialogue, one.turn, one.context, reasoning=Reasoning(thought="Nothing."))
        for one in replies()
    ]
    assert (likelihoods(other, loaded, REASONED).rows[:, 0] != given.rows[:, 0]).all()


def test_every_reference_counts(loaded: LoadedModel) -> None:
    both = likelihoods([Reply("x", ("Hello.", "How are you?"), "one", 2, TURNS[:1])], loaded)
    each = likelihoods([Reply("x", (text,), "one", 2, TURNS[:1]) for text in ("Hello.", "How are you?")], loaded)
    assert both.rows[0] == pytest.approx(each.rows.sum(axis=0), rel=1e-5)


def test_an_adapter_is_another_model(folder: Path, loaded: LoadedModel, tmp_path: Path) -> None:
    adapted = load(str(folder), str(make_adapter(folder, tmp_path / "adapter")), "auto", "cpu")
    assert (likelihoods(replies(), adapted).rows[:, 0] != likelihoods(replies(), loaded).rows[:, 0]).all()


def test_a_context_that_the_model_cannot_read_is_refused(loaded: LoadedModel) -> None:
    with pytest.raises(ConfigurationError, match=r"max_tokens=9000: .* reads 8192"):
        likelihoods(replies(), loaded, Reading(max_tokens=9000))


def test_losses_that_are_no_numbers_are_refused(folder: Path) -> None:
    broken = load(str(folder), None, "auto", "cpu")
    broken.model.lm_head.weight.fill_(math.inf)
    with pytest.raises(ConfigurationError, match="its losses are no numbers"):
        likelihoods(replies(), broken)


def test_resamples_divide_sums_too(loaded: LoadedModel) -> None:
    found = likelihoods(replies(), loaded)
    draws = Draws(list(range(len(replies()))), seed=3, resamples=5)
    weights = np.concatenate(list(draws.weights()))
    expected = np.exp(weights @ found.rows[:, 0] / (weights @ found.rows[:, 1]))
    assert found.measures()[0].drawn(draws) == pytest.approx(expected)


def test_every_utterance_advances_the_bar(loaded: LoadedModel) -> None:
    done: list[None] = []
    likelihoods(replies(), loaded, advance=lambda: done.append(None))
    assert len(done) == len(replies())


def test_real_dialogues_are_read_whole(open_file: Callable[[str], Path], loaded: LoadedModel) -> None:
    from socialsim.corpora.dialogues import read_dialogues

    found = [one.dialogue.turns for one in read_dialogues(open_file("esconv_hf/valid.txt"))][:2]
    some = [reply for turns in found for reply in replies(turns) if reply.context]
    measured: Likelihoods = likelihoods(some, loaded, Reading(max_tokens=4096))
    assert measured.counted.all() and measured.cut == 0
    one = some[len(some) // 2]
    place = some.index(one)
    assert measured.rows[place, 0] == pytest.approx(naive(loaded, one, Reading(max_tokens=4096))[0], rel=1e-4)
