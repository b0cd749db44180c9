"""What corpora are called in a study: by their files, and no two alike."""

from __future__ import annotations

from collections.abc import Sequence


def different_names(names: Sequence[str]) -> list[str]:
    """Return the names of files or folders without their endings, numbered where several would be the same."""
    bare = [_bare(name) for name in names]
    return [
        name if bare.count(name) == 1 else f"{name} ({bare[: place + 1].count(name)})"
        for place, name in enumerate(bare)
    ]


def _bare(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return stem if dot and stem and ending.isalnum() and len(ending) <= 5 else name
