"""What is missing is said in one sentence before anything heavy is loaded: packages, a GPU, memory, space."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from socialsim.finetune.needs import (
    PACKAGES,
    adapter_parameters,
    check_device,
    check_memory,
    check_packages,
    check_space,
    parameters_of,
)
from socialsim.finetune.recipe import Recipe
from socialsim.signatures import InputError

LLAMA_2_7B = {"hidden_size": 4096, "intermediate_size": 11008, "num_hidden_layers": 32, "num_attention_heads": 32}
QWEN_HALF_B = {"hidden_size": 896, "intermediate_size": 4864, "num_hidden_layers": 24, "num_attention_heads": 14} | {
    "num_key_value_heads": 2, "vocab_size": 151936, "tie_word_embeddings": True, "model_type": "qwen2"
}  # fmt: skip
ENORMOUS = LLAMA_2_7B | {"hidden_size": 2**20, "intermediate_size": 2**22}
GIB = 2**30


def config(folder: Path, **values: Any) -> str:
    """Write a model's config.json, and none of its weights."""
    told = {"model_type": "llama", "vocab_size": 32000, "tie_word_embeddings": False} | values
    (folder / "config.json").write_text(json.dumps(told), encoding="utf-8")
    return str(folder)


def refusal(check: Callable[..., object], *values: Any, **named: Any) -> str:
    with pytest.raises(InputError) as caught:
        check(*values, **named)
    message = str(caught.value)
    assert "\n" not in message
    return message


def no_gpu() -> None:
    import torch

    if torch.cuda.is_available() or torch.backends.mps.is_available():
        pytest.skip("there is a GPU here: what is said without one was not tested")


def test_a_missing_package_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    check_packages()
    monkeypatch.setitem(sys.modules, "trl", None)  # what an import finds where it is not installed
    assert refusal(check_packages) == "socialsim finetune needs trl: pip install 'socialsim[finetune]'"
    for name in PACKAGES:
        monkeypatch.setitem(sys.modules, name, None)
    assert refusal(check_packages).startswith("socialsim finetune needs torch, transformers, peft, trl, accelerate, d")


# Published: 6,738,415,616 in all of Llama 2 7B, and 494,032,768 in Qwen2.5 0.5B, whose embeddings are its output, too.
@pytest.mark.parametrize(("values", "count"), [(LLAMA_2_7B, 6_738_415_616), (QWEN_HALF_B, 494_032_768)])
def test_parameters_are_counted_without_weights(tmp_path: Path, values: dict[str, Any], count: int) -> None:
    assert parameters_of(config(tmp_path, **values)) == count


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"model_type": "nonsense"}, "nonsense"),
        ({"model_type": "t5"}, "T5Config"),
        ({"hidden_size": "wide"}, "hidden_size"),
        ({"hidden_size": 100, "num_attention_heads": 7}, "hidden size"),
    ],
)
def test_a_config_of_no_such_model_is_one_sentence(tmp_path: Path, values: dict[str, Any], problem: str) -> None:
    name = config(tmp_path, **values)
    told = refusal(parameters_of, name)
    assert told.startswith(f"model={name}: cannot be loaded: ")
    assert problem in told


def test_a_folder_without_a_model_is_one_sentence(tmp_path: Path) -> None:
    assert refusal(parameters_of, str(tmp_path)).startswith(f"model={tmp_path}: cannot be loaded: ")
    assert refusal(parameters_of, f"{tmp_path}/none") == f"model={tmp_path}/none: there is no such folder"


# Parameters, and those that peft's LoRA of rank 16 on all linear layers has, by the shapes of the models.
@pytest.mark.parametrize(
    ("parameters", "adapter"),
    [(6.738e9, 39_976_960), (8.03e9, 41_943_040), (7.616e9, 40_370_176), (4.94e8, 8_798_208)],
)
def test_the_size_of_an_adapter_is_about_right_and_not_too_small(parameters: float, adapter: int) -> None:
    assert adapter <= adapter_parameters(parameters, 16) <= 1.4 * adapter
    assert adapter_parameters(parameters, 32) == 2 * adapter_parameters(parameters, 16)


def test_a_large_model_needs_a_gpu() -> None:
    no_gpu()
    assert refusal(check_device, "llama-2-7b", 6.74e9, "auto", Recipe()) == (
        "model=llama-2-7b has 6.7 billion parameters and torch sees no GPU here; use model=tiny or qwen2.5-0.5b, or a "
        "machine with one (device=cpu tries all the same)"
    )
    check_device("llama-2-7b", 6.74e9, "cpu", Recipe())
    check_device("qwen2.5-0.5b", 4.94e8, "auto", Recipe())


