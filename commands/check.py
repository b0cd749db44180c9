"""`socialsim check`: what is wrong with the dialogues of a corpus, or of a file of any form that we read."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import IO

from ..cache import CHECK_FAILED, DONE, RESPONSES, CorpusStore
from ..cache.cards import persona_of
from ..corpora.dialogues import DialogueReading, read_dialogues
from ..programs.checks import Case, check, quality
from ..programs.checks.corpus import CorpusReport, corpus_report
from ..signatures import ESCONV, TAXONOMIES, CheckResult, ConfigurationError, Dialogue, InputError, Persona, Taxonomy
from .casting import policy
from .corpus import Row, open_corpus
from .entries import print_reading
from .files import put_in_place
from .findings import Findings, print_report
from .judging import Judging, judge_each, refuse_rules, warn_of_family
from .one_lm import one_lm
from .plain import Paper, plain
from .progress import Phase, phase
from .schema import CheckConfig, ProgramConfig
from .start import check_folder

BELOW = 1
"""Exit code where fewer dialogues pass than `fail_under` asks for."""


@dataclass(frozen=True)
class Checked:
    """A dialogue, and what the checks say of it."""

    number: int
    id: str
    dialogue: Dialogue
    persona: Persona | None
    results: tuple[CheckResult, ...]


def run(config: CheckConfig) -> None:
    """Look at every dialogue, print what was found, and leave with `BELOW` if too few pass."""
    for name, value in (("fail_under", config.fail_under), ("worst", config.worst)):
        if value < 0 or (name == "fail_under" and value > 1):
            raise ConfigurationError(
                f"{name}={value}: has to be {'from 0 to 1' if name == 'fail_under' else '0 or more'}"
            )
    if config.judge_lm is not None:
        refuse_rules(config.judge_lm)
    findings, path = Findings(policy(config.checks), config.worst), Path(config.path).expanduser()
    if path.is_dir():
        _of_folder(config, findings)
    else:
        _of_file(config, path, findings)
    if config.out is not None:
        print(f"All results are in {plain(config.out)}, one dialogue a line")
    if findings.pass_rate < config.fail_under:
        line = f"{findings.pass_rate:.1%} of the dialogues pass, fewer than fail_under={config.fail_under:g}"
        print(f"socialsim: {line}", file=sys.stderr)
        raise SystemExit(BELOW)


def _of_folder(config: CheckConfig, findings: Findings) -> None:
    with open_corpus(config.path, config.run) as (store, rows):
        there = [row for row in rows if row["status"] in (DONE, CHECK_FAILED)]
        if not there:
            raise InputError(f"{config.path}: none of the {len(rows)} dialogues is finished")
        judge = judged(config, store, there) or store.latest_judge()
        made_as = store.run_config(config.run or store.last_run() or 0).get("program", {})
        _look(config, findings, _in_store(store, there, judge, ProgramConfig(**made_as)), len(there))


def _of_file(config: CheckConfig, path: Path, findings: Findings) -> None:
    if config.run is not None:
        raise ConfigurationError(f"run={config.run}: is for the folder of a corpus; {config.path} is a file")
    reading = read_dialogues(path)
    total = sum(1 for _ in reading)
    _look(config, findings, _in_file(reading, _judged_in_file(config, reading)), total)
    print_reading(Paper(), reading)


def _judged_in_file(config: CheckConfig, reading: DialogueReading) -> list[list[CheckResult]] | None:
    """Return what a judge says of each dialogue of a file, where one is named."""
    if config.judge_lm is None:
        return None
    with one_lm(config.judge_lm, config.budget, config.cache) as (lm, session):
        return judge_each(lm, session, [(found.dialogue, found.persona) for found in reading])


def judged(config: CheckConfig, store: CorpusStore, rows: Iterable[Row]) -> str | None:
    """Have the dialogues judged where a judge is named; each is judged once, whoever asks.

    Returns:
        The name of the judge; None where none is named.
    """
    if config.judge_lm is None:
        return None
    cache = config.cache or str(store.path.with_name(RESPONSES))
    with one_lm(config.judge_lm, config.budget, cache) as (lm, session):
        judging = Judging(store, lm, session)
        ids = [row["id"] for row in rows]
        dialogues = (store.dialogue(one).provenance for one in ids)
        warn_of_family(judging.judge, {name for made in dialogues if made for name in made.generators.values()})
        judging.do(ids, config.retry_failed)
        return judging.judge


def _in_store(store: CorpusStore, rows: Iterable[Row], judge: str | None, made_as: ProgramConfig) -> Iterator[Checked]:
    """Yield the dialogues of a corpus with what is found now; it is stored in the place of what was found before."""
    played = made_as.kind != "simulation" or made_as.sees == "persona"
    asked = {"shortest": made_as.min_turns, "taxonomy": TAXONOMIES[made_as.taxonomy]}
    for row in rows:
        dialogue = store.dialogue(row["id"])
        persona = persona_of(store, dialogue)
        results = check(Case.of(dialogue, persona if played else None, **asked))
        store.put_results(row["id"], results)
        said = (result for result in store.results(row["id"]) if judge and result.judge == judge)
        yield Checked(row["position"], row["id"], dialogue, persona, (*results, *said))


def _in_file(reading: DialogueReading, said: list[list[CheckResult]] | None) -> Iterator[Checked]:
    for position, found in enumerate(reading):
        more = {"simulated": found.simulated, "taxonomy": taxonomy_of(found.dialogue)}
        results = check(Case.of(found.dialogue, found.persona, **more))
        judged = said[position] if said else ()
        yield Checked(found.number, found.id, found.dialogue, found.persona, (*results, *judged))


def taxonomy_of(dialogue: Dialogue) -> Taxonomy:
    """Return the taxonomy that knows most of a dialogue's strategies; ESConv's where several know as many."""
    used = [turn.strategy for turn in dialogue.turns if turn.strategy]
    return max([ESCONV, *TAXONOMIES.values()], key=lambda taxonomy: sum(name in taxonomy.names for name in used))


def _look(config: CheckConfig, findings: Findings, dialogues: Iterator[Checked], total: int) -> None:
    with ExitStack() as stack:
        out = stack.enter_context(_results_file(config.out)) if config.out is not None else None
        with phase("dialogues", total) as progress:
            first = list(islice(dialogues, 1))
            taxonomy = taxonomy_of(first[0].dialogue)
            report = corpus_report(map(partial(_take_down, findings, out, progress), chain(first, dialogues)), taxonomy)
    _print(findings, report)


def _take_down(
    findings: Findings, out: IO[str] | None, progress: Phase, one: Checked
) -> tuple[str, Dialogue, Persona | None]:
    """Count a dialogue, write its line, and pass it on to the report of the whole."""
    against = findings.add(one.number, one.id, one.results)
    if out is not None:
        out.write(json.dumps(_record(one, against), ensure_ascii=False) + "\n")
    progress.advance()
    return one.id, one.dialogue, one.persona


def _record(one: Checked, against: str) -> dict[str, object]:
    return {
        "number": one.number,
        "id": one.id,
        "accepted": not against,
        "why": against,
        "score": quality(one.results),
        "results": [result.model_dump(mode="json") for result in one.results],
    }


def _results_file(name: str) -> AbstractContextManager[IO[str]]:
    path = Path(name).expanduser()
    if path.is_dir():
        raise InputError(f"out={name}: is a folder; say a file")
    if path.exists() and not _is_ours(path):
        raise InputError(f"out={name}: is there already and holds no results of a check; say another name")
    check_folder(str(path.parent)).mkdir(parents=True, exist_ok=True)
    return put_in_place(path)


def _is_ours(path: Path) -> bool:
    """Return whether a file was written by an earlier check, so that it may be replaced."""
    with path.open("rb") as file:
        head = file.readline(1_000_000)
    try:
        return bool(json.loads(head).keys() >= {"number", "accepted", "results"})
    except (ValueError, AttributeError):
        return False


def _print(findings: Findings, report: CorpusReport) -> None:
    paper = Paper()
    findings.print(paper)
    paper.print()
    print_report(paper, report)
