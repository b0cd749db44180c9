"""`model=tiny`: a small Llama and its tokenizer, made on the spot of the dialogues that a chatbot is to be tuned on.

Nothing is downloaded, and a minute on two cores is enough. It is there so that the whole path from a corpus to a
chatbot can be walked anywhere: what it says resembles what it read and means nothing. It reads little, and the seeker's
words as well as the supporter's, so that there is something left for tuning to learn.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ..generators.bare import merged
from ..generators.frame import frame
from ..generators.local.loading import quiet
from ..generators.local.threads import fit_threads
from ..signatures import Dialogue
from .template import with_template

VOCABULARY = 4000
"""Most tokens: most words of dialogues are rare, and with a larger table little else would be in the model."""
CONTEXT = 8192
"""Tokens that the model reads in all; behind the first `PIECE` it is on its own."""
PIECE = 512
"""Tokens of a step: conversations one after another, cut to this length. From 300,000 tokens of ESConv a model learns
more in 600 such steps (perplexity 121) than in 150 of four times as many (163), and does not lose its way in contexts
that are longer."""
EPOCHS, LEAST_STEPS, MOST_STEPS = 10, 30, 600
"""How long it is trained: a minute at most, in which it reads a corpus of 300,000 tokens once."""
RATE = 5e-3
"""Learning rate: ten times that of models a hundred times as large, as is usual."""

TOY = "socialsim_toy"
"""What stands in the config.json of such a model, and in no other's."""

CARD = """\
# {name}: a toy

A Llama of {parameters:,} parameters with random weights, trained for {steps} steps on {dialogues:,} dialogues, and a
tokenizer of {tokens:,} tokens made of them. It proves that a chatbot can be tuned, saved, loaded and measured here.
**It is for nothing else**: what it writes means nothing, and nobody in need should read it.
"""


def make_tiny(
    folder: Path,
    dialogues: Sequence[Dialogue],
    seed: int = 0,
    advance: Callable[[int, int], None] = lambda done, steps: None,
) -> Path:
    """Train a tokenizer and a model on dialogues, save them as transformers does, and return the folder.

    The same dialogues and seed give the same bytes on one machine. The folder is there when it is complete, and not
    before; one that is there already is replaced.

    Args:
        dialogues: what the model may have seen; at least one, in which something is said.
        advance: told the steps that are done and how many there will be, after every step.
    """
    import torch
    from transformers import LlamaForCausalLM

    beside = folder.with_name(f".{folder.name}.unfinished")
    shutil.rmtree(beside, ignore_errors=True)  # of a process that was killed
    beside.mkdir(parents=True)
    tokenizer = _tokenizer(dialogues)
    try:
        with quiet(), torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            model = LlamaForCausalLM(_config(tokenizer))
            fit_threads(model)
            steps = _train(model, tokenizer, dialogues, seed, beside, advance)
            model.save_pretrained(beside)
            tokenizer.save_pretrained(beside)
    except BaseException:
        shutil.rmtree(beside)
        raise
    told = {"name": folder.name, "parameters": model.num_parameters(), "steps": steps}
    card = CARD.format(**told, dialogues=len(dialogues), tokens=len(tokenizer))
    (beside / "README.md").write_text(card, encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    return beside.rename(folder)


def is_toy(model: str) -> bool:
    """Return whether a model is one that `make_tiny` has made: what is tuned from it is a toy, too."""
    try:
        found = json.loads((Path(model).expanduser() / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and bool(found.get(TOY))


def _tokenizer(dialogues: Sequence[Dialogue]) -> Any:
    """Return a tokenizer of bytes and what often stands together in the dialogues, reasoning included."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
    from transformers import PreTrainedTokenizerFast

    begin, end, padding = "<s>", "</s>", "<pad>"
    bpe = Tokenizer(models.BPE())
    bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bpe.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        min_frequency=2,
        special_tokens=[begin, end, padding],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    bpe.train_from_iterator(_texts(dialogues), trainer)
    # As Llama's: a text begins with a token of its own.
    bpe.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A", pair=f"{begin} $A {begin} $B", special_tokens=[(begin, bpe.token_to_id(begin))]
    )
    fast: Any = PreTrainedTokenizerFast
    tokenizer = fast(tokenizer_object=bpe, bos_token=begin, eos_token=end, pad_token=padding, model_max_length=CONTEXT)
    with_template(tokenizer)
    return tokenizer


def _texts(dialogues: Sequence[Dialogue]) -> Iterator[str]:
    yield "User: \n\nAssistant: "
    for dialogue in dialogues:
        for turn in dialogue.turns:
            yield frame(turn.reasoning) + turn.text


def _config(tokenizer: Any) -> Any:
    from transformers import LlamaConfig

    settings: Any = LlamaConfig
    return settings(
        vocab_size=len(tokenizer),
        hidden_size=128,
        intermediate_size=344,
        num_hidden_layers=3,
        num_attention_heads=4,
        num_key_value_heads=4,
        max_position_embeddings=CONTEXT,
        tie_word_embeddings=True,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
        **{TOY: True},
    )


def _train(
    model: Any,
    tokenizer: Any,
    dialogues: Sequence[Dialogue],
    seed: int,
    folder: Path,
    advance: Callable[[int, int], None],
) -> int:
    """Read the dialogues, every token of them, and return the steps that it took."""
    from datasets import Dataset
    from transformers import PrinterCallback, TrainerCallback
    from trl import SFTConfig, SFTTrainer

    class Advance(TrainerCallback):
        def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
            advance(state.global_step, state.max_steps)

    tokens = [token for dialogue in dialogues for token in _read(tokenizer, dialogue)]
    pieces = [tokens[start : start + PIECE] for start in range(0, len(tokens), PIECE)]
    steps = min(max(EPOCHS * len(pieces), LEAST_STEPS), MOST_STEPS)
    settings = SFTConfig(
        output_dir=str(folder),
        max_steps=steps,
        per_device_train_batch_size=1,
        learning_rate=RATE,
        lr_scheduler_type="cosine",
        warmup_steps=steps // 10,
        weight_decay=0.1,
        adam_beta2=0.95,
        seed=seed,
        bf16=False,
        use_cpu=True,  # where the same bytes come out every time
        gradient_checkpointing=False,
        dataset_kwargs={"skip_prepare_dataset": True},
        save_strategy="no",
        logging_strategy="no",
        report_to="none",
        disable_tqdm=True,
    )
    trainer = SFTTrainer(
        model=model,
        args=settings,
        train_dataset=Dataset.from_dict({"input_ids": pieces, "labels": pieces}),
        processing_class=tokenizer,
        callbacks=[Advance()],
    )
    trainer.remove_callback(PrinterCallback)
    trainer.train()
    return steps


def _read(tokenizer: Any, dialogue: Dialogue) -> list[int]:
    """Return the tokens of a dialogue, whoever speaks, and behind it those of its reasoning.

    That is read by itself, and not where a chatbot learns to write it: tuning leaves the table of tokens as it is, so
    what the model has never met it cannot learn to write.
    """
    said = merged(("user" if turn.speaker == "seeker" else "assistant", turn.text) for turn in dialogue.turns)
    texts = [tokenizer.apply_chat_template(said, tokenize=False)]
    texts += [f"{tokenizer.bos_token}{written}" for turn in dialogue.turns if (written := frame(turn.reasoning))]
    return list(tokenizer.encode("".join(texts), add_special_tokens=False, verbose=False))
