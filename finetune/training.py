"""The tuning itself: trl's SFTTrainer, set up by a recipe, watched, stopped at will and gone on with.

    trained = train(base, data, recipe, folder)

What is in `folder` afterwards: ``adapter.part``, ``losses.csv``, and ``checkpoints/``. A run that was killed goes on
from the last checkpoint that is whole, and ends where it would have ended: weights, optimizer, order and random numbers
are kept.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..generators.chatbots import ADAPTER, CHECKPOINTS
from ..generators.local.loading import one_line, quiet
from ..generators.local.threads import fit_threads
from ..signatures import ConfigurationError
from .base import Base
from .examples import IGNORED, Example
from .recipe import TARGETS, Recipe
from .watching import Watch, watcher

_SO_FAR = "so_far.json"
"""In a checkpoint: tokens that were read, and the losses since the last row of losses.csv."""


@dataclass(frozen=True)
class Data:
    """What is learnt from, and what is held against it."""

    train: Sequence[Example]
    valid: Sequence[Example] = ()


@dataclass(frozen=True)
class Trained:
    """How a tuning went."""

    steps: int
    of_steps: int
    """Steps that the recipe asks for; more than `steps` where the validation loss ended it, or the user."""
    stopped: bool
    """Whether the user stopped it; run again, it goes on."""
    trainable: int
    parameters: int
    losses: tuple[dict[str, float], ...]
    """A row of losses.csv each."""
    best_epoch: float | None
    """None where the last epoch is kept."""
    valid_loss: float | None
    """Of what is kept; None without a validation part."""
    base_loss: float | None
    """The same before the first step."""
    seconds: float
    """Spent in steps by this process; reading, evaluating and saving left out."""
    tokens: int
    """Read in that time, padding left out."""
    packing: bool
    checkpointing: bool
    revision: str | None
    """Of the base on the hub; None for a folder."""


def train(base: Base, tokenizer: Any, data: Data, recipe: Recipe, folder: Path, seed: int, watch: Watch) -> Trained:
    """Tune a LoRA adapter and write it, with the tokenizer, to ``adapter.part``; begun before in this folder, go on.

    Where there is a validation part and patience, it is the adapter of the best epoch. A tuning that the user stops
    writes none. Under ``accelerate launch`` every process calls this with the same arguments.

    Raises:
        ConfigurationError: the model cannot be loaded, or memory runs out.
    """
    import torch

    try:
        with quiet(), _without_bars():
            trainer = _trainer(base, tokenizer, data, recipe, folder, seed, watch)
            start = latest_checkpoint(folder)
            trainer.args.eval_on_start = bool(data.valid) and start is None
            trainer.take_up(start)
            trainer.train(resume_from_checkpoint=str(start) if start is not None else None)
            if not trainer.watched.stopping:
                _save(trainer, base.name, folder / f"{ADAPTER}.part")
    except torch.OutOfMemoryError as error:
        smaller = "smaller recipe.device_batch or recipe.max_tokens, recipe.checkpointing=true or recipe.four_bit=true"
        raise ConfigurationError(
            f"model={base.name}: memory ran out ({one_line(error)}); {smaller} take less"
        ) from error
    state, watched = trainer.state, trainer.watched
    best = state.best_global_step if trainer.args.load_best_model_at_end else None
    epochs = {int(row["step"]): row["epoch"] for row in state.log_history if "eval_loss" in row}
    valid = {int(row["step"]): row["eval_loss"] for row in state.log_history if "eval_loss" in row}
    trainable, parameters = trainer.model.get_nb_trainable_parameters()
    return Trained(
        steps=state.global_step,
        of_steps=state.max_steps,
        stopped=watched.stopping,
        trainable=trainable,
        parameters=parameters,
        losses=tuple(watched.rows(state)),
        best_epoch=epochs.get(best) if best else None,
        valid_loss=valid.get(best or state.global_step),
        base_loss=valid.get(0),
        seconds=watched.seconds,
        tokens=trainer._total_train_tokens - trainer.tokens_before,
        packing=trainer.args.packing,
        checkpointing=trainer.args.gradient_checkpointing,
        revision=getattr(trainer.model.config, "_commit_hash", None),
    )


def _save(trainer: Any, base: str, folder: Path) -> None:
    trainer.save_model(str(folder))
    if trainer.is_world_process_zero():
        # The first is Python's pickle and of use to nobody else, the second a card that says nothing of the data.
        for name in ("training_args.bin", "README.md"):
            (folder / name).unlink(missing_ok=True)
        # What is published says the name of a base on the hub, and no path of this machine.
        written = folder / "adapter_config.json"
        named = {"base_model_name_or_path": Path(base).name if Path(base).expanduser().is_dir() else base}
        config = json.loads(written.read_text(encoding="utf-8")) | named
        config["target_modules"] = sorted(config["target_modules"])  # a set, in another order in every process
        written.write_text(json.dumps(config, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def latest_checkpoint(folder: Path) -> Path | None:
    """Return the last checkpoint that was written to its end; the trainer's state is written last."""
    found = sorted((folder / CHECKPOINTS).glob("checkpoint-*"), key=_step, reverse=True)
    return next((one for one in found if _is_whole(one)), None)


def _step(checkpoint: Path) -> int:
    number = checkpoint.name.rpartition("-")[2]
    return int(number) if number.isdecimal() else -1


def _is_whole(checkpoint: Path) -> bool:
    with suppress(OSError, ValueError):
        state = json.loads((checkpoint / "trainer_state.json").read_text(encoding="utf-8"))
        return bool(state["global_step"] == _step(checkpoint))
    return False


