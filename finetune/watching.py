"""A tuning as it goes: progress, losses, checkpoints by the clock, and an end that loses nothing."""

from __future__ import annotations

import csv
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

LOSSES = "losses.csv"
COLUMNS = ("step", "epoch", "loss", "valid_loss", "learning_rate", "grad_norm", "tokens")


class Watch(Protocol):
    """Who is told how far it is; in the first of several processes only."""

    def begin(self, steps: int, done: int) -> None:
        """`done` of `steps` were made by an earlier run."""

    def step(self) -> None:
        """One more was made."""

    def valid(self, epoch: float, loss: float) -> None:
        """The validation part was looked at."""


def watcher(watch: Watch, folder: Path, save_minutes: float) -> Any:
    """Return the callback that a trainer is watched by.

    Its `stopping` says whether the user wanted it to stop: at the first Ctrl-C the step is finished and everything
    saved, at the second it ends at once. `seconds` is the time spent in steps, `rows(state)` the losses.
    """
    import torch
    from transformers import TrainerCallback

    class Watcher(TrainerCallback):
        def __init__(self) -> None:
            self.stopping = False
            self.seconds = 0.0
            self._began = 0.0
            self._saved = time.monotonic()
            self._before: Any = None

        def on_train_begin(self, args: Any, state: Any, control: Any, **_: Any) -> None:
            if state.is_world_process_zero:
                watch.begin(state.max_steps, state.global_step)
            self._saved = time.monotonic()
            self._before = _on_interrupt(self._stop)

        def on_train_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
            if self._before is not None:
                signal.signal(signal.SIGINT, self._before)
            _write(state)

        def on_step_begin(self, args: Any, state: Any, control: Any, **_: Any) -> None:
            self._began = time.perf_counter()

        def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
            if torch.cuda.is_available():
                torch.cuda.synchronize()
            self.seconds += time.perf_counter() - self._began
            if state.is_world_process_zero:
                watch.step()
            due = time.monotonic() - self._saved >= 60 * save_minutes
            # All processes have to do the same, and their clocks differ.
            self.stopping, due = _agreed(self.stopping, due, device=args.device)
            # At the end of an epoch everything is saved anyway, when it has been evaluated; before, it must not be: who
            # goes on from there would not evaluate it again.
            control.should_save = control.should_save or ((due or self.stopping) and not _ends_epoch(state))
            control.should_training_stop = control.should_training_stop or self.stopping

        def on_epoch_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
            if self.stopping and not _ends_epoch(state):  # the trainer takes any end for one of an epoch
                control.should_evaluate = control.should_save = False

        def on_save(self, args: Any, state: Any, control: Any, **_: Any) -> None:
            self._saved = time.monotonic()
            _write(state)

        def on_evaluate(self, args: Any, state: Any, control: Any, metrics: Any = None, **_: Any) -> None:
            if state.is_world_process_zero and metrics and "eval_loss" in metrics:
                watch.valid(state.epoch or 0.0, metrics["eval_loss"])

        def rows(self, state: Any) -> Iterator[dict[str, float]]:
            return _rows(state)

        def _stop(self, *_: Any) -> None:
            if self.stopping:
                raise KeyboardInterrupt
            self.stopping = True

    def _write(state: Any) -> None:
        if state.is_world_process_zero:
            with (folder / LOSSES).open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, COLUMNS, lineterminator="\n", restval="")
                writer.writeheader()
                writer.writerows(_rows(state))

    return Watcher()


def _ends_epoch(state: Any) -> bool:
    return bool(state.global_step >= state.max_steps or abs(state.epoch - round(state.epoch)) < 1e-6)


def _rows(state: Any) -> Iterator[dict[str, float]]:
    names = {"step": "step", "epoch": "epoch", "loss": "loss", "eval_loss": "valid_loss"}
    names |= {"learning_rate": "learning_rate", "grad_norm": "grad_norm", "num_tokens": "tokens"}
    for row in state.log_history:
        if "loss" in row or "eval_loss" in row:
            yield {ours: row[theirs] for theirs, ours in names.items() if theirs in row}


def _on_interrupt(handler: Any) -> Any:
    """Set who is told of Ctrl-C, and return who was; None outside of the main thread, where nobody is."""
    try:
        return signal.signal(signal.SIGINT, handler)
    except ValueError:
        return None


def _agreed(*wanted: bool, device: Any) -> tuple[bool, ...]:
    """Return what any of the processes wants."""
    import torch

    if not torch.distributed.is_initialized():
        return wanted
    votes = torch.tensor(wanted, dtype=torch.int32, device=device)
    torch.distributed.all_reduce(votes, op=torch.distributed.ReduceOp.MAX)
    return tuple(map(bool, votes.tolist()))
