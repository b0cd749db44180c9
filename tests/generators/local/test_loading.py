"""Which model is loaded, how it is spoken to, and what a user reads when that does not work."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
from socialsim.generators.local import LocalProvider
from socialsim.generators.local.prompt import prompt_tokens
from socialsim.signatures import ConfigurationError

from tests.generators.local.tiny import REFUSES_SYSTEM, ask_all, free, make_model, text_of


def refusal(*args: Any, **options: Any) -> str:
    with pytest.raises(ConfigurationError) as refused:
        LocalProvider(*args, **{"device": "cpu"} | options)
    message = str(refused.value)
    assert "\n" not in message and len(message) < 500
    return message


def make_adapter(model: Path, folder: Path) -> Path:
    """Save a LoRA adapter whose weights are not zero, so that it changes what the model says."""
    from peft import LoraConfig, get_peft_model
    from transformers import AutoModelForCausalLM

    base: Any = AutoModelForCausalLM.from_pretrained(model)
    adapted: Any = get_peft_model(base, LoraConfig(r=2, target_modules=["q_proj", "v_proj", "o_proj"]))
    torch.manual_seed(3)
    for name, weights in adapted.named_parameters():
        if "lora_" in name:
            torch.nn.init.normal_(weights, std=0.5)
    adapted.save_pretrained(folder)
    return folder


def test_one_model_is_in_memory_once(model: Path, provider: LocalProvider) -> None:
    again = LocalProvider(str(model), device="cpu", batch_size=2)
    assert again._worker is provider._worker
    assert LocalProvider(str(model), device="cpu", dtype="bfloat16")._worker is not provider._worker


def test_the_weights_have_the_type_asked_for(model: Path, provider: LocalProvider) -> None:
    short = LocalProvider(str(model), device="cpu", dtype="bfloat16")
    assert next(short._worker.loaded.model.parameters()).dtype == torch.bfloat16
    assert next(provider._worker.loaded.model.parameters()).dtype == torch.float32
    assert text_of(ask_all(short, [free(max_tokens=5)])[0])


def test_an_adapter_changes_what_is_said(model: Path, provider: LocalProvider, tmp_path: Path) -> None:
    adapter = make_adapter(model, tmp_path / "adapter")
    adapted = LocalProvider(str(model), adapter=str(adapter), device="cpu")
    requests = [free(max_tokens=20)]
    assert text_of(ask_all(adapted, requests)[0]) != text_of(ask_all(provider, requests)[0])


@pytest.mark.parametrize("other", [{"hidden": 64}, {"layers": 1}, {"layers": 3}], ids=["wider", "shallower", "deeper"])
def test_an_adapter_for_another_model_is_refused(model: Path, tmp_path: Path, other: dict[str, int]) -> None:
    adapter = make_adapter(make_model(tmp_path / "other", **other), tmp_path / "adapter")
    message = refusal(str(model), adapter=str(adapter))
    assert message.startswith(f"lm.adapter={adapter}: ") and str(model) in message


def test_a_folder_that_is_no_adapter_is_refused(model: Path, tmp_path: Path) -> None:
    assert refusal(str(model), adapter=str(tmp_path)).startswith(f"lm.adapter={tmp_path}: does not fit")
    assert "there is no such folder" in refusal(str(model), adapter=str(tmp_path / "nothing"))


def test_a_model_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    missing = tmp_path / "nothing"
    assert refusal(str(missing)) == f"lm.model={missing}: there is no such folder"
    assert "no model named" in refusal("")
    assert "not the name of a model" in refusal("two words")


WITHOUT_NETWORK = """
import sys
from socialsim.generators.local import LocalProvider
from socialsim.signatures import ConfigurationError
loaded = LocalProvider("somebody/tiny", device="cpu", adapter="somebody/adapter")
print(loaded._worker.loaded.context)
for options in ({"model": "nobody/nothing"}, {"model": "somebody/tiny", "adapter": "nobody/nothing"}):
    try:
        LocalProvider(device="cpu", **options)
    except ConfigurationError as error:
        print(error)
