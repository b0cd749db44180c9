"""The folder of a chatbot that was tuned here: which base, which adapter, and how it was taught to answer.

`chatbot.json` is written last, when everything else is there. So a folder that has it can be used.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ..signatures import InputError, digest, short
from .identity import OFFLINE

FILE, ADAPTER, MERGED, CHECKPOINTS = "chatbot.json", "adapter", "merged", "checkpoints"
"""Names within the folder."""
FORMAT = 1
_WEIGHTS = "adapter_model.safetensors"


@dataclass(frozen=True)
class ChatbotFolder:
    """A chatbot: a base model with an adapter, and what it was tuned for."""

    folder: Path
    name: str
    base: str
    """Of the hub, or a folder; a relative one is in `folder`."""
    digest: str
    """Content address of the adapter and the name of its base."""
    context: int
    """Most tokens of a sequence that it was tuned on."""
    nodes: tuple[str, ...] = ()
    """The steps of reasoning that it writes before each reply (`generators.frame`); () for none."""
    adapter: str = ADAPTER
    merged: str | None = None
    """Folder with the adapter's weights in the base's, where there is one."""
    for_proof: bool = False
    """It was made to see the path work: of a model of no use, or of text that is no training data."""

    @property
    def base_name(self) -> str:
        """What to load: the folder of the base, or its name on the hub."""
        within = self.folder / self.base
        return str(within) if within.is_dir() else self.base

    @property
    def adapter_path(self) -> Path:
        return self.folder / self.adapter

    @property
    def identity(self) -> str:
        """Its name as a generator, by what it is and not by where it lies.

        That of one which was made for proof begins as the offline generator's: its text is no training data either.
        """
        return f"{OFFLINE if self.for_proof else ''}chatbot/{self.name}+{short(self.digest)[:8]}"


def read_chatbot(path: str) -> ChatbotFolder:
    """Return the chatbot of a folder that `socialsim finetune` has made.

    Raises:
        InputError: there is none, it is not finished, or its adapter is not the one that was tuned.
    """
    place, folder = f"lm.path={path}", Path(path).expanduser().resolve()
    if not folder.is_dir():
        raise InputError(f"{place}: there is no such folder; say the one that `socialsim finetune` has made")
    if not (folder / FILE).is_file():
        if (folder / CHECKPOINTS).is_dir():
            raise InputError(f"{place}: is not finished; run its `socialsim finetune` again")
        raise InputError(f"{place}: is no chatbot, which has a {FILE}; `socialsim finetune` makes them")
    try:
        told = _OBJECT.validate_json((folder / FILE).read_bytes())
        if (version := told.pop("format", None)) != FORMAT:
            raise InputError(f"{place}: its {FILE} is of format {version}; this SocialSim reads format {FORMAT}")
        found = _TYPED.validate_python(told | {"folder": folder})
    except (OSError, ValidationError) as error:
        raise InputError(f"{place}: its {FILE} cannot be read: {_problem(error)}") from error
    if not (found.adapter_path / _WEIGHTS).is_file():
        raise InputError(f"{place}: its adapter is gone; there is no {found.adapter}/{_WEIGHTS}")
    if digest_of(found.adapter_path, found.base) != found.digest:
        raise InputError(f"{place}: its adapter was changed after it was tuned; run its `socialsim finetune` again")
    return found


_OBJECT, _TYPED = TypeAdapter(dict[str, Any]), TypeAdapter(ChatbotFolder)


def write_chatbot(
    folder: Path, base: str, *, nodes: tuple[str, ...], context: int, merged: bool = False, for_proof: bool = False
) -> ChatbotFolder:
    """Write the `chatbot.json` of a folder in which everything else is there, and return what it says.

    Args:
        base: as in `ChatbotFolder`.
        merged: whether there is a folder with merged weights, too.
    """
    folder = folder.resolve()
    made = ChatbotFolder(
        folder,
        folder.name,
        base,
        digest_of(folder / ADAPTER, base),
        context,
        nodes,
        merged=MERGED if merged else None,
        for_proof=for_proof,
    )
    told: dict[str, Any] = {"format": FORMAT} | asdict(made)
    del told["folder"]
    written = folder / f"{FILE}.part"
    written.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    written.replace(folder / FILE)
    return made


def digest_of(adapter: Path, base: str) -> str:
    """Return the content address of the adapter in a folder, for a base of that name."""
    path = (adapter / _WEIGHTS).resolve()
    there = path.stat()
    return digest("chatbot", [base, _bytes_of(path, there.st_size, there.st_mtime_ns)])


@lru_cache(maxsize=16)
def _bytes_of(path: Path, size: int, changed: int) -> str:
    """Return the digest of a file, which is read once however often its chatbot is asked for."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _problem(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False)[0]
        return ": ".join(filter(None, (".".join(map(str, first["loc"])), first["msg"])))
    return " ".join(str(error).split())
