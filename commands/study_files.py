"""The files of a study: its report and what belongs to it. What a study wrote, and nothing else, it replaces."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..cache import FILE
from ..cache.ratings import RATINGS
from ..generators.chatbots import FILE as CHATBOT
from ..signatures import InputError
from .files import put_in_place
from .schema import StudyConfig
from .start import check_folder

PAGE, FINDINGS, VALUES = "report.html", "study.json", "observations.csv"
_OTHERS = (FILE, RATINGS, CHATBOT)
"""Files that say that a folder is of another command."""
_FILES = "files"
"""Where `FINDINGS` lists what was written with it."""


def folder_of(config: StudyConfig) -> Path:
    """Return the folder of a study: a new one, or one that this study was begun in.

    Raises:
        InputError: it is the folder of something else, or cannot be written.
    """
    out = check_folder(config.out)
    title = _written(out).get("title")
    if any((out / name).exists() for name in _OTHERS) or ((out / PAGE).exists() and title is None):
        raise InputError(f"out={config.out}: is the folder of something else; say another out=DIR")
    if title not in (None, config.study.title):
        raise InputError(f"out={config.out}: holds the study {title}; say another out=DIR")
    return out


def write(out: Path, texts: Mapping[str, str], findings: Mapping[str, Any]) -> None:
    """Write the files of a study, `FINDINGS` last, and remove what an earlier report had and this one has not."""
    names = sorted(texts)
    for name, text in texts.items():
        _put(out / name, text)
    for name in set(_written(out).get(_FILES, [])) - set(names):
        if (out / name).resolve().is_relative_to(out.resolve()):
            (out / name).unlink(missing_ok=True)
    found = {"title": None, **findings, _FILES: names}
    _put(out / FINDINGS, json.dumps(found, ensure_ascii=False, indent=2, allow_nan=False, default=str) + "\n")


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with put_in_place(path) as stream:
        stream.write(text)


def _written(out: Path) -> dict[str, Any]:
    """Return what `FINDINGS` says; {} where there is none of ours."""
    try:
        found = json.loads((out / FINDINGS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) and isinstance(found.get(_FILES), list) else {}
