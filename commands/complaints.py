"""An error as one line: what is wrong, where, and what would mend it.

Hydra and OmegaConf say it in several lines, with their own class names; what a user needs of them is the key, the value
and what could stand there instead.
"""

from __future__ import annotations

import dataclasses
import re
import sqlite3
import typing
from collections.abc import Iterator
from difflib import get_close_matches

from hydra.errors import HydraException, MissingConfigException, OverrideParseException
from omegaconf.errors import ConfigKeyError, MissingMandatoryValue, OmegaConfBaseException, ValidationError
from yaml import YAMLError

from ..signatures import SocialSimError
from .schema import SCHEMAS


def one_line(problem: BaseException, command: str) -> str | None:
    """Return the line for an error that is the user's to mend; None for a bug."""
    text = _explain(problem, command)
    return " ".join(text.split()) if text is not None else None


def _explain(problem: BaseException, command: str) -> str | None:
    match problem:
        case SocialSimError():
            return str(problem)
        case MissingConfigException():
            return _no_such_option(problem)
        case OverrideParseException():
            return f"{problem.override}: cannot be read; put a value with special characters in quotes: KEY='\"VALUE\"'"
        case HydraException() | OmegaConfBaseException():
            return _bad_configuration(problem, command)
        case YAMLError():
            mark = getattr(problem, "problem_mark", None)
            place = f"{mark.name}, line {mark.line + 1}: " if mark else ""
            return f"{place}this is not YAML: {getattr(problem, 'problem', None) or problem}"
        case UnicodeDecodeError():
            return f"a file is not UTF-8: {problem.reason} at byte {problem.start}"
        case RecursionError() if "full_key" in str(problem):
            return "a file of the configuration has itself in it (an alias such as &x [*x]); write it out"
        case OSError():
            place = f"{problem.filename}: " if problem.filename else ""
            return f"{place}{problem.strerror or problem}"
        case sqlite3.OperationalError() if "locked" in str(problem):
            return "corpus.db: another process has been writing to it for a minute; wait for it, or use another folder"
        case sqlite3.Error():
            return (
                f"corpus.db: {problem}; is the disk full? What was stored is kept, and the same command goes on from it"
            )
    return None


def _no_such_option(problem: MissingConfigException) -> str:
    group, slash, option = str(problem.missing_cfg_file or "").rpartition("/")
    if not slash or not problem.options:
        return _first_line(problem)
    return f"{group}={option}: no such {group}{_guess(option, problem.options)}; there are {', '.join(problem.options)}"


def _bad_configuration(problem: BaseException, command: str) -> str:
    cause = next((error for error in _causes(problem) if isinstance(error, OmegaConfBaseException)), None)
    unknown = re.search(r"Could not (?:override|append to config|delete from config)\.? ?'?([^'\n]+)'?", str(problem))
    match cause:
        case MissingMandatoryValue():
            key = cause.full_key or "a key"
            return f"{key} is needed; say {key}=VALUE"
        case ValidationError() if cause.full_key and "is not a subclass of" in str(cause):
            return f"{cause.full_key} has keys of its own; say {cause.full_key}.KEY=VALUE"
        case ValidationError() if cause.full_key and "is not a ListConfig" in str(cause):
            return f"{cause.full_key}={cause.value}: takes a list; say {cause.full_key}=[{cause.value}]"
        case ValidationError() if cause.full_key:
            return f"{cause.full_key}: {_first_line(cause)}"
        case ConfigKeyError() if cause.full_key:
            return _no_such_key(str(cause.full_key), command)
    if unknown:
        return _no_such_key(unknown[1].partition("=")[0], command)
    return _first_line(cause or problem)


def _no_such_key(key: str, command: str) -> str:
    known = [name for name in _keys(SCHEMAS[command]) if name]
    return f"{key}: {command} has no such key{_guess(key, known)}; `socialsim {command} --help` lists them"


def _guess(word: str, known: typing.Sequence[str]) -> str:
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    return f", did you mean {close[0]}?" if close else ""


def _keys(schema: type, prefix: str = "") -> Iterator[str]:
    hints = typing.get_type_hints(schema)
    for field in dataclasses.fields(schema):
        name = prefix + field.name
        yield name
        if name.endswith("_lm"):
            yield f"lm@{name}"
        for part in (hints[field.name], *typing.get_args(hints[field.name])):
            if dataclasses.is_dataclass(part) and isinstance(part, type):
                yield from _keys(part, f"{name}.")


def _causes(problem: BaseException | None) -> Iterator[BaseException]:
    while problem is not None:
        yield problem
        problem = problem.__cause__ or problem.__context__


def _first_line(problem: BaseException) -> str:
    return (str(problem).strip().splitlines() or [type(problem).__name__])[0]