def _trainer(base: Base, tokenizer: Any, data: Data, recipe: Recipe, folder: Path, seed: int, watch: Watch) -> Any:
    import transformers
    from peft import LoraConfig
    from trl import SFTConfig

    processes = int(os.environ.get("WORLD_SIZE", "1"))
    each, times = recipe.accumulated(processes)
    on_gpu = base.device.startswith("cuda")
    keeps_best = bool(data.valid) and recipe.patience is not None
    packs = recipe.packing if recipe.packing is not None else base.flashes
    settings: dict[str, Any] = {
        "output_dir": str(folder / CHECKPOINTS),
        "num_train_epochs": recipe.epochs,
        "per_device_train_batch_size": each,
        "per_device_eval_batch_size": each,
        "gradient_accumulation_steps": times,
        "learning_rate": recipe.learning_rate,
        "lr_scheduler_type": recipe.schedule,
        "warmup_steps": recipe.warmup,
        "max_grad_norm": recipe.max_grad_norm,
        "weight_decay": recipe.weight_decay,
        "bf16": base.dtype == "bfloat16",
        "gradient_checkpointing": recipe.checkpointing if recipe.checkpointing is not None else on_gpu,
        "packing": packs,
        "eval_packing": False,
        "max_length": recipe.max_tokens if packs else None,  # sequences were cut to it at whole turns
        "dataset_kwargs": None if packs else {"skip_prepare_dataset": True},
        "eval_strategy": "epoch" if data.valid else "no",
        "save_strategy": "epoch",
        "save_total_limit": 2,
        "load_best_model_at_end": keeps_best,
        "metric_for_best_model": "eval_loss" if keeps_best else None,
        "restore_callback_states_from_checkpoint": True,
        "logging_steps": recipe.log_steps,
        "disable_tqdm": True,
        "report_to": "none",
        "seed": seed,
        "use_cpu": base.device == "cpu",
        "dataloader_pin_memory": on_gpu,
    }
    try:
        arguments = SFTConfig(**settings)
    except ValueError as error:
        raise ConfigurationError(f"recipe: {one_line(error)}") from error
    arguments._n_gpu = 1  # several are for `accelerate launch`; left to itself the trainer would refuse them
    model = base.weights()
    fit_threads(model)
    watched = watcher(watch, folder, recipe.save_minutes)
    patience = [transformers.EarlyStoppingCallback(recipe.patience)] if keeps_best and recipe.patience else []
    trainer: Any = _trainer_class()(
        model=model,
        args=arguments,
        train_dataset=_dataset(data.train),
        eval_dataset=_dataset(data.valid) if data.valid else None,
        processing_class=tokenizer,
        peft_config=LoraConfig(
            r=recipe.rank,
            lora_alpha=recipe.alpha,
            lora_dropout=recipe.dropout,
            target_modules=TARGETS,
            task_type="CAUSAL_LM",
        ),
        callbacks=[watched, *patience],
    )
    trainer.remove_callback(transformers.PrinterCallback)
    trainer.watched = watched
    if data.valid:
        trainer.tokens_of_sequence = sum(map(_counted, data.valid)) / len(data.valid)
    return trainer


def _counted(example: Example) -> int:
    return sum(label != IGNORED for label in example.labels)


def _trainer_class() -> Any:
    from trl import SFTTrainer

    class Trainer(SFTTrainer):
        """With the validation loss as the mean over tokens, and with losses that know of what an earlier run has read.

        The trainer's own validation loss is the mean over batches, each weighted by its sequences: it changes with
        their size, and so would the epoch that is kept. Its other losses begin anew where it goes on.
        """

        tokens_of_sequence: float
        """Tokens that count, in the mean over the validation part."""
        tokens_before = 0
        """Tokens that an earlier run has read."""
        _kept: dict[str, Any] | None = None

        def take_up(self, checkpoint: Path | None) -> None:
            if checkpoint is not None and (checkpoint / _SO_FAR).is_file():
                self._kept = json.loads((checkpoint / _SO_FAR).read_text(encoding="utf-8"))
                self._total_train_tokens = self.tokens_before = self._kept["tokens"]

        def _run_epoch(self, *args: Any, **options: Any) -> Any:
            if self._kept is not None:  # the trainer has just set both to what they are at a beginning
                self._tr_loss: Any = self._tr_loss + self._kept["loss"]
                self._globalstep_last_logged = self._kept["logged"]
                self._kept = None
            return super()._run_epoch(*args, **options)

        def _save_rng_state(self, output_dir: str) -> None:
            super()._save_rng_state(output_dir)
            so_far = {
                "tokens": self._total_train_tokens,
                "loss": float(self._tr_loss),
                "logged": self._globalstep_last_logged,
            }
            if self.args.should_save:
                Path(output_dir, _SO_FAR).write_text(json.dumps(so_far), encoding="utf-8")

        def prediction_step(self, model: Any, inputs: Any, prediction_loss_only: bool, ignore_keys: Any = None) -> Any:
            loss, logits, labels = super().prediction_step(model, inputs, prediction_loss_only, ignore_keys)
            counted = (inputs["labels"] != IGNORED).sum().to(loss.device)
            return loss * counted / (len(inputs["labels"]) * self.tokens_of_sequence), logits, labels

    return Trainer


def _dataset(examples: Sequence[Example]) -> Any:
    from datasets import Dataset, Features, List, Value

    tokens = List(Value("int32"))
    return Dataset.from_dict(
        {"input_ids": [one.tokens for one in examples], "labels": [one.labels for one in examples]},
        features=Features({"input_ids": tokens, "labels": tokens}),
    )


@contextmanager
def _without_bars() -> Iterator[None]:
    """Keep the bars of datasets out of the terminal."""
    import datasets

    shown = datasets.are_progress_bars_disabled()
    datasets.disable_progress_bars()
    try:
        yield
    finally:
        if not shown:
            datasets.enable_progress_bars()
