"""Tokenizers by name, each with the line that says which it was."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from ...signatures import ConfigurationError
from ..packages import package
from .word_tokenize import PURPOSE, has_punkt, word_tokenize

_WORDPUNCT = re.compile(r"\w+|[^\w\s]+")
_PARLAI = re.compile(r"\b(?:a|an|the)\b")
_PARLAI_MARKS = re.compile(r"[!\"#$%&()*+,-./:;<=>?@\[\]\\^`{|}~_']")
_SACREBLEU = {
    "13a": "tokenizer_13a.Tokenizer13a",
    "intl": "tokenizer_intl.TokenizerV14International",
    "zh": "tokenizer_zh.TokenizerZh",
}
NAMES = ("nltk", "split", "wordpunct", "parlai", *_SACREBLEU, "char")


@dataclass(frozen=True)
class Tokenizer:
    """Takes texts apart."""

    about: str
    """With versions, as it is printed under tables."""
    split: Callable[[str], list[str]]


def tokenizer(name: str, lowercase: bool, setting: str = "profile.tokenizer") -> Tokenizer:
    """Return the tokenizer of this name, or of a folder, of texts that are put into lower case first or not.

    Args:
        setting: where the user names it, for complaints.

    Raises:
        ConfigurationError: there is none of this name and no such folder, or its package is not installed.
    """
    about, split = _named(name, setting)
    if lowercase:
        return Tokenizer(f"{about}, lower-cased", lambda text: split(text.lower()))
    return Tokenizer(f"{about}, case kept", split)


def _named(name: str, setting: str) -> tuple[str, Callable[[str], list[str]]]:
    if name == "nltk":
        package("nltk", PURPOSE)
        how = (
            ""
            if has_punkt()
            else " without punkt_tab (a list of abbreviations instead; python -m nltk.downloader punkt_tab)"
        )
        return f"NLTK {version('nltk')} word_tokenize{how}", word_tokenize()
    if name == "split":
        return "split at spaces", str.split
    if name == "wordpunct":
        return "wordpunct", _WORDPUNCT.findall
    if name == "parlai":
        return "ParlAI's words", _parlai
    if name == "char":
        return "characters", lambda text: list("".join(text.split()))
    if name in _SACREBLEU:
        module, _, kind = _SACREBLEU[name].partition(".")
        apart = getattr(package(f"sacrebleu.tokenizers.{module}", f"{setting}={name}"), kind)()
        return f"sacrebleu {version('sacrebleu')} {name}", lambda text: apart(text.rstrip()).split()
    return _of_folder(name, setting)


def _parlai(text: str) -> list[str]:
    """Return the words that ParlAI's metrics compare."""
    return _PARLAI.sub(" ", _PARLAI_MARKS.sub(" ", text.lower())).split()


def _of_folder(name: str, setting: str) -> tuple[str, Callable[[str], list[str]]]:
    folder = Path(name).expanduser()
    if not folder.is_dir():
        known = ", ".join(NAMES)
        raise ConfigurationError(f"{setting}: {name}: no such folder, and no tokenizer of that name: {known}")
    try:
        from transformers import AutoTokenizer
    except ImportError:
        raise ConfigurationError(f"{setting}={name} needs transformers: pip install 'socialsim[local]'") from None
    try:
        model = AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
    except (OSError, ValueError, KeyError) as error:
        problem = " ".join(str(error).split())
        raise ConfigurationError(f"{setting}: {name}: holds no tokenizer that can be read: {problem}") from error
    return f"tokens of {folder.name}", model.tokenize
