"""`socialsim simulate`: posts → personas → dialogues → corpus."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from ..cache import CHECK_FAILED, DONE, CorpusStore
from ..generators import build_lm, lm_identity
from ..programs.checks.policy import Policy
from ..signatures import BudgetReached, InputError
from . import ledger, record
from .bank import Bank
from .casting import calls_per_dialogue, policy
from .dialogues import Dialogues, order_of
from .files import DIALOGUES, PROFILES, RUN, SSCONV, finished, write_dialogues, write_run
from .forecast import forecast, print_forecast
from .judging import Judging, decide, refuse_rules, warn_of_family
from .plain import plain
from .progress import Spending, phase
from .record import Statistics
from .schema import SimulateConfig
from .start import Start, begin, check_folder, kept_responses, open_store, recorded, require_personas, stopped
from .summary import print_corpus


def run(config: SimulateConfig) -> None:
    """Make the corpus in `config.out`, write its files and print a summary.

    Raises:
        InputError: none of its dialogues is accepted.
    """
    if refused := make(config):
        raise InputError(refused)


def make(config: SimulateConfig) -> str:
    """Do the same, and return why none of the dialogues is accepted; "" where some are."""
    start = begin(config)
    order_of(config, start, []).provenance()  # does the program exist?
    if start.cast.judge:
        refuse_rules(start.cast.judge)
    if config.dry_run:
        print_forecast(forecast(config, start))
        return ""
    folder, bank = check_folder(config.out), Bank()
    with (
        open_store(folder) as store,
        kept_responses(start.session, start.cast, config.cache),
        recorded(store, "simulate", config) as run_id,
    ):
        dialogues, limit = _make(config, start, store, run_id, bank)
        written, failures = _write(config, start, folder, store, run_id, bank, dialogues)
        print_corpus(written, start.counts, bank, failures, (SSCONV, PROFILES, DIALOGUES, RUN), start.session.meter)
        if limit is not None:
            raise limit
    if written["dialogues"]["done"]:
        return ""
    return f"none of the {len(dialogues.ids)} dialogues is accepted; the first: {failures[0]}"


def _make(
    config: SimulateConfig, start: Start, store: CorpusStore, run_id: int, bank: Bank
) -> tuple[Dialogues, BaseException | None]:
    """Make what is missing; also return why the run has to end early, if its budget is spent."""
    try:
        start.fill(store, config.n, bank)
    except (KeyboardInterrupt, BudgetReached) as why:
        raise stopped(why, bank.saved(), config.out) from None
    require_personas(bank)
    checks = policy(config.checks)
    dialogues = Dialogues(store, order_of(config, start, bank.ids), start.session)
    store.set_run_dialogues(run_id, dialogues.ids)
    missing = dialogues.missing(config.retry_failed)
    total = len(dialogues.ids)
    others = store.finished_elsewhere(run_id)
    if others and len(missing) == total:
        said = f"{config.out} has {others} finished dialogues of other programs, generators or seeds; they stay there"
        print(f"socialsim: {plain(said)}", file=sys.stderr)
    spending = Spending(start.session.meter, len(missing) * calls_per_dialogue(config.program))
    with phase("dialogues", total, total - len(missing), spending) as progress:
        try:
            if missing:
                dialogues.make(missing, config.processes, progress)
        except (KeyboardInterrupt, BudgetReached) as why:
            end = stopped(why, f"{progress.finished} of {total} dialogues are", config.out)
            if isinstance(why, KeyboardInterrupt):
                raise end from None
            return dialogues, end
    return dialogues, _judge(config, start, store, dialogues, checks)


def _judge(
    config: SimulateConfig, start: Start, store: CorpusStore, dialogues: Dialogues, checks: Policy
) -> BaseException | None:
    """Have the dialogues judged, where there is a judge, and accept or set them aside by what is known of them then.

    Returns:
        Why the run has to end early, if its budget is spent.
    """
    if start.cast.judge is None and store.latest_judge() is None:
        return None  # the rules have spoken when each was made
    there = [one for one in dialogues.ids if store.dialogue_status(one) in (DONE, CHECK_FAILED)]
    # What the rules reject is not paid for again.
    sound = [one for one in there if not checks.against(result for result in store.results(one) if not result.judge)]
    if start.cast.judge is None:
        decide(store, there, checks, None)
        return None
    judging, end = Judging(store, start.cast.judge, start.session, config.seed), None
    warn_of_family(judging.judge, dialogues.shared.generators.values())
    try:
        judging.do(sound, config.retry_failed)
    except (KeyboardInterrupt, BudgetReached) as why:
        end = stopped(why, f"{len(there)} dialogues are", config.out)
        if isinstance(why, KeyboardInterrupt):
            raise end from None
    decide(store, there, checks, judging.judge)
    return end


def _write(
    config: SimulateConfig,
    start: Start,
    folder: Path,
    store: CorpusStore,
    run_id: int,
    bank: Bank,
    dialogues: Dialogues,
) -> tuple[dict[str, Any], list[str]]:
    """Write the files of the folder; return what went into run.json, and the failures, a line each."""
    statistics, statuses, tokens = Statistics(), Counter[str](), dict(bank.tokens)
    failures: list[str] = []
    done = []
    judge = lm_identity(build_lm(start.cast.judge, start.session)) if start.cast.judge else None
    for usage in store.judging_usage(run_id, judge) if judge else ():
        ledger.add(tokens, usage)
    for row in store.run_dialogues(run_id):
        status = row["status"] or "not made"
        statuses[status] += 1
        ledger.add(tokens, json.loads(row["usage"] or "{}"))
        if status == DONE:
            done.append(row["id"])
        elif row["status"]:
            failures.append(f"dialogue {row['position']}: {status}: {row['error'] or ''}")
    if done or not (folder / SSCONV).exists():  # files with something in them are not replaced by empty ones
        write_dialogues(folder, statistics.watch(finished(store, done)), (SSCONV, PROFILES, DIALOGUES))
    extraction, shared = start.extraction, dialogues.shared
    written = {
        "command": "simulate",
        "config": record.configuration(config),
        "versions": record.versions(),
        "program": shared.program,
        "extractor": extraction.program if extraction else None,
        "generators": {"extractor": extraction.generator if extraction else None}
        | shared.generators
        | ({"judge": judge} if judge else {}),
        "seed": config.seed,
        "posts": record.of_posts(start.counts, bank),
        "privacy": record.of_privacy(config.privacy, start.posts),
        "personas": record.of_personas(bank),
        "checks": record.of_checks(config, store, run_id, judge),
        "dialogues": {
            "total": len(dialogues.ids),
            "done": statistics.dialogues,
            "made": sum(one in dialogues.made for one in done),
            "reused": sum(one not in dialogues.made for one in done),
            "by_status": dict(sorted(statuses.items())),
        },
        "mean_turns": statistics.mean_turns,
        "stop_reasons": dict(sorted(statistics.stop_reasons.items())),
        "strategy_shares": statistics.shares(),
        "tokens": dict(sorted(tokens.items())),
        "cost_usd": ledger.cost(tokens, start.cast.all()),
    }
    write_run(folder, written)
    return written, failures
