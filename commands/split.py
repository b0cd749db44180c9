"""`socialsim split`: a corpus in files for train, valid and test, and a record of who is where and why.

The dialogues are read twice, to choose and to write, so that a corpus of any size fits.
"""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from ..corpora.dialogues import SUFFIXES
from ..corpora.format import Format, ReadDialogue
from ..corpora.formats.ours import OURS
from ..corpora.splitting import SHARES, Split, split
from ..corpora.writing import losses, record_of, text_of
from ..signatures import ConfigurationError, InputError
from .convert import WRITTEN
from .entries import Entries, open_dialogues, print_reading
from .files import put_in_place
from .plain import Paper, as_text
from .progress import phase
from .schema import SplitConfig
from .split_record import record_of_split
from .split_report import print_split
from .start import check_folder

RECORD = "split.json"


def run(config: SplitConfig) -> None:
    """Write the parts of the dialogues of `config.path` to `config.out`, and say what they are."""
    shares = {name: getattr(config.shares, name) for name in SHARES}
    if config.by == "esconv" and (shares != SHARES or config.seed):
        raise ConfigurationError("by=esconv: has shares and a seed of its own; leave out shares and seed")
    if config.to is not None and config.to not in WRITTEN:
        raise ConfigurationError(f"to={config.to}: there is no such format to write; there are {', '.join(WRITTEN)}")
    folder, before = _folder(config)
    with open_dialogues(config.path, config.run) as entries:
        made = split(_watched(entries, len(entries.rows) or None), shares, config.seed, config.by, config.stratify)
        target = _target(config, entries)
        names = _names(made, entries, target)
        folder.mkdir(parents=True, exist_ok=True)
        lost = _write(config, folder, entries, made, target, names)
        for name in before - {*names.values(), *_beside(names, target).values(), RECORD}:
            (folder / name).unlink()
        paper = Paper()
        print_split(paper, made)
        for what, count in lost.most_common():
            paper.print(as_text(f"{target.name} cannot hold {what}: {count:,} dialogues"), soft_wrap=True)
        paper.print(as_text(f"They are in {config.out} ({target.key}); who is where is in {RECORD}"), soft_wrap=True)
        if entries.reading is not None:
            print_reading(paper, entries.reading)


def _folder(config: SplitConfig) -> tuple[Path, set[str]]:
    """Return the folder to write to, and the names of the files in it that an earlier split wrote.

    Raises:
        InputError: it holds anything else, or what is to be split.
    """
    folder = check_folder(config.out)
    there = {path.name for path in folder.iterdir() if path.name[0] != "."} if folder.is_dir() else set()
    source = Path(config.path).expanduser().resolve()
    if there and folder.resolve() in (source, source.parent):
        raise InputError(f"out={config.out}: holds what is to be split; say another out=DIR")
    strange = sorted(there - _written(folder))
    if strange:
        more = f" and {len(strange) - 1} more" if strange[1:] else ""
        raise InputError(f"out={config.out}: holds {strange[0]}{more}, which no split wrote; say another out=DIR")
    return folder, there


def _written(folder: Path) -> set[str]:
    """Return the names of the files that an earlier split wrote to a folder."""
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        return {RECORD, *map(str, record["files"])} if record["command"] == "split" else set()
    except (OSError, ValueError, TypeError, KeyError):
        return set()


def _watched(entries: Entries, total: int | None) -> Iterator[ReadDialogue]:
    with phase("read", total) as progress:
        for found in entries:
            yield found
            progress.advance()


def _target(config: SplitConfig, entries: Entries) -> Format:
    """Return the format to write: as asked for, or the file's own where we write it, or ours."""
    own = entries.reading.format.key if entries.reading is not None else OURS.key
    return WRITTEN.get(config.to or own, OURS)


def _stands(entries: Entries, target: Format) -> bool:
    """Return whether records can be written as they stand: those of a file of JSON in the target's own format."""
    reading = entries.reading
    return (
        reading is not None and reading.format is target and len(reading.files) == 1 and "JSON" in reading.syntax.name
    )


def _names(made: Split, entries: Entries, target: Format) -> dict[str, str]:
    """Return part → name of its file, which ends as the one that was read where it is written in the same way."""
    suffix = ".jsonl" if target.lines else ".json"
    if entries.reading is not None and _stands(entries, target):
        own, same = entries.reading.files[0].suffix, "JSON Lines" if target.lines else "JSON"
        suffix = own if entries.reading.syntax.name == same and own in SUFFIXES else suffix
    stem = f"{target.key}-" if target.beside else ""  # the profiles are found by this name
    return {part: f"{stem}{part}{suffix}" for part in made.shares}


def _beside(names: dict[str, str], target: Format) -> dict[str, str]:
    """Return part → name of the file of its personas, where the format has such files."""
    return {part: name.replace(target.key, "profiles", 1) for part, name in names.items()} if target.beside else {}


class _Out:
    """A file of records, written one by one."""

    def __init__(self, stream: IO[str], target: Format) -> None:
        self._stream, self._waiting = stream, deque[Any]()
        self._texts = text_of(self._records(), target)

    def _records(self) -> Iterator[Any]:
        while self._waiting:
            yield self._waiting.popleft()

    def add(self, record: Any) -> None:
        self._waiting.append(record)
        self._stream.write(next(self._texts))

    def close(self) -> None:
        self._stream.writelines(self._texts)


def _write(
    config: SplitConfig, folder: Path, entries: Entries, made: Split, target: Format, names: dict[str, str]
) -> Counter[str]:
    """Write the files, and return what of the dialogues the target cannot hold → in how many."""
    lost, beside, stands = Counter[str](), _beside(names, target), _stands(entries, target)
    with ExitStack() as stack:
        progress = stack.enter_context(phase("written", len(entries.rows) or None))
        files, personas = (
            {part: _Out(stack.enter_context(put_in_place(folder / name)), target) for part, name in there.items()}
            for there in (names, beside)
        )
        # Entered last, it is put in its place first: whatever is found beside it after a kill is known to be ours.
        record = stack.enter_context(put_in_place(folder / RECORD))
        for found, part in _again(entries, made):
            value = _value(found, target, stands)
            if target.key == config.to and not stands:
                lost.update(losses(found, value, target))
            files[part].add(value)
            if target.beside and (persona := target.beside(found)) is not None:
                personas[part].add(persona)
            progress.advance()
        for file in (*files.values(), *personas.values()):
            file.close()
        told = record_of_split(entries, made, target, names) | {"files": sorted((*names.values(), *beside.values()))}
        record.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    return lost


def _value(found: ReadDialogue, target: Format, stands: bool) -> Any:
    """Return the record of a dialogue; one that had its persona by its place in the file gets a name to have it by."""
    if not stands:
        return record_of(found, target)
    if target.beside and found.persona and target.read(found.record, Counter()).id != found.id:
        return record_of(found, target, as_written=False)
    return found.record


def _again(entries: Entries, made: Split) -> Iterator[tuple[ReadDialogue, str]]:
    """Yield the dialogues, read for the second time, each with its part.

    Raises:
        InputError: they are not those that were read before.
    """
    changed = InputError(f"{entries.name}: was changed while it was read; run the same command again")
    count = 0
    for found in entries:
        member = made.members[count] if count < len(made.members) else None
        if member is None or (member.name, member.utterances) != (found.id, len(found.dialogue.turns)):
            raise changed
        yield found, made.parts[count]
        count += 1
    if count < len(made.members):
        raise changed
