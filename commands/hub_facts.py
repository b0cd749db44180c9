"""What the dataset card says of a corpus, counted: whose it is, who made it, what is in it, what checks found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from ..cache import DONE, CorpusStore
from ..cache.checks import tally
from ..corpora.format import ReadDialogue
from ..corpora.formats import FORMATS, POSTS, by_key, licence_of
from ..corpora.formats.origin import corpus_of, generators_of
from ..corpora.formats.ours import OURS
from ..corpora.publishing.facts import CardFacts, CheckRow, Made, SourceFacts
from ..evaluation.corpus.tokens import script_of
from ..programs.checks.error_rates import ERROR_RATES
from .corpus import open_corpus
from .schema import ConvertConfig
from .sources import FROM_FILE

KNOWN = {**{one.key: one.name for one in FORMATS}, **{one.key: one.name for one in POSTS}}
"""Key of a corpus → what people call it."""
_CHATS = frozenset({"messages", "sharegpt"})
_FORMS = frozenset({*_CHATS, "ssconv"})
"""Formats in which SocialSim writes what it made, with a note of who wrote it."""
_CORPORA = KNOWN.keys() - _CHATS - {OURS.key}
"""Keys of corpora that posts can be of."""


@dataclass
class Found:
    """What a card says of the dialogues, counted while they pass by."""

    store: CorpusStore | None = None
    """Of a corpus folder: it knows who made the personas."""
    made: Counter[str] = field(default_factory=Counter)
    """Name of a number in `Made` → the number."""
    looked: int = 0
    crisis: int = 0
    exchanges: int = 0
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
    noted: set[str] = field(default_factory=set)
    """Corpora of posts that are not told apart: dialogues only note which corpus their post is of."""
    _seen: set[tuple[str, str]] = field(default_factory=set)

    def watch(self, dialogues: Iterable[ReadDialogue]) -> Iterator[ReadDialogue]:
        for found in dialogues:
            self._add(found)
            yield found

    def _add(self, found: ReadDialogue) -> None:
        turns = found.dialogue.turns
        self.exchanges += len(turns) <= 2
        if not script_of(turn.text for turn in turns).is_mostly_cjk:
            self.looked += 1
            self.crisis += bool(found.dialogue.crisis)
        replies = [turn for turn in turns if turn.speaker == "supporter"]
        strategies = [turn.strategy for turn in replies if turn.strategy]
        reasoned = sum(bool(turn.reasoning and turn.reasoning.steps().keys() - {"strategy"}) for turn in replies)
        self.replies += len(replies)
        self.reasoned += reasoned
        self.strategies.update(strategies)
        self.topics.update([found.topic] if found.topic else [])
        self._add_posts(found)
        wrote = generators_of(found)
        is_ours = bool(wrote) or found.dialogue.provenance is not None
        if is_ours:
            self._add_made(found, wrote)
            self.made.update(replies=len(replies), reasoned=reasoned, labelled=len(strategies))
        # What SocialSim made was only kept in a form that does not say whose a dialogue is.
        if found.source is not None and found.source.format not in ({OURS.key} | (_FORMS if is_ours else set())):
            self.sources[found.source.format, found.source.file] += 1
            known = by_key(found.source.format)
            self.languages |= {known.language} - {""} if known else set()

    def _add_made(self, found: ReadDialogue, wrote: Mapping[str, str]) -> None:
        self.made.update(dialogues=1, personas=int(found.persona is not None))
        self.made.update(posts=int(found.post is not None or corpus_of(found) in _CORPORA))
        self.languages.add("en")
        for role, name in wrote.items():
            self.generators.setdefault(role, set()).add(name)
        if record := found.dialogue.provenance:
            self.made.update(recorded=1)
            self.programs.add(record.program)
            self.seeds.add(record.seed)
            for package, number in record.versions.items():
                self.versions.setdefault(package, set()).add(number)
            if self.store is not None and found.persona is not None and self._is_new("persona", record.persona_id):
                extractor = self.store.persona(record.persona_id).generator
                if not extractor.startswith(FROM_FILE):
                    self.generators.setdefault("extractor", set()).add(extractor)

    def _add_posts(self, found: ReadDialogue) -> None:
        corpus = corpus_of(found)
        if found.post:
            if self._is_new("post", str(found.post.get("id"))):
                self.posts[corpus, str(found.post.get("source") or "")] += 1
        elif corpus in _CORPORA:  # other chats have a "corpus" that is none of ours
            self.noted.add(corpus)
            self.posts[corpus, ""] += 0

    def _is_new(self, what: str, name: str) -> bool:
        known = len(self._seen)
        self._seen.add((what, name))
        return len(self._seen) > known

    def facts(self) -> dict[str, Any]:
        made: dict[str, Any] = dict(self.made)
        return {
            "languages": tuple(sorted(self.languages)),
            "sources": tuple(self._sources()),
            "made": Made(**made),
            "generators": {role: tuple(sorted(names)) for role, names in sorted(self.generators.items())},
            "programs": tuple(sorted(self.programs)),
            "seeds": tuple(sorted(self.seeds)),
            "versions": {package: " and ".join(sorted(numbers)) for package, numbers in sorted(self.versions.items())},
            "looked": self.looked,
            "crisis": self.crisis,
            "exchanges": self.exchanges,
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
                count = 0 if what == "posts" and key in self.noted else sum(files.values())
                yield SourceFacts(key, name, names, count, what, licence_of(key))


def with_run(facts: CardFacts, store: CorpusStore, config: ConvertConfig) -> CardFacts:
    """Return the facts with what a corpus knows of its making: what seekers were played from, what checks found and
    let through, whether posts were scrubbed."""
    number = config.run or store.last_run() or 0
    with open_corpus(config.path, config.run) as (_, rows):
        tried = [row["status"] for row in rows]
    kinds = tally(store.db, number, store.latest_judge())["kinds"]
    made_as = store.run_config(number)
    given = bool(made_as.get("personas"))
    program = made_as.get("program") or {}
    sees: Any = "persona" if program.get("kind") == "single_shot" else program.get("sees", "")
    rows_of_checks = (
        CheckRow(
            kind,
            f"{kinds.get(kind, 0):,}",
            recall=f"{rate.recall:g} %",
            alarms=f"{rate.alarms_as_simulated:g} %",
        )
        for kind, rate in ERROR_RATES.items()
    )
    return replace(
        facts,
        made=replace(facts.made, sees=sees, given=given),
        checks=tuple(rows_of_checks),
        accepted=tried.count(DONE) / len(tried),
        scrubbed=None if given else made_as.get("privacy") == "scrub",
    )
