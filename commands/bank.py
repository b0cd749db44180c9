"""The persona bank of a folder: posts in file order become personas until enough are accepted.

A post is asked about once. Its persona, or why it has none, is stored at once and found again by the next run. Which
posts are taken depends on the file and on the answers only, not on which answer came first: posts are asked about in
windows of as many as are still missing, so never one too many.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Any

from ..cache import DONE, SCREENED_OUT, CorpusStore, Screening, StoredPersona
from ..generators import LMConfig, Session, lm_identity
from ..generators.identity import OFFLINE
from ..programs import fingerprint
from ..programs.on_ray import RaySession
from ..programs.runner import Job, Outcome, Patience, run
from ..signatures import HelpPost, ProviderFailure, digest
from . import ledger
from .casting import IN_A_BATCH, in_flight, lm_of, make_extractor, processes
from .private import PrivatePosts
from .progress import Phase
from .tuned import Named

WINDOW = 1000
"""Most posts in one window, so that memory does not grow with the file."""

WORTH_PROCESSES = 400
"""Posts in a window from which several processes pay: they take 1.3 s to start, an offline post 8 ms (measured)."""

REFUSALS_SHOWN = 5

CALLS_PER_POST = 2
"""One to screen, one to extract; a post in another language takes one more, one that is screened out one less."""


@dataclass
class Extraction:
    """How posts are asked about: by which program, which LM, and what is asked again."""

    lm: LMConfig
    seed: int
    session: Session
    processes: int = 1
    retry_failed: bool = False
    compiled: Sequence[Named] = ()
    patience: Patience = field(default_factory=Patience)

    def __post_init__(self) -> None:
        program = make_extractor(self.lm, self.session, self.compiled)
        self.program, self.generator = fingerprint(program), lm_identity(lm_of(program))

    @property
    def screened_by(self) -> str:
        return f"{self.program} {self.generator}"


@dataclass(frozen=True)
class Standing:
    """Where a post stands in a folder before anybody is asked."""

    persona: StoredPersona | None
    """The one that is reused: the latest, but what the offline generator made is for the offline generator only."""
    is_open: bool
    """It is asked about; one without a persona that is not is settled: it will never have any."""
    attempt: int
    """How often the answers could not be used before."""


def standing(store: CorpusStore, post: HelpPost, extraction: Extraction) -> Standing:
    """Return where `post` stands: what a run, and the forecast of one, goes by."""
    offline = extraction.generator.startswith(OFFLINE)
    made = store.personas_of(post)
    persona = next((one for one in made if offline or not one.generator.startswith(OFFLINE)), None)
    if persona is not None:
        return Standing(persona, False, 0)
    known = store.screening(post.id, extraction.screened_by)
    if known is None:
        return Standing(None, True, 0)
    settled = known.status not in (DONE, ProviderFailure.status) and not extraction.retry_failed
    return Standing(None, not settled, known.attempts)


@dataclass
class Bank:
    """The personas of a run, by id in file order, and what became of the posts that were looked at."""

    ids: list[str] = field(default_factory=list)
    made: int = 0
    reused: int = 0
    extracted_by: Counter[str] = field(default_factory=Counter)
    """Name of an LM → personas that it extracted."""
    posts: Counter[str] = field(default_factory=Counter)
    """Status → posts."""
    refusals: list[str] = field(default_factory=list)
    """Why posts have no persona, a line each, for the first few."""
    tokens: ledger.Counts = field(default_factory=dict)
    corpus: str = ""
    """Key of the corpus that the posts are of; "" where that is not known."""

    @property
    def examined(self) -> int:
        return self.posts.total()

    def saved(self) -> str:
        """Say how many personas there are by now, for a run that is stopped."""
        count = self.made + self.reused
        return "1 persona is" if count == 1 else f"{count} personas are"


def build_bank(
    store: CorpusStore,
    reading: Iterable[HelpPost],
    wanted: int | None,
    extraction: Extraction,
    bank: Bank,
    progress: Phase,
) -> None:
    """Fill `bank` with `wanted` personas (None: all there are), asking only about posts that nothing is known of."""
    posts, private = iter(reading), reading if isinstance(reading, PrivatePosts) else None
    most = IN_A_BATCH if extraction.lm.batch else WINDOW
    while wanted is None or len(bank.ids) < wanted:
        window = list(islice(posts, most if wanted is None else min(most, wanted - len(bank.ids))))
        if not window:
            return
        found = _Window(store, window, extraction, bank, progress, private)
        found.ask()
        bank.ids += [persona_id for persona_id in found.personas if persona_id is not None]


class _Window:
    """Posts that are asked about together."""

    def __init__(
        self,
        store: CorpusStore,
        posts: list[HelpPost],
        extraction: Extraction,
        bank: Bank,
        progress: Phase,
        private: PrivatePosts | None,
    ) -> None:
        self.store, self.posts, self.extraction, self.bank, self.progress = store, posts, extraction, bank, progress
        self.private = private
        self.personas: list[str | None] = [None] * len(posts)

    def ask(self) -> None:
        lm = self.extraction.lm
        jobs = list(self._unknown())
        if jobs:
            at_once = in_flight([lm], self.extraction.session.meter, CALLS_PER_POST)
            workers = processes([lm], self.extraction.processes) if len(jobs) >= WORTH_PROCESSES else 1
            program, session = partial(make_extractor, lm, compiled=self.extraction.compiled), self.extraction.session
            elsewhere = session if isinstance(session, RaySession) else None
            run(
                program if workers > 1 or elsewhere else partial(program, session=session),  # it belongs to one process
                jobs,
                self._receive,
                concurrency=min(at_once, len(jobs)),
                patience=self.extraction.patience,
                processes=workers,
                elsewhere=elsewhere,
            )
        for position, post in enumerate(self.posts):
            self._account(position, post)

    def _unknown(self) -> Iterator[Job]:
        asked = {"seed": self.extraction.seed} | ({"scrub": True} if self.private else {})
        for position, post in enumerate(self.posts):
            known = standing(self.store, post, self.extraction)
            if known.persona is not None:
                self.personas[position] = known.persona.id
                self.bank.reused += 1
                self.progress.reuse(CALLS_PER_POST)
            elif known.is_open:
                yield Job(str(position), {"post": post, "attempt": known.attempt} | asked)

    def _receive(self, outcome: Outcome) -> None:
        position = int(outcome.key)
        post, result = self.posts[position], outcome.result
        about: dict[str, Any] = {"screened_by": self.extraction.screened_by, "usage": outcome.usage}
        if result is None:
            self.store.put_post(post, status=outcome.status, error=outcome.error, **about)
            self.progress.advance(failed=True)
            return
        if self.private:
            for part, replacements in result.replaced.items():
                self.private.record(post, part, replacements)
        about |= {"reason": result.reason, "language": result.language, "translation": result.translation}
        if not result.accepted:
            self.store.put_post(post, status=SCREENED_OUT, **about)
            return
        persona = StoredPersona(
            digest("persona", [result.persona, post.id]),
            result.persona,
            post,
            self.extraction.generator,
            self.extraction.screened_by,
        )
        self.store.put_post(post, status=DONE, persona=persona, **about)
        self.personas[position] = persona.id
        self.bank.made += 1
        self.progress.advance()

    def _account(self, position: int, post: HelpPost) -> None:
        """Add up what became of a post, and what it took, whoever asked."""
        persona_id = self.personas[position]
        persona = self.store.persona(persona_id) if persona_id else None
        screened_by = persona.screened_by if persona else self.extraction.screened_by
        known = self.store.screening(post.id, screened_by)
        status = known.status if known else DONE
        self.bank.posts[status] += 1
        self.bank.corpus = post.corpus
        if self.private:
            self.private.count(post)
        if persona:
            self.bank.extracted_by[persona.generator] += 1
        if known:
            ledger.add(self.bank.tokens, known.usage)
            if status != DONE and len(self.bank.refusals) < REFUSALS_SHOWN:
                self.bank.refusals.append(_refusal(post, known))


def _refusal(post: HelpPost, known: Screening) -> str:
    place = f"{post.source}:{post.line}" if post.source else post.text[:40]
    return f"{place}: {known.status}: {known.error or known.reason}"
