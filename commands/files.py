"""The files of a corpus folder, each written beside its place and then put there, so that no half file is seen."""

from __future__ import annotations

import glob
import json
import os
import platform
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import tee, zip_longest
from pathlib import Path
from typing import IO, Any

from ..cache import CorpusStore, StoredPersona
from ..cache.cards import played
from ..corpora.format import ReadDialogue
from ..corpora.formats.ours import write as typed_record
from ..corpora.formats.ssconv import conversation, user_profile
from ..corpora.writing import json_array, json_lines
from ..signatures import Dialogue, HelpPost, Persona, RoleCard
from .roleplay_cards import card_entry

SSCONV, PROFILES, DIALOGUES, RUN = "ssconv.json", "profiles.json", "dialogues.jsonl", "run.json"

Finished = tuple[int, Dialogue, StoredPersona | RoleCard]
"""Number (which is the ID in SSConv), dialogue, who the seeker is."""


@contextmanager
def put_in_place(path: Path) -> Iterator[IO[str]]:
    """Open a file to be written; it takes the place of `path` once it is complete, and never otherwise."""
    with unfinished(path) as beside, beside.open("w", encoding="utf-8", newline="\n") as stream:
        yield stream


@contextmanager
def unfinished(path: Path) -> Iterator[Path]:
    """Yield the name of a file or folder to be written, which takes the place of `path` once it is complete."""
    here = platform.node()
    for left in path.parent.glob(f".{glob.escape(path.name)}.{glob.escape(here)}-*.unfinished"):
        if _is_dead(left):  # what was killed could not clear up
            _remove(left)
    beside = path.with_name(f".{path.name}.{here}-{os.getpid()}.unfinished")
    try:
        yield beside
        if path.is_dir() and beside.is_dir():  # a file never takes the place of a folder
            shutil.rmtree(path)
        beside.replace(path)
    except BaseException:
        _remove(beside)
        raise


def _is_dead(left: Path) -> bool:
    """Return whether the process of this machine that wrote an unfinished file is no more."""
    process = left.name.removesuffix(".unfinished").rpartition("-")[2]
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except (ValueError, OSError):
        pass
    return False


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def finished(store: CorpusStore, dialogue_ids: Iterable[str]) -> Iterator[Finished]:
    """Yield dialogues one by one with their personas and posts, or role cards, numbered from 1."""
    for number, identifier in enumerate(dialogue_ids, start=1):
        dialogue = store.dialogue(identifier)
        persona_id = dialogue.provenance.persona_id if dialogue.provenance else ""
        yield number, dialogue, played(store, persona_id)


def write_dialogues(folder: Path, dialogues: Iterable[Finished], names: Iterable[str]) -> None:
    """Write those of `ssconv.json`, `profiles.json` and `dialogues.jsonl` that are named, in one pass."""
    wanted = list(names)
    copies = dict(zip(wanted, tee(dialogues, len(wanted)), strict=True))
    texts = [_TEXTS[name](copy) for name, copy in copies.items()]
    with ExitStack() as stack:
        streams = [stack.enter_context(put_in_place(folder / name)) for name in wanted]
        for parts in zip_longest(*texts, fillvalue=""):  # side by side, so that no copy runs ahead and is kept
            for stream, part in zip(streams, parts, strict=True):
                stream.write(part)


def write_profiles(folder: Path, personas: Iterable[Persona]) -> None:
    """Write `profiles.json` of a bank without dialogues."""
    with put_in_place(folder / PROFILES) as stream:
        stream.writelines(json_array(user_profile(number, persona) for number, persona in enumerate(personas, start=1)))


def write_run(folder: Path, record: dict[str, Any]) -> None:
    """Write `run.json`."""
    with put_in_place(folder / RUN) as stream:
        stream.write(json.dumps(record, ensure_ascii=False, indent=2) + "\n")


def entry(number: int, dialogue: Dialogue, stored: StoredPersona | RoleCard) -> ReadDialogue:
    """Return a dialogue of a store as if it were read from a file: everything about it but the text of the post."""
    if isinstance(stored, RoleCard):
        return card_entry(number, dialogue, stored)
    return ReadDialogue(
        dialogue,
        number,
        id=dialogue.id,
        persona=stored.persona,
        simulated=True,
        topic=stored.persona.topic,
        situation=stored.persona.situation,
        post=_named(stored.post) if stored.post else None,
    )


def _named(post: HelpPost) -> dict[str, Any]:
    """Return what a post goes by, and the corpus it is of where that is known."""
    name = {"id": post.id, "source": post.source, "line": post.line, "source_id": post.source_id}
    return name | ({"corpus": post.corpus} if post.corpus else {})


def _ssconv(dialogues: Iterable[Finished]) -> Iterator[str]:
    return json_array(
        conversation(number, dialogue, stored.post.corpus if isinstance(stored, StoredPersona) and stored.post else "")
        for number, dialogue, stored in dialogues
    )


def _profiles(dialogues: Iterable[Finished]) -> Iterator[str]:
    of_personas = ((number, stored) for number, _, stored in dialogues if isinstance(stored, StoredPersona))
    return json_array(user_profile(number, stored.persona) for number, stored in of_personas)


def _lines(dialogues: Iterable[Finished]) -> Iterator[str]:
    return json_lines(typed_record(entry(*item)) for item in dialogues)


_TEXTS = {SSCONV: _ssconv, PROFILES: _profiles, DIALOGUES: _lines}