"""


def test_without_a_network_the_hub_cache_is_enough_and_the_rest_is_one_sentence(model: Path, tmp_path: Path) -> None:
    for name, folder in (("tiny", model), ("adapter", make_adapter(model, tmp_path / "made"))):
        repository = tmp_path / "hub" / f"models--somebody--{name}"
        shutil.copytree(folder, repository / "snapshots" / ("0" * 40))
        (repository / "refs").mkdir()
        (repository / "refs" / "main").write_text("0" * 40)
    # A proxy that nobody listens at stands for a machine without a network.
    without = dict.fromkeys(("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"), "http://127.0.0.1:9")
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_NETWORK],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **without, "HF_HOME": str(tmp_path)},
    )
    assert done.returncode == 0, done.stderr
    context, no_model, no_adapter = done.stdout.splitlines()
    assert context == "8192"
    assert no_model.startswith("lm.model=nobody/nothing: it is not on this machine, and the hub cannot be reached")
    assert no_adapter.startswith("lm.adapter=nobody/nothing: it is not on this machine, and the hub cannot be reached")
    assert done.stderr == ""  # nothing is tried again and again


def test_a_folder_that_is_no_model_is_one_sentence(model: Path, tmp_path: Path) -> None:
    assert refusal(str(tmp_path)).startswith(f"lm.model={tmp_path}: cannot be loaded: ")
    broken = make_model(tmp_path / "broken")
    config = json.loads((broken / "config.json").read_text())
    (broken / "config.json").write_text(json.dumps(config | {"num_hidden_layers": 5}))
    assert "the checkpoint lacks weights" in refusal(str(broken))
    (broken / "model.safetensors").write_bytes(b"cut off")
    assert "cannot be loaded" in refusal(str(broken))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"dtype": "float8"}, "lm.dtype=float8: is no data type; use auto, float32, bfloat16 or float16"),
        ({"device": "gpu"}, "lm.device=gpu: is no device; use auto, cpu, cuda, cuda:N or mps"),
        ({"device": "cuda:77"}, "CUDA devices here; use auto or cpu"),
        ({"batch_size": 0}, "lm.batch_size=0: is no number of calls; use 1 or more"),
    ],
)
def test_a_setting_that_is_none_is_one_sentence(model: Path, options: dict[str, Any], message: str) -> None:
    assert message in refusal(str(model), **options)


def test_a_package_that_is_missing_is_named_with_its_remedy(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "peft", None)  # what an import finds where it is not installed
    assert refusal(str(model), adapter="any") == "lm.engine=transformers needs peft: pip install 'socialsim[local]'"


def test_the_prompt_is_the_models_own_template(provider: LocalProvider) -> None:
    loaded = provider._worker.loaded
    tokens = prompt_tokens(loaded, free("Hello", system="Be kind."))
    assert loaded.tokenizer.decode(tokens) == "<s><system>Be kind.</s><user>Hello</s><assistant>"


@pytest.mark.parametrize(
    ("template", "prompt"),
    [
        (REFUSES_SYSTEM, "<s><user>Be kind.\n\nHello</s><assistant>"),
        ("{% for m in messages if m.role != 'system' %}[{{ m.content }}]{% endfor %}", "[Be kind.\n\nHello]"),
        (None, "Be kind.\n\nUser: Hello\n\nAssistant:"),
    ],
    ids=["refuses a system message", "drops it", "no template"],
)
def test_a_template_without_system_messages_still_gets_that_text(
    model: Path, provider: LocalProvider, template: str | None, prompt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = provider._worker.loaded
    monkeypatch.setattr(loaded.tokenizer, "chat_template", template)
    assert loaded.tokenizer.decode(prompt_tokens(loaded, free("Hello", system="Be kind."))) == prompt


def test_a_program_ends_cleanly_while_an_answer_is_being_written(model: Path) -> None:
    program = (
        "import asyncio, sys\n"
        "from dspy.lm15 import Config, Message, Request\n"
        "from socialsim.generators.local import LocalProvider\n"
        "provider = LocalProvider(sys.argv[1], device='cpu')\n"
        "config = Config(max_tokens=7000, temperature=1.0)\n"
        "request = Request(model='local', messages=(Message.user('Hello'),), config=config)\n"
        "async def leave():\n"
        "    calls = [asyncio.create_task(provider.ask(request)) for _ in range(20)]\n"
        "    await asyncio.wait(calls, timeout=0.3)\n"
        "asyncio.run(leave())\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(model)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
