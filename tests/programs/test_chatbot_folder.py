"""A chatbot's folder as a generator: its base with its adapter, under the chat template that it was tuned with."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("peft")
pytest.importorskip("llguidance")


from dspy.utils.exceptions import AdapterParseError
from socialsim.generators import LMConfig, build_lm
from socialsim.generators.build import local_provider
from socialsim.generators.chatbots import ADAPTER, MERGED, ChatbotFolder, write_chatbot
from socialsim.generators.lm import GeneratorLM
from socialsim.generators.local.prompt import prompt_tokens
from socialsim.generators.sampling import sampling_seed
from socialsim.programs import Chatbot
from socialsim.signatures import ConfigurationError, InputError, Reasoning, Turn, as_history
from transformers import AutoTokenizer

from tests.chatbots import make_chatbot
from tests.generators.local.tiny import free

NODES = ("thought", "strategy")
SAYS = "Thought: I have failed.\nStrategy: Question\n\nThat is hard. How are you?"
OTHER = "{% for message in messages %}[{{ message.content }}]{% endfor %}{% if add_generation_prompt %}>{% endif %}"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> ChatbotFolder:
    return make_chatbot(tmp_path_factory.mktemp("chatbots") / "mine", SAYS, NODES)


@pytest.fixture
def copy(made: ChatbotFolder, tmp_path: Path) -> Path:
    """Return a chatbot that a test may spoil."""
    return Path(shutil.copytree(made.folder, tmp_path / "copy"))


def settings(folder: Path, **more: Any) -> LMConfig:
    return LMConfig(engine="chatbot", path=str(folder), device="cpu", temperature=0.0, max_tokens=60, **more)


def said(lm: Any, text: str = "I lost my job.") -> str:
    (answer,) = lm(messages=[{"role": "user", "content": text}])
    return str(answer)


def test_it_says_what_it_was_tuned_to_say_under_its_own_name(made: ChatbotFolder) -> None:
    lm = build_lm(settings(made.folder))
    assert (said(lm), lm.model) == (SAYS, made.identity)
    base = build_lm(LMConfig(engine="transformers", model=made.base_name, device="cpu", temperature=0.0, max_tokens=60))
    assert said(base) == f"{SAYS}¶", "the base says the same, so nothing tells that there is an adapter"


def test_its_reasoning_is_told_from_its_reply(made: ChatbotFolder) -> None:
    chatbot = Chatbot(nodes=made.nodes)
    chatbot.set_lm(build_lm(settings(made.folder)))
    reply = chatbot(conversation=as_history([Turn(speaker="seeker", text="I lost my job.")], "supporter"))
    assert reply.utterance == "That is hard. How are you?"
    assert reply.reasoning == Reasoning(thought="I have failed.", strategy="Question")


def test_its_answers_are_held_to_the_frame_and_end_where_it_ends_them(made: ChatbotFolder) -> None:
    chatbot = Chatbot(nodes=made.nodes)
    chatbot.set_lm(build_lm(replace(settings(made.folder), temperature=1.8, max_tokens=300)))
    conversation = as_history([Turn(speaker="seeker", text="I lost my job.")], "supporter")
    # So hot that what it says is no longer what it was taught; three in four of its plain answers are no frames.
    replies = []
    for seed in range(12):
        with sampling_seed(seed):
            replies.append(chatbot(conversation=conversation))
    assert len({reply.utterance for reply in replies}) > 3
    assert all([*reply.reasoning.steps()] == [*made.nodes] for reply in replies)


def test_an_answer_that_runs_out_of_tokens_in_its_frame_is_no_answer(made: ChatbotFolder) -> None:
    chatbot = Chatbot(nodes=made.nodes)
    chatbot.set_lm(build_lm(replace(settings(made.folder), max_tokens=8)))
    with pytest.raises(AdapterParseError, match="Strategy is missing"):
        chatbot(conversation=as_history([Turn(speaker="seeker", text="I lost my job.")], "supporter"))


def test_an_lm_that_is_saved_is_made_again_of_its_folder(made: ChatbotFolder) -> None:
    lm = build_lm(settings(made.folder))
    again = GeneratorLM.load_state(lm.dump_state())
    assert (again.model, said(again)) == (lm.model, SAYS)


def test_the_tokenizer_of_the_adapter_comes_before_the_base_s(copy: Path) -> None:
    tokenizer: Any = AutoTokenizer.from_pretrained(copy / ADAPTER)
    tokenizer.chat_template = OTHER
    tokenizer.save_pretrained(copy / ADAPTER)
    write_chatbot(copy, "base", nodes=NODES, context=1024)
    for config in (
        settings(copy),
        LMConfig(engine="transformers", model=str(copy / "base"), adapter=str(copy / ADAPTER), device="cpu"),
    ):
        loaded = local_provider(config).loaded
        assert loaded.tokenizer.decode(prompt_tokens(loaded, free("Hello"))) == "[Hello]>"


def test_a_tokenizer_with_tokens_that_the_base_does_not_know_is_refused(copy: Path) -> None:
    tokenizer: Any = AutoTokenizer.from_pretrained(copy / ADAPTER)
    tokenizer.add_tokens(["<thought>"])
    tokenizer.save_pretrained(copy / ADAPTER)
    with pytest.raises(ConfigurationError, match=r"its tokenizer has [\d,]+ tokens, and .* knows [\d,]+$"):
        build_lm(settings(copy))


def test_merged_weights_take_the_place_of_a_base_that_is_gone(made: ChatbotFolder, copy: Path) -> None:
    loaded = local_provider(settings(made.folder)).loaded
    loaded.model.save_pretrained(copy / MERGED)
    loaded.tokenizer.save_pretrained(copy / MERGED)
    shutil.rmtree(copy / "base")
    with pytest.raises(InputError, match=r"its base is gone; there is no folder base$"):
        build_lm(settings(copy))
    write_chatbot(copy, "base", nodes=NODES, context=1024, merged=True)
    assert said(build_lm(settings(copy))) == SAYS
