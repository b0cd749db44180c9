"""`socialsim finetune` on what cannot be tuned: one sentence, before a model is loaded, and nothing is written.

The model here is a config.json without weights, so whoever tried to load it would say so.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.commands.conftest import Program

SMALL = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 1, "num_attention_heads": 2, "vocab_size": 99}
ENORMOUS = SMALL | {"hidden_size": 2**20, "intermediate_size": 2**22, "num_attention_heads": 128}
GPU_NEEDED = (
    "6.7 billion parameters and torch sees no GPU here; use model=tiny or qwen2.5-0.5b, or a machine with one "
    "(device=cpu tries all the same)"
)


@pytest.fixture(autouse=True)
def files(socialsim: Program) -> None:
    """Put models without weights, and corpora, where the program runs."""
    for name, values in (("small", SMALL), ("enormous", ENORMOUS)):
        Path(name).mkdir()
        Path(name, "config.json").write_text(json.dumps({"model_type": "llama"} | values), encoding="utf-8")
    asked = {"role": "user", "content": "The ferry has not come for weeks."}
    answered = {"role": "assistant", "content": "What did it mean to you?"}
    for name, messages in (("chats", [asked, answered]), ("alone", [asked])):
        Path(f"{name}.jsonl").write_text(json.dumps({"messages": messages}) + "\n", encoding="utf-8")
    Path("empty.jsonl").touch()


def complaint(socialsim: Program, *words: str) -> str:
    """Return the one line that the command ends with, once it is sure that nothing was written."""
    before = sorted(Path().rglob("*"))
    said = socialsim("finetune", "out=bot", *words)
    assert said.code == 2
    assert sorted(Path().rglob("*")) == before
    return said.complaint.removeprefix("socialsim: ")


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("corpus=empty.jsonl",), "empty.jsonl: the file is empty; it needs at least one dialogue"),
        (("corpus=none.jsonl",), "none.jsonl: no such file"),
        (("corpus=alone.jsonl",), "alone.jsonl: no supporter speaks in it"),
        (("corpus=[chats.jsonl,alone.jsonl]",), "alone.jsonl: no supporter speaks in it"),
        (
            ("corpus=chats.jsonl", "reasoning=true"),
            "chats.jsonl: has no reasoning; say reasoning=false, or a corpus with it (SSConv, or what `socialsim "
            "simulate` made)",
        ),
        (("corpus=chats.jsonl", "weights=[1,2]"), "weights=[1.0, 2.0]: has to be one number for each of the corpora"),
        (
            ("corpus=chats.jsonl", "nodes=[action]"),
            "nodes=['action']: is for reasoning=true; say that, or leave it out",
        ),
        (("corpus=chats.jsonl", "valid=chats.jsonl"), "chats.jsonl: all of its dialogues are held out as valid"),
    ],
)
def test_a_corpus_that_cannot_be_learnt_from(socialsim: Program, words: Sequence[str], problem: str) -> None:
    for model in ("tiny", "./small"):
        assert complaint(socialsim, f"model={model}", *words).startswith(problem)


def test_text_of_rules_for_a_model_that_people_would_use(socialsim: Program) -> None:
    assert socialsim("simulate", "posts=examples", "n=1", "out=made").code == 0
    said = socialsim("finetune", "out=bot", "corpus=made", "model=./small")
    assert said.code == 2
    assert said.err.splitlines()[-1].startswith("socialsim: made: was written by offline/rules-2, which is for trying")
    assert not Path("bot").exists()


def test_no_gpu_for_a_model_that_needs_one(socialsim: Program) -> None:
    import torch

    if torch.cuda.is_available() or torch.backends.mps.is_available():
        pytest.skip("there is a GPU here: what is said without one was not tested")
    told = complaint(socialsim, "corpus=chats.jsonl", "model=llama-2-7b")
    assert told == f"model=meta-llama/Llama-2-7b-hf has {GPU_NEEDED}"
    assert "billion parameters and torch sees no GPU" in complaint(socialsim, "corpus=chats.jsonl", "model=./enormous")


def test_no_space_for_what_is_written(socialsim: Program) -> None:
    words = ("corpus=chats.jsonl", "model=./enormous", "device=cpu", "merge=true")
    told = complaint(socialsim, *words)
    assert told.startswith("out=bot: about ")
    assert " GB will be written, and " in told
    assert told.endswith(" GB are free there; make room, or say another out=DIR")


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("model=./none",), "model=./none: there is no such folder"),
        (
            ("model=./small", "device=cpu", "recipe.four_bit=true"),
            "recipe.four_bit=true: is for a CUDA GPU, and none is ",
        ),
        (("model=./small", "recipe.epochs=0"), "recipe.epochs=0.0: has to be above 0"),
        (("model=tiny", "recipe.schedule=cosine_with_min_lr"), "recipe.schedule=cosine_with_min_lr: there is no such"),
        (("model=tiny", "recipe.batch=6", "recipe.device_batch=4"), "recipe.batch=6: has to be a multiple of "),
        (("model=tiny", "recipe.max_tokens=9000"), "recipe.max_tokens=9000: model=tiny reads 8192"),
        (("model=tiny", "seed=-1"), "seed=-1: has to be 0 or more, and below 4294967296"),
        (("model=tiny", "seed=4294967296"), "seed=4294967296: has to be 0 or more, and below 4294967296"),
        (("model=./small",), "model=./small: cannot be loaded: "),  # it has no tokenizer
    ],
)
def test_a_model_that_cannot_be_tuned(socialsim: Program, words: Sequence[str], problem: str) -> None:
    assert complaint(socialsim, "corpus=chats.jsonl", *words).startswith(problem)


def test_a_model_without_weights_is_the_last_thing_to_fail(socialsim: Program) -> None:
    """Else none of the above would show that it comes before the model is loaded."""
    said = socialsim("finetune", "out=bot", "corpus=chats.jsonl", "model=./small")
    assert (said.code, said.complaint.startswith("socialsim: model=./small: ")) == (2, True)


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ('{"command": "finetune", "sett', "out=bot: its run.json cannot be read ("),
        ('{"command": "finetune"}', "out=bot: its run.json has no settings; say another out=DIR, or delete the folder"),
        ("[]", "out=bot: is the folder of something else; say another out=DIR"),
        ('{"command": "simulate"}', "out=bot: is the folder of something else; say another out=DIR"),
    ],
)
def test_a_record_that_is_none(socialsim: Program, written: str, problem: str) -> None:
    Path("bot").mkdir()
    Path("bot", "run.json").write_text(written, encoding="utf-8")
    assert complaint(socialsim, "corpus=chats.jsonl", "model=tiny").startswith(problem)


def test_a_folder_of_something_else_is_left_alone(socialsim: Program) -> None:
    Path("bot").mkdir()
    Path("bot", "thesis.txt").write_text("all of it", encoding="utf-8")
    told = complaint(socialsim, "corpus=chats.jsonl", "model=tiny")
    assert told == "out=bot: is a folder of something else; say another out=DIR"
