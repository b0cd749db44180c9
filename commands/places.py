"""Where `socialsim convert` may write: nowhere that would take something away."""

from __future__ import annotations

import re
from pathlib import Path

from ..cache import FILE
from ..corpora.dialogues import PROFILES as BESIDE
from ..signatures import InputError
from .files import PROFILES, SSCONV
from .schema import ConvertConfig
from .start import check_folder

_OURS = {
    "hf": re.compile(r"README\.md|data|data/\w+-\d{5}-of-\d{5}\.parquet"),
    "ssconv": re.compile(f"{re.escape(SSCONV)}|{re.escape(PROFILES)}"),
}
"""What the folders of a target hold. Nothing else in them is ever replaced."""


def place_to_write(config: ConvertConfig, is_folder: bool) -> Path:
    """Return where the dialogues go, which is nothing's place yet or may be overwritten.

    Raises:
        InputError: it is what is read, something else is there, or it is no place for us.
    """
    out = Path(config.out).expanduser()
    _keep_off_the_source("out", config.out, out, config)
    if out.exists() and out.is_dir() != is_folder:
        is_, writes = ("file", "folder") if is_folder else ("folder", "file")
        raise InputError(f"out={config.out}: is a {is_}; to={config.to} writes a {writes}")
    there = sorted(str(one.relative_to(out)) for one in out.rglob("*")) if is_folder and out.is_dir() else []
    if (there if is_folder else out.exists()) and not config.overwrite:
        raise InputError(f"out={config.out}: is there already; say another name, or overwrite=true")
    if strange := [name for name in there if not _OURS[config.to].fullmatch(name)]:
        raise InputError(f"out={config.out}: holds {strange[0]}, which no to={config.to} wrote; say another name")
    folder = out if is_folder and config.to != "hf" else out.parent  # that of the hub is seen when it is complete
    check_folder(str(folder)).mkdir(parents=True, exist_ok=True)
    return out


def place_of_report(config: ConvertConfig) -> Path:
    """Return where the report goes.

    Raises:
        InputError: as for the dialogues, or it is where they go.
    """
    path = Path(str(config.report)).expanduser()
    out = Path(config.out).expanduser()
    if path.resolve() == out.resolve() or out.resolve() in path.resolve().parents:
        raise InputError(f"report={config.report}: is where the dialogues go; say another name")
    _keep_off_the_source("report", str(config.report), path, config)
    if path.is_dir():
        raise InputError(f"report={config.report}: is a folder; say a file")
    if path.exists() and not config.overwrite:
        raise InputError(f"report={config.report}: is there already; say another name, or overwrite=true")
    check_folder(str(path.parent)).mkdir(parents=True, exist_ok=True)
    return path


def _keep_off_the_source(key: str, name: str, path: Path, config: ConvertConfig) -> None:
    """Refuse a place that is read: the file, the personas beside it, a folder around it, a file of the folder."""
    source, place = Path(config.path).expanduser().resolve(), path.resolve()
    read = {source, *(source.with_name(source.name.replace(*names)) for names in BESIDE)}
    within = source.is_dir() and source in place.parents
    # A new file in the folder of a corpus is no part of it; in a folder of files it would be one of them.
    if place in read or place in source.parents or (within and (place.exists() or not (source / FILE).is_file())):
        raise InputError(f"{key}={name}: is, or holds, or lies in what is to be converted; say another name")
