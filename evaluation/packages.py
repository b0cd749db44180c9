"""The packages of the extra `evaluate`, which a base installation does not have."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from ..signatures import ConfigurationError


def package(name: str, purpose: str) -> Any:
    """Return a module of the extra.

    Args:
        name: dotted, such as ``nltk.tokenize``.
        purpose: what it is for, as the user said it, such as ``profile.tokenizer=nltk``.

    Raises:
        ConfigurationError: it is not installed.
    """
    try:
        return import_module(name)
    except ImportError:
        needed = name.partition(".")[0]
        raise ConfigurationError(f"{purpose} needs {needed}: pip install 'socialsim[evaluate]'") from None