def test_four_bits_need_a_gpu_that_is_used() -> None:
    told = "recipe.four_bit=true: is for a CUDA GPU, and none is used here; leave it out"
    assert refusal(check_device, "tiny", 2e6, "cpu", Recipe(four_bit=True)) == told
    no_gpu()
    assert refusal(check_device, "tiny", 2e6, "auto", Recipe(four_bit=True)) == told


def test_a_model_that_does_not_fit_on_the_gpu_here_is_refused() -> None:
    import torch

    if not torch.cuda.is_available():
        pytest.skip("there is no CUDA GPU here: what is said with one was not tested")
    there = torch.cuda.get_device_properties(0).total_memory / GIB
    told = refusal(check_device, "enormous", 1e15, "auto", Recipe())
    assert f"GiB of GPU memory at least, and there are {there:,.1f}; " in told
    check_device("tiny", 2e6, "cuda:0", Recipe())


# 2 (or 4, or 0.6) bytes for each of 6.74e9, and 16 for each of the 51.4 million of the adapter: 0.9 · 16 · 3.57e6.
@pytest.mark.parametrize(
    ("dtype", "four_bit", "gib"), [("bfloat16", False, 13.32), ("float32", False, 25.88), ("bfloat16", True, 4.53)]
)
def test_what_fits_into_memory(dtype: str, four_bit: bool, gib: float) -> None:
    recipe = Recipe(four_bit=four_bit)
    check_memory("llama-2-7b", 6.74e9, recipe, dtype, (gib + 0.01) * GIB)
    told = refusal(check_memory, "llama-2-7b", 6.74e9, recipe, dtype, (gib - 0.01) * GIB)
    remedy = "use a smaller model, or a larger GPU" if four_bit else "recipe.four_bit=true needs 4.5"
    assert told == (
        f"model=llama-2-7b: needs {gib:.1f} GiB of GPU memory at least, and there are {gib - 0.01:.1f}; {remedy}"
    )


def test_four_bits_are_no_remedy_where_they_do_not_help() -> None:
    told = refusal(check_memory, "llama-2-7b", 6.74e9, Recipe(), "bfloat16", 4 * GIB)
    assert told.endswith("and there are 4.0; use a smaller model, or a larger GPU")


def test_a_disk_without_room_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    enormous = parameters_of(config(tmp_path / "model", **ENORMOUS))
    out = tmp_path / "not" / "yet"
    free = shutil.disk_usage(tmp_path).free
    told = refusal(check_space, out, enormous, Recipe(), "bfloat16", merge=True, tiny=False)
    needed = float(told.partition("about ")[2].partition(" GB")[0].replace(",", ""))
    # The merged weights are nearly all of it: 2 bytes each.
    assert 2 * enormous / 1e9 < needed < 2.01 * enormous / 1e9
    said = float(told.partition("and ")[2].partition(" GB")[0].replace(",", ""))
    assert said == pytest.approx(free / 1e9, rel=0.05)
    assert told.startswith(f"out={out}: about ")
    assert told.endswith("GB are free there; make room, or say another out=DIR")
    assert not (tmp_path / "not").exists()


@pytest.mark.parametrize(("merge", "tiny"), [(True, False), (False, True)])
def test_the_space_is_that_of_what_is_asked_for(tmp_path: Path, merge: bool, tiny: bool) -> None:
    large = shutil.disk_usage(tmp_path).free / 3  # parameters: at 4 bytes they do not fit, at 2 they do
    told = refusal(check_space, tmp_path, large, Recipe(), "float32", merge=merge, tiny=tiny)
    assert told.endswith(f"make room{', or leave merge=true out' if merge else ''}, or say another out=DIR")
    check_space(tmp_path, large, Recipe(), "bfloat16", merge=merge, tiny=tiny)
    check_space(tmp_path, large, Recipe(), "float32", merge=False, tiny=False)


def test_three_checkpoints_count(tmp_path: Path) -> None:
    # An adapter of 0.9 · rank parameters: 12 bytes for each in 3 checkpoints and 4 in the end are 40.
    adapter = shutil.disk_usage(tmp_path).free / 30
    told = refusal(check_space, tmp_path, 1, Recipe(rank=int(adapter / 0.9)), "float32", merge=False, tiny=False)
    assert told.endswith("make room, or say another out=DIR")
    check_space(tmp_path, 1, Recipe(rank=int(adapter / 2 / 0.9)), "float32", merge=False, tiny=False)


def test_what_an_earlier_run_wrote_counts_as_free(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "merged").mkdir(parents=True)
    twice = 2 * shutil.disk_usage(tmp_path).free
    needs = (out, twice / 2, Recipe(), "bfloat16")
    assert "GB are free there" in refusal(check_space, *needs, merge=True, tiny=False)
    with (out / "merged" / "model.safetensors").open("wb") as file:
        file.truncate(twice)  # a hole: it takes no room
    check_space(*needs, merge=True, tiny=False)
