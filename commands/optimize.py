"""`socialsim optimize`: better demonstrations and instructions for a program, and whether they are better."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..generators import LMConfig, Meter, Session, build_lm
from ..optimizers import (
    METHODS,
    METRICS,
    Optimized,
    Split,
    Task,
    Watch,
    make_task,
    metric_of,
    optimize,
    split,
)
from ..optimizers.compiled import file_of
from ..optimizers.methods import WRITING, require
from ..optimizers.optimize import Phase
from ..optimizers.outlay import outlay
from ..optimizers.splits import SHARES
from ..signatures import BudgetReached, ConfigurationError
from . import record
from .casting import OFFLINE_ENGINE, Cast, in_flight, make_extractor, make_simulation
from .files import put_in_place, write_run
from .judging import make_jury, refuse_rules
from .lessons import Lessons
from .outlay import calls_per_run, print_outlay, settings_of
from .owned import alone, refuse_others
from .progress import Spending, phase
from .schema import OptimizeConfig
from .start import check_folder, kept_responses, open_store, prepare, recorded, stopped
from .tuned import Named, for_dialogues, for_extractor, read_compiled
from .verdict import print_verdict

LOG = "optimizer.log"


def run(config: OptimizeConfig) -> None:
    """Tune the program, save it in `config.out`, and say what it is worth."""
    folder, metric = check_folder(config.out), _check(config)
    roles, session = prepare(config)
    compiled = read_compiled(config.program.compiled)
    tuning = _task(config, metric, roles, session, compiled)  # does the module exist?
    proposer = _proposer(config, roles, session)
    lessons = Lessons(config, roles, session, compiled)
    sizes = _sizes(config, metric, lessons)  # what cannot be read is said before the folder is made
    if config.dry_run:
        print_outlay(config, sizes, tuning)
        return
    refuse_others(folder, config)
    with (
        open_store(folder) as store,
        alone(folder),
        kept_responses(session, roles, config.cache),
        recorded(store, "optimize", config),
    ):
        try:
            lessons.store = store
            parts, shown = _read(config, metric, lessons)
            optimized = _optimize(config, tuning, parts, shown, proposer, roles, session, folder)
            alike = for_extractor if config.module == "persona" else for_dialogues
            optimized = _with_what_was_before(optimized, alike(compiled))
        except (KeyboardInterrupt, BudgetReached) as why:
            raise stopped(why, "what was answered is", config.out) from None
        _write(config, folder, optimized, lessons)
        print_verdict(config, optimized, parts, lessons, session.meter)
        if optimized.limit is not None:
            raise stopped(
                optimized.limit, "the best so far is" if optimized.compiled else "what was answered is", config.out
            )


def _check(config: OptimizeConfig) -> str:
    """Return the name of the metric, once it is known that there are such an optimizer, module and metric."""
    if config.optimizer.name not in METHODS:
        raise ConfigurationError(
            f"optimizer.name={config.optimizer.name}: there is no such optimizer; there are {', '.join(METHODS)}"
        )
    settings_of(config.optimizer)
    require(config.optimizer.name)
    return metric_of(config.module, config.metric)


def _task(config: OptimizeConfig, metric: str, roles: Cast, session: Session, compiled: tuple[Named, ...]) -> Task:
    if config.module == "persona":
        return make_task("persona", metric, make_extractor(roles.extractor, session, for_extractor(compiled)))
    whole = make_simulation(config.program, roles.seeker, roles.supporter, session, compiled=for_dialogues(compiled))
    if roles.judge is None:
        return make_task(config.module, metric, whole)
    refuse_rules(roles.judge)
    if metric != "quality":
        raise ConfigurationError(f"judge_lm: judges look at whole dialogues; metric={metric} does not")
    return make_task(config.module, metric, whole, make_jury(roles.judge, session))


def _proposer(config: OptimizeConfig, roles: Cast, session: Session) -> Any:
    """Return the LM that writes instructions, where the optimizer needs one: its own, or else the one of every role."""
    if config.optimizer.name not in WRITING:
        if roles.proposer is not None:
            raise ConfigurationError(f"proposer_lm: optimizer={config.optimizer.name} writes no instructions")
        return None
    lm: LMConfig = roles.proposer or roles.supporter
    if lm.engine == OFFLINE_ENGINE:
        raise ConfigurationError(
            f"optimizer={config.optimizer.name}: the offline generator writes no instructions; say lm@proposer_lm=NAME"
        )
    return build_lm(lm, session)


def _read(config: OptimizeConfig, metric: str, lessons: Lessons) -> tuple[Split, dict[str, Any]]:
    """Return the parts of the data, and what people wrote to be shown."""
    needs, answered = METRICS[metric].needs, METRICS[metric].answer
    speaker: Any = "seeker" if config.module == "seeker" else "supporter"
    items = {key: lessons.items(key, source, needs, speaker, answered) for key, source in _sources(config).items()}
    shown_before = {kin for one in lessons.compiled for kin in one.compiled.about.kin}
    parts = split(items["train"], config.seed, dev=items.get("dev"), test=items.get("test"), barred=shown_before)
    if needs == "turns" and config.demonstrations is None:
        return parts, {speaker: parts.train}
    return parts, {} if needs == "posts" else lessons.shown(config.demonstrations)


def _sources(config: OptimizeConfig) -> dict[str, str]:
    named = {"train": config.train, "dev": config.dev, "test": config.test}
    return {key: source for key, source in named.items() if source is not None}


def _sizes(config: OptimizeConfig, metric: str, lessons: Lessons) -> dict[str, int]:
    """Return the sizes of the parts; where personas have to be made first, as if every post became one."""
    if METRICS[metric].needs != "personas":
        return _lengths(_read(config, metric, lessons)[0])
    lessons.shown(config.demonstrations)
    given = lessons.sizes(_sources(config))
    free = {name: share for name, share in SHARES.items() if name not in given or name == "train"}
    shared = {name: round(given["train"] * share / sum(free.values())) for name, share in free.items()}
    return {name: shared[name] if name in shared else given[name] for name in SHARES}


def _optimize(
    config: OptimizeConfig,
    tuning: Task,
    parts: Split,
    shown: dict[str, Any],
    proposer: Any,
    roles: Cast,
    session: Session,
    folder: Path,
) -> Optimized:
    lms = (roles.extractor,) if config.module == "persona" else (roles.seeker, roles.supporter)
    calls = calls_per_run(config, tuning)
    meter = session.meter
    search = outlay(config.optimizer.name, settings_of(config.optimizer), _lengths(parts), len(tuning.names)).searching
    with (folder / LOG).open("w", encoding="utf-8") as log:
        return optimize(
            tuning,
            parts,
            config.optimizer.name,
            settings_of(config.optimizer),
            shown=shown,
            proposer=proposer,
            at_once=in_flight(lms, meter, calls),
            seed=config.seed,
            spent=lambda: _cost(meter),
            watch=Watch(_phases(meter, calls, search), log),
        )


def _with_what_was_before(optimized: Optimized, before: tuple[Named, ...]) -> Optimized:
    """Return what was found together with the compiled programs that it was tuned on top of, to be used as one."""
    if optimized.compiled is None or not before:
        return optimized
    return replace(optimized, compiled=optimized.compiled.on([one.compiled for one in before]))


def _lengths(parts: Split) -> dict[str, int]:
    return {name: len(items) for name, items in parts.parts().items()}


def _phases(meter: Meter, calls: int, search: int) -> Callable[[str, int | None], Phase]:
    """Return how phases are shown: `calls` a run, and at most `search` runs where their number is not known."""

    @contextmanager
    def shown(name: str, total: int | None) -> Iterator[Callable[[bool], None]]:
        with phase(name, total, spending=Spending(meter, calls * (total or search))) as bar:
            yield bar.advance

    return shown


def _cost(meter: Meter) -> dict[str, Any]:
    """Return what this run paid, and how many answers it reused, which were paid for before."""
    paid, tokens = {"calls": meter.calls, "reused": meter.reused, "usd": meter.cost}, meter.tokens
    return paid | {"input_tokens": tokens.input, "output_tokens": tokens.output}


def _write(config: OptimizeConfig, folder: Path, optimized: Optimized, lessons: Lessons) -> None:
    compiled = optimized.compiled
    if compiled is not None:
        with put_in_place(folder / file_of(compiled)) as stream:
            stream.write(compiled.text())
    write_run(
        folder,
        {
            "command": "optimize",
            "config": record.configuration(config),
            "versions": record.versions(),
            "about": compiled.about.model_dump(mode="json") if compiled else None,
            "better": compiled.about.better if compiled else None,
            "searched": dict(zip(("runs", "failed"), optimized.searched, strict=True)),
            "sources": {
                key: {"records": one.records, "usable": one.usable, "bad": len(one.bad)}
                for key, one in lessons.counts.items()
            },
            "examples": {
                part: {
                    when: {"scores": one.scores, "failures": one.failures}
                    for when, one in zip(("before", "after"), both, strict=True)
                }
                for part, both in optimized.measured.items()
            },
        },
    )
