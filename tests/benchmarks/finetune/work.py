"""What the measurements of tuning share: our own commands in fresh processes, a place to work, and the open data."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from socialsim.corpora.dialogues import read_dialogues
from socialsim.finetune.tiny import make_tiny

from ..checks.sources import DATA
from ..common import SOCIALSIM

TOY_RECIPE = ("recipe.learning_rate=5e-3", "recipe.batch=2")
"""What a toy is tuned by. It learns more from many small steps."""
ESCONV = DATA / "esconv_hf"


class Missing(Exception):
    """What a measurement needs is not on this machine."""


def needed(*paths: Path) -> None:
    """Raise `Missing` where one of the paths is not there."""
    if gone := next((path for path in paths if not path.exists()), None):
        raise Missing(f"SKIPPED, nothing was measured: there is no {gone}")


@contextmanager
def workplace() -> Iterator[Path]:
    """Yield an empty folder; say why where the measurement cannot be made."""
    with tempfile.TemporaryDirectory() as name:
        try:
            yield Path(name)
        except Missing as reason:
            print(reason)


def socialsim(*words: object) -> str:
    """Return what a command printed; its name and how long it took go to standard error."""
    command, start = [str(SOCIALSIM), *map(str, words)], time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"HF_HUB_OFFLINE": "1"})
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    print(f"  {words[0]} {words[-1]}: {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)
    return done.stdout


def toy(folder: Path, files: Iterable[Path]) -> Path:
    """Make a toy that has read from all files, and return its folder."""
    dialogues = [found.dialogue for path in files for found in read_dialogues(path)]
    random.Random(0).shuffle(dialogues)
    start = time.monotonic()
    made = make_tiny(folder, dialogues)
    print(f"  the toy {folder.name}: {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)
    return made
