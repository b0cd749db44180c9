"""The work of a judge: each item is asked about once, what it says is stored at once, and a stop loses nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..cache.ratings import RatingBook
from ..generators import LMConfig, Session, build_lm, lm_identity
from ..programs import fingerprint
from ..programs.pairing import Comparer
from ..programs.rating import Rater
from ..programs.runner import Job, Outcome, run
from ..signatures import BudgetReached, InputError, counted
from .casting import in_flight
from .progress import Phase, Spending, phase
from .record import versions
from .start import stopped


@dataclass(frozen=True)
class Matter:
    """One item, a dialogue or a pair."""

    inputs: Mapping[str, Any]
    """What the program takes beside its name."""
    material: str
    """Content address of the words that are judged."""


class Bench:
    """The items that are judged, and the book that takes the ratings.

    Raises:
        InputError: the book has ratings of other words under the name of an item.
    """

    def __init__(
        self, book: RatingBook, program: Callable[[], Rater | Comparer], matters: Mapping[str, Matter]
    ) -> None:
        self.book, self.program, self.matters = book, program, matters
        asked = program()
        self.kept_as, self.wording, self.definition = asked.kept_as, fingerprint(asked), asked.scale.model_dump_json()
        there = book.materials(self.kept_as)
        for item, matter in matters.items():
            if there.get(item, matter.material) != matter.material:
                raise InputError(
                    f"{book.path}: {item} was judged there when its words were others; say another out=DIR"
                )

    def judge(self, lm: LMConfig, session: Session, seed: int, retry_failed: bool) -> None:
        """Have an LM judge what it has not judged yet.

        Raises:
            BudgetReached: the budget is spent.
            KeyboardInterrupt: the user stopped it. Both say what is saved.
        """
        rater = lm_identity(build_lm(lm, session))
        self.book.use(self.kept_as, self.wording, self.definition)
        missing = self.missing(rater, retry_failed)
        total, calls = len(self.matters), len(missing) * self._calls()
        with phase("judgements", total, total - len(missing), Spending(session.meter, calls)) as progress:
            try:
                if missing:
                    self._ask(missing, rater, lm, session, seed, progress)
            except (KeyboardInterrupt, BudgetReached) as why:
                saved = f"{counted(progress.finished + progress.failed, 'judgement')} of {total} are"
                raise stopped(why, saved, str(self.book.path.parent)) from None

    def missing(self, rater: str, retry_failed: bool) -> list[str]:
        """Return the items that a rater was not asked about, or did not answer because the provider failed.

        Args:
            retry_failed: those too of which something could not be read.
        """
        known = self.book.judged(self.kept_as, self.wording, rater)
        return [
            item
            for item in self.matters
            if item not in known or known[item].unanswered or (retry_failed and known[item].missing)
        ]

    def _ask(self, missing: list[str], rater: str, lm: LMConfig, session: Session, seed: int, progress: Phase) -> None:
        program = self.program()
        program.set_lm(build_lm(lm, session))
        known = self.book.judged(self.kept_as, self.wording, rater)
        made_with = versions()

        def jobs() -> Iterator[Job]:
            for item in missing:
                attempt = known[item].attempts if item in known else 0
                yield Job(item, {"item": item, **self.matters[item].inputs, "seed": seed, "attempt": attempt})

        def receive(outcome: Outcome) -> None:
            if outcome.error is not None:
                said = program.missing(outcome.key, rater, f"{outcome.error.status}: {outcome.error}")
            else:
                said = outcome.result.ratings if outcome.result is not None else []
            material = self.matters[outcome.key].material
            self.book.put(said, wording=self.wording, material=material, usage=outcome.usage, versions=made_with)
            progress.advance(failed=any(one.value is None for one in said))

        at_once = min(in_flight([lm], session.meter, self._calls()), len(missing))
        run(lambda: program, jobs(), receive, concurrency=at_once)

    def _calls(self) -> int:
        """Return how many calls an item takes, if every answer can be read."""
        return self.program().calls
