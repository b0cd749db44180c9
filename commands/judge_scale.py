"""The scale that `socialsim judge` is told: one of ours by its name, or a file."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from ..corpora.columns import kind_of
from ..signatures import SCALES, ConfigurationError, InputError, Scale


def scale_of(named: str) -> Scale:
    """Return the scale of ours that is called so, or the one that a file of YAML or JSON holds.

    Raises:
        ConfigurationError: there is neither.
        InputError: the file holds no scale; the message says what is wrong with it.
    """
    if named in SCALES:
        return SCALES[named]
    path = Path(named).expanduser()
    if path.is_file():
        return _read(path)
    close = get_close_matches(named, SCALES, n=1)
    guess = f", did you mean {close[0]}?" if close else ""
    raise ConfigurationError(
        f"scale={named}: there is no such scale and no such file{guess}; there are {', '.join(SCALES)}"
    )


def _read(path: Path) -> Scale:
    try:
        value = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(f"{path.name}: not UTF-8 text") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise InputError(f"{path.name}{_line(error)}: neither YAML nor JSON that can be read") from error
    if not isinstance(value, dict):
        raise InputError(f"{path.name}: is {kind_of(value)}; a scale has name, about, lowest, highest and dimensions")
    try:
        scale = Scale.model_validate(value)
    except ValidationError as error:
        raise InputError(f"{path.name}: {_first(error)}") from error
    if scale.name in SCALES:
        raise InputError(f'{path.name}: "name": {scale.name} is a scale of ours; give yours another name')
    return scale


def _line(error: Exception) -> str:
    mark: Any = getattr(error, "problem_mark", None)
    return f":{mark.line + 1}" if mark else ""


def _first(error: ValidationError) -> str:
    """Return what is wrong first, with the place, in which dimensions are numbered from 1."""
    first = next(iter(error.errors(include_url=False)))
    parts = (part + 1 if at == 1 and isinstance(part, int) else part for at, part in enumerate(first["loc"]))
    place, said = ".".join(map(str, parts)), first["msg"].removeprefix("Value error, ")
    return f'"{place}": {said}' if place else said
