"""Where weights are: a folder, else the hub's cache on this machine, else the hub."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from ...signatures import ConfigurationError

Loaded = TypeVar("Loaded")

_PATIENCE = 10.0
"""Seconds to wait for the hub to say that it has a model; without a network one knows at once."""


def local_first(key: str, name: str, load: Callable[[bool], Loaded]) -> Loaded:
    """Return ``load(True)``, which looks on this machine only, else ``load(False)``, which may download.

    Args:
        key: the setting that holds `name`, for messages: ``lm.model``.

    Raises:
        ConfigurationError: nothing of that name is here, and the hub has none, or cannot be reached.
        OSError: what was found is no model; the message is transformers'.
    """
    if _looks_like_a_folder(name):
        if not Path(name).expanduser().is_dir():
            raise ConfigurationError(f"{key}={name}: there is no such folder")
        return load(True)
    try:
        return load(True)
    except OSError:
        _see_that_the_hub_has(key, name)
    return load(False)


def _looks_like_a_folder(name: str) -> bool:
    path = Path(name).expanduser()
    return path.is_dir() or path.is_absolute() or name.startswith((".", "~")) or name.count("/") > 1


def _see_that_the_hub_has(key: str, name: str) -> None:
    """Ask the hub once: transformers would try again and again, and end in a page of text.

    Raises:
        ConfigurationError: it has no such model, or cannot be reached.
    """
    from httpx import HTTPError
    from huggingface_hub import HfApi
    from huggingface_hub.errors import GatedRepoError, HFValidationError, RepositoryNotFoundError

    try:
        HfApi().model_info(name, timeout=_PATIENCE)
    except GatedRepoError:
        problem = "its owners want you to ask for access first; do so on the hub, then `hf auth login`"
    except RepositoryNotFoundError:
        problem = "there is no such folder, and no such model on the hub that you may see; check the spelling"
    except HFValidationError:
        problem = "there is no such folder, and it is not the name of a model on the hub, like Qwen/Qwen2.5-7B-Instruct"
    except (HTTPError, OSError):
        problem = (
            "it is not on this machine, and the hub cannot be reached; give the folder of the weights, or download "
            "them where there is a network"
        )
    else:
        return
    raise ConfigurationError(f"{key}={name}: {problem}")
