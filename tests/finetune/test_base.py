"""The model that is tuned is whole, its tokenizer its own, and its replies end; else it is refused in one line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from socialsim.finetune.base import Base
from socialsim.finetune.examples import Examples
from socialsim.finetune.recipe import Recipe
from socialsim.generators.local.chat import end_of_reply
from socialsim.generators.local.loading import load
from socialsim.signatures import ConfigurationError, Dialogue, Turn

from tests.generators.local.tiny import make_model, make_tokenizer

CHATML = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
ENDLESS = "{% for message in messages %}\n{{ message.role }}: {{ message.content }}{% endfor %}\nassistant:"
REFUSES = "{{ raise_exception('never') }}"


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return make_model(tmp_path / "small", context=512)


def base(model: Path, **recipe: Any) -> Base:
    return Base(str(model), "cpu", Recipe(**{"max_tokens": 256} | recipe))


def refusal(base: Base, doing: Callable[[], Any]) -> str:
    with pytest.raises(ConfigurationError) as refused:
        doing()
    said = str(refused.value)
    assert "\n" not in said and "lm." not in said and len(said) < 500
    return said.removeprefix(f"model={base.name}: ")


def with_tokenizer(model: Path, template: str, *added: str) -> Path:
    tokenizer = make_tokenizer(template)
    tokenizer.add_special_tokens({"additional_special_tokens": [*added]})
    tokenizer.save_pretrained(model)
    return model


def test_a_model_that_is_whole_is_accepted(model: Path) -> None:
    base(model).check()
    assert base(model).weights().get_input_embeddings().num_embeddings >= len(base(model).tokenizer())


def test_weights_that_the_checkpoint_lacks_are_not_made_up(model: Path) -> None:
    written = model / "config.json"
    written.write_text(json.dumps(json.loads(written.read_text()) | {"num_hidden_layers": 3}))
    told = refusal(base(model), base(model).weights)
    assert told.startswith("cannot be loaded: the checkpoint lacks weights that a causal language model has")


def test_a_model_without_a_head_is_refused(model: Path) -> None:
    from transformers import LlamaModel

    headless: Any = LlamaModel.from_pretrained(model)
    headless.save_pretrained(model)
    assert refusal(base(model), base(model).weights).endswith("for instance lm_head.weight")


def test_a_tokenizer_with_tokens_that_the_model_does_not_know(model: Path) -> None:
    with_tokenizer(model, CHATML, *(f"<{number}>" for number in range(30)))
    assert "tokens, and the model knows " in refusal(base(model), base(model).check)
    with pytest.raises(
        ConfigurationError, match=r"^lm.model=.*: its tokenizer has [0-9,]+ tokens, and the model knows"
    ):
        load(str(model), None, "auto", "cpu")


def test_a_sequence_that_is_longer_than_what_it_reads(model: Path) -> None:
    long = base(model, max_tokens=513)
    assert refusal(long, long.check) == f"recipe.max_tokens=513: model={model} reads 512"


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        (ENDLESS, "its chat template ends a reply with no special token"),
        (REFUSES, "its chat template refuses a conversation: never"),
        ("{% for", "its chat template refuses a conversation: "),
    ],
)
def test_a_template_that_cannot_be_learnt_from(model: Path, template: str, problem: str) -> None:
    with_tokenizer(model, template)
    assert refusal(base(model), base(model).check).startswith(problem)


@pytest.mark.parametrize("content", [None, "", "{}", "[]", "no JSON"])
def test_a_tokenizer_that_cannot_be_read(model: Path, content: str | None) -> None:
    if content is None:
        for name in ("tokenizer.json", "tokenizer_config.json", "chat_template.jinja"):
            (model / name).unlink()
    else:
        (model / "tokenizer.json").write_text(content)
    assert refusal(base(model), base(model).check).startswith("cannot be loaded: ")


def test_a_reply_is_learnt_to_end_with_the_token_at_which_an_answer_stops(model: Path) -> None:
    with_tokenizer(model, CHATML, "<|im_start|>", "<|im_end|>")
    described = model / "tokenizer_config.json"
    kept = json.loads(described.read_text())
    for name in ("additional_special_tokens", "extra_special_tokens"):
        kept.pop(name, None)
    described.write_text(json.dumps(kept))
    tokenizer = base(model).tokenizer()
    end = tokenizer.convert_tokens_to_ids("<|im_end|>")
    assert end not in tokenizer.all_special_ids and tokenizer.eos_token_id != end, "nothing is tested"
    base(model).check()
    assert end_of_reply(tokenizer) == end
    talk = Dialogue(turns=(Turn(speaker="seeker", text="I lost it."), Turn(speaker="supporter", text="When?")))
    (example,) = Examples(tokenizer).of(talk)
    assert example.tokens[-1] == example.labels[-1] == end
    assert load(str(model), None, "auto", "cpu").ends == {end, tokenizer.eos_token_id}
