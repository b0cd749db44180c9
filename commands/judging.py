"""Judges at work on the dialogues of a store: each dialogue is judged once by each judge, and found judged again.

What judges say decides whether a dialogue is accepted, never what it says: with another judge the same dialogues are
judged anew, and none is made again.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from ..cache import CorpusStore
from ..cache.cards import persona_of
from ..generators import LMConfig, Session, build_lm, lm_identity
from ..generators.identity import OFFLINE
from ..programs.checks.judges import JUDGES, Judge, Jury, family, unscored
from ..programs.checks.policy import Policy
from ..programs.on_ray import RaySession
from ..programs.runner import Job, Outcome, Usage, run
from ..signatures import CheckResult, ConfigurationError, Dialogue, Persona, ProviderFailure, Verdict
from .casting import CHATBOT_ENGINE, OFFLINE_ENGINE, in_flight
from .plain import plain
from .progress import Phase, Spending, phase


def make_jury(lm: LMConfig, session: Session | None = None) -> Jury:
    """Return the judges with their LM."""
    jury = Jury()
    jury.set_lm(build_lm(lm, session))
    return jury


def refuse_rules(lm: LMConfig) -> None:
    """Refuse what cannot judge: the offline generator, and a chatbot that was tuned to support.

    Raises:
        ConfigurationError: it is one of them.
    """
    if lm.engine == CHATBOT_ENGINE:
        raise ConfigurationError("judge_lm=chatbot: it was tuned to support and does nothing else; name a model")
    if lm.engine == OFFLINE_ENGINE:
        raise ConfigurationError(
            "judge_lm=offline: the offline generator cannot judge, and rules look at every dialogue anyway; name a "
            "model, for instance lm@judge_lm=gpt-4o, or none"
        )


def akin_to(judge: str, generators: Iterable[str]) -> list[str]:
    """Return those generators that are of the judge's own family of models."""
    models = {name for name in generators if name and not name.startswith(OFFLINE)}
    return sorted(name for name in models if family(name) == family(judge))


def warn_of_family(judge: str, generators: Iterable[str]) -> None:
    """Say on standard error if a judge is of a generator's own family."""
    for name in akin_to(judge, generators)[:1]:
        warning = f"the judge {judge} is of the same family as {name}, which it judges; models favour their own kind"
        print(f"socialsim: {plain(warning)}", file=sys.stderr)


class Judging:
    """The judging of dialogues in a store by one LM."""

    def __init__(self, store: CorpusStore, judge: LMConfig, session: Session, seed: int = 0) -> None:
        refuse_rules(judge)
        self.store, self.lm, self.session, self.seed = store, judge, session, seed
        self.judge = lm_identity(build_lm(judge, session))
        self._judges = {check: Judge(check) for check in JUDGES}

    def missing(self, dialogue_ids: Iterable[str], retry_failed: bool = False) -> list[tuple[str, str]]:
        """Return (dialogue, check) for what this judge has not said yet, or could not say for want of an answer."""
        return [(one, check) for one in dialogue_ids for check in self._missing(one, retry_failed)]

    def _missing(self, dialogue_id: str, retry_failed: bool) -> Iterator[str]:
        dialogue = self.store.dialogue(dialogue_id)
        persona = persona_of(self.store, dialogue)
        said = {result.check: result for result in self.store.results(dialogue_id) if result.judge == self.judge}
        for check, judge in self._judges.items():
            if judge.applies(dialogue, persona) and _is_open(said.get(check), retry_failed):
                yield check

    def do(self, dialogue_ids: Sequence[str], retry_failed: bool = False) -> None:
        """Have what is missing judged; each result is stored at once."""
        missing = self.missing(dialogue_ids, retry_failed)
        asked = len(dialogue_ids) * len(JUDGES)
        with phase("judgements", asked, asked - len(missing), Spending(self.session.meter, len(missing))) as progress:
            if missing:
                self._ask(missing, progress)

    def _ask(self, missing: list[tuple[str, str]], progress: Phase) -> None:
        def receive(key: str, result: CheckResult, usage: Usage) -> None:
            self.store.put_results(missing[int(key)][0], [result], usage=usage)
            progress.advance(failed=result.verdict is Verdict.UNSCORED)

        ask(self.lm, self.session, self._jobs(missing), len(missing), receive)

    def _jobs(self, missing: list[tuple[str, str]]) -> Iterator[Job]:
        with CorpusStore.open_existing(self.store.path.parent) as reader:  # a connection belongs to one thread
            for position, (dialogue_id, check) in enumerate(missing):
                dialogue = reader.dialogue(dialogue_id)
                persona = persona_of(reader, dialogue)
                given = {"check": check, "dialogue": dialogue, "persona": persona, "seed": self.seed}
                given["attempt"] = reader.judging_attempts(dialogue_id, check, self.judge)
                yield Job(str(position), given)


