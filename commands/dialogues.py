"""The dialogues of a run, named before they are made, so that what is there is known by its name and not made again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from ..cache import DONE, CorpusStore
from ..generators import LMConfig, Session
from ..programs import Simulation, SingleShot
from ..programs.checks.policy import REPORT, Policy
from ..programs.on_ray import RaySession
from ..programs.provenance import provenance
from ..programs.runner import Job, Outcome, Usage, run
from ..signatures import Provenance, ProviderFailure
from .casting import calls_per_dialogue, in_flight, make_simulation, policy, processes
from .progress import Phase
from .schema import ProgramConfig, SimulateConfig
from .start import Start
from .tuned import Named, for_dialogues


@dataclass(frozen=True)
class Order:
    """Which dialogues are wanted: of which personas, by which program, LMs and seed."""

    persona_ids: list[str]
    program: ProgramConfig
    seeker: LMConfig
    supporter: LMConfig
    seed: int
    checks: Policy = REPORT
    compiled: Sequence[Named] = ()

    def program_of(self) -> partial[Simulation | SingleShot]:
        """Return what makes the program, given a session or none; it can be pickled."""
        given: dict[str, Any] = {"checks": self.checks, "compiled": self.compiled}
        return partial(make_simulation, self.program, self.seeker, self.supporter, **given)

    def provenance(self) -> Provenance:
        """Return the provenance that the dialogues share, without a persona."""
        program = self.program_of()()
        return provenance(program, "", self.seed, program.roles)


def order_of(config: SimulateConfig, start: Start, persona_ids: list[str]) -> Order:
    """Return the order of a run.

    Raises:
        ConfigurationError: the policy, the program, or what it was compiled for does not exist.
    """
    lms, compiled = (start.cast.seeker, start.cast.supporter), for_dialogues(start.compiled)
    return Order(persona_ids, config.program, *lms, config.seed, policy(config.checks), compiled)


class Dialogues:
    """The dialogues of one order in one store, in persona order."""

    def __init__(self, store: CorpusStore, order: Order, session: Session) -> None:
        self.store, self.order, self.session = store, order, session
        self.shared = order.provenance()
        self.ids = [self._provenance(position).id for position in range(len(order.persona_ids))]
        self.made: set[str] = set()
        """Those that this run has made, accepted or not."""

    def _provenance(self, position: int) -> Provenance:
        return self.shared.model_copy(update={"persona_id": self.order.persona_ids[position]})

    def missing(self, retry_failed: bool) -> list[int]:
        """Return the positions of the dialogues to be made: never tried, without an answer, or failed if asked for."""
        again = (None, ProviderFailure.status)
        status = [self.store.dialogue_status(identifier) for identifier in self.ids]
        return [position for position, known in enumerate(status) if known in again or (retry_failed and known != DONE)]

    def make(self, positions: list[int], processes_wanted: int, progress: Phase) -> None:
        """Make the dialogues at `positions`, storing each as soon as it has an outcome."""

        def receive(outcome: Outcome) -> None:
            position = int(outcome.key)
            if outcome.error is not None:
                self.store.put_failed_dialogue(
                    self.ids[position], self._provenance(position), outcome.error, outcome.usage
                )
            elif outcome.result is not None:
                self._put(position, outcome.result, outcome.usage)
            progress.advance(failed=outcome.error is not None)

        lms = (self.order.seeker, self.order.supporter)
        program = self.order.program_of()
        at_once = in_flight(lms, self.session.meter, calls_per_dialogue(self.order.program))
        workers = min(processes(lms, processes_wanted), len(positions))
        elsewhere = self.session if isinstance(self.session, RaySession) else None
        run(
            program
            if workers > 1 or elsewhere
            else partial(program, session=self.session),  # it belongs to one process
            self._jobs(positions),
            receive,
            concurrency=min(at_once, len(positions)),
            processes=workers,
            elsewhere=elsewhere,
        )

    def _put(self, position: int, made: Any, usage: Usage) -> None:
        if made.dialogue.id != self.ids[position]:
            raise RuntimeError(f"a dialogue came back under another name: {made.dialogue.provenance}")
        self.store.put_dialogue(
            made.dialogue, usage, checks=made.checks, rejected=made.rejected, drafts=made.drafts, takes=made.takes
        )
        self.made.add(made.dialogue.id)

    def _jobs(self, positions: list[int]) -> Iterator[Job]:
        # With several processes a thread of the pool takes the jobs, and a connection belongs to one thread.
        folder: Path = self.store.path.parent
        reader = CorpusStore.open_existing(folder)
        needs_post = self.order.program.sees == "post"
        for position in positions:
            persona_id = self.order.persona_ids[position]
            stored = reader.persona(persona_id)
            inputs: dict[str, Any] = {"persona": stored.persona, "persona_id": persona_id, "seed": self.order.seed}
            inputs |= {"attempt": reader.attempts(self.ids[position]), "take": reader.takes(self.ids[position])}
            if needs_post:
                inputs["post"] = stored.post
            yield Job(str(position), inputs)
        reader.close()
