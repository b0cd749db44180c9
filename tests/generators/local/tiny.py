"""A real model of no sense, made on the spot: two layers of Llama with random weights, and a tokenizer of its own."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import dspy
from dspy.lm15 import Config, Message, Request
from socialsim.generators import ConversationAdapter
from socialsim.generators.engine import Answer
from socialsim.generators.local import LocalProvider
from socialsim.generators.output_schema import output_schema
from socialsim.programs.nodes import ReasoningNode
from socialsim.signatures import (
    ESCONV,
    EXTES,
    NODES,
    ExtractPersona,
    ReplyToSeeker,
    ScreenPost,
    TranslatePost,
    Turn,
    WriteDialogue,
    WritePosterUtterance,
    WriteSeekerUtterance,
    WriteSupporterUtterance,
    as_history,
    fused,
    informed_by,
    with_taxonomy,
)

from tests.people import persona

TEMPLATE = (
    "{{ bos_token }}{% for message in messages %}<{{ message.role }}>{{ message.content }}</s>{% endfor %}"
    "{% if add_generation_prompt %}<assistant>{% endif %}"
)
REFUSES_SYSTEM = "{% if messages[0].role == 'system' %}{{ raise_exception('no system role') }}{% endif %}" + TEMPLATE
PADDING = 24
"""Rows of the embedding that belong to no token, as many models have."""


def make_tokenizer(template: str | None = TEMPLATE) -> Any:
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    bpe = Tokenizer(models.BPE())
    bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bpe.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=1500,
        special_tokens=["<s>", "</s>", "<pad>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    texts = [message["content"] for signature in SIGNATURES for message in messages_for(signature)]
    bpe.train_from_iterator(texts, trainer)
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=bpe, bos_token="<s>", eos_token="</s>", pad_token="<pad>")
    tokenizer.chat_template = template
    return tokenizer


def make_model(folder: Path, layers: int = 2, hidden: int = 32, context: int = 8192) -> Path:
    """Save a random Llama with its tokenizer and return its folder."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    tokenizer = make_tokenizer()
    torch.manual_seed(7)
    config = LlamaConfig(
        vocab_size=len(tokenizer) + PADDING,
        hidden_size=hidden,
        intermediate_size=64,
        num_hidden_layers=layers,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=context,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        initializer_range=0.3,  # sharper than the usual 0.02, so that the prompt matters
    )
    LlamaForCausalLM(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


TALK = [Turn(speaker="seeker", text="I lost my job."), Turn(speaker="supporter", text="When was that?")]
GIVEN: dict[str, Any] = {
    "post": "I lost my job on Monday and I cannot sleep. What can I do?",
    "language": "en",
    "persona": persona(),
    "conversation": as_history([*TALK, Turn(speaker="seeker", text="On Monday.")], "supporter"),
    "progress": "message 2 of about 9",
    "turns": 8,
    "strategies": ESCONV.describe(),
    "situation": "The seeker lost a job.",
    "thought": "They may think that they have failed.",
    "action": "Ask how they are.",
    "strategy": "Question",
}
CHAIN = [with_taxonomy(node, ESCONV) if name == "strategy" else node for name, node in NODES.items()]
EXTENDED = [with_taxonomy(node, EXTES) if name == "strategy" else node for name, node in NODES.items()]
SIGNATURES: list[Any] = [
    ExtractPersona,
    ScreenPost,
    TranslatePost,
    *(ReasoningNode(node, CHAIN[:place]).signature for place, node in enumerate(CHAIN)),
    EXTENDED[-1],
    informed_by(WriteSupporterUtterance, CHAIN),
    ReplyToSeeker,
    fused(CHAIN),
    fused(EXTENDED),
    WriteSeekerUtterance,
    WritePosterUtterance,
    WriteDialogue,
]
"""Everything that the project asks of a model."""


def messages_for(signature: Any) -> list[dict[str, str]]:
    inputs = {name: GIVEN[name] for name in signature.input_fields}
    messages: list[dict[str, str]] = ConversationAdapter().format(signature, [], inputs)
    return messages


def request_for(signature: Any, **config: Any) -> Request:
    """Return the request of a typed answer, as the engine makes it."""
    system, *chat = messages_for(signature)
    form = output_schema(signature)["json_schema"]
    said = tuple(
        Message.user(message["content"]) if message["role"] == "user" else Message.assistant(message["content"])
        for message in chat
    )
    wanted = Config(response_format={"type": "json_schema", **form}, **config)
    return Request(model="local", system=system["content"], messages=said, config=wanted)


def free(text: str = "Hello", system: str | None = None, **config: Any) -> Request:
    """Return a request for free text."""
    return Request(model="local", system=system, messages=(Message.user(text),), config=Config(**config))


def ask_all(provider: LocalProvider, requests: Sequence[Request]) -> list[dict[str, Any]]:
    """Ask everything at once and return the chat completions."""

    async def together() -> list[Answer]:
        return await asyncio.gather(*(provider.ask(request) for request in requests))

    return [json.loads(answer.raw) for answer in asyncio.run(together())]


def text_of(completion: dict[str, Any]) -> str:
    return str(completion["choices"][0]["message"]["content"])


def finish_of(completion: dict[str, Any]) -> str:
    return str(completion["choices"][0]["finish_reason"])


def parsed(signature: Any, completion: dict[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = ConversationAdapter().parse(signature, text_of(completion))
    assert isinstance(dspy.Prediction(**fields), dspy.Prediction)
    return fields
