"""The words of `socialsim study`: axes of its grid, keys of its own, and all others, for the command that it runs.

    lm=gpt-4,offline program=direct,full seed=0,1 n=50 program.max_turns=12 checks=report
        → generators=['gpt-4','offline'] frameworks=['direct','full'] seeds=[0,1] n=50
          words=['program.max_turns=12','checks=report']

In a sweep (-m) each job gets one of each: generators=['gpt-4'],['offline'].
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import fields

from ..signatures import ConfigurationError
from .quoting import quoted
from .schema import StudyConfig

AXES = {"lm": "generators", "program": "frameworks", "seed": "seeds"}
"""What is typed → the key that takes its values."""
HANDED_ON = ("finetune", "evaluate")
"""Keys whose values are words for another command: finetune="model=llama-2-7b reasoning=true"."""
_FOLDERS = ("--config-dir", "-cd")
_GROUPS = ("posts", "study", "budget", "hydra")
_OWN = {one.name for one in fields(StudyConfig)}
_QUOTES = ("'", '"')


def studied(words: Sequence[str], sweep: bool) -> list[str]:
    """Return the words as `StudyConfig` takes them.

    Raises:
        ConfigurationError: a sweep over studies, which would share a folder.
    """
    given, others, place = list[str](), list[str](), 0
    for word in words:
        key, equals, value = word.partition("=")
        if sweep and key == "study" and "," in value:
            raise ConfigurationError(f"{word}: a folder holds one study; run them one after the other")
        if word.startswith(("-", "+", "~")) or not equals:
            given.append(word)
        elif key in AXES:
            if not _levels(value):
                raise ConfigurationError(f"{word}: names nothing")
            levels = [quoted(one) if key != "seed" else one for one in _levels(value)]
            jobs = [f"[{one}]" for one in levels] if sweep else [f"[{','.join(levels)}]"]
            given.append(f"{AXES[key]}={','.join(jobs)}")
        elif key == "judge":
            if not _levels(value):
                raise ConfigurationError(f"{word}: names nothing")
            given.append(f"judges=[{','.join(map(quoted, _levels(value)))}]")
        elif key == "compiled" and value[:1] not in ("[", *_QUOTES):
            given.append(f"compiled=[{','.join(map(quoted, _levels(value)))}]")
        elif key in HANDED_ON:
            given.append(f"{key}={_handed_on(key, value)}")
        elif key in _OWN or key.partition(".")[0] in _GROUPS or key.startswith("hydra/"):
            given.append(word)
        else:
            place = place if others else len(given)  # where the first of them was typed: Hydra's flags stay last
            others.append(word)
    return [*given[:place], f"words=[{','.join(map(quoted, others))}]", *given[place:]] if others else given


def folders_typed(words: Sequence[str]) -> list[str]:
    """Return the words that say where a user's own configuration lies, which every command of a study needs."""
    found = list[str]()
    for word, after in zip(words, [*words[1:], ""], strict=True):
        if word in _FOLDERS:
            found += [word, after]
        elif word.partition("=")[0] in _FOLDERS:
            found.append(word)
    return found


def _handed_on(key: str, value: str) -> str:
    """Return words for another command as a list: true is no words, which is something else than null.

    Raises:
        ConfigurationError: a quotation mark is not closed.
    """
    quotes = value[:1] if value[:1] in _QUOTES else ""
    if quotes and (len(value) < 2 or value[-1] != quotes):
        raise ConfigurationError(f"{key}={value}: the quotation mark is not closed")
    bare = value[1:-1] if quotes else value
    if bare.casefold() in ("true", "[]"):
        return "[]"
    if bare.casefold() in ("false", "null"):
        return "null"
    try:
        words = _at_commas(bare[1:-1]) if bare.startswith("[") and bare.endswith("]") else shlex.split(bare)
    except ValueError as problem:
        raise ConfigurationError(f"{key}={value}: {str(problem).lower()}") from None
    return f"[{','.join(map(quoted, words))}]"


def _at_commas(text: str) -> list[str]:
    """Return what stands between commas that are within no brackets and no quotation marks."""
    parts, depth, quote = [""], 0, ""
    for one in text:
        if quote:
            quote = "" if one == quote else quote
        elif one in _QUOTES:
            quote = one
        depth += (one in "[{(") - (one in "]})") if not quote else 0
        if one == "," and not depth and not quote:
            parts.append("")
        else:
            parts[-1] += one
    stripped = (part.strip() for part in parts)
    return [one[1:-1] if one[:1] in _QUOTES and one[:1] == one[-1:] else one for one in stripped if one]


def _levels(value: str) -> list[str]:
    """Return the values of an axis: `a,b`, or `[a,b]` with or without quotation marks."""
    bare = value.removeprefix("[").removesuffix("]") if value.startswith("[") else value
    return [one.strip().strip("'\"") for one in bare.split(",") if one.strip()]
