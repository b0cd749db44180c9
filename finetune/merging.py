"""The base model with the adapter in its weights: for programs that know no adapters."""

from __future__ import annotations

import shutil
from pathlib import Path

from ..generators.local.loading import load, quiet


def merge(base: str, adapter: Path, folder: Path, dtype: str) -> Path:
    """Write a model with its tokenizer and return its folder, which is there when it is complete.

    The weights are added in main memory, in the precision that the adapter was tuned beside.

    Raises:
        ConfigurationError: base or adapter cannot be loaded.
    """
    merged = load(base, str(adapter), dtype, "cpu")
    made = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(made, ignore_errors=True)
    with quiet():
        merged.model.save_pretrained(made)
        merged.tokenizer.save_pretrained(made)
    shutil.rmtree(folder, ignore_errors=True)
    return made.rename(folder)
