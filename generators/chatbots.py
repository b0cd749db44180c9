"""The folder of a chatbot that was tuned here: which base, which adapter, and how it was taught to answer.

`chatbot.json` is written last, when everything else is there. So a folder that has it can be used.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ..signatures import InputError, digest, short
from .identity import OFFLINE

FILE, ADAPTER, MERGED, BASE, CHECKPOINTS = "chatbot.json", "adapter", "merged", "base", "checkpoints"
"""Names within the folder."""
FORMAT = 1
_WEIGHTS, _CONFIG, _TEMPLATE = "adapter_model.safetensors", "adapter_config.json", "chat_template.jinja"
"""What the folder of an adapter has; the last one need not be there."""
_APPLIED = ("r", "lora_alpha", "target_modules")
"""Of an adapter's configuration, what says how its weights are applied."""


@dataclass(frozen=True)
class ChatbotFolder:
    """A chatbot: a base model with an adapter, and what it was tuned for."""

    folder: Path
    name: str
    base: str
    """Of the hub, or a folder; a relative one is in `folder`."""
    digest: str
    """Of what answers, as `digest_of` returns it."""
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
    def problem(self) -> str:
        """What it says that cannot be, or what it names that is not there; "" for nothing."""
        for name, within in (("adapter", self.adapter), ("merged", self.merged)):
            if within is not None and self.folder not in (self.folder / within).resolve().parents:
                return f"its {FILE} cannot be read: {name}: {within} is no folder in it"
        if self.context < 1:
            return f"its {FILE} cannot be read: context: {self.context} is no number of tokens"
        if wrong := next((node for node in self.nodes if not node.isidentifier()), None):
            return f"its {FILE} cannot be read: nodes: {wrong!r} is no name of one"
        for name in (_WEIGHTS, _CONFIG):
            if not (self.adapter_path / name).is_file():
                return f"its adapter is gone; there is no {self.adapter}/{name}"
        is_folder = self.base == BASE or Path(self.base).is_absolute()
        if self.merged is None and is_folder and not (self.folder / self.base).is_dir():
            return f"its base is gone; there is no folder {self.base}"
        return ""

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
    if problem := found.problem:
        raise InputError(f"{place}: {problem}")
    if digest_of(found.adapter_path, found.base, found.nodes) != found.digest:
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
        digest_of(folder / ADAPTER, base, nodes),
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


def digest_of(adapter: Path, base: str, nodes: Sequence[str]) -> str:
    """Return the content address of what answers: an adapter and how it is applied, laid out and framed, and its base.

    An adapter that cannot be read, or lacks something, has one of its own, and not that of the whole one.

    Args:
        adapter: the folder.
        base: its name alone, whatever is there under it.
    """
    path = (adapter / _WEIGHTS).resolve()
    there = path.stat() if path.is_file() else None
    weights = _bytes_of(path, there.st_size, there.st_mtime_ns) if there is not None else None
    try:
        told = _OBJECT.validate_json((adapter / _CONFIG).read_bytes())
    except (OSError, ValidationError):
        told = {}
    applied = [sorted(value) if isinstance(value := told.get(name), list) else value for name in _APPLIED]
    written = adapter / _TEMPLATE
    template = hashlib.sha256(written.read_bytes()).hexdigest() if written.is_file() else None
    return digest("chatbot", [base, [*nodes], weights, applied, template])


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
