"""Which posts a run would ask about, found by walking them as the run does."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle

from dspy.utils.exceptions import LMUnsupportedFeatureError

from ..cache import CorpusStore
from ..corpora.posts import examples_path, read_posts
from ..generators import LMConfig
from ..generators.lm import GeneratorLM
from ..programs import PersonaExtractor
from ..signatures import HelpPost, Persona
from .bank import standing
from .casting import make_extractor
from .start import Start

REHEARSED = 5
"""Posts that are tried until as many have a persona, and dialogues that are."""

IN_ENGLISH = (
    "dry_run: rules read English only; for each post in another language a post of ours was rehearsed, and reading "
    "that one counts for translating the other"
)


@dataclass
class Outlook:
    """The personas that a run would work with: those that are there, and those that it would ask for."""

    ids: list[str] = field(default_factory=list)
    """Of those that are there."""
    asked: int = 0
    """Posts that would be asked about."""
    rehearsed: int = 0
    """How many of them were tried."""
    accepted: list[tuple[Persona, HelpPost]] = field(default_factory=list)
    """What became of those that were tried and have a persona."""
    in_english: Iterator[HelpPost] | None = None
    """Posts to be tried in the place of those in another language; None while there were none of these."""

    @property
    def personas(self) -> float:
        """All of them, if posts go on being accepted as often as those that were tried."""
        share = len(self.accepted) / self.rehearsed if self.rehearsed else 1.0
        return len(self.ids) + self.asked * share


def look_ahead(start: Start, store: CorpusStore | None, wanted: int, lm: GeneratorLM) -> Outlook:
    """Walk the posts until as many personas as `wanted` are there or to be expected.

    Args:
        store: what is there already; None for nothing.
        lm: the rules that the first posts to be asked about are tried with.
    """
    if start.posts is None or start.extraction is None:
        return Outlook([stored.id for stored in (start.personas or [])[:wanted]])
    ahead, extractor = Outlook(), make_extractor(LMConfig(), compiled=start.extraction.compiled)
    extractor.set_lm(lm)
    for post in start.posts:
        if ahead.personas >= wanted:
            break
        known = standing(store, post, start.extraction) if store else None
        if known is not None and known.persona is not None:
            ahead.ids.append(known.persona.id)
        elif known is None or known.is_open:
            ahead.asked += 1
            if ahead.asked <= 4 * REHEARSED and len(ahead.accepted) < REHEARSED:
                _try(extractor, post, ahead)
    if ahead.in_english is not None:
        print(f"socialsim: {IN_ENGLISH}", file=sys.stderr)
    return ahead


def _try(extractor: PersonaExtractor, post: HelpPost, ahead: Outlook) -> None:
    try:
        found = extractor(post=post)
    except LMUnsupportedFeatureError:  # it was screened, and would have to be translated
        ahead.in_english = ahead.in_english or cycle(read_posts(examples_path()))
        post = next(ahead.in_english)
        found = extractor(post=post)
    ahead.rehearsed += 1
    ahead.accepted += [(found.persona, post)] if found.persona else []
