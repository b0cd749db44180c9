"""What the user types, made into what Hydra reads.

Four conveniences, applied to each word after the command, in this order:

    show DIR 3              → dir='DIR' id='3'          words without a key get the command's own, in turn
    posts=data/posts.csv    → posts.path='data/…'       a value with a dot or a slash, or that exists, is a file
    out=my corpus (new)     → out='my corpus (new)'     paths and ids are quoted, so that Hydra takes them as they are
    -m out=DIR seed=0,1     → … exclude_keys=['out']    in a sweep, a job's folder is named by what is swept only

And one refusal: a key, token or password on the command line would end up in a shell history, in run.json and in
corpus.db. Keys come from the environment.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..signatures import ConfigurationError, InputError

POSITIONAL = {
    "show": ("dir", "id"),
    "export": ("dir",),
    "check": ("path",),
    "judge": ("path",),
    "convert": ("path",),
    "describe": ("path",),
    "split": ("path",),
    "agree": ("files",),
    "review": ("action", "dir", "file"),
    "cache": ("action", "dir"),
    "evaluate": ("outputs",),
}
LISTS = ("compare", "names", "outputs", "references", "files", "items", "raters", "dimensions", "words")
"""Keys that take a list, of which one need not be written as a list; words without a key are all of one."""
SWEEPABLE = ("simulate", "extract", "optimize")
OPEN = ("columns", "groups")
"""Keys under which users put names of their own, which Hydra takes with a plus sign only."""
VERBATIM = (
    *("posts.path", "posts.text", "personas", "out", "cache", "dir", "to", "id", "generator"),
    *("path", "action", "file", "by", "train", "dev", "test", "demonstrations"),
    *("report", "licence", "judge"),
    *("cards", "greeting", "program.system"),
    *("corpus", "data", "vectors", "baseline", "bertscore.model", "chatbot.model"),
    *("scale", "against"),
)
"""Keys whose value is taken as typed: paths, and words that only look like numbers (an id such as 3e5)."""

_FLAGS_WITH_VALUE = {
    *("--config-path", "-cp", "--config-name", "-cn", "--config-dir", "-cd", "--package", "-p"),
    *("--cfg", "-c", "--info", "-i", "--experimental-rerun"),
}
_SECRET_KEY = re.compile(
    r"(?:^|[._])(?:(?:api|secret|access|private|auth|client)_?keys?|keys?|secrets?|(?:\w+_)?token|pass(?:word|wd)?|"
    r"credentials?|bearer|authorization|client_secret)$",
    re.IGNORECASE,
)
# What keys of the known providers look like; a value like this is a key whatever it is called.
_SECRET_VALUE = re.compile(r"\b(?:sk-|gsk_|hf_|xai-|ghp_|AIza)[A-Za-z0-9_-]{20,}")
_SECRET_VARIABLE = re.compile(r"KEY|TOKEN|SECRET|PASSWORD|PASSWD", re.IGNORECASE)
_URL_WITH_LOGIN = re.compile(r"://[^/\s@]*:[^/\s@]*@|[?&][^=&\s]*(?:key|token|secret|password)=", re.IGNORECASE)


def for_hydra(command: str, words: Sequence[str]) -> list[str]:
    """Return the words after `command` as Hydra reads them.

    Raises:
        ConfigurationError: a secret (which the message does not repeat), or a sweep of a command that has none.
        InputError: a word that is neither a flag nor key=value nor asked for by the command.
    """
    refuse_secrets(words)
    sweep = any(word in ("-m", "--multirun") or word.upper() == "HYDRA.MODE=MULTIRUN" for word in words)
    if sweep and command not in SWEEPABLE:
        raise ConfigurationError(f"{command} takes no -m; only {' and '.join(SWEEPABLE)} can sweep")
    given = [one for word in _with_keys(command, words) for one in _chatbot(word)]
    _refuse_missing_roles(given)
    rewritten = [word if _is_flag(word) else _rewrite(word, quote=not sweep) for word in given]
    if not sweep:
        return rewritten
    flags = [word for word in rewritten if word in ("-m", "--multirun")]  # Hydra takes them before key=value only
    others = [word for word in rewritten if word not in flags]
    return [*flags, *others, _name_jobs_by(rewritten)]


def refuse_secrets(words: Sequence[str]) -> None:
    """Refuse a secret on the command line, without repeating it.

    Raises:
        ConfigurationError: a key whose name says that it is secret, or a value that looks like a provider's key.
    """
    for word in words:
        key, _, value = word.partition("=")
        name = key.lstrip("+~-")
        if _SECRET_KEY.search(name.rpartition("@")[2]) or _SECRET_VALUE.search(word) or _URL_WITH_LOGIN.search(value):
            shown = name if "=" in word and not _SECRET_VALUE.search(name) else "this option"
            raise ConfigurationError(
                f"{shown}: no secrets on the command line; export the key in the environment, and if need be name its "
                "variable with lm.api_key_env=VARIABLE"
            )
        if name.endswith("api_key_env") and not re.fullmatch(r"[A-Z_][A-Z0-9_]*|null|", value):
            raise ConfigurationError(
                f"{name}: takes the name of an environment variable, in capitals, for instance OPENAI_API_KEY; never "
                "the key itself"
            )


def refuse_secret_values(values: Any, place: str = "") -> None:
    """Refuse a secret that came into the configuration by a file or an interpolation, without repeating it.

    Raises:
        ConfigurationError: a value looks like a key, holds a login, or holds what an environment variable keeps secret.
    """
    if isinstance(values, dict):
        for key, value in values.items():
            refuse_secret_values(value, f"{place}.{key}".lstrip("."))
    elif isinstance(values, list):
        for value in values:
            refuse_secret_values(value, place)
    elif isinstance(values, str):
        kept = (value for name, value in os.environ.items() if _SECRET_VARIABLE.search(name) and len(value) >= 8)
        if _SECRET_VALUE.search(values) or _URL_WITH_LOGIN.search(values) or any(value in values for value in kept):
            raise ConfigurationError(
                f"{place}: no secrets in the configuration; export the key in the environment and name its "
                "variable with lm.api_key_env"
            )


def quoted(value: str) -> str:
    """Return `value` in quotation marks, so that Hydra's grammar and OmegaConf's ``${…}`` leave it alone.

    Within them a backslash escapes only a quotation mark or another backslash before one.
    """
    escaped = re.sub(r"(\\*)'", r"\1\1\\'", value.replace("${", "\\${"))
    doubled = "\\" * (len(escaped) - len(escaped.rstrip("\\")))
    return f"'{escaped}{doubled}'"


def _with_keys(command: str, words: Sequence[str]) -> list[str]:
    """Give words without a key the keys of the command, in turn; leave flags and their values alone."""
    unused = list(POSITIONAL.get(command, ()))
    given, after_flag, listed = list[str](), False, list[str]()
    for word in words:
        # The folders of a sweep have an equals sign in their names: DIR/lm=offline,seed=0.
        keyed = "=" in word and not (unused and Path(word).exists())
        if after_flag or _is_flag(word) or keyed or word.startswith("~"):
            given.append(word)
        elif unused and unused[0] in LISTS:
            listed.append(quoted(word))
        elif unused:
            given.append(f"{unused.pop(0)}={word}")
        else:
            hint = f"; did you mean posts={word}?" if command in SWEEPABLE else ""
            raise InputError(f"{word!r} is not key=value{hint}")
        after_flag = word in _FLAGS_WITH_VALUE
    return [*given, f"{unused[0]}=[{','.join(listed)}]"] if listed else given


def _is_flag(word: str) -> bool:
    return word.startswith("-")


def _rewrite(word: str, quote: bool) -> str:
    key, equals, value = word.partition("=")
    if key == "in":  # a word of Python, so no name of a field
        key = "path"
    if key == "posts" and _looks_like_path(value):
        key = "posts.path"
    if key == "bertscore":
        key = "bertscore.model"
    if key in LISTS and value and value[:1] not in "['\"" and value != "null":
        value = f"[{quoted(value)}]"
    if key == "program.compiled" and value and value[:1] not in "['\"" and value != "null":
        value = ",".join(f"[{quoted(one)}]" for one in ([value] if quote else value.split(",")))
    if quote and key in VERBATIM and value not in ("null", "???", "") and value[:1] not in ("'", '"'):
        value = quoted(value)
    if key.partition(".")[0] in OPEN:
        key = f"+{key}"
    return f"{key}{equals}{value}"


def _chatbot(word: str) -> list[str]:
    """Return what chatbot=… stands for: an option of the group `lm`, or a model of this machine or of the hub."""
    key, _, value = word.partition("=")
    if key != "chatbot" or value in ("", "null"):
        return [word]
    if "/" in value or Path(value).expanduser().is_dir():
        return ["lm@chatbot=transformers", f"chatbot.model={value}"]
    return [f"lm@chatbot={value}"]


def _looks_like_path(value: str) -> bool:
    bare = value.strip("'\"")
    return "." in bare or "/" in bare or "\\" in bare or (bare not in ("", "examples") and Path(bare).exists())


def _refuse_missing_roles(words: Sequence[str]) -> None:
    for role in ("extractor", "seeker", "supporter", "judge", "proposer"):
        chosen = any(word.lstrip("+").startswith(f"lm@{role}_lm=") for word in words)
        part = next((word for word in words if word.startswith(f"{role}_lm.")), None)
        if part and not chosen:
            raise ConfigurationError(
                f"{part.partition('=')[0]}: the {role} has no LM of its own yet; choose it with lm@{role}_lm=NAME"
            )


def _name_jobs_by(words: Sequence[str]) -> str:
    from hydra.core.override_parser.overrides_parser import OverridesParser
    from hydra.errors import HydraException

    parser = OverridesParser.create()
    is_swept = {"out": False}
    for word in words:
        try:
            override = None if _is_flag(word) else parser.parse_override(word)
        except HydraException:
            continue  # Hydra itself says what is wrong with it
        if override is not None:
            is_swept[override.get_key_element()] = override.is_sweep_override()  # of two with one key the last counts
    fixed = ",".join(quoted(key) for key, sweep in is_swept.items() if not sweep)
    return f"hydra.job.config.override_dirname.exclude_keys=[{fixed}]"


def swept(overrides: Sequence[str], fixed: Sequence[str]) -> str:
    """Return the name of a job's folder: its overrides less those that are the same in every job.

    A slash in a value becomes an underscore, so that one job is one folder.
    """
    named = sorted(word for word in overrides if word.partition("=")[0] not in set(fixed))
    return ",".join(named).replace("'", "").replace('"', "").replace("/", "_").replace("\\", "_")
