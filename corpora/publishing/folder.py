"""A folder that `datasets.load_dataset` loads, laid out as the Hugging Face hub has it, to be pushed there as it is.

    README.md                               the dataset card; its header says what the files are
    data/train-00000-of-00001.parquet       one file for each part
    data/validation-00000-of-00001.parquet

The part that ESConv's papers call "valid" is called "validation": that is the key under which the hub has ESConv's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from ...signatures import ConfigurationError, InputError
from ..format import ReadDialogue
from .parquet import Size, write_parquet
from .rows import COLUMNS, Kind

SPLITS = {"valid": "validation", "dev": "validation"}
"""What a part is called → what the hub calls it; other names stay."""


def split_name(part: str) -> str:
    """Return the name under which a part is loaded.

    Raises:
        ConfigurationError: the hub allows no such name.
    """
    name = SPLITS.get(part, part)
    if not re.fullmatch(r"\w+", name, re.ASCII) or name == "all":
        raise ConfigurationError(f'"{part}": a part needs a name of letters, digits and "_" that is not "all"')
    return name


def write_dataset(folder: Path, parts: Mapping[str, Iterable[ReadDialogue]], card: str) -> None:
    """Write the parts, one after another, and then the card.

    Args:
        folder: made where it is not there; nothing of an earlier dataset may be in it.
        parts: name → dialogues.
        card: the text of `dataset_card`.

    Raises:
        ConfigurationError: two parts have one name, or one that the hub does not allow; or packages are not installed.
        InputError: a part has no dialogues, and `datasets` loads no folder that has an empty part.
        FileExistsError: the folder has data.
    """
    names = {part: split_name(part) for part in parts}
    if len(set(names.values())) < len(names):
        raise ConfigurationError(f"two parts have one name: {', '.join(names)}")
    (folder / "data").mkdir(parents=True)
    sizes = {name: write_parquet(folder / _file(name), parts[part]) for part, name in names.items()}
    for part, name in names.items():
        if not sizes[name].dialogues:
            raise InputError(f'part "{part}" has no dialogues, and a dataset with an empty part cannot be loaded')
    stored = sum((folder / _file(name)).stat().st_size for name in sizes)
    (folder / "README.md").write_text(with_layout(card, sizes, stored), encoding="utf-8", newline="\n")


def with_layout(card: str, sizes: Mapping[str, Size], stored: int) -> str:
    """Return the card with the files, columns and sizes in its header.

    Args:
        stored: bytes of all files.
    """
    text = hub().DatasetCard(card)
    text.data["configs"] = [
        {"config_name": "default", "data_files": [{"split": name, "path": _file(name)} for name in sizes]}
    ]
    text.data["dataset_info"] = {
        "features": _listed(COLUMNS),
        "splits": [
            {"name": name, "num_bytes": size.bytes, "num_examples": size.dialogues} for name, size in sizes.items()
        ],
        "download_size": stored,
        "dataset_size": sum(size.bytes for size in sizes.values()),
    }
    return str(text)


def hub() -> Any:
    """Return the package that writes the headers of cards.

    Raises:
        ConfigurationError: it is not installed.
    """
    try:
        return import_module("huggingface_hub")
    except ImportError:
        raise ConfigurationError("to=hf needs huggingface_hub: pip install 'socialsim[hf]'") from None


def _file(split: str) -> str:
    return f"data/{split}-00000-of-00001.parquet"


def _listed(columns: Mapping[str, Kind]) -> list[dict[str, Any]]:
    """Return columns as the header of a card has them."""
    return [{"name": name, **_described(kind)} for name, kind in columns.items()]


def _described(kind: Kind) -> dict[str, Any]:
    if isinstance(kind, str):
        return {"dtype": kind}
    if isinstance(kind, dict):
        return {"struct": _listed(kind)}
    return {"list": _listed(kind[0]) if isinstance(kind[0], dict) else kind[0]}