def ask(
    lm: LMConfig, session: Session, jobs: Iterable[Job], number: int, receive: Callable[[str, CheckResult, Usage], None]
) -> None:
    """Have an LM judge: each of the `number` jobs is a call of the `Jury`; `receive` gets its key and what was said."""
    judge = lm_identity(build_lm(lm, session))
    asked: dict[str, str] = {}

    def noted() -> Iterator[Job]:
        for job in jobs:
            asked[job.key] = job.inputs["check"]
            yield job

    def deliver(outcome: Outcome) -> None:
        check = asked.pop(outcome.key)
        if outcome.error is not None:
            receive(outcome.key, unscored(check, judge, outcome.error), outcome.usage)
        elif outcome.result is not None:
            receive(outcome.key, outcome.result.result, outcome.usage)

    elsewhere = session if isinstance(session, RaySession) else None
    program = partial(make_jury, lm)
    run(
        program if elsewhere else partial(program, session),
        noted(),
        deliver,
        concurrency=min(in_flight([lm], session.meter, 1), number),
        elsewhere=elsewhere,
    )


def judge_each(
    lm: LMConfig, session: Session, dialogues: Sequence[tuple[Dialogue, Persona | None]]
) -> list[list[CheckResult]]:
    """Return what an LM says of each dialogue, for dialogues that are in no store."""
    judges = {check: Judge(check) for check in JUDGES}
    said: list[list[CheckResult]] = [[] for _ in dialogues]
    wanted = [
        (position, check)
        for position, (dialogue, persona) in enumerate(dialogues)
        for check, judge in judges.items()
        if judge.applies(dialogue, persona)
    ]

    def jobs() -> Iterator[Job]:
        for position, check in wanted:
            dialogue, persona = dialogues[position]
            yield Job(f"{position} {check}", {"check": check, "dialogue": dialogue, "persona": persona})

    with phase("judgements", len(wanted), spending=Spending(session.meter, len(wanted))) as progress:

        def receive(key: str, result: CheckResult, usage: Usage) -> None:
            said[int(key.partition(" ")[0])].append(result)
            progress.advance(failed=result.verdict is Verdict.UNSCORED)

        ask(lm, session, jobs(), len(wanted), receive)
    order = list(JUDGES)
    return [sorted(results, key=lambda result: order.index(result.check)) for results in said]


def decide(store: CorpusStore, dialogue_ids: Iterable[str], policy: Policy, judge: str | None) -> None:
    """Accept or set aside dialogues by what the rules, and this judge if there is one, say of them."""
    for one in dialogue_ids:
        results = [result for result in store.results(one) if result.judge in (None, judge)]
        store.put_results(one, (), policy.against(results))


def _is_open(said: CheckResult | None, retry_failed: bool) -> bool:
    if said is None:
        return True
    return said.verdict is Verdict.UNSCORED and (retry_failed or said.problem.startswith(ProviderFailure.status))
