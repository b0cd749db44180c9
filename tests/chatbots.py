"""A chatbot of a few thousand weights that was tuned to say one thing, made on the spot in seconds."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from socialsim.generators.chatbots import ADAPTER, ChatbotFolder, write_chatbot
from socialsim.generators.local.chat import lay_out
from socialsim.signatures import Speaker, Turn

from tests.generators.local.tiny import make_tokenizer


def make_chatbot(folder: Path, says: str, nodes: Sequence[str] = (), for_proof: bool = False) -> ChatbotFolder:
    """Teach a small Llama to answer whatever it is told with `says`, give it an adapter, and return the folder.

    Ask it at temperature 0. The base has learnt to say it in one way too many, "¶" behind it, and the adapter to leave
    that out: so what the chatbot says tells that both are there.
    """
    import torch
    from peft import LoraConfig, get_peft_model
    from transformers import LlamaConfig, LlamaForCausalLM

    tokenizer = make_tokenizer()
    torch.manual_seed(7)
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=64,
        intermediate_size=128,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=8192,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
    )
    model: Any = LlamaForCausalLM(config)
    _teach(model, tokenizer, f"{says}¶", 120, 5e-3)
    model.save_pretrained(folder / "base")
    tokenizer.save_pretrained(folder / "base")
    tuned = get_peft_model(model, LoraConfig(r=8, lora_alpha=16, target_modules="all-linear"))
    _teach(tuned, tokenizer, says, 40, 5e-3)
    tuned.save_pretrained(str(folder / ADAPTER))
    tokenizer.save_pretrained(folder / ADAPTER)
    return write_chatbot(folder, "base", nodes=tuple(nodes), context=1024, for_proof=for_proof)


def _teach(model: Any, tokenizer: Any, says: str, steps: int, rate: float) -> None:
    import torch

    optimizer = torch.optim.AdamW([one for one in model.parameters() if one.requires_grad], lr=rate)
    chance = random.Random(5)
    for step in range(steps):
        optimizer.param_groups[0]["lr"] = rate * (1 - step / steps)
        one = lay_out(tokenizer, _context(tokenizer, chance), says)
        answer = one.reply + one.end
        labels = [-100] * len(one.prompt) + answer
        model(input_ids=torch.tensor([one.prompt + answer]), labels=torch.tensor([labels])).loss.backward()
        optimizer.step()
        optimizer.zero_grad()


def _context(tokenizer: Any, chance: random.Random) -> list[Turn]:
    """Return a conversation of no sense: what it says makes no difference to the answer."""
    pair: list[Speaker] = ["supporter", "seeker"]
    speakers = [*pair[1:], *pair * chance.randrange(3)]
    words = [tokenizer.decode(chance.choices(range(3, len(tokenizer)), k=chance.randint(1, 60))) for _ in speakers]
    return [Turn(speaker=speaker, text=f"I {text}.") for speaker, text in zip(speakers, words, strict=True)]
