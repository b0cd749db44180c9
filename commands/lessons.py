"""What `socialsim optimize` learns from: files and folders, read into examples.

What a metric is applied to decides how a source is read: as personas to be played (a corpus folder, a file of personas,
or posts, of which personas are made first), as turns of dialogues, or as posts that people have labelled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import dspy

from ..cache import FILE, CorpusStore, StoredPersona
from ..corpora.dialogues import demonstrations_path, read_dialogues
from ..corpora.format import ReadDialogue
from ..corpora.posts import PostReading
from ..generators import Session
from ..optimizers import Item, of_persona, of_turns, written
from ..optimizers.examples import name_of
from ..optimizers.gold import labelled_posts
from ..optimizers.tasks import Needs
from ..signatures import ConfigurationError, InputError, Speaker, seed_from, short
from .bank import CALLS_PER_POST, Bank, Extraction, build_bank
from .casting import Cast
from .private import PrivatePosts, guarded
from .progress import Spending, phase
from .schema import OptimizeConfig, PostsConfig
from .sources import EXAMPLES, Counts, open_personas, open_posts
from .tuned import Named, for_extractor

SEEDS = "seeds"
"""The demonstrations that come with SocialSim."""


@dataclass
class Lessons:
    """Reads sources for one run, and counts what could not be used.

    Args:
        config: how to read posts: columns, encoding, privacy.
        compiled: what the program that extracts has learned, among others.
        store: where personas are kept that had to be extracted; not needed where none are.
    """

    config: OptimizeConfig
    roles: Cast
    session: Session
    compiled: tuple[Named, ...] = ()
    store: CorpusStore | None = None
    counts: dict[str, Counts] = field(default_factory=dict)
    """Key (train, dev, test, demonstrations) → what was found there."""

    def items(self, key: str, source: str, needs: Needs, speaker: Speaker, answered: tuple[str, ...]) -> list[Item]:
        """Return the examples of a source; at most `n` personas, posts, or dialogues whose turns they are.

        Args:
            answered: fields that an example must have, such as the strategy that a person chose.

        Raises:
            InputError: there is nothing in it to learn from.
        """
        found: Iterator[Item]
        match needs:
            case "personas":
                personas = islice(self._personas(key, source), self.config.n)
                found = (of_persona(one.persona, one.id, one.post, self.config.seed) for one in personas)
            case "turns":
                found = self._turns(key, source, speaker, answered)
            case "posts":
                found = self._labelled(key, source)
        items = list({item.id: item for item in found}.values())
        if not items:
            what = f" with {' and '.join(answered)}" if answered else ""
            if needs == "turns" and speaker == "seeker":
                what = " of seekers whose persona is known"
            raise InputError(f"{key}={source}: there are no {needs}{what} in it to learn from")
        return items

    def sizes(self, sources: Mapping[str, str]) -> dict[str, int]:
        """Return how many personas the sources would give, going by the posts in them: as if none were refused."""
        sizes = {}
        for key, source in sources.items():
            there = self._known(key, source)
            usable = len(there) if there is not None else self._posts(source)[1].usable
            sizes[key] = min(usable, self.config.n or usable)
        return sizes

    def shown(self, source: str | None) -> dict[str, list[Item]]:
        """Return role → turns that people wrote, of the demonstrations that are asked for."""
        return written(self._dialogues("demonstrations", source or SEEDS))

    def _personas(self, key: str, source: str) -> list[StoredPersona]:
        known = self._known(key, source)
        return known if known is not None else self._extracted(key, source)

    def _known(self, key: str, source: str) -> list[StoredPersona] | None:
        """Return the personas of a corpus or of a file of them; None where they have to be made of posts first."""
        path = Path(source).expanduser()
        if (path / FILE).is_file():
            with CorpusStore.open_existing(path) as corpus:
                personas = list(corpus.personas())
            self.counts[key] = Counts(len(personas), len(personas), 0)
        elif source == EXAMPLES:
            return None
        else:
            try:
                personas, self.counts[key] = open_personas(source)
            except InputError:
                return None  # it is posts, or what is wrong with it is said when it is read as those
        self._refuse_to_scrub(key, source, "personas")
        return personas

    def _refuse_to_scrub(self, key: str, source: str, what: str) -> None:
        """Refuse `privacy=scrub` for what is used as it is; a record that says it was scrubbed would be wrong."""
        if self.config.privacy == "scrub":
            raise ConfigurationError(
                f"privacy=scrub: is for posts; {key}={source} has {what}, which are used as they are"
            )

    def _posts(self, source: str) -> tuple[PostReading, Counts]:
        return open_posts(PostsConfig(source, self.config.posts.text, self.config.posts.encoding))

    def _extracted(self, key: str, source: str) -> list[StoredPersona]:
        """Return the personas of a file of posts, asking only about those that nothing is known of."""
        config, store = self.config, self.store
        if store is None:
            raise ValueError("personas that have to be extracted need a store")
        reading, counts = self._posts(source)
        self.counts[key] = counts
        posts, bank = guarded(reading, config.privacy or "off"), Bank()
        extraction = Extraction(self.roles.extractor, config.seed, self.session, compiled=for_extractor(self.compiled))
        total = min(config.n or counts.usable, counts.usable)
        spending = Spending(self.session.meter, CALLS_PER_POST * total)
        audit = posts.audited(store.path.parent) if isinstance(posts, PrivatePosts) else nullcontext()
        with audit, phase(f"{key}: personas", total, spending=spending) as progress:
            build_bank(store, posts, config.n, extraction, bank, progress)
        return [store.persona(one) for one in bank.ids]

    def _turns(self, key: str, source: str, speaker: Speaker, answered: tuple[str, ...]) -> Iterator[Item]:
        for found in self._dialogues(key, source)[: self.config.n]:
            for item in of_turns(found.dialogue, speaker, name_of(found), found.persona, found.about, self.config.seed):
                if all(item.example.get(name) is not None for name in answered):
                    yield item

    def _dialogues(self, key: str, source: str) -> list[ReadDialogue]:
        ours = source in (SEEDS, EXAMPLES)
        if not ours:
            self._refuse_to_scrub(key, source, "dialogues")
        path = demonstrations_path() if ours else Path(source).expanduser()
        if (path / FILE).is_file():
            path = path / "dialogues.jsonl"
        reading = read_dialogues(path)
        found = list(reading)
        self.counts[key] = Counts(reading.records, len(found), 0, list(reading.bad))
        return found

    def _labelled(self, key: str, source: str) -> Iterator[Item]:
        if source == EXAMPLES:
            raise ConfigurationError(
                f"{key}={source}: metric=attributes needs posts that people labelled; say {key}=FILE"
            )
        self._refuse_to_scrub(key, source, "labelled posts")
        found = labelled_posts(Path(source).expanduser())
        self.counts[key] = Counts(len(found.posts) + len(found.bad), len(found.posts), 0, list(found.bad))
        for one in found.posts[: self.config.n]:
            name = short(one.post.id)
            inputs = {"post": one.post.text, "seed": seed_from(self.config.seed, name)}
            example = dspy.Example(id=name, **inputs, persona=one.persona).with_inputs(*inputs)
            yield Item(example, (one.post.id,), one.post.text)
