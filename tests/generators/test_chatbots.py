"""The folder of a tuned chatbot: what it is called, what it says of itself, and what is said where it is none."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from socialsim.generators import LMConfig, build_lm
from socialsim.generators.build import name_of
from socialsim.generators.chatbots import ADAPTER, FILE, ChatbotFolder, read_chatbot, write_chatbot
from socialsim.signatures import NODES, InputError

WEIGHTS = "adapter_model.safetensors"
CHANGED = "its adapter was changed after it was tuned; run its `socialsim finetune` again"


def configure(adapter: Path, **told: Any) -> None:
    applied = {"r": 16, "lora_alpha": 32, "target_modules": ["q_proj", "v_proj"]} | told
    (adapter / "adapter_config.json").write_text(json.dumps(applied), encoding="utf-8")


@pytest.fixture
def made(tmp_path: Path) -> ChatbotFolder:
    """Return a folder with something in the place of its weights, which is never looked into here."""
    adapter = tmp_path / "mine" / ADAPTER
    adapter.mkdir(parents=True)
    (adapter / WEIGHTS).write_bytes(b"some numbers")
    configure(adapter)
    return write_chatbot(tmp_path / "mine", "org/base-7b", nodes=tuple(NODES), context=1024)


def refusal(folder: Path) -> str:
    with pytest.raises(InputError) as refused:
        read_chatbot(str(folder))
    message = str(refused.value)
    assert message.startswith(f"lm.path={folder}: ") and "\n" not in message
    return message.removeprefix(f"lm.path={folder}: ")


def test_what_is_written_is_read(made: ChatbotFolder) -> None:
    assert read_chatbot(str(made.folder)) == made
    told = json.loads((made.folder / FILE).read_text(encoding="utf-8"))
    assert told == {
        "format": 1, "name": "mine", "base": "org/base-7b", "digest": made.digest, "context": 1024,
        "nodes": [*NODES], "adapter": "adapter", "merged": None, "for_proof": False,
    }  # fmt: skip
    assert sorted(path.name for path in made.folder.iterdir()) == [ADAPTER, FILE]


def test_a_base_in_the_folder_moves_with_it(made: ChatbotFolder, tmp_path: Path) -> None:
    assert made.base_name == "org/base-7b"
    (made.folder / "base").mkdir()
    own = write_chatbot(made.folder, "base", nodes=(), context=1024)
    moved = made.folder.rename(tmp_path / "elsewhere")
    found = read_chatbot(str(moved))
    assert (found.base_name, found.adapter_path) == (str(moved / "base"), moved / ADAPTER)
    assert found.identity == own.identity, "its name depends on where it lies"


def test_its_name_says_what_it_is(made: ChatbotFolder) -> None:
    def again(**more: Any) -> str:
        given: dict[str, Any] = {"base": "org/base-7b", "nodes": tuple(NODES), "context": 1024} | more
        return write_chatbot(made.folder, **given).identity

    assert made.identity.startswith("chatbot/mine+") and len(made.identity) == len("chatbot/mine+") + 8
    assert again(context=64) == made.identity
    assert again(base="org/another") != made.identity
    assert again(for_proof=True) == f"offline/{made.identity}"  # no training data, like whatever begins so
    assert again(nodes=()) != made.identity
    (made.adapter_path / WEIGHTS).write_bytes(b"other numbers")
    assert again() != made.identity


@pytest.mark.parametrize("told", [{"r": 8}, {"lora_alpha": 64}, {"target_modules": ["q_proj"]}], ids=str)
def test_an_adapter_that_is_applied_otherwise_is_another(made: ChatbotFolder, told: dict[str, Any]) -> None:
    configure(made.adapter_path, target_modules=["v_proj", "q_proj"], peft_version="9")
    assert read_chatbot(str(made.folder)) == made, "it depends on the order in which a set was written"
    configure(made.adapter_path, **told)
    assert refusal(made.folder) == CHANGED


def test_an_adapter_that_is_laid_out_otherwise_is_another(made: ChatbotFolder) -> None:
    (made.adapter_path / "chat_template.jinja").write_text("{{ messages }}")
    assert refusal(made.folder) == CHANGED


def test_a_base_that_is_gone_is_told_unless_there_are_merged_weights(made: ChatbotFolder, tmp_path: Path) -> None:
    for base in ("base", str(tmp_path / "models" / "mine")):
        write_chatbot(made.folder, base, nodes=(), context=64)
        assert refusal(made.folder) == f"its base is gone; there is no folder {base}"
        write_chatbot(made.folder, base, nodes=(), context=64, merged=True)
        assert read_chatbot(str(made.folder)).base == base


def _drop(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def _tell(text: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / FILE).write_text(text)

    return change


def _say(**told: Any) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / FILE).write_text(json.dumps(json.loads((folder / FILE).read_text()) | told))

    return change


def _retuned(folder: Path) -> None:
    (folder / ADAPTER / WEIGHTS).write_bytes(b"other numbers")


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (_drop(FILE), f"is no chatbot, which has a {FILE}; `socialsim finetune` makes them"),
        (_tell("{"), f"its {FILE} cannot be read: "),
        (_tell("[]"), f"its {FILE} cannot be read: "),
        (_tell('{"format": 1}'), f"its {FILE} cannot be read: name: Field required"),
        (_say(context="long"), f"its {FILE} cannot be read: context: "),
        (_say(format=2), f"its {FILE} is of format 2; this SocialSim reads format 1"),
        (_say(context=0), f"its {FILE} cannot be read: context: 0 is no number of tokens"),
        (_say(nodes=["thought", "a\nb"]), f"its {FILE} cannot be read: nodes: 'a\\nb' is no name of one"),
        (_say(adapter="../other"), f"its {FILE} cannot be read: adapter: ../other is no folder in it"),
        (_say(adapter="."), f"its {FILE} cannot be read: adapter: . is no folder in it"),
        (_say(merged="/models/x"), f"its {FILE} cannot be read: merged: /models/x is no folder in it"),
        (_drop(f"{ADAPTER}/adapter_config.json"), f"its adapter is gone; there is no {ADAPTER}/adapter_config.json"),
        (_drop(f"{ADAPTER}/{WEIGHTS}"), f"its adapter is gone; there is no {ADAPTER}/{WEIGHTS}"),
        (_retuned, "its adapter was changed after it was tuned"),
        (_say(base="org/another"), "its adapter was changed after it was tuned; run its `socialsim finetune` again"),
    ],
)
def test_a_folder_that_is_none_is_refused_in_one_line(
    made: ChatbotFolder, spoil: Callable[[Path], None], reason: str
) -> None:
    spoil(made.folder)
    assert refusal(made.folder).startswith(reason)


def test_one_that_is_still_being_tuned_says_so(made: ChatbotFolder) -> None:
    (made.folder / FILE).unlink()
    (made.folder / "checkpoints").mkdir()
    assert refusal(made.folder) == "is not finished; run its `socialsim finetune` again"
    assert refusal(made.folder / "nothing").startswith("there is no such folder; say the one that")


def test_a_chatbot_has_to_be_named_and_nothing_beside_it(made: ChatbotFolder) -> None:
    path = str(made.folder)
    assert name_of(LMConfig(engine="chatbot", path=path)) == made.identity
    for config, complaint in (
        (LMConfig(engine="chatbot"), "lm.path: no chatbot named; say the folder that `socialsim finetune` has made"),
        (LMConfig(engine="chatbot", path=path, model="x"), "lm.model=x: the folder of a chatbot says which"),
        (LMConfig(engine="chatbot", path=path, adapter="x"), "lm.adapter=x: the folder of a chatbot says which"),
    ):
        with pytest.raises(InputError) as refused:
            build_lm(config)
        assert str(refused.value).startswith(complaint)
