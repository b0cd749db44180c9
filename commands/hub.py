"""`to=hf`: a corpus as a folder for `datasets.load_dataset`, split, with a card that says what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ..corpora.format import ReadDialogue
from ..corpora.parts import Split
from ..corpora.publishing.card import dataset_card
from ..corpora.publishing.facts import CardFacts, PartSize
from ..corpora.publishing.folder import split_name, write_dataset
from ..corpora.splitting import split
from .entries import Entries
from .files import unfinished
from .hub_facts import Found, with_run
from .schema import ConvertConfig

Watch = Callable[[Entries], Iterable[ReadDialogue]]


def write_hub_folder(out: Path, entries: Entries, watch: Watch, config: ConvertConfig) -> None:
    """Write the folder, which is seen only when it is complete.

    Args:
        watch: passes the dialogues on, the first time that they are read.

    Raises:
        InputError: a part would have no dialogues.
        ConfigurationError: the shares make no sense, the licence is laxer than a source's, or a package is missing.
    """
    shares = {name: getattr(config.shares, name) for name in ("train", "valid", "test")}
    found = Found(entries.store)
    made = split(found.watch(watch(entries)), shares, config.seed, config.by)
    facts = CardFacts(
        name=config.name or out.name,
        parts={part: _size(made, part) for part in made.shares},
        licence=config.licence or "",
        **found.facts(),
        limitations=tuple(_of_split(made)),
    )
    if entries.store is not None:
        facts = with_run(facts, entries.store, config)
    with unfinished(out) as folder:
        parts = {part: _of(part, entries, made) for part in made.shares}
        write_dataset(folder, parts, dataset_card(facts))


def _of_split(made: Split) -> Iterator[str]:
    for part in made.shares:
        if leaked := made.leaked(part):
            some = "1 dialogue is" if leaked == 1 else f"{leaked:,} dialogues are"
            yield f"In `{split_name(part)}` {some} nearly the same as one of another part."


def _size(made: Split, part: str) -> PartSize:
    members = made.of(part)
    return PartSize(len(members), sum(member.utterances for member in members))


def _of(part: str, entries: Entries, made: Split) -> Iterator[ReadDialogue]:
    return (found for found, where in zip(entries, made.parts, strict=True) if where == part)
