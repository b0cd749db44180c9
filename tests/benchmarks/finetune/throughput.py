"""Does our tuning cost more than trl's own trainer? Tokens per second beside a bare script, on the same sequences.

    python -m tests.benchmarks.finetune.throughput WHO FOLDER     one of them, in a process of its own

All load the toy, tune it, and save the adapter; ours writes losses and a checkpoint at the end of each epoch, too, and
minds Ctrl-C. The whole is timed, loading the packages left out. They take turns. A bare script lets all cores compute,
ours computes small models with one thread; so the bare script is tried with one thread, too, which is the comparison
of the trainers.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from socialsim.corpora.dialogues import read_dialogues
from socialsim.finetune.base import Base
from socialsim.finetune.examples import Example, Examples
from socialsim.finetune.recipe import TARGETS, Recipe
from socialsim.finetune.training import Data, train

from ..checks.tables import print_table
from ..common import fresh_process, in_turn, median
from .work import socialsim, toy, workplace

RECIPE = Recipe(epochs=2, batch=2, device_batch=2, learning_rate=5e-3)
REPEATS = 3
OURS, BARE, ALIKE = "ours", "bare", "bare, one thread"


def show() -> None:
    """Print tokens per second of both, and the ratio of each pair."""
    with workplace() as folder:
        socialsim("simulate", "posts=examples", "n=null", "seed=0", f"out={folder / 'corpus'}")
        toy(folder / "base", [folder / "corpus" / "dialogues.jsonl"])
        rates: dict[str, list[float]] = in_turn(
            {who: partial(fresh_process, __name__, who, folder) for who in (BARE, ALIKE, OURS)}, REPEATS
        )
    rows = [(f"{who}, tokens/s", *_told(found, ",.0f")) for who, found in rates.items()]
    for other in (BARE, ALIKE):
        ratios = [mine / theirs for mine, theirs in zip(rates[OURS], rates[other], strict=True)]
        rows.append((f"{OURS} by {other}", *_told(ratios, ".3f")))
    print_table((f"{REPEATS} rounds", "median", "least and most"), rows)


def _told(found: list[float], form: str) -> tuple[str, str]:
    return f"{median(found):{form}}", f"{min(found):{form}} to {max(found):{form}}"


def rate(who: str, folder: Path) -> float:
    """Return the tokens per second of one tuning, padding left out."""
    import datasets
    import peft  # noqa: F401 - loaded before the clock starts
    import torch
    import trl  # noqa: F401

    datasets.disable_progress_bars()
    base = Base(str(folder / "base"), "cpu", RECIPE)
    made = Examples(base.tokenizer(), RECIPE.max_tokens)
    found = read_dialogues(folder / "corpus" / "dialogues.jsonl")
    examples = [example for one in found for example in made.of(one.dialogue)]
    if who == ALIKE:
        torch.set_num_threads(1)
    tune: Callable[..., Any] = _ours if who == OURS else _bare
    start = time.perf_counter()
    tune(base, examples, folder / f"{who} {time.time_ns()}")
    return RECIPE.epochs * made.tokens / (time.perf_counter() - start)


class _Silent:
    def begin(self, steps: int, done: int) -> None: ...
    def step(self) -> None: ...
    def valid(self, epoch: float, loss: float) -> None: ...


def _ours(base: Base, examples: list[Example], out: Path) -> None:
    out.mkdir()
    train(base, base.tokenizer(), Data(examples), RECIPE, out, 0, _Silent())


def _bare(base: Base, examples: list[Example], out: Path) -> None:
    """Tune as a script does that is written after trl's documentation."""
    from datasets import Dataset
    from peft import LoraConfig
    from transformers import AutoModelForCausalLM, AutoTokenizer
    from trl import SFTConfig, SFTTrainer

    tokens, labels = [one.tokens for one in examples], [one.labels for one in examples]
    trainer: Any = SFTTrainer(
        model=AutoModelForCausalLM.from_pretrained(base.name),
        args=SFTConfig(
            output_dir=str(out),
            num_train_epochs=RECIPE.epochs,
            per_device_train_batch_size=RECIPE.device_batch,
            learning_rate=RECIPE.learning_rate,
            max_length=RECIPE.max_tokens,
            gradient_checkpointing=False,
            bf16=False,
            use_cpu=True,
            report_to="none",
        ),
        train_dataset=Dataset.from_dict({"input_ids": tokens, "labels": labels}),
        processing_class=AutoTokenizer.from_pretrained(base.name),
        peft_config=LoraConfig(
            r=RECIPE.rank,
            lora_alpha=RECIPE.alpha,
            lora_dropout=RECIPE.dropout,
            target_modules=TARGETS,
            task_type="CAUSAL_LM",
        ),
    )
    trainer.train()
    trainer.save_model(str(out))


if __name__ == "__main__":
    print(json.dumps(rate(sys.argv[1], Path(sys.argv[2]))))
