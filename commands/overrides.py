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

from ..generators.chatbots import CHECKPOINTS
from ..generators.chatbots import FILE as CHATBOT
from ..signatures import ConfigurationError, InputError
from .quoting import quoted
from .study_words import studied

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
    "finetune": ("corpus",),
    "reproduce": ("experiment",),
}
LISTS = (
    *("compare", "names", "outputs", "references", "files", "items", "raters", "dimensions", "words"),
    *("weights", "nodes", "corpora", "ratings"),
)
"""Keys that take a list, of which one need not be written as a list; words without a key are all of one."""
SWEEPABLE = ("simulate", "extract", "optimize", "finetune", "study")
OPEN = ("columns", "groups")
"""Keys under which users put names of their own, which Hydra takes with a plus sign only."""
VERBATIM = (
    *("posts.path", "posts.text", "personas", "out", "cache", "dir", "to", "id", "generator"),
    *("path", "action", "file", "by", "train", "dev", "test", "demonstrations"),
    *("report", "licence", "judge"),
    *("cards", "greeting", "program.system"),
    *("corpus", "valid", "data", "vectors", "baseline", "bertscore.model", "chatbot.model"),
    *("lm.path", "supporter_lm.path", "chatbot.path"),
    *("scale", "against", "persona"),
)
"""Keys whose value is taken as typed: paths, and words that only look like numbers (an id such as 3e5)."""

_QUOTES = ("'", '"')
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
    sweep = is_sweep(words)
    if sweep and command not in SWEEPABLE:
        raise ConfigurationError(f"{command} takes no -m; only {' and '.join(SWEEPABLE)} can sweep")
    given = [one for word in _with_keys(command, words) for one in _chatbot(command, word)]
    if command == "chat":
        given = _one_who_answers(given)
    if command == "finetune":
        given = [one for word in given for one in _corpora_or_model(word)]
    if command == "reproduce":  # `lm` would be an option of a group, and these are only named
        given = [f"generators=[{word[3:].strip('[]')}]" if word.startswith("lm=") else word for word in given]
    if command == "study":
        given = studied(given, sweep)
    _refuse_missing_roles(given)
    rewritten = [word if _is_flag(word) else _rewrite(word, quote=not sweep) for word in given]
    if not sweep:
        return rewritten
    flags = [word for word in rewritten if word in ("-m", "--multirun")]  # Hydra takes them before key=value only
    others = [word for word in rewritten if word not in flags]
    return [*flags, *others, _name_jobs_by(rewritten)]


def is_sweep(words: Sequence[str]) -> bool:
    """Return whether the words ask for one job for each combination of values."""
    return any(word in ("-m", "--multirun") or word.upper() == "HYDRA.MODE=MULTIRUN" for word in words)


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
    listed = key == "corpus" and value.startswith("[")
    if quote and key in VERBATIM and not listed and value not in ("null", "???", "") and value[:1] not in ("'", '"'):
        value = quoted(value)
    if key.partition(".")[0] in OPEN:
        key = f"+{key}"
    return f"{key}{equals}{value}"


def _chatbot(command: str, word: str) -> list[str]:
    """Return what chatbot=… stands for: an option of the group `lm`, or a folder or a model of the hub.

    Where the chatbot is the one LM of a command, lm=… and lm.KEY=… mean it, too.
    """
    key, equals, value = word.partition("=")
    if command == "evaluate" and key.partition(".")[0] == "lm":
        key = f"chatbot{key.removeprefix('lm')}"
    if key != "chatbot" or value in ("", "null"):
        return [f"{key}{equals}{value}"]
    folder = Path(value.strip("'\"")).expanduser()
    if (folder / CHATBOT).is_file() or (folder / CHECKPOINTS).is_dir():  # of the latter is said what it lacks
        return ["lm@chatbot=chatbot", f"chatbot.path={value}"]
    if "/" in value or folder.is_dir():
        return ["lm@chatbot=transformers", f"chatbot.model={value}"]
    return [f"lm@chatbot={value}"]


def _one_who_answers(words: Sequence[str]) -> list[str]:
    """Return the words with the chatbot as the LM, and asked as a chatbot unless something else is said."""
    given = list[str]()
    for word in words:
        key, equals, value = word.partition("=")
        if key == "chatbot.model" and value[:1] not in _QUOTES:
            value = quoted(value)
        given.append(f"{re.sub('^(lm@)?chatbot', 'lm', key)}{equals}{value}")
    chatbot = "lm=chatbot" in words or any(word.startswith("lm@chatbot=") for word in words)
    said = any(word.startswith("program=") for word in words)
    return [*given, "program=chat"] if chatbot and not said else given


def _corpora_or_model(word: str) -> list[str]:
    """Return what corpus=FILE and model=DIR stand for: a list of corpora, and a model that no option is of."""
    key, _, value = word.partition("=")
    if key == "corpus" and value[:1] not in ("[", ""):
        return [f"corpus=[{value if value[0] in _QUOTES else quoted(value)}]"]
    if key == "model" and ("/" in value or Path(value).expanduser().is_dir()):
        return ["model=other", f"model.name={value if value[0] in _QUOTES else quoted(value)}"]
    return [word]


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
