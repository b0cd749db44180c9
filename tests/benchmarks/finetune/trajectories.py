"""Does it matter how a tuning is computed, or that it was killed? Losses and adapters of one toy, each from a process.

Equivalent settings differ in memory and speed only. The killed run gets signal 9 in the midst of its second epoch; the
same command then goes on.
"""

from __future__ import annotations

import csv
import subprocess
import time
from pathlib import Path

from socialsim.finetune.watching import LOSSES
from socialsim.generators.chatbots import ADAPTER, CHECKPOINTS

from ..checks.tables import print_table
from ..common import SOCIALSIM
from .work import TOY_RECIPE, socialsim, toy, workplace

USUAL = ("recipe.device_batch=2", "recipe.dropout=0")
OTHERS = ("recipe.device_batch=1", "recipe.checkpointing=true")
OFTEN = "recipe.save_minutes=0"
"""A checkpoint after every step."""
DIALOGUES, EPOCHS = 24, 3


def show() -> None:
    """Print how far losses are apart of runs that should learn alike, and whether adapters are the same."""
    with workplace() as folder:
        socialsim("simulate", "posts=examples", f"n={DIALOGUES}", "seed=0", f"out={folder / 'corpus'}")
        toy(folder / "base", [folder / "corpus" / "dialogues.jsonl"])
        usual = _tuned(folder / "usual", *USUAL)
        rows = [
            (f"{word} beside {USUAL[0]}", *_compared(usual, _tuned(folder / word, USUAL[1], word))) for word in OTHERS
        ]
        alone = _tuned(folder / "alone")
        steps = int(_rows(alone)[-1]["step"])
        killed = _killed(folder / "killed", steps // 2)
        _tuned(killed, OFTEN)
        rows.append((f"killed after step {steps // 2} of {steps}, beside left alone", *_compared(alone, killed)))
        print_table(("", "losses", "largest difference", "of the last validation loss", "adapters"), rows)


def _tuned(out: Path, *words: str) -> Path:
    socialsim(*_command(out, *words))
    return out


def _command(out: Path, *words: str) -> list[str]:
    folder = out.parent
    told = (f"corpus={folder / 'corpus'}", f"model={folder / 'base'}", f"recipe.epochs={EPOCHS}", *TOY_RECIPE)
    return ["finetune", *told, "recipe.log_steps=1", "measure=false", *words, f"out={out}"]


def _killed(out: Path, step: int) -> Path:
    """Begin a tuning, kill it as soon as there is a checkpoint of `step`, and return its folder."""
    with subprocess.Popen(
        [str(SOCIALSIM), *_command(out, OFTEN)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as running:
        while running.poll() is None and not (out / CHECKPOINTS / f"checkpoint-{step}").is_dir():
            time.sleep(0.02)
        running.kill()
    return out


def _compared(one: Path, other: Path) -> tuple[str, ...]:
    losses = {
        column: [[float(row[column]) for row in _rows(folder) if row[column]] for folder in (one, other)]
        for column in ("loss", "valid_loss")
    }
    furthest = max(abs(a - b) for column in losses.values() for a, b in zip(*column, strict=True))
    last = abs(losses["valid_loss"][0][-1] - losses["valid_loss"][1][-1])
    same = _weights(one) == _weights(other)
    counted = sum(len(column[0]) for column in losses.values())
    return (str(counted), f"{furthest:.1e}", f"{last:.1e}", "the same bytes" if same else "others")


def _rows(folder: Path) -> list[dict[str, str]]:
    with (folder / LOSSES).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _weights(folder: Path) -> bytes:
    return (folder / ADAPTER / "adapter_model.safetensors").read_bytes()
