"""What the folder of a chatbot was begun with: another tuning in the same folder is refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ..finetune.needs import PACKAGES
from ..generators.chatbots import ADAPTER, digest_of
from ..generators.local.loading import one_line
from ..signatures import InputError
from .files import RUN, write_run
from .finetune_data import Gathered
from .record import versions
from .schema import FinetuneConfig
from .start import check_folder

_NEUTRAL = {"log_steps", "save_minutes"}
"""Settings of a recipe that change nothing in what is learnt."""


def folder_of(name: str) -> Path:
    """Return the folder of a chatbot, which is new, empty, or one that was begun.

    Raises:
        InputError: it is a folder of something else, or cannot be written to.
    """
    out = check_folder(name)
    if out.is_dir() and not (out / RUN).is_file() and any(out.iterdir()):
        raise InputError(f"out={name}: is a folder of something else; say another out=DIR")
    return out


def begun(out: Path, config: FinetuneConfig, gathered: Gathered, *, write: bool) -> dict[str, Any]:
    """Return the record of the run, written when it was begun; what has changed since is refused.

    Args:
        write: whether this process writes it, the first of several.

    Raises:
        InputError: the folder was begun with other settings, or on other dialogues.
    """
    recipe = {name: value for name, value in asdict(config.recipe).items() if name not in _NEUTRAL}
    settings = {
        "model": config.model.name,
        "material": gathered.material.digest,
        "nodes": list(gathered.nodes),
        "seed": config.seed,
        "recipe": recipe,
    }
    if (out / RUN).is_file():
        found = _read(out, config.out)
        if other := _difference(found["settings"], settings):
            raise InputError(f"out={config.out}: was begun with other settings ({other}); say another out=DIR")
        return found
    record = {
        "command": "finetune",
        "settings": settings,
        "config": asdict(config),
        "corpora": [asdict(one) for one in gathered.sources],
        "notes": list(gathered.material.notes),
        "versions": versions() | {name: version(name) for name in PACKAGES},
    }
    if write:
        out.mkdir(parents=True, exist_ok=True)
        write_run(out, record)
    return record


def check_adapter(out: Path, config: FinetuneConfig, record: Mapping[str, Any]) -> None:
    """See that the adapter in a folder is the one that was tuned there.

    Raises:
        InputError: it is not.
    """
    found = digest_of(out / ADAPTER, config.model.name, record["settings"]["nodes"])
    if found != record.get("adapter"):
        raise InputError(
            f"out={config.out}: its adapter was changed after it was tuned; delete {config.out}/{ADAPTER} to tune it "
            "again"
        )


def _read(out: Path, name: str) -> dict[str, Any]:
    """Return the record of a tuning that was begun.

    Raises:
        InputError: it cannot be read, or is that of another command.
    """
    try:
        found = json.loads((out / RUN).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(
            f"out={name}: its {RUN} cannot be read ({one_line(error)}); say another out=DIR, or delete the folder"
        ) from error
    if not isinstance(found, dict) or found.get("command") != "finetune":
        raise InputError(f"out={name}: is the folder of something else; say another out=DIR")
    if not isinstance(found.get("settings"), dict):
        raise InputError(f"out={name}: its {RUN} has no settings; say another out=DIR, or delete the folder")
    return found


def _difference(before: Mapping[str, Any], now: Mapping[str, Any], place: str = "") -> str:
    """Return the first setting that is not what it was."""
    for name, value in now.items():
        if isinstance(value, Mapping) and isinstance(before.get(name), Mapping):
            if inner := _difference(before[name], value, f"{name}."):
                return inner
        elif before.get(name) != value:
            if name == "material":
                return "the dialogues are others, or chosen otherwise"
            return f"{place}{name} was {before.get(name)}, and is {value}"
    return ""
