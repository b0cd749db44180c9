"""`to=hf`: a corpus as a folder for `datasets.load_dataset`, split, with a card that says what it is."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from os import getpid
from pathlib import Path
from typing import Any, Literal

from ..cache import DONE
from ..cache.checks import tally
from ..corpora.format import ReadDialogue
from ..corpora.formats import FORMATS, POSTS, by_key, licence_of
from ..corpora.formats.ours import OURS
from ..corpora.parts import Split
from ..corpora.publishing.card import dataset_card
from ..corpora.publishing.facts import CardFacts, CheckRow, PartSize, SourceFacts
from ..corpora.publishing.folder import write_dataset
from ..corpora.splitting import split
from ..programs.checks.error_rates import ERROR_RATES
from .corpus import open_corpus
from .entries import Entries
from .schema import ConvertConfig

KNOWN = {**{one.key: one.name for one in FORMATS}, **{one.key: one.name for one in POSTS}}
"""Key of a corpus → what people call it."""
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
    found = _Found()
    made = split(found.watch(watch(entries)), shares, config.seed, config.by)
    facts = CardFacts(
        name=config.name or out.name,
        parts={part: _size(made, part) for part in made.shares},
        licence=config.licence or "",
        **found.facts(),
        **(_of_run(entries, config) if entries.store else {}),
        limitations=tuple(_of_split(made)),
    )
    with _unfinished_folder(out) as folder:
        parts = {part: _of(part, entries, made) for part in made.shares}
        write_dataset(folder, parts, dataset_card(facts))


@dataclass
class _Found:
    """What a card says of the dialogues, counted while they pass by."""

    total: int = 0
    simulated: int = 0
    crisis: int = 0
    replies: int = 0
    reasoned: int = 0
    languages: set[str] = field(default_factory=set)
    generators: dict[str, set[str]] = field(default_factory=dict)
    programs: set[str] = field(default_factory=set)
    seeds: set[int] = field(default_factory=set)
    versions: dict[str, set[str]] = field(default_factory=dict)
    strategies: Counter[str] = field(default_factory=Counter)
    topics: Counter[str] = field(default_factory=Counter)
    sources: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Format and file → dialogues."""
    posts: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Corpus, as far as it is known, and file → different posts."""
    _seen: set[Any] = field(default_factory=set)

    def watch(self, dialogues: Iterable[ReadDialogue]) -> Iterator[ReadDialogue]:
        for found in dialogues:
            self._add(found)
            yield found

    def _add(self, found: ReadDialogue) -> None:
        self.total += 1
        self.crisis += bool(found.dialogue.crisis)
        replies = [turn for turn in found.dialogue.turns if turn.speaker == "supporter"]
        self.replies += len(replies)
        self.reasoned += sum(bool(turn.reasoning and turn.reasoning.steps().keys() - {"strategy"}) for turn in replies)
        self.strategies.update(turn.strategy for turn in replies if turn.strategy)
        self.topics.update([found.topic] if found.topic else [])
        came_from = found.source if found.source and found.source.format != OURS.key else None
        if came_from is not None:
            self.sources[came_from.format, came_from.file] += 1
            known = by_key(came_from.format)
            self.languages |= {known.language} - {""} if known else set()
        made = found.dialogue.provenance
        wrote = made.generators if made else found.about.get("generators")  # chat records have them as a note
        for role, name in wrote.items() if isinstance(wrote, Mapping) else ():
            self.generators.setdefault(str(role), set()).add(str(name))
        if made:
            self.simulated += 1
            self.languages.add("en")
            self.programs.add(made.program)
            self.seeds.add(made.seed)
            for package, number in made.versions.items():
                self.versions.setdefault(package, set()).add(number)
        if found.post and found.post.get("id") not in self._seen:
            self._seen.add(found.post.get("id"))
            self.posts[str(found.post.get("corpus") or ""), str(found.post.get("source") or "")] += 1

    def facts(self) -> dict[str, Any]:
        return {
            "languages": tuple(sorted(self.languages)),
            "sources": tuple(self._sources()),
            "simulated": self.simulated,
            "generators": {role: tuple(sorted(names)) for role, names in sorted(self.generators.items())},
            "programs": tuple(sorted(self.programs)),
            "seeds": tuple(sorted(self.seeds)),
            "versions": {package: " and ".join(sorted(numbers)) for package, numbers in sorted(self.versions.items())},
            "crisis": self.crisis,
            "replies": self.replies,
            "reasoned": self.reasoned,
            "strategies": dict(self.strategies.most_common()),
            "topics": dict(self.topics.most_common()),
        }

    def _sources(self) -> Iterator[SourceFacts]:
        counts: dict[Literal["dialogues", "posts"], Counter[tuple[str, str]]]
        counts = {"dialogues": self.sources, "posts": self.posts}
        for what, counted in counts.items():
            for key in dict.fromkeys(key for key, _ in counted):
                files = {file: count for (other, file), count in counted.items() if other == key}
                names = tuple(name for name in files if name)
                name = KNOWN.get(key) or key or "help-seeking posts"
                yield SourceFacts(key, name, names, sum(files.values()), what, licence_of(key))


def _of_run(entries: Entries, config: ConvertConfig) -> dict[str, Any]:
    """Return what a corpus knows of its making: what checks found and let through, whether posts were scrubbed."""
    store = entries.store
    if store is None:
        return {}
    number = config.run or store.last_run() or 0
    with open_corpus(config.path, config.run) as (_, rows):
        tried = [row["status"] for row in rows]
    kinds = tally(store.db, number, store.latest_judge())["kinds"]
    made_as = store.run_config(number)
    scrubbed = None if made_as.get("personas") else made_as.get("privacy") == "scrub"
    rows_of_checks = (
        CheckRow(
            kind,
            f"{kinds.get(kind, 0):,}",
            recall=f"{rate.recall:g} %",
            alarms=f"{rate.alarms_as_simulated:g} %",
        )
        for kind, rate in ERROR_RATES.items()
    )
    return {"checks": tuple(rows_of_checks), "accepted": tried.count(DONE) / len(tried), "scrubbed": scrubbed}


def _of_split(made: Split) -> Iterator[str]:
    for part in made.shares:
        if leaked := made.leaked(part):
            yield f"{leaked:,} dialogues of the part `{part}` are nearly the same as one of another part."


def _size(made: Split, part: str) -> PartSize:
    members = made.of(part)
    return PartSize(len(members), sum(member.utterances for member in members))


def _of(part: str, entries: Entries, made: Split) -> Iterator[ReadDialogue]:
    return (found for found, where in zip(entries, made.parts, strict=True) if where == part)


@contextmanager
def _unfinished_folder(out: Path) -> Iterator[Path]:
    """Yield the name of a folder to be made, which takes the place of `out` once it is complete."""
    beside = out.with_name(f".{out.name}.{getpid()}.unfinished")
    try:
        yield beside
        if out.exists():
            shutil.rmtree(out)
        beside.rename(out)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
